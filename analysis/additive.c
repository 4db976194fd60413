/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each round solves the master program (additive_master.c) with the rows learnt so far, and from
 * its answer grows a set from which the goal does follow (additive_sets.c): that gives new rows,
 * and an upper bound. For each set given out one row says "not all of these". Ties go to fewer
 * attempts, by a cost too small to matter, then to lower numbers among the sets met: of the
 * neighbours of a set those that cost the same are met, too.
 */
#include "analysis/additive_parts.h"

#include "base/sort.h"

#include <math.h>
#include <stdlib.h>

/* What a program's bound may be off by, relative to it. */
#define PROOF_TOLERANCE 1e-9

typedef enum Outcome { OUTCOME_FOUND, OUTCOME_NONE, OUTCOME_LIMIT } Outcome;

static CtAdditiveMet *
met_at(const CtAdditiveSolver *solver, guint i)
{
    return &g_array_index(solver->pool, CtAdditiveMet, i);
}

static bool
is_before(const CtIds *a, const CtIds *b)
{
    for (uint32_t i = 0; i < MIN(a->length, b->length); i++)
        if (a->data[i] != b->data[i])
            return a->data[i] < b->data[i];
    return a->length < b->length;
}

/* The cheapest of the pool, of several the first by numbers; its length where it is empty. */
static guint
find_best(const CtAdditiveSolver *solver)
{
    guint best = 0;

    for (guint i = 1; i < solver->pool->len; i++) {
        double difference = met_at(solver, i)->cost - met_at(solver, best)->cost;

        if (difference < -CT_ADDITIVE_TIE / 2 ||
            (difference <= CT_ADDITIVE_TIE / 2 &&
             is_before(&met_at(solver, i)->attempts, &met_at(solver, best)->attempts)))
            best = i;
    }
    return best;
}

static bool
is_proved(const CtAdditiveSolver *solver, double bound)
{
    if (solver->pool->len == 0)
        return false;
    return met_at(solver, find_best(solver))->cost <=
           bound + CT_ADDITIVE_TIE / 2 + PROOF_TOLERANCE * bound;
}

/* One round: the program's bound, and what its answer teaches. */
static Outcome
solve_round(CtAdditiveSolver *solver, double *ret_bound)
{
    g_autofree uint8_t *values = g_new0(uint8_t, ct_ilp_count(solver->ilp));
    uint64_t size = ct_ilp_size(solver->ilp);
    uint64_t pivots = solver->work / size;
    CtIlpBudget budget = {.pivots = pivots,
                          .seconds =
                              (double)(solver->deadline - g_get_monotonic_time()) / G_USEC_PER_SEC};
    double bound = 0;
    CtIlpStatus status = ct_ilp_solve_within(solver->ilp, &budget, &bound, values);

    solver->work -= (pivots - budget.pivots) * size;
    *ret_bound = MAX(*ret_bound, bound);
    if (status == CT_ILP_OPTIMAL)
        ct_additive_learn(solver, values);
    return status == CT_ILP_OPTIMAL ? OUTCOME_FOUND
                                    : (status == CT_ILP_INFEASIBLE ? OUTCOME_NONE : OUTCOME_LIMIT);
}

/* Until the cheapest set of the pool costs no more than *@ret_bound, which rises. */
static Outcome
solve_next(CtAdditiveSolver *solver, double *ret_bound)
{
    while (!is_proved(solver, *ret_bound)) {
        Outcome outcome = solve_round(solver, ret_bound);

        if (outcome != OUTCOME_FOUND)
            return outcome;
    }
    return OUTCOME_FOUND;
}

/* Each neighbour is a closure over the slice or more. */
static void
spend_neighbours(CtAdditiveSolver *solver, guint met)
{
    const CtSlice *slice = solver->slice;
    uint64_t closure = (uint64_t)slice->n_steps + slice->premises.start[slice->n_steps];
    uint64_t cost = closure * met_at(solver, met)->attempts.length;

    solver->work -= MIN(solver->work, cost);
}

/* Takes the best of the pool, having met the neighbours of all that were best while there was work
 * left: without, which of several as good comes first is as they were met. */
static CtAdditiveMet
take_best(CtAdditiveSolver *solver)
{
    guint best = find_best(solver);

    while (!met_at(solver, best)->is_explored && solver->work > 0) {
        spend_neighbours(solver, best);
        met_at(solver, best)->is_explored = true;
        ct_additive_neighbours(solver, best);
        best = find_best(solver);
    }

    CtAdditiveMet met = *met_at(solver, best);
    g_array_remove_index(solver->pool, best);
    return met;
}

static int
compare_labels(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Whether no set with equally many of each label was given out. */
static bool
is_new_kind(CtAdditiveSolver *solver, const CtIds *attempts)
{
    const uint32_t *label = solver->problem->label;
    g_autofree uint32_t *kind = g_new0(uint32_t, (size_t)attempts->length + 1);

    if (label == NULL)
        return true;
    for (uint32_t i = 0; i < attempts->length; i++)
        kind[i] = label[attempts->data[i]];
    ct_sort(kind, attempts->length, sizeof *kind, compare_labels);
    return g_hash_table_add(solver->kinds, g_bytes_new(kind, attempts->length * sizeof *kind));
}

static void
give_out(CtAdditiveSolver *solver, bool is_optimal, CtAdditiveResult *result)
{
    CtAdditiveMet met = take_best(solver);
    CtAdditiveSet set = {.attempts = met.attempts,
                         .cost = met.cost - CT_ADDITIVE_TIE * met.attempts.length,
                         .is_optimal = is_optimal};

    ct_additive_exclude(solver, &set.attempts);
    if (is_new_kind(solver, &set.attempts))
        g_array_append_val(result->sets, set);
    else
        ct_ids_clear(&set.attempts);
}

static void
collect(CtAdditiveSolver *solver, CtAdditiveResult *result)
{
    uint32_t k = solver->problem->k;
    CtIds none = {0};
    Outcome outcome = OUTCOME_FOUND;

    ct_additive_learn(solver, NULL); /* so that there is an answer, whatever the limits */
    if (ct_additive_reaches(solver, &none, CT_NO_ID)) {
        give_out(solver, true, result);
        result->is_complete = true;
        return;
    }
    while (result->sets->len < k && outcome == OUTCOME_FOUND) {
        outcome = solve_next(solver, &result->lower_bound);
        if (outcome == OUTCOME_FOUND)
            give_out(solver, true, result);
    }
    /* What has been met and could not be proved is an answer, too. */
    if (outcome == OUTCOME_LIMIT)
        solver->work = 0;
    while (outcome == OUTCOME_LIMIT && result->sets->len < k && solver->pool->len > 0)
        give_out(solver, false, result);
    result->is_complete = outcome == OUTCOME_NONE;
    result->hit_limit = outcome == OUTCOME_LIMIT;
}

static void
solver_init(CtAdditiveSolver *solver)
{
    const CtSlice *slice = solver->slice;

    solver->ilp = ct_ilp_new();
    solver->found = g_array_new(FALSE, FALSE, sizeof(CtIds));
    solver->pool = g_array_new(FALSE, FALSE, sizeof(CtAdditiveMet));
    solver->kinds =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    solver->fact_variable = g_new(uint32_t, (size_t)slice->n_facts + 1);
    solver->cheap_first = g_new(uint32_t, (size_t)slice->n_attempts + 1);
    solver->rank = g_new(uint32_t, (size_t)slice->n_attempts + 1);
    ct_additive_rank(solver);
    ct_additive_master(solver);
}

static void
solver_clear(CtAdditiveSolver *solver)
{
    for (guint i = 0; i < solver->found->len; i++)
        ct_ids_clear(&g_array_index(solver->found, CtIds, i));
    for (guint i = 0; i < solver->pool->len; i++)
        ct_ids_clear(&met_at(solver, i)->attempts);
    g_array_unref(solver->found);
    g_array_unref(solver->pool);
    g_hash_table_unref(solver->kinds);
    g_free(solver->fact_variable);
    g_free(solver->cheap_first);
    g_free(solver->rank);
    ct_ilp_free(solver->ilp);
}

CtAdditiveResult *
ct_additive_solve(const CtAdditiveProblem *problem)
{
    CtAdditiveSolver solver = {
        .problem = problem,
        .slice = problem->slice,
        .costs = problem->costs,
        .work = problem->work,
        .deadline = g_get_monotonic_time() + (gint64)(problem->seconds * G_USEC_PER_SEC),
    };
    CtAdditiveResult *result = g_new0(CtAdditiveResult, 1);

    result->sets = g_array_new(FALSE, TRUE, sizeof(CtAdditiveSet));
    solver_init(&solver);
    collect(&solver, result);
    solver_clear(&solver);
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
