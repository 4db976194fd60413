/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "What is left" is a counting pass over the slice with the steps of some elements blocked. The
 * path that becomes a row is made minimal first, element by element: what it could do without would
 * only weaken the row.
 */
#include "analysis/cut.h"

#include "analysis/closure64.h"
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
    uint64_t looked;   /* steps looked at so far */
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

    walk->looked += slice->n_steps + 1;
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

/* World i lacks element @candidates[i]. */
static void
take_away(const CtElements *elements,
          const uint32_t *candidates,
          uint32_t n,
          uint64_t *available,
          uint32_t n_steps)
{
    const CtCsr *steps = &elements->steps;

    memset(available, 0xff, n_steps * sizeof *available);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = steps->start[candidates[i]]; k < steps->start[candidates[i] + 1]; k++)
            available[steps->value[k]] &= ~(UINT64_C(1) << i);
}

void
ct_choke_points(const CtSlice *slice, const CtElements *elements, CtIds *ret_elements)
{
    Walk *walk = walk_new(slice, elements);
    g_autoptr(CtClosure) closure = ct_closure_new_slice(slice);
    g_autofree uint64_t *available = g_new(uint64_t, (size_t)slice->n_steps + 1);
    g_auto(CtIds) candidates = {0};

    ret_elements->length = 0;
    if (goal_is_left(walk))
        put_path(walk, &candidates);
    walk_free(walk);
    for (uint32_t i = 0; i < candidates.length; i += CT_N_WORLDS) {
        uint32_t n = MIN(CT_N_WORLDS, candidates.length - i);

        take_away(elements, candidates.data + i, n, available, slice->n_steps);
        ct_closure_clear(closure);
        for (uint32_t e = 0; e < slice->entries.length; e++)
            ct_closure_enter(closure, slice->entries.data[e], UINT64_MAX);
        ct_closure_run(closure, available, UINT64_MAX);
        for (uint32_t k = 0; k < n; k++)
            if ((ct_closure_worlds(closure, 0) >> k & 1) == 0)
                ct_ids_add(ret_elements, candidates.data[i + k]);
    }
}

typedef struct Cutter {
    const CtSlice *slice;
    const CtElements *elements;
    const double *weight;
    Walk *walk;
    CtIlp *ilp;
    const CtCutCheck *check;
    double scale;  /* the program's weights are divided by it */
    uint64_t work; /* left */
    gint64 deadline;
} Cutter;

/* The wall time that is left; 0 when the work or the time is spent. */
static double
seconds_left(Cutter *cutter)
{
    gint64 left = cutter->deadline - g_get_monotonic_time();

    cutter->work -= MIN(cutter->work, cutter->walk->looked);
    cutter->walk->looked = 0;
    return cutter->work == 0 || left <= 0 ? 0 : (double)left / G_USEC_PER_SEC;
}

/* A way that is left while walk->gone is gone, made small: elements are taken away as long as some
 * way remains. @weight: INFINITY for what cannot go; NULL: all can. */
static void
put_small_path(Walk *walk, const double *weight, CtIds *path)
{
    guint n = walk->elements->rows->len;
    g_autofree uint8_t *gone = g_memdup2(walk->gone, n + 1);

    put_path(walk, path);
    for (uint32_t i = 0; i < path->length; i++) {
        if (weight != NULL && !isfinite(weight[path->data[i]]))
            continue;
        walk->gone[path->data[i]] = 1;
        if (!goal_is_left(walk))
            walk->gone[path->data[i]] = 0;
    }
    (void)goal_is_left(walk);
    put_path(walk, path);
    memcpy(walk->gone, gone, n + 1);
}

void
ct_cut_way(const CtSlice *slice, const CtElements *elements, CtIds *ret_elements)
{
    Walk *walk = walk_new(slice, elements);

    if (goal_is_left(walk))
        put_small_path(walk, NULL, ret_elements);
    walk_free(walk);
}

/* A row: one of @path has to go. False if none of it can. */
static bool
add_row(Cutter *cutter, CtIds *path)
{
    g_autofree double *ones = g_new(double, (size_t)path->length + 1);
    uint32_t kept = 0;

    for (uint32_t i = 0; i < path->length; i++) {
        if (!isfinite(cutter->weight[path->data[i]]))
            continue;
        ones[kept] = 1;
        path->data[kept++] = path->data[i];
    }
    if (kept > 0)
        ct_ilp_add_row(cutter->ilp, path->data, ones, kept, 1);
    return kept > 0;
}

/* What costs nothing is left out where the set can do without; what costs something cannot be. */
static void
drop_needless(Cutter *cutter)
{
    uint8_t *gone = cutter->walk->gone;

    for (uint32_t e = 0; e < cutter->elements->rows->len; e++) {
        if (gone[e] == 0 || cutter->weight[e] > 0)
            continue;
        gone[e] = 0;
        if (goal_is_left(cutter->walk))
            gone[e] = 1;
    }
}

static CtIds
found_set(Cutter *cutter)
{
    CtIds set = {0};

    drop_needless(cutter);
    for (uint32_t e = 0; e < cutter->elements->rows->len; e++)
        if (cutter->walk->gone[e] != 0)
            ct_ids_add(&set, e);
    return set;
}

typedef enum Outcome { OUTCOME_CUT, OUTCOME_NONE, OUTCOME_LIMIT } Outcome;

/* The least set that hits all paths; leaves it in walk->gone. */
static Outcome
next_cut(Cutter *cutter, double *ret_bound)
{
    for (;;) {
        double left = seconds_left(cutter);
        double bound = 0;
        CtIlpStatus status = left <= 0 ? CT_ILP_LIMIT
                                       : ct_ilp_solve_counted(cutter->ilp, &cutter->work, left,
                                                              &bound, cutter->walk->gone);

        *ret_bound = MAX(*ret_bound, bound * cutter->scale);
        if (status == CT_ILP_LIMIT)
            return OUTCOME_LIMIT;
        if (status == CT_ILP_INFEASIBLE)
            return OUTCOME_NONE;
        for (uint32_t e = 0; e < cutter->elements->rows->len; e++)
            if (!isfinite(cutter->weight[e]))
                cutter->walk->gone[e] = 0; /* cost nothing in the program, but cannot go */
        g_auto(CtIds) path = {0};

        if (goal_is_left(cutter->walk)) {
            put_small_path(cutter->walk, cutter->weight, &path);
        } else {
            bool known = true;
            g_auto(CtIds) set = found_set(cutter);

            if (cutter->check == NULL ||
                cutter->check->func(cutter->check->data, &set, &path, &known))
                return OUTCOME_CUT;
            if (!known)
                return OUTCOME_LIMIT;
        }
        if (!add_row(cutter, &path))
            return OUTCOME_NONE;
    }
}

/* From now on, no set that contains this one. */
static void
exclude(Cutter *cutter, const CtIds *set)
{
    g_autofree double *minus = g_new(double, (size_t)set->length + 1);

    for (uint32_t i = 0; i < set->length; i++)
        minus[i] = -1;
    ct_ilp_add_row(cutter->ilp, set->data, minus, set->length, 1 - (double)set->length);
}

static Outcome
collect(Cutter *cutter, uint32_t most, CtCutResult *result)
{
    for (;;) {
        double bound = 0;
        double *learned = result->sets->len == 0 ? &result->lower_bound : &bound;
        Outcome outcome;
        CtIds set;

        if (result->sets->len >= most)
            return OUTCOME_CUT;
        outcome = next_cut(cutter, learned);
        if (outcome != OUTCOME_CUT)
            return outcome;
        set = found_set(cutter);
        if (result->sets->len == 0) {
            result->weight = ct_cut_weight(&set, cutter->weight);
            result->lower_bound = MIN(result->lower_bound, result->weight);
        } else if (ct_cut_weight(&set, cutter->weight) > result->weight * (1 + 1e-9)) {
            ct_ids_clear(&set);
            return OUTCOME_NONE;
        }
        exclude(cutter, &set);
        g_array_append_val(result->sets, set);
        if (set.length == 0)
            return OUTCOME_NONE;
    }
}

/* Past so many steps looked at, no makeshift cut is tried. */
#define MOST_MAKESHIFT UINT64_C(2000000000)

/* Takes away everything on a way, way after way, until none is left. False if one cannot be cut. */
static bool
take_all_ways(Cutter *cutter)
{
    Walk *walk = cutter->walk;
    g_auto(CtIds) path = {0};

    memset(walk->gone, 0, cutter->elements->rows->len);
    while (goal_is_left(walk)) {
        bool any = false;

        put_path(walk, &path);
        for (uint32_t i = 0; i < path.length; i++)
            if (isfinite(cutter->weight[path.data[i]])) {
                walk->gone[path.data[i]] = 1;
                any = true;
            }
        if (!any)
            return false;
    }
    return true;
}

/*
 * A cut that nobody calls least, for when the search has ended without one: all that lies on some
 * ways, less what it can do without. What weighs most is given back first.
 */
static void
add_makeshift(Cutter *cutter, CtCutResult *result)
{
    Walk *walk = cutter->walk;
    uint32_t n = cutter->elements->rows->len;
    g_auto(CtIds) way = {0};
    CtIds set = {0};
    bool known = true;

    if ((uint64_t)n * cutter->slice->n_steps > MOST_MAKESHIFT || !take_all_ways(cutter))
        return;
    for (int heavy = 1; heavy >= 0; heavy--)
        for (uint32_t e = 0; e < n; e++) {
            if (walk->gone[e] == 0 || (cutter->weight[e] > 1) != (heavy == 1))
                continue;
            walk->gone[e] = 0;
            if (goal_is_left(walk))
                walk->gone[e] = 1;
        }
    set = found_set(cutter);
    if (cutter->check != NULL && !cutter->check->func(cutter->check->data, &set, &way, &known)) {
        ct_ids_clear(&set);
        return;
    }
    result->weight = ct_cut_weight(&set, cutter->weight);
    g_array_append_val(result->sets, set);
}

CtCutResult *
ct_cuts_find(const CtSlice *slice,
             const CtElements *elements,
             const double *weight,
             const CtCutLimits *limits,
             const CtCutCheck *check)
{
    CtCutResult *result = ct_cut_result_new();
    Cutter cutter = {.slice = slice,
                     .elements = elements,
                     .weight = weight,
                     .check = check,
                     .work = limits->work};
    bool is_exact;
    Outcome outcome;

    cutter.walk = walk_new(slice, elements);
    cutter.ilp = ct_ilp_new();
    cutter.deadline = g_get_monotonic_time() + (gint64)(limits->seconds * G_USEC_PER_SEC);
    cutter.scale = ct_cut_scale(weight, elements->rows->len, &is_exact);
    for (uint32_t e = 0; e < elements->rows->len; e++)
        ct_ilp_add_variable(cutter.ilp, isfinite(weight[e]) ? weight[e] / cutter.scale : 0);
    outcome = collect(&cutter, limits->most, result);
    result->hit_limit = outcome == OUTCOME_LIMIT;
    bool proved = result->sets->len > 0 || outcome == OUTCOME_NONE;

    if (result->sets->len == 0 && result->hit_limit)
        add_makeshift(&cutter, result);
    result->is_complete = outcome == OUTCOME_NONE && is_exact;
    result->is_optimal = is_exact && proved;
    ct_cut_result_finish(result);
    walk_free(cutter.walk);
    ct_ilp_free(cutter.ilp);
    return result;
}
