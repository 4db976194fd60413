/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-replications: replications a second over growing graphs, one pass and engine,
 * beside a floor that knows no identities, counts, sensors or ties; and two threads beside one.
 * Each asset is entered from three others, four of five in its own zone of fifty, in an exponential
 * time; a replication ends when all have fallen.
 */
#include "attacks/build.h"
#include "base/text_table.h"
#include "base/units.h"
#include "bench/floor_passage.h"
#include "bench/measure.h"
#include "sim/engine.h"
#include "sim/first_passage.h"
#include "sim/replicate.h"

#include <stdlib.h>

enum { REPEATS = 3, ZONE = 50, EDGES = 3, EVENTS = 3000000 };

static const double mean_ms = 3600e3;

typedef struct Case {
    uint32_t n_nodes;
    CtTechnique technique;
    CtVerdict verdict;
    CtGraph *graph;
    CtFixpoint *fixpoint;
    CtCsr edges;
    CtSim *sim;
} Case;

static uint32_t
below(uint64_t *state, uint32_t n)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % n);
}

static void
case_init(Case *one, uint32_t n_nodes)
{
    static const uint32_t no_named_facts[CT_FACT_COUNT] = {0};
    g_autoptr(CtBuilder) builder = ct_builder_new(no_named_facts, 0, UINT32_MAX);
    g_auto(CtIds) from = {0}, to = {0};
    uint64_t state = 1;
    CtFactId entry = 0;

    *one = (Case){.n_nodes = n_nodes,
                  .technique = {.name = "enter", .title = "Enter", .ids = {.it = "CT-1"}},
                  .verdict = {.fires = true,
                              .time = {.kind = CT_DIST_EXPONENTIAL, .a = mean_ms},
                              .retry = {.kind = CT_DIST_EXPONENTIAL, .a = mean_ms},
                              .works = 1,
                              .success = 1,
                              .tries = UINT32_MAX}};
    for (uint32_t i = 0; i < n_nodes; i++)
        ct_builder_add_auxiliary(builder, CT_AUXILIARY_ANY, i, 0);
    ct_builder_add_template(builder,
                            (CtTemplate){.technique = &one->technique, .verdict = &one->verdict});
    for (uint32_t i = 1; i < n_nodes; i++)
        for (uint32_t e = 0; e < EDGES; e++) {
            uint32_t first = i / ZONE * ZONE;
            bool inside = i > first && below(&state, 5) > 0;
            CtFactId premise = inside ? first + below(&state, i - first) : below(&state, i);

            ct_builder_add_step(builder, CT_STEP_ATTEMPT, 0, i, &premise, 1);
            ct_ids_add(&from, premise);
            ct_ids_add(&to, i);
        }
    ct_csr_build(&one->edges, n_nodes, from.data, to.data, from.length);
    one->graph = ct_builder_finish(builder);
    one->fixpoint = ct_fixpoint_new(one->graph, &entry, 1);
    one->sim = ct_sim_new(INT64_C(365) * 86400000, 1, UINT64_MAX);
    ct_sim_add(one->sim, ct_course_new(one->graph, one->fixpoint, &entry, 1, NULL, 0, "x"), 0,
               CT_STRATEGY_CHEAPEST);
    ct_sim_close(one->sim);
}

static void
case_clear(Case *one)
{
    ct_sim_free(one->sim);
    ct_fixpoint_free(one->fixpoint);
    ct_csr_clear(&one->edges);
    ct_graph_free(one->graph);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

static double
time_engine(const Case *one, uint32_t n)
{
    g_autoptr(CtEngine) engine = ct_engine_new(one->sim);
    g_auto(CtSummary) summary = {0};

    ct_summary_init(&summary, one->sim);
    ct_engine_run(engine, 0, &summary);
    double began = ct_measure_seconds();

    for (uint32_t r = 0; r < n; r++)
        ct_engine_run(engine, r, &summary);
    return ct_measure_seconds() - began;
}

static double
time_one_pass(const Case *one, uint32_t n)
{
    g_autoptr(CtFirstPassage) passage = ct_first_passage_new(one->sim);
    g_auto(CtSummary) summary = {0};

    ct_summary_init(&summary, one->sim);
    ct_first_passage_run(passage, 0, &summary);
    double began = ct_measure_seconds();

    for (uint32_t r = 0; r < n; r++)
        ct_first_passage_run(passage, r, &summary);
    return ct_measure_seconds() - began;
}

static bool
drop_row(CtRow *row, G_GNUC_UNUSED void *data)
{
    ct_row_free(row);
    return true;
}

/* By the clock on the wall, as threads are for that. */
static double
time_threads(const Case *one, uint32_t n, uint32_t jobs)
{
    const CtReplicateRange range = {.n = n};
    const CtReplicateOptions options = {.jobs = jobs, .sink = drop_row};
    gint64 began = g_get_monotonic_time();

    ct_replicate(one->sim, &range, &options);
    return (double)(g_get_monotonic_time() - began) * 1e-6;
}

static void
add_row(CtTextTable *table, const char *size, const char *what, double rate, const char *note)
{
    char text[32];

    g_snprintf(text, sizeof text, "%.0f", rate);
    ct_text_table_add(table, (const char *const[]){size, what, text, note});
}

static bool
bench_size(CtTextTable *table, const char *size, GError **error)
{
    double floor[REPEATS], pass[REPEATS], engine[REPEATS], single[REPEATS], two[REPEATS], sum;
    g_auto(Case) one = {0};
    int64_t n_nodes;
    char note[96];

    if (!ct_units_parse_integer(size, 10, 1000000, &n_nodes, error))
        return false;
    case_init(&one, (uint32_t)n_nodes);
    /* Fewer than a hundred are for a look whether it runs at all. */
    uint32_t n = one.n_nodes < 100 ? 100 : MAX(3, EVENTS / (EDGES * one.n_nodes));

    for (int i = 0; i < REPEATS; i++) {
        floor[i] = ct_floor_passage(&one.edges, mean_ms, n, &sum);
        pass[i] = time_one_pass(&one, n);
        engine[i] = time_engine(&one, n);
        single[i] = time_threads(&one, n, 1);
        two[i] = time_threads(&one, n, 2);
    }
    double least = ct_measure_median(floor, REPEATS), passed = ct_measure_median(pass, REPEATS);
    double played = ct_measure_median(engine, REPEATS);

    add_row(table, size, "floor", n / least, "");
    g_snprintf(note, sizeof note, "%.2f of the floor (goal 0.5)", least / passed);
    add_row(table, size, "one pass", n / passed, note);
    g_snprintf(note, sizeof note, "%.2f of the floor", least / played);
    add_row(table, size, "engine", n / played, note);
    g_snprintf(note, sizeof note, "%.2f times one thread (goal 1.8, both cores idle)",
               ct_measure_median(single, REPEATS) / ct_measure_median(two, REPEATS));
    add_row(table, size, "two threads", n / ct_measure_median(two, REPEATS), note);
    return true;
}

int
main(int argc, char **argv)
{
    static const char *const headers[] = {"assets", "what", "replications/s", "", NULL};
    static const char *const usual[] = {"100", "1000", "10000", "100000", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 100);
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);
    g_autofree char *machine = ct_measure_machine();
    g_autoptr(GError) error = NULL;
    const char *const *sizes = argc > 1 ? (const char *const *)argv + 1 : usual;
    double load = 0;
    bool ok = true;

    if (getloadavg(&load, 1) != 1)
        load = -1;
    ct_out_printf(out, "%s\nmedian of %d; load of the machine before: %.1f\n\n", machine, REPEATS,
                  load);
    ct_text_table_set_right(table, 0);
    ct_text_table_set_right(table, 2);
    for (; ok && *sizes != NULL; sizes++)
        ok = bench_size(table, *sizes, &error);
    ct_text_table_write(table, out, false);
    ok = ct_out_close(out, ok ? &error : NULL) && ok;
    if (!ok)
        fprintf(stderr, "cybertwin-bench-replications: %s\n", error->message);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
