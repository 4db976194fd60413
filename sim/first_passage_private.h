/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the one pass keeps of an attacker. Private to sim/first_passage*.c. */
#pragma once

#include "sim/first_passage.h"

/* An attempt that has become possible. */
typedef struct CtPassageBegun {
    CtMoment trigger;
    int64_t start; /* of the first try, what it needs being prepared */
    int64_t end;   /* of the first try; CT_PASSAGE_UNKNOWN; or CT_PASSAGE_LATE: after its fact was
                      gained */
    uint32_t attempt;
    bool begins; /* what it needs to prepare */
} CtPassageBegun;

enum { CT_PASSAGE_UNKNOWN = -1 };
#define CT_PASSAGE_LATE INT64_MAX

/* The first success that waits for a fact: what ends later is of no use. */
typedef struct CtPassagePending {
    int64_t time;
    uint32_t epoch; /* there is one if this is the state's */
} CtPassagePending;

typedef struct CtPassageActor {
    CtCourseState *state;
    CtMoment *heap;
    uint32_t n_heap, heap_room;
    CtPassageBegun *begun;
    uint32_t n_begun, begun_room;
    CtPassagePending *pending; /* per fact */
} CtPassageActor;

static inline uint32_t
ct_passage_most_tries(const CtCourse *course, uint32_t attempt)
{
    return course->templates[course->attempts[attempt].template].tries;
}

/* Counts what @actor tried until @end, when the replication ended. False past sim->max_tries. */
bool
ct_passage_count(const CtSim *sim, const CtPassageActor *actor, CtInstant end, CtSummary *summary);
