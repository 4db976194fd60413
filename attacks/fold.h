/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Folds: assets that nothing tells apart (DESIGN 6). Two assets are of one fold when they have
 * equal class, zone, networks, site, host, operator, credentials and criticality, and exactly the
 * same selectors name them; copies of a replicated zone count as one where their assets are equal
 * one by one. Swapping two of a fold maps the model onto itself, so whatever is true of one is true
 * of each.
 */
#pragma once

#include "topology/instances.h"

typedef struct CtFolds {
    uint32_t n_folds;   /* in the order of their first members */
    uint32_t *of_asset; /* asset instance → fold */
    CtCsr members;      /* fold → asset instances, rising */
    uint32_t *of_zone; /* zone instance → number of its kind: copies of equal content share one */
} CtFolds;

/*
 * @named: asset instances that an entry or goal names, each a fold of its own; may be NULL.
 * Cost: linear in instances, attachments and selector sizes, and sorting the assets of a zone copy.
 */
CtFolds *ct_folds_new(const CtInstances *instances, const uint32_t *named, size_t n_named);
void ct_folds_free(CtFolds *folds);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFolds, ct_folds_free)
