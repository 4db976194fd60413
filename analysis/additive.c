/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Variables: one an attempt, one a shared item; an attempt needs its items. Rows: landmarks, and
 * for each set already found "not all of these". Each round solves the program, and from its answer
 * grows a set that does derive the goal, taking the cheapest member of every landmark that turns up
 * on the way: that gives several rows a round, and an upper bound. Ties go to fewer attempts, by a
 * cost too small to matter, then to lower numbers.
 */
#include "analysis/additive.h"

#include "analysis/ilp.h"

#include <math.h>
#include <stdlib.h>

/* Added to each attempt's cost: a thousand attempts weigh less than the least difference shown. */
#define TIE_COST 1e-7

typedef struct Solver {
    const CtSlice *slice;
    const CtAdditiveCosts *costs;
    CtIlp *ilp;
    uint32_t *cheap_first; /* attempts by own cost, then number */
    GArray *found;         /* CtIds: sets to exclude */
    CtIds best;            /* the cheapest minimal set that is not excluded, so far */
    double best_cost;
    gint64 deadline; /* monotonic microseconds */
} Solver;

static double
own_cost(const Solver *solver, uint32_t attempt)
{
    return solver->costs->own[attempt] + TIE_COST;
}

static double
set_cost(const Solver *solver, const CtIds *attempts)
{
    const CtCsr *shares = &solver->costs->shares;
    g_autofree uint8_t *paid = g_new0(uint8_t, solver->costs->n_shared + 1);
    double cost = 0;

    for (uint32_t i = 0; i < attempts->length; i++) {
        uint32_t a = attempts->data[i];

        cost += own_cost(solver, a);
        for (uint32_t k = shares->start[a]; k < shares->start[a + 1]; k++)
            if (paid[shares->value[k]]++ == 0)
                cost += solver->costs->shared[shares->value[k]];
    }
    return cost;
}

static void
put_ids(CtIds *target, const CtIds *source)
{
    target->length = 0;
    for (uint32_t i = 0; i < source->length; i++)
        ct_ids_add(target, source->data[i]);
}

/*
 * Grows @progress as far as the goal stays out of reach, cheap attempts first, and writes what is
 * left: any one of those completes the goal, and every derivation needs one of them.
 */
static void
find_landmark(const Solver *solver, CtProgress *progress, CtIds *ret_landmark)
{
    g_autofree uint8_t *taken = g_new0(uint8_t, solver->slice->n_attempts + 1);

    ret_landmark->length = 0;
    for (uint32_t i = 0; i < progress->taken.length; i++)
        taken[progress->taken.data[i]] = 1;
    for (uint32_t i = 0; i < solver->slice->n_attempts; i++) {
        uint32_t attempt = solver->cheap_first[i];
        CtProgressMark mark = ct_progress_mark(progress);

        if (taken[attempt] != 0)
            continue;
        ct_progress_take(progress, attempt);
        if (!ct_progress_has_goal(progress))
            continue;
        ct_progress_back(progress, mark);
        ct_ids_add(ret_landmark, attempt);
    }
}

static void
add_landmark(Solver *solver, const CtIds *landmark)
{
    g_autofree double *ones = g_new(double, (size_t)landmark->length + 1);

    for (uint32_t i = 0; i < landmark->length; i++)
        ones[i] = 1;
    ct_ilp_add_row(solver->ilp, landmark->data, ones, landmark->length, 1);
}

static bool
contains_all(const uint8_t *in, const CtIds *set)
{
    for (uint32_t i = 0; i < set->length; i++)
        if (in[set->data[i]] == 0)
            return false;
    return true;
}

static bool
is_excluded(const Solver *solver, const CtIds *set)
{
    g_autofree uint8_t *in = g_new0(uint8_t, solver->slice->n_attempts + 1);

    for (uint32_t i = 0; i < set->length; i++)
        in[set->data[i]] = 1;
    for (guint f = 0; f < solver->found->len; f++)
        if (contains_all(in, &g_array_index(solver->found, CtIds, f)))
            return true;
    return false;
}

static bool
reaches(const Solver *solver, const CtIds *set, uint32_t without)
{
    g_autoptr(CtProgress) progress = ct_progress_new(solver->slice);

    for (uint32_t i = 0; i < set->length && !ct_progress_has_goal(progress); i++)
        if (i != without)
            ct_progress_take(progress, set->data[i]);
    return ct_progress_has_goal(progress);
}

/* Drops attempts, dearest first, while the goal still follows. */
static void
minimise(const Solver *solver, CtIds *set)
{
    g_autofree uint32_t *rank = g_new(uint32_t, solver->slice->n_attempts + 1);

    for (uint32_t i = 0; i < solver->slice->n_attempts; i++)
        rank[solver->cheap_first[i]] = i;
    /* Dearest first, by insertion: sets are small. */
    for (uint32_t i = 1; i < set->length; i++)
        for (uint32_t k = i; k > 0 && rank[set->data[k - 1]] < rank[set->data[k]]; k--) {
            uint32_t other = set->data[k];

            set->data[k] = set->data[k - 1];
            set->data[k - 1] = other;
        }
    for (uint32_t i = 0; i < set->length;) {
        if (!reaches(solver, set, i)) {
            i++;
            continue;
        }
        for (uint32_t k = i + 1; k < set->length; k++)
            set->data[k - 1] = set->data[k];
        set->length--;
    }
    ct_ids_sort_unique(set);
}

static void
offer(Solver *solver, const CtIds *taken)
{
    g_auto(CtIds) set = {0};
    double cost;

    put_ids(&set, taken);
    minimise(solver, &set);
    cost = set_cost(solver, &set);
    if (cost >= solver->best_cost || is_excluded(solver, &set))
        return;
    put_ids(&solver->best, &set);
    solver->best_cost = cost;
}

static uint32_t
cheapest_of(const Solver *solver, const CtIds *landmark)
{
    uint32_t best = landmark->data[0];

    for (uint32_t i = 1; i < landmark->length; i++) {
        uint32_t attempt = landmark->data[i];

        if (own_cost(solver, attempt) < own_cost(solver, best) ||
            (own_cost(solver, attempt) <= own_cost(solver, best) && attempt < best))
            best = attempt;
    }
    return best;
}

/* From the attempts chosen by the program to some that derive the goal, a landmark at a time. */
static void
complete(Solver *solver, const uint8_t *values)
{
    g_auto(CtIds) chosen = {0};
    g_auto(CtIds) landmark = {0};

    for (uint32_t a = 0; a < solver->slice->n_attempts; a++)
        if (values[a] != 0)
            ct_ids_add(&chosen, a);
    while (!reaches(solver, &chosen, CT_NO_ID) && g_get_monotonic_time() < solver->deadline) {
        g_autoptr(CtProgress) progress = ct_progress_new(solver->slice);

        for (uint32_t i = 0; i < chosen.length; i++)
            ct_progress_take(progress, chosen.data[i]);
        find_landmark(solver, progress, &landmark);
        if (landmark.length == 0)
            return;
        add_landmark(solver, &landmark);
        ct_ids_add(&chosen, cheapest_of(solver, &landmark));
    }
    if (reaches(solver, &chosen, CT_NO_ID))
        offer(solver, &chosen);
}

typedef enum Outcome { OUTCOME_FOUND, OUTCOME_NONE, OUTCOME_LIMIT } Outcome;

/* The cheapest minimal set that is not excluded, into solver->best. */
static Outcome
solve_next(Solver *solver, double *ret_bound)
{
    uint32_t n_variables = solver->slice->n_attempts + solver->costs->n_shared;
    g_autofree uint8_t *values = g_new0(uint8_t, n_variables + 1);

    solver->best.length = 0;
    solver->best_cost = INFINITY;
    for (;;) {
        double left = (double)(solver->deadline - g_get_monotonic_time()) / G_USEC_PER_SEC;
        double bound = 0;
        CtIlpStatus status =
            left <= 0 ? CT_ILP_LIMIT : ct_ilp_solve(solver->ilp, left, &bound, values);

        *ret_bound = MAX(*ret_bound, bound);
        if (status == CT_ILP_LIMIT)
            return OUTCOME_LIMIT;
        if (status == CT_ILP_INFEASIBLE)
            return OUTCOME_NONE;
        complete(solver, values);
        if (solver->best_cost <= bound + TIE_COST / 2)
            return OUTCOME_FOUND;
        if (g_get_monotonic_time() >= solver->deadline)
            return OUTCOME_LIMIT;
    }
}

static void
exclude(Solver *solver, const CtIds *set)
{
    g_autofree double *minus = g_new(double, (size_t)set->length + 1);
    CtIds copy = {0};

    for (uint32_t i = 0; i < set->length; i++)
        minus[i] = -1;
    ct_ilp_add_row(solver->ilp, set->data, minus, set->length, 1 - (double)set->length);
    put_ids(&copy, set);
    g_array_append_val(solver->found, copy);
}

static void
add_variables(Solver *solver)
{
    const CtAdditiveCosts *costs = solver->costs;
    uint32_t n = solver->slice->n_attempts;

    for (uint32_t a = 0; a < n; a++)
        ct_ilp_add_variable(solver->ilp, own_cost(solver, a));
    for (uint32_t s = 0; s < costs->n_shared; s++)
        ct_ilp_add_variable(solver->ilp, costs->shared[s]);
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t i = costs->shares.start[a]; i < costs->shares.start[a + 1]; i++)
            ct_ilp_add_row(solver->ilp, (uint32_t[]){n + costs->shares.value[i], a},
                           (double[]){1, -1}, 2, 0);
}

typedef struct Ranked {
    double cost;
    uint32_t attempt;
} Ranked;

static int
compare_ranked(const void *a, const void *b)
{
    const Ranked *x = a;
    const Ranked *y = b;

    if (x->cost < y->cost || x->cost > y->cost)
        return x->cost < y->cost ? -1 : 1;
    return (x->attempt > y->attempt) - (x->attempt < y->attempt);
}

static uint32_t *
rank_attempts(const Solver *solver)
{
    uint32_t n = solver->slice->n_attempts;
    g_autofree Ranked *ranked = g_new(Ranked, (size_t)n + 1);
    uint32_t *order = g_new(uint32_t, (size_t)n + 1);
    const CtAdditiveCosts *costs = solver->costs;

    for (uint32_t a = 0; a < n; a++) {
        ranked[a] = (Ranked){.cost = own_cost(solver, a), .attempt = a};
        for (uint32_t i = costs->shares.start[a]; i < costs->shares.start[a + 1]; i++)
            ranked[a].cost += costs->shared[costs->shares.value[i]];
    }
    qsort(ranked, n, sizeof *ranked, compare_ranked);
    for (uint32_t i = 0; i < n; i++)
        order[i] = ranked[i].attempt;
    return order;
}

static CtAdditiveResult *
collect(Solver *solver, uint32_t k)
{
    CtAdditiveResult *result = g_new0(CtAdditiveResult, 1);
    Outcome outcome = OUTCOME_FOUND;

    result->sets = g_array_new(FALSE, TRUE, sizeof(CtAdditiveSet));
    while (result->sets->len < k && outcome == OUTCOME_FOUND) {
        CtAdditiveSet set = {0};

        outcome = solve_next(solver, &result->lower_bound);
        if (outcome == OUTCOME_NONE || solver->best.length == 0) {
            /* The goal that needs no attempt at all has the empty set, once. */
            if (outcome != OUTCOME_FOUND || result->sets->len > 0)
                break;
        }
        put_ids(&set.attempts, &solver->best);
        set.cost = solver->best_cost - TIE_COST * solver->best.length;
        set.is_optimal = outcome == OUTCOME_FOUND;
        g_array_append_val(result->sets, set);
        exclude(solver, &solver->best);
        if (set.attempts.length == 0)
            outcome = OUTCOME_NONE;
    }
    result->is_complete = outcome == OUTCOME_NONE;
    result->hit_limit = outcome == OUTCOME_LIMIT;
    return result;
}

CtAdditiveResult *
ct_additive_solve(const CtSlice *slice, const CtAdditiveCosts *costs, uint32_t k, double seconds)
{
    Solver solver = {.slice = slice, .costs = costs};
    CtAdditiveResult *result;

    solver.ilp = ct_ilp_new();
    solver.found = g_array_new(FALSE, FALSE, sizeof(CtIds));
    solver.deadline = g_get_monotonic_time() + (gint64)(seconds * G_USEC_PER_SEC);
    solver.cheap_first = rank_attempts(&solver);
    add_variables(&solver);
    result = collect(&solver, k);
    for (guint i = 0; i < solver.found->len; i++)
        ct_ids_clear(&g_array_index(solver.found, CtIds, i));
    g_array_unref(solver.found);
    ct_ids_clear(&solver.best);
    g_free(solver.cheap_first);
    ct_ilp_free(solver.ilp);
    return result;
}

void
ct_additive_result_free(CtAdditiveResult *result)
{
    if (result == NULL)
        return;
    for (guint i = 0; i < result->sets->len; i++)
        ct_ids_clear(&g_array_index(result->sets, CtAdditiveSet, i).attempts);
    g_array_unref(result->sets);
    g_free(result);
}
