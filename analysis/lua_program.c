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
    for (size_t i = 0; i < ct_n_scenario_words; i++)
        if (strcmp(ct_scenario_words[i].name, name) == 0)
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
        {"at", at_word},
        {"every", every_word},
        {"on", on_word},
        {"spawn", spawn_word},
    };

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
    ct_lua_sandbox_hint(L, "defender",
                        "this version has no defenders of its own: what they do is written in "
                        "handlers, as in on(\"compromised\", function(asset) isolate(asset) end)");
    ct_lua_sandbox_hint(L, "print", "log(text) puts a line into the trace of a replication");
    ct_lua_sandbox_hint(L, "coroutine", "write spawn(function() … end); in it, wait(\"1h\") waits");
}
