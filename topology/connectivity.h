/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who can really send to whom, as a weighted graph of classes: assets that send from the same
 * origins and listen in the same groups of the reach relation are one vertex. The weight between
 * two is the number of pairs of their assets of which either can send to some service of the
 * other, with no device commanded.
 */
#pragma once

#include "topology/communities.h"
#include "topology/reach.h"

typedef struct CtConnectivity {
    CtWeightedGraph graph;
    uint32_t *of_asset; /* asset instance → class, numbered in the order of their first assets */
    CtCsr members;      /* class → asset instances, rising */
    double n_pairs;     /* pairs of assets that can talk */
} CtConnectivity;

/*
 * NULL where it would take more than @most_work steps: walking the relation from each origin, and
 * pairs of classes.
 */
CtConnectivity *ct_connectivity_new(const CtReach *reach, uint64_t most_work);
void ct_connectivity_free(CtConnectivity *connectivity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtConnectivity, ct_connectivity_free)
