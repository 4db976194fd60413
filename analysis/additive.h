/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cheapest sets of attempts that derive a goal, for costs that add up over distinct attempts
 * and over what several of them share (a prepared exploit, a flaw that works or not): steps,
 * effort, probability, stealth (DESIGN 5). Shared prerequisites make this NP-hard.
 *
 * Solved exactly by an implicit hitting set: every derivation needs at least one attempt of each
 * *landmark*, so the cheapest set that hits all landmarks found so far is a lower bound; if the
 * goal follows from it, it is the optimum, if not, what is missing gives a new landmark (P. Haslum,
 * J. Slaney, S. Thiébaux, "Minimal landmarks for optimal delete-free planning", ICAPS 2012). The
 * program starts from what each fact and step needs at least (additive_master.c). The k best
 * distinct minimal sets follow by excluding what contains a set already found.
 */
#pragma once

#include "analysis/slice.h"

/* What attempts of a slice cost; all arrays are the caller's. */
typedef struct CtAdditiveCosts {
    const double *own;    /* per attempt, ≥ 0 */
    CtCsr shares;         /* attempt → shared items it needs */
    const double *shared; /* per shared item, ≥ 0; paid once by all that need it */
    uint32_t n_shared;
} CtAdditiveCosts;

/* Blocks of attempts that can be swapped with all that follows from them; analysis/slice_fold.h. */
typedef struct CtFoldGroup {
    uint32_t n_blocks, width;
    CtIds attempts; /* block by block, `width` each; those at one place of the blocks are alike */
} CtFoldGroup;

typedef struct CtAdditiveProblem {
    const CtSlice *slice;
    const CtAdditiveCosts *costs;
    uint32_t k;
    const GArray *groups;  /* CtFoldGroup: of sets that differ in a swap one is given; NULL: none */
    const uint32_t *label; /* per attempt: of sets with equally many of each label the cheapest is
                              given; NULL: all are */
    uint64_t work;         /* the same on every machine: pivots × size of the program, about */
    double seconds;        /* of wall time, a backstop */
} CtAdditiveProblem;

typedef struct CtAdditiveSet {
    CtIds attempts; /* of the slice, rising; from which nothing can be dropped */
    double cost;
    bool is_optimal; /* no distinct minimal set after those before it is cheaper */
} CtAdditiveSet;

typedef struct CtAdditiveResult {
    GArray *sets;       /* CtAdditiveSet, cheapest first; at least one */
    double lower_bound; /* of the first set that is not there, or not proved */
    bool is_complete;   /* there are no more minimal sets than these */
    bool hit_limit;     /* work or time ran out before @k were found and proved */
} CtAdditiveResult;

/*
 * The @k cheapest minimal sets. Where work or time runs out, those met so far, unproved. The same
 * input gives the same answer, unless time ran out.
 */
CtAdditiveResult *ct_additive_solve(const CtAdditiveProblem *problem);
void ct_additive_result_free(CtAdditiveResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtAdditiveResult, ct_additive_result_free)
