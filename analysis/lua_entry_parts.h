/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facts and goals as values of a script, and the words of attackers. Private to
 * analysis/lua_entry.c and its like. */
#pragma once

#include "analysis/lua_entry.h"

#include <lua.h>

/* The reader, for @word, which declares. */
CtScenarioReader *ct_lua_entry_declare(lua_State *L, const char *word);

/* `attacker`. analysis/lua_attacker.c */
void ct_lua_attacker_open(lua_State *L);

/* --- analysis/lua_facts.c --- */

enum { CT_LUA_FACT_MOST_TEXT = 256 };

typedef struct CtLuaFact {
    char text[CT_LUA_FACT_MOST_TEXT];
    uint32_t line; /* of the script */
} CtLuaFact;

/* all{ … }, any{ … } */
typedef struct CtLuaGoal {
    bool any;
    uint32_t line;
} CtLuaGoal; /* its value: the list */

/* The value at @index; NULL where it is none. */
const CtLuaFact *ct_lua_fact_at(lua_State *L, int index);
const CtLuaGoal *ct_lua_goal_at(lua_State *L, int index);

/* Element @i of the list on top of the stack, a fact; NULL at its end. Raises, naming @what. */
const CtLuaFact *ct_lua_fact_of_list(lua_State *L, lua_Integer i, const char *what);

/* The words that make them. */
void ct_lua_facts_open(lua_State *L);
