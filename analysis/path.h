/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From cheapest derivations to paths. A path is a set of attempts from which nothing can be
 * dropped, in an order that works (DESIGN 5); everything that is no attempt is free. Numbers of
 * an attack graph in and out; analysis/story.h puts a path into words.
 */
#pragma once

#include "analysis/findings.h"
#include "analysis/knuth.h"

/* A larger set of attempts is given as derived, without trying to drop each. */
#define CT_PATH_MAX_MINIMISED 4096

/* At least `need` of `facts`: one fact, all{…} (need = n) or any{…} (need = 1). */
typedef struct CtTargets {
    const CtFactId *facts;
    uint32_t n;
    uint32_t need;
} CtTargets;

/* One step of a derivation, of any kind. */
typedef struct CtPlanStep {
    uint32_t step;
    int64_t done_ms; /* when its gain is had, counted from the start */
    CtSpan premises; /* plan->facts: those it rests on; of a threshold, those used */
} CtPlanStep;

typedef struct CtPlan {
    CT_ROWS(CtPlanStep) steps; /* by done_ms, premises first: an order that works */
    CtIds facts;
    uint32_t n_attempts; /* how many of them are attempts */
    CtIds targets;       /* those that it has */
    int64_t time_ms;     /* when the last of them is had */
    uint8_t skill;       /* the highest needed */
    int64_t bound;       /* no derivation has less of what it was ordered by */
    bool is_optimal;     /* it has no more than that */
    bool is_minimal;     /* nothing can be dropped; false only for very large sets */
} CtPlan;

void ct_plan_free(CtPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPlan, ct_plan_free)

/* The plan's step that gains @fact, as an index into plan->steps; CT_NO_ID for an entry. Cost: one
 * pass. */
uint32_t ct_plan_gainer(const CtPlan *plan, const CtGraph *graph, CtFactId fact);

typedef struct CtPathFinder CtPathFinder;

/* Paths over @graph from @entries, copied. Cost: one Knuth pass by time; one by skill when first
 * asked. */
CtPathFinder *ct_path_finder_new(const CtGraph *graph, const CtFactId *entries, size_t n_entries);
void ct_path_finder_free(CtPathFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPathFinder, ct_path_finder_free)

/* Whether @targets can be had at all. */
bool ct_path_finder_reaches(const CtPathFinder *finder, const CtTargets *targets);

/*
 * The best path to @targets by @cost, CT_COST_TIME or CT_COST_SKILL; NULL where they cannot be had.
 * Ties: the smaller derivation, counted as a tree of attempts, then of doors, then file order
 * (docs/decisions/0045). Redundant attempts are dropped dearest
 * first, as long as that can be done without losing the optimum, and then regardless: a path is
 * minimal, so `bound` may be less than its cost.
 * Cost: attempts of the path × what follows from them and the entries.
 */
CtPlan *ct_path_finder_best(CtPathFinder *finder, const CtTargets *targets, CtCost cost);

/*
 * The best path that uses only the attempts of @steps (bit per step; NULL: all); NULL if they do
 * not suffice.
 */
CtPlan *ct_path_finder_within(CtPathFinder *finder,
                              const CtTargets *targets,
                              const uint64_t *steps,
                              CtCost cost);

/* The least time of @targets, which can be had. */
int64_t ct_path_finder_time(const CtPathFinder *finder, const CtTargets *targets);

/*
 * Facts that a derivation of @targets no later than @latest can rest on, whatever attempts are left
 * out; bit per fact, free with g_free(). @latest is below CT_KNUTH_NEVER / 2. @ret_next: the
 * earliest time by which more facts can matter; CT_KNUTH_NEVER: there are no more.
 * Cost: what leads to these facts, and a bit per fact.
 */
uint64_t *ct_path_finder_near(const CtPathFinder *finder,
                              const CtTargets *targets,
                              int64_t latest,
                              int64_t *ret_next);

/*
 * ct_path_finder_within() by time, if that is no later than @latest, else NULL; the same plan, at
 * the cost of @near, which is ct_path_finder_near() of these targets.
 */
CtPlan *ct_path_finder_early(CtPathFinder *finder,
                             const CtTargets *targets,
                             const uint64_t *steps,
                             const uint64_t *near,
                             int64_t latest);
