/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The network reach relation (DESIGN 4), factored, never stored pair by pair: a directed graph
 * whose nodes are
 *
 *   origin (network, sender class)  packets can be sent from here, as one of that class
 *   transit                         packets of one sender class, for one receiver class and port,
 *                                   stand at a zone or have come out of a conduit
 *   group (receiver class, port)    they arrive at every service of the group, under one control
 *                                   signature
 *   listen (network)                the attacker is present there
 *   out (network, sender class)     a host of that class there can open a connection to him
 *
 * and whose edges say by which rule. An edge with `opener` needs admin execution on that asset as
 * well: the enforcing device, commanded. What is reached from an origin is what the graph reaches
 * from its node; the attack graph takes nodes as facts and edges as derivations.
 */
#pragma once

#include "topology/instances.h"

#include "base/limits.h"

/* What stands in the way of one who comes through. The union of sensors, the strongest of the rest.
 */
typedef struct CtSignature {
    uint8_t mfa, inspection, encryption; /* words, never 0; "none" on the own network */
    double sensor;                       /* chance that some sensor on the way notices, 0–1 */
} CtSignature;

typedef enum CtReachNodeKind {
    CT_REACH_ORIGIN,
    CT_REACH_TRANSIT,
    CT_REACH_GROUP,
    CT_REACH_LISTEN,
    CT_REACH_OUT,
} CtReachNodeKind;

typedef struct CtReachNode {
    uint8_t kind;
    uint32_t place; /* ORIGIN, LISTEN, OUT: network instance; TRANSIT: zone instance or CT_NO_ID;
                       GROUP: the group */
    uint32_t signature; /* index into reach->signatures; 0 (nothing in the way) for ORIGIN, LISTEN
                           and OUT */
} CtReachNode;

typedef struct CtReachEdge {
    uint32_t from, to; /* nodes */
    uint32_t conduit;  /* the conduit passed by this edge, CT_NO_ID: none */
    uint32_t rule;     /* the allow rule that lets it pass; CT_NO_ID: none needed */
    uint32_t opener;   /* asset instance whose admin execution this edge needs, CT_NO_ID: none */
} CtReachEdge;

typedef struct CtReach {
    const CtInstances *instances;
    CT_ROWS(CtReachNode) nodes;
    CT_ROWS(CtReachEdge) edges;
    CT_ROWS(CtSignature) signatures; /* 0: nothing in the way */

    uint32_t n_groups;
    uint32_t *group_of_service; /* service instance → group */
    CtCsr group_services;       /* group → service instances, sorted */
    CtCsr group_nodes;          /* group → its GROUP nodes, one a signature */

    uint32_t
        *anonymous_origin; /* network instance → node: located there as a host that no rule names */
    CtCsr asset_origins;   /* asset instance → ORIGIN nodes, one an attached network */
    uint32_t *listen;      /* network instance → node, CT_NO_ID for carried media */
    uint32_t *anonymous_out; /* network instance → OUT node, CT_NO_ID for carried media */
    CtCsr asset_outs; /* asset instance → OUT nodes, one an attached network that is not carried */
} CtReach;

#define CT_REACH_ERROR ct_reach_error_quark()
typedef enum CtReachError {
    CT_REACH_ERROR_LIMIT, /* CtLimits.reach passed: every answer is unknown */
} CtReachError;
GQuark ct_reach_error_quark(void);

/* Cost: DESIGN 4, "How it is stored". */
CtReach *ct_reach_new(const CtInstances *instances,
                      const CtLimits *limits,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_reach_free(CtReach *reach);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtReach, ct_reach_free)

/*
 * A node stands for gated reach if its signature asks a second factor (mfa above none), for a
 * one-way door if its inspection is a diode: only implants cross it.
 */
static inline bool
ct_signature_is_gated(const CtSignature *signature)
{
    return signature->mfa > CT_MFA_NONE;
}

/*
 * Whether a service can be reached from an origin node with no device commanded, and the nodes on
 * the way (origin first), the shortest, least ids first. Cost: one walk of the relation.
 */
bool
ct_reach_allows(const CtReach *reach, uint32_t origin, uint32_t service, CtIds *ret_nodes_or_null);
