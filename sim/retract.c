/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What follows from what ends, and from what comes (sim/retract_private.h). */
#include "sim/retract_private.h"

#include <string.h>

CtRetraction *
ct_retraction_new(const CtCourse *course)
{
    CtRetraction *retraction = g_new0(CtRetraction, 1);

    retraction->tallies = g_new0(CtTally, (size_t)course->n_steps + 1);
    retraction->records = g_new0(CtTryRecord, (size_t)course->n_facts + 1);
    retraction->first = g_new0(CtFirstHeld, (size_t)course->n_facts + 1);
    retraction->stamp = g_new0(uint32_t, (size_t)course->n_facts + 1);
    retraction->fact_marks = g_new0(CtChangeMark, (size_t)course->n_facts + 1);
    retraction->attempt_marks = g_new0(CtChangeMark, (size_t)course->n_attempts + 1);
    return retraction;
}

void
ct_retraction_forget(CtCourseState *state)
{
    const CtCourse *course = state->course;
    CtRetraction *retraction = state->retraction;

    memset(retraction->tallies, 0, course->n_steps * sizeof *retraction->tallies);
    memset(retraction->records, 0, course->n_facts * sizeof *retraction->records);
    memset(retraction->first, 0, course->n_facts * sizeof *retraction->first);
}

void
ct_retraction_free(CtRetraction *retraction)
{
    if (retraction == NULL)
        return;
    g_free(retraction->tallies);
    g_free(retraction->records);
    g_free(retraction->first);
    g_free(retraction->stamp);
    g_free(retraction->makers);
    g_free(retraction->fact_marks);
    g_free(retraction->attempt_marks);
    ct_ids_clear(&retraction->facts);
    ct_ids_clear(&retraction->attempts);
    ct_ids_clear(&retraction->gone);
    ct_ids_clear(&retraction->came);
    ct_ids_clear(&retraction->mended);
    ct_ids_clear(&retraction->outcomes);
    ct_ids_clear(&retraction->result.lost);
    ct_ids_clear(&retraction->result.stopped);
    g_free(retraction);
}

/* Whether a fact credited to @step outlasts it. */
static bool
outlasts(const CtCourseState *state, uint32_t step, uint32_t fact)
{
    return (is_attempt(state, step) || source_of(state, step) != CT_NO_ID) && is_kept(state, fact);
}

bool
ct_retract_is_possible(CtCourseState *state, uint32_t step)
{
    return can_be_taken(tally_of(state, step));
}

bool
ct_retract_is_taken(CtCourseState *state, uint32_t step)
{
    uint32_t attempt = source_of(state, step);

    return can_be_taken(tally_of(state, step)) &&
           (attempt == CT_NO_ID || is_kept(state, state->course->gain[step]) ||
            can_be_taken(tally_of(state, attempt)));
}

CtRetractGround
ct_retract_ground(CtCourseState *state, uint32_t fact, uint32_t *ret_attempt)
{
    uint32_t step = state->facts[fact].step;
    const CtTryRecord *record = record_of(state, fact);

    if (step == CT_NO_ID)
        return CT_RETRACT_GIVEN;
    if (outlasts(state, step, fact))
        return CT_RETRACT_KEPT;
    if (record == NULL || !ct_retract_lasts(state, record))
        return CT_RETRACT_DERIVED;
    *ret_attempt = record->attempt;
    return CT_RETRACT_LASTING;
}

void
ct_retract_remember_makers(CtCourseState *state)
{
    state->retraction->makers = g_new0(uint32_t, (size_t)state->course->n_facts + 1);
}

void
ct_retract_set_maker(CtCourseState *state, uint32_t maker)
{
    state->retraction->maker = maker;
}

void
ct_retract_hand_on(CtCourseState *state, uint32_t fact, uint32_t maker)
{
    state->retraction->makers[fact] = maker;
}

uint32_t
ct_retract_maker(const CtCourseState *state, uint32_t fact)
{
    return state->retraction->makers[fact];
}

int64_t
ct_retract_first_ms(const CtCourseState *state, uint32_t fact)
{
    const CtFirstHeld *first = &state->retraction->first[fact];

    return first->epoch == state->epoch ? first->ms : -1;
}

/* Whether the try that brought a fact which is not kept still has all that it needed. */
bool
ct_retract_lasts(CtCourseState *state, const CtTryRecord *record)
{
    return can_be_taken(tally_of(state, record->attempt)) &&
           (record->outcome == CT_NO_ID || stands(state, record->outcome));
}

static void
meet_fact(CtCourseState *state, uint32_t fact, bool was)
{
    CtRetraction *retraction = state->retraction;

    if (retraction->fact_marks[fact].change == retraction->change)
        return;
    retraction->fact_marks[fact] = (CtChangeMark){.change = retraction->change, .was = was};
    ct_ids_add(&retraction->facts, fact);
}

static void
meet_attempt(CtCourseState *state, uint32_t attempt, bool was)
{
    CtRetraction *retraction = state->retraction;

    if (retraction->attempt_marks[attempt].change == retraction->change)
        return;
    retraction->attempt_marks[attempt] = (CtChangeMark){.change = retraction->change, .was = was};
    ct_ids_add(&retraction->attempts, attempt);
}

/* --- taking back --- */

void
ct_retract_take_back(CtCourseState *state, uint32_t fact)
{
    meet_fact(state, fact, true);
    state->facts[fact].epoch = 0; /* its moment stays, for when it comes back */
    ct_ids_add(&state->retraction->gone, fact);
}

/* What @step alone holds up. */
void
ct_retract_take_back_gain(CtCourseState *state, uint32_t step)
{
    uint32_t fact = state->course->gain[step];

    if (holds(state, fact) && state->facts[fact].step == step && !outlasts(state, step, fact))
        ct_retract_take_back(state, fact);
}

/* Facts that are not kept and that @attempt brought among several. */
static void
take_back_outcomes(CtCourseState *state, uint32_t attempt)
{
    const CtCourse *course = state->course;
    uint32_t success = course->gain[attempt];

    if (!ct_bits_get(course->changing->has_passing, attempt))
        return;
    for (uint32_t i = course->uses.start[success]; i < course->uses.start[success + 1]; i++)
        ct_retract_take_back_gain(state, course->uses.value[i]);
}

/* @step could be taken and no longer can. */
void
ct_retract_lose_step(CtCourseState *state, uint32_t step)
{
    if (is_attempt(state, step)) {
        meet_attempt(state, step, true);
        take_back_outcomes(state, step);
    }
    ct_retract_take_back_gain(state, step);
}

static uint32_t
count_older(const CtCourseState *state, uint32_t step, uint32_t stamp)
{
    const CtCsr *premises = &state->course->changing->premises;
    uint32_t n = 0;

    for (uint32_t i = premises->start[step]; i < premises->start[step + 1]; i++)
        n += holds(state, premises->value[i]) &&
             state->retraction->stamp[premises->value[i]] < stamp;
    return n;
}

/* A threshold is still met, perhaps only by what follows from its own fact. */
static void
check_support(CtCourseState *state, uint32_t step)
{
    uint32_t fact = state->course->gain[step];

    if (holds(state, fact) && state->facts[fact].step == step && !outlasts(state, step, fact) &&
        count_older(state, step, state->retraction->stamp[fact]) < state->course->need[step])
        ct_retract_take_back(state, fact);
}

/* @outcome has lost a need, or was cut. */
void
ct_retract_weaken(CtCourseState *state, uint32_t outcome)
{
    ct_ids_add(&state->retraction->outcomes, outcome);
    if (!stands(state, outcome))
        ct_retract_take_back_gain(state, outcome);
}

static void
uncount(CtCourseState *state, uint32_t step)
{
    CtTally *tally = tally_of(state, step);
    bool could = can_be_taken(tally);

    tally->missing++;
    if (source_of(state, step) != CT_NO_ID) {
        ct_retract_weaken(state, step);
        return;
    }
    if (!could)
        return;
    if (!can_be_taken(tally))
        ct_retract_lose_step(state, step);
    else
        check_support(state, step);
}

void
ct_retract_spread_losses(CtCourseState *state)
{
    const CtCsr *uses = &state->course->uses;
    CtIds *gone = &state->retraction->gone;

    for (uint32_t i = 0; i < gone->length; i++) /* grows while it is walked */
        for (uint32_t u = uses->start[gone->data[i]]; u < uses->start[gone->data[i] + 1]; u++)
            uncount(state, uses->value[u]);
    gone->length = 0;
}

/* --- coming to hold --- */

void
ct_retract_come(CtCourseState *state, uint32_t fact, uint32_t step)
{
    CtRetraction *retraction = state->retraction;
    CtHeldFact *held = &state->facts[fact];

    if (held->epoch == state->epoch)
        return;
    meet_fact(state, fact, false);
    if (!retraction->fact_marks[fact].was)
        held->moment = retraction->moment;
    held->step = step;
    held->epoch = state->epoch;
    retraction->stamp[fact] = ++retraction->next_stamp;
    ct_ids_add(&retraction->came, fact);
}

/* An outcome is made by who had the success. What a try brought, and lasts, is his still. */
static void
note_maker(CtCourseState *state, uint32_t fact, uint32_t attempt, uint32_t outcome)
{
    CtRetraction *retraction = state->retraction;
    const CtTryRecord *record = record_of(state, fact);

    if (retraction->makers == NULL ||
        (record != NULL && record->attempt == attempt && record->outcome == outcome))
        return;
    retraction->makers[fact] =
        outcome == CT_NO_ID ? retraction->maker : retraction->makers[state->course->gain[attempt]];
}

void
ct_retract_come_by_try(CtCourseState *state, uint32_t fact, uint32_t attempt, uint32_t outcome)
{
    if (holds(state, fact))
        return;
    note_maker(state, fact, attempt, outcome);
    if (!is_kept(state, fact))
        state->retraction->records[fact] =
            (CtTryRecord){.epoch = state->epoch, .attempt = attempt, .outcome = outcome};
    ct_retract_come(state, fact, outcome != CT_NO_ID ? outcome : attempt);
}

static void
come_by_outcome(CtCourseState *state, uint32_t outcome)
{
    uint32_t attempt = source_of(state, outcome);
    uint32_t fact = state->course->gain[outcome];

    if (is_kept(state, fact) || can_be_taken(tally_of(state, attempt)))
        ct_retract_come_by_try(state, fact, attempt, outcome);
}

/* What @outcome brought lasts again, though the success that it followed from is forgotten. */
static void
revive(CtCourseState *state, uint32_t outcome)
{
    const CtTryRecord *record = record_of(state, state->course->gain[outcome]);

    if (record != NULL && record->outcome == outcome && ct_retract_lasts(state, record))
        ct_retract_come(state, state->course->gain[outcome], outcome);
}

/* What was brought by @attempt lasts again; and of several, what was held up by a cut comes. */
static void
bring_back(CtCourseState *state, uint32_t attempt)
{
    const CtCourse *course = state->course;
    uint32_t fact = course->gain[attempt];
    const CtTryRecord *record = record_of(state, fact);

    if (record != NULL && record->attempt == attempt && record->outcome == CT_NO_ID)
        ct_retract_come(state, fact, attempt);
    if (!ct_bits_get(course->changing->has_passing, attempt))
        return;
    for (uint32_t i = course->uses.start[fact]; i < course->uses.start[fact + 1]; i++) {
        uint32_t outcome = course->uses.value[i];

        if (can_be_taken(tally_of(state, outcome)))
            come_by_outcome(state, outcome);
        else
            revive(state, outcome);
    }
}

/* @step can be taken and could not. */
void
ct_retract_gain_step(CtCourseState *state, uint32_t step)
{
    if (is_attempt(state, step)) {
        meet_attempt(state, step, false);
        bring_back(state, step);
    } else if (source_of(state, step) != CT_NO_ID) {
        come_by_outcome(state, step);
    } else {
        ct_retract_come(state, state->course->gain[step], step);
    }
}

void
ct_retract_spread_gains(CtCourseState *state)
{
    const CtCsr *uses = &state->course->uses;
    CtIds *came = &state->retraction->came;

    for (uint32_t i = 0; i < came->length; i++) /* grows while it is walked */
        for (uint32_t u = uses->start[came->data[i]]; u < uses->start[came->data[i] + 1]; u++) {
            CtTally *tally = tally_of(state, uses->value[u]);
            bool could = can_be_taken(tally);

            tally->missing--;
            if (!could && can_be_taken(tally))
                ct_retract_gain_step(state, uses->value[u]);
            else if (source_of(state, uses->value[u]) != CT_NO_ID)
                revive(state, uses->value[u]);
        }
    came->length = 0;
}
