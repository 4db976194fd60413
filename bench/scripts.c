/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-scripts: what a handler in Lua costs an event beside one in C, and what a state
 * of its own costs a replication. The events are timers: nothing is drawn and nobody attacks.
 */
#include "base/out.h"
#include "bench/measure.h"
#include "sim/engine.h"
#include "sim/setup.h"

#include <stdlib.h>
#include <string.h>

enum { REPEATS = 5, TIMERS = 900000, REPLICATIONS = 20000 };

static const char topology[] = "cybertwin: 1\n"
                               "products: { box: { kind: plc } }\n"
                               "networks: { hall: {} }\n"
                               "zones: { inside: { outside: true, networks: [hall] } }\n"
                               "assets: { plc: { product: box, zone: inside } }\n";

#define SCRIPT                                                                                     \
    "attacker 'nobody' { entry = { located 'hall' }, goals = { never = controls 'plc' },\n"        \
    "  strategy = function(me) end }\n"                                                            \
    "horizon '900s'\n"

typedef struct Timer {
    uint32_t number;
    uint64_t n;
} Timer;

static void
begin(CtEngine *engine, void *data)
{
    const Timer *timer = data;

    ct_engine_schedule(engine, timer->number,
                       &(CtEvent){.time = 1, .priority = CT_EVENT_PRIORITY_SCRIPT});
}

static void
wake(CtEngine *engine, const CtEvent *event, void *data)
{
    Timer *timer = data;

    timer->n++;
    ct_engine_schedule(engine, timer->number,
                       &(CtEvent){.time = event->time + 1, .priority = CT_EVENT_PRIORITY_SCRIPT});
}

typedef struct Played {
    CtTwinStored stored;
    CtTwin *twin;
    CtSim *sim;
    CtEngine *engine;
} Played;

static void
put(CtSource *source, const char *path, const char *text)
{
    ct_source_add(source, path, text, strlen(text));
}

static void
played_init(Played *played, const char *script)
{
    static CtLimits limits;
    g_autoptr(GError) error = NULL;

    limits = ct_limits_default;
    limits.script_events = 10 * (uint64_t)TIMERS;
    *played = (Played){.stored = {.package = ct_source_new_memory(), .topology = "topology.yaml"}};
    put(played->stored.package, "topology.yaml", topology);
    put(played->stored.package, "scenario.lua", script);
    played->twin = ct_twin_new(&(CtTwinOptions){.stored = &played->stored, .limits = &limits});
    if (ct_twin_load(played->twin, "bench", CT_TWIN_RULES, &error))
        played->sim =
            ct_sim_setup(played->twin, &(CtSimOptions){.seed = 1, .horizon_ms = -1}, &error);
    if (played->sim == NULL)
        g_error("%s", error->message);
    played->engine = ct_engine_new(played->sim);
}

static void
played_clear(Played *played)
{
    ct_engine_free(played->engine);
    ct_sim_free(played->sim);
    ct_twin_free(played->twin);
    ct_source_free(played->stored.package);
}

/* Seconds that @n replications take. */
static double
time_runs(Played *played, uint64_t n)
{
    g_auto(CtSummary) summary = {0};

    ct_summary_init(&summary, played->sim);
    ct_engine_run(played->engine, 0, &summary);
    if (summary.outcome == CT_OUTCOME_FAILED)
        g_error("%s", ct_engine_failure(played->engine));
    double began = ct_measure_seconds();

    for (uint64_t i = 0; i < n; i++)
        ct_engine_run(played->engine, i, &summary);
    return ct_measure_seconds() - began;
}

static double
time_script(const char *script, uint64_t n)
{
    double seconds[REPEATS];
    Played played;

    played_init(&played, script);
    for (int i = 0; i < REPEATS; i++)
        seconds[i] = time_runs(&played, n);
    played_clear(&played);
    return ct_measure_median(seconds, REPEATS) / (double)n;
}

static double
time_c(void)
{
    static const CtHost host = {.begin = begin, .wake = wake};
    double seconds[REPEATS];
    Played played;
    Timer timer = {0};

    played_init(&played, SCRIPT);
    timer.number = ct_engine_add_host(played.engine, &host, &timer);
    for (int i = 0; i < REPEATS; i++)
        seconds[i] = time_runs(&played, 1);
    played_clear(&played);
    return ct_measure_median(seconds, REPEATS);
}

int
main(void)
{
    g_autofree char *machine = ct_measure_machine();
    double in_c = time_c() / TIMERS * 1e9;
    double handler =
        time_script(SCRIPT "local n = 0 every('1ms', function() n = n + 1 end)", 1) / TIMERS * 1e9;
    double waiting =
        time_script(SCRIPT "spawn(function() while true do wait '1ms' end end)", 1) / TIMERS * 1e9;
    double empty = time_script(SCRIPT "at('1000s', function() end)", REPLICATIONS) * 1e6;
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);

    ct_out_printf(out, "%s\nmedian of %d\n\n", machine, REPEATS);
    ct_out_printf(out, "timer, handler in C                 %8.1f ns an event\n", in_c);
    ct_out_printf(out, "timer, handler in Lua               %8.1f ns an event, %.1f more\n",
                  handler, handler - in_c);
    ct_out_printf(out, "coroutine that waits                %8.1f ns an event, %.1f more\n",
                  waiting, waiting - in_c);
    ct_out_printf(out, "replication in which nothing happens %7.2f µs, its state put back\n",
                  empty);
    return ct_out_close(out, NULL) ? EXIT_SUCCESS : EXIT_FAILURE;
}
