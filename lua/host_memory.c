/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The state's allocator keeps the books of both limits: bytes for the cap, and work for what Lua
 * does in C without executing an instruction (concatenation, patterns, table growth). When the
 * budget is spent, the count hook is re-armed with 1, so that a script that catches the error in
 * pcall meets it again at its next instruction, in whichever frame.
 */
#include "lua/host_private.h"

#include <lauxlib.h>
#include <stdlib.h>

enum {
    BYTES_PER_UNIT = 64, /* allocated bytes that cost as much as one instruction */
    LONG_STRING = 4096,  /* bytes of string that may be compared for the price of one */
};

/* What comparing two strings may cost, as a multiple of an instruction. */
static double
price(const CtLuaHost *host)
{
    for (int i = CT_LUA_SIZE_CLASSES - 1; i >= 12; i--)
        if (host->of_size[i] > 0)
            return 1.0 + (double)(UINT64_C(2) << i) / LONG_STRING;
    return 1.0;
}

static void
note_string(CtLuaHost *host, void *block, size_t size)
{
    if (size <= LONG_STRING || host->long_strings == NULL)
        return;
    g_hash_table_add(host->long_strings, block);
    host->of_size[g_bit_storage(size) - 1]++;
}

static void
forget_string(CtLuaHost *host, void *block, size_t size)
{
    if (size <= LONG_STRING || host->long_strings == NULL)
        return;
    bool was_long = g_hash_table_remove(host->long_strings, block);

    if (!was_long && host->frozen.long_strings != NULL &&
        g_hash_table_contains(host->frozen.long_strings, block))
        was_long = g_hash_table_add(host->frozen.gone, block);
    if (was_long)
        host->of_size[g_bit_storage(size) - 1]--;
}

void
ct_lua_host_on_count(lua_State *L, G_GNUC_UNUSED lua_Debug *event)
{
    CtLuaHost *host = ct_lua_host_of(L);

    host->left -= CT_LUA_HOOK_STEP * price(host);
    if (host->left > 0.0 && !host->exhausted)
        return;
    host->exhausted = true;
    lua_sethook(L, ct_lua_host_on_count, LUA_MASKCOUNT, 1);
    luaL_error(L, "the script ran too long: more than %f instructions", host->budget);
}

/* lua_sethook() may be called from anywhere; the raise itself waits for the next instruction. */
void
ct_lua_host_charge(CtLuaHost *host, double work)
{
    host->left -= work;
    if (host->left <= 0.0 && !host->exhausted) {
        host->exhausted = true;
        lua_sethook(host->L, ct_lua_host_on_count, LUA_MASKCOUNT, 1);
    }
}

static void *
refuse(CtLuaHost *host)
{
    if (host->L != NULL && host->failure.n_frames == 0)
        ct_lua_failure_locate(&host->failure, host->L, 0, NULL);
    return NULL;
}

static void *
resize(CtLuaHost *host, void *block, size_t held, size_t size)
{
    return host->arena != NULL ? ct_lua_arena_resize(host->arena, block, held, size)
                               : realloc(block, size);
}

static void
release(CtLuaHost *host, void *block, size_t held)
{
    if (host->arena != NULL)
        ct_lua_arena_release(host->arena, block, held);
    else
        free(block);
}

void *
ct_lua_host_allocate(void *data, void *block, size_t old, size_t size)
{
    CtLuaHost *host = data;
    size_t held = block == NULL ? 0 : old;

    if (size == 0) {
        forget_string(host, block, held);
        release(host, block, held);
        host->bytes -= held;
        return NULL;
    }
    if (size > held) {
        host->allocations++;
        if (host->fail_at != 0 && host->allocations >= host->fail_at)
            return refuse(host);
        if (size - held > host->max_bytes - MIN(host->bytes, host->max_bytes))
            return refuse(host);
        if (host->L != NULL)
            ct_lua_host_charge(host, (double)(size - held) / BYTES_PER_UNIT);
    }
    void *result = resize(host, block, held, size);
    if (result == NULL)
        return size <= held ? block : refuse(host);

    host->bytes = host->bytes - held + size;
    if (block == NULL && old == LUA_TSTRING)
        note_string(host, result, size);
    return result;
}
