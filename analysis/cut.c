/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "What is left" is a counting pass over the slice with the steps of some elements blocked. The
 * path that becomes a row is made minimal first, element by element: what it could do without would
 * only weaken the row.
 */
#include "analysis/cut_program.h"
#include "analysis/cut_walk.h"

#include "analysis/closure64.h"

#include <math.h>
#include <string.h>

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
    CtCutWalk *walk = ct_cut_walk_new(slice, elements);
    g_autoptr(CtClosure) closure = ct_closure_new_slice(slice);
    g_autofree uint64_t *available = g_new(uint64_t, (size_t)slice->n_steps + 1);
    g_auto(CtIds) candidates = {0};

    ret_elements->length = 0;
    if (ct_cut_walk(walk))
        ct_cut_walk_path(walk, &candidates);
    ct_cut_walk_free(walk);
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
    CtCutWalk *walk;
    CtCutProgram *program;
    const CtCutCheck *check;
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

/* What costs nothing is left out where the set can do without; what costs something cannot be. */
static void
drop_needless(Cutter *cutter)
{
    uint8_t *gone = cutter->walk->gone;

    for (uint32_t e = 0; e < cutter->elements->rows->len; e++) {
        if (gone[e] == 0 || cutter->weight[e] > 0)
            continue;
        gone[e] = 0;
        if (ct_cut_walk(cutter->walk))
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
                                       : ct_cut_program_solve(cutter->program, &cutter->work, left,
                                                              &bound, cutter->walk->gone);

        *ret_bound = MAX(*ret_bound, bound);
        if (status == CT_ILP_LIMIT)
            return OUTCOME_LIMIT;
        if (status == CT_ILP_INFEASIBLE)
            return OUTCOME_NONE;
        g_auto(CtIds) path = {0};

        if (ct_cut_walk(cutter->walk)) {
            ct_cut_walk_small_path(cutter->walk, cutter->weight, &path);
        } else {
            bool known = true;
            g_auto(CtIds) set = found_set(cutter);

            if (cutter->check == NULL ||
                cutter->check->func(cutter->check->data, &set, &path, &known))
                return OUTCOME_CUT;
            if (!known)
                return OUTCOME_LIMIT;
        }
        if (!ct_cut_program_add_way(cutter->program, &path))
            return OUTCOME_NONE;
    }
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
        ct_cut_program_exclude(cutter->program, &set);
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
    CtCutWalk *walk = cutter->walk;
    g_auto(CtIds) path = {0};

    memset(walk->gone, 0, cutter->elements->rows->len);
    while (ct_cut_walk(walk)) {
        bool any = false;

        ct_cut_walk_path(walk, &path);
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
    CtCutWalk *walk = cutter->walk;
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
            if (ct_cut_walk(walk))
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

    cutter.walk = ct_cut_walk_new(slice, elements);
    cutter.deadline = g_get_monotonic_time() + (gint64)(limits->seconds * G_USEC_PER_SEC);
    cutter.program = ct_cut_program_new(elements, weight, &is_exact);
    outcome = collect(&cutter, limits->most, result);
    result->hit_limit = outcome == OUTCOME_LIMIT;
    bool proved = result->sets->len > 0 || outcome == OUTCOME_NONE;

    if (result->sets->len == 0 && result->hit_limit)
        add_makeshift(&cutter, result);
    result->is_complete = outcome == OUTCOME_NONE && is_exact;
    result->is_optimal = is_exact && proved;
    ct_cut_result_finish(result);
    ct_cut_walk_free(cutter.walk);
    ct_cut_program_free(cutter.program);
    return result;
}
