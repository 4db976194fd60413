/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/brute_paths.h"
#include "tests/support/check.h"
#include "tests/support/graph_builder.h"

#include "analysis/costs.h"
#include "analysis/knuth.h"

#include "base/bits.h"

#define FACTS(...) ((const CtFactId[]){__VA_ARGS__})

/* Own costs of the builder's attempts, without asking a distribution for its mean. */
static int64_t *
times_of(const CtGraph *graph)
{
    int64_t *own = g_new(int64_t, graph->templates.length + 1);

    for (uint32_t i = 0; i < graph->templates.length; i++)
        own[i] = (int64_t)graph->templates.data[i].verdict->time.a;
    return own;
}

static void
test_a_step_waits_for_its_latest_premise(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(4);

    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 10, 0);
    ct_test_graph_attempt(test, 2, FACTS(0), 1, 0, 25, 0);
    ct_test_graph_attempt(test, 3, FACTS(1, 2), 2, 0, 5, 0);

    const CtGraph *graph = ct_test_graph_finish(test);
    g_autofree int64_t *own = times_of(graph);
    g_autoptr(CtKnuth) knuth = ct_knuth_new(graph);

    ct_knuth_run(knuth, &(CtKnuthProblem){.how = CT_KNUTH_LATEST,
                                          .own = own,
                                          .entries = FACTS(0),
                                          .n_entries = 1});
    CHECK_INT(knuth->cost[3], 30);
    CHECK_INT(knuth->step[3], 2);
    CHECK_INT(knuth->step[0], CT_NO_ID);
    CHECK_INT(knuth->n_settled, 4);
    ct_knuth_run(knuth, &(CtKnuthProblem){
                            .how = CT_KNUTH_TREE, .own = own, .entries = FACTS(0), .n_entries = 1});
    CHECK_INT(knuth->cost[3], 40);
}

static void
test_a_threshold_takes_its_cheapest_premises(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(5);

    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 30, 0);
    ct_test_graph_attempt(test, 2, FACTS(0), 1, 0, 10, 0);
    ct_test_graph_attempt(test, 3, FACTS(0), 1, 0, 20, 0);
    ct_test_graph_derive(test, 4, FACTS(1, 2, 3), 3, 2);

    const CtGraph *graph = ct_test_graph_finish(test);
    g_autofree int64_t *own = times_of(graph);
    g_autoptr(CtKnuth) knuth = ct_knuth_new(graph);
    CtKnuthProblem problem = {.how = CT_KNUTH_LATEST,
                              .own = own,
                              .entries = FACTS(0),
                              .n_entries = 1};
    g_auto(CtIds) premises = {0};

    ct_knuth_run(knuth, &problem);
    CHECK_INT(knuth->cost[4], 20);
    CHECK_INT(knuth->at[3], 20); /* the dearest comes once enough are there, and changes nothing */
    ct_knuth_premises(knuth, &problem, 3, &premises);
    CHECK_INT(premises.length, 2);
    CHECK_INT(premises.data[0], 2);
    CHECK_INT(premises.data[1], 3);
}

/* Two steps that yield a fact at one time: the first in file order, whichever is offered first. */
static void
test_of_steps_that_end_together_the_first_counts(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(4);
    uint32_t first = ct_test_graph_attempt(test, 3, FACTS(2), 1, 0, 5, 0);

    ct_test_graph_attempt(test, 3, FACTS(1), 1, 0, 15, 0);
    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 10, 0);
    ct_test_graph_attempt(test, 2, FACTS(0), 1, 0, 20, 0);

    const CtGraph *graph = ct_test_graph_finish(test);
    g_autofree int64_t *own = times_of(graph);
    g_autoptr(CtKnuth) knuth = ct_knuth_new(graph);

    ct_knuth_run(knuth, &(CtKnuthProblem){.how = CT_KNUTH_LATEST,
                                          .own = own,
                                          .entries = FACTS(0),
                                          .n_entries = 1});
    CHECK_INT(knuth->cost[3], 25);
    CHECK_INT(knuth->step[3], first);
}

static void
test_a_cycle_gives_nothing_by_itself(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(4);

    ct_test_graph_derive(test, 1, FACTS(2), 1, 0);
    ct_test_graph_derive(test, 2, FACTS(1), 1, 0);
    ct_test_graph_attempt(test, 3, FACTS(0), 1, 0, 7, 0);

    const CtGraph *graph = ct_test_graph_finish(test);
    g_autofree int64_t *own = times_of(graph);
    g_autoptr(CtKnuth) knuth = ct_knuth_new(graph);

    ct_knuth_run(knuth, &(CtKnuthProblem){.how = CT_KNUTH_LATEST,
                                          .own = own,
                                          .entries = FACTS(0),
                                          .n_entries = 1});
    CU_ASSERT(!ct_knuth_holds(knuth, 1));
    CU_ASSERT(!ct_knuth_holds(knuth, 2));
    CHECK_INT(knuth->cost[3], 7);
}

static void
test_equal_costs_go_to_fewer_steps_then_file_order(void)
{
    g_autoptr(CtTestGraph) test = ct_test_graph_new(4);

    /* 3 at time 4: in two steps over 1, in one, and in one again. */
    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 2, 0);
    ct_test_graph_attempt(test, 3, FACTS(1), 1, 0, 2, 0);
    ct_test_graph_attempt(test, 3, FACTS(0), 1, 0, 4, 0);
    ct_test_graph_attempt(test, 3, FACTS(0), 1, 0, 4, 0);

    const CtGraph *graph = ct_test_graph_finish(test);
    g_autofree int64_t *own = times_of(graph);
    g_autofree int64_t *ones = ct_costs_step(graph, CT_SKILL_EXPERT);
    g_autofree uint64_t *slice = ct_bits_new(graph->n_facts);
    g_autoptr(CtKnuth) knuth = ct_knuth_new(graph);
    g_autoptr(CtKnuth) fewest = ct_knuth_new(graph);

    ct_knuth_run(knuth, &(CtKnuthProblem){.how = CT_KNUTH_LATEST,
                                          .own = own,
                                          .entries = FACTS(0),
                                          .n_entries = 1});
    ct_knuth_slice(knuth, own, FACTS(3), 1, slice);
    ct_knuth_run(fewest, &(CtKnuthProblem){.how = CT_KNUTH_TREE,
                                           .own = ones,
                                           .entries = FACTS(0),
                                           .n_entries = 1,
                                           .slice = slice,
                                           .tight = knuth,
                                           .tight_own = own});
    CHECK_INT(fewest->cost[3], 1);
    CHECK_INT(fewest->step[3], 2);
}

/* --- generated graphs against the exhaustive oracle --- */

typedef struct Against {
    CtKnuthHow how;
} Against;

static int64_t
brute_cost(const CtGraph *graph, CtKnuthHow how)
{
    CtFactId goal = graph->n_facts - 1;

    if (how == CT_KNUTH_LATEST) {
        g_autofree int64_t *time = ct_brute_times(graph, 0, UINT64_MAX);

        return time[goal] == CT_BRUTE_NEVER ? -1 : time[goal];
    }

    g_autoptr(CtBrute) brute = ct_brute_new(graph, 0, goal);
    return brute->reachable ? brute->skill : -1;
}

static bool
differs_from_brute(const CtGraph *graph, gpointer data)
{
    const Against *against = data;
    g_autofree int64_t *own =
        against->how == CT_KNUTH_LATEST ? times_of(graph) : ct_costs_skill(graph);
    g_autoptr(CtKnuth) knuth = ct_knuth_new(graph);
    CtFactId goal = graph->n_facts - 1;

    ct_knuth_run(knuth, &(CtKnuthProblem){
                            .how = against->how, .own = own, .entries = FACTS(0), .n_entries = 1});

    int64_t got = ct_knuth_holds(knuth, goal) ? knuth->cost[goal] : -1;
    return got != brute_cost(graph, against->how);
}

/* @n shapes, every other one with thresholds; reports the smallest failing one. */
static void
compare_many(Against against, uint32_t n, uint32_t n_attempts)
{
    uint32_t n_reachable = 0;

    for (uint32_t i = 0; i < n; i++) {
        CtRandomGraph shape = {.seed = i + 1,
                               .n_facts = 5 + i % 6,
                               .n_attempts = 2 + i % n_attempts,
                               .n_derived = i % 7,
                               .thresholds = i % 2 == 1};
        g_autoptr(CtTestGraph) test = ct_random_graph(&shape);

        n_reachable += brute_cost(test->graph, CT_KNUTH_LATEST) >= 0;
        if (differs_from_brute(test->graph, &against)) {
            CtRandomGraph least = ct_random_graph_shrink(shape, differs_from_brute, &against);
            g_autofree char *text = ct_random_graph_text(&least);

            CHECK_MSG(false, "differs from the oracle on\n%s", text);
            return;
        }
    }
    CHECK_MSG(n_reachable > n / 5, "only %u of %u goals are reachable", n_reachable, n);
    CHECK_MSG(n_reachable < n, "no goal is unreachable");
}

static void
test_time_is_the_brute_force_optimum(void)
{
    compare_many((Against){.how = CT_KNUTH_LATEST}, 4000, 20);
}

static void
test_skill_is_the_brute_force_optimum(void)
{
    compare_many((Against){.how = CT_KNUTH_HIGHEST}, 800, 10);
}

static bool
differs_after_use(const CtGraph *graph, gpointer data G_GNUC_UNUSED)
{
    g_autofree int64_t *own = times_of(graph);
    g_autofree int64_t *ones = ct_costs_step(graph, CT_SKILL_EXPERT);
    g_autoptr(CtKnuth) used = ct_knuth_new(graph);
    g_autoptr(CtKnuth) fresh = ct_knuth_new(graph);
    CtFactId goal = graph->n_facts - 1;
    CtKnuthProblem problem = {.how = CT_KNUTH_LATEST,
                              .own = own,
                              .entries = FACTS(0),
                              .n_entries = 1};

    ct_knuth_run(used, &(CtKnuthProblem){.how = CT_KNUTH_TREE,
                                         .own = ones,
                                         .entries = FACTS(1),
                                         .n_entries = 1,
                                         .targets = &goal,
                                         .n_targets = 1});
    ct_knuth_run(used, &problem);
    ct_knuth_run(fresh, &problem);
    for (uint32_t f = 0; f < graph->n_facts; f++)
        if (used->rank[f] != fresh->rank[f] ||
            (used->rank[f] != 0 &&
             (used->cost[f] != fresh->cost[f] || used->step[f] != fresh->step[f])))
            return true;
    return used->n_settled != fresh->n_settled;
}

static void
test_a_used_workspace_answers_as_a_fresh_one(void)
{
    for (uint32_t i = 0; i < 1000; i++) {
        CtRandomGraph shape = {.seed = 7000 + i,
                               .n_facts = 6 + i % 20,
                               .n_attempts = 10,
                               .n_derived = 10,
                               .thresholds = true};
        g_autoptr(CtTestGraph) test = ct_random_graph(&shape);

        if (differs_after_use(test->graph, NULL)) {
            CtRandomGraph least = ct_random_graph_shrink(shape, differs_after_use, NULL);
            g_autofree char *text = ct_random_graph_text(&least);

            CHECK_MSG(false, "a used workspace differs on\n%s", text);
            return;
        }
    }
}

CU_TestInfo test_knuth_tests[] = {
    {"a step waits for its latest premise", test_a_step_waits_for_its_latest_premise},
    {"a threshold takes its cheapest premises", test_a_threshold_takes_its_cheapest_premises},
    {"of steps that end together the first counts",
     test_of_steps_that_end_together_the_first_counts},
    {"a cycle gives nothing by itself", test_a_cycle_gives_nothing_by_itself},
    {"equal costs go to fewer steps, then file order",
     test_equal_costs_go_to_fewer_steps_then_file_order},
    {"time is the brute-force optimum", test_time_is_the_brute_force_optimum},
    {"skill is the brute-force optimum", test_skill_is_the_brute_force_optimum},
    {"a used workspace answers as a fresh one", test_a_used_workspace_answers_as_a_fresh_one},
    CU_TEST_INFO_NULL,
};
