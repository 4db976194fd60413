/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Attackers who come later: `starts = "3d"` of an attacker. Until then he has nothing, and nobody
 * tries anything for him; from then on what he has from the start. At rest he is there.
 */
#pragma once

#include "sim/sim.h"

/* One who comes. */
typedef struct CtStart {
    uint32_t actor; /* of the sim */
    int64_t time;   /* above 0 */
    CtIds facts;    /* of the graph; owned */
} CtStart;

/* None yet; g_array_unref(). */
GArray *ct_starts_new(void);

/* Lets those of @starts (taken over) come in every replication of @sim, whose courses were compiled
 * without what they bring as entries, for things that end. */
void ct_starts_join(CtSim *sim, GArray *starts);
