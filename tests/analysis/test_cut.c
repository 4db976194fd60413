/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Minimum cuts and choke points against every subset of the elements, on random graphs with
 * cycles, thresholds and elements that go with several steps.
 */
#include "tests/support/check.h"

#include "analysis/cut.h"
#include "attacks/build.h"

#include <math.h>

enum { N_GRAPHS = 900, N_ELEMENTS = 7, MOST_SETS = 100 };

typedef struct Case {
    CtGraph *graph;
    CtFixpoint *fixpoint;
    CtFactId entry, goal;
    CtSlice *slice;
    CtElements elements;
    double weight[N_ELEMENTS];
} Case;

static CtGraph *
random_graph(GRand *rand, uint32_t n)
{
    uint32_t n_facts[CT_FACT_COUNT] = {[CT_FACT_LOCATED] = n};
    gint32 n_steps = g_rand_int_range(rand, 2, 24);
    g_autoptr(CtBuilder) builder = ct_builder_new(n_facts, 0, 1000);

    for (gint32 s = 0; s < n_steps; s++) {
        CtFactId premises[3];
        gint32 n_premises = g_rand_int_range(rand, 1, 4);

        for (gint32 i = 0; i < n_premises; i++)
            premises[i] = (CtFactId)g_rand_int_range(rand, 0, (gint32)n);
        ct_builder_add_step(builder, CT_STEP_DERIVED, 0,
                            (CtFactId)g_rand_int_range(rand, 1, (gint32)n), premises,
                            (uint32_t)n_premises);
        if (n_premises > 1 && g_rand_boolean(rand))
            ct_builder_set_need(builder, (uint32_t)g_rand_int_range(rand, 1, n_premises + 1));
    }
    return ct_builder_finish(builder);
}

static bool
make_case(Case *one, uint32_t seed)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    uint32_t n = (uint32_t)g_rand_int_range(rand, 3, 10);
    g_auto(CtIds) element = {0};
    g_auto(CtIds) step = {0};

    *one = (Case){.graph = random_graph(rand, n), .entry = 0, .goal = n - 1};
    one->fixpoint = ct_fixpoint_new(one->graph, &one->entry, 1);
    one->slice = ct_slice_new(one->graph, one->fixpoint, &one->entry, 1, &one->goal, 1, 1);
    if (one->slice == NULL)
        return false;
    one->elements.graph = one->graph;
    one->elements.rows = g_array_new(FALSE, TRUE, sizeof(CtElement));
    g_array_set_size(one->elements.rows, N_ELEMENTS);
    for (uint32_t s = 0; s + 1 < one->slice->n_steps; s++)
        for (uint32_t e = 0; e < N_ELEMENTS; e++)
            if (g_rand_int_range(rand, 0, 4) == 0) {
                ct_ids_add(&element, e);
                ct_ids_add(&step, s);
            }
    ct_csr_build(&one->elements.steps, N_ELEMENTS, element.data, step.data, step.length);
    ct_csr_build(&one->elements.of_step, one->slice->n_steps, step.data, element.data, step.length);
    for (uint32_t e = 0; e < N_ELEMENTS; e++)
        one->weight[e] = g_rand_int_range(rand, 0, 6) == 0 ? (double)INFINITY
                                                           : (double)g_rand_int_range(rand, 1, 5);
    return true;
}

static void
clear_case(Case *one)
{
    if (one->elements.rows != NULL)
        g_array_unref(one->elements.rows);
    ct_csr_clear(&one->elements.steps);
    ct_csr_clear(&one->elements.of_step);
    ct_slice_free(one->slice);
    ct_fixpoint_free(one->fixpoint);
    ct_graph_free(one->graph);
}

static bool
step_is_gone(const Case *one, uint32_t graph_step, uint32_t gone)
{
    for (uint32_t s = 0; s < one->slice->n_steps; s++) {
        if (one->slice->step[s] != graph_step)
            continue;
        for (uint32_t i = one->elements.of_step.start[s]; i < one->elements.of_step.start[s + 1];
             i++)
            if (((gone >> one->elements.of_step.value[i]) & 1) != 0)
                return true;
    }
    return false;
}

static bool
naive_reaches(const Case *one, uint32_t gone)
{
    const CtGraph *graph = one->graph;
    bool holds[16] = {[0] = true};
    bool changed = true;

    while (changed) {
        changed = false;
        for (uint32_t s = 0; s < graph->n_steps; s++) {
            uint32_t have = 0;

            for (uint32_t i = graph->step_premise_start[s]; i < graph->step_premise_start[s + 1];
                 i++)
                have += holds[graph->premises[i]] ? 1 : 0;
            if (have < ct_graph_need(graph, s) || holds[graph->step_gain[s]] ||
                step_is_gone(one, s, gone))
                continue;
            holds[graph->step_gain[s]] = true;
            changed = true;
        }
    }
    return holds[one->goal];
}

static double
weight_of(const Case *one, uint32_t gone)
{
    double weight = 0;

    for (uint32_t e = 0; e < N_ELEMENTS; e++)
        weight += ((gone >> e) & 1) != 0 ? one->weight[e] : 0;
    return weight;
}

static uint32_t
mask_of(const CtIds *set)
{
    uint32_t mask = 0;

    for (uint32_t i = 0; i < set->length; i++)
        mask |= UINT32_C(1) << set->data[i];
    return mask;
}

static void
check_cuts(const Case *one, uint32_t seed)
{
    g_autoptr(CtCutResult) result =
        ct_cuts_find(one->slice, &one->elements, one->weight,
                     &(CtCutLimits){.most = MOST_SETS, .work = UINT64_MAX / 2, .seconds = 600},
                     NULL);
    double least = INFINITY;
    uint32_t n_least = 0;

    for (uint32_t gone = 0; gone < UINT32_C(1) << N_ELEMENTS; gone++) {
        double weight = weight_of(one, gone);

        if (isinf(weight) || naive_reaches(one, gone))
            continue;
        n_least = weight < least ? 1 : weight > least ? n_least : n_least + 1;
        least = MIN(least, weight);
    }
    CHECK_MSG(result->sets->len == n_least, "seed %u: %u cuts, want %u", seed, result->sets->len,
              n_least);
    CHECK_MSG(isinf(least) ? isinf(result->weight) : fabs(result->weight - least) < 1e-6,
              "seed %u: weight %g, want %g", seed, result->weight, least);
    CHECK_MSG(result->is_complete && !result->hit_limit, "seed %u: not complete", seed);
    for (guint i = 0; i < result->sets->len; i++) {
        uint32_t mask = mask_of(&g_array_index(result->sets, CtIds, i));

        CHECK_MSG(!naive_reaches(one, mask), "seed %u: set %u is no cut", seed, i);
    }
}

static void
check_choke_points(const Case *one, uint32_t seed)
{
    g_auto(CtIds) chokes = {0};

    ct_choke_points(one->slice, &one->elements, &chokes);
    for (uint32_t e = 0; e < N_ELEMENTS; e++)
        CHECK_MSG(ct_ids_has_sorted(chokes.data, chokes.length, e) ==
                      !naive_reaches(one, UINT32_C(1) << e),
                  "seed %u: element %u", seed, e);
}

static void
test_equal_every_subset(void)
{
    uint32_t n_reachable = 0;

    for (uint32_t seed = 0; seed < N_GRAPHS; seed++) {
        Case one;

        if (make_case(&one, seed)) {
            n_reachable++;
            check_cuts(&one, seed);
            check_choke_points(&one, seed);
        }
        clear_case(&one);
    }
    CHECK_MSG(n_reachable > N_GRAPHS / 10, "only %u graphs reach their goal", n_reachable);
}

/* With less work than it takes, what is said is true: a cut, and what no cut is below. */
static void
test_a_limit_gives_a_cut_and_a_bound(void)
{
    uint32_t n_limited = 0;

    for (uint32_t seed = 0; seed < N_GRAPHS / 3; seed++) {
        Case one;

        if (make_case(&one, seed)) {
            CtCutLimits limits = {.most = MOST_SETS, .work = 1 + seed % 150, .seconds = 600};
            g_autoptr(CtCutResult) result =
                ct_cuts_find(one.slice, &one.elements, one.weight, &limits, NULL);
            double least = INFINITY;

            for (uint32_t gone = 0; gone < UINT32_C(1) << N_ELEMENTS; gone++)
                if (!naive_reaches(&one, gone))
                    least = MIN(least, weight_of(&one, gone));
            n_limited += result->hit_limit ? 1 : 0;
            CHECK_MSG(result->lower_bound <= least + 1e-6, "seed %u: bound %g, least %g", seed,
                      result->lower_bound, least);
            for (guint i = 0; i < result->sets->len; i++) {
                uint32_t mask = mask_of(&g_array_index(result->sets, CtIds, i));

                CHECK_MSG(!naive_reaches(&one, mask) && weight_of(&one, mask) >= least - 1e-6,
                          "seed %u: set %u is no cut", seed, i);
            }
            CHECK_MSG(!result->is_optimal || isinf(least) || result->weight <= least + 1e-6,
                      "seed %u: called least", seed);
        }
        clear_case(&one);
    }
    CHECK_MSG(n_limited > 10, "only %u searches were ended", n_limited);
}

CU_TestInfo test_cut_tests[] = {
    {"cuts and choke points equal every subset", test_equal_every_subset},
    {"a limit gives a cut and a bound", test_a_limit_gives_a_cut_and_a_bound},
    CU_TEST_INFO_NULL,
};
