/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The free maps of a topology, kept as canonical JSON, as Lua values.
 */
#pragma once

#include <lua.h>

/* Pushes @json as tables, texts, numbers and booleans (null: nothing). Raises on what is not JSON
 * or nested past 64. */
void ct_lua_push_json(lua_State *L, const char *json);
