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

static const char run_key = 'n';

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
    CtLuaRun *run = ct_lua_run_of(L);

    if (!run->is_playing) /* what acts and what waits is always allowed while a script is played */
        ct_lua_entry_check(L, word);
    return run;
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

/* --- reading the script --- */

static int
open_words(lua_State *L)
{
    CtLuaRun *run = lua_touserdata(L, 1);

    lua_pushlightuserdata(L, run);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &run_key);
    ct_lua_slots_open(L);
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
keep(CtLuaRun *run, GError **error)
{
    if (ct_lua_run_keep(run))
        return true;
    g_set_error_literal(error, CT_LUA_ERROR, CT_LUA_ERROR_MEMORY, "too little memory for a stack");
    return false;
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
                keep(run, error) && ct_lua_host_freeze(run->lua, error);

    for (uint32_t i = 0; i < run->shared->sim->n_actors; i++)
        if (!run->shared->sim->actors[i].is_led)
            ct_lua_run_forget_lead(run, i);
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
    ct_lua_sink_init(run);
    run->names = g_new0(CtScriptNames, (size_t)shared->sim->n_actors + 1);
    run->draws = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    run->lead = g_new(uint32_t, (size_t)shared->sim->n_actors + 1);
    for (uint32_t i = 0; i < shared->sim->n_actors; i++)
        run->lead[i] = CT_NO_ID;
    ct_lua_leaders_new(run);
    ct_script_slots_empty(&run->slots);
    run->lua = ct_lua_host_new_freezing(&shared->twin->limits, &error);
    if (run->lua == NULL || !read_script(run, &error)) {
        run->failure = g_strdup(error->message);
        g_error_free(error);
    }
    ct_script_slots_copy(&run->frozen, &run->slots);
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
    ct_script_slots_copy(&run->slots, &run->frozen);
    run->n_events = 0;
    run->running = CT_NO_ID;
    run->is_inside = false;
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

    ct_lua_run_go_on(run, slot, (CtScriptAnswer)event->detail);
    if (again && run->slots.data[slot].kind == CT_SLOT_EVERY)
        ct_engine_schedule(run->engine, run->number,
                           &(CtEvent){.time = ct_lua_run_later(run, period_ms),
                                      .priority = CT_EVENT_PRIORITY_SCRIPT,
                                      .step = slot});
}
