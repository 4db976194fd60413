/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A slice without most of what is alike (DESIGN 6, "Folding"): where blocks of facts and steps can
 * be swapped without changing anything, as many stay as the cheapest way can have a use for: one
 * and another, or as many as thresholds count together.
 *
 * Two blocks are alike when a stable colouring (analysis/colouring.h) gives them equal colours and
 * they touch only what has a colour of its own. Then swapping them maps the slice onto itself, and
 * one may be laid on the other wherever no step uses both at once: what a set of attempts derives
 * its image derives, for no more. Blocks that hang together otherwise are left alone.
 */
#pragma once

#include "analysis/additive.h"

typedef struct CtSliceFold {
    CtSlice *slice; /* what stays */
    GArray *groups; /* CtFoldGroup over its attempts, those within others first */
} CtSliceFold;

/*
 * @label: attempts of different labels are never alike; NULL: all have one. @costs: of @slice, as
 * ct_additive_solve() takes them. The least cost of a set that derives the goal is that of @slice.
 * Cost: a few passes over the slice.
 */
CtSliceFold *
ct_slice_fold_new(const CtSlice *slice, const CtAdditiveCosts *costs, const uint32_t *label);
void ct_slice_fold_free(CtSliceFold *fold);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSliceFold, ct_slice_fold_free)

/* @slice with no attempts but those of @keep, a byte each: what cannot hold any more is gone. NULL
 * where the goal is. */
CtSlice *ct_slice_restrict(const CtSlice *slice, const uint8_t *keep);
