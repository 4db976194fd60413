/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every fact that holds is credited with one step whose premises came to hold before it (`stamp`),
 * entries apart; so the credits form no circle. When a step can no longer be taken, what it is
 * credited with is taken back, and so on; a threshold that is still met counts only premises older
 * than its fact. What was taken back and follows from the rest by another step then comes back,
 * with its old moment. Only what did not come back is lost.
 *
 * A fact that a try brought, though its kind is not kept, has a record of that try, which outlasts
 * its credit: it comes back as long as the try's needs hold throughout.
 *
 * Private to sim/retract*.c: the first file takes back and brings back, the second makes changes.
 */
#pragma once

#include "base/bits.h"
#include "sim/changing.h"
#include "sim/retract.h"

typedef struct CtTally {
    uint32_t epoch;
    int32_t missing; /* premises; below 0 where a threshold has more than it needs */
    uint32_t cuts;
} CtTally;

typedef struct CtTryRecord {
    uint32_t epoch;
    uint32_t attempt;
    uint32_t outcome; /* CT_NO_ID: the attempt gains it itself */
} CtTryRecord;

typedef struct CtFirstHeld {
    uint32_t epoch;
    int64_t ms;
} CtFirstHeld;

/* What the change at hand has met. */
typedef struct CtChangeMark {
    uint32_t change; /* number of the change that met it */
    bool was;        /* held, or could be tried, before it */
} CtChangeMark;

struct CtRetraction {
    CtTally *tallies;     /* per step */
    CtTryRecord *records; /* per fact */
    CtFirstHeld *first;
    uint32_t *stamp;
    uint32_t *makers; /* per fact that a try brought; NULL: nobody asks */
    uint32_t maker;   /* of the success at hand */
    uint32_t next_stamp;
    uint32_t change; /* number of the present one */
    CtMoment moment; /* of the present one */
    CtChangeMark *fact_marks, *attempt_marks;
    CtIds facts, attempts; /* met */
    CtIds gone;            /* taken back, their uses not yet counted */
    CtIds came;            /* likewise come to hold */
    CtIds mended;          /* steps, once for each mending */
    CtIds outcomes;        /* cut */
    CtRetractResult result;
};

static inline bool
holds(const CtCourseState *state, uint32_t fact)
{
    return ct_course_state_holds(state, fact);
}

static inline bool
is_attempt(const CtCourseState *state, uint32_t step)
{
    return step < state->course->n_attempts;
}

static inline bool
is_kept(const CtCourseState *state, uint32_t fact)
{
    return ct_bits_get(state->course->changing->keeps, fact);
}

/* The attempt that @step is an outcome of, CT_NO_ID. */
static inline uint32_t
source_of(const CtCourseState *state, uint32_t step)
{
    return state->course->changing->source[step];
}

static inline CtTally *
tally_of(CtCourseState *state, uint32_t step)
{
    CtTally *tally = &state->retraction->tallies[step];

    if (tally->epoch != state->epoch)
        *tally = (CtTally){.epoch = state->epoch, .missing = (int32_t)state->course->need[step]};
    return tally;
}

static inline bool
can_be_taken(const CtTally *tally)
{
    return tally->missing <= 0 && tally->cuts == 0;
}

static inline CtTryRecord *
record_of(CtCourseState *state, uint32_t fact)
{
    CtTryRecord *record = &state->retraction->records[fact];

    return record->epoch == state->epoch ? record : NULL;
}

/* Whether @outcome has all that it needs, the success of its attempt left out of account. */
static inline bool
stands(CtCourseState *state, uint32_t outcome)
{
    uint32_t success = state->course->gain[source_of(state, outcome)];
    const CtTally *tally = tally_of(state, outcome);

    return tally->cuts == 0 && tally->missing <= (holds(state, success) ? 0 : 1);
}

/* Whether the try that brought a fact which is not kept still has all that it needed. */
bool ct_retract_lasts(CtCourseState *state, const CtTryRecord *record);

/* @fact, which holds, does not for the time being. */
void ct_retract_take_back(CtCourseState *state, uint32_t fact);

/* What @step alone holds up. */
void ct_retract_take_back_gain(CtCourseState *state, uint32_t step);

/* @step could be taken and no longer can. */
void ct_retract_lose_step(CtCourseState *state, uint32_t step);

/* @outcome has lost a need, or was cut. */
void ct_retract_weaken(CtCourseState *state, uint32_t outcome);

/* All that follows from what was taken back. */
void ct_retract_spread_losses(CtCourseState *state);

/* @fact holds, credited to @step; CT_NO_ID: it was given. */
void ct_retract_come(CtCourseState *state, uint32_t fact, uint32_t step);

/* Likewise, by a try of @attempt that succeeded. */
void
ct_retract_come_by_try(CtCourseState *state, uint32_t fact, uint32_t attempt, uint32_t outcome);

/* @step can be taken and could not. */
void ct_retract_gain_step(CtCourseState *state, uint32_t step);

/* All that follows from what came. */
void ct_retract_spread_gains(CtCourseState *state);
