/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A state that is put back: the arena keeps its bytes, and here the books are kept. */
#include "lua/host_private.h"

#include <string.h>

static int
collect_all(lua_State *L)
{
    lua_gc(L, LUA_GCCOLLECT, 0);
    return 0;
}

bool
ct_lua_host_freeze(CtLuaHost *host, GError **error)
{
    g_return_val_if_fail(host->arena != NULL && host->frozen.long_strings == NULL, false);
    if (!ct_lua_host_call(host, collect_all, NULL, error))
        return false;
    host->frozen.bytes = host->bytes;
    host->frozen.allocations = host->allocations;
    host->frozen.long_strings = host->long_strings;
    host->frozen.gone = g_hash_table_new(g_direct_hash, g_direct_equal);
    host->long_strings = g_hash_table_new(g_direct_hash, g_direct_equal);
    memcpy(host->frozen.of_size, host->of_size, sizeof host->of_size);
    ct_lua_arena_freeze(host->arena);
    return true;
}

void
ct_lua_host_thaw(CtLuaHost *host)
{
    g_return_if_fail(host->frozen.long_strings != NULL);
    ct_lua_arena_thaw(host->arena);
    host->bytes = host->frozen.bytes;
    host->allocations = host->frozen.allocations;
    host->exhausted = false;
    ct_lua_host_forget_failure(host);
    memcpy(host->of_size, host->frozen.of_size, sizeof host->of_size);
    if (g_hash_table_size(host->long_strings) > 0)
        g_hash_table_remove_all(host->long_strings);
    if (g_hash_table_size(host->frozen.gone) > 0)
        g_hash_table_remove_all(host->frozen.gone);
}
