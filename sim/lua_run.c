/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Handlers and threads stand in a table in Lua's registry; a slot here says what each is. Both are
 * put back when a replication begins. Times are kept by the engine: its events carry a slot.
 */
#include "sim/lua_run.h"

#include "base/units.h"
#include "lua/args.h"

#include <lauxlib.h>
#include <string.h>

static const char run_key = 'n', slots_key = 's';

CtLuaRun *
ct_lua_run_of(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &run_key);
    CtLuaRun *run = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return run;
}

CtLuaRun *
ct_lua_run_for(lua_State *L, const char *word)
{
    ct_lua_entry_check(L, word);
    return ct_lua_run_of(L);
}

void
ct_lua_run_count(lua_State *L, CtLuaRun *run)
{
    uint64_t most = run->shared->twin->limits.script_events;

    if (++run->n_events > most)
        ct_lua_raise(L,
                     "the script does more than %" G_GUINT64_FORMAT
                     " things in one replication (--max-script-events)",
                     most);
}

/* --- slots --- */

static void
empty_slots(CtScriptSlots *slots)
{
    slots->length = 0;
    slots->free = CT_NO_ID;
    for (int i = 0; i < CT_SCENARIO_EVENT_COUNT; i++)
        slots->first[i] = slots->last[i] = CT_NO_ID;
}

static void
copy_slots(CtScriptSlots *to, const CtScriptSlots *from)
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

/* --- what the script hands over --- */

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

static int64_t
later(const CtLuaRun *run, int64_t ms)
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
    ct_lua_run_schedule(L, run, later(run, period_ms), slot);
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

    ct_lua_run_schedule(L, run, later(run, 0), slot);
}

/* @attacker is led no more: a variant has it otherwise. */
static void
forget_lead(CtLuaRun *run, uint32_t attacker)
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
    forget_lead(run, attacker);
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

/* --- calling --- */

typedef struct Call {
    CtLuaRun *run;
    uint32_t slot;
    uint32_t n_texts;
    const char *const *texts;
    CtScriptAnswer answer;
} Call;

static void
resume(lua_State *L, CtLuaRun *run, const Call *call)
{
    lua_State *thread = lua_tothread(L, -1);
    uint32_t outer = run->running, slot = call->slot;
    int n_arguments = call->answer != CT_SCRIPT_NOTHING, n_results;

    run->running = slot;
    /* A fresh thread has the function below its arguments, which came with spawn; to the others
     * the word that they wait in returns what came of it. */
    if (lua_status(thread) == LUA_OK)
        n_arguments = lua_gettop(thread) - 1;
    else if (call->answer == CT_SCRIPT_NIL)
        lua_pushnil(thread);
    else if (call->answer != CT_SCRIPT_NOTHING)
        lua_pushboolean(thread, call->answer == CT_SCRIPT_TRUE);
    int status = ct_lua_resume(L, thread, n_arguments, &n_results);

    run->running = outer;
    if (status == LUA_OK)
        ct_lua_run_drop(L, run, slot);
    else
        lua_pop(thread, n_results);
}

static int
enter(lua_State *L)
{
    const Call *call = lua_touserdata(L, 1);
    CtLuaRun *run = call->run;
    CtSlotKind kind = (CtSlotKind)run->slots.data[call->slot].kind;

    ct_lua_run_count(L, run);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &slots_key);
    lua_rawgeti(L, -1, (lua_Integer)call->slot + 1);
    if (kind == CT_SLOT_THREAD) {
        resume(L, run, call);
        return 0;
    }
    for (uint32_t i = 0; i < call->n_texts; i++)
        lua_pushstring(L, call->texts[i]);
    lua_call(L, (int)call->n_texts, kind == CT_SLOT_ONCE ? 0 : 1);
    if (kind == CT_SLOT_ONCE)
        ct_lua_run_drop(L, run, call->slot);
    else if (lua_isboolean(L, -1) && !lua_toboolean(L, -1))
        run->slots.data[call->slot].kind = CT_SLOT_FREE_HANDLER; /* its value goes with the state */
    return 0;
}

static void
call_slot(CtLuaRun *run, const Call *call)
{
    GError *error = NULL;

    if (ct_lua_host_call(run->lua, enter, (void *)(uintptr_t)call, &error))
        return;
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

/* --- reading the script --- */

static int
open_words(lua_State *L)
{
    CtLuaRun *run = lua_touserdata(L, 1);

    lua_pushlightuserdata(L, run);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &run_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &slots_key);
    lua_pushlightuserdata(L, &run->reader);
    ct_lua_entry_open(L);
    ct_lua_run_words_open(L);
    return 0;
}

static const CtFactKinds *
find_kinds(void *data, G_GNUC_UNUSED const CtScenario *scenario)
{
    return ct_library_fact_kinds(((const CtLuaRun *)data)->shared->twin->library);
}

static bool
read_script(CtLuaRun *run, GError **error)
{
    const CtScenario *scenario = run->shared->twin->scenario;
    const char *variant = run->shared->twin->options.variant;
    gsize length;
    const char *text = g_bytes_get_data(scenario->text, &length);
    CtScenarioVocabulary vocabulary = {.find = find_kinds, .data = run};

    run->reader = (CtScenarioReader){.scenario = run->declared,
                                     .diag = run->diag,
                                     .vocabulary = &vocabulary,
                                     .sink = &run->sink};
    bool done = ct_lua_host_call(run->lua, open_words, run, error) &&
                ct_lua_host_run(run->lua, scenario->file, text, length, error) &&
                (variant == NULL || ct_lua_program_run_variant(run->lua, variant, error)) &&
                ct_lua_host_freeze(run->lua, error);

    for (uint32_t i = 0; i < run->shared->sim->n_actors; i++)
        if (!run->shared->sim->actors[i].is_led)
            forget_lead(run, i);
    run->reader.vocabulary = NULL; /* kinds of facts are words by now, or never */
    return done;
}

CtLuaRun *
ct_lua_run_new(CtEngine *engine, const CtScenarioRun *shared)
{
    CtLuaRun *run = g_new0(CtLuaRun, 1);
    GError *error = NULL;

    run->shared = shared;
    run->engine = engine;
    run->declared = ct_scenario_new();
    run->diag = ct_diag_new();
    run->starts = g_array_new(FALSE, FALSE, sizeof(CtScriptStart));
    run->running = CT_NO_ID;
    run->sink = (CtScenarioSink){.data = run,
                                 .at = on_at,
                                 .every = on_every,
                                 .on = on_on,
                                 .spawn = on_spawn,
                                 .lead = on_lead,
                                 .is_playing = is_playing};
    run->names = g_new0(CtScriptNames, (size_t)shared->sim->n_actors + 1);
    run->draws = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    run->lead = g_new(uint32_t, (size_t)shared->sim->n_actors + 1);
    for (uint32_t i = 0; i < shared->sim->n_actors; i++)
        run->lead[i] = CT_NO_ID;
    ct_lua_leaders_new(run);
    empty_slots(&run->slots);
    run->lua = ct_lua_host_new_freezing(&shared->twin->limits, &error);
    if (run->lua == NULL || !read_script(run, &error)) {
        run->failure = g_strdup(error->message);
        g_error_free(error);
    }
    copy_slots(&run->frozen, &run->slots);
    run->is_playing = true;
    return run;
}

void
ct_lua_run_free(CtLuaRun *run)
{
    if (run == NULL)
        return;
    ct_lua_host_free(run->lua);
    ct_lua_leaders_free(run);
    ct_lua_run_free_names(run);
    ct_scenario_free(run->declared);
    ct_diag_free(run->diag);
    g_array_unref(run->starts);
    g_free(run->lead);
    g_hash_table_unref(run->draws);
    ct_ids_clear(&run->waiting);
    g_free(run->slots.data);
    g_free(run->frozen.data);
    g_free(run->failure);
    g_free(run);
}

/* --- a replication --- */

void
ct_lua_run_begin(CtLuaRun *run)
{
    if (run->failure != NULL) {
        ct_engine_fail_because(run->engine, run->failure);
        return;
    }
    ct_lua_host_thaw(run->lua);
    copy_slots(&run->slots, &run->frozen);
    run->n_events = 0;
    run->running = CT_NO_ID;
    run->waiting.length = 0;
    g_hash_table_remove_all(run->draws);
    ct_lua_leaders_begin(run);
    for (guint i = 0; i < run->starts->len; i++) {
        const CtScriptStart *start = &g_array_index(run->starts, CtScriptStart, i);

        ct_engine_schedule(run->engine, run->number,
                           &(CtEvent){.time = start->time,
                                      .priority = CT_EVENT_PRIORITY_SCRIPT,
                                      .step = start->slot});
    }
}

void
ct_lua_run_wake(CtLuaRun *run, const CtEvent *event)
{
    uint32_t slot = event->step;
    const CtScriptSlot *one = &run->slots.data[slot];
    bool again = one->kind == CT_SLOT_EVERY;
    int64_t period_ms = one->period_ms;

    call_slot(run, &(Call){.run = run, .slot = slot, .answer = (CtScriptAnswer)event->detail});
    if (again && run->slots.data[slot].kind == CT_SLOT_EVERY)
        ct_engine_schedule(run->engine, run->number,
                           &(CtEvent){.time = later(run, period_ms),
                                      .priority = CT_EVENT_PRIORITY_SCRIPT,
                                      .step = slot});
}
