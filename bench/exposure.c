/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-exposure: closures of 64 sources, blast radii and cuts over fleets. A
 * source-arc is a premise of a step seen by one source that has it. The floor of a closure is that
 * of bench/floor_words.h.
 */
#include "analysis/blast.h"
#include "analysis/closure64.h"
#include "analysis/cut.h"
#include "bench/floor_csr.h"
#include "bench/floor_words.h"
#include "bench/grounded.h"
#include "bench/measure.h"

#include <stdlib.h>

/* Admin execution on 64 assets, spread evenly. */
static void
sources_of(const CtGrounded *fleet, CtFactId *sources)
{
    for (uint32_t i = 0; i < CT_N_WORLDS; i++)
        sources[i] =
            ct_graph_fact(fleet->graph,
                          (CtFact){.kind = CT_FACT_EXEC,
                                   .level = CT_LEVEL_ADMIN,
                                   .entity = (uint32_t)((uint64_t)i * fleet->instances->n_assets /
                                                        CT_N_WORLDS)});
}

static double
source_arcs(const CtGraph *graph, const CtClosure *closure)
{
    double arcs = 0;

    for (CtFactId fact = 0; fact < graph->n_facts; fact++)
        arcs += (double)__builtin_popcountll(ct_closure_worlds(closure, fact)) *
                (graph->uses_start[fact + 1] - graph->uses_start[fact]);
    return arcs;
}

static void
add_row(CtTextTable *table,
        CtFleetFamily family,
        uint32_t n_assets,
        const char *what,
        double seconds,
        const char *rate,
        const char *note)
{
    char size[32], time[32];

    g_snprintf(size, sizeof size, "%u", n_assets);
    g_snprintf(time, sizeof time, "%.4f", seconds);
    ct_text_table_add(table,
                      (const char *const[]){ct_fleet_name(family), size, what, time, rate, note});
}

static void
bench_closure(CtTextTable *table, CtFleetFamily family, uint32_t n_assets, const CtGrounded *fleet)
{
    g_autoptr(CtClosure) closure = ct_closure_new(fleet->graph);
    g_auto(CtCsr) edges = {0};
    CtFactId sources[CT_N_WORLDS];
    uint64_t worlds[CT_N_WORLDS];
    double samples[3], floors[3];
    char rate[64], note[96];

    ct_floor_csr_build(fleet->graph, &edges);
    sources_of(fleet, sources);
    for (uint32_t i = 0; i < CT_N_WORLDS; i++)
        worlds[i] = UINT64_C(1) << i;
    for (int repeat = 0; repeat < 3; repeat++) {
        double began = ct_measure_seconds();

        ct_closure_clear(closure);
        for (uint32_t i = 0; i < CT_N_WORLDS; i++)
            ct_closure_enter(closure, sources[i], worlds[i]);
        ct_closure_run(closure, NULL, UINT64_MAX);
        samples[repeat] = ct_measure_seconds() - began;
        floors[repeat] = ct_floor_words(&edges, sources, worlds, CT_N_WORLDS);
    }
    double seconds = ct_measure_median(samples, 3);
    double floor = ct_measure_median(floors, 3);

    g_snprintf(rate, sizeof rate, "%.2fG source-arcs/s",
               source_arcs(fleet->graph, closure) / seconds / 1e9);
    g_snprintf(note, sizeof note, "%.2f times the floor of %.4f s; %u facts, %u steps",
               seconds / floor, floor, fleet->graph->n_facts, fleet->graph->n_steps);
    add_row(table, family, n_assets, "closure, 64 sources", seconds, rate, note);
}

static void
bench_blast(CtTextTable *table, CtFleetFamily family, uint32_t n_assets, const CtGrounded *fleet)
{
    double began = ct_measure_seconds();
    g_autoptr(CtFolds) folds = ct_folds_new(fleet->instances, NULL, 0);
    g_autoptr(CtBlast) blast = ct_blast_new(fleet->graph, folds, 65536, 1);
    double seconds = ct_measure_seconds() - began;
    char rate[64], note[96];

    g_snprintf(rate, sizeof rate, "%.0f sources/s", blast->n_rows / MAX(seconds, 1e-9));
    g_snprintf(note, sizeof note, "computed: %u of %u sources", blast->n_rows, blast->n_sources);
    add_row(table, family, n_assets, "blast radii", seconds, rate, note);
}

static void
bench_cuts(CtTextTable *table, CtFleetFamily family, uint32_t n_assets, const CtGrounded *fleet)
{
    static const CtElementKind kinds[] = {CT_ELEMENT_ASSET, CT_ELEMENT_RULE,
                                          CT_ELEMENT_VULNERABILITY};
    CtFactId goal = ct_graph_fact(fleet->graph, (CtFact){.kind = CT_FACT_EXEC,
                                                         .level = CT_LEVEL_ADMIN,
                                                         .entity = n_assets - 1});
    CtCutLimits limits = {.most = 10, .work = ct_limits_default.cut_work, .seconds = 10};

    g_autoptr(CtSlice) slice =
        ct_slice_new(fleet->graph, fleet->fixpoint, &fleet->entry, 1, &goal, 1, 1);
    for (size_t k = 0; slice != NULL && k < G_N_ELEMENTS(kinds); k++) {
        double began = ct_measure_seconds();
        g_autoptr(CtElements) elements =
            kinds[k] == CT_ELEMENT_RULE
                ? ct_elements_new_rules(fleet->graph, slice)
                : ct_elements_new(fleet->graph, slice, UINT32_C(1) << kinds[k], &goal, 1);
        g_autofree double *weight = g_new(double, (size_t)elements->rows->len + 1);

        for (guint e = 0; e < elements->rows->len; e++)
            weight[e] = 1;
        g_autoptr(CtCutResult) cuts = ct_cuts_find(slice, elements, weight, &limits, NULL);
        g_autofree char *what = g_strdup_printf("cuts by %s", ct_element_kind_text(kinds[k]));
        char rate[64], note[96];

        g_snprintf(rate, sizeof rate, "%u sets of %g", cuts->sets->len, cuts->weight);
        g_snprintf(note, sizeof note, "at least %g, %s; slice of %u steps", cuts->lower_bound,
                   cuts->is_optimal ? "proved" : "undecided", slice->n_steps);
        add_row(table, family, n_assets, what, ct_measure_seconds() - began, rate, note);
    }
}

static bool
run_size(CtTextTable *table, CtFleetFamily family, const char *size, GError **error)
{
    g_auto(CtGrounded) fleet = {0};

    if (!ct_grounded_init_fleet(&fleet, family, size, error))
        return false;
    uint32_t n = (uint32_t)strtoul(size, NULL, 10);

    bench_closure(table, family, n, &fleet);
    if (n <= 100000)
        bench_blast(table, family, n, &fleet);
    if (n <= 10000)
        bench_cuts(table, family, n, &fleet);
    return true;
}

int
main(int argc, char **argv)
{
    static const char *const headers[] = {"fleet", "assets", "what", "seconds", "", "", NULL};

    return ct_grounded_main(argc, argv, "cybertwin-bench-exposure", headers, run_size);
}
