/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words that give handlers: `at`, `every`, `on`, `spawn`. At rest their arguments are checked and
 * forgotten; who plays the script is handed them (CtScenarioSink). Words that act have nothing to
 * act on here: sim/lua_run.c puts its own in their place.
 */
#include "analysis/lua_entry.h"

#include "base/units.h"
#include "lua/args.h"
#include "lua/sandbox.h"

#include <string.h>

static const CtScenarioWord *
find_word(const char *name)
{
    /* Every word that acts comes here whenever it is said: the first letter tells most apart. */
    for (size_t i = 0; i < ct_n_scenario_words; i++)
        if (ct_scenario_words[i].name[0] == name[0] && strcmp(ct_scenario_words[i].name, name) == 0)
            return &ct_scenario_words[i];
    g_assert_not_reached();
}

void
ct_lua_entry_check(lua_State *L, const char *name)
{
    const CtScenarioSink *sink = ct_lua_entry_reader(L)->sink;
    CtWordWhen when = find_word(name)->when;
    bool is_playing = sink != NULL && sink->is_playing(sink->data);

    if ((when == CT_WORD_DECLARES && is_playing) || (when >= CT_WORD_ACTS && !is_playing))
        ct_lua_raise(L, "%s: only %s", name, ct_word_when_text(when));
}

/* Owns its error, so that who calls may jump. */
static bool
parse_duration(const char *text, int64_t *ret_ms, char *message, size_t size)
{
    g_autoptr(GError) error = NULL;

    if (ct_units_parse_time(text, ret_ms, &error))
        return true;
    g_strlcpy(message, error->message, size);
    return false;
}

int64_t
ct_lua_entry_duration(lua_State *L, int index, const char *word)
{
    char message[256];
    int64_t ms;

    if (lua_type(L, index) == LUA_TNUMBER)
        ct_lua_raise(L, "%s: a duration has its unit: write \"%.14gs\", \"%.14gh\" or the like",
                     word, lua_tonumber(L, index), lua_tonumber(L, index));
    if (lua_type(L, index) != LUA_TSTRING)
        ct_lua_raise(L, "%s: expected a duration such as \"30d\", not %s", word,
                     ct_lua_describe(L, index));
    if (!parse_duration(lua_tostring(L, index), &ms, message, sizeof message))
        ct_lua_raise(L, "%s: %s", word, message);
    return ms;
}

static void
check_function(lua_State *L, int index, const char *word)
{
    if (!lua_isfunction(L, index))
        ct_lua_raise(L, "%s: expected a function, as in %s, not %s", word, find_word(word)->example,
                     ct_lua_describe(L, index));
    ct_lua_entry_reader(L)->scenario->is_program = true;
}

static int
at_word(lua_State *L)
{
    const CtScenarioSink *sink = ct_lua_entry_reader(L)->sink;
    int64_t ms = ct_lua_entry_duration(L, 1, "at");

    check_function(L, 2, "at");
    if (sink != NULL)
        sink->at(L, ms, 2, sink->data);
    return 0;
}

static int
every_word(lua_State *L)
{
    const CtScenarioSink *sink = ct_lua_entry_reader(L)->sink;
    int64_t ms = ct_lua_entry_duration(L, 1, "every");

    if (ms < 1)
        ct_lua_raise(L, "every: a period lasts 1ms at least");
    check_function(L, 2, "every");
    if (sink != NULL)
        sink->every(L, ms, 2, sink->data);
    return 0;
}

static int
on_word(lua_State *L)
{
    const CtScenarioSink *sink = ct_lua_entry_reader(L)->sink;
    const char *names[CT_SCENARIO_EVENT_COUNT];
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : NULL;
    char all[256] = "", suggestion[96];
    int event = 0;

    for (int i = 0; i < CT_SCENARIO_EVENT_COUNT; i++) {
        names[i] = ct_scenario_events[i].text;
        g_strlcat(all, i > 0 ? ", " : "", sizeof all);
        g_strlcat(all, names[i], sizeof all);
    }
    while (event < CT_SCENARIO_EVENT_COUNT && g_strcmp0(names[event], text) != 0)
        event++;
    if (event == CT_SCENARIO_EVENT_COUNT)
        ct_lua_raise(L, "on: there is no event %s%.40s%s%s; there are: %s", text != NULL ? "'" : "",
                     text != NULL ? text : ct_lua_describe(L, 1), text != NULL ? "'" : "",
                     text == NULL ? ""
                                  : ct_lua_suggest(text, names, G_N_ELEMENTS(names), suggestion,
                                                   sizeof suggestion),
                     all);
    check_function(L, 2, "on");
    if (sink != NULL)
        sink->on(L, (CtScenarioEvent)event, 2, sink->data);
    return 0;
}

static int
spawn_word(lua_State *L)
{
    const CtScenarioSink *sink = ct_lua_entry_reader(L)->sink;

    check_function(L, 1, "spawn");
    if (sink != NULL)
        sink->spawn(L, 1, sink->data);
    return 0;
}

/* --- variants --- */

static const char variants_key = 'v';

static int
variant_word(lua_State *L)
{
    CtScenarioReader *reader = ct_lua_entry_reader(L);
    CtScenario *scenario = reader->scenario;

    ct_lua_entry_check(L, "variant");
    if (reader->in_variant)
        ct_lua_raise(L, "variant: not within another one");
    if (lua_type(L, 1) != LUA_TSTRING || lua_rawlen(L, 1) == 0 || lua_rawlen(L, 1) > 128)
        ct_lua_raise(L, "variant: expected a name such as \"with a token\", not %s",
                     ct_lua_describe(L, 1));
    if (strcmp(lua_tostring(L, 1), "all") == 0)
        ct_lua_raise(L, "variant: 'all' stands for every one of them; choose another name");
    for (uint32_t i = 0; i < scenario->variants.length; i++)
        if (strcmp(scenario->variants.data[i].name, lua_tostring(L, 1)) == 0)
            ct_lua_raise(L, "variant: '%.64s' is declared twice, first in line %u",
                         lua_tostring(L, 1), scenario->variants.data[i].pos.line);
    if (!lua_isfunction(L, 2))
        ct_lua_raise(L, "variant: expected a function, as in %s, not %s",
                     find_word("variant")->example, ct_lua_describe(L, 2));
    ct_scenario_add_variant(scenario, lua_tostring(L, 1),
                            (CtPos){.file = reader->file,
                                    .line = (uint32_t)ct_lua_calling_line(L)});
    lua_rawgetp(L, LUA_REGISTRYINDEX, &variants_key);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    lua_rawset(L, -3);
    return 0;
}

static int
set_word(lua_State *L)
{
    CtScenarioReader *reader = ct_lua_entry_reader(L);

    ct_lua_entry_check(L, "set");
    if (!reader->in_variant)
        ct_lua_raise(L, "set: only in the function of a variant: what always holds stands in the "
                        "topology");
    if (lua_type(L, 1) != LUA_TSTRING || lua_rawlen(L, 1) == 0)
        ct_lua_raise(L,
                     "set: expected a place in the topology, such as "
                     "\"conduits.corp-control.controls.mfa\", not %s",
                     ct_lua_describe(L, 1));
    if (lua_type(L, 2) != LUA_TSTRING && lua_type(L, 2) != LUA_TNUMBER && !lua_isboolean(L, 2))
        ct_lua_raise(L, "set: expected a text (as YAML), a number or true or false, not %s",
                     ct_lua_describe(L, 2));
    ct_lua_push_text(L, 2);
    ct_scenario_add_patch(reader->scenario, lua_tostring(L, 1), lua_tostring(L, -1));
    return 0;
}

static int
run_variant(lua_State *L)
{
    const char *name = lua_touserdata(L, 1);
    CtScenarioReader *reader = ct_lua_entry_reader(L);
    const CtScenario *scenario = reader->scenario;
    uint32_t n = scenario->variants.length;
    char suggestion[160];

    lua_rawgetp(L, LUA_REGISTRYINDEX, &variants_key);
    if (ct_lua_raw_field(L, -1, name) == LUA_TFUNCTION) {
        reader->in_variant = true;
        lua_call(L, 0, 0);
        reader->in_variant = false;
        return 0;
    }
    const char **names = lua_newuserdatauv(L, ((size_t)n + 1) * sizeof *names, 0);

    for (uint32_t i = 0; i < n; i++)
        names[i] = scenario->variants.data[i].name;
    ct_lua_raise(L, "the scenario has no variant '%.64s'%s", name,
                 ct_lua_suggest(name, names, n, suggestion, sizeof suggestion));
}

bool
ct_lua_program_run_variant(CtLuaHost *host, const char *name, GError **error)
{
    return ct_lua_host_call(host, run_variant, (void *)(uintptr_t)name, error);
}

/* Upvalue: the name of a word that acts. */
static int
refused_word(lua_State *L)
{
    ct_lua_entry_check(L, lua_tostring(L, lua_upvalueindex(1)));
    return 0;
}

void
ct_lua_program_open(lua_State *L)
{
    static const luaL_Reg words[] = {
        {"at", at_word},       {"every", every_word},     {"on", on_word},
        {"spawn", spawn_word}, {"variant", variant_word}, {"set", set_word},
    };

    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &variants_key);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        lua_pushcfunction(L, words[i].func);
        ct_lua_sandbox_set(L, words[i].name);
    }
    for (size_t i = 0; i < ct_n_scenario_words; i++) {
        const CtScenarioWord *word = &ct_scenario_words[i];

        if (word->when < CT_WORD_ACTS || strchr(word->name, ':') != NULL)
            continue;
        lua_pushstring(L, word->name);
        lua_pushcclosure(L, refused_word, 1);
        ct_lua_sandbox_set(L, word->name);
    }
    ct_lua_sandbox_hint(L, "print", "log(text) puts a line into the trace of a replication");
    ct_lua_sandbox_hint(L, "coroutine", "write spawn(function() … end); in it, wait(\"1h\") waits");
}
