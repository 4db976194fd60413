/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a flow is about, said once for whoever asks whether it gets through: which services of a
 * receiver are meant, and who stands with whom.
 */
#pragma once

#include "topology/instances.h"

/* Whether some port is in both; a range of no protocol is every port. */
bool ct_port_ranges_meet(CtPortRange a, CtPortRange b);

/*
 * The services of @asset that a flow means: the one called @service (interned), else those on
 * @ports, else all. Of a service that is named the receiver has one or none. @ret_services is
 * filled anew, rising. Cost: the asset's services times the ports.
 */
void ct_flow_services(
    const CtInstances *instances, CtId service, CtSpan ports, uint32_t asset, CtIds *ret_services);

/* The instances of zone row @row that stand with zone instance @zone: wherever a zone is around
 * both, in the same instance of it. They follow each other. Cost: depth. */
CtSpan ct_zones_beside(const CtInstances *instances, uint32_t zone, CtId row);
