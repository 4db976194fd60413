/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sets of attempts from which the goal follows, and what sets from which it does not are missing.
 * A landmark of a fact is found by growing what is held as far as the fact stays out of reach,
 * cheap attempts first: any attempt left would complete it, and every derivation needs one of them.
 */
#include "analysis/additive_parts.h"

#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

/* Rows a round for facts that the program believes in and that do not follow. */
#define MOST_CONDITIONAL 64

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

void
ct_additive_rank(CtAdditiveSolver *solver)
{
    uint32_t n = solver->slice->n_attempts;
    g_autofree Ranked *ranked = g_new(Ranked, (size_t)n + 1);
    const CtAdditiveCosts *costs = solver->costs;

    for (uint32_t a = 0; a < n; a++) {
        ranked[a] = (Ranked){.cost = ct_additive_own(solver, a), .attempt = a};
        for (uint32_t i = costs->shares.start[a]; i < costs->shares.start[a + 1]; i++)
            ranked[a].cost += costs->shared[costs->shares.value[i]];
    }
    ct_sort(ranked, n, sizeof *ranked, compare_ranked);
    for (uint32_t i = 0; i < n; i++) {
        solver->cheap_first[i] = ranked[i].attempt;
        solver->rank[ranked[i].attempt] = i;
    }
}

double
ct_additive_cost(const CtAdditiveSolver *solver, const CtIds *attempts)
{
    const CtCsr *shares = &solver->costs->shares;
    g_autofree uint8_t *paid = g_new0(uint8_t, (size_t)solver->costs->n_shared + 1);
    double cost = 0;

    for (uint32_t i = 0; i < attempts->length; i++) {
        uint32_t a = attempts->data[i];

        cost += ct_additive_own(solver, a);
        for (uint32_t k = shares->start[a]; k < shares->start[a + 1]; k++)
            if (paid[shares->value[k]]++ == 0)
                cost += solver->costs->shared[shares->value[k]];
    }
    return cost;
}

bool
ct_additive_reaches(const CtAdditiveSolver *solver, const CtIds *set, uint32_t without)
{
    g_autoptr(CtProgress) progress = ct_progress_new(solver->slice);

    for (uint32_t i = 0; i < set->length && !ct_progress_has_goal(progress); i++)
        if (i != without)
            ct_progress_take(progress, set->data[i]);
    return ct_progress_has_goal(progress);
}

static int
compare_dear(gconstpointer a, gconstpointer b, gpointer data)
{
    const uint32_t *rank = data;
    uint32_t x = rank[*(const uint32_t *)a], y = rank[*(const uint32_t *)b];

    return (x < y) - (x > y);
}

/* Drops attempts, dearest first, while the goal still follows. */
static void
minimise(const CtAdditiveSolver *solver, CtIds *set)
{
    if (set->length > 1)
        g_qsort_with_data(set->data, (int)set->length, sizeof *set->data, compare_dear,
                          solver->rank);
    for (uint32_t i = 0; i < set->length;) {
        if (!ct_additive_reaches(solver, set, i)) {
            i++;
            continue;
        }
        for (uint32_t k = i + 1; k < set->length; k++)
            set->data[k - 1] = set->data[k];
        set->length--;
    }
    ct_ids_sort_unique(set);
}

static bool
is_same(const CtIds *a, const CtIds *b)
{
    return a->length == b->length &&
           (a->length == 0 || memcmp(a->data, b->data, a->length * sizeof *a->data) == 0);
}

static bool
is_excluded(const CtAdditiveSolver *solver, const CtIds *set)
{
    for (guint i = 0; i < solver->found->len; i++)
        if (is_same(&g_array_index(solver->found, CtIds, i), set))
            return true;
    return false;
}

static bool
is_met(const CtAdditiveSolver *solver, const CtIds *set)
{
    for (guint i = 0; i < solver->pool->len; i++)
        if (is_same(&g_array_index(solver->pool, CtAdditiveMet, i).attempts, set))
            return true;
    return false;
}

void
ct_additive_exclude(CtAdditiveSolver *solver, const CtIds *set)
{
    g_autofree double *minus = g_new(double, (size_t)set->length + 1);
    CtIds copy = {0};

    for (uint32_t i = 0; i < set->length; i++) {
        minus[i] = -1;
        ct_ids_add(&copy, set->data[i]);
    }
    ct_ilp_add_row(solver->ilp, set->data, minus, set->length, 1 - (double)set->length);
    g_array_append_val(solver->found, copy);
}

/*
 * Minimises @attempts, from which the goal follows, into the pool. The program may answer with a
 * set that only a swap tells from one given out, and has to be told of that one as well
 * (@is_answer).
 */
static void
offer(CtAdditiveSolver *solver, const CtIds *attempts, bool is_answer)
{
    CtAdditiveMet met = {0};
    g_auto(CtIds) image = {0};

    for (uint32_t i = 0; i < attempts->length; i++)
        ct_ids_add(&met.attempts, attempts->data[i]);
    minimise(solver, &met.attempts);
    for (uint32_t i = 0; i < met.attempts.length; i++)
        ct_ids_add(&image, met.attempts.data[i]);
    ct_additive_canonise(solver, &met.attempts);
    if (is_excluded(solver, &met.attempts)) {
        if (is_answer && !is_excluded(solver, &image))
            ct_additive_exclude(solver, &image);
        ct_ids_clear(&met.attempts);
    } else if (is_met(solver, &met.attempts)) {
        ct_ids_clear(&met.attempts);
    } else {
        met.cost = ct_additive_cost(solver, &met.attempts);
        g_array_append_val(solver->pool, met);
    }
}

/* Of @fact, which @progress does not hold; grows it. @without: an attempt that does not exist. */
static void
find_landmark(const CtAdditiveSolver *solver,
              CtProgress *progress,
              uint32_t fact,
              uint32_t without,
              CtIds *ret_landmark)
{
    g_autofree uint8_t *taken = g_new0(uint8_t, (size_t)solver->slice->n_attempts + 1);

    ret_landmark->length = 0;
    for (uint32_t i = 0; i < progress->taken.length; i++)
        taken[progress->taken.data[i]] = 1;
    for (uint32_t i = 0; i < solver->slice->n_attempts; i++) {
        uint32_t attempt = solver->cheap_first[i];
        CtProgressMark mark = ct_progress_mark(progress);

        if (taken[attempt] != 0 || attempt == without)
            continue;
        ct_progress_take(progress, attempt);
        if (progress->holds[fact] == 0)
            continue;
        ct_progress_back(progress, mark);
        ct_ids_add(ret_landmark, attempt);
    }
}

/* One of @landmark is needed for @fact. */
static void
add_landmark(CtAdditiveSolver *solver, const CtIds *landmark, uint32_t fact)
{
    uint32_t n = landmark->length;
    g_autofree uint32_t *variables = g_new(uint32_t, (size_t)n + 1);
    g_autofree double *ones = g_new(double, (size_t)n + 1);

    for (uint32_t i = 0; i < n; i++) {
        variables[i] = landmark->data[i];
        ones[i] = 1;
    }
    variables[n] = solver->fact_variable[fact];
    ones[n] = -1;
    ct_ilp_add_row(solver->ilp, variables, ones, n + 1, 0);
}

/*
 * Facts that the program counts towards a threshold without their following from its attempts: the
 * goal's landmark would only say that one of several is needed, those of each say it of each.
 */
static void
learn_thresholds(CtAdditiveSolver *solver, const CtIds *chosen, const uint8_t *values)
{
    const CtSlice *slice = solver->slice;
    g_autoptr(CtProgress) progress = ct_progress_new(slice);
    g_autofree uint8_t *asked = g_new0(uint8_t, (size_t)slice->n_facts + 1);
    g_auto(CtIds) landmark = {0};
    uint32_t n = 0;

    for (uint32_t i = 0; i < chosen->length; i++)
        ct_progress_take(progress, chosen->data[i]);

    CtProgressMark held = ct_progress_mark(progress);
    for (uint32_t s = slice->n_attempts; s < slice->n_steps && n < MOST_CONDITIONAL; s++) {
        uint32_t start = slice->premises.start[s], end = slice->premises.start[s + 1];

        if (slice->need[s] < 2)
            continue;
        for (uint32_t p = start; p < end && n < MOST_CONDITIONAL; p++) {
            uint32_t fact = slice->premises.value[p];
            uint32_t variable = solver->fact_variable[fact];

            if (variable == CT_NO_ID || values[variable] == 0 || progress->holds[fact] != 0 ||
                asked[fact]++ != 0)
                continue;
            find_landmark(solver, progress, fact, CT_NO_ID, &landmark);
            add_landmark(solver, &landmark, fact);
            ct_progress_back(progress, held);
            n++;
        }
    }
}

static uint32_t
cheapest_of(const CtAdditiveSolver *solver, const CtIds *landmark)
{
    uint32_t best = landmark->data[0];

    for (uint32_t i = 1; i < landmark->length; i++)
        if (solver->rank[landmark->data[i]] < solver->rank[best])
            best = landmark->data[i];
    return best;
}

/* Adds to @chosen the cheapest of each landmark that it misses, until the goal follows; false where
 * it cannot without @without. Whether landmarks become rows: @learns. */
static bool
complete(CtAdditiveSolver *solver, CtIds *chosen, uint32_t without, bool learns)
{
    g_auto(CtIds) landmark = {0};

    while (!ct_additive_reaches(solver, chosen, CT_NO_ID)) {
        g_autoptr(CtProgress) progress = ct_progress_new(solver->slice);

        for (uint32_t i = 0; i < chosen->length; i++)
            ct_progress_take(progress, chosen->data[i]);
        find_landmark(solver, progress, 0, without, &landmark);
        if (landmark.length == 0)
            return false;
        if (learns)
            add_landmark(solver, &landmark, 0);
        ct_ids_add(chosen, cheapest_of(solver, &landmark));
    }
    return true;
}

void
ct_additive_learn(CtAdditiveSolver *solver, const uint8_t *values)
{
    g_auto(CtIds) chosen = {0};
    bool follows;

    for (uint32_t a = 0; values != NULL && a < solver->slice->n_attempts; a++)
        if (values[a] != 0)
            ct_ids_add(&chosen, a);
    follows = ct_additive_reaches(solver, &chosen, CT_NO_ID);
    if (!follows && values != NULL)
        learn_thresholds(solver, &chosen, values);
    if (complete(solver, &chosen, CT_NO_ID, true))
        offer(solver, &chosen, follows);
}

void
ct_additive_neighbours(CtAdditiveSolver *solver, guint met)
{
    g_auto(CtIds) set = {0};
    const CtIds *from = &g_array_index(solver->pool, CtAdditiveMet, met).attempts;

    for (uint32_t i = 0; i < from->length; i++) /* offering moves the pool */
        ct_ids_add(&set, from->data[i]);
    for (uint32_t place = 0; place < set.length; place++) {
        g_auto(CtIds) chosen = {0};

        for (uint32_t i = 0; i < set.length; i++)
            if (i != place)
                ct_ids_add(&chosen, set.data[i]);
        if (complete(solver, &chosen, set.data[place], false))
            offer(solver, &chosen, false);
    }
}
