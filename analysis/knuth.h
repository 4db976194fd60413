/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cheapest derivation of every fact of an attack graph, for costs that a step only ever raises
 * (superior functions): D. E. Knuth, "A generalization of Dijkstra's algorithm", Information
 * Processing Letters 6(1), 1977. Steps need all of their premises, or the `need` cheapest.
 *
 * The arrays are a workspace: a run clears what the last one touched and nothing else, so many
 * small runs over a large graph cost what they touch. Nothing here knows what a cost means.
 */
#pragma once

#include "attacks/graph.h"

/* How a step's cost follows from its own and its premises'. */
typedef enum CtKnuthHow {
    CT_KNUTH_LATEST,  /* the dearest premise plus its own: time */
    CT_KNUTH_HIGHEST, /* the greatest of premises and its own: skill */
    CT_KNUTH_TREE,    /* the sum of premises plus its own, repeats counted: size of the tree */
} CtKnuthHow;

/* No cost reaches this; an own cost of it shuts the step out. */
#define CT_KNUTH_NEVER (INT64_MAX / 4)

typedef struct CtKnuth {
    const CtGraph *graph;
    int64_t *cost;   /* per fact, valid where rank is set */
    uint32_t *step;  /* per fact: step that gains it; CT_NO_ID for an entry */
    uint32_t *rank;  /* per fact: 1 … n_settled as it came to hold, premises first; 0: does not */
    uint32_t *order; /* order[rank - 1] is the fact */
    uint32_t n_settled;

    /* Workspace. */
    uint32_t *heap, *place; /* 4-ary heap of facts; 1-based place of a fact in it, 0: not in it */
    uint32_t n_heap;
    uint32_t *seen; /* per step: usable premises that hold */
    int64_t *at;    /* per step: LATEST, HIGHEST: its cost once it fires; TREE: the running sum */
    CtIds axioms;   /* steps that need nothing */
} CtKnuth;

typedef struct CtKnuthProblem {
    CtKnuthHow how;
    const int64_t *own; /* per template, ≥ 0 */
    int64_t free_cost;  /* of a step that is no attempt: 0, but for breaking ties in TREE */
    const CtFactId *entries;
    size_t n_entries;
    const uint64_t *attempts; /* bit per step: only these attempts; NULL: all. Others are free */
    const uint64_t *blocked;  /* bit per step of any kind that may not be used; NULL: none */
    const uint64_t *slice;    /* bit per fact: only steps that gain one of these; NULL: all */
    const CtKnuth *tight;     /* a LATEST run: only derivations as early as its; NULL: all */
    const int64_t *tight_own; /* the own costs of that run */
    const CtFactId *targets;  /* the run ends once they hold; NULL: with the last fact */
    size_t n_targets;
    size_t need_targets; /* how many of the targets end it; 0: all */
    bool with_ties;      /* it goes on over all that costs no more than the target that ended it */
} CtKnuthProblem;

CtKnuth *ct_knuth_new(const CtGraph *graph);
void ct_knuth_free(CtKnuth *knuth);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtKnuth, ct_knuth_free)

/*
 * Solves @problem. Equal costs go to the lower step, then facts leave in order of their numbers:
 * same input, same answer. Costs saturate below CT_KNUTH_NEVER.
 * Cost: O((f + p) log f) over the facts f and premises p touched.
 */
void ct_knuth_run(CtKnuth *knuth, const CtKnuthProblem *problem);

static inline bool
ct_knuth_holds(const CtKnuth *knuth, CtFactId fact)
{
    return knuth->rank[fact] != 0;
}

/*
 * The premises that @step rests on in the last run, which settled its gain: all of them, or of a
 * threshold the `need` that came first and could be used. Appended to @ret_facts.
 */
void ct_knuth_premises(const CtKnuth *knuth,
                       const CtKnuthProblem *problem,
                       uint32_t step,
                       CtIds *ret_facts);

/*
 * Facts that a derivation as early as @knuth's of one of @targets can touch, set in @ret_slice (bit
 * per fact); @own are the costs of that LATEST run. Cost: the slice.
 */
void ct_knuth_slice(const CtKnuth *knuth,
                    const int64_t *own,
                    const CtFactId *targets,
                    size_t n_targets,
                    uint64_t *ret_slice);
