/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The state's allocator keeps the books of both limits: bytes for the cap, and work for what Lua
 * does in C without executing an instruction (concatenation, patterns, table growth). When the
 * budget is spent, the count hook is re-armed with 1, so that a script that catches the error in
 * pcall meets it again at its next instruction, in whichever frame.
 */
#include "lua/host.h"

#include "lua/arena.h"
#include "lua/failure.h"
#include "lua/sandbox.h"

#include <lauxlib.h>
#include <lua.h>
#include <stdlib.h>
#include <string.h>

enum {
    HOOK_STEP = 1000,    /* instructions between two looks at the budget */
    BYTES_PER_UNIT = 64, /* allocated bytes that cost as much as one instruction */
    LONG_STRING = 4096,  /* bytes of string that may be compared for the price of one */
    SIZE_CLASSES = 64,   /* of long strings: powers of two */
};

struct CtLuaHost {
    lua_State *L; /* NULL while the state is made and unmade: no limits apply to closing */
    size_t bytes, max_bytes;
    uint64_t allocations, fail_at;
    double left; /* of the running budget, in instructions */
    double budget;
    GHashTable *long_strings;       /* blocks of living strings past LONG_STRING; look-ups only */
    uint32_t of_size[SIZE_CLASSES]; /* how many of them have 2^i bytes or more, below 2^(i + 1) */
    bool exhausted;
    bool is_read;      /* `failure` says already what the error under way is */
    CtLuaArena *arena; /* NULL: the memory is the system's */
    struct {
        size_t bytes;
        uint64_t allocations;
        GHashTable *long_strings; /* NULL before */
        GHashTable *gone;         /* those of them that have been freed since */
        uint32_t of_size[SIZE_CLASSES];
    } frozen; /* what the host knew when it was frozen */
    CtLuaFailure failure;
};

G_DEFINE_QUARK(ct_lua_error_quark, ct_lua_error)

/* What comparing two strings may cost, as a multiple of an instruction. */
static double
price(const CtLuaHost *host)
{
    for (int i = SIZE_CLASSES - 1; i >= 12; i--)
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

static void
on_count(lua_State *L, G_GNUC_UNUSED lua_Debug *event)
{
    CtLuaHost *host = ct_lua_host_of(L);

    host->left -= HOOK_STEP * price(host);
    if (host->left > 0.0 && !host->exhausted)
        return;
    host->exhausted = true;
    lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
    luaL_error(L, "the script ran too long: more than %f instructions", host->budget);
}

/* lua_sethook() may be called from anywhere; the raise itself waits for the next instruction. */
static void
charge(CtLuaHost *host, double work)
{
    host->left -= work;
    if (host->left <= 0.0 && !host->exhausted) {
        host->exhausted = true;
        lua_sethook(host->L, on_count, LUA_MASKCOUNT, 1);
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

/* For a new block @old is a type tag and not a size. */
static void *
allocate(void *data, void *block, size_t old, size_t size)
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
            charge(host, (double)(size - held) / BYTES_PER_UNIT);
    }
    void *result = resize(host, block, held, size);
    if (result == NULL)
        return size <= held ? block : refuse(host);

    host->bytes = host->bytes - held + size;
    if (block == NULL && old == LUA_TSTRING)
        note_string(host, result, size);
    return result;
}

/* Lua itself never comes here: every entry is protected. */
static int
on_panic(lua_State *L)
{
    const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "no message";

    g_error("unprotected error in Lua: %s", text);
    return 0;
}

static int
on_error(lua_State *L)
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

/* What makes it one: the texts behind may stay. */
static void
forget_failure(CtLuaHost *host)
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
    forget_failure(host);
    lua_sethook(L, on_count, LUA_MASKCOUNT, HOOK_STEP);
    if (lua_checkstack(L, 4)) {
        lua_pushcfunction(L, on_error);
        lua_pushcfunction(L, function);
        lua_pushlightuserdata(L, argument);
        status = lua_pcall(L, 1, 0, top + 1);
    }
    lua_settop(L, top);
    if (status != LUA_OK) {
        report(host, status, error);
        lua_gc(L, LUA_GCCOLLECT, 0); /* what the script left must not burden the next */
    }
    return status == LUA_OK;
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

    lua_State *L = lua_newstate(allocate, host);
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

/* --- freezing --- */

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
    forget_failure(host);
    memcpy(host->of_size, host->frozen.of_size, sizeof host->of_size);
    if (g_hash_table_size(host->long_strings) > 0)
        g_hash_table_remove_all(host->long_strings);
    if (g_hash_table_size(host->frozen.gone) > 0)
        g_hash_table_remove_all(host->frozen.gone);
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

    charge(host, work);
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
