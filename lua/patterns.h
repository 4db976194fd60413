/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The string functions whose cost a script could blow up (find, match, gmatch, gsub, rep,
 * format), each behind a bound that is checked before the work starts and charged to the budget.
 *
 * The bound is the worst case of back-tracking: pattern length × (subject + 1) for each unbounded
 * repetition, × 2 for each `?`, × (subject + 1) for a search that is not anchored. Past 16 million
 * it is refused, however harmless the particular subject is.
 */
#pragma once

#include <lua.h>

/* Replaces the functions in the string library table on top of the stack. May raise. */
void ct_lua_patterns_guard(lua_State *L);
