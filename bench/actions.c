/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-actions: what an action costs while a replication runs. Half way through, every
 * so many assets are isolated, restored and connected again, one after the other; the engine draws
 * what ends and what comes back. Beside it: working the facts out anew from the entry, which is the
 * least that an engine without increments would do after each.
 */
#include "sim/actions.h"
#include "base/text_table.h"
#include "bench/fleet.h"
#include "bench/grounded.h"
#include "bench/measure.h"
#include "sim/host.h"

#include <stdlib.h>

enum { REPEATS = 3, N_ASSETS = 100 };

static const int64_t horizon_ms = INT64_C(3650) * 86400000;

typedef struct Player {
    uint32_t number, n_assets, n_changes, n_lost; /* facts that ended, of all that can be named */
    double seconds;
} Player;

static void
begin(CtEngine *engine, void *data)
{
    const Player *player = data;

    ct_engine_schedule(engine, player->number,
                       &(CtEvent){.time = horizon_ms / 2, .priority = CT_EVENT_PRIORITY_DEFENDER});
}

static void
wake(CtEngine *engine, G_GNUC_UNUSED const CtEvent *event, void *data)
{
    static const CtActionKind kinds[] = {CT_ACTION_ISOLATE, CT_ACTION_RESTORE, CT_ACTION_RECONNECT};
    Player *player = data;
    uint32_t n = MIN(player->n_assets, N_ASSETS);
    double began = ct_measure_seconds();

    player->n_changes = player->n_lost = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t asset = (uint32_t)((uint64_t)i * player->n_assets / n);

        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
            player->n_changes += ct_engine_act(engine, CT_EVENT_PRIORITY_DEFENDER,
                                               &(CtAction){.kind = kinds[k], .entity = asset});
    }
    player->seconds = ct_measure_seconds() - began;
}

static void
hear(G_GNUC_UNUSED CtEngine *engine, const CtTraceEvent *event, void *data)
{
    ((Player *)data)->n_lost += event->kind == CT_TRACE_LOSS;
}

static CtSim *
sim_of(const CtGrounded *fleet)
{
    CtSim *sim = ct_sim_new(horizon_ms, 1, UINT64_MAX);

    ct_sim_add(sim,
               ct_course_new_changing(fleet->graph, fleet->fixpoint, &fleet->entry, 1, NULL, 0,
                                      "x"),
               0, CT_STRATEGY_CHEAPEST);
    ct_sim_close(sim);
    return sim;
}

static double
time_anew(const CtGrounded *fleet)
{
    double seconds[REPEATS];

    for (int i = 0; i < REPEATS; i++) {
        double began = ct_measure_seconds();
        g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(fleet->graph, &fleet->entry, 1);

        seconds[i] = ct_measure_seconds() - began;
    }
    return ct_measure_median(seconds, REPEATS);
}

static bool
run_size(CtTextTable *table, CtFleetFamily family, const char *size, GError **error)
{
    static const CtHost host = {.begin = begin, .wake = wake, .hear = hear};
    g_auto(CtGrounded) fleet = {0};
    g_auto(CtSummary) summary = {0};
    double seconds[REPEATS];

    if (!ct_grounded_init_fleet(&fleet, family, size, error))
        return false;
    g_autoptr(CtSim) sim = sim_of(&fleet);
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    Player player = {.n_assets = fleet.instances->n_assets};

    player.number = ct_engine_add_host(engine, &host, &player);
    ct_summary_init(&summary, sim);
    for (int i = 0; i < REPEATS; i++) {
        ct_engine_run(engine, 0, &summary);
        seconds[i] = player.seconds / MAX(player.n_changes, 1);
    }
    double action = ct_measure_median(seconds, REPEATS), anew = time_anew(&fleet);
    g_autofree char *changes = g_strdup_printf("%u", player.n_changes);
    g_autofree char *lost =
        g_strdup_printf("%.1f", (double)player.n_lost / MAX(player.n_changes, 1));
    g_autofree char *each = g_strdup_printf("%.1f", action * 1e6);
    g_autofree char *whole = g_strdup_printf("%.1f", anew * 1e6);
    g_autofree char *note = g_strdup_printf("%.0f times as fast", anew / MAX(action, 1e-12));

    ct_text_table_add(table, (const char *const[]){ct_fleet_name(family), size, changes, each, lost,
                                                   whole, note});
    return true;
}

int
main(int argc, char **argv)
{
    static const char *const headers[] = {"fleet",      "assets",  "actions", "µs each",
                                          "facts lost", "µs anew", "",        NULL};

    return ct_grounded_main(argc, argv, "cybertwin-bench-actions", headers, run_size);
}
