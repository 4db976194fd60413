/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which facts follow from the entries: one counting pass over the graph (Dowling and Gallier
 * 1984), thresholds included. Cost: facts + steps + premises.
 */
#pragma once

#include "attacks/graph.h"

typedef struct CtFixpoint {
    uint64_t *holds; /* bit per fact */
    uint32_t
        *cause; /* step that gained it first; CT_NO_ID for entries and for what does not hold */
    uint32_t
        *order; /* rank in which it came to hold, CT_NO_ID if it does not: premises rank lower */
    uint32_t n_held;
} CtFixpoint;

CtFixpoint *ct_fixpoint_new(const CtGraph *graph, const CtFactId *entries, size_t n_entries);
void ct_fixpoint_free(CtFixpoint *fixpoint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFixpoint, ct_fixpoint_free)
