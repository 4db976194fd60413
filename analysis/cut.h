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
 * The elements that lie on every way to the goal, rising; the caller clears @ret_elements. Each
 * lies on the way that is found first, so only those are tried. Cost: one pass over the slice for
 * each 64 of them.
 */
void ct_choke_points(const CtSlice *slice, const CtElements *elements, CtIds *ret_elements);

/* Where a search ends that has not proved its answer. */
typedef struct CtCutLimits {
    uint32_t most;  /* sets */
    uint64_t work;  /* steps of the slice looked at, rows and variables of programs: the same on
                       every machine */
    double seconds; /* of wall time, a backstop; where it ends a search, machines may differ */
} CtCutLimits;

typedef struct CtCutResult {
    GArray *sets;       /* CtIds: elements, rising; every set of least weight, up to the cap; where
                           a limit ended the search before the first, one that is a cut */
    double weight;      /* of each; INFINITY where none was found */
    double lower_bound; /* of the weight */
    bool is_optimal;    /* weight is proved least; where none was found: no set is a cut */
    bool is_complete;   /* there is no other set of that weight that could do without nothing, but
                           for those that take others of the alike */
    bool hit_limit;
} CtCutResult;

/*
 * Asked of a set that hits every way the slice knows. False: it is no cut after all, and @ret_way
 * gets the elements of a way that is left, none of them in the set. *@ret_known false: nobody can
 * say.
 */
typedef bool (*CtCutCheckFunc)(void *data, const CtIds *set, CtIds *ret_way, bool *ret_known);

typedef struct CtCutCheck {
    CtCutCheckFunc func;
    void *data;
} CtCutCheck;

/* The elements of a way to the goal that is small in them, rising; the goal must follow. */
void ct_cut_way(const CtSlice *slice, const CtElements *elements, CtIds *ret_elements);

/*
 * @weight: per element, ≥ 0; an element that cannot go has INFINITY. No set could do without one of
 * its elements. Of sets that differ in which of the alike they take (elements->alike), or in which
 * copies (elements->copy), one is given, with the first of them. Weights further apart than 1 to 10
 * million are told apart no better than that, and the answer is not called proved. @check: NULL
 * where the slice knows every way.
 */
CtCutResult *ct_cuts_find(const CtSlice *slice,
                          const CtElements *elements,
                          const double *weight,
                          const CtCutLimits *limits,
                          const CtCutCheck *check);

/* Nothing found yet; for searches of other kinds (analysis/measure_cuts.h). */
CtCutResult *ct_cut_result_new(void);

/* Orders the sets, and leaves out those that contain another. */
void ct_cut_result_finish(CtCutResult *result);
void ct_cut_result_free(CtCutResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCutResult, ct_cut_result_free)

/* The sum of @weight over @set. */
double ct_cut_weight(const CtIds *set, const double *weight);

/* What to divide weights by so that a program can take them; 1 for all but huge ones. */
double ct_cut_scale(const double *weight, uint32_t n, bool *ret_is_exact);
