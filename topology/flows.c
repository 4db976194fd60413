/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/flows.h"

#include "topology/instances_build.h"

bool
ct_port_ranges_meet(CtPortRange a, CtPortRange b)
{
    if (a.protocol == CT_PROTOCOL_UNSTATED || b.protocol == CT_PROTOCOL_UNSTATED)
        return true;
    return a.protocol == b.protocol && a.low <= b.high && b.low <= a.high;
}

void
ct_flow_services(
    const CtInstances *instances, CtId service, CtSpan ports, uint32_t asset, CtIds *ret_services)
{
    const CtPortRange *ranges = instances->model->port_ranges.data;

    ret_services->length = 0;
    if (service != CT_NO_ID) {
        uint32_t named = ct_instances_find_service(instances, asset, service);

        if (named != CT_NO_ID)
            ct_ids_add(ret_services, named);
        return;
    }
    for (uint32_t s = instances->service_first[asset]; s < instances->service_first[asset + 1];
         s++) {
        CtPortRange port = ct_instances_service(instances, s)->port;
        bool meant = !ct_span_is_stated(ports);

        for (uint32_t i = 0; i < ports.length; i++)
            meant = meant || ct_port_ranges_meet(ranges[ports.start + i], port);
        if (meant)
            ct_ids_add(ret_services, s);
    }
}

CtSpan
ct_zones_beside(const CtInstances *instances, uint32_t zone, CtId row)
{
    CtId common = ct_zone_common(instances->model, instances->zone_row[zone], row);
    uint32_t n = ct_instances_count(instances->zone_first, row);

    if (common == CT_NO_ID)
        return (CtSpan){.start = instances->zone_first[row], .length = n};
    uint32_t each = n / ct_instances_count(instances->zone_first, common);
    uint32_t place = ct_instances_ancestor(instances, zone, common) - instances->zone_first[common];

    return (CtSpan){.start = instances->zone_first[row] + place * each, .length = each};
}
