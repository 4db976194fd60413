/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Topologies of any size, written as YAML. Same family and size, same bytes.
 */
#pragma once

#include "base/out.h"

#include <stdint.h>

typedef enum CtFleetFamily {
    CT_FLEET_PARTITIONED, /* zones of 50 assets; each zone opens to the next one and to the core */
    CT_FLEET_FLAT,  /* one network; every asset exploitable by every other, each written out */
    CT_FLEET_COUNT, /* the same from one row with `count:` */
    CT_FLEET_FAMILY_COUNT,
} CtFleetFamily;

/* "partitioned" …; static. */
const char *ct_fleet_name(CtFleetFamily family);

/* What the family is, in one line; static. */
const char *ct_fleet_line(CtFleetFamily family);

void ct_fleet_write(CtFleetFamily family, uint32_t n_assets, CtOut *out);

/* The partitioned family with as many zones as asked for, of equal size. */
void ct_fleet_write_zones(uint32_t n_assets, uint32_t n_zones, CtOut *out);

/* Where the attacker of the family starts, as a fact; static. */
const char *ct_fleet_entry(CtFleetFamily family);
