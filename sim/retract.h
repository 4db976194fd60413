/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an attacker has where things end: a state of a course with CtChanging. A fact holds
 *
 *   because it is an entry, was given, or is of a kind that is kept and a try brought it: until it
 *   is ended itself;
 *   because a try brought it, though its kind is not kept: while all that the try needed holds;
 *   else while some step that needs no try gains it from facts that hold.
 *
 * Several endings, cuts and mendings make one change, drawn at once by ct_retract_finish(): what
 * holds before and after it has never ended. The result is the least set of facts that follows, so
 * that facts do not hold each other up in a circle. After A. Gupta, I. S. Mumick and V. S.
 * Subrahmanian, "Maintaining views incrementally", SIGMOD 1993 (delete and re-derive); what is
 * deleted too much is kept small by a well-founded support for each fact (docs/decisions/0027).
 */
#pragma once

#include "sim/state.h"

/* Facts that are lost, and attempts that cannot be tried any more, by the last change or gain. What
 * has come to hold, and what can be tried, is in state->fresh (n_gained) and state->enabled, as
 * always; there too are attempts whose gain was lost. */
typedef struct CtRetractResult {
    CtIds lost;
    CtIds stopped;
} CtRetractResult;

CtRetraction *ct_retraction_new(const CtCourse *course);
void ct_retraction_free(CtRetraction *retraction);

/* Epochs start again at 1. */
void ct_retraction_forget(CtCourseState *state);

/* Parts of ct_course_state_begin() and ct_course_state_gain(). */
void ct_retract_replication(CtCourseState *state);
void ct_retract_gain(CtCourseState *state, uint32_t attempt, CtMoment moment);

/* A change at @time begins. Cost of a change: the steps that use what ends, comes or is named, and
 * those that gain what ends. Allocates nothing once grown. */
void ct_retract_begin(CtCourseState *state, int64_t time);

void ct_retract_end(CtCourseState *state, uint32_t fact); /* if it holds */
void ct_retract_give(CtCourseState *state, uint32_t fact);

/* Steps that cannot be taken, until they are mended as often as they were cut. */
void ct_retract_cut(CtCourseState *state, const uint32_t *steps, uint32_t n);
void ct_retract_mend(CtCourseState *state, const uint32_t *steps, uint32_t n);

/* What tries of these attempts (or outcomes) brought, and is not of a kind that is kept, ends. */
void ct_retract_break(CtCourseState *state, const uint32_t *steps, uint32_t n);

const CtRetractResult *ct_retract_finish(CtCourseState *state); /* valid until the next */

/*
 * The same in its parts, for who has more to end once he sees what holds: ct_retract_settle() as
 * often as he likes, then ct_retract_collect(). Between them what follows may be ended, too.
 */
void ct_retract_settle(CtCourseState *state);
const CtRetractResult *ct_retract_collect(CtCourseState *state);
void
ct_retract_forget_lost(CtCourseState *state); /* the successes that what was lost was part of */
void ct_retract_forget_success(CtCourseState *state, uint32_t attempt);
void ct_retract_drop_try(CtCourseState *state, uint32_t fact); /* as if none had brought it */

/* Whether all that @step needs holds and nothing cuts it. */
bool ct_retract_is_possible(CtCourseState *state, uint32_t step);

/* Likewise of one that needs no try; an outcome that is not kept needs what its attempt does. */
bool ct_retract_is_taken(CtCourseState *state, uint32_t step);

typedef enum CtRetractGround {
    CT_RETRACT_DERIVED, /* by steps that need no try */
    CT_RETRACT_GIVEN,   /* an entry, or given later */
    CT_RETRACT_KEPT,    /* a try brought it, and it ends only by itself */
    CT_RETRACT_LASTING, /* a try brought it, and it lasts while what that needed does */
} CtRetractGround;

/* What @fact, which holds, rests on; it may be derived besides. The attempt in @ret_attempt of
 * those that last. */
CtRetractGround ct_retract_ground(CtCourseState *state, uint32_t fact, uint32_t *ret_attempt);

/* Who makes the tries is remembered with what they bring; 0 unless said. Allocates. */
void ct_retract_remember_makers(CtCourseState *state);
void ct_retract_set_maker(CtCourseState *state, uint32_t maker);      /* of the next success */
uint32_t ct_retract_maker(const CtCourseState *state, uint32_t fact); /* which a try brought */
void ct_retract_hand_on(CtCourseState *state, uint32_t fact, uint32_t maker);

/* When @fact first came to hold in this replication; -1: never. */
int64_t ct_retract_first_ms(const CtCourseState *state, uint32_t fact);
