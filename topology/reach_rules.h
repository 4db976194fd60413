/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What rules tell apart: sets of assets that the same `from` selectors name (sender classes) or the
 * same `to` selectors name (receiver classes), and cells of ports that the same ranges cover. A
 * rule is then judged once for a class of senders, a class of receivers and a cell.
 *
 * A class may stand cut down to the selectors that a place cares about; a rule must then only be
 * asked about its own selectors where they are among them.
 */
#pragma once

#include "base/bits.h"
#include "topology/id_sets.h"
#include "topology/instances.h"

/* Ports of one protocol that no rule tells apart. */
typedef struct CtPortCell {
    uint8_t protocol; /* CtProtocol */
    uint8_t family;   /* the CtMedium that carries it; ethernet stands for all that carry IP */
    uint16_t low, high;
} CtPortCell;

typedef struct CtReachRules {
    const CtInstances *instances;
    uint32_t *from_rank; /* selector → its number among those that rules have as `from`, CT_NO_ID */
    uint32_t *to_rank;   /* likewise `to`, of conduits */
    uint32_t n_from, n_to;
    CtIdSets sets;             /* of ranks */
    uint32_t *sender;          /* asset instance → set of from-ranks that name it */
    uint32_t *receiver;        /* asset instance → set of to-ranks that name it */
    CT_ROWS(CtPortCell) cells; /* by protocol, then port */
    const uint64_t *single;    /* a bit a rule: allow rules that may be blocked one by one; NULL */
} CtReachRules;

/* Cost: rules, and the sizes of the sets they name. */
CtReachRules *ct_reach_rules_new(const CtInstances *instances);
void ct_reach_rules_free(CtReachRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtReachRules, ct_reach_rules_free)

/* Whether @rule may be blocked while its conduit is not. */
static inline bool
ct_reach_rule_is_single(const CtReachRules *rules, CtId rule)
{
    return rules->single != NULL && ct_bits_get(rules->single, rule);
}

/* The family of a network's medium; unstated is ethernet. */
uint8_t ct_reach_family(uint8_t medium);

/* The cell of a service's port. Cost: log cells. */
uint32_t ct_reach_cell(const CtReachRules *rules, CtPortRange port);

/* Whether @rule is about the ports of @cell. */
bool ct_reach_rule_has_cell(const CtReachRules *rules, const CtRule *rule, uint32_t cell);

/* What a firewall (model row or CT_NO_ID) says of packets to @cell from sender class @sender. */
bool
ct_reach_firewall_passes(const CtReachRules *rules, CtId firewall, uint32_t cell, uint32_t sender);

/* What kinds of rules a conduit has. */
typedef struct CtConduitTraits {
    bool asks_sender;       /* some rule has `from` */
    bool allows_any_sender; /* some allow rule has none */
    bool is_enforced;       /* by a device that may be commanded */
} CtConduitTraits;

CtConduitTraits ct_conduit_traits(const CtModel *model, CtId conduit);

/*
 * A bit a conduit: whether it lets through what came over another one. Unstated, it does where its
 * `from` zone or one within lists a network of medium internet. Free with g_free(). Cost: linear.
 */
uint64_t *ct_conduits_transit(const CtModel *model);
