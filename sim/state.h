/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one attacker has in the course of one replication: facts with the time at which they came
 * to hold, and what follows from a success at once. Which try ends when is the business of who
 * uses it (sim/engine.c, sim/first_passage.c).
 *
 * An event is named by its time and by the try that ended: (attempt, number). Events of equal time
 * are ordered by the identity of the attempt plus the number. What holds from the start has no
 * attempt and comes before everything.
 */
#pragma once

#include "sim/course.h"
#include "sim/draws.h"

typedef struct CtMoment {
    int64_t time;
    uint32_t attempt; /* CT_NO_ID: the start */
    uint32_t n;       /* number of its try, from 1 */
} CtMoment;

#define CT_MOMENT_START ((CtMoment){.time = 0, .attempt = CT_NO_ID, .n = 0})

/* No try: the world changed. It comes after all tries that end in the same millisecond and have
 * left the queue. */
#define CT_MOMENT_ACTION(at) ((CtMoment){.time = (at), .attempt = CT_NO_ID, .n = UINT32_MAX})

/* What a state carries besides where things end (sim/retract.h). */
typedef struct CtRetraction CtRetraction;

typedef struct CtHeldFact {
    CtMoment moment;
    uint32_t step;  /* of the course, credited with it; CT_NO_ID: an entry */
    uint32_t epoch; /* it holds if this is the state's */
} CtHeldFact;

typedef struct CtStepCount {
    uint32_t epoch;
    uint32_t missing;
} CtStepCount;

typedef struct CtCourseState {
    const CtCourse *course;
    CtDrawSource draws;
    uint32_t epoch;
    CtHeldFact *facts;  /* per fact */
    CtStepCount *steps; /* per step */
    struct {
        uint32_t epoch;
        double drawn;
    } * works; /* per row */
    struct {
        uint32_t epoch;
        int64_t ready;
    } * prepares;      /* per row */
    CtIds fresh;       /* facts of the last moment, in the order in which they came to hold … */
    uint32_t n_gained; /* … so many */
    CtIds enabled; /* attempts that the last moment made possible, in the order of consequences */
    uint32_t n_goals_left;    /* not reached so far, of those that can be at rest */
    CtRetraction *retraction; /* NULL: nothing ends, and what has come to hold stays */
} CtCourseState;

CtCourseState *ct_course_state_new(const CtCourse *course);
void ct_course_state_free(CtCourseState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCourseState, ct_course_state_free)

/* The start of a replication: entries hold, with what follows; `enabled` is filled. Cost: what
 * follows; nothing is allocated once the state has grown to its size. */
void ct_course_state_begin(CtCourseState *state, uint64_t seed, uint64_t replication);

/* @attempt, whose gain does not hold, succeeds at @moment: `enabled` is filled anew. */
void ct_course_state_gain(CtCourseState *state, uint32_t attempt, CtMoment moment);

static inline bool
ct_course_state_holds(const CtCourseState *state, uint32_t fact)
{
    return state->facts[fact].epoch == state->epoch;
}

/* Whether all that @attempt needs holds; where nothing ends. */
bool ct_course_state_is_enabled(const CtCourseState *state, uint32_t attempt);

/* When @fact first came to hold, whether it still does or not; -1: never. */
int64_t ct_course_state_first_ms(const CtCourseState *state, uint32_t fact);

/* Whether flaw, key or person behind @attempt can be used at all; drawn once a replication. */
bool ct_course_state_works(CtCourseState *state, uint32_t attempt);

/*
 * When what @attempt needs to prepare is ready, if it is begun at @now at the latest. True in
 * @ret_begun where that begins it. The first: of one that has something to prepare.
 */
int64_t
ct_course_state_prepared(CtCourseState *state, uint32_t attempt, int64_t now, bool *ret_begun);

static inline int64_t
ct_course_state_ready(CtCourseState *state, uint32_t attempt, int64_t now, bool *ret_begun)
{
    *ret_begun = false;
    if (state->course->attempts[attempt].prepare == CT_NO_ID)
        return now;
    return ct_course_state_prepared(state, attempt, now, ret_begun);
}

/* Try @n of @attempt: how long it takes, and whether it succeeds if it works. */
CtTry ct_course_state_try(const CtCourseState *state, uint32_t attempt, uint32_t n);

/* Likewise; false where it is seen cheaply that it takes longer than @room ms. */
bool ct_course_state_try_within(
    const CtCourseState *state, uint32_t attempt, uint32_t n, int64_t room, CtTry *ret_try);

/* The chance that a sensor sees the try of @attempt that begins at @moment: its noise, times the
 * union of the sensors on the target and on the least watched way that is open then. */
double ct_course_state_detection(const CtCourseState *state, uint32_t attempt, CtMoment moment);

/* Whether @a is before @b, both of one attacker; the second where their times are equal. */
bool ct_moment_before_tied(const CtCourse *course, CtMoment a, CtMoment b);

static inline bool
ct_moment_before(const CtCourse *course, CtMoment a, CtMoment b)
{
    return a.time != b.time ? a.time < b.time : ct_moment_before_tied(course, a, b);
}

/* A moment as all attackers know it: the key is 0 at the start. */
typedef struct CtInstant {
    int64_t time;
    CtKey128 key;
} CtInstant;

CtInstant ct_moment_instant(const CtCourse *course, CtMoment moment);
bool ct_instant_before(CtInstant a, CtInstant b);
