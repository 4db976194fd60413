/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is computed on the facts near a derivation is held against the whole graph: single paths
 * under bans and bounds of all kinds, and the k best against a partition that answers every problem
 * at once, on everything. Times are held against the exhaustive oracle.
 */
#include "tests/support/brute_paths.h"
#include "tests/support/check.h"
#include "tests/support/graph_builder.h"

#include "analysis/best_paths.h"

#include "base/bits.h"

#include <string.h>

enum { N_GRAPHS = 2400, N_BANS = 6, K = 30, LATEST = 100000 /* ms; no path takes so long */ };

#define FACTS(...) ((const CtFactId[]){__VA_ARGS__})

static CtRandomGraph
shape_of(uint32_t i)
{
    return (CtRandomGraph){.seed = 700000 + i,
                           .n_facts = 4 + i % 7,
                           .n_attempts = 4 + i % 8,
                           .n_derived = i % 6,
                           .thresholds = i % 2 == 1};
}

/* Bit i of @mask is the i-th attempt; what is no attempt is allowed. */
static uint64_t *
allow(const CtGraph *graph, uint64_t mask)
{
    uint64_t *allowed = ct_bits_new(graph->n_steps);
    uint32_t bit = 0;

    for (uint32_t s = 0; s < graph->n_steps; s++)
        if (graph->step_kind[s] != CT_STEP_ATTEMPT || (mask >> bit++ & 1) != 0)
            ct_bits_set(allowed, s);
    return allowed;
}

static uint64_t
mask_of(const CtGraph *graph, const CtPlan *plan)
{
    uint64_t mask = 0;
    uint32_t bit = 0;

    for (uint32_t s = 0; s < graph->n_steps; s++) {
        if (graph->step_kind[s] != CT_STEP_ATTEMPT)
            continue;
        for (uint32_t i = 0; i < plan->steps.length; i++)
            if (plan->steps.data[i].step == s)
                mask |= UINT64_C(1) << bit;
        bit++;
    }
    return mask;
}

static bool
plans_differ(const CtPlan *a, const CtPlan *b)
{
    if (a == NULL || b == NULL)
        return a != b;
    return a->steps.length != b->steps.length || a->time_ms != b->time_ms || a->bound != b->bound ||
           a->targets.length != b->targets.length ||
           memcmp(a->steps.data, b->steps.data, a->steps.length * sizeof *a->steps.data) != 0 ||
           memcmp(a->targets.data, b->targets.data, a->targets.length * sizeof *a->targets.data) !=
               0;
}

/* The earliest time of @targets with the attempts of @mask, by the oracle. */
static int64_t
brute_time(const CtGraph *graph, uint64_t mask, const CtTargets *targets)
{
    g_autofree int64_t *time = ct_brute_times(graph, 0, mask);
    int64_t first = time[targets->facts[0]];

    for (uint32_t i = 1; i < targets->n; i++)
        first = targets->need == 1 ? MIN(first, time[targets->facts[i]])
                                   : MAX(first, time[targets->facts[i]]);
    return first;
}

/* Under @mask and for each bound around the time that is had. */
static bool
bound_is_wrong(CtPathFinder *finder, const CtGraph *graph, const CtTargets *targets, uint64_t mask)
{
    g_autofree uint64_t *allowed = allow(graph, mask);
    g_autoptr(CtPlan) whole = ct_path_finder_within(finder, targets, allowed, CT_COST_TIME);
    int64_t time = brute_time(graph, mask, targets), next = 0;
    int64_t best = ct_path_finder_time(finder, targets);
    const int64_t bounds[] = {best,  best + 1, 2 * best, time - 1, time, MIN(time, LATEST) + 3,
                              LATEST};

    if ((whole == NULL) != (time == CT_BRUTE_NEVER) || (whole != NULL && whole->bound != time))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(bounds); i++) {
        if (bounds[i] < best || bounds[i] > LATEST)
            continue;
        g_autofree uint64_t *near = ct_path_finder_near(finder, targets, bounds[i], &next);
        g_autoptr(CtPlan) early = ct_path_finder_early(finder, targets, allowed, near, bounds[i]);

        if (plans_differ(early, time <= bounds[i] ? whole : NULL))
            return true;
        if (next <= bounds[i])
            return true;
        if (next == CT_KNUTH_NEVER) { /* these facts do for any time */
            g_autoptr(CtPlan) late =
                ct_path_finder_early(finder, targets, allowed, near, CT_KNUTH_NEVER);

            if (plans_differ(late, whole))
                return true;
        }
    }
    return false;
}

static bool
some_bound_is_wrong(const CtGraph *graph, gpointer data G_GNUC_UNUSED)
{
    g_autoptr(CtPathFinder) finder = ct_path_finder_new(graph, FACTS(0), 1);
    g_autoptr(GRand) rand = g_rand_new_with_seed(graph->n_steps);
    CtFactId facts[] = {graph->n_facts - 1, graph->n_facts - 2};

    for (uint32_t shape = 0; shape < 3; shape++) { /* one, any of two, all of two */
        CtTargets targets = {.facts = facts, .n = shape == 0 ? 1 : 2, .need = shape == 2 ? 2 : 1};

        if (!ct_path_finder_reaches(finder, &targets))
            continue;
        for (uint32_t i = 0; i < N_BANS; i++) {
            uint64_t mask = ~UINT64_C(0);

            for (uint32_t ban = 0; ban < i; ban++)
                mask &= ~(UINT64_C(1) << g_rand_int_range(rand, 0, 12));
            if (bound_is_wrong(finder, graph, &targets, mask))
                return true;
        }
    }
    return false;
}

/* --- the partition, each problem answered at once --- */

typedef struct Naive {
    uint64_t mask; /* of attempts allowed */
    CtPlan *plan;
} Naive;

static void
pose(GArray *open, CtPathFinder *finder, const CtGraph *graph, uint64_t mask, GHashTable *asked)
{
    CtFactId goal = graph->n_facts - 1;
    CtTargets targets = {.facts = &goal, .n = 1, .need = 1};
    g_autofree uint64_t *allowed = allow(graph, mask);
    Naive naive = {.mask = mask};

    if (!g_hash_table_add(asked, GSIZE_TO_POINTER(mask)))
        return;
    naive.plan = ct_path_finder_within(finder, &targets, allowed, CT_COST_TIME);
    if (naive.plan != NULL)
        g_array_append_val(open, naive);
}

/* The least by time, attempts, and when it was posed. */
static Naive
take(GArray *open)
{
    uint32_t best = 0;

    for (uint32_t i = 1; i < open->len; i++) {
        const CtPlan *a = g_array_index(open, Naive, i).plan;
        const CtPlan *b = g_array_index(open, Naive, best).plan;

        if (a->time_ms < b->time_ms || (a->time_ms == b->time_ms && a->n_attempts < b->n_attempts))
            best = i;
    }
    Naive naive = g_array_index(open, Naive, best);
    g_array_remove_index(open, best);
    return naive;
}

static void
naive_clear(gpointer data)
{
    ct_plan_free(((Naive *)data)->plan);
}

typedef struct Found {
    uint64_t mask;
    int64_t time_ms;
    uint32_t n_attempts;
} Found;

/* By time and attempts; then the one whose first attempt of its own comes sooner in the file. */
static gint
compare_found(gconstpointer left, gconstpointer right)
{
    const Found *a = left, *b = right;
    uint64_t differs = a->mask ^ b->mask;

    if (a->time_ms != b->time_ms)
        return a->time_ms < b->time_ms ? -1 : 1;
    if (a->n_attempts != b->n_attempts)
        return a->n_attempts < b->n_attempts ? -1 : 1;
    return (a->mask & differs & -differs) != 0 ? -1 : 1;
}

/* Up to @k sets, in their order. */
static GArray *
naive_best(const CtGraph *graph, uint32_t k)
{
    g_autoptr(CtPathFinder) finder = ct_path_finder_new(graph, FACTS(0), 1);
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Naive));
    g_autoptr(GHashTable) asked = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) found = g_hash_table_new(NULL, NULL);
    GArray *sets = g_array_new(FALSE, FALSE, sizeof(Found));

    pose(open, finder, graph, 0xffffffff, asked);
    while (open->len > 0 && sets->len < k) {
        Naive naive = take(open);
        uint64_t set = mask_of(graph, naive.plan);

        Found one = {.mask = set,
                     .time_ms = naive.plan->time_ms,
                     .n_attempts = naive.plan->n_attempts};

        if (g_hash_table_add(found, GSIZE_TO_POINTER(set)))
            g_array_append_val(sets, one);
        for (uint32_t bit = 0; bit < 32; bit++)
            if ((set >> bit & 1) != 0)
                pose(open, finder, graph, naive.mask & ~(UINT64_C(1) << bit), asked);
        naive_clear(&naive);
    }
    g_array_set_clear_func(open, naive_clear);
    g_array_sort(sets, compare_found);
    return sets;
}

static bool
partition_differs(const CtGraph *graph, gpointer data)
{
    uint32_t k = (uint32_t)GPOINTER_TO_INT(data);
    CtFactId goal = graph->n_facts - 1;
    g_autoptr(CtPathFinder) finder = ct_path_finder_new(graph, FACTS(0), 1);
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(graph, FACTS(0), 1);
    g_autoptr(GArray) sets = naive_best(graph, k);
    g_autoptr(CtBestPaths) best =
        ct_best_paths_new(&(CtBestQuery){.graph = graph,
                                         .fixpoint = fixpoint,
                                         .entries = FACTS(0),
                                         .n_entries = 1,
                                         .finder = finder,
                                         .targets = {.facts = &goal, .n = 1, .need = 1},
                                         .cost = CT_COST_TIME,
                                         .k = k});

    if (best == NULL)
        return sets->len > 0;
    if (best->plans->len != sets->len)
        return true;
    for (uint32_t i = 0; i < sets->len; i++)
        if (mask_of(graph, g_ptr_array_index(best->plans, i)) != g_array_index(sets, Found, i).mask)
            return true;
    return false;
}

static void
check_many(const char *what, bool (*is_wrong)(const CtGraph *, gpointer), gpointer data)
{
    for (uint32_t i = 0; i < N_GRAPHS; i++) {
        CtRandomGraph shape = shape_of(i);
        g_autoptr(CtTestGraph) test = ct_random_graph(&shape);

        if (!is_wrong(test->graph, data))
            continue;

        CtRandomGraph least = ct_random_graph_shrink(shape, is_wrong, data);
        g_autofree char *text = ct_random_graph_text(&least);

        CHECK_MSG(false, "%s on\n%s", what, text);
        return;
    }
}

static void
test_near_facts_give_what_the_whole_graph_gives(void)
{
    check_many("a bound changes the path", some_bound_is_wrong, NULL);
}

static void
test_waiting_problems_change_no_order(void)
{
    check_many("other ways, or in another order", partition_differs, GINT_TO_POINTER(K));
    check_many("other ways, or in another order", partition_differs, GINT_TO_POINTER(3));
}

/* Two lines to the goal; what hangs beside them late is not near, and named as the next. */
static void
test_what_is_too_late_is_not_near(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(5);
    CtFactId goal = 4;
    CtTargets targets = {.facts = &goal, .n = 1, .need = 1};
    int64_t next = 0;

    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 10, 0);
    ct_test_graph_attempt(test, 4, FACTS(1), 1, 0, 10, 0);
    ct_test_graph_attempt(test, 2, FACTS(0), 1, 0, 10, 0);
    ct_test_graph_attempt(test, 4, FACTS(2), 1, 0, 25, 0);
    ct_test_graph_attempt(test, 3, FACTS(4), 1, 0, 1, 0);
    ct_test_graph_finish(test);

    g_autoptr(CtPathFinder) finder = ct_path_finder_new(test->graph, FACTS(0), 1);
    g_autofree uint64_t *near = ct_path_finder_near(finder, &targets, 20, &next);
    CHECK_INT(next, 35);
    CU_ASSERT(ct_bits_get(near, 0) && ct_bits_get(near, 1) && ct_bits_get(near, 4));
    CU_ASSERT(!ct_bits_get(near, 2) && !ct_bits_get(near, 3));

    g_autofree uint64_t *all = ct_path_finder_near(finder, &targets, 35, &next);
    CHECK_INT(next == CT_KNUTH_NEVER, true);
    CU_ASSERT(ct_bits_get(all, 2) && !ct_bits_get(all, 3));
}

/*
 * Without the first attempt there is a way as early as the best, but what is minimal of it comes
 * later than the way without the second attempt, which waits beyond the bound.
 */
static void
test_what_waits_goes_before_what_minimality_made_late(void)
{
    static const int64_t times[] = {7, 8, 10, 11};
    enum { A = 2, B, C, GOAL };
    g_autoptr(CtTestGraph) test = ct_test_graph_new(GOAL + 1);
    g_autoptr(CtPathFinder) finder = NULL;
    g_autoptr(CtFixpoint) fixpoint = NULL;
    CtFactId goal = GOAL;

    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 4, 0);
    ct_test_graph_attempt(test, GOAL, FACTS(1), 1, 0, 3, 0);
    ct_test_graph_attempt(test, GOAL, FACTS(1), 1, 0, 4, 0);
    ct_test_graph_attempt(test, A, FACTS(0), 1, 0, 1, 0);
    ct_test_graph_attempt(test, C, FACTS(A), 1, 0, 3, 0);
    ct_test_graph_attempt(test, B, FACTS(0), 1, 0, 4, 0);
    ct_test_graph_derive(test, A, FACTS(B), 1, 0);
    ct_test_graph_derive(test, 1, FACTS(B, C), 2, 0);
    ct_test_graph_finish(test);
    finder = ct_path_finder_new(test->graph, FACTS(0), 1);
    fixpoint = ct_fixpoint_new(test->graph, FACTS(0), 1);

    g_autoptr(CtBestPaths) best =
        ct_best_paths_new(&(CtBestQuery){.graph = test->graph,
                                         .fixpoint = fixpoint,
                                         .entries = FACTS(0),
                                         .n_entries = 1,
                                         .finder = finder,
                                         .targets = {.facts = &goal, .n = 1, .need = 1},
                                         .cost = CT_COST_TIME,
                                         .k = 9});
    CU_ASSERT_FATAL(best != NULL && best->plans->len == G_N_ELEMENTS(times));
    for (uint32_t i = 0; i < best->plans->len; i++)
        CHECK_INT(((const CtPlan *)g_ptr_array_index(best->plans, i))->time_ms, times[i]);
}

CU_TestInfo test_path_near_tests[] = {
    {"what is too late is not near", test_what_is_too_late_is_not_near},
    {"near facts give what the whole graph gives", test_near_facts_give_what_the_whole_graph_gives},
    {"waiting problems change no order", test_waiting_problems_change_no_order},
    {"what waits goes before what minimality made late",
     test_what_waits_goes_before_what_minimality_made_late},
    CU_TEST_INFO_NULL,
};
