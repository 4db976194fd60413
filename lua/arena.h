/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory of one Lua state in one piece, so that all of it can be put back to an earlier moment by
 * copying bytes. Nothing that a script keeps can outlive that: there is nowhere else to keep it.
 *
 * Blocks of one size class are reused, never joined; what the classes waste is at most a quarter.
 * Nothing here knows Lua. One thread.
 */
#pragma once

#include <glib.h>
#include <stddef.h>

typedef struct CtLuaArena CtLuaArena;

/* Room for @bytes, taken from the system only as it is used. */
CtLuaArena *ct_lua_arena_new(size_t bytes);
void ct_lua_arena_free(CtLuaArena *arena);

/* As realloc() and free(), with @old the size of @block; NULL where the room is used up: @block is
 * then as it was. Blocks are aligned to 16 bytes. Cost: O(1), and the copy. */
void *ct_lua_arena_resize(CtLuaArena *arena, void *block, size_t old, size_t size);
void ct_lua_arena_release(CtLuaArena *arena, void *block, size_t size);

/* Keeps everything as it is now, once. */
void ct_lua_arena_freeze(CtLuaArena *arena);

/* Back to what was frozen, byte for byte and at the same addresses. Cost: a copy of what was in
 * use when it was frozen. */
void ct_lua_arena_thaw(CtLuaArena *arena);

size_t ct_lua_arena_frozen_bytes(const CtLuaArena *arena); /* that a thaw copies; 0 before */
