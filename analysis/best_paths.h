/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The k best distinct minimal paths to a goal, by any cost. Time and skill are superior functions
 * and go by Knuth's algorithm under more and more bans (after E. Lawler, "A procedure for computing
 * the k best solutions", Management Science 18(7), 1972: every other set lacks some attempt of the
 * one just found); sums go to the additive solver.
 */
#pragma once

#include "analysis/alike.h"
#include "analysis/path.h"
#include "attacks/fixpoint.h"

typedef struct CtBestPaths {
    GPtrArray *plans;   /* CtPlan, best first; distinct sets of attempts; of those that cost the
                           same: fewer attempts, then fewer assets, the sooner, file order */
    double lower_bound; /* no path costs less: ms, CtSkill, hours, count; a chance at most this */
    bool is_optimal;    /* the first is proved the best */
    const char *limit;  /* what ended the search, so that there may be better or more, as "the
                           search ended …"; static; NULL: nothing did */
} CtBestPaths;

typedef struct CtBestQuery {
    const CtGraph *graph;
    const CtFixpoint *fixpoint;
    const CtFactId *entries;
    size_t n_entries;
    CtPathFinder *finder; /* over the same graph and entries */
    CtTargets targets;
    CtCost cost;
    uint32_t k;
    const CtAlike *alike; /* of paths that differ in alike attempts alone one is given; NULL: all */
    uint64_t work;        /* for the additive solver, the same on every machine; 0: the default */
    double seconds;       /* wall time for it, a backstop; 0: CT_BEST_PATHS_SECONDS */
} CtBestQuery;

/*
 * With `alike`, what is banned is banned with all that is like it, unless the path needs several of
 * them: a way that differs from one found only in passing through more of the alike is not looked
 * for. NULL where the targets cannot be had. Deterministic as long as the limits suffice. */
CtBestPaths *ct_best_paths_new(const CtBestQuery *query);
void ct_best_paths_free(CtBestPaths *best);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtBestPaths, ct_best_paths_free)

/* Ample, so that a loaded machine gives the same answer: work runs out first. */
#define CT_BEST_PATHS_SECONDS 600.0

/* Graphs of more facts get one path by time or skill; more would take a pass each. */
#define CT_BEST_PATHS_MOST_FACTS 4000000
