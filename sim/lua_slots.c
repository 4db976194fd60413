/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/lua_run.h"

#include "lua/args.h"

#include <string.h>

static const char slots_key = 's';

void
ct_script_slots_empty(CtScriptSlots *slots)
{
    slots->length = 0;
    slots->free = CT_NO_ID;
    for (int i = 0; i < CT_SCENARIO_EVENT_COUNT; i++)
        slots->first[i] = slots->last[i] = CT_NO_ID;
}

void
ct_script_slots_copy(CtScriptSlots *to, const CtScriptSlots *from)
{
    if (to->capacity < from->length) {
        to->capacity = from->length;
        to->data = g_renew(CtScriptSlot, to->data, to->capacity);
    }
    if (from->length > 0)
        memcpy(to->data, from->data, from->length * sizeof *to->data);
    to->length = from->length;
    to->free = from->free;
    memcpy(to->first, from->first, sizeof to->first);
    memcpy(to->last, from->last, sizeof to->last);
}

static uint32_t
take_slot(CtScriptSlots *slots)
{
    uint32_t slot = slots->free;

    if (slot != CT_NO_ID) {
        slots->free = slots->data[slot].next;
        return slot;
    }
    if (slots->length == slots->capacity) {
        slots->capacity = MAX(16, 2 * slots->capacity);
        slots->data = g_renew(CtScriptSlot, slots->data, slots->capacity);
    }
    return slots->length++;
}

uint32_t
ct_lua_run_add(lua_State *L, CtLuaRun *run, CtSlotKind kind)
{
    uint64_t most = run->shared->twin->limits.script_events;

    if (run->slots.free == CT_NO_ID && run->slots.length >= MIN(most, UINT32_MAX / 2))
        ct_lua_raise(L,
                     "more than %" G_GUINT64_FORMAT
                     " handlers and coroutines at once (--max-script-events)",
                     most);
    uint32_t slot = take_slot(&run->slots);

    run->slots.data[slot] = (CtScriptSlot){.kind = (uint8_t)kind,
                                           .next = CT_NO_ID,
                                           .actor = CT_NO_ID,
                                           .attempt = CT_NO_ID};
    lua_rawgetp(L, LUA_REGISTRYINDEX, &slots_key);
    lua_insert(L, -2);
    lua_rawseti(L, -2, (lua_Integer)slot + 1);
    lua_pop(L, 1);
    return slot;
}

void
ct_lua_run_drop(lua_State *L, CtLuaRun *run, uint32_t slot)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &slots_key);
    lua_pushboolean(L, 0);
    lua_rawseti(L, -2, (lua_Integer)slot + 1);
    lua_pop(L, 1);
    run->slots.data[slot] = (CtScriptSlot){.kind = CT_SLOT_FREE_HANDLER, .next = run->slots.free};
    run->slots.free = slot;
}

void
ct_lua_run_schedule(lua_State *L, CtLuaRun *run, int64_t time, uint32_t slot)
{
    if (!run->is_playing) {
        CtScriptStart start = {.time = time, .slot = slot};

        g_array_append_val(run->starts, start);
        return;
    }
    if (time < ct_engine_now(run->engine))
        ct_lua_raise(L, "that moment has passed");
    ct_engine_schedule(run->engine, run->number,
                       &(CtEvent){.time = time,
                                  .priority = CT_EVENT_PRIORITY_SCRIPT,
                                  .step = slot});
}

void
ct_lua_run_push_slots(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &slots_key);
}

void
ct_lua_slots_open(lua_State *L)
{
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &slots_key);
}
