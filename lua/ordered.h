/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Walking and sorting tables the same way every time. Lua's own `pairs` follows hashes seeded with
 * addresses and the clock, and its table.sort picks pivots by the clock and is not stable.
 */
#pragma once

#include <lua.h>
#include <stddef.h>

/* Pushes an array of the keys of the table at @index: false, true, numbers, then strings by bytes.
 * Returns how many. Raises where a key is anything else. Cost: n log n, charged. */
size_t ct_lua_ordered_keys(lua_State *L, int index);

/* The global `pairs`. */
int ct_lua_ordered_pairs(lua_State *L);

/* Replaces what loops at a script's expense in the table (utf8) library on top of the stack. */
void ct_lua_ordered_tables(lua_State *L);
void ct_lua_ordered_utf8(lua_State *L);
