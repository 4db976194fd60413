/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is worked on while a plan of flows is made. Private to sim/flow_plan.c and flow_case.c. */
#pragma once

#include "sim/flows_private.h"
#include "topology/id_sets.h"

/* An asset of a flow, and the zone instance it stands in. */
typedef struct CtFlowStanding {
    uint32_t zone, asset;
} CtFlowStanding;

/* Receivers with the same senders. */
typedef struct CtFlowPart {
    CtIds beside; /* first and number of the zone instances of each row of senders */
    CtIds receivers;
} CtFlowPart;

typedef struct CtFlowBuilding {
    CtFlowPlan *plan;
    const CtReach *reach;
    const uint64_t *needed;
    uint64_t work, most;
    CtCsr into;                  /* node → edges that end there and need no opener */
    uint32_t *back, *local;      /* node → case it was last met for; its number there */
    uint32_t *ahead;             /* likewise, forwards */
    uint32_t turn;               /* cases begun, from 1 */
    CtIds nodes;                 /* of the case at hand, by number */
    CtIds queue;                 /* scratch */
    CtIds sender, sender_source; /* pairs */
    CtIds door, door_case;       /* pairs */
    CtIdSets groups;             /* sets of groups of services */
    GArray *senders;             /* CtFlowStanding, of the flow at hand, by zone */
    CtIds sender_rows;           /* zone rows in which they stand */
} CtFlowBuilding;

/* By zone, then asset. */
int ct_flow_compare_standings(const void *a, const void *b);

/* --- sim/flow_case.c --- */

/* @flow to the receivers of @part, unless none of them is reached in the design. Cost: what lies
 * between senders and receivers, which is counted in building->work. */
void ct_flow_add_case(CtFlowBuilding *building, const CtFlow *flow, const CtFlowPart *part);
