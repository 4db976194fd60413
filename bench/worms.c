/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-worms: what an event of a worm costs on one network on which each host reaches
 * each. Were anything done for each pair of hosts, ten times the hosts would cost ten times as much
 * an event.
 */
#include "attacks/build.h"
#include "base/text_table.h"
#include "base/units.h"
#include "bench/measure.h"
#include "sim/engine.h"

#include <stdlib.h>

enum { REPEATS = 3, EVENTS = 1000000 };

typedef struct Street {
    uint32_t n_hosts;
    CtTechnique technique;
    CtVerdict verdict;
    CtGraph *graph;
    CtFixpoint *fixpoint;
    CtSim *sim;
} Street;

/* Execution on host i is fact i; then presence on the network, and reach of all services there. */
static void
street_init(Street *street, uint32_t n_hosts, uint32_t spread)
{
    static const uint32_t no_named_facts[CT_FACT_COUNT] = {0};
    g_autoptr(CtBuilder) builder = ct_builder_new(no_named_facts, 0, UINT32_MAX);
    g_autofree CtWormHost *hosts = g_new(CtWormHost, n_hosts);
    CtFactId entry = 0, presence = n_hosts, reach = n_hosts + 1;

    *street = (Street){.n_hosts = n_hosts,
                       .technique = {.name = "enter", .title = "Enter", .ids = {.it = "CT-1"}},
                       .verdict = {.fires = true,
                                   .time = {.kind = CT_DIST_EXPONENTIAL, .a = 3600e3},
                                   .retry = {.kind = CT_DIST_EXPONENTIAL, .a = 3600e3},
                                   .works = 1,
                                   .success = 0.5,
                                   .tries = UINT32_MAX}};
    for (uint32_t i = 0; i < n_hosts + 2; i++)
        ct_builder_add_auxiliary(builder, CT_AUXILIARY_ANY, i, 0);
    ct_builder_add_template(builder, (CtTemplate){.technique = &street->technique,
                                                  .verdict = &street->verdict});
    for (CtFactId i = 0; i < n_hosts; i++) {
        hosts[i] = (CtWormHost){.user = i, .admin = i};
        ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE, presence, &i, 1);
        ct_builder_add_step(builder, CT_STEP_ATTEMPT, 0, i, &reach, 1);
    }
    ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE, reach, &presence, 1);
    street->graph = ct_builder_finish(builder);
    street->fixpoint = ct_fixpoint_new(street->graph, &entry, 1);
    street->sim = ct_sim_new(INT64_C(3650) * 86400000, 1, UINT64_MAX);
    ct_sim_add(street->sim, ct_course_new(street->graph, street->fixpoint, &entry, 1, NULL, 0, "x"),
               0, CT_STRATEGY_RANDOM);
    ct_sim_set_worm(street->sim, spread, hosts, n_hosts, UINT64_MAX);
    ct_sim_close(street->sim);
}

static void
street_clear(Street *street)
{
    ct_sim_free(street->sim);
    ct_fixpoint_free(street->fixpoint);
    ct_graph_free(street->graph);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Street, street_clear)

static bool
bench_size(CtTextTable *table, const char *size, uint32_t spread, GError **error)
{
    g_auto(Street) street = {0};
    g_auto(CtSummary) summary = {0};
    double seconds[REPEATS];
    uint64_t tries = 0;
    int64_t n_hosts;
    char texts[3][32];

    if (!ct_units_parse_integer(size, 2, 2000000, &n_hosts, error))
        return false;
    street_init(&street, (uint32_t)n_hosts, spread);
    /* Fewer than a thousand are for a look whether it runs at all. */
    uint32_t n = street.n_hosts < 1000 ? 10 : MAX(1, EVENTS / street.n_hosts);
    g_autoptr(CtEngine) engine = ct_engine_new(street.sim);

    ct_summary_init(&summary, street.sim);
    ct_engine_run(engine, 0, &summary);
    for (int i = 0; i < REPEATS; i++) {
        double began = ct_measure_seconds();

        tries = 0;
        for (uint32_t r = 0; r < n; r++) {
            ct_engine_run(engine, r, &summary);
            tries += summary.tries;
        }
        seconds[i] = ct_measure_seconds() - began;
    }
    g_snprintf(texts[0], sizeof texts[0], "%u", spread);
    g_snprintf(texts[1], sizeof texts[1], "%" G_GUINT64_FORMAT, tries / n);
    g_snprintf(texts[2], sizeof texts[2], "%.0f",
               ct_measure_median(seconds, REPEATS) * 1e9 / (double)tries);
    ct_text_table_add(table, (const char *const[]){size, texts[0], texts[1], texts[2]});
    return true;
}

int
main(int argc, char **argv)
{
    static const char *const headers[] = {"hosts", "spread", "tries", "ns a try", NULL};
    static const char *const usual[] = {"1000", "10000", "100000", "1000000", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 100);
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);
    g_autofree char *machine = ct_measure_machine();
    g_autoptr(GError) error = NULL;
    const char *const *sizes = argc > 1 ? (const char *const *)argv + 1 : usual;
    bool ok = true;

    ct_out_printf(out, "%s\nmedian of %d\n\n", machine, REPEATS);
    for (int i = 0; i < 4; i++)
        ct_text_table_set_right(table, (unsigned)i);
    for (; ok && *sizes != NULL; sizes++)
        ok = bench_size(table, *sizes, 1, &error) && bench_size(table, *sizes, 4, &error);
    ct_text_table_write(table, out, false);
    ok = ct_out_close(out, ok ? &error : NULL) && ok;
    if (!ok)
        fprintf(stderr, "cybertwin-bench-worms: %s\n", error->message);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
