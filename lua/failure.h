/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a Lua call went wrong, read off its stack while it still stands.
 */
#pragma once

#include "lua/host.h"

/* Chunks whose name starts like this are ours: an error inside them is shown at their caller. */
#define CT_LUA_PRELUDE_PREFIX "lua/prelude/"

/* Fills the frames of @failure with the calls open on @L from @level outwards. @message, if not
 * NULL, may carry Lua's own "chunk:line: " prefix: the frame it names becomes the first. Returns
 * the rest of @message. Neither allocates nor raises. */
const char *
ct_lua_failure_locate(CtLuaFailure *failure, lua_State *L, int level, const char *message);

/* The message handler's work: the error value on top of @L and the calls below it. */
void ct_lua_failure_read(CtLuaFailure *failure, lua_State *L);

/* "file:line: message" and a traceback of the frames after the first; free with g_free(). */
char *ct_lua_failure_text(const CtLuaFailure *failure);
