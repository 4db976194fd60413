/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Packets on the map: from every origin (network, sender class), all states (place, key, sender
 * class, label) they can be in, and the steps between. Ends are groups with a signature or, when
 * listening, networks on which the attacker may be present.
 */
#pragma once

#include "topology/reach_labels.h"
#include "topology/reach_routes.h"

typedef struct CtWalkStep {
    uint32_t from, to; /* states */
    CtId conduit, rule;
    uint32_t opener; /* asset instance or CT_NO_ID */
} CtWalkStep;

typedef struct CtReachWalk {
    const CtRoutes *routes;
    CtLabels labels;
    CtTuples states; /* place, key, sender class, label */
    CT_ROWS(CtWalkStep) steps;
    uint32_t n_origins; /* the first states */
    uint32_t next;      /* the first state that is not expanded yet */
    uint64_t most;      /* steps */
    bool is_over;       /* there would have been more */

    /* Places are numbered as vertices are, by instances: FIRST, NEXT, INTO a zone each, DOOR, HELD,
     * ON a segment; then hubs, ends (groups; networks when listening) and origins (networks). */
    uint32_t first_on, first_hub, first_end, first_origin;

    CtIds above;                 /* state → the last state that every way to it passes */
    CT_ROWS(CtWalkStep) skipped; /* left out; `to` is an index into skipped_to */
    CtTuples skipped_to;
} CtReachWalk;

void ct_walk_init(CtReachWalk *walk, const CtRoutes *routes, bool listening, uint64_t most);
void ct_walk_clear(CtReachWalk *walk);

/* The state of one of sender class @sender on @network, about to send; before ct_walk_run(). */
uint32_t ct_walk_add_origin(CtReachWalk *walk, uint32_t network, uint32_t sender);

/* All that follows. False past the most steps. Cost: steps, times log routes. */
bool ct_walk_run(CtReachWalk *walk) G_GNUC_WARN_UNUSED_RESULT;

/* Moves of one state; reach_expand.c and reach_passage.c. */
void ct_walk_expand(CtReachWalk *walk, uint32_t state);
void
ct_walk_enter_conduit(CtReachWalk *walk, uint32_t from, uint32_t zone, const CtReachRoute *route);
void ct_walk_leave_door(CtReachWalk *walk, uint32_t from, uint32_t door, bool held);

/* A step over no conduit. */
void ct_walk_go(CtReachWalk *walk,
                uint32_t from,
                uint32_t place,
                uint32_t key,
                uint32_t sender,
                uint32_t label);

/* A step through a conduit, which may be going in a circle; `to` of @step is not used. */
void ct_walk_pass(CtReachWalk *walk, CtWalkStep step, CtTuple to);

/* The pairs of @route for @key. Listening, keys do not matter: one pair that lets all through. */
const CtRoutePair *
ct_walk_pairs(const CtReachWalk *walk, const CtReachRoute *route, uint32_t key, uint32_t *ret_n);
