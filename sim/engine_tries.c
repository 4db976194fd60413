/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tries: when they begin, and when they end without having come to their end. */
#include "sim/engine_private.h"

CtUnder *
ct_engine_under(CtEngineActor *actor, uint32_t attempt)
{
    CtUnder *under = &actor->attempts[attempt];

    if (under->epoch != actor->state->epoch)
        *under = (CtUnder){.epoch = actor->state->epoch};
    return under;
}

static bool
is_useless(const CtEngineActor *actor, uint32_t attempt)
{
    return ct_course_state_holds(actor->state, actor->state->course->gain[attempt]);
}

uint32_t
ct_engine_most_tries(const CtCourse *course, uint32_t attempt)
{
    return course->templates[course->attempts[attempt].template].tries;
}

/* Where nothing ends, whoever was offered once needs only to be of use still. */
static bool
can_try(CtEngineActor *actor, uint32_t attempt)
{
    if (is_useless(actor, attempt))
        return false;
    if (actor->state->retraction == NULL && !actor->plan->is_led)
        return true;
    const CtUnder *under = ct_engine_under(actor, attempt);

    return !under->runs && under->tries < ct_engine_most_tries(actor->state->course, attempt) &&
           (actor->state->retraction != NULL ? ct_retract_is_possible(actor->state, attempt)
                                             : ct_course_state_is_enabled(actor->state, attempt));
}

static void
push_end(CtEngine *engine, const CtEngineActor *actor, CtUnder *under, CtMoment end)
{
    CtInstant instant = ct_moment_instant(actor->state->course, end);

    under->event = (CtEventHandle){0};
    if (end.time > engine->sim->horizon_ms)
        return;
    under->event =
        ct_event_queue_push(engine->queue, &(CtEvent){.time = end.time,
                                                      .key = instant.key,
                                                      .priority = CT_EVENT_PRIORITY_ATTACKER,
                                                      .actor = (uint32_t)(actor - engine->actors),
                                                      .step = end.attempt,
                                                      .attempt = end.n});
}

static void
begin_try(CtEngine *engine, CtEngineActor *actor, uint32_t attempt, CtMoment trigger)
{
    CtUnder *under = ct_engine_under(actor, attempt);
    bool begins = false;
    int64_t start = trigger.time;

    if (engine->summary->tries >= engine->sim->max_tries) {
        engine->failed = true;
        return;
    }
    if (under->tries == 0)
        start = ct_course_state_ready(actor->state, attempt, start, &begins);
    under->tries++;
    under->runs = true;
    actor->n_running++;
    ct_summary_count_try(engine->summary, actor->state, attempt, trigger, begins);
    CtMoment end = {.attempt = attempt, .n = under->tries};

    ct_engine_tell(engine, CT_TRACE_BEGIN, actor,
                   (CtMoment){.time = trigger.time, .attempt = attempt, .n = under->tries},
                   CT_NO_ID);
    CtTry one = ct_course_state_try(actor->state, attempt, under->tries);

    under->success = one.success;
    end.time = start + one.ms;
    push_end(engine, actor, under, end);
}

void
ct_engine_end_try(CtEngineActor *actor, uint32_t attempt)
{
    ct_engine_under(actor, attempt)->runs = false;
    actor->n_running--;
    if (actor->worm != NULL)
        ct_worm_release(actor->worm, attempt);
}

static uint64_t
rank_of(const CtEngineActor *actor, uint32_t attempt)
{
    const CtCourseState *state = actor->state;

    if (actor->plan->order != NULL)
        return actor->plan->order[attempt];
    return ct_draw_rank(&state->draws, state->course->attempts[attempt].identity);
}

static void
wait_for_slot(CtEngineActor *actor, uint32_t attempt)
{
    CtUnder *under = ct_engine_under(actor, attempt);

    if (under->waits)
        return;
    under->waits = true;
    ct_waiting_add(&actor->waiting, rank_of(actor, attempt), attempt);
}

/* It may be tried from now on: at once where all may, else when its turn comes. */
void
ct_engine_offer(CtEngine *engine, CtEngineActor *actor, uint32_t attempt, CtMoment trigger)
{
    if (actor->plan->is_led || !can_try(actor, attempt))
        return;
    if (actor->worm != NULL)
        ct_worm_offer(actor->worm, attempt, rank_of(actor, attempt));
    else if (actor->plan->parallel == 0)
        begin_try(engine, actor, attempt, trigger);
    else
        wait_for_slot(actor, attempt);
}

void
ct_engine_fill_slots(CtEngine *engine, CtEngineActor *actor, CtMoment trigger)
{
    uint32_t attempt;

    while (actor->worm != NULL && !engine->failed && ct_worm_take(actor->worm, &attempt))
        begin_try(engine, actor, attempt, trigger);
    while (!engine->failed && actor->n_running < actor->plan->parallel &&
           ct_waiting_take(&actor->waiting, &attempt)) {
        ct_engine_under(actor, attempt)->waits = false;
        if (can_try(actor, attempt))
            begin_try(engine, actor, attempt, trigger);
    }
}

void
ct_engine_offer_enabled(CtEngine *engine, CtEngineActor *actor, CtMoment moment)
{
    if (engine->is_opening) {
        for (uint32_t i = 0; i < actor->state->enabled.length; i++)
            ct_ids_add(&actor->opening, actor->state->enabled.data[i]);
        return;
    }
    for (uint32_t i = 0; i < actor->state->enabled.length && !engine->failed; i++)
        ct_engine_offer(engine, actor, actor->state->enabled.data[i], moment);
    ct_engine_fill_slots(engine, actor, moment);
}

void
ct_engine_cancel_try(CtEngine *engine, CtEngineActor *actor, uint32_t attempt, int64_t time)
{
    CtUnder *under = ct_engine_under(actor, attempt);

    if (!under->runs)
        return;
    ct_event_queue_cancel(engine->queue, under->event);
    ct_engine_tell(engine, CT_TRACE_CANCEL, actor,
                   (CtMoment){.time = time, .attempt = attempt, .n = under->tries}, CT_NO_ID);
    ct_engine_end_try(actor, attempt);
}

/* Tries for @fact, which holds now, end at once. */
static void
cancel_tries_for(CtEngine *engine, CtEngineActor *actor, uint32_t fact, int64_t time)
{
    const CtCsr *gained = &actor->state->course->gained;

    for (uint32_t i = gained->start[fact]; i < gained->start[fact + 1]; i++)
        ct_engine_cancel_try(engine, actor, gained->value[i], time);
}

void
ct_engine_cancel_useless(CtEngine *engine, CtEngineActor *actor, int64_t time)
{
    for (uint32_t i = 0; i < actor->state->n_gained; i++)
        cancel_tries_for(engine, actor, actor->state->fresh.data[i], time);
}

/* --- attackers that a host leads --- */

bool
ct_engine_can_try(const CtEngine *engine, uint32_t actor, uint32_t attempt)
{
    g_return_val_if_fail(actor < engine->sim->n_actors, false);
    g_return_val_if_fail(attempt < engine->sim->actors[actor].course->n_attempts, false);
    return !engine->failed && !ct_engine_has_ended(engine) &&
           can_try(&engine->actors[actor], attempt);
}

bool
ct_engine_try(CtEngine *engine, uint32_t actor, uint32_t attempt)
{
    if (!ct_engine_can_try(engine, actor, attempt))
        return false;
    begin_try(engine, &engine->actors[actor], attempt, CT_MOMENT_ACTION(engine->now));
    return !engine->failed;
}

bool
ct_engine_give_up(CtEngine *engine, uint32_t actor, uint32_t attempt)
{
    g_return_val_if_fail(actor < engine->sim->n_actors, false);
    CtEngineActor *who = &engine->actors[actor];

    if (!ct_engine_under(who, attempt)->runs)
        return false;
    ct_engine_cancel_try(engine, who, attempt, engine->now);
    ct_engine_fill_slots(engine, who, CT_MOMENT_ACTION(engine->now));
    return true;
}
