/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Attempts that nothing tells apart: equal but for which of several alike assets they are done to
 * (attacks/fold.h). What is found of one is true of each, and of two paths that differ in such
 * attempts alone a person wants to see one.
 */
#pragma once

#include "attacks/fold.h"
#include "attacks/graph.h"

typedef struct CtAlike {
    uint32_t *orbit; /* per step: attempts of one number are alike; CT_NO_ID for other steps */
    CtCsr members;   /* orbit → steps, rising */
} CtAlike;

/*
 * @named: facts that entries and goals name; their assets are like no other. NULL where no two
 * assets are alike, and for graphs past CT_ALIKE_MOST_STEPS. Cost: linear in steps.
 */
CtAlike *ct_alike_new(const CtGraph *graph, const CtFactId *named, size_t n_named);
void ct_alike_free(CtAlike *alike);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtAlike, ct_alike_free)

/* The assets that @facts speak of, rising. */
void ct_alike_named_assets(const CtGraph *graph,
                           const CtFactId *facts,
                           size_t n_facts,
                           CtIds *ret_assets);

/* What stands for @entity in a key, equal for those that nothing tells apart: at most two numbers;
 * returns how many. */
size_t ct_alike_stand_in(const CtInstances *instances,
                         const CtFolds *folds,
                         CtEntityKind kind,
                         uint32_t entity,
                         uint32_t *ret_key);

#define CT_ALIKE_MOST_STEPS 1000000
