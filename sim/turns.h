/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the world does at times that are known beforehand. One event is pending: the next turn; what
 * has the same time happens as one change.
 */
#pragma once

#include "sim/actions.h"

typedef struct CtTurns CtTurns;

struct CtTurns {
    const char *name;             /* static; its events are keyed by it */
    const CtInstances *instances; /* borrowed; outlives the simulation */
    GArray *turns;                /* sorted by time, which is their first member, an int64_t */
    uint32_t first;               /* turns before it are begin()'s */

    /* Adds to @actions, CtAction, what is so from the start … */
    void (*begin)(const CtEngine *engine, const CtTurns *turns, GArray *actions);
    /* … and what @turn, one of theirs, means when it has come. */
    void (*add)(const CtEngine *engine, const CtTurns *turns, const void *turn, GArray *actions);
};

/* Lets them happen in every replication of @sim, whose courses were compiled for things that end.
 * Takes @turns->turns over, and copies the rest. */
void ct_turns_join(CtSim *sim, const CtTurns *turns);

/* The duration that @text (interned) stands for, @otherwise where it is not stated; at most
 * CT_TIME_NEVER. */
int64_t ct_turns_duration(const CtModel *model, CtId text, int64_t otherwise);
