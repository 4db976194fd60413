/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A change: first all that ends, with what rested on it; then what is mended or given, and what
 * still follows; then what came of it is read off the marks of what was met.
 */
#include "sim/retract_private.h"

#include <string.h>

static void
mend_steps(CtCourseState *state)
{
    CtIds *mended = &state->retraction->mended;

    for (uint32_t i = 0; i < mended->length; i++) {
        CtTally *tally = tally_of(state, mended->data[i]);

        g_assert(tally->cuts > 0);
        tally->cuts--;
        if (can_be_taken(tally))
            ct_retract_gain_step(state, mended->data[i]);
    }
    mended->length = 0;
}

/* By another step, or by the try that brought it. */
static void
find_support(CtCourseState *state, uint32_t fact)
{
    const CtCsr *gainers = &state->course->changing->gainers;
    const CtTryRecord *record = record_of(state, fact);

    if (record != NULL && ct_retract_lasts(state, record)) {
        ct_retract_come(state, fact,
                        record->outcome != CT_NO_ID ? record->outcome : record->attempt);
        return;
    }
    for (uint32_t i = gainers->start[fact]; i < gainers->start[fact + 1]; i++)
        if (!is_attempt(state, gainers->value[i]) &&
            can_be_taken(tally_of(state, gainers->value[i])))
            ct_retract_gain_step(state, gainers->value[i]);
}

/* --- a change --- */

static void
start_change(CtCourseState *state, CtMoment moment)
{
    CtRetraction *retraction = state->retraction;

    if (++retraction->change == 0) {
        memset(retraction->fact_marks, 0, state->course->n_facts * sizeof(CtChangeMark));
        memset(retraction->attempt_marks, 0, state->course->n_attempts * sizeof(CtChangeMark));
        retraction->change = 1;
    }
    retraction->moment = moment;
    retraction->facts.length = 0;
    retraction->attempts.length = 0;
    retraction->outcomes.length = 0;
    state->fresh.length = 0;
    state->enabled.length = 0;
}

void
ct_retract_begin(CtCourseState *state, int64_t time)
{
    start_change(state, CT_MOMENT_ACTION(time));
}

/* It may be tried anew. Nothing else needs its success, and what that brought stays. */
void
ct_retract_forget_success(CtCourseState *state, uint32_t attempt)
{
    const CtCourse *course = state->course;
    uint32_t success = course->gain[attempt];

    if (!holds(state, success))
        return;
    state->facts[success].epoch = 0;
    for (uint32_t u = course->uses.start[success]; u < course->uses.start[success + 1]; u++)
        tally_of(state, course->uses.value[u])->missing++;
    ct_ids_add(&state->enabled, attempt);
}

/* The success of the attempts that have @fact among several gains counts no more. */
static void
forget_success(CtCourseState *state, uint32_t fact)
{
    const CtCsr *gainers = &state->course->changing->gainers;

    for (uint32_t i = gainers->start[fact]; i < gainers->start[fact + 1]; i++)
        if (source_of(state, gainers->value[i]) != CT_NO_ID)
            ct_retract_forget_success(state, source_of(state, gainers->value[i]));
}

void
ct_retract_forget_lost(CtCourseState *state)
{
    const CtRetraction *retraction = state->retraction;

    for (uint32_t i = 0; i < retraction->facts.length; i++) {
        uint32_t fact = retraction->facts.data[i];

        if (retraction->fact_marks[fact].was && !holds(state, fact))
            forget_success(state, fact);
    }
}

void
ct_retract_end(CtCourseState *state, uint32_t fact)
{
    state->retraction->records[fact].epoch = 0;
    if (!holds(state, fact))
        return;
    ct_retract_take_back(state, fact);
    forget_success(state, fact);
}

void
ct_retract_give(CtCourseState *state, uint32_t fact)
{
    ct_retract_come(state, fact, CT_NO_ID);
}

void
ct_retract_cut(CtCourseState *state, const uint32_t *steps, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        CtTally *tally = tally_of(state, steps[i]);
        bool could = can_be_taken(tally);

        tally->cuts++;
        if (source_of(state, steps[i]) != CT_NO_ID)
            ct_retract_weaken(state, steps[i]);
        else if (could)
            ct_retract_lose_step(state, steps[i]);
    }
}

void
ct_retract_mend(CtCourseState *state, const uint32_t *steps, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        ct_ids_add(&state->retraction->mended, steps[i]);
}

static void
break_fact(CtCourseState *state, uint32_t fact, uint32_t attempt)
{
    CtTryRecord *record = record_of(state, fact);

    if (record == NULL || record->attempt != attempt)
        return;
    uint32_t credited = record->outcome != CT_NO_ID ? record->outcome : attempt;

    record->epoch = 0;
    if (holds(state, fact) && state->facts[fact].step == credited)
        ct_retract_take_back(state, fact);
}

void
ct_retract_drop_try(CtCourseState *state, uint32_t fact)
{
    const CtTryRecord *record = record_of(state, fact);

    if (record != NULL)
        break_fact(state, fact, record->attempt);
}

void
ct_retract_break(CtCourseState *state, const uint32_t *steps, uint32_t n)
{
    const CtCourse *course = state->course;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t source = source_of(state, steps[i]);
        uint32_t attempt = source != CT_NO_ID ? source : steps[i];

        break_fact(state, course->gain[steps[i]], attempt);
        if (source != CT_NO_ID || !ct_bits_get(course->changing->has_passing, attempt))
            continue;
        uint32_t success = course->gain[attempt];

        for (uint32_t u = course->uses.start[success]; u < course->uses.start[success + 1]; u++)
            break_fact(state, course->gain[course->uses.value[u]], attempt);
    }
}

/* --- what came of it --- */

/* A try whose needs are gone has brought nothing that lasts. */
static void
drop_records(CtCourseState *state, uint32_t attempt)
{
    const CtCourse *course = state->course;
    uint32_t fact = course->gain[attempt];
    CtTryRecord *record = record_of(state, fact);

    if (record != NULL && record->attempt == attempt)
        record->epoch = 0;
    if (!ct_bits_get(course->changing->has_passing, attempt))
        return;
    for (uint32_t i = course->uses.start[fact]; i < course->uses.start[fact + 1]; i++) {
        record = record_of(state, course->gain[course->uses.value[i]]);
        if (record != NULL && record->attempt == attempt)
            record->epoch = 0;
    }
}

static void
collect_attempts(CtCourseState *state)
{
    CtRetraction *retraction = state->retraction;

    for (uint32_t i = 0; i < retraction->attempts.length; i++) {
        uint32_t attempt = retraction->attempts.data[i];
        bool was = retraction->attempt_marks[attempt].was;
        bool can = can_be_taken(tally_of(state, attempt));

        if (!can)
            drop_records(state, attempt);
        if (can && !was)
            ct_ids_add(&state->enabled, attempt);
        else if (was && !can)
            ct_ids_add(&retraction->result.stopped, attempt);
    }
    for (uint32_t i = 0; i < retraction->outcomes.length; i++) {
        uint32_t outcome = retraction->outcomes.data[i];
        CtTryRecord *record = record_of(state, state->course->gain[outcome]);

        if (record != NULL && record->outcome == outcome && !stands(state, outcome))
            record->epoch = 0;
    }
}

/* What came and went within the change has never been. */
static void
note_first(CtCourseState *state, uint32_t fact)
{
    CtFirstHeld *first = &state->retraction->first[fact];

    if (first->epoch == state->epoch)
        return;
    *first = (CtFirstHeld){.epoch = state->epoch, .ms = state->retraction->moment.time};
    if (fact >= state->course->first_goal)
        state->n_goals_left--;
}

static void
collect_facts(CtCourseState *state)
{
    CtRetraction *retraction = state->retraction;
    const CtCsr *gained = &state->course->gained;

    for (uint32_t i = 0; i < retraction->facts.length; i++) {
        uint32_t fact = retraction->facts.data[i];
        bool was = retraction->fact_marks[fact].was;

        if (holds(state, fact) && !was) {
            ct_ids_add(&state->fresh, fact);
            note_first(state, fact);
        }
        if (holds(state, fact) || !was)
            continue;
        ct_ids_add(&retraction->result.lost, fact);
        forget_success(state, fact);
        for (uint32_t g = gained->start[fact]; g < gained->start[fact + 1]; g++)
            if (can_be_taken(tally_of(state, gained->value[g])))
                ct_ids_add(&state->enabled, gained->value[g]);
    }
    state->n_gained = state->fresh.length;
    state->fresh.length = 0;
}

void
ct_retract_settle(CtCourseState *state)
{
    CtRetraction *retraction = state->retraction;

    ct_retract_spread_losses(state);
    mend_steps(state);
    for (uint32_t i = 0; i < retraction->facts.length; i++) /* grows while it is walked */
        if (!holds(state, retraction->facts.data[i]))
            find_support(state, retraction->facts.data[i]);
    ct_retract_spread_gains(state);
}

const CtRetractResult *
ct_retract_collect(CtCourseState *state)
{
    CtRetraction *retraction = state->retraction;

    retraction->result.lost.length = 0;
    retraction->result.stopped.length = 0;
    collect_attempts(state);
    collect_facts(state);
    return &retraction->result;
}

const CtRetractResult *
ct_retract_finish(CtCourseState *state)
{
    ct_retract_settle(state);
    return ct_retract_collect(state);
}

void
ct_retract_replication(CtCourseState *state)
{
    const CtCourse *course = state->course;

    state->retraction->next_stamp = 0;
    state->retraction->gone.length = 0;
    state->retraction->came.length = 0;
    state->retraction->mended.length = 0;
    start_change(state, CT_MOMENT_START);
    for (uint32_t i = 0; i < course->entries.length; i++)
        ct_retract_come(state, course->entries.data[i], CT_NO_ID);
    for (uint32_t i = 0; i < course->axioms.length; i++)
        ct_retract_gain_step(state, course->axioms.data[i]);
    ct_retract_finish(state);
}

void
ct_retract_gain(CtCourseState *state, uint32_t attempt, CtMoment moment)
{
    start_change(state, moment);
    ct_retract_come_by_try(state, state->course->gain[attempt], attempt, CT_NO_ID);
    ct_retract_finish(state);
}
