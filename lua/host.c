/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lua/host_private.h"

#include "lua/sandbox.h"

#include <lauxlib.h>
#include <string.h>

G_DEFINE_QUARK(ct_lua_error_quark, ct_lua_error)

/* Lua itself never comes here: every entry is protected. */
static int
on_panic(lua_State *L)
{
    const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "no message";

    g_error("unprotected error in Lua: %s", text);
    return 0;
}

int
ct_lua_host_on_error(lua_State *L)
{
    CtLuaHost *host = ct_lua_host_of(L);

    if (!host->is_read)
        ct_lua_failure_read(&host->failure, L);
    return 1;
}

static CtLuaError
code_of(const CtLuaHost *host, int status)
{
    if (host->exhausted)
        return CT_LUA_ERROR_BUDGET;
    if (status == LUA_ERRMEM)
        return CT_LUA_ERROR_MEMORY;
    return host->failure.code == CT_LUA_ERROR_SYNTAX ? CT_LUA_ERROR_SYNTAX : CT_LUA_ERROR_RUNTIME;
}

static void
report(CtLuaHost *host, int status, GError **error)
{
    CtLuaFailure *failure = &host->failure;

    failure->code = code_of(host, status);
    if (failure->code == CT_LUA_ERROR_MEMORY)
        g_snprintf(failure->message, sizeof failure->message,
                   "the script needs more than %" G_GSIZE_FORMAT " bytes of memory",
                   host->max_bytes);
    if (failure->code == CT_LUA_ERROR_BUDGET)
        g_snprintf(failure->message, sizeof failure->message,
                   "the script ran too long: more than %.0f instructions", host->budget);

    g_autofree char *text = ct_lua_failure_text(failure);
    g_set_error_literal(error, CT_LUA_ERROR, (int)failure->code, text);
}

static void
fail(CtLuaHost *host, int status, GError **error)
{
    report(host, status, error);
    lua_gc(host->L, LUA_GCCOLLECT, 0); /* what the script left must not burden the next */
}

/* What makes it one: the texts behind may stay. */
void
ct_lua_host_forget_failure(CtLuaHost *host)
{
    host->is_read = false;
    host->failure.code = CT_LUA_ERROR_FAILED;
    host->failure.message[0] = '\0';
    host->failure.n_frames = 0;
}

bool
ct_lua_host_call(CtLuaHost *host, CtLuaFunction function, void *argument, GError **error)
{
    lua_State *L = host->L;
    int top = lua_gettop(L);
    int status = LUA_ERRMEM;

    host->left = host->budget;
    host->exhausted = false;
    ct_lua_host_forget_failure(host);
    lua_sethook(L, ct_lua_host_on_count, LUA_MASKCOUNT, CT_LUA_HOOK_STEP);
    if (lua_checkstack(L, 4)) {
        lua_pushcfunction(L, ct_lua_host_on_error);
        lua_pushcfunction(L, function);
        lua_pushlightuserdata(L, argument);
        status = lua_pcall(L, 1, 0, top + 1);
    }
    lua_settop(L, top);
    if (status != LUA_OK)
        fail(host, status, error);
    return status == LUA_OK;
}

void
ct_lua_host_begin_call(CtLuaHost *host)
{
    host->left = host->budget;
    if (host->exhausted)
        lua_sethook(host->L, ct_lua_host_on_count, LUA_MASKCOUNT, CT_LUA_HOOK_STEP);
    host->exhausted = false;
    ct_lua_host_forget_failure(host);
}

void
ct_lua_host_fail_call(CtLuaHost *host, lua_State *thread, int status, GError **error)
{
    if (thread != NULL && !host->is_read)
        ct_lua_failure_read(&host->failure, thread);
    fail(host, status, error);
}

typedef struct Chunk {
    const char *name, *text;
    size_t length;
    bool is_prelude;
} Chunk;

static int
run_chunk(lua_State *L)
{
    const Chunk *chunk = lua_touserdata(L, 1);
    CtLuaHost *host = ct_lua_host_of(L);

    luaL_checkstack(L, 8, NULL);
    lua_pushfstring(L, "@%s", chunk->name);
    if (luaL_loadbufferx(L, chunk->text, chunk->length, lua_tostring(L, -1), "t") != LUA_OK) {
        host->failure.code = CT_LUA_ERROR_SYNTAX;
        return lua_error(L);
    }
    ct_lua_sandbox_push_environment(L, chunk->is_prelude);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 0);
    return 0;
}

bool
ct_lua_host_run(CtLuaHost *host, const char *name, const char *text, size_t length, GError **error)
{
    Chunk chunk = {.name = name, .text = text, .length = length};

    return ct_lua_host_call(host, run_chunk, &chunk, error);
}

bool
ct_lua_host_run_prelude(
    CtLuaHost *host, const char *name, const char *text, size_t length, GError **error)
{
    Chunk chunk = {.name = name, .text = text, .length = length, .is_prelude = true};

    return ct_lua_host_call(host, run_chunk, &chunk, error);
}

int
ct_lua_resume(lua_State *L, lua_State *thread, int n_arguments, int *ret_n_results)
{
    CtLuaHost *host = ct_lua_host_of(L);
    int status = lua_resume(thread, L, n_arguments, ret_n_results);

    if (status == LUA_OK || status == LUA_YIELD)
        return status;
    if (!host->is_read)
        ct_lua_failure_read(&host->failure, thread); /* its calls still stand on its stack */
    host->is_read = true;
    lua_pushliteral(L, "a coroutine failed");
    return lua_error(L);
}

static CtLuaHost *
host_new(const CtLimits *limits, uint64_t fail_at, bool can_freeze, GError **error)
{
    CtLuaHost *host = g_new0(CtLuaHost, 1);

    if (can_freeze)
        host->arena = ct_lua_arena_new((size_t)limits->lua_bytes / 4 * 5 + (1 << 16));
    host->max_bytes = (size_t)limits->lua_bytes;
    host->budget = (double)limits->lua_instructions;
    host->fail_at = fail_at;
    host->long_strings = g_hash_table_new(g_direct_hash, g_direct_equal);

    lua_State *L = lua_newstate(ct_lua_host_allocate, host);
    if (L == NULL) {
        g_set_error(error, CT_LUA_ERROR, CT_LUA_ERROR_MEMORY,
                    "%" G_GUINT64_FORMAT " bytes are too few for a Lua state", limits->lua_bytes);
        g_hash_table_unref(host->long_strings);
        ct_lua_arena_free(host->arena);
        g_free(host);
        return NULL;
    }
    host->L = L;
    *(CtLuaHost **)lua_getextraspace(L) = host;
    lua_atpanic(L, on_panic);
    if (!ct_lua_host_call(host, ct_lua_sandbox_open, NULL, error)) {
        ct_lua_host_free(host);
        return NULL;
    }
    return host;
}

CtLuaHost *
ct_lua_host_new(const CtLimits *limits, uint64_t fail_at, GError **error)
{
    return host_new(limits, fail_at, false, error);
}

CtLuaHost *
ct_lua_host_new_freezing(const CtLimits *limits, GError **error)
{
    return host_new(limits, 0, true, error);
}

void
ct_lua_host_free(CtLuaHost *host)
{
    if (host == NULL)
        return;

    lua_State *L = host->L;
    host->L = NULL;
    lua_sethook(L, NULL, 0, 0);
    lua_close(L);
    g_assert(host->bytes == 0);
    g_hash_table_unref(host->long_strings);
    g_clear_pointer(&host->frozen.long_strings, g_hash_table_unref);
    g_clear_pointer(&host->frozen.gone, g_hash_table_unref);
    ct_lua_arena_free(host->arena);
    g_free(host);
}

lua_State *
ct_lua_host_state(CtLuaHost *host)
{
    return host->L;
}

CtLuaHost *
ct_lua_host_of(lua_State *L)
{
    return *(CtLuaHost **)lua_getextraspace(L);
}

const CtLuaFailure *
ct_lua_host_failure(const CtLuaHost *host)
{
    return &host->failure;
}

void
ct_lua_charge(lua_State *L, double work)
{
    CtLuaHost *host = ct_lua_host_of(L);

    ct_lua_host_charge(host, work);
    if (host->exhausted)
        luaL_error(L, "the script ran too long");
}

size_t
ct_lua_host_bytes(const CtLuaHost *host)
{
    return host->bytes;
}

uint64_t
ct_lua_host_allocations(const CtLuaHost *host)
{
    return host->allocations;
}
