/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `attacker` and its fields, straight into the scenario. */
#include "analysis/lua_entry_parts.h"

#include "base/sort.h"
#include "lua/args.h"
#include "lua/ordered.h"
#include "lua/sandbox.h"

#include <math.h>
#include <string.h>

static CtPos
pos_at(const CtScenarioReader *reader, uint32_t line)
{
    return (CtPos){.file = reader->file, .line = line};
}

/* The value on top of the stack as goal @id of @attacker. */
static void
add_goal(lua_State *L, CtScenarioReader *reader, CtScenarioAttacker *attacker, const char *id)
{
    const CtLuaFact *fact = ct_lua_fact_at(L, -1);
    const CtLuaGoal *group = ct_lua_goal_at(L, -1);

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
    for (lua_Integer i = 1; (fact = ct_lua_fact_of_list(L, i, id)) != NULL; i++)
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
    if (ct_lua_fact_at(L, -1) != NULL) {
        const CtLuaFact *fact = lua_touserdata(L, -1);
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
        const CtLuaFact *fact = ct_lua_fact_at(L, -1);
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
    const CtLuaFact *fact = ct_lua_fact_at(L, -1);

    if (fact != NULL) {
        add(attacker, g_strdup(fact->text), pos_at(reader, fact->line));
        return;
    }
    if (!lua_istable(L, -1))
        ct_lua_raise(L, "%s must be a list of facts such as { located \"internet\" }, not %s", key,
                     ct_lua_describe(L, -1));
    for (lua_Integer i = 1; (fact = ct_lua_fact_of_list(L, i, key)) != NULL; i++)
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
    CtScenarioReader *reader = ct_lua_entry_declare(L, "attacker");
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
    const CtScenarioReader *reader = ct_lua_entry_declare(L, "attacker");

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

void
ct_lua_attacker_open(lua_State *L)
{
    lua_pushcfunction(L, attacker_word);
    ct_lua_sandbox_set(L, "attacker");
}
