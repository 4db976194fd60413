/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of near misses, private to analysis/near_miss*.c. */
#pragma once

#include "analysis/near_miss.h"

enum { CT_NEAR_MISS_MOST_MISSING = 2 };

/* A step that lacks a premise or two, or a binding whose guard said no. */
typedef struct CtCandidate {
    const CtRejected *rejected; /* NULL: a step */
    uint32_t step;
    CtFactId missing[CT_NEAR_MISS_MOST_MISSING];
    uint32_t n_missing;
    uint32_t depth; /* attempts between it and the goal */
    uint32_t number;
    uint32_t n_alike; /* so many, this one included, on assets that nothing tells apart */
    bool suffices;    /* with what it lacks, and nothing else, the goal could be had */
} CtCandidate;

typedef struct CtSearch {
    const CtTwin *twin;
    const CtGraph *graph;
    const CtFixpoint *fixpoint;
    CtDossierStore *store;
    GArray *candidates;  /* CtCandidate */
    GHashTable *missing; /* sets of missing facts that have a candidate */
    GHashTable *assets;  /* asset + 1 → depth + 1 at which it came up */
    GArray *rejected;    /* CtRejected, which candidates point into */
} CtSearch;

/* Adds bindings on assets that came up, opened by a fact that holds, whose guard gave a reason. */
void ct_near_miss_add_rejected(CtSearch *search);

/* Leaves of candidates that differ in alike assets alone the first. What @targets and the entries
 * name is like nothing else. */
void ct_near_miss_fold(CtSearch *search, const CtTargets *targets);

CtNearMiss ct_near_miss_tell(const CtSearch *search, const CtCandidate *candidate);

/* The first @most candidates in words, in their order; CtNearMiss, g_array_unref(). Of those that
 * read alike but for the numbers of instances, as in copies of a zone, it is the first alone, which
 * counts the others as far as they were looked at. Cost: see ct_near_miss_tell(), some hundred. */
GArray *ct_near_miss_tell_all(const CtSearch *search, uint32_t most);

/*
 * Why packets do not arrive at service instance @service from where the attacker stands, in words,
 * and where the topology says so; g_free(). NULL, and @ret_pos untouched, where nothing is known.
 */
char *ct_near_miss_reach(const CtSearch *search, uint32_t service, CtPos *ret_pos);
