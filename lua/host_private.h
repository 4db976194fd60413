/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a host is made of. Private to lua/host*.c. */
#pragma once

#include "lua/arena.h"
#include "lua/failure.h"
#include "lua/host.h"

#include <lua.h>

enum {
    CT_LUA_HOOK_STEP = 1000,  /* instructions between two looks at the budget */
    CT_LUA_SIZE_CLASSES = 64, /* of long strings: powers of two */
};

struct CtLuaHost {
    lua_State *L; /* NULL while the state is made and unmade: no limits apply to closing */
    size_t bytes, max_bytes;
    uint64_t allocations, fail_at;
    double left; /* of the running budget, in instructions */
    double budget;
    GHashTable
        *long_strings; /* blocks of living strings that cost more to compare; look-ups only */
    uint32_t of_size[CT_LUA_SIZE_CLASSES]; /* how many have 2^i bytes or more, below 2^(i + 1) */
    bool exhausted;
    bool is_read;      /* `failure` says already what the error under way is */
    CtLuaArena *arena; /* NULL: the memory is the system's */
    struct {
        size_t bytes;
        uint64_t allocations;
        GHashTable *long_strings; /* NULL before */
        GHashTable *gone;         /* those of them that have been freed since */
        uint32_t of_size[CT_LUA_SIZE_CLASSES];
    } frozen; /* what the host knew when it was frozen */
    CtLuaFailure failure;
};

/* Forgets what went wrong before. */
void ct_lua_host_forget_failure(CtLuaHost *host);

/* The count hook: takes its step off the budget, and raises once that is spent. */
void ct_lua_host_on_count(lua_State *L, lua_Debug *event);

/* Takes @work instructions off; what runs raises at its next instruction where that spends all. */
void ct_lua_host_charge(CtLuaHost *host, double work);

/* lua_Alloc, with a host as its data. For a new block @old is a type tag and not a size. */
void *ct_lua_host_allocate(void *data, void *block, size_t old, size_t size);
