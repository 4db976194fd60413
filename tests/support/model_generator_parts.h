/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the generator share.
 */
#pragma once

#include "tests/support/model_generator.h"

typedef struct CtMaker {
    GString *text;
    const CtGeneratorSizes *sizes;
    uint64_t random;
    const char *prefix;
    uint32_t n_zones, n_networks, n_products, n_assets, n_conduits;
    uint32_t n_supply; /* of each section of the supply chain; 0: none */
    uint32_t *zone_parent, *zone_count;
    uint32_t *zone_networks; /* how many it lists */
    uint32_t *zone_network;  /* the first of them */
    uint32_t *asset_zone, *asset_count;
} CtMaker;

bool ct_maker_chance(CtMaker *maker, uint32_t percent);
const char *ct_maker_pick(CtMaker *maker, const char *const *words, uint32_t n);
const char *ct_maker_kind(uint32_t product);
void ct_maker_put_selector(CtMaker *maker);

/* The supply chain: whole sections, and keys inside of others; nothing where there is none. */
void ct_maker_put_supply(CtMaker *maker);
void ct_maker_put_supply_of_product(CtMaker *maker, uint32_t product);
void ct_maker_put_supply_of_service(CtMaker *maker, uint32_t service);
void ct_maker_put_supply_of_asset(CtMaker *maker, uint32_t asset);
