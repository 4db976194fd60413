/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which zones the rules let whom into: for up to 64 sets of zones at once, the zones into which a
 * host of the set can send over at least one conduit. A host of a zone is an asset that stands in
 * it, on any network it is attached to, or one that no rule names, on a network that the zone
 * lists. It sends into a zone where its packets arrive at a service of an asset that stands there,
 * or, asked for no second factor and through no diode, at a host that no rule names on a network
 * that the zone lists. No device is commanded. What is reached without a conduit is not counted:
 * no rule lets it.
 */
#pragma once

#include "topology/instances.h"

#include "base/limits.h"

typedef struct CtReachZones CtReachZones;

/*
 * Error: CT_REACH_ERROR_LIMIT past @limits->reach, like ct_reach_new(). @instances must outlive the
 * result. Cost: as ct_reach_new().
 */
CtReachZones *ct_reach_zones_new(const CtInstances *instances,
                                 const CtLimits *limits,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_reach_zones_free(CtReachZones *zones);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtReachZones, ct_reach_zones_free)

/*
 * @from: per zone instance, a bit for each set that it is in. Per zone instance, a bit for each set
 * that can send into it is added to @ret_into. Cost: assets, and the steps of packets times a few.
 */
void ct_reach_zones_follow(const CtReachZones *zones, const uint64_t *from, uint64_t *ret_into);
