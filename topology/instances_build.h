/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parts of ct_instances_new(), and zone arithmetic. Internal to topology/instances*.c, reach*.c
 * and flows.c.
 */
#pragma once

#include "topology/instances.h"

/* Members of all selectors together, and attachments of all assets: what a few lines of a file can
 * multiply to, whatever the number of assets. */
enum { CT_MOST_SELECTED = 1 << 27, CT_MOST_ATTACHED = 1 << 26 };

/* Fills `selected`; zones and assets are there. False past the most. Cost: linear in the sizes of
 * the sets, times the logarithm of the largest. */
bool ct_instances_select(CtInstances *instances);

/* The instance of zone row @ancestor that @zone is, or is below of; CT_NO_ID if it is not. Cost:
 * depth. */
uint32_t ct_instances_ancestor(const CtInstances *instances, uint32_t zone, uint32_t ancestor);

/* How many zones zone row @zone (or CT_NO_ID) is within, itself counted. */
uint32_t ct_zone_depth(const CtModel *model, CtId zone);

/* The nearest zone row that both are, or are within; CT_NO_ID if there is none. Cost: depth. */
CtId ct_zone_common(const CtModel *model, CtId a, CtId b);

/* Counts above 1 multiply to at most 2^30 instances, so there are never more of them. */
enum { CT_MAX_COUNTS = 32 };

/* The counts above 1 on the way to asset row @row, outermost zone first, the asset's own last. */
uint32_t
ct_instances_asset_counts(const CtInstances *instances, uint32_t row, uint32_t *ret_counts);

/* How many instances a zone or network row has. */
static inline uint32_t
ct_instances_count(const uint32_t *first, uint32_t row)
{
    return first[row + 1] - first[row];
}
