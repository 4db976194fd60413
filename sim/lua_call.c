/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Going into the script. What needs nothing pushed that could raise, a timer's handler or a
 * coroutine, is called with no function of ours in between: the handler of errors and the table of
 * handlers stand at the bottom of the stack for good. All else goes through enter().
 */
#include "sim/lua_run.h"

#include "lua/args.h"

#include <lauxlib.h>

enum { ON_ERROR = 1, SLOTS = 2 }; /* where they stand */

typedef struct Call {
    CtLuaRun *run;
    uint32_t slot;
    uint32_t n_texts;
    const char *const *texts;
    CtScriptAnswer answer;
} Call;

bool
ct_lua_run_keep(CtLuaRun *run)
{
    lua_State *L = ct_lua_host_state(run->lua);

    if (lua_gettop(L) != 0 || !lua_checkstack(L, LUA_MINSTACK))
        return false;
    lua_pushcfunction(L, ct_lua_host_on_error);
    ct_lua_run_push_slots(L);
    return true;
}

/* Puts on @thread what it goes on with; returns how many values that is. A fresh thread has the
 * function below its arguments, which came with spawn; to the others the word that they wait in
 * returns what came of it. */
static int
push_answer(lua_State *thread, CtScriptAnswer answer)
{
    if (lua_status(thread) == LUA_OK)
        return lua_gettop(thread) - 1;
    if (answer == CT_SCRIPT_NIL)
        lua_pushnil(thread);
    else if (answer != CT_SCRIPT_NOTHING)
        lua_pushboolean(thread, answer == CT_SCRIPT_TRUE);
    return answer != CT_SCRIPT_NOTHING;
}

/* After a thread came to its end, or waits. */
static void
has_resumed(lua_State *L, const Call *call, lua_State *thread, int status, int n_results)
{
    if (status == LUA_OK)
        ct_lua_run_drop(L, call->run, call->slot);
    else
        lua_pop(thread, n_results);
}

/* After a handler: one that runs once is dropped, one that returns false is heard no more. */
static void
has_returned(lua_State *L, const Call *call, CtSlotKind kind)
{
    if (kind == CT_SLOT_ONCE)
        ct_lua_run_drop(L, call->run, call->slot);
    else if (lua_isboolean(L, -1) && !lua_toboolean(L, -1))
        call->run->slots.data[call->slot].kind =
            CT_SLOT_FREE_HANDLER; /* its value goes with the state */
}

static void
resume(lua_State *L, CtLuaRun *run, const Call *call)
{
    lua_State *thread = lua_tothread(L, -1);
    uint32_t outer = run->running;
    int n_results;

    run->running = call->slot;
    int status = ct_lua_resume(L, thread, push_answer(thread, call->answer), &n_results);

    run->running = outer;
    has_resumed(L, call, thread, status, n_results);
}

static int
enter(lua_State *L)
{
    const Call *call = lua_touserdata(L, 1);
    CtLuaRun *run = call->run;
    CtSlotKind kind = (CtSlotKind)run->slots.data[call->slot].kind;

    ct_lua_run_count(L, run);
    ct_lua_run_push_slots(L);
    lua_rawgeti(L, -1, (lua_Integer)call->slot + 1);
    if (kind == CT_SLOT_THREAD) {
        resume(L, run, call);
        return 0;
    }
    for (uint32_t i = 0; i < call->n_texts; i++)
        lua_pushstring(L, call->texts[i]);
    lua_call(L, (int)call->n_texts, kind == CT_SLOT_ONCE ? 0 : 1);
    has_returned(L, call, kind);
    return 0;
}

/* Likewise, with nothing in between. */
static bool
enter_directly(CtLuaRun *run, const Call *call, GError **error)
{
    lua_State *L = ct_lua_host_state(run->lua), *thread = NULL;
    CtSlotKind kind = (CtSlotKind)run->slots.data[call->slot].kind;
    int status, n_results;

    run->n_events++;
    ct_lua_host_begin_call(run->lua);
    lua_rawgeti(L, SLOTS, (lua_Integer)call->slot + 1);
    if (kind == CT_SLOT_THREAD) {
        thread = lua_tothread(L, -1);
        run->running = call->slot;
        status = lua_resume(thread, L, push_answer(thread, call->answer), &n_results);
        run->running = CT_NO_ID;
    } else {
        status = lua_pcall(L, 0, kind == CT_SLOT_ONCE ? 0 : 1, ON_ERROR);
    }
    bool done = status == LUA_OK || status == LUA_YIELD;

    if (!done)
        ct_lua_host_fail_call(run->lua, thread, status, error);
    else if (thread != NULL)
        has_resumed(L, call, thread, status, n_results);
    else
        has_returned(L, call, kind);
    lua_settop(L, SLOTS);
    return done;
}

static void
call_slot(CtLuaRun *run, const Call *call)
{
    bool is_direct = !run->is_inside && call->n_texts == 0 &&
                     run->n_events < run->shared->twin->limits.script_events;
    bool outer = run->is_inside, done;
    uint32_t outer_thread = run->running;
    GError *error = NULL;

    run->is_inside = true;
    done = is_direct ? enter_directly(run, call, &error)
                     : ct_lua_host_call(run->lua, enter, (void *)(uintptr_t)call, &error);
    run->is_inside = outer;
    if (done)
        return;
    run->running = outer_thread;
    g_strdelimit(error->message, "\t", ' ');
    ct_engine_fail_because(run->engine, error->message);
    g_error_free(error);
}

void
ct_lua_run_enter(CtLuaRun *run, uint32_t slot, const char *const *texts, uint32_t n_texts)
{
    call_slot(run, &(Call){.run = run, .slot = slot, .texts = texts, .n_texts = n_texts});
}

void
ct_lua_run_go_on(CtLuaRun *run, uint32_t slot, CtScriptAnswer answer)
{
    call_slot(run, &(Call){.run = run, .slot = slot, .answer = answer});
}

void
ct_lua_run_answer_soon(CtLuaRun *run, uint32_t slot, CtScriptAnswer answer)
{
    run->slots.data[slot].actor = CT_NO_ID;
    ct_engine_schedule(run->engine, run->number,
                       &(CtEvent){.time = ct_engine_now(run->engine),
                                  .priority = CT_EVENT_PRIORITY_SCRIPT,
                                  .step = slot,
                                  .detail = answer});
}

uint32_t
ct_lua_run_thread(lua_State *L, const CtLuaRun *run, const char *word)
{
    bool is_main = lua_pushthread(L) == 1;

    lua_pop(L, 1);
    if (is_main || run->running == CT_NO_ID)
        ct_lua_raise(L,
                     "%s: only a coroutine can wait: write spawn(function() … end) around it, in a "
                     "handler too",
                     word);
    if (!lua_isyieldable(L))
        ct_lua_raise(L,
                     "%s: not inside a function that a word such as table.sort or string.gsub "
                     "calls",
                     word);
    return run->running;
}
