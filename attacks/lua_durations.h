/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Durations as rules write them: "20min", hours(4), exponential{ mean = "1d" }. A bare number is
 * no duration: it has no unit.
 */
#pragma once

#include "attacks/guard.h"

#include <lua.h>

/* Adds the words of durations. May raise. */
void ct_lua_durations_open(lua_State *L);

/* Of them only distributions and units: exponential, hours and their likes. */
void ct_lua_durations_open_shapes(lua_State *L);
