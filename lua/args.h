/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small helpers of C functions that Lua calls: raising without leaking, reading tables without
 * running a script's metamethods, types of userdata that scripts can hold but not open.
 *
 * All of these may raise, and so may their callers: none holds anything that needs freeing.
 */
#pragma once

#include <glib.h>
#include <lauxlib.h>
#include <lua.h>
#include <stdbool.h>

/* Raises the formatted message, cut at 1 KiB; its position is found by the host. */
int ct_lua_raise(lua_State *L, const char *format, ...) G_GNUC_PRINTF(2, 3) G_GNUC_NORETURN;

/* Raises @error's message, and frees @error before that. */
int ct_lua_raise_gerror(lua_State *L, GError *error) G_GNUC_NORETURN;

/* Pushes table[@key] of the table at @index, raw; its Lua type. */
int ct_lua_raw_field(lua_State *L, int index, const char *key);

/* The line of the script, prelude left out, that led to the running C function; 0 if unknown. */
int ct_lua_calling_line(lua_State *L);

/* Makes a userdata type with @metamethods and a locked metatable; @type is shown to scripts. */
void ct_lua_register_type(lua_State *L, const char *type, const luaL_Reg *metamethods);

/* Pushes a zeroed value of @type with room for @n_values Lua values. */
void *ct_lua_new_object(lua_State *L, const char *type, size_t size, int n_values);

/* " (did you mean 'x'?)" or "", in @buffer of @size, which is returned. */
const char *ct_lua_suggest(const char *text,
                           const char *const *candidates,
                           size_t n_candidates,
                           char *buffer,
                           size_t size);

/* What the value at @index is, in words: "a string", "nothing", "a service". Static or Lua's. */
const char *ct_lua_describe(lua_State *L, int index);
