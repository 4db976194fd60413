/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The network reach relation (DESIGN 4), factored, never stored pair by pair: a directed graph
 * whose nodes are
 *
 *   origin (network, sender class)  packets can be sent from here, as one of that class
 *   transit                         packets of senders that rules ahead do not tell apart, for
 *                                   receivers that rules behind have not told apart, stand in a
 *                                   zone or conduit
 *   group (receiver class, port)    they arrive at every service of the group, under one control
 *                                   signature
 *   listen (network)                the attacker is present there
 *   out (network, sender class)     a host of that class there can open a connection to him
 *
 * and whose edges say by which rule. An edge with `opener` needs admin execution on that asset as
 * well: the enforcing device, commanded. What is reached from an origin is what the graph reaches
 * from its node; the attack graph takes nodes as facts and edges as derivations.
 *
 * What it says, in sentences (a naive implementation of these is its oracle in the tests):
 *
 * Senders and receivers. A sender stands on a network, as an asset or as a host that no rule names;
 * the latter, and an asset that no `from` selects, meet only rules without `from`. Receivers are
 * the services of assets attached to a network; `to` and `from` select assets by their own zone,
 * whichever networks they are on. A port must be carried by the media of the network it starts on
 * and of the one it arrives on.
 *
 * On a network one reaches every service of the assets attached to it, unless it is `isolated`.
 * An asset with `forwards: true` joins those of its networks that carry the same, for packets that
 * start there and for packets that arrive: they are one segment, and no rule stands between. What
 * is forwarded arrives on an isolated network too; only its own hosts do not hear each other.
 *
 * Conduits. Packets on a segment may enter the conduits whose `from` lists one of its networks or
 * is around a zone that does, and come out on the networks of `to` and of all zones within. Only
 * the first conduit of a chain need not be transit. Each conduit judges the original sender, the
 * final receiver and the port by itself: some allow rule must match and no deny rule may; two
 * conduits are two doors. A parent zone gives no reach by itself.
 *
 * Replicated zones. Zones that both ends of a conduit lie in stay the same instance; for the rest,
 * every instance of `from` leads to every instance of `to`.
 *
 * The receiver's firewall judges all that arrives, from its own network too, by the original
 * sender: a deny rule wins, under `default: deny` an allow rule must match.
 *
 * Signatures unite the controls of the conduits passed: the strongest of each kind, the union of
 * the sensors. An unstated inspection is stateful. Of two ways that part and meet at one node of
 * this graph only the better is kept; an origin may still reach a group under a signature that
 * another dominates, where those ways are shared with other origins.
 *
 * Enforcing assets. With admin execution on the asset that enforces a conduit its rules and
 * controls stop nothing, in its direction; `transit` stays what it is. Of several instances, the
 * one in the same replicated zone as either end counts; any of them where they share none.
 *
 * Out. A host on n can open a connection to a listener on k if they are on the same segment (and
 * not both on one isolated network), or if some port passes a chain of conduits from n to k, to a
 * receiver that no rule names, none of them asking a second factor or being a diode. Media carried
 * by hand (usb, removable, physical) have no listeners.
 */
#pragma once

#include "topology/instances.h"

#include "base/bits.h"
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
    uint64_t *single; /* a bit a rule of the model: see ct_reach_new_every_rule(); NULL: none */
    CT_ROWS(CtReachNode) nodes;
    CT_ROWS(CtReachEdge) edges;      /* by from, to, opener, conduit, rule */
    uint32_t *first_edge;            /* node → its first edge; n + 1 entries */
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

/* Likewise, for a world in which conduits are blocked and windows close: without the edges of some
 * conduits that need no opener it is the relation of the topology without their allow rules. */
CtReach *ct_reach_new_every_door(const CtInstances *instances,
                                 const CtLimits *limits,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Likewise, where besides some allow rules may be blocked one by one, those of @single (a bit a
 * rule of the model, NULL: none): where no other rule of the conduit lets the same through, each
 * that does has an edge of its own, and without the edges of some of them it is the relation of the
 * topology without these rules. */
CtReach *ct_reach_new_every_rule(const CtInstances *instances,
                                 const uint64_t *single,
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

/* Whether the rule of @edge may be blocked while its conduit is not. */
static inline bool
ct_reach_edge_is_single(const CtReach *reach, const CtReachEdge *edge)
{
    return reach->single != NULL && edge->opener == CT_NO_ID && edge->rule != CT_NO_ID &&
           ct_bits_get(reach->single, edge->rule);
}

/*
 * Whether a service can be reached from an origin node with no device commanded, and the nodes on
 * the way (origin first), the shortest, least ids first. Cost: one walk of the relation.
 */
bool
ct_reach_allows(const CtReach *reach, uint32_t origin, uint32_t service, CtIds *ret_nodes_or_null);
