/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Declarations only: words of facts make texts with the line they stand on, `attacker` and its
 * likes put them into the scenario at once. Handlers are analysis/lua_program.c's matter.
 */
#include "analysis/lua_entry.h"

#include "lua/args.h"
#include "lua/ordered.h"
#include "lua/sandbox.h"

#include "base/sort.h"
#include "base/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FACT_TYPE "a fact"
#define GOAL_TYPE "a goal of several facts"

static const char reader_key = 'r';

enum { MAX_TEXT = 256, MAX_FACTS = 65536 };

typedef struct NamedFact {
    char text[MAX_TEXT];
    uint32_t line;
} NamedFact;

typedef struct GoalGroup {
    bool any;
    uint32_t line;
} GoalGroup; /* its value: the list */

CtScenarioReader *
ct_lua_entry_reader(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &reader_key);
    CtScenarioReader *reader = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return reader;
}

/* The reader, for @word, which declares. */
static CtScenarioReader *
get_reader(lua_State *L, const char *word)
{
    ct_lua_entry_check(L, word);
    return ct_lua_entry_reader(L);
}

static CtPos
pos_at(const CtScenarioReader *reader, uint32_t line)
{
    return (CtPos){.file = reader->file, .line = line};
}

/* exec("hmi-1", "admin") */
static int
fact_word(lua_State *L)
{
    const char *word = lua_tostring(L, lua_upvalueindex(1));
    bool has_levels = lua_toboolean(L, lua_upvalueindex(2));

    lua_settop(L, 2);
    if (lua_type(L, 1) != LUA_TSTRING)
        ct_lua_raise(L, "%s: expected the id of an entity, such as %s \"hmi-1\", not %s", word,
                     word, ct_lua_describe(L, 1));
    if (!lua_isnil(L, 2) && (lua_type(L, 2) != LUA_TSTRING || !has_levels))
        ct_lua_raise(L,
                     has_levels ? "%s: the level must be \"user\" or \"admin\""
                                : "%s has no levels: it takes an id alone",
                     word);
    if (lua_rawlen(L, 1) > MAX_TEXT / 2 || (!lua_isnil(L, 2) && lua_rawlen(L, 2) > 16))
        ct_lua_raise(L, "%s: no entity has so long an id", word);

    NamedFact *fact = ct_lua_new_object(L, FACT_TYPE, sizeof *fact, 0);
    fact->line = (uint32_t)ct_lua_calling_line(L);
    g_snprintf(fact->text, sizeof fact->text, "%s:%s%s%s", word, lua_tostring(L, 1),
               lua_isnil(L, 2) ? "" : ":", lua_isnil(L, 2) ? "" : lua_tostring(L, 2));
    return 1;
}

const char *
ct_lua_entry_fact_text(lua_State *L, int index)
{
    const NamedFact *fact = luaL_testudata(L, index, FACT_TYPE);

    if (fact != NULL)
        return fact->text;
    return lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : NULL;
}

/* all{ … }, any{ … } */
static int
group_word(lua_State *L)
{
    bool any = lua_toboolean(L, lua_upvalueindex(1));

    lua_settop(L, 1);
    if (!lua_istable(L, 1) || lua_rawlen(L, 1) == 0)
        ct_lua_raise(L, "%s: expected a list of facts in braces, not %s", any ? "any" : "all",
                     lua_istable(L, 1) ? "an empty one" : ct_lua_describe(L, 1));
    GoalGroup *group = ct_lua_new_object(L, GOAL_TYPE, sizeof *group, 1);
    group->any = any;
    group->line = (uint32_t)ct_lua_calling_line(L);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

/* Element @i of the list on top of the stack, a fact; NULL at its end. */
static const NamedFact *
list_fact(lua_State *L, lua_Integer i, const char *what)
{
    if (i > MAX_FACTS)
        ct_lua_raise(L, "%s: more than %d facts", what, MAX_FACTS);
    if (lua_rawgeti(L, -1, i) == LUA_TNIL) {
        lua_pop(L, 1);
        return NULL;
    }
    const NamedFact *fact = luaL_testudata(L, -1, FACT_TYPE);
    if (fact == NULL)
        ct_lua_raise(L, "%s: element %d is %s, not a fact", what, (int)i, ct_lua_describe(L, -1));
    lua_pop(L, 1); /* the list keeps it alive */
    return fact;
}

/* The value on top of the stack as goal @id of @attacker. */
static void
add_goal(lua_State *L, CtScenarioReader *reader, CtScenarioAttacker *attacker, const char *id)
{
    const NamedFact *fact = luaL_testudata(L, -1, FACT_TYPE);
    const GoalGroup *group = luaL_testudata(L, -1, GOAL_TYPE);

    if (fact == NULL && group == NULL)
        ct_lua_raise(L, "goal '%.64s' must be a fact, all{…} or any{…}, not %s", id,
                     ct_lua_describe(L, -1));
    CtScenarioGoal *goal = ct_scenario_add_goal(attacker, id, pos_at(reader, 0));
    if (fact != NULL) {
        goal->pos = pos_at(reader, fact->line);
        ct_scenario_add_fact(goal, g_strdup(fact->text), goal->pos);
        return;
    }
    goal->pos = pos_at(reader, group->line);
    lua_getiuservalue(L, -1, 1);
    for (lua_Integer i = 1; (fact = list_fact(L, i, id)) != NULL; i++)
        ct_scenario_add_fact(goal, g_strdup(fact->text), pos_at(reader, fact->line));
    lua_pop(L, 1);
    goal->need = group->any ? 1 : goal->facts.length;
}

static int
compare_goals(gconstpointer left, gconstpointer right)
{
    const CtScenarioGoal *a = left, *b = right;

    if (a->pos.line != b->pos.line)
        return a->pos.line < b->pos.line ? -1 : 1;
    return strcmp(a->id, b->id);
}

/* A table knows no order: goals come as they stand in the file. */
static void
read_goals(lua_State *L, CtScenarioReader *reader, CtScenarioAttacker *attacker)
{
    if (luaL_testudata(L, -1, FACT_TYPE) != NULL) {
        const NamedFact *fact = lua_touserdata(L, -1);
        add_goal(L, reader, attacker, fact->text);
        return;
    }
    if (!lua_istable(L, -1))
        ct_lua_raise(L, "goals must be a table such as { trip = controls \"rtu-1\" }, not %s",
                     ct_lua_describe(L, -1));
    int table = lua_gettop(L);
    size_t n = ct_lua_ordered_keys(L, table);
    for (size_t i = 1; i <= n; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        lua_pushvalue(L, -1);
        lua_rawget(L, table);
        const NamedFact *fact = luaL_testudata(L, -1, FACT_TYPE);
        const char *id = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2)
                         : fact != NULL                 ? fact->text
                                                        : "(without a name)";
        add_goal(L, reader, attacker, id);
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
    if (attacker->goals.length > 1)
        ct_sort(attacker->goals.data, attacker->goals.length, sizeof *attacker->goals.data,
                compare_goals);
}

/* `entry` or `later`. */
static void
read_entries(lua_State *L,
             CtScenarioReader *reader,
             CtScenarioAttacker *attacker,
             const char *key,
             void (*add)(CtScenarioAttacker *attacker, char *text, CtPos pos))
{
    const NamedFact *fact = luaL_testudata(L, -1, FACT_TYPE);

    if (fact != NULL) {
        add(attacker, g_strdup(fact->text), pos_at(reader, fact->line));
        return;
    }
    if (!lua_istable(L, -1))
        ct_lua_raise(L, "%s must be a list of facts such as { located \"internet\" }, not %s", key,
                     ct_lua_describe(L, -1));
    for (lua_Integer i = 1; (fact = list_fact(L, i, key)) != NULL; i++)
        add(attacker, g_strdup(fact->text), pos_at(reader, fact->line));
}

/* The value on top of the stack, which must be one of @words. */
static int
read_word(lua_State *L, const char *key, const char *const *words, int n)
{
    char suggestion[96], all[128] = "";
    const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";

    for (int i = 0; i < n; i++) {
        if (strcmp(words[i], text) == 0)
            return i;
        g_strlcat(all, i > 0 ? ", " : "", sizeof all);
        g_strlcat(all, words[i], sizeof all);
    }
    ct_lua_raise(L, "%s must be one of: %s; not %s%.40s%s", key, all,
                 text[0] == '\0' ? ct_lua_describe(L, -1) : "", text,
                 ct_lua_suggest(text, words, (size_t)n, suggestion, sizeof suggestion));
}

static void
read_number(lua_State *L, const char *key, double low, double *ret_number)
{
    if (lua_type(L, -1) != LUA_TNUMBER || !(lua_tonumber(L, -1) >= low) ||
        !isfinite(lua_tonumber(L, -1)))
        ct_lua_raise(L, "%s must be a number, at least %g, not %s", key, low,
                     lua_type(L, -1) == LUA_TNUMBER ? "one below" : ct_lua_describe(L, -1));
    *ret_number = lua_tonumber(L, -1);
}

static void
read_cost(lua_State *L, CtScenarioAttacker *attacker)
{
    const char *words[CT_COST_COUNT];

    for (int i = 0; i < CT_COST_COUNT; i++)
        words[i] = ct_cost_text((CtCost)i);
    attacker->cost = (uint8_t)read_word(L, "cost", words, CT_COST_COUNT);
    attacker->has_cost = true;
}

/* One of the words, or a function that decides. */
static void
read_strategy(lua_State *L, CtScenarioReader *reader, CtScenarioAttacker *attacker)
{
    const char *words[CT_STRATEGY_COUNT];

    attacker->is_led = lua_isfunction(L, -1);
    if (attacker->is_led) {
        reader->scenario->is_program = true;
        if (reader->sink != NULL)
            reader->sink->lead(L, (uint32_t)(attacker - reader->scenario->attackers.data),
                               lua_gettop(L), reader->sink->data);
        return;
    }

    for (int i = 0; i < CT_STRATEGY_COUNT; i++)
        words[i] = ct_strategy_text((CtStrategy)i);
    attacker->strategy = (uint8_t)read_word(L, "strategy", words, CT_STRATEGY_COUNT);
}

static void
read_field(lua_State *L, CtScenarioReader *reader, CtScenarioAttacker *attacker, const char *key)
{
    static const char *const knowledge[] = {"all", "discover"};
    const char *const skills[] = {ct_skill_text(CT_SKILL_NOVICE), ct_skill_text(CT_SKILL_BEGINNER),
                                  ct_skill_text(CT_SKILL_INTERMEDIATE),
                                  ct_skill_text(CT_SKILL_EXPERT)};
    double number = 0.0;

    ct_scenario_drop_facts(attacker, key); /* a variant may have others */
    if (strcmp(key, "entry") == 0) {
        read_entries(L, reader, attacker, key, ct_scenario_add_entry);
    } else if (strcmp(key, "later") == 0) {
        read_entries(L, reader, attacker, key, ct_scenario_add_later);
    } else if (strcmp(key, "goals") == 0) {
        read_goals(L, reader, attacker);
    } else if (strcmp(key, "skill") == 0) {
        attacker->traits.skill = (uint8_t)read_word(L, key, skills, CT_SKILL_COUNT);
    } else if (strcmp(key, "knowledge") == 0) {
        attacker->traits.discover = read_word(L, key, knowledge, 2) == 1;
    } else if (strcmp(key, "autonomous") == 0) {
        if (!lua_isboolean(L, -1))
            ct_lua_raise(L, "autonomous must be true or false, not %s", ct_lua_describe(L, -1));
        attacker->traits.autonomous = lua_toboolean(L, -1);
    } else if (strcmp(key, "capacity") == 0) {
        read_number(L, key, 0.0, &attacker->traits.capacity);
    } else if (strcmp(key, "cost") == 0) {
        read_cost(L, attacker);
    } else if (strcmp(key, "starts") == 0) {
        attacker->starts_ms = ct_lua_entry_duration(L, lua_gettop(L), key);
    } else if (strcmp(key, "strategy") == 0) {
        read_strategy(L, reader, attacker);
    } else if (strcmp(key, "spread") == 0) {
        read_number(L, key, 1.0, &number);
        attacker->spread = (uint32_t)MIN(number, 1e6);
    } else if (lua_type(L, -1) != LUA_TSTRING || strcmp(lua_tostring(L, -1), "all") != 0) {
        read_number(L, "parallel (or \"all\")", 1.0, &number); /* parallel */
        attacker->parallel = (uint32_t)MIN(number, 1e9);
    }
}

/* A worm has slots of its own, on what it holds, and takes what is to be tried by drawn rank. */
static void
check_worm(lua_State *L, CtScenarioAttacker *attacker)
{
    static const char *const instead[] = {"parallel", "strategy"};

    if (attacker->spread == 0)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(instead); i++) {
        lua_getfield(L, 1, instead[i]);
        if (!lua_isnil(L, -1))
            ct_lua_raise(L,
                         "an attacker with spread is a worm, which has no %s: it tries spread "
                         "things at a time from each asset that it holds, in an order that is "
                         "drawn",
                         instead[i]);
        lua_pop(L, 1);
    }
    attacker->strategy = CT_STRATEGY_RANDOM;
}

/* One who is led is told when to begin in another way. */
static void
check_starts(lua_State *L, const CtScenarioAttacker *attacker)
{
    if (attacker->starts_ms > 0 && attacker->is_led)
        ct_lua_raise(L, "an attacker with a strategy function has no starts: begin the function "
                        "with wait(\"3d\")");
}

static CtScenarioAttacker *
find_attacker(const CtScenario *scenario, const char *name)
{
    for (uint32_t i = 0; i < scenario->attackers.length; i++)
        if (strcmp(scenario->attackers.data[i].name, name) == 0)
            return &scenario->attackers.data[i];
    return NULL;
}

/* What `attacker "name"` returns takes the fields. Upvalues: name, line. */
static int
take_attacker(lua_State *L)
{
    const char *fields[32];
    CtScenarioReader *reader = get_reader(L, "attacker");
    char suggestion[96];

    lua_settop(L, 1);
    if (!lua_istable(L, 1))
        ct_lua_raise(L, "attacker: expected its fields in braces after the name, not %s",
                     ct_lua_describe(L, 1));
    uint32_t line = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
    CtScenarioAttacker *attacker =
        find_attacker(reader->scenario, lua_tostring(L, lua_upvalueindex(1)));

    if (attacker == NULL)
        attacker = ct_scenario_add_attacker(reader->scenario, lua_tostring(L, lua_upvalueindex(1)),
                                            pos_at(reader, line));
    g_assert(ct_n_scenario_fields <= G_N_ELEMENTS(fields));
    for (size_t i = 0; i < ct_n_scenario_fields; i++)
        fields[i] = ct_scenario_fields[i].name;
    size_t n = ct_lua_ordered_keys(L, 1);
    for (size_t i = 1; i <= n; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i);
        const char *key = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "[1]";
        bool known = false;

        for (size_t f = 0; f < ct_n_scenario_fields; f++)
            known = known || strcmp(fields[f], key) == 0;
        if (!known)
            ct_lua_raise(L, "an attacker has no '%.64s'%s", key,
                         ct_lua_suggest(key, fields, ct_n_scenario_fields, suggestion,
                                        sizeof suggestion));
        lua_pushvalue(L, -1);
        lua_rawget(L, 1);
        read_field(L, reader, attacker, key);
        lua_settop(L, 2);
    }
    check_worm(L, attacker);
    check_starts(L, attacker);
    return 0;
}

static int
attacker_word(lua_State *L)
{
    const CtScenarioReader *reader = get_reader(L, "attacker");

    if (lua_type(L, 1) != LUA_TSTRING || lua_rawlen(L, 1) == 0)
        ct_lua_raise(L, "attacker: expected a name such as \"outsider\", not %s",
                     ct_lua_describe(L, 1));
    const CtScenarioAttacker *first = find_attacker(reader->scenario, lua_tostring(L, 1));

    if (first != NULL && !reader->in_variant)
        ct_lua_raise(L, "attacker '%.64s' is declared twice, first in line %u", lua_tostring(L, 1),
                     first->pos.line);
    lua_settop(L, 1);
    lua_pushinteger(L, ct_lua_calling_line(L));
    lua_pushcclosure(L, take_attacker, 2);
    return 1;
}

static int
horizon_word(lua_State *L)
{
    CtScenarioReader *reader = get_reader(L, "horizon");

    int64_t ms = ct_lua_entry_duration(L, 1, "horizon");

    if (ms == 0 || ms > CT_UNITS_LONGEST_MS)
        ct_lua_raise(L,
                     "horizon: must be longer than 0 and shorter than %" G_GINT64_FORMAT " years",
                     CT_UNITS_LONGEST_YEARS);
    reader->scenario->horizon_ms = ms;
    return 0;
}

/* name "…" and note "…" */
static int
text_word(lua_State *L)
{
    bool is_note = lua_toboolean(L, lua_upvalueindex(1));
    CtScenarioReader *reader = get_reader(L, is_note ? "note" : "name");
    char **where = is_note ? &reader->scenario->note : &reader->scenario->name;

    if (lua_type(L, 1) != LUA_TSTRING)
        ct_lua_raise(L, "%s: expected a text, not %s", is_note ? "note" : "name",
                     ct_lua_describe(L, 1));
    g_free(*where);
    *where = g_strdup(lua_tostring(L, 1));
    return 0;
}

/* Whether there is pack @name, and which there are. Owns what it asks for, so that who calls may
 * jump. */
static bool
find_pack(const char *name, char *message, size_t size)
{
    g_auto(GStrv) packs = ct_library_pack_names();
    g_autofree char *all = g_strjoinv(", ", packs);

    g_snprintf(message, size, "there are: %s", all);
    return g_strv_contains((const char *const *)packs, name);
}

static int
pack_word(lua_State *L)
{
    CtScenarioReader *reader = get_reader(L, "pack");
    char message[256];

    if (lua_type(L, 1) != LUA_TSTRING)
        ct_lua_raise(L, "pack: expected a name such as \"nasim\", not %s", ct_lua_describe(L, 1));
    if (!find_pack(lua_tostring(L, 1), message, sizeof message))
        ct_lua_raise(L,
                     "pack: no pack '%.64s' comes with this version (%s); techniques of your own "
                     "go into the package's techniques folder",
                     lua_tostring(L, 1), message);
    if (reader->kinds != NULL && reader->scenario->pack == NULL)
        ct_lua_raise(L, "pack: stands before the first fact of a kind that techniques declare");
    if (reader->scenario->pack != NULL && strcmp(reader->scenario->pack, lua_tostring(L, 1)) != 0)
        ct_lua_raise(L, "pack: the scenario takes pack '%.64s' already", reader->scenario->pack);
    g_free(reader->scenario->pack);
    reader->scenario->pack = g_strdup(lua_tostring(L, 1));
    return 0;
}

/* Facts by word, one closure each, from kind @first on. */
static void
add_facts(lua_State *L, const CtFactKinds *kinds, uint32_t first)
{
    for (uint32_t kind = first; kind < kinds->n; kind++) {
        lua_pushstring(L, kinds->infos[kind].text);
        lua_pushboolean(L, kinds->infos[kind].levels == 2);
        lua_pushcclosure(L, fact_word, 2);
        ct_lua_sandbox_set(L, kinds->infos[kind].text);
    }
}

/* A word that is not there may be a kind of fact that the techniques declare. */
static int
find_declared(lua_State *L)
{
    CtScenarioReader *reader = ct_lua_entry_reader(L);

    if (reader->vocabulary == NULL || reader->kinds != NULL)
        return 0;
    reader->kinds = reader->vocabulary->find(reader->vocabulary->data, reader->scenario);
    if (reader->kinds == NULL)
        ct_lua_raise(L,
                     "'%.64s' could be a kind of fact that the techniques declare, but they "
                     "cannot be read",
                     lua_tostring(L, 1));
    add_facts(L, reader->kinds, CT_FACT_COUNT);
    int kind = ct_fact_kind_find(reader->kinds, lua_tostring(L, 1));
    if (kind < 0)
        return 0;
    lua_pushstring(L, reader->kinds->infos[kind].text);
    lua_pushboolean(L, reader->kinds->infos[kind].levels == 2);
    lua_pushcclosure(L, fact_word, 2);
    return 1;
}

static void
add_closure(lua_State *L, const char *name, lua_CFunction function, bool value)
{
    lua_pushboolean(L, value);
    lua_pushcclosure(L, function, 1);
    ct_lua_sandbox_set(L, name);
}

int
ct_lua_entry_open(lua_State *L)
{
    static const luaL_Reg opaque[] = {{NULL, NULL}};

    lua_rawsetp(L, LUA_REGISTRYINDEX, &reader_key);
    ct_lua_register_type(L, FACT_TYPE, opaque);
    ct_lua_register_type(L, GOAL_TYPE, opaque);
    add_facts(L, &ct_fact_kinds_builtin, 0);
    ct_lua_sandbox_set_fallback(L, find_declared);
    add_closure(L, "all", group_word, false);
    add_closure(L, "any", group_word, true);
    add_closure(L, "attacker", attacker_word, false);
    add_closure(L, "horizon", horizon_word, false);
    add_closure(L, "pack", pack_word, false);
    add_closure(L, "name", text_word, false);
    add_closure(L, "note", text_word, true);
    ct_lua_defender_open(L);
    ct_lua_program_open(L);
    ct_lua_sandbox_hint(L, "technique", "techniques go into the package's techniques folder");
    return 0;
}
