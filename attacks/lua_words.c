/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One closure a word, made from the tables of facts and relations, so that a new row there is a
 * new word here. Words check what they are given at once: a mistake is reported where it stands.
 */
#include "attacks/lua_words.h"

#include "attacks/lua_durations.h"
#include "base/ident.h"
#include "lua/args.h"
#include "lua/sandbox.h"
#include "topology/lua_values.h"
#include "topology/words.h"

#include <string.h>

/* Kinds of views and kinds of entities are numbered alike. */
G_STATIC_ASSERT((int)CT_VIEW_ASSET == (int)CT_ENTITY_ASSET);
G_STATIC_ASSERT((int)CT_VIEW_CREDENTIAL == (int)CT_ENTITY_CREDENTIAL);
G_STATIC_ASSERT((int)CT_VIEW_VULNERABILITY == (int)CT_ENTITY_VULNERABILITY);

static const char traits_key = 'a';

/* Copies a variable's name; raises where it is none. */
static void
check_name(lua_State *L, const char *text, const char *word, char *ret_name)
{
    size_t length = strlen(text);
    bool is_valid = length > 0 && length < CT_LUA_NAME && !g_ascii_isdigit(text[0]);

    for (size_t i = 0; i < length; i++)
        is_valid = is_valid && (g_ascii_isalnum(text[i]) || text[i] == '_');
    if (!is_valid)
        ct_lua_raise(L, "%s: '%.40s' is no name of a variable (letters, digits and _, at most %d)",
                     word, text, CT_LUA_NAME - 1);
    g_strlcpy(ret_name, text, CT_LUA_NAME);
}

static void
read_named(lua_State *L, CtLuaFact *fact, const char *word)
{
    char text[CT_LUA_NAME + 8];

    g_strlcpy(text, lua_tostring(L, 1), sizeof text);
    fact->is_named = true;
    if (g_str_has_suffix(text, ".asset")) {
        text[strlen(text) - strlen(".asset")] = '\0';
        fact->of_asset = true;
    }
    check_name(L, text, word, fact->name);
}

static void
read_level(lua_State *L, CtLuaFact *fact, const char *word)
{
    unsigned level = 0;

    if (lua_type(L, 2) == LUA_TSTRING)
        level = ct_word_find(CT_WORDS_LEVEL, lua_tostring(L, 2));
    if (level == 0)
        ct_lua_raise(L, "%s needs a level, \"user\" or \"admin\", after its subject, not %s%s%.40s",
                     word, ct_lua_describe(L, 2), lua_type(L, 2) == LUA_TSTRING ? ": " : "",
                     lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "");
    fact->level = (uint8_t)level;
}

/* touches("a", "asset"): which of the entities the word fits is meant. */
static void
read_entity(lua_State *L, const CtFactKinds *kinds, CtLuaFact *fact, const char *word)
{
    if (lua_isnoneornil(L, 2))
        return;
    for (int entity = 1; lua_type(L, 2) == LUA_TSTRING && entity < CT_ENTITY_COUNT; entity++)
        if (strcmp(ct_entity_kind_text((CtEntityKind)entity), lua_tostring(L, 2)) == 0 &&
            ct_fact_kind_of_entity(kinds, fact->kind, (CtEntityKind)entity) >= 0)
            fact->entity = (uint8_t)entity;
    if (fact->entity == CT_ENTITY_NONE)
        ct_lua_raise(L, "%s has no levels: it takes its subject alone", word);
}

static int
fact_word(lua_State *L)
{
    uint8_t kind = (uint8_t)lua_tointeger(L, lua_upvalueindex(1));
    const CtFactKinds *kinds = lua_touserdata(L, lua_upvalueindex(2));
    const char *word = kinds->infos[kind].text;
    const CtView *view = ct_lua_model_test(L, 1);

    lua_settop(L, 2);
    if (lua_type(L, 1) != LUA_TSTRING && view == NULL)
        ct_lua_raise(L, "%s: expected the name of a variable or an entity, not %s", word,
                     ct_lua_describe(L, 1));
    if (view != NULL)
        ct_lua_model_check(L, view);

    CtLuaFact *fact = ct_lua_new_object(L, CT_LUA_FACT, sizeof *fact, 0);
    fact->kind = kind;
    fact->line = (uint32_t)ct_lua_calling_line(L);
    if (view != NULL)
        fact->view = *view;
    else
        read_named(L, fact, word);
    if (kinds->infos[kind].levels == 2)
        read_level(L, fact, word);
    else
        read_entity(L, kinds, fact, word);
    return 1;
}

static int
relation_word(lua_State *L)
{
    uint8_t kind = (uint8_t)lua_tointeger(L, lua_upvalueindex(1));
    const char *word = ct_relation_infos[kind].word;

    /* One word, two uses: a relation of a product, and whether a list has a value. */
    if (kind == CT_RELATION_CONTAINS && lua_type(L, 1) != LUA_TSTRING)
        return ct_lua_list_contains(L);
    lua_settop(L, 2);
    if (lua_type(L, 1) != LUA_TSTRING)
        ct_lua_raise(L, "%s: expected a name for the variable it binds, not %s", word,
                     ct_lua_describe(L, 1));

    CtLuaRelation *relation = ct_lua_new_object(L, CT_LUA_RELATION, sizeof *relation, 0);
    relation->relation = kind;
    relation->line = (uint32_t)ct_lua_calling_line(L);
    check_name(L, lua_tostring(L, 1), word, relation->name);
    if (lua_type(L, 2) == LUA_TSTRING)
        check_name(L, lua_tostring(L, 2), word, relation->start);
    else if (!lua_isnoneornil(L, 2))
        ct_lua_raise(L, "%s: expected the name of the variable it starts from, not %s", word,
                     ct_lua_describe(L, 2));
    return 1;
}

static int
new_group(lua_State *L, CtLuaGroupHow how, uint32_t k, int members)
{
    CtLuaGroup *group = ct_lua_new_object(L, CT_LUA_GROUP, sizeof *group, 1);

    group->how = (uint8_t)how;
    group->k = k;
    lua_pushvalue(L, members);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

static int
group_word(lua_State *L)
{
    CtLuaGroupHow how = (CtLuaGroupHow)lua_tointeger(L, lua_upvalueindex(1));

    if (!lua_istable(L, 1))
        ct_lua_raise(L, "%s: expected a list of facts in braces, not %s",
                     how == CT_LUA_ANY ? "any_of" : "all_of", ct_lua_describe(L, 1));
    return new_group(L, how, 0, 1);
}

static int
at_least(lua_State *L)
{
    if (!lua_isinteger(L, 1) || lua_tointeger(L, 1) < 1 || lua_tointeger(L, 1) > CT_MAX_TERMS ||
        !lua_istable(L, 2))
        ct_lua_raise(L, "at_least: write at_least(2, { fact, fact, fact })");
    return new_group(L, CT_LUA_AT_LEAST, (uint32_t)lua_tointeger(L, 1), 2);
}

static int
unsatisfiable(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TSTRING)
        ct_lua_raise(L, "unsatisfiable: say why in words, not %s", ct_lua_describe(L, 1));
    return new_group(L, CT_LUA_UNSATISFIABLE, 0, 1);
}

void
ct_lua_words_set_attacker(lua_State *L, const CtAttackerTraits *traits)
{
    lua_pushlightuserdata(L, (void *)(uintptr_t)traits);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &traits_key);
}

static int
attacker_index(lua_State *L)
{
    static const char *const names[] = {"skill", "autonomous", "discover", "capacity"};
    const char *name = luaL_checkstring(L, 2);
    char suggestion[96];

    lua_rawgetp(L, LUA_REGISTRYINDEX, &traits_key);
    const CtAttackerTraits *traits = lua_touserdata(L, -1);
    if (traits == NULL)
        ct_lua_raise(L, "the attacker is known only inside a rule's functions");
    if (strcmp(name, "skill") == 0)
        lua_pushstring(L, ct_skill_text((CtSkill)traits->skill));
    else if (strcmp(name, "autonomous") == 0)
        lua_pushboolean(L, traits->autonomous);
    else if (strcmp(name, "discover") == 0)
        lua_pushboolean(L, traits->discover);
    else if (strcmp(name, "capacity") == 0)
        lua_pushnumber(L, traits->capacity);
    else
        ct_lua_raise(L,
                     "an attacker has no '%.64s'%s; it has: skill, autonomous, discover, capacity",
                     name, ct_lua_suggest(name, names, 4, suggestion, sizeof suggestion));
    return 1;
}

static int
attacker_newindex(lua_State *L)
{
    ct_lua_raise(L, "the attacker is read-only: a rule changes nothing");
}

static void
add_closure(lua_State *L, const char *name, lua_CFunction function, lua_Integer value)
{
    lua_pushinteger(L, value);
    lua_pushcclosure(L, function, 1);
    ct_lua_sandbox_set(L, name);
}

void
ct_lua_words_add_fact(lua_State *L, const CtFactKinds *kinds, uint8_t first)
{
    lua_pushinteger(L, first);
    lua_pushlightuserdata(L, (void *)(uintptr_t)kinds);
    lua_pushcclosure(L, fact_word, 2);
    ct_lua_sandbox_set(L, kinds->infos[first].text);
}

static void
add_facts_and_relations(lua_State *L, const CtFactKinds *kinds)
{
    for (uint32_t kind = 0; kind < kinds->n; kind++)
        if (ct_fact_kind_find(kinds, kinds->infos[kind].text) == (int)kind)
            ct_lua_words_add_fact(L, kinds, (uint8_t)kind);
    for (int kind = 0; kind < CT_RELATION_COUNT; kind++)
        add_closure(L, ct_relation_infos[kind].word, relation_word, kind);
}

void
ct_lua_words_open(lua_State *L, const CtFactKinds *kinds)
{
    static const luaL_Reg opaque[] = {{NULL, NULL}};
    static const luaL_Reg attacker[] = {
        {"__index", attacker_index},
        {"__newindex", attacker_newindex},
        {NULL, NULL},
    };

    ct_lua_model_open(L);
    ct_lua_register_type(L, CT_LUA_FACT, opaque);
    ct_lua_register_type(L, CT_LUA_GROUP, opaque);
    ct_lua_register_type(L, CT_LUA_RELATION, opaque);
    ct_lua_register_type(L, "the attacker", attacker);
    add_facts_and_relations(L, kinds);
    add_closure(L, "any_of", group_word, CT_LUA_ANY);
    add_closure(L, "all_of", group_word, CT_LUA_ALL);
    add_closure(L, "at_least", at_least, 0);
    add_closure(L, "unsatisfiable", unsatisfiable, 0);
    ct_lua_new_object(L, "the attacker", 1, 0);
    ct_lua_sandbox_set(L, "attacker");
    ct_lua_words_set_attacker(L, NULL);
    ct_lua_durations_open(L);
}
