/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by sim/flow*.c. */
#pragma once

#include "base/span.h"
#include "sim/flows.h"

/*
 * Who gets somewhere: nobody, one sender alone (his asset), or several. Two are as good as many,
 * for they are only asked for one that is not the receiver itself.
 */
enum { CT_FLOW_NOBODY = CT_NO_ID, CT_FLOW_SEVERAL = CT_NO_ID - 1 };

typedef struct CtFlowEdge {
    uint32_t to;      /* node of the case */
    uint32_t conduit; /* CT_NO_ID: none */
    uint32_t rule;    /* that may be blocked by itself, as a door; CT_NO_ID: none */
} CtFlowEdge;

/* Senders of one case that send from one node; the node has the source's number. */
typedef struct CtFlowSource {
    uint32_t in_case;
    uint32_t n, mix; /* senders that are not off: how many, and the exclusive or of their numbers */
} CtFlowSource;

/* Receivers of one case whose services are reached at the same nodes. */
typedef struct CtFlowClass {
    CtSpan ends;      /* plan->ends: nodes of the case */
    CtSpan receivers; /* plan->receivers */
    uint32_t value;   /* who gets there when all is open and nobody off */
} CtFlowClass;

/* A flow, with receivers that have the same senders: the part of the relation between them. */
typedef struct CtFlowCase {
    uint32_t n_nodes;    /* the sources are the first */
    uint32_t first_node; /* in plan->first_edge, which has n_nodes + 1 entries for it */
    CtSpan sources, classes;
} CtFlowCase;

struct CtFlowPlan {
    uint32_t n_assets, n_conduits;
    uint32_t n_doors;    /* conduits, then rules of the model */
    uint32_t most_nodes; /* of a case */
    CT_ROWS(CtFlowCase) cases;
    CT_ROWS(CtFlowSource) sources;
    CT_ROWS(CtFlowClass) classes;
    CT_ROWS(CtFlowEdge) edges;
    CtIds first_edge;
    CtIds ends, receivers;
    CtCsr of_sender; /* asset → sources */
    CtCsr of_door;   /* door → cases */
};

/* Bits of a door that is shut. */
enum { CT_FLOW_BLOCKED = 1, CT_FLOW_CLOSED = 2 };

/*
 * Who gets to each node of case @c, into @ret_values. @shut: a byte a door, or NULL; one with any
 * bit of @mask lets nothing through. @sources: as plan->sources, of the whole plan. @stack is
 * scratch. Cost: the edges of the case.
 */
void ct_flow_case_spread(const CtFlowPlan *plan,
                         uint32_t c,
                         const CtFlowSource *sources,
                         const uint8_t *shut,
                         uint8_t mask,
                         uint32_t *ret_values,
                         CtIds *stack);

/* Who gets to one of the ends of @row, after that. */
uint32_t
ct_flow_class_value(const CtFlowPlan *plan, const CtFlowClass *row, const uint32_t *values);
