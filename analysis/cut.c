/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "What is left" is a counting pass over the slice with the steps of some elements blocked. The
 * path that becomes a row is made minimal first, element by element: what it could do without would
 * only weaken the row.
 */
#include "analysis/cut.h"

#include "analysis/ilp.h"

#include <math.h>
#include <string.h>

typedef struct Walk {
    const CtSlice *slice;
    const CtElements *elements;
    uint8_t *gone;     /* per element */
    uint32_t *missing; /* per step */
    uint32_t *cause;   /* per fact: the step that gained it; CT_NO_ID */
    CtIds facts;       /* in the order in which they came to hold */
} Walk;

static Walk *
walk_new(const CtSlice *slice, const CtElements *elements)
{
    Walk *walk = g_new0(Walk, 1);

    walk->slice = slice;
    walk->elements = elements;
    walk->gone = g_new0(uint8_t, elements->rows->len + 1);
    walk->missing = g_new(uint32_t, (size_t)slice->n_steps + 1);
    walk->cause = g_new(uint32_t, (size_t)slice->n_facts + 1);
    return walk;
}

static void
walk_free(Walk *walk)
{
    g_free(walk->gone);
    g_free(walk->missing);
    g_free(walk->cause);
    ct_ids_clear(&walk->facts);
    g_free(walk);
}

static bool
is_blocked(const Walk *walk, uint32_t step)
{
    const CtCsr *of_step = &walk->elements->of_step;

    for (uint32_t i = of_step->start[step]; i < of_step->start[step + 1]; i++)
        if (walk->gone[of_step->value[i]] != 0)
            return true;
    return false;
}

static void
gain(Walk *walk, uint32_t fact, uint32_t step)
{
    if (walk->cause[fact] != CT_NO_ID)
        return;
    walk->cause[fact] = step;
    ct_ids_add(&walk->facts, fact);
}

/* Whether the goal follows without what is gone; leaves a cause for every fact that does. */
static bool
goal_is_left(Walk *walk)
{
    const CtSlice *slice = walk->slice;
    const uint32_t is_entry = slice->n_steps;

    walk->facts.length = 0;
    memset(walk->cause, 0xff, slice->n_facts * sizeof *walk->cause);
    for (uint32_t e = 0; e < slice->entries.length; e++)
        gain(walk, slice->entries.data[e], is_entry);
    for (uint32_t s = 0; s < slice->n_steps; s++) {
        walk->missing[s] = slice->need[s];
        if (walk->missing[s] == 0 && !is_blocked(walk, s))
            gain(walk, slice->gain[s], s);
    }
    for (uint32_t next = 0; next < walk->facts.length; next++) {
        uint32_t fact = walk->facts.data[next];

        for (uint32_t i = slice->uses.start[fact]; i < slice->uses.start[fact + 1]; i++) {
            uint32_t step = slice->uses.value[i];

            if (--walk->missing[step] == 0 && !is_blocked(walk, step))
                gain(walk, slice->gain[step], step);
        }
    }
    return walk->cause[0] != CT_NO_ID;
}

/* The elements of the derivation that the last walk found: causes, followed back from the goal. */
static void
put_path(const Walk *walk, CtIds *elements)
{
    const CtSlice *slice = walk->slice;
    const CtCsr *of_step = &walk->elements->of_step;
    g_autofree uint8_t *seen = g_new0(uint8_t, (size_t)slice->n_facts + 1);
    g_auto(CtIds) stack = {0};

    elements->length = 0;
    ct_ids_add(&stack, 0);
    seen[0] = 1;
    while (stack.length > 0) {
        uint32_t step = walk->cause[stack.data[--stack.length]];

        if (step == slice->n_steps)
            continue;
        for (uint32_t i = of_step->start[step]; i < of_step->start[step + 1]; i++)
            ct_ids_add(elements, of_step->value[i]);
        for (uint32_t i = slice->premises.start[step]; i < slice->premises.start[step + 1]; i++) {
            uint32_t premise = slice->premises.value[i];

            if (walk->cause[premise] == CT_NO_ID || seen[premise] != 0)
                continue;
            seen[premise] = 1;
            ct_ids_add(&stack, premise);
        }
    }
    ct_ids_sort_unique(elements);
}

void
ct_choke_points(const CtSlice *slice, const CtElements *elements, CtIds *ret_elements)
{
    Walk *walk = walk_new(slice, elements);
    g_auto(CtIds) candidates = {0};

    ret_elements->length = 0;
    if (goal_is_left(walk))
        put_path(walk, &candidates);
    for (uint32_t i = 0; i < candidates.length; i++) {
        walk->gone[candidates.data[i]] = 1;
        if (!goal_is_left(walk))
            ct_ids_add(ret_elements, candidates.data[i]);
        walk->gone[candidates.data[i]] = 0;
    }
    walk_free(walk);
}

typedef struct Cutter {
    const CtSlice *slice;
    const CtElements *elements;
    const double *weight;
    Walk *walk;
    CtIlp *ilp;
    gint64 deadline;
} Cutter;

/*
 * A row for a path that is left while walk->gone is gone: its elements that can go. The path is
 * first made small by taking away more of them while some path remains. False if what remains has
 * no element that can go.
 */
static bool
add_path(Cutter *cutter)
{
    Walk *walk = cutter->walk;
    guint n = cutter->elements->rows->len;
    g_autofree uint8_t *gone = g_memdup2(walk->gone, n + 1);
    g_autofree double *ones = g_new(double, (size_t)n + 1);
    g_auto(CtIds) path = {0};
    uint32_t kept = 0;

    put_path(walk, &path);
    for (uint32_t i = 0; i < path.length; i++) {
        walk->gone[path.data[i]] = isfinite(cutter->weight[path.data[i]]) ? 1 : 0;
        if (!goal_is_left(walk))
            walk->gone[path.data[i]] = 0;
    }
    (void)goal_is_left(walk);
    put_path(walk, &path);
    memcpy(walk->gone, gone, n + 1);
    for (uint32_t i = 0; i < path.length; i++) {
        if (!isfinite(cutter->weight[path.data[i]]))
            continue;
        ones[kept] = 1;
        path.data[kept++] = path.data[i];
    }
    if (kept > 0)
        ct_ilp_add_row(cutter->ilp, path.data, ones, kept, 1);
    return kept > 0;
}

typedef enum Outcome { OUTCOME_CUT, OUTCOME_NONE, OUTCOME_LIMIT } Outcome;

/* The least set that hits all paths; leaves it in walk->gone. */
static Outcome
next_cut(Cutter *cutter, double *ret_weight, double *ret_bound)
{
    for (;;) {
        double left = (double)(cutter->deadline - g_get_monotonic_time()) / G_USEC_PER_SEC;
        double bound = 0;
        CtIlpStatus status =
            left <= 0 ? CT_ILP_LIMIT : ct_ilp_solve(cutter->ilp, left, &bound, cutter->walk->gone);

        *ret_bound = MAX(*ret_bound, bound);
        if (status == CT_ILP_LIMIT)
            return OUTCOME_LIMIT;
        if (status == CT_ILP_INFEASIBLE)
            return OUTCOME_NONE;
        for (uint32_t e = 0; e < cutter->elements->rows->len; e++)
            if (!isfinite(cutter->weight[e]))
                cutter->walk->gone[e] = 0; /* cost nothing in the program, but cannot go */
        if (!goal_is_left(cutter->walk)) {
            *ret_weight = bound;
            return OUTCOME_CUT;
        }
        if (!add_path(cutter))
            return OUTCOME_NONE;
    }
}

static void
keep(Cutter *cutter, CtCutResult *result)
{
    CtIds set = {0};
    g_autofree double *minus = NULL;

    for (uint32_t e = 0; e < cutter->elements->rows->len; e++)
        if (cutter->walk->gone[e] != 0)
            ct_ids_add(&set, e);
    minus = g_new(double, (size_t)set.length + 1);
    for (uint32_t i = 0; i < set.length; i++)
        minus[i] = -1;
    ct_ilp_add_row(cutter->ilp, set.data, minus, set.length, 1 - (double)set.length);
    g_array_append_val(result->sets, set);
}

static int
compare_sets(const void *a, const void *b)
{
    const CtIds *x = a;
    const CtIds *y = b;

    for (uint32_t i = 0; i < MIN(x->length, y->length); i++)
        if (x->data[i] != y->data[i])
            return x->data[i] < y->data[i] ? -1 : 1;
    return (x->length > y->length) - (x->length < y->length);
}

CtCutResult *
ct_cuts_find(const CtSlice *slice,
             const CtElements *elements,
             const double *weight,
             uint32_t most,
             double seconds)
{
    CtCutResult *result = g_new0(CtCutResult, 1);
    Cutter cutter = {.slice = slice, .elements = elements, .weight = weight};
    Outcome outcome = OUTCOME_CUT;

    cutter.walk = walk_new(slice, elements);
    cutter.ilp = ct_ilp_new();
    cutter.deadline = g_get_monotonic_time() + (gint64)(seconds * G_USEC_PER_SEC);
    for (uint32_t e = 0; e < elements->rows->len; e++)
        ct_ilp_add_variable(cutter.ilp, isfinite(weight[e]) ? weight[e] : 0);
    result->sets = g_array_new(FALSE, FALSE, sizeof(CtIds));
    result->weight = INFINITY;
    while (result->sets->len < most && outcome == OUTCOME_CUT) {
        double found = INFINITY;
        double bound = 0;

        outcome = next_cut(&cutter, &found, result->is_optimal ? &bound : &result->lower_bound);
        if (outcome != OUTCOME_CUT)
            break;
        if (result->is_optimal && found > result->weight * (1 + 1e-9)) {
            outcome = OUTCOME_NONE;
            break;
        }
        result->weight = result->is_optimal ? result->weight : found;
        result->is_optimal = true;
        keep(&cutter, result);
    }
    result->is_complete = outcome == OUTCOME_NONE;
    result->hit_limit = outcome == OUTCOME_LIMIT;
    g_array_sort(result->sets, compare_sets);
    walk_free(cutter.walk);
    ct_ilp_free(cutter.ilp);
    return result;
}

void
ct_cut_result_free(CtCutResult *result)
{
    if (result == NULL)
        return;
    for (guint i = 0; i < result->sets->len; i++)
        ct_ids_clear(&g_array_index(result->sets, CtIds, i));
    g_array_unref(result->sets);
    g_free(result);
}
