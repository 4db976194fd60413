/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-paths: the ten best ways by time and the way of least effort to the thousandth
 * asset of a fleet: in zones of 50, nineteen steps away. The floor is Dijkstra's algorithm over the
 * flat edges of the attack graph, fact to fact, with a binary heap of pairs and no counters: ten
 * ways are held against seven of it.
 */
#include "analysis/best_paths.h"
#include "analysis/plan_cost.h"
#include "bench/floor_csr.h"
#include "bench/grounded.h"
#include "bench/measure.h"

#include <string.h>

enum { REPEATS = 3, N_WAYS = 10, N_FLOORS = 7, GOAL = 1000 };

typedef struct Entry {
    int64_t cost;
    uint32_t fact;
} Entry;

/* The least of @heap, which shrinks. */
static Entry
pop(Entry *heap, uint32_t *n)
{
    Entry first = heap[0], last = heap[--*n];
    uint32_t place = 0;

    for (uint32_t child = 1; child < *n; child = 2 * place + 1) {
        if (child + 1 < *n && heap[child + 1].cost < heap[child].cost)
            child++;
        if (heap[child].cost >= last.cost)
            break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = last;
    return first;
}

static void
push(Entry *heap, uint32_t *n, Entry entry)
{
    uint32_t place = (*n)++;

    for (; place > 0 && heap[(place - 1) / 2].cost > entry.cost; place = (place - 1) / 2)
        heap[place] = heap[(place - 1) / 2];
    heap[place] = entry;
}

/* An hour an edge; how many facts are found. */
static uint32_t
dijkstra(const CtCsr *edges, uint32_t from)
{
    g_autofree int64_t *cost = g_new(int64_t, (size_t)edges->n_rows + 1);
    g_autofree Entry *heap = g_new(Entry, (size_t)edges->start[edges->n_rows] + 2);
    uint32_t n_heap = 0, n_found = 0;

    memset(cost, 0x7f, ((size_t)edges->n_rows + 1) * sizeof *cost);
    cost[from] = 0;
    push(heap, &n_heap, (Entry){.fact = from});
    while (n_heap > 0) {
        Entry least = pop(heap, &n_heap);

        if (least.cost > cost[least.fact])
            continue;
        n_found++;
        for (uint32_t e = edges->start[least.fact]; e < edges->start[least.fact + 1]; e++) {
            uint32_t to = edges->value[e];
            int64_t by = least.cost + 3600000;

            if (by >= cost[to])
                continue;
            cost[to] = by;
            push(heap, &n_heap, (Entry){.cost = by, .fact = to});
        }
    }
    return n_found;
}

static void
add_row(CtTextTable *table,
        CtFleetFamily family,
        const char *size,
        const char *what,
        double seconds,
        const char *note)
{
    g_autofree char *time = g_strdup_printf("%.4f", seconds);

    ct_text_table_add(table, (const char *const[]){ct_fleet_name(family), size, what, time, note});
}

static CtBestQuery
query_of(const CtGrounded *fleet, CtPathFinder *finder, const CtFactId *goal)
{
    return (CtBestQuery){.graph = fleet->graph,
                         .fixpoint = fleet->fixpoint,
                         .entries = &fleet->entry,
                         .n_entries = 1,
                         .finder = finder,
                         .targets = {.facts = goal, .n = 1, .need = 1},
                         .cost = CT_COST_TIME,
                         .k = N_WAYS};
}

static void
bench_time(CtTextTable *table,
           CtFleetFamily family,
           const char *size,
           const CtGrounded *fleet,
           CtBestQuery query)
{
    g_auto(CtCsr) edges = {0};
    double samples[REPEATS], floors[REPEATS], seconds, floor;
    uint32_t n_ways = 0;
    const char *limit = NULL;

    ct_floor_csr_build(fleet->graph, &edges);
    for (int repeat = 0; repeat < REPEATS; repeat++) {
        double began = ct_measure_seconds();

        dijkstra(&edges, fleet->entry);
        floors[repeat] = ct_measure_seconds() - began;
        began = ct_measure_seconds();
        g_autoptr(CtBestPaths) best = ct_best_paths_new(&query);
        samples[repeat] = ct_measure_seconds() - began;
        n_ways = best != NULL ? best->plans->len : 0;
        limit = best != NULL ? best->limit : NULL;
    }
    seconds = ct_measure_median(samples, REPEATS);
    floor = ct_measure_median(floors, REPEATS);
    g_autofree char *what = g_strdup_printf("%u ways by time", n_ways);
    g_autofree char *note =
        g_strdup_printf("%.1f × %d Dijkstras of %.4f s%s%s", seconds / (N_FLOORS * floor), N_FLOORS,
                        floor, limit != NULL ? "; " : "", limit != NULL ? limit : "");
    add_row(table, family, size, what, seconds, note);
}

static void
bench_effort(CtTextTable *table, CtFleetFamily family, const char *size, CtBestQuery query)
{
    double began = ct_measure_seconds();
    double seconds;

    query.cost = CT_COST_EFFORT;
    query.k = 1;
    query.seconds = 10;
    g_autoptr(CtBestPaths) best = ct_best_paths_new(&query);
    seconds = ct_measure_seconds() - began;
    if (best == NULL)
        return;

    const CtPlan *plan = g_ptr_array_index(best->plans, 0);
    CtPathCost cost;

    ct_plan_cost(query.graph, plan, &cost, NULL);
    g_autofree char *note =
        best->is_optimal
            ? g_strdup_printf("%u steps, %.2f h, proved the least", plan->n_attempts,
                              cost.effort_hours)
            : g_strdup_printf("%u steps, %.2f h; none under %.2f h, a gap of %.1f %%; %s",
                              plan->n_attempts, cost.effort_hours, best->lower_bound,
                              100 * MAX(cost.effort_hours - best->lower_bound, 0) /
                                  cost.effort_hours,
                              best->limit != NULL ? best->limit : "");
    add_row(table, family, size, "least effort", seconds, note);
}

static bool
run_size(CtTextTable *table, CtFleetFamily family, const char *size, GError **error)
{
    g_auto(CtGrounded) fleet = {0};

    if (!ct_grounded_init_fleet(&fleet, family, size, error))
        return false;
    double began = ct_measure_seconds();
    g_autoptr(CtPathFinder) finder = ct_path_finder_new(fleet.graph, &fleet.entry, 1);
    double seconds = ct_measure_seconds() - began;
    CtFactId goal =
        ct_graph_fact(fleet.graph, (CtFact){.kind = CT_FACT_EXEC,
                                            .level = CT_LEVEL_ADMIN,
                                            .entity = MIN(fleet.instances->n_assets, GOAL) - 1});

    add_row(table, family, size, "ready to ask", seconds, "once for all goals");
    bench_time(table, family, size, &fleet, query_of(&fleet, finder, &goal));
    bench_effort(table, family, size, query_of(&fleet, finder, &goal));
    return true;
}

int
main(int argc, char **argv)
{
    static const char *const headers[] = {"fleet", "assets", "what", "seconds", "", NULL};

    return ct_grounded_main(argc, argv, "cybertwin-bench-paths", headers, run_size);
}
