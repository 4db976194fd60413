/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a script hands over while it is read or played: handlers, coroutines, who leads whom. */
#include "sim/lua_run.h"

#include "base/units.h"
#include "lua/args.h"

#include <lauxlib.h>

/* Owns what it makes, so that who calls may jump. */
static void
put_time(char *buffer, size_t size, int64_t ms)
{
    g_autofree char *text = ct_units_time_text(ms);

    g_strlcpy(buffer, text, size);
}

static void
on_at(lua_State *L, int64_t ms, int function, void *data)
{
    CtLuaRun *run = data;
    int64_t now = run->is_playing ? ct_engine_now(run->engine) : 0;
    char asked[64], present[64];

    if (ms < now) {
        put_time(asked, sizeof asked, ms);
        put_time(present, sizeof present, now);
        ct_lua_raise(L,
                     "at: %s after the start has passed, it is %s; for what comes later write "
                     "spawn(function() wait(\"…\") … end)",
                     asked, present);
    }
    lua_pushvalue(L, function);
    uint32_t slot = ct_lua_run_add(L, run, CT_SLOT_ONCE);

    ct_lua_run_schedule(L, run, ms, slot);
}

int64_t
ct_lua_run_later(const CtLuaRun *run, int64_t ms)
{
    int64_t now = run->is_playing ? ct_engine_now(run->engine) : 0;

    return MIN(now + MIN(ms, CT_TIME_NEVER), CT_TIME_NEVER);
}

static void
on_every(lua_State *L, int64_t period_ms, int function, void *data)
{
    CtLuaRun *run = data;

    lua_pushvalue(L, function);
    uint32_t slot = ct_lua_run_add(L, run, CT_SLOT_EVERY);

    run->slots.data[slot].period_ms = period_ms;
    ct_lua_run_schedule(L, run, ct_lua_run_later(run, period_ms), slot);
}

static void
on_on(lua_State *L, CtScenarioEvent event, int function, void *data)
{
    CtLuaRun *run = data;

    lua_pushvalue(L, function);
    uint32_t slot = ct_lua_run_add(L, run, CT_SLOT_LISTENER);

    run->slots.data[slot].event = (uint8_t)event;
    if (run->slots.first[event] == CT_NO_ID)
        run->slots.first[event] = slot;
    else
        run->slots.data[run->slots.last[event]].next = slot;
    run->slots.last[event] = slot;
}

/* A thread of the function at index @function and of what follows it. */
static void
on_spawn(lua_State *L, int function, void *data)
{
    CtLuaRun *run = data;
    int n = lua_gettop(L) - function + 1;
    lua_State *thread = lua_newthread(L);

    lua_insert(L, function);
    luaL_checkstack(thread, n + 1, "spawn: too many arguments");
    lua_xmove(L, thread, n);
    uint32_t slot = ct_lua_run_add(L, run, CT_SLOT_THREAD);

    ct_lua_run_schedule(L, run, ct_lua_run_later(run, 0), slot);
}

/* @attacker is led no more: a variant has it otherwise. */
void
ct_lua_run_forget_lead(CtLuaRun *run, uint32_t attacker)
{
    for (guint i = 0; run->lead[attacker] != CT_NO_ID && i < run->starts->len; i++)
        if (g_array_index(run->starts, CtScriptStart, i).slot == run->lead[attacker])
            g_array_remove_index(run->starts, i--);
    run->lead[attacker] = CT_NO_ID;
}

/* He begins with the replication. */
static void
on_lead(lua_State *L, uint32_t attacker, int function, void *data)
{
    CtLuaRun *run = data;

    if (attacker >= run->shared->sim->n_actors)
        ct_lua_raise(L, "the script declares more attackers than it did");
    ct_lua_run_forget_lead(run, attacker);
    lua_State *thread = lua_newthread(L);

    lua_pushvalue(L, function);
    ct_lua_push_leader(L, attacker);
    lua_xmove(L, thread, 2);
    uint32_t slot = ct_lua_run_add(L, run, CT_SLOT_THREAD);

    run->lead[attacker] = slot;
    ct_lua_run_schedule(L, run, 0, slot);
}

static bool
is_playing(void *data)
{
    return ((const CtLuaRun *)data)->is_playing;
}

void
ct_lua_sink_init(CtLuaRun *run)
{
    run->sink = (CtScenarioSink){.data = run,
                                 .at = on_at,
                                 .every = on_every,
                                 .on = on_on,
                                 .spawn = on_spawn,
                                 .lead = on_lead,
                                 .is_playing = is_playing};
}
