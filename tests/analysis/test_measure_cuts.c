/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cheapest sets of measures against every subset, where the trial is a random monotone function, or
 * any function at all for few measures; and trials of real topologies.
 */
#include "tests/support/check.h"

#include "analysis/measure_cuts.h"

#include <math.h>

enum { N_CASES = 150, MOST_MEASURES = 9, MOST_WAYS = 8 };

/* Measures stop each way if all of `needs` of it are taken; some of them open ways of their own. */
typedef struct Case {
    uint32_t n;
    double cost[MOST_MEASURES];
    uint32_t n_ways;
    uint32_t hit_by[MOST_WAYS][3]; /* a way is stopped by any of these sets of measures */
    uint32_t opened_by[MOST_WAYS]; /* a way is there only with one of these; 0: always */
    uint32_t invalid;              /* this set cannot be applied, nor what contains it; 0: none */
    uint32_t n_trials;
} Case;

static CtTrial
outcome_of(const Case *one, uint32_t taken)
{
    if (one->invalid != 0 && (taken & one->invalid) == one->invalid)
        return CT_TRIAL_INVALID;
    for (uint32_t w = 0; w < one->n_ways; w++) {
        bool stopped = one->opened_by[w] != 0 && (taken & one->opened_by[w]) == 0;

        for (int k = 0; k < 3; k++)
            if (one->hit_by[w][k] != 0 && (taken & one->hit_by[w][k]) == one->hit_by[w][k])
                stopped = true;
        if (!stopped)
            return CT_TRIAL_REACHED;
    }
    return CT_TRIAL_STOPPED;
}

static CtTrial
try_mask(void *data, const uint8_t *applied)
{
    Case *one = data;
    uint32_t taken = 0;

    for (uint32_t i = 0; i < one->n; i++)
        taken |= applied[i] != 0 ? UINT32_C(1) << i : 0;
    one->n_trials++;
    return outcome_of(one, taken);
}

static Case
make_case(GRand *rand, uint32_t most, bool opens)
{
    Case one = {.n = (uint32_t)g_rand_int_range(rand, 1, (gint32)most + 1),
                .n_ways = (uint32_t)g_rand_int_range(rand, 1, MOST_WAYS + 1)};
    gint32 all = 1 << one.n;

    for (uint32_t i = 0; i < one.n; i++)
        one.cost[i] =
            g_rand_int_range(rand, 0, 5) == 0 ? 0 : (double)g_rand_int_range(rand, 1, 5) * 1000;
    for (uint32_t w = 0; w < one.n_ways; w++) {
        for (int k = 0; k < 3; k++) /* two measures that stop a way only together occur often */
            one.hit_by[w][k] =
                (uint32_t)(g_rand_int_range(rand, 0, all) & g_rand_int_range(rand, 0, all));
        if (opens && g_rand_int_range(rand, 0, 3) == 0)
            one.opened_by[w] = (uint32_t)g_rand_int_range(rand, 0, all);
    }
    if (g_rand_int_range(rand, 0, 4) == 0)
        one.invalid = (uint32_t)g_rand_int_range(rand, 0, all);
    return one;
}

static double
cost_of(const Case *one, uint32_t taken)
{
    double cost = 0;

    for (uint32_t i = 0; i < one->n; i++)
        cost += (taken >> i & 1) != 0 ? one->cost[i] : 0;
    return cost;
}

/* Whether no proper subset of @taken stops him. */
static bool
is_minimal(const Case *one, uint32_t taken)
{
    for (uint32_t sub = (taken - 1) & taken; taken != 0; sub = (sub - 1) & taken) {
        if (outcome_of(one, sub) == CT_TRIAL_STOPPED)
            return false;
        if (sub == 0)
            break;
    }
    return true;
}

static void
check_case(Case *one, uint32_t seed)
{
    CtCutLimits limits = {.most = 1000, .work = UINT64_MAX / 2, .seconds = 600};
    g_autoptr(CtMeasureCuts) cuts = ct_measure_cuts_new(one->n, one->cost, try_mask, one, &limits);
    double least = INFINITY;
    uint32_t n_least = 0;

    for (uint32_t taken = 0; taken < UINT32_C(1) << one->n; taken++)
        if (outcome_of(one, taken) == CT_TRIAL_STOPPED)
            least = MIN(least, cost_of(one, taken));
    for (uint32_t taken = 0; taken < UINT32_C(1) << one->n; taken++)
        if (outcome_of(one, taken) == CT_TRIAL_STOPPED && cost_of(one, taken) <= least &&
            is_minimal(one, taken))
            n_least++;
    CHECK_MSG(cuts->result->is_optimal && cuts->result->is_complete && !cuts->result->hit_limit,
              "seed %u: not proved", seed);
    CHECK_MSG(isinf(least) ? isinf(cuts->result->weight)
                           : fabs(cuts->result->weight - least) < 1e-6,
              "seed %u: cost %g, want %g", seed, cuts->result->weight, least);
    CHECK_MSG(cuts->result->sets->len == n_least, "seed %u: %u sets, want %u", seed,
              cuts->result->sets->len, n_least);
    for (guint i = 0; i < cuts->result->sets->len; i++) {
        const CtIds *set = &g_array_index(cuts->result->sets, CtIds, i);
        uint32_t taken = 0;

        for (uint32_t k = 0; k < set->length; k++)
            taken |= UINT32_C(1) << set->data[k];
        CHECK_MSG(outcome_of(one, taken) == CT_TRIAL_STOPPED && is_minimal(one, taken),
                  "seed %u: set %u does not stop him, or not all of it is needed", seed, i);
    }
}

static void
test_equal_every_subset(void)
{
    for (uint32_t seed = 0; seed < N_CASES; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Case one = make_case(rand, MOST_MEASURES, false);

        check_case(&one, seed);
    }
}

/* Up to six nothing is presumed, so that a measure may open a way. */
static void
test_few_may_open_ways(void)
{
    uint32_t n_opened = 0;

    for (uint32_t seed = 0; seed < N_CASES; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed + 10000);
        Case one = make_case(rand, 6, true);

        check_case(&one, seed);
        for (uint32_t w = 0; w < one.n_ways; w++)
            n_opened += one.opened_by[w] != 0 ? 1 : 0;
    }
    CU_ASSERT(n_opened > N_CASES / 2);
}

/* Of eight, the first stops him and the second opens the way again: seen, and then not presumed. */
static void
test_one_that_opens_is_noticed(void)
{
    Case one = {.n = 8, .n_ways = 2, .hit_by = {{1}, {0}}, .opened_by = {0, 2}};
    CtCutLimits limits = {.most = 1000, .work = UINT64_MAX / 2, .seconds = 600};

    for (uint32_t i = 0; i < one.n; i++)
        one.cost[i] = 1;
    g_autoptr(CtMeasureCuts) cuts = ct_measure_cuts_new(one.n, one.cost, try_mask, &one, &limits);
    CU_ASSERT(cuts->some_open && !cuts->presumes_they_close && !cuts->all_stop);
    CHECK_INT(cuts->result->sets->len, 1);
    CHECK_INT(g_array_index(cuts->result->sets, CtIds, 0).data[0], 0);
}

static CtTrial
try_few(void *data, const uint8_t *applied)
{
    Case *one = data;

    return one->n_trials >= 20 ? CT_TRIAL_LIMIT : try_mask(one, applied);
}

/* All of ten are needed: found out late, so a limit of trials leaves it open, with a bound. */
static void
test_a_limit_leaves_it_open(void)
{
    Case one = {.n = 9, .n_ways = 1, .hit_by = {{0x1ff, 0, 0}}};
    CtCutLimits limits = {.most = 1000, .work = UINT64_MAX / 2, .seconds = 600};

    for (uint32_t i = 0; i < one.n; i++)
        one.cost[i] = 2;
    g_autoptr(CtMeasureCuts) cuts = ct_measure_cuts_new(one.n, one.cost, try_few, &one, &limits);
    CU_ASSERT(cuts->result->hit_limit && !cuts->result->is_optimal);
    CHECK_INT(cuts->result->sets->len, 0);
    CU_ASSERT(cuts->result->lower_bound >= 0 && cuts->result->lower_bound <= 18);
}

static void
test_costs_far_apart_are_not_called_proved(void)
{
    Case one = {.n = 2, .n_ways = 1, .hit_by = {{1, 2, 0}}, .cost = {1e-3, 1e30}};
    CtCutLimits limits = {.most = 1000, .work = UINT64_MAX / 2, .seconds = 600};
    g_autoptr(CtMeasureCuts) cuts = ct_measure_cuts_new(one.n, one.cost, try_mask, &one, &limits);

    CU_ASSERT(!cuts->result->is_optimal);
    CU_ASSERT(cuts->result->sets->len >= 1);
    for (guint i = 0; i < cuts->result->sets->len; i++) {
        const CtIds *set = &g_array_index(cuts->result->sets, CtIds, i);

        CU_ASSERT(set->length == 1);
    }
}

CU_TestInfo test_measure_cuts_tests[] = {
    {"cheapest sets equal every subset", test_equal_every_subset},
    {"few measures may open ways", test_few_may_open_ways},
    {"one that opens a way is noticed", test_one_that_opens_is_noticed},
    {"a limit leaves it open, with a bound", test_a_limit_leaves_it_open},
    {"costs far apart are not called proved", test_costs_far_apart_are_not_called_proved},
    CU_TEST_INFO_NULL,
};
