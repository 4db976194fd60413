/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a rule can see of the entities that it is asked about: bindings that look alike to it get
 * one answer. Private to attacks/guard*.c.
 */
#pragma once

#include "attacks/guard.h"

/* How much of a variable a rule sees. */
typedef enum CtSight {
    CT_SIGHT_NOTHING,
    CT_SIGHT_SELF,
    CT_SIGHT_ASSET_CLASS,
    CT_SIGHT_ASSET_ROW,
    CT_SIGHT_SERVICE_CLASS,
    CT_SIGHT_SERVICE_ROW,
    CT_SIGHT_NETWORK_ROW,
    CT_SIGHT_ZONE_ROW,
} CtSight;

/* How much of @variable the functions of @technique may read. */
CtSight ct_sight_of(const CtTechnique *technique, uint8_t variable);

/* A number that is equal for entities which @sight does not tell apart. */
uint32_t ct_sight_seen(const CtInstances *instances, CtSight sight, uint32_t entity);
