/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Facts and goals of several as values of a script: texts with the line they stand on. The kinds of
 * fact that techniques declare are asked for when the first word comes up that is none of ours.
 */
#include "analysis/lua_entry_parts.h"
#include "lua/args.h"
#include "lua/sandbox.h"

#define FACT_TYPE "a fact"
#define GOAL_TYPE "a goal of several facts"

enum { MAX_FACTS = 65536 };

const CtLuaFact *
ct_lua_fact_at(lua_State *L, int index)
{
    return luaL_testudata(L, index, FACT_TYPE);
}

const CtLuaGoal *
ct_lua_goal_at(lua_State *L, int index)
{
    return luaL_testudata(L, index, GOAL_TYPE);
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
    if (lua_rawlen(L, 1) > CT_LUA_FACT_MOST_TEXT / 2 || (!lua_isnil(L, 2) && lua_rawlen(L, 2) > 16))
        ct_lua_raise(L, "%s: no entity has so long an id", word);

    CtLuaFact *fact = ct_lua_new_object(L, FACT_TYPE, sizeof *fact, 0);
    fact->line = (uint32_t)ct_lua_calling_line(L);
    g_snprintf(fact->text, sizeof fact->text, "%s:%s%s%s", word, lua_tostring(L, 1),
               lua_isnil(L, 2) ? "" : ":", lua_isnil(L, 2) ? "" : lua_tostring(L, 2));
    return 1;
}

const char *
ct_lua_entry_fact_text(lua_State *L, int index)
{
    const CtLuaFact *fact = ct_lua_fact_at(L, index);

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
    CtLuaGoal *group = ct_lua_new_object(L, GOAL_TYPE, sizeof *group, 1);
    group->any = any;
    group->line = (uint32_t)ct_lua_calling_line(L);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

const CtLuaFact *
ct_lua_fact_of_list(lua_State *L, lua_Integer i, const char *what)
{
    if (i > MAX_FACTS)
        ct_lua_raise(L, "%s: more than %d facts", what, MAX_FACTS);
    if (lua_rawgeti(L, -1, i) == LUA_TNIL) {
        lua_pop(L, 1);
        return NULL;
    }
    const CtLuaFact *fact = ct_lua_fact_at(L, -1);
    if (fact == NULL)
        ct_lua_raise(L, "%s: element %d is %s, not a fact", what, (int)i, ct_lua_describe(L, -1));
    lua_pop(L, 1); /* the list keeps it alive */
    return fact;
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
add_group(lua_State *L, const char *name, bool any)
{
    lua_pushboolean(L, any);
    lua_pushcclosure(L, group_word, 1);
    ct_lua_sandbox_set(L, name);
}

void
ct_lua_facts_open(lua_State *L)
{
    static const luaL_Reg opaque[] = {{NULL, NULL}};

    ct_lua_register_type(L, FACT_TYPE, opaque);
    ct_lua_register_type(L, GOAL_TYPE, opaque);
    add_facts(L, &ct_fact_kinds_builtin, 0);
    ct_lua_sandbox_set_fallback(L, find_declared);
    add_group(L, "all", false);
    add_group(L, "any", true);
}
