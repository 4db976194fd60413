/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * By which doors one gets from a zone to another. Whoever is in a zone uses the doors of the zones
 * around it and of those within it as well.
 */
#pragma once

#include "draw/layout.h"

typedef struct CtWays CtWays;

/* One door on the way. */
typedef struct CtLeg {
    uint32_t route;
    bool back;
} CtLeg;

/* The routes of @layout are there; it outlives them. Cost: n log n in zones and routes. */
CtWays *ct_ways_new(const CtLayout *layout);
void ct_ways_free(CtWays *ways);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWays, ct_ways_free)

typedef enum CtWayOf {
    /* Of one try: by one conduit, and on by those that pass what comes from elsewhere; else by one
     * channel, or back through a conduit that is opened from there. */
    CT_WAY_TRY,
    /* Of an attack: by conduits, one after another. */
    CT_WAY_ATTACK,
} CtWayOf;

/*
 * Appends the doors of the easiest way to @legs (CtLeg); ties by the order of routes. False where
 * there is none, or where it would take more than CT_WAYS_MOST_ZONES zones to find; true with no
 * leg where one zone lies within the other. Cost: the zones and routes looked at.
 */
enum { CT_WAYS_MOST_ZONES = 2000 };
bool
ct_ways_find(const CtWays *ways, CtWayOf of, uint32_t from_zone, uint32_t to_zone, GArray *legs);
