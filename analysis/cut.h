/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Choke points and minimum cuts of a goal: single elements without which it cannot be derived, and
 * the cheapest sets of elements that together leave no way.
 *
 * A cut is a minimum-weight hitting set of the paths, found by an implicit hitting set: take a
 * path that is left, demand that one of its elements goes, solve, take those away, until no path is
 * left (E. Moreno-Centeno, R. Karp, "The implicit hitting set approach", Operations Research 61(2),
 * 2013).
 */
#pragma once

#include "analysis/elements.h"

/*
 * The elements that lie on every way to the goal, rising; the caller clears @ret_elements. Cost:
 * one pass over the slice for each element of one path.
 */
void ct_choke_points(const CtSlice *slice, const CtElements *elements, CtIds *ret_elements);

typedef struct CtCutResult {
    GArray *sets;       /* CtIds: elements, rising; every set of least weight, up to the cap */
    double weight;      /* of each; INFINITY where no set of these elements is a cut */
    double lower_bound; /* of the weight */
    bool is_optimal;    /* weight is proved */
    bool is_complete;   /* there is no other set of that weight */
    bool hit_limit;
} CtCutResult;

/*
 * @weight: per element, > 0; an element that cannot go has INFINITY. At most @most sets, within
 * @seconds of wall time. Every set is checked: without it the goal does not follow.
 */
CtCutResult *ct_cuts_find(const CtSlice *slice,
                          const CtElements *elements,
                          const double *weight,
                          uint32_t most,
                          double seconds);
void ct_cut_result_free(CtCutResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCutResult, ct_cut_result_free)
