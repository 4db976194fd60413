/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A topology from its text to its segmentation failures. */
#pragma once

#include "analysis/segmentation.h"
#include "tests/support/package.h"

#define CT_SEGMENTED_AS_OF "2026-01-01"

typedef struct CtSegmented {
    CtTestPackage *package;
    CtTwin *twin;
    CtSegmentation *result;
} CtSegmented;

/* Products to begin a topology with: `safe` has a strong password that nobody knows, `open` lets
 * anyone in, `node` is on a bus. */
extern const char ct_segmented_head[];

/* False where the topology does not load. */
bool
ct_segmented_init(CtSegmented *solved, const char *text, const CtPatch *patches, size_t n_patches);
void ct_segmented_clear(CtSegmented *solved);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtSegmented, ct_segmented_clear)
