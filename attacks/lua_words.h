/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words in which rules are written: facts, relations, alternatives, durations. Called by a
 * script they make small read-only objects; attacks/lua_technique.c and attacks/lua_verdict.c read
 * those. Everything here runs inside protected calls and may raise.
 */
#pragma once

#include "attacks/guard.h"
#include "topology/lua_model.h"

#define CT_LUA_FACT "a fact"
#define CT_LUA_GROUP "several facts"
#define CT_LUA_RELATION "a relation"
#define CT_LUA_DIST "a duration"

enum { CT_LUA_NAME = 32 }; /* bytes of a variable's name, its NUL included */

/* exec("a", "user"), holds(c): a fact about a variable by name or about an entity at hand. */
typedef struct CtLuaFact {
    uint8_t kind;   /* the first kind of that word in the library's vocabulary */
    uint8_t entity; /* CtEntityKind the script insists on; CT_ENTITY_NONE: none */
    uint8_t level;  /* CtLevel */
    bool is_named;
    bool of_asset;          /* "s.asset" */
    char name[CT_LUA_NAME]; /* of the variable */
    CtView view;
    uint32_t line;
} CtLuaFact;

typedef enum CtLuaGroupHow {
    CT_LUA_ALL,
    CT_LUA_ANY,
    CT_LUA_AT_LEAST,
    CT_LUA_UNSATISFIABLE, /* its value is the reason, else the array of members */
} CtLuaGroupHow;

typedef struct CtLuaGroup {
    uint8_t how;
    uint32_t k;
} CtLuaGroup;

/* accepts("c", "s"): one step of a walk. */
typedef struct CtLuaRelation {
    uint8_t relation; /* CtRelationKind */
    char name[CT_LUA_NAME];
    char start[CT_LUA_NAME]; /* "": the latest variable that fits */
    uint32_t line;
} CtLuaRelation;

/* Adds all words to a state. May raise. */
void ct_lua_words_open(lua_State *L, const CtFactKinds *kinds);

/* The word of the kinds that begin at @first of @kinds, which lives as long as the state. */
void ct_lua_words_add_fact(lua_State *L, const CtFactKinds *kinds, uint8_t first);

/* Reads the value at @index as a duration: an object, or a text with a unit. */
CtDist ct_lua_check_dist(lua_State *L, int index, const char *what);

/* What attackers of the present question are; NULL: nobody asks. */
void ct_lua_words_set_attacker(lua_State *L, const CtAttackerTraits *traits);
