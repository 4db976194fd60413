/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A walk without what does not matter: states from which no end is reached, states that only hand
 * on (one way in, or one way out), and steps to an end that a step of the same state does better.
 */
#pragma once

#include "topology/reach_walk.h"

typedef struct CtThinWalk {
    CT_ROWS(CtWalkStep) steps; /* by from, to, opener, conduit, rule */
    uint64_t *kept;            /* a bit a state: origins, ends and what is left between */
} CtThinWalk;

/* @every_door: of two ways to an end none is left out that is there while the other's conduit is
 * blocked. Cost: steps, times their logarithm. */
void ct_thin_walk_init(CtThinWalk *thin, const CtReachWalk *walk, bool every_door);
void ct_thin_walk_clear(CtThinWalk *thin);
