/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a script sees: a whitelist. No clock, no files, no network, no randomness, no bytecode, no
 * finalizers, no coroutines; `pairs` walks in key order, `table.sort` is stable, and nothing prints
 * an address, so that the same script does the same everywhere.
 *
 * Globals are shared by the scripts of a state and cannot be changed; what a script assigns is its
 * own. A name that does not exist is an error that says what is close.
 */
#pragma once

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

/* The CtLuaFunction that opens the sandbox in a fresh state. */
int ct_lua_sandbox_open(lua_State *L);

/* Pushes a new environment for one script; @publishes: what it assigns becomes a word for all. */
void ct_lua_sandbox_push_environment(lua_State *L, bool publishes);

/* Adds the value on top of the stack as global @name, and pops it. */
void ct_lua_sandbox_set(lua_State *L, const char *name);

/* Says @instead when a script uses the global @name that does not exist. Static texts. */
void ct_lua_sandbox_hint(lua_State *L, const char *name, const char *instead);

/* Whether scripts know @name, be it as something that is not available. */
bool ct_lua_sandbox_has(lua_State *L, const char *name);

/* What a message about a name that does not exist begins with; the name follows, then "'". */
#define CT_LUA_NO_WORD "there is no variable or word '"

/* Is asked for names that do not exist before they are an error: pushes a value, or nil. May
 * raise. */
void ct_lua_sandbox_set_fallback(lua_State *L, lua_CFunction fallback);

/* Pushes an array of the names of all globals, sorted; how many. */
size_t ct_lua_sandbox_push_names(lua_State *L);

/* Replaces the table on top of the stack by a view of it that cannot be written. */
void ct_lua_make_read_only(lua_State *L, const char *what);

/* Pushes the value at @index as text, without addresses. */
void ct_lua_push_text(lua_State *L, int index);
