/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Nothing is cleared between replications: a value counts only if its epoch is that of the state.
 * Consequences are drawn first in, first out, so that a fact is credited to the step that the
 * order of facts and steps puts first.
 */
#include "sim/state.h"

#include "base/prefetch.h"
#include "sim/retract.h"

#include <string.h>

CtCourseState *
ct_course_state_new(const CtCourse *course)
{
    CtCourseState *state = g_new0(CtCourseState, 1);

    state->course = course;
    state->facts = g_new0(CtHeldFact, (size_t)course->n_facts + 1);
    state->steps = g_new0(CtStepCount, (size_t)course->n_steps + 1);
    state->works = g_malloc0_n((size_t)course->n_works + 1, sizeof *state->works);
    state->prepares = g_malloc0_n((size_t)course->n_prepares + 1, sizeof *state->prepares);
    if (course->changing != NULL)
        state->retraction = ct_retraction_new(course);
    return state;
}

void
ct_course_state_free(CtCourseState *state)
{
    if (state == NULL)
        return;
    g_free(state->facts);
    g_free(state->steps);
    g_free(state->works);
    g_free(state->prepares);
    ct_ids_clear(&state->fresh);
    ct_ids_clear(&state->enabled);
    ct_retraction_free(state->retraction);
    g_free(state);
}

static void
forget_everything(CtCourseState *state)
{
    const CtCourse *course = state->course;

    memset(state->facts, 0, course->n_facts * sizeof *state->facts);
    memset(state->steps, 0, course->n_steps * sizeof *state->steps);
    memset(state->works, 0, course->n_works * sizeof *state->works);
    memset(state->prepares, 0, course->n_prepares * sizeof *state->prepares);
    if (state->retraction != NULL)
        ct_retraction_forget(state);
}

static void
set_fact(CtCourseState *state, uint32_t fact, uint32_t step, CtMoment moment)
{
    CtHeldFact *held = &state->facts[fact];

    if (held->epoch == state->epoch)
        return;
    *held = (CtHeldFact){.moment = moment, .step = step, .epoch = state->epoch};
    ct_ids_add(&state->fresh, fact);
    if (fact >= state->course->first_goal)
        state->n_goals_left--;
}

/* One more premise of @step holds. */
static void
count_premise(CtCourseState *state, uint32_t step, CtMoment moment)
{
    CtStepCount *count = &state->steps[step];

    if (count->epoch != state->epoch)
        *count = (CtStepCount){.epoch = state->epoch, .missing = state->course->need[step]};
    if (count->missing == 0 || --count->missing > 0)
        return;
    if (step < state->course->n_attempts)
        ct_ids_add(&state->enabled, step);
    else
        set_fact(state, state->course->gain[step], step, moment);
}

static void
draw_consequences(CtCourseState *state, CtMoment moment)
{
    const CtCsr *uses = &state->course->uses;

    for (uint32_t i = 0; i < state->fresh.length; i++) {
        uint32_t fact = state->fresh.data[i];

        /* Rows of steps lie anywhere: let the misses overlap. */
        for (uint32_t u = uses->start[fact]; u < uses->start[fact + 1]; u++) {
            ct_prefetch(&state->steps[uses->value[u]]);
            ct_prefetch(&state->course->need[uses->value[u]]);
            ct_prefetch(&state->course->gain[uses->value[u]]);
        }
        for (uint32_t u = uses->start[fact]; u < uses->start[fact + 1]; u++)
            count_premise(state, uses->value[u], moment);
    }
    state->n_gained = state->fresh.length;
    state->fresh.length = 0;
}

void
ct_course_state_begin(CtCourseState *state, uint64_t seed, uint64_t replication)
{
    const CtCourse *course = state->course;

    if (++state->epoch == 0) {
        forget_everything(state);
        state->epoch = 1;
    }
    state->draws = (CtDrawSource){.seed = seed, .replication = replication};
    state->n_goals_left = course->n_possible;
    state->enabled.length = 0;
    if (state->retraction != NULL) {
        ct_retract_replication(state);
        return;
    }
    for (uint32_t i = 0; i < course->entries.length; i++)
        set_fact(state, course->entries.data[i], CT_NO_ID, CT_MOMENT_START);
    for (uint32_t i = 0; i < course->axioms.length; i++) {
        uint32_t step = course->axioms.data[i];

        if (step < course->n_attempts)
            ct_ids_add(&state->enabled, step);
        else
            set_fact(state, course->gain[step], step, CT_MOMENT_START);
    }
    draw_consequences(state, CT_MOMENT_START);
}

void
ct_course_state_gain(CtCourseState *state, uint32_t attempt, CtMoment moment)
{
    if (state->retraction != NULL) {
        ct_retract_gain(state, attempt, moment);
        return;
    }
    state->enabled.length = 0;
    set_fact(state, state->course->attempts[attempt].gain, attempt, moment);
    draw_consequences(state, moment);
}

bool
ct_course_state_is_enabled(const CtCourseState *state, uint32_t attempt)
{
    const CtStepCount *count = &state->steps[attempt];

    return state->course->need[attempt] == 0 ||
           (count->epoch == state->epoch && count->missing == 0);
}

int64_t
ct_course_state_first_ms(const CtCourseState *state, uint32_t fact)
{
    if (state->retraction != NULL)
        return ct_retract_first_ms(state, fact);
    return ct_course_state_holds(state, fact) ? state->facts[fact].moment.time : -1;
}

bool
ct_course_state_works(CtCourseState *state, uint32_t attempt)
{
    const CtCourse *course = state->course;
    uint32_t row = course->attempts[attempt].works;

    if (row == CT_NO_ID)
        return true;
    if (state->works[row].epoch != state->epoch) {
        state->works[row].epoch = state->epoch;
        state->works[row].drawn = ct_draw_works(&state->draws, course->works_key[row]);
    }
    return state->works[row].drawn < course->templates[course->attempts[attempt].template].works;
}

int64_t
ct_course_state_prepared(CtCourseState *state, uint32_t attempt, int64_t now, bool *ret_begun)
{
    const CtCourse *course = state->course;
    uint32_t row = course->attempts[attempt].prepare;

    if (state->prepares[row].epoch != state->epoch) {
        const CtCoursePrepare *prepare = &course->prepares[row];
        int64_t ms = ct_draw_prepare(&state->draws, prepare->key, &prepare->time);

        state->prepares[row].epoch = state->epoch;
        state->prepares[row].ready = MIN(now + ms, CT_TIME_NEVER);
        *ret_begun = true;
    }
    return MAX(now, state->prepares[row].ready);
}

CtTry
ct_course_state_try(const CtCourseState *state, uint32_t attempt, uint32_t n)
{
    const CtCourseAttempt *row = &state->course->attempts[attempt];
    const CtCourseTemplate *template = &state->course->templates[row->template];

    return ct_draw_try(&state->draws, row->draw, n, n == 1 ? &template->time : &template->retry);
}

bool
ct_course_state_try_within(
    const CtCourseState *state, uint32_t attempt, uint32_t n, int64_t room, CtTry *ret_try)
{
    const CtCourseAttempt *row = &state->course->attempts[attempt];
    const CtCourseTemplate *template = &state->course->templates[row->template];

    return ct_draw_try_within(&state->draws, row->draw, n,
                              n == 1 ? &template->time : &template->retry, room, ret_try);
}

double
ct_course_state_detection(const CtCourseState *state, uint32_t attempt, CtMoment moment)
{
    const CtCourse *course = state->course;
    const CtCourseAttempt *row = &course->attempts[attempt];
    double noise = course->templates[row->template].noise;
    double least = 2;

    for (uint32_t i = course->route_start != NULL ? course->route_start[attempt] : 0;
         course->route_start != NULL && i < course->route_start[attempt + 1]; i++) {
        const CtHeldFact *fact = &state->facts[course->routes[i].fact];

        if (fact->epoch == state->epoch && !ct_moment_before(course, moment, fact->moment))
            least = MIN(least, course->routes[i].sensor);
    }
    return noise * (1 - (1 - row->sensor) * (1 - (least > 1 ? 0 : least)));
}

CtInstant
ct_moment_instant(const CtCourse *course, CtMoment moment)
{
    CtInstant instant = {.time = moment.time};

    if (moment.attempt == CT_NO_ID && moment.n > 0)
        instant.key = (CtKey128){.hi = UINT64_MAX, .lo = UINT64_MAX};
    if (moment.attempt != CT_NO_ID) {
        instant.key = course->attempts[moment.attempt].identity;
        instant.key.lo += moment.n;
    }
    return instant;
}

bool
ct_instant_before(CtInstant a, CtInstant b)
{
    if (a.time != b.time)
        return a.time < b.time;
    if (a.key.hi != b.key.hi)
        return a.key.hi < b.key.hi;
    return a.key.lo < b.key.lo;
}

bool
ct_moment_before_tied(const CtCourse *course, CtMoment a, CtMoment b)
{
    return ct_instant_before(ct_moment_instant(course, a), ct_moment_instant(course, b));
}
