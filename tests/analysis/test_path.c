/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/brute_paths.h"
#include "tests/support/check.h"
#include "tests/support/graph_builder.h"

#include "analysis/path.h"

#define FACTS(...) ((const CtFactId[]){__VA_ARGS__})

static CtPlan *
best(const CtGraph *graph, CtFactId goal, CtCost cost)
{
    g_autoptr(CtPathFinder) finder = ct_path_finder_new(graph, FACTS(0), 1);

    return ct_path_finder_best(finder, &(CtTargets){.facts = &goal, .n = 1, .need = 1}, cost);
}

static void
test_a_shared_attempt_is_on_the_path_once(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(5);

    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 10, 0);
    ct_test_graph_attempt(test, 2, FACTS(1), 1, 0, 1, 0);
    ct_test_graph_attempt(test, 3, FACTS(1), 1, 0, 2, 0);
    ct_test_graph_attempt(test, 4, FACTS(2, 3), 2, 0, 3, 0);

    g_autoptr(CtPlan) plan = best(ct_test_graph_finish(test), 4, CT_COST_TIME);

    CU_ASSERT_PTR_NOT_NULL_FATAL(plan);
    CHECK_INT(plan->n_attempts, 4);
    CHECK_INT(plan->time_ms, 15);
    CHECK_INT(plan->steps.data[0].step, 0);
    CHECK_INT(plan->steps.data[1].step, 1);
    CHECK_INT(plan->steps.data[2].step, 2);
    CHECK_INT(plan->steps.data[3].step, 3);
    CHECK_INT(plan->steps.data[3].done_ms, 15);
    CU_ASSERT(plan->is_optimal && plan->is_minimal);
}

static void
test_what_a_dearer_attempt_gives_anyway_is_dropped(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(5);

    /* 1 comes early by its own attempt, and late, for nothing, with 2: the early one is spare
     * only where the goal does not wait for it. */
    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 1, 0);
    ct_test_graph_attempt(test, 2, FACTS(0), 1, 0, 9, 0);
    ct_test_graph_derive(test, 1, FACTS(2), 1, 0);
    ct_test_graph_derive(test, 3, FACTS(1, 2), 2, 0);

    g_autoptr(CtPlan) plan = best(ct_test_graph_finish(test), 3, CT_COST_TIME);

    CU_ASSERT_PTR_NOT_NULL_FATAL(plan);
    CHECK_INT(plan->n_attempts, 1);
    CHECK_INT(plan->time_ms, 9);
    CU_ASSERT(plan->is_optimal);
}

static void
test_a_path_says_when_minimality_costs_time(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(5);

    /* 4 needs 3 after 1; 1 is had at 1 by itself or at 10 from 2, which 4 needs too. */
    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 1, 0);
    ct_test_graph_attempt(test, 3, FACTS(1), 1, 0, 9, 0);
    ct_test_graph_attempt(test, 2, FACTS(0), 1, 0, 10, 0);
    ct_test_graph_derive(test, 1, FACTS(2), 1, 0);
    ct_test_graph_derive(test, 4, FACTS(2, 3), 2, 0);

    g_autoptr(CtPlan) plan = best(ct_test_graph_finish(test), 4, CT_COST_TIME);

    CU_ASSERT_PTR_NOT_NULL_FATAL(plan);
    CHECK_INT(plan->n_attempts, 2);
    CHECK_INT(plan->time_ms, 19);
    CHECK_INT(plan->bound, 10);
    CU_ASSERT(!plan->is_optimal);
}

static void
test_any_takes_the_nearest_and_all_takes_every_one(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(4);

    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 5, 0);
    ct_test_graph_attempt(test, 2, FACTS(0), 1, 0, 3, 0);

    const CtGraph *graph = ct_test_graph_finish(test);
    g_autoptr(CtPathFinder) finder = ct_path_finder_new(graph, FACTS(0), 1);
    CtTargets targets = {.facts = FACTS(1, 2), .n = 2, .need = 1};
    g_autoptr(CtPlan) any = ct_path_finder_best(finder, &targets, CT_COST_TIME);

    CU_ASSERT_PTR_NOT_NULL_FATAL(any);
    CHECK_INT(any->time_ms, 3);
    CHECK_INT(any->n_attempts, 1);
    CHECK_INT(any->targets.data[0], 2);

    targets.need = 2;
    g_autoptr(CtPlan) all = ct_path_finder_best(finder, &targets, CT_COST_TIME);
    CU_ASSERT_PTR_NOT_NULL_FATAL(all);
    CHECK_INT(all->time_ms, 5);
    CHECK_INT(all->n_attempts, 2);

    targets = (CtTargets){.facts = FACTS(1, 3), .n = 2, .need = 2};
    CU_ASSERT(!ct_path_finder_reaches(finder, &targets));
    CU_ASSERT_PTR_NULL(ct_path_finder_best(finder, &targets, CT_COST_TIME));
}

/* --- generated graphs against the exhaustive oracle --- */

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

/* Every step's premises are there before it. */
static bool
order_works(const CtGraph *graph, const CtPlan *plan)
{
    g_autofree bool *holds = g_new0(bool, graph->n_facts);

    holds[0] = true;
    for (uint32_t i = 0; i < plan->steps.length; i++) {
        uint32_t step = plan->steps.data[i].step;
        uint32_t n = 0;

        for (uint32_t j = graph->step_premise_start[step]; j < graph->step_premise_start[step + 1];
             j++)
            n += holds[graph->premises[j]];
        if (n < ct_graph_need(graph, step))
            return false;
        holds[graph->step_gain[step]] = true;
    }
    return holds[graph->n_facts - 1];
}

static bool
is_wrong(const CtGraph *graph, gpointer data)
{
    CtCost cost = (CtCost)GPOINTER_TO_INT(data);
    CtFactId goal = graph->n_facts - 1;
    g_autoptr(CtBrute) brute = ct_brute_new(graph, 0, goal);
    g_autoptr(CtPlan) plan = best(graph, goal, cost);
    bool is_listed = false;

    if (plan == NULL)
        return brute->reachable;
    if (!brute->reachable)
        return true;

    uint64_t mask = mask_of(graph, plan);
    g_autofree int64_t *time = ct_brute_times(graph, 0, mask);
    for (uint32_t i = 0; i < brute->minimal->len; i++)
        is_listed = is_listed || g_array_index(brute->minimal, uint64_t, i) == mask;
    if (!is_listed || !plan->is_minimal || time[goal] != plan->time_ms ||
        !order_works(graph, plan) || plan->n_attempts != (uint32_t)__builtin_popcountll(mask))
        return true;
    if (cost == CT_COST_SKILL)
        return plan->skill != brute->skill || plan->bound != brute->skill || !plan->is_optimal;
    if (plan->bound != brute->time || plan->is_optimal != (plan->time_ms == brute->time))
        return true;
    /* Where some minimal set is as early as any set, the path found is no later than the bound, or
     * says that it is not known to be optimal. */
    return plan->time_ms < brute->time_of_minimal;
}

static void
check_many(CtCost cost, uint32_t n, uint32_t n_attempts)
{
    uint32_t n_optimal = 0, n_reachable = 0;

    for (uint32_t i = 0; i < n; i++) {
        CtRandomGraph shape = {.seed = 100000 + i,
                               .n_facts = 5 + i % 5,
                               .n_attempts = 3 + i % n_attempts,
                               .n_derived = i % 8,
                               .thresholds = i % 2 == 1};
        g_autoptr(CtTestGraph) test = ct_random_graph(&shape);

        if (is_wrong(test->graph, GINT_TO_POINTER((int)cost))) {
            CtRandomGraph least =
                ct_random_graph_shrink(shape, is_wrong, GINT_TO_POINTER((int)cost));
            g_autofree char *text = ct_random_graph_text(&least);

            CHECK_MSG(false, "by %s, the path is wrong on\n%s", ct_cost_text(cost), text);
            return;
        }

        g_autoptr(CtPlan) plan = best(test->graph, test->graph->n_facts - 1, cost);
        n_reachable += plan != NULL;
        n_optimal += plan != NULL && plan->is_optimal;
    }
    CHECK_MSG(n_reachable > n / 4, "only %u of %u goals are reachable", n_reachable, n);
    CHECK_MSG(n_optimal * 100 >= n_reachable * 95, "only %u of %u paths are optimal", n_optimal,
              n_reachable);
}

static void
test_paths_by_time_are_minimal_and_work(void)
{
    check_many(CT_COST_TIME, 1500, 8);
}

static void
test_paths_by_skill_are_minimal_and_lowest(void)
{
    check_many(CT_COST_SKILL, 1000, 8);
}

CU_TestInfo test_path_tests[] = {
    {"a shared attempt is on the path once", test_a_shared_attempt_is_on_the_path_once},
    {"what a dearer attempt gives anyway is dropped",
     test_what_a_dearer_attempt_gives_anyway_is_dropped},
    {"a path says when minimality costs time", test_a_path_says_when_minimality_costs_time},
    {"any takes the nearest and all takes every one",
     test_any_takes_the_nearest_and_all_takes_every_one},
    {"paths by time are minimal and work", test_paths_by_time_are_minimal_and_work},
    {"paths by skill are minimal and lowest", test_paths_by_skill_are_minimal_and_lowest},
    CU_TEST_INFO_NULL,
};
