/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of finding a path, private to analysis/path*.c. */
#pragma once

#include "analysis/path.h"

struct CtPathFinder {
    const CtGraph *graph;
    CtFactId *entries;
    size_t n_entries;
    int64_t *own_time, *own_skill, *own_size; /* per template */
    CtKnuth *by_time;
    CtKnuth *by_skill; /* NULL until asked */
    CtKnuth *scratch, *scratch_size;
    uint64_t *kept;   /* bit per step */
    uint64_t *slice;  /* bit per fact */
    uint64_t *behind; /* bit per fact; none set between calls */
};

CtKnuthProblem ct_path_problem(const CtPathFinder *finder, CtKnuthHow how, const int64_t *own);

/* How many of the targets hold. */
uint32_t ct_path_count_held(const CtKnuth *knuth, const CtTargets *targets);

/*
 * The `need` cheapest targets by @knuth, ties by @size (may be NULL), appended to @ret_facts.
 * Returns the dearest one's cost.
 */
int64_t ct_path_choose_targets(const CtKnuth *knuth,
                               const CtKnuth *size,
                               const CtTargets *targets,
                               CtIds *ret_facts);

/* Everything that @knuth's derivation of @facts rests on; steps to @ret_steps, each once. */
void ct_path_collect_support(const CtKnuth *knuth,
                             const CtKnuthProblem *problem,
                             const CtIds *facts,
                             CtIds *ret_steps);

/* By size of tree, among derivations as early as @by_time's; both on the attempts of @attempts. */
CtKnuthProblem ct_path_run_by_size(CtPathFinder *finder,
                                   const CtKnuth *by_time,
                                   const uint64_t *attempts,
                                   const CtFactId *facts,
                                   uint32_t n_facts);

/* Makes the attempts of @steps minimal and a plan of them. @optimum: of the time; NEVER: any. */
CtPlan *ct_path_minimise(CtPathFinder *finder,
                         const CtTargets *targets,
                         const CtIds *steps,
                         CtCost cost,
                         int64_t optimum);
