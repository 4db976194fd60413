/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The k cheapest minimal sets against every subset of the attempts, on random graphs with cycles,
 * shared prerequisites, thresholds, shared items and ties.
 */
#include "tests/support/check.h"

#include "analysis/additive.h"
#include "attacks/build.h"

#include <math.h>

enum { N_GRAPHS = 1200, MOST_ATTEMPTS = 11, N_SETS = 6, N_SHARED = 3 };

typedef struct Case {
    CtGraph *graph;
    CtFixpoint *fixpoint;
    CtFactId entry, goal;
    CtSlice *slice;
    double own[64], shared[N_SHARED];
    CtCsr shares;
} Case;

static CtGraph *
random_graph(GRand *rand, uint32_t n)
{
    uint32_t n_facts[CT_FACT_COUNT] = {[CT_FACT_LOCATED] = n};
    gint32 n_attempts = g_rand_int_range(rand, 1, MOST_ATTEMPTS + 1);
    gint32 n_free = g_rand_int_range(rand, 0, 6);
    g_autoptr(CtBuilder) builder = ct_builder_new(n_facts, 0, 1000);

    for (gint32 s = 0; s < n_attempts + n_free; s++) {
        CtFactId premises[3];
        gint32 n_premises = g_rand_int_range(rand, 1, 4);

        for (gint32 i = 0; i < n_premises; i++)
            premises[i] = (CtFactId)g_rand_int_range(rand, 0, (gint32)n);
        ct_builder_add_step(builder, s < n_attempts ? CT_STEP_ATTEMPT : CT_STEP_DERIVED, 0,
                            (CtFactId)g_rand_int_range(rand, 1, (gint32)n), premises,
                            (uint32_t)n_premises);
        if (s >= n_attempts && n_premises > 1 && g_rand_boolean(rand))
            ct_builder_set_need(builder, (uint32_t)g_rand_int_range(rand, 1, n_premises + 1));
    }
    return ct_builder_finish(builder);
}

static bool
make_case(Case *one, uint32_t seed)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    uint32_t n = (uint32_t)g_rand_int_range(rand, 3, 10);
    g_auto(CtIds) rows = {0};
    g_auto(CtIds) items = {0};

    *one = (Case){.graph = random_graph(rand, n), .entry = 0, .goal = n - 1};
    one->fixpoint = ct_fixpoint_new(one->graph, &one->entry, 1);
    one->slice = ct_slice_new(one->graph, one->fixpoint, &one->entry, 1, &one->goal, 1, 1);
    if (one->slice == NULL)
        return false;
    for (uint32_t a = 0; a < one->slice->n_attempts; a++) {
        one->own[a] = g_rand_int_range(rand, 0, 6);
        for (uint32_t i = 0; i < N_SHARED; i++)
            if (g_rand_int_range(rand, 0, 3) == 0) {
                ct_ids_add(&rows, a);
                ct_ids_add(&items, i);
            }
    }
    for (uint32_t i = 0; i < N_SHARED; i++)
        one->shared[i] = g_rand_int_range(rand, 0, 8);
    ct_csr_build(&one->shares, one->slice->n_attempts, rows.data, items.data, rows.length);
    return true;
}

static void
clear_case(Case *one)
{
    ct_slice_free(one->slice);
    ct_fixpoint_free(one->fixpoint);
    ct_graph_free(one->graph);
    ct_csr_clear(&one->shares);
}

/* Straight on the graph, with the attempts of the slice that @mask names. */
static bool
naive_reaches(const Case *one, uint32_t mask)
{
    const CtGraph *graph = one->graph;
    bool holds[16] = {[0] = true};
    bool allowed[64] = {false};
    bool changed = true;

    for (uint32_t a = 0; a < one->slice->n_attempts; a++)
        allowed[one->slice->step[a]] = ((mask >> a) & 1) != 0;
    while (changed) {
        changed = false;
        for (uint32_t s = 0; s < graph->n_steps; s++) {
            uint32_t have = 0;

            if (graph->step_kind[s] == CT_STEP_ATTEMPT && !allowed[s])
                continue;
            for (uint32_t i = graph->step_premise_start[s]; i < graph->step_premise_start[s + 1];
                 i++)
                have += holds[graph->premises[i]] ? 1 : 0;
            if (have < ct_graph_need(graph, s) || holds[graph->step_gain[s]])
                continue;
            holds[graph->step_gain[s]] = true;
            changed = true;
        }
    }
    return holds[one->goal];
}

static double
naive_cost(const Case *one, uint32_t mask)
{
    double cost = 0;
    uint32_t paid = 0;

    for (uint32_t a = 0; a < one->slice->n_attempts; a++) {
        if (((mask >> a) & 1) == 0)
            continue;
        cost += one->own[a];
        for (uint32_t i = one->shares.start[a]; i < one->shares.start[a + 1]; i++)
            paid |= UINT32_C(1) << one->shares.value[i];
    }
    for (uint32_t i = 0; i < N_SHARED; i++)
        cost += ((paid >> i) & 1) != 0 ? one->shared[i] : 0;
    return cost;
}

static bool
is_minimal(const Case *one, uint32_t mask)
{
    for (uint32_t a = 0; a < one->slice->n_attempts; a++)
        if (((mask >> a) & 1) != 0 && naive_reaches(one, mask & ~(UINT32_C(1) << a)))
            return false;
    return naive_reaches(one, mask);
}

static int
compare_costs(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static uint32_t
mask_of(const CtIds *attempts)
{
    uint32_t mask = 0;

    for (uint32_t i = 0; i < attempts->length; i++)
        mask |= UINT32_C(1) << attempts->data[i];
    return mask;
}

static void
check_case(const Case *one, uint32_t seed)
{
    CtAdditiveCosts costs = {.own = one->own,
                             .shares = one->shares,
                             .shared = one->shared,
                             .n_shared = N_SHARED};
    g_autoptr(CtAdditiveResult) result =
        ct_additive_solve(&(CtAdditiveProblem){.slice = one->slice,
                                               .costs = &costs,
                                               .k = N_SETS,
                                               .work = UINT64_C(1) << 40,
                                               .seconds = 60});
    g_autoptr(GArray) want = g_array_new(FALSE, FALSE, sizeof(double));

    for (uint32_t mask = 0; mask < UINT32_C(1) << one->slice->n_attempts; mask++)
        if (is_minimal(one, mask)) {
            double cost = naive_cost(one, mask);

            g_array_append_val(want, cost);
        }
    g_array_sort(want, compare_costs);
    CHECK_MSG(result->sets->len == MIN(want->len, N_SETS), "seed %u: %u sets, want %u", seed,
              result->sets->len, MIN(want->len, N_SETS));
    for (guint i = 0; i < MIN(result->sets->len, want->len); i++) {
        const CtAdditiveSet *set = &g_array_index(result->sets, CtAdditiveSet, i);
        uint32_t mask = mask_of(&set->attempts);

        CHECK_MSG(set->is_optimal && is_minimal(one, mask), "seed %u: set %u not minimal", seed, i);
        CHECK_MSG(fabs(set->cost - g_array_index(want, double, i)) < 1e-4,
                  "seed %u: set %u costs %g, want %g", seed, i, set->cost,
                  g_array_index(want, double, i));
        for (guint k = 0; k < i; k++)
            CHECK_MSG(mask_of(&g_array_index(result->sets, CtAdditiveSet, k).attempts) != mask,
                      "seed %u: set %u comes twice", seed, i);
    }
    CHECK_MSG(!result->hit_limit, "seed %u: hit the limit", seed);
    if (want->len < N_SETS)
        CHECK_MSG(result->is_complete, "seed %u: not known to be complete", seed);
}

static void
test_equals_every_subset(void)
{
    uint32_t n_reachable = 0;

    for (uint32_t seed = 0; seed < N_GRAPHS; seed++) {
        Case one;

        if (make_case(&one, seed)) {
            n_reachable++;
            check_case(&one, seed);
        }
        clear_case(&one);
    }
    CHECK_MSG(n_reachable > N_GRAPHS / 10, "only %u graphs reach their goal", n_reachable);
}

static void
check_unproved(const Case *one, uint64_t work, double seconds)
{
    CtAdditiveCosts costs = {.own = one->own,
                             .shares = one->shares,
                             .shared = one->shared,
                             .n_shared = N_SHARED};
    g_autoptr(CtAdditiveResult) result = ct_additive_solve(&(CtAdditiveProblem){
        .slice = one->slice, .costs = &costs, .k = 1, .work = work, .seconds = seconds});

    CU_ASSERT(result->hit_limit);
    CU_ASSERT(!result->is_complete);
    CHECK_INT(result->sets->len, 1);

    const CtAdditiveSet *set = &g_array_index(result->sets, CtAdditiveSet, 0);
    CU_ASSERT(!set->is_optimal);
    CU_ASSERT(is_minimal(one, mask_of(&set->attempts)));
    CHECK_MSG(result->lower_bound <= set->cost + 1e-4, "bound %g above %g", result->lower_bound,
              set->cost);
}

static void
test_no_work_or_time_gives_a_set_unproved(void)
{
    Case one;

    for (uint32_t seed = 0; !make_case(&one, seed) || naive_reaches(&one, 0); seed++)
        clear_case(&one);
    check_unproved(&one, 0, 60);
    check_unproved(&one, UINT64_C(1) << 40, 0);
    clear_case(&one);
}

CU_TestInfo test_additive_tests[] = {
    {"equals every subset", test_equals_every_subset},
    {"no work or time gives a set unproved", test_no_work_or_time_gives_a_set_unproved},
    CU_TEST_INFO_NULL,
};
