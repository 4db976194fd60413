/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One Lua state that cannot hurt its host: its heap is capped, its work is budgeted, it is entered
 * by protected calls only, and what went wrong comes back with file, line and call chain.
 *
 * Two limits are approximate. Work inside Lua's own C code is charged by the bytes it allocates
 * and, per instruction, by the longest string alive, since comparing two strings is one
 * instruction. Numbers are counted, so the same script stops at the same place everywhere.
 *
 * What a script can see is lua/sandbox.h's matter. One thread per host.
 */
#pragma once

#include "base/limits.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct lua_State lua_State;
typedef int (*CtLuaFunction)(lua_State *L);

#define CT_LUA_ERROR ct_lua_error_quark()
typedef enum CtLuaError {
    CT_LUA_ERROR_FAILED,
    CT_LUA_ERROR_SYNTAX,
    CT_LUA_ERROR_RUNTIME,
    CT_LUA_ERROR_MEMORY, /* the heap cap */
    CT_LUA_ERROR_BUDGET, /* the instruction budget */
} CtLuaError;
GQuark ct_lua_error_quark(void);

enum { CT_LUA_MAX_FRAMES = 12 };

/* One call of the chain, the innermost first. Lines count from 1; 0: unknown. */
typedef struct CtLuaFrame {
    char file[256];
    char function[64]; /* "" for the main chunk */
    uint32_t line;
} CtLuaFrame;

/* What ended the last call. frames[0] is where; the prelude's own frames are left out. */
typedef struct CtLuaFailure {
    CtLuaError code;
    char message[1024]; /* one line or more, without position, valid UTF-8 */
    uint32_t n_frames;
    CtLuaFrame frames[CT_LUA_MAX_FRAMES];
} CtLuaFailure;

typedef struct CtLuaHost CtLuaHost;

/*
 * A state with the sandbox of lua/sandbox.h. @limits: lua_bytes and lua_instructions; copied.
 * @fail_at: the allocation, counted from 1, that fails as if memory had run out, and all after it;
 * 0 for none (tests walk it). Error: the cap is too small for the state itself.
 */
CtLuaHost *
ct_lua_host_new(const CtLimits *limits, uint64_t fail_at, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_lua_host_free(CtLuaHost *host);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtLuaHost, ct_lua_host_free)

/*
 * Likewise, but a state that can be put back to an earlier moment: ct_lua_host_freeze(), once,
 * keeps it as it is, and each ct_lua_host_thaw() goes back to that, byte for byte, whatever
 * happened since. No call may be under way. Cost of a thaw: a copy of the state.
 */
CtLuaHost *ct_lua_host_new_freezing(const CtLimits *limits,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool ct_lua_host_freeze(CtLuaHost *host, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_lua_host_thaw(CtLuaHost *host);

lua_State *ct_lua_host_state(CtLuaHost *host);
CtLuaHost *ct_lua_host_of(lua_State *L);

/*
 * Calls @function with a light userdata @argument as its only value, under a fresh budget. The
 * only way from C into Lua: @function may raise, the caller's frame is safe. The Lua stack is left
 * as it was. Error: "file:line: message" and, where several calls were open, a stack traceback.
 */
bool ct_lua_host_call(CtLuaHost *host, CtLuaFunction function, void *argument, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/*
 * For who calls so often that a function of his own in between would cost too much: he pushes a
 * Lua function and calls it by lua_pcall() with ct_lua_host_on_error as its handler, or resumes a
 * thread by lua_resume(), and between the two calls here does nothing that may raise. Not within
 * another call. The first gives a fresh budget; instructions of earlier calls since the last look
 * at the budget, below a thousand, count as its own. The second says what failed, after a @status
 * that is neither LUA_OK nor LUA_YIELD; @thread: the one resumed, or NULL.
 */
void ct_lua_host_begin_call(CtLuaHost *host);
int ct_lua_host_on_error(lua_State *L);
void ct_lua_host_fail_call(CtLuaHost *host, lua_State *thread, int status, GError **error);

/*
 * Compiles @length bytes of @text (text only, never bytecode) and runs them in an environment of
 * their own (lua/sandbox.h). @name is what messages show.
 */
bool ct_lua_host_run(CtLuaHost *host,
                     const char *name,
                     const char *text,
                     size_t length,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs a file of ours, whose globals become words for every script. */
bool ct_lua_host_run_prelude(CtLuaHost *host,
                             const char *name,
                             const char *text,
                             size_t length,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What ended the last failing call; valid until the next call. */
const CtLuaFailure *ct_lua_host_failure(const CtLuaHost *host);

/* Takes @work instructions off the running budget; raises where that spends it. For C functions
 * that loop on a script's behalf. */
void ct_lua_charge(lua_State *L, double work);

/* lua_resume() of @thread within a call; an error in it is raised on, with where it was. */
int ct_lua_resume(lua_State *L, lua_State *thread, int n_arguments, int *ret_n_results);

size_t ct_lua_host_bytes(const CtLuaHost *host);         /* of the heap, now */
uint64_t ct_lua_host_allocations(const CtLuaHost *host); /* so far */
