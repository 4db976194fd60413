/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/brute_paths.h"
#include "tests/support/check.h"
#include "tests/support/graph_builder.h"

#include "analysis/best_paths.h"

#include <math.h>
#include <string.h>

#define FACTS(...) ((const CtFactId[]){__VA_ARGS__})

static CtBestPaths *
best_within(const CtGraph *graph, CtCost cost, uint32_t k, uint64_t work)
{
    g_autoptr(CtPathFinder) finder = ct_path_finder_new(graph, FACTS(0), 1);
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(graph, FACTS(0), 1);
    CtFactId goal = graph->n_facts - 1;

    return ct_best_paths_new(&(CtBestQuery){.graph = graph,
                                            .fixpoint = fixpoint,
                                            .entries = FACTS(0),
                                            .n_entries = 1,
                                            .finder = finder,
                                            .targets = {.facts = &goal, .n = 1, .need = 1},
                                            .cost = cost,
                                            .k = k,
                                            .work = work});
}

static CtBestPaths *
best_of(const CtGraph *graph, CtCost cost, uint32_t k)
{
    return best_within(graph, cost, k, 0);
}

static uint64_t
mask_of(const CtGraph *graph, const CtPlan *plan)
{
    uint64_t mask = 0;

    for (uint32_t i = 0; i < plan->steps.length; i++) {
        uint32_t bit = 0;

        if (graph->step_kind[plan->steps.data[i].step] != CT_STEP_ATTEMPT)
            continue;
        for (uint32_t s = 0; s < plan->steps.data[i].step; s++)
            bit += graph->step_kind[s] == CT_STEP_ATTEMPT;
        mask |= UINT64_C(1) << bit;
    }
    return mask;
}

/* The place of @mask among the minimal sets, -1 if it is none. */
static int
place_of(const CtBrute *brute, uint64_t mask)
{
    for (uint32_t i = 0; i < brute->minimal->len; i++)
        if (g_array_index(brute->minimal, uint64_t, i) == mask)
            return (int)i;
    return -1;
}

/* Every minimal set comes out once, and nothing else. */
static bool
misses_a_set(const CtGraph *graph, gpointer data)
{
    CtCost cost = (CtCost)GPOINTER_TO_INT(data);
    g_autoptr(CtBrute) brute = ct_brute_new(graph, 0, graph->n_facts - 1);
    g_autoptr(CtBestPaths) best = best_of(graph, cost, 40);
    uint64_t seen = 0;

    if (best == NULL)
        return brute->reachable;
    for (uint32_t i = 0; i < best->plans->len; i++) {
        int place = place_of(brute, mask_of(graph, g_ptr_array_index(best->plans, i)));

        if (place < 0 || (place < 64 && (seen >> place & 1) != 0))
            return true;
        seen |= UINT64_C(1) << MIN(place, 63);
    }
    return best->plans->len != MIN(brute->minimal->len, 40);
}

/* The least size of a minimal set by sum, and each set no smaller than the one before. */
static bool
steps_are_wrong(const CtGraph *graph, gpointer data G_GNUC_UNUSED)
{
    g_autoptr(CtBrute) brute = ct_brute_new(graph, 0, graph->n_facts - 1);
    g_autoptr(CtBestPaths) best = best_of(graph, CT_COST_STEPS, 3);
    uint32_t last = 0;

    if (best == NULL)
        return brute->reachable;
    for (uint32_t i = 0; i < best->plans->len; i++) {
        const CtPlan *plan = g_ptr_array_index(best->plans, i);

        if (place_of(brute, mask_of(graph, plan)) < 0 || plan->n_attempts < last)
            return true;
        last = plan->n_attempts;
        if (i == 0 && plan->n_attempts != brute->steps)
            return true;
    }
    return !best->is_optimal;
}

static void
check_many(bool (*is_wrong)(const CtGraph *, gpointer), CtCost cost, uint32_t n)
{
    uint32_t n_several = 0;

    for (uint32_t i = 0; i < n; i++) {
        CtRandomGraph shape = {.seed = 40000 + i,
                               .n_facts = 4 + i % 4,
                               .n_attempts = 7 + i % 5,
                               .n_derived = i % 3,
                               .thresholds = i % 2 == 1};
        g_autoptr(CtTestGraph) test = ct_random_graph(&shape);
        g_autoptr(CtBrute) brute = ct_brute_new(test->graph, 0, test->graph->n_facts - 1);

        n_several += brute->minimal->len > 1;
        if (is_wrong(test->graph, GINT_TO_POINTER((int)cost))) {
            CtRandomGraph least =
                ct_random_graph_shrink(shape, is_wrong, GINT_TO_POINTER((int)cost));
            g_autofree char *text = ct_random_graph_text(&least);

            CHECK_MSG(false, "by %s, wrong on\n%s", ct_cost_text(cost), text);
            return;
        }
    }
    CHECK_MSG(n_several > n / 10, "only %u of %u graphs have several minimal sets", n_several, n);
}

static void
test_every_minimal_set_is_found_by_time(void)
{
    check_many(misses_a_set, CT_COST_TIME, 2000);
}

static void
test_every_minimal_set_is_found_by_skill(void)
{
    check_many(misses_a_set, CT_COST_SKILL, 400);
}

static void
test_the_fewest_steps_come_first(void)
{
    check_many(steps_are_wrong, CT_COST_STEPS, 400);
}

static void
test_paths_come_cheapest_first(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(3);

    ct_test_graph_attempt(test, 2, FACTS(0), 1, 0, 30, 0);
    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 5, 2);
    ct_test_graph_attempt(test, 2, FACTS(1), 1, 0, 5, 0);
    ct_test_graph_attempt(test, 2, FACTS(0), 1, 0, 20, 1);

    g_autoptr(CtBestPaths) by_time = best_of(ct_test_graph_finish(test), CT_COST_TIME, 5);
    CU_ASSERT_PTR_NOT_NULL_FATAL(by_time);
    CHECK_INT(by_time->plans->len, 3);
    CHECK_INT(((CtPlan *)g_ptr_array_index(by_time->plans, 0))->time_ms, 10);
    CHECK_INT(((CtPlan *)g_ptr_array_index(by_time->plans, 1))->time_ms, 20);
    CHECK_INT(((CtPlan *)g_ptr_array_index(by_time->plans, 2))->time_ms, 30);
    CHECK_INT((int)by_time->lower_bound, 10);

    g_autoptr(CtBestPaths) by_skill = best_of(test->graph, CT_COST_SKILL, 5);
    CU_ASSERT_PTR_NOT_NULL_FATAL(by_skill);
    CHECK_INT(((CtPlan *)g_ptr_array_index(by_skill->plans, 0))->skill, 0);
    CHECK_INT(((CtPlan *)g_ptr_array_index(by_skill->plans, 2))->skill, 2);
}

enum { N_LAYERS = 8, N_BESIDE = 4, N_BLOCKS = 120, N_LINES = 450 };

/* More ways than anybody lists: each of eight layers is passed by one of four attempts. */
static void
test_too_many_ways_end_at_the_limit_of_tries(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(N_LAYERS + 1);
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    int64_t last = 0;

    for (uint32_t layer = 0; layer < N_LAYERS; layer++)
        for (uint32_t i = 0; i < N_BESIDE; i++)
            ct_test_graph_attempt(test, layer + 1, FACTS(layer), 1, 0, 1 + i, 0);
    g_autoptr(CtBestPaths) best = best_of(ct_test_graph_finish(test), CT_COST_TIME, 10000);
    CHECK_INT(best->is_optimal, true);
    CU_ASSERT_PTR_NOT_NULL_FATAL(best->limit);
    CU_ASSERT_PTR_NOT_NULL(strstr(best->limit, "tries"));
    CU_ASSERT(best->plans->len > 50 && best->plans->len < 10000);
    for (uint32_t i = 0; i < best->plans->len; i++) {
        const CtPlan *plan = g_ptr_array_index(best->plans, i);

        CHECK_INT(plan->n_attempts, N_LAYERS);
        CU_ASSERT(plan->time_ms >= last);
        CU_ASSERT(g_hash_table_add(seen, GSIZE_TO_POINTER(mask_of(test->graph, plan))));
        last = plan->time_ms;
    }
}

/* The hundred best of them are within the limit, and counted: 1 of time 8, 8 of 9, 36 of 10. */
static void
test_as_many_ways_as_fit_have_no_limit(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(N_LAYERS + 1);

    for (uint32_t layer = 0; layer < N_LAYERS; layer++)
        for (uint32_t i = 0; i < N_BESIDE; i++)
            ct_test_graph_attempt(test, layer + 1, FACTS(layer), 1, 0, 1 + i, 0);
    g_autoptr(CtBestPaths) best = best_of(ct_test_graph_finish(test), CT_COST_TIME, 45);
    CU_ASSERT_PTR_NULL(best->limit);
    CHECK_INT(best->plans->len, 45);
    for (uint32_t i = 0; i < best->plans->len; i++)
        CHECK_INT(((CtPlan *)g_ptr_array_index(best->plans, i))->time_ms,
                  i < 1 ? 8 : (i < 9 ? 9 : 10));
}

/*
 * The goal needs one of three blocks in each of 450 lines: a covering problem whose
 * relaxation is far from any answer (D. R. Fulkerson, G. L. Nemhauser, L. E. Trotter, "Two
 * computationally difficult set covering problems", Mathematical Programming Study 2, 1974, have
 * lines of three, too).
 */
static CtTestGraph *
covering_graph(void)
{
    CtTestGraph *test = ct_test_graph_new(N_BLOCKS + N_LINES + 2);
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    CtFactId lines[N_LINES];

    for (uint32_t block = 1; block <= N_BLOCKS; block++)
        ct_test_graph_attempt(test, block, FACTS(0), 1, 0, 3600000, 0);
    for (uint32_t i = 0; i < N_LINES; i++) {
        CtFactId a = (CtFactId)g_rand_int_range(rand, 1, N_BLOCKS - 1);
        CtFactId b = (CtFactId)g_rand_int_range(rand, (gint32)a + 1, N_BLOCKS);
        CtFactId c = (CtFactId)g_rand_int_range(rand, (gint32)b + 1, N_BLOCKS + 1);

        lines[i] = N_BLOCKS + 1 + i;
        ct_test_graph_derive(test, lines[i], FACTS(a, b, c), 3, 1);
    }
    ct_test_graph_derive(test, N_BLOCKS + N_LINES + 1, lines, N_LINES, 0);
    ct_test_graph_finish(test);
    return test;
}

static void
test_what_explodes_ends_at_its_limit_with_a_bound(void)
{
    g_autoptr(CtTestGraph) test = covering_graph();

    for (CtCost cost = 0; cost < CT_COST_COUNT; cost++) {
        if (cost != CT_COST_EFFORT && cost != CT_COST_STEPS && cost != CT_COST_PROBABILITY)
            continue;
        g_autoptr(CtBestPaths) best = best_within(test->graph, cost, 3, 2 * 1000 * 1000);
        const CtPlan *plan = g_ptr_array_index(best->plans, 0);
        double found = plan->n_attempts; /* an hour each, works half the time */

        CU_ASSERT_PTR_NOT_NULL_FATAL(best->limit);
        CU_ASSERT_PTR_NOT_NULL(strstr(best->limit, "--max-search"));
        CU_ASSERT(!best->is_optimal);
        if (cost == CT_COST_PROBABILITY) {
            CU_ASSERT(best->lower_bound < 1);
            CU_ASSERT(best->lower_bound >= pow(0.25, found));
        } else {
            CU_ASSERT(best->lower_bound > 1);
            CU_ASSERT(best->lower_bound <= found + 1e-4);
        }
    }
}

/* An attempt of no time and effort, and one of more than a lifetime. */
static void
test_zero_and_huge_costs(void)
{
    static const CtCost sums[] = {CT_COST_EFFORT, CT_COST_TIME};
    const int64_t huge = INT64_C(4000000000000000000);
    g_autoptr(CtTestGraph) test = ct_test_graph_new(4);

    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 0, 0);
    ct_test_graph_attempt(test, 2, FACTS(1), 1, 0, huge, 0);
    ct_test_graph_attempt(test, 3, FACTS(2), 1, 0, huge, 0);
    ct_test_graph_attempt(test, 3, FACTS(1), 1, 0, huge, 0);
    ct_test_graph_finish(test);
    for (size_t i = 0; i < G_N_ELEMENTS(sums); i++) {
        g_autoptr(CtBestPaths) best = best_of(test->graph, sums[i], 5);

        CHECK_INT(best->plans->len, 2);
        CHECK_INT(((CtPlan *)g_ptr_array_index(best->plans, 0))->n_attempts, 2);
        CHECK_INT(((CtPlan *)g_ptr_array_index(best->plans, 1))->n_attempts, 3);
        CU_ASSERT_PTR_NULL(best->limit);
        CU_ASSERT(isfinite(best->lower_bound) && best->lower_bound > 0);
    }
}

/* To shorten a way of a hundred attempts costs a hundred tries of it; so fewer ways are looked for.
 */
static void
test_long_ways_take_more_of_the_limit(void)
{
    enum { N_TARGETS = 150, NEED = 100 };
    g_autoptr(CtTestGraph) test = ct_test_graph_new(N_TARGETS + 2);
    CtFactId needs[N_TARGETS];

    for (uint32_t i = 0; i < N_TARGETS; i++) {
        needs[i] = i + 1;
        ct_test_graph_attempt(test, i + 1, FACTS(0), 1, 0, i + 1, 0);
    }
    ct_test_graph_derive(test, N_TARGETS + 1, needs, N_TARGETS, NEED);

    g_autoptr(CtBestPaths) best = best_of(ct_test_graph_finish(test), CT_COST_TIME, 400);
    const CtPlan *first = g_ptr_array_index(best->plans, 0);

    CHECK_INT(first->n_attempts, NEED);
    CHECK_INT(first->time_ms, NEED);
    CU_ASSERT(best->plans->len > 1 && best->plans->len < 150);
    CU_ASSERT_PTR_NOT_NULL_FATAL(best->limit);
    CU_ASSERT_PTR_NOT_NULL(strstr(best->limit, "tries"));
}

CU_TestInfo test_best_paths_tests[] = {
    {"long ways take more of the limit", test_long_ways_take_more_of_the_limit},
    {"too many ways end at the limit of tries", test_too_many_ways_end_at_the_limit_of_tries},
    {"as many ways as fit have no limit", test_as_many_ways_as_fit_have_no_limit},
    {"what explodes ends at its limit with a bound",
     test_what_explodes_ends_at_its_limit_with_a_bound},
    {"zero and huge costs", test_zero_and_huge_costs},
    {"paths come cheapest first", test_paths_come_cheapest_first},
    {"every minimal set is found by time", test_every_minimal_set_is_found_by_time},
    {"every minimal set is found by skill", test_every_minimal_set_is_found_by_skill},
    {"the fewest steps come first", test_the_fewest_steps_come_first},
    CU_TEST_INFO_NULL,
};
