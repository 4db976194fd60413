/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Network reach, pair by pair, straight from the sentences in topology/reach.h: for one sender and
 * one service every chain of conduits is tried and every rule of it judged as written. An oracle;
 * it shares nothing with the relation but the model and its instances. An answer, once found, is
 * kept.
 */
#pragma once

#include "topology/reach.h"

typedef struct CtNaiveReach CtNaiveReach;

/* @commanded: a byte an asset instance, whether the attacker commands it and so opens what it
 * enforces; borrowed, and not to change. */
CtNaiveReach *ct_naive_reach_new(const CtInstances *instances, const uint8_t *commanded);
void ct_naive_reach_free(CtNaiveReach *naive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtNaiveReach, ct_naive_reach_free)

/*
 * The signatures under which a sender on network @network, an asset instance or CT_NO_ID for a host
 * that no rule names, reaches service instance @service; none that another is at least as good as.
 * Empty if it does not. Elements are CtSignature; the caller unrefs.
 */
GArray *
ct_naive_reach_signatures(CtNaiveReach *naive, uint32_t network, uint32_t sender, uint32_t service);

/* Whether that sender can open a connection to a listener on network @listener. */
bool ct_naive_reach_out(CtNaiveReach *naive, uint32_t network, uint32_t sender, uint32_t listener);

/* Drops from @signatures what another of them is at least as good as. */
void ct_naive_keep_best(GArray *signatures);

/* The same two questions over at least one conduit: what is on the own network does not count. */
bool ct_naive_reach_sends(CtNaiveReach *naive, uint32_t network, uint32_t sender, uint32_t service);
bool
ct_naive_reach_sends_out(CtNaiveReach *naive, uint32_t network, uint32_t sender, uint32_t listener);
