/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where packets arrive. A segment is a set of networks of one family that forwarding assets join:
 * what is on one of them is on all. A group is a set of services that nothing here tells apart:
 * equal receiver class, port, networks, firewall, and named by the same channels.
 *
 * A hub is where the hosts of networks meet without a conduit: a segment has one for all of its
 * networks that are not isolated, and one for each that is, since the hosts of an isolated network
 * do not hear each other, but do hear what is forwarded to them.
 */
#pragma once

#include "topology/reach_rules.h"

typedef struct CtServiceGroup {
    uint32_t receiver; /* set of to-selectors */
    uint32_t cell;
    uint32_t networks; /* set of network instances, in CtReachGroups.network_sets */
    CtId firewall;
    CtPortRange port;
} CtServiceGroup;

typedef struct CtReachGroups {
    const CtReachRules *rules;
    CtIdSets network_sets;
    CT_ROWS(CtServiceGroup) groups;
    uint32_t *of_service; /* service instance → group */

    uint32_t n_segments;
    uint32_t *segment_of;    /* network instance → segment */
    uint8_t *segment_family; /* what it carries */
    CtCsr segment_networks;  /* segment → network instances */
    CtCsr segment_groups;    /* segment → groups that can be reached over it */

    uint32_t n_hubs;
    uint32_t *hub_of;      /* network instance → the hub its hosts meet at */
    uint8_t *hub_isolated; /* hub → it is that of an isolated network */
    uint8_t *hub_asks;     /* hub → a firewall there asks who sends */
    uint32_t *hub_segment; /* hub → its segment */
    CtCsr segment_hubs;    /* segment → hubs */
    CtCsr hub_groups;      /* hub → groups */
} CtReachGroups;

/* Cost: linear in service instances, attachments and rules. @rules must outlive the result. */
CtReachGroups *ct_reach_groups_new(const CtReachRules *rules);
void ct_reach_groups_free(CtReachGroups *groups);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtReachGroups, ct_reach_groups_free)
