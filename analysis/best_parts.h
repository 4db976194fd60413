/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of the k best paths, private to analysis/best_*.c. */
#pragma once

#include "analysis/best_paths.h"
#include "analysis/slice.h"

CtBestPaths *ct_best_paths_alloc(void);

/* The attempts of @plan, rising. */
void ct_best_attempts(const CtGraph *graph, const CtPlan *plan, CtIds *ret_attempts);

/* What tells two paths apart: their attempts, or what these are like. */
GBytes *ct_best_kind(const CtBestQuery *query, const CtIds *attempts);

/* What attempts of @slice are like; NULL where nothing is asked about that. */
uint32_t *ct_best_labels(const CtBestQuery *query, const CtSlice *slice);

/* Leaves in @allowed (bit per step) only as many of the alike as a way can have a use for: where
 * one takes several, the choices of which would be ways without number. */
void ct_best_allow_folded(const CtBestQuery *query, uint64_t *allowed);

/* By time or skill; the targets can be had. */
CtBestPaths *ct_best_by_partition(const CtBestQuery *query);

/* Of paths that cost the same: fewer attempts, then fewer assets, the sooner, file order. */
void ct_best_order(const CtBestQuery *query, CtBestPaths *best);
