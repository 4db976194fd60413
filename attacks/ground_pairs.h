/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One relation at a time, derived from the model as pairs of entities. Private to the relations.
 */
#pragma once

#include "attacks/ground_relations.h"

typedef struct CtPairs {
    const CtInstances *instances;
    const CtCsr *installed; /* product → asset instances */
    CtIds from, to;
} CtPairs;

/*
 * Appends the pairs of @relation, or of its inverse when that is the one derived; *@ret_inverse
 * says so. False for a relation that is read off the model and needs no pairs.
 */
bool ct_pairs_derive(CtPairs *pairs, CtRelationKind relation, bool *ret_inverse);

/* Appends the service instances that a reference means. */
void ct_pairs_services(const CtInstances *instances,
                       const CtCsr *installed,
                       const CtServiceRef *ref,
                       CtIds *services);

/* Product → asset instances it runs on. */
void ct_pairs_installed(const CtInstances *instances, CtCsr *ret_installed);

/* What the derivations are made of (ground_pairs.c). */
void ct_pairs_add(CtPairs *pairs, uint32_t from, uint32_t to);
void ct_pairs_add_selected(CtPairs *pairs, uint32_t from, CtId selector);
void ct_pairs_add_pool(CtPairs *pairs, uint32_t from, CtSpan span);
void ct_pairs_add_networks(CtPairs *pairs, uint32_t from, CtSpan networks, uint32_t zone);
void ct_pairs_add_services(CtPairs *pairs, uint32_t from, const CtServiceRef *ref, bool reverse);

/* The assets of a selector; NULL and none for CT_NO_ID. */
const uint32_t *ct_pairs_selected(const CtInstances *instances, CtId selector, uint32_t *ret_n);

/* The supplier that operates the asset, its own or its zone's; CT_NO_ID: nobody said. */
CtId ct_pairs_operator(const CtInstances *instances, uint32_t asset);

/* Relations of channels, products and flows (ground_pairs_supply.c). */
void ct_pairs_derive_sent_by(CtPairs *pairs);
void ct_pairs_derive_supplier_sends(CtPairs *pairs);
void ct_pairs_derive_builds(CtPairs *pairs);
void ct_pairs_derive_updates(CtPairs *pairs);
void ct_pairs_derive_delivers(CtPairs *pairs);
void ct_pairs_derive_commands(CtPairs *pairs);
void ct_pairs_derive_maintains(CtPairs *pairs);
void ct_pairs_derive_lands(CtPairs *pairs);
void ct_pairs_derive_supplies(CtPairs *pairs);
void ct_pairs_derive_carries(CtPairs *pairs);
void ct_pairs_derive_targets(CtPairs *pairs);
void ct_pairs_derive_talks_from(CtPairs *pairs);
