/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An attempt is idle, waiting for a slot, or under way with one pending event. Those waiting are a
 * heap by rank; an entry whose fact has come to hold meanwhile is dropped when it comes up. All
 * memory is reused from one replication to the next.
 */
#include "sim/engine.h"

#include "sim/event_queue.h"
#include "sim/waiting.h"
#include "sim/worm.h"

typedef struct Under {
    uint32_t epoch;
    uint32_t tries; /* begun so far */
    bool runs;
    double success;      /* of the try under way, against its chance */
    CtEventHandle event; /* of its end; none past the horizon */
} Under;

typedef struct Actor {
    const CtActor *plan;
    CtCourseState *state;
    Under *attempts;
    CtWaiting waiting;
    CtWorm *worm; /* NULL: none; it has slots of its own */
    uint32_t n_running;
} Actor;

struct CtEngine {
    const CtSim *sim;
    Actor *actors;
    const CtCourseState **states; /* of the actors */
    CtEventQueue *queue;
    CtSummary *summary;
    CtTraceFunc trace;
    void *trace_data;
    bool failed;
};

static const char *const trace_texts[CT_TRACE_COUNT] = {
#define CT_TRACE(NAME, text, line) [CT_TRACE_##NAME] = text,
#include "sim/trace_kinds.def"
#undef CT_TRACE
};

const char *
ct_trace_kind_text(CtTraceKind kind)
{
    g_return_val_if_fail(kind < CT_TRACE_COUNT, "");
    return trace_texts[kind];
}

CtEngine *
ct_engine_new(const CtSim *sim)
{
    CtEngine *engine = g_new0(CtEngine, 1);

    engine->sim = sim;
    engine->queue = ct_event_queue_new();
    engine->actors = g_new0(Actor, (size_t)sim->n_actors + 1);
    engine->states = g_new0(const CtCourseState *, (size_t)sim->n_actors + 1);
    for (uint32_t i = 0; i < sim->n_actors; i++) {
        Actor *actor = &engine->actors[i];

        actor->plan = &sim->actors[i];
        actor->state = ct_course_state_new(actor->plan->course);
        engine->states[i] = actor->state;
        if (actor->plan->worm != NULL)
            actor->worm = ct_worm_new(actor->plan->worm, actor->state, actor->plan->spread,
                                      actor->plan->most_senders);
        actor->attempts = g_new0(Under, (size_t)actor->plan->course->n_attempts + 1);
    }
    return engine;
}

void
ct_engine_free(CtEngine *engine)
{
    if (engine == NULL)
        return;
    for (uint32_t i = 0; i < engine->sim->n_actors; i++) {
        ct_worm_free(engine->actors[i].worm);
        ct_course_state_free(engine->actors[i].state);
        g_free(engine->actors[i].attempts);
        ct_waiting_clear(&engine->actors[i].waiting);
    }
    g_free(engine->actors);
    g_free(engine->states);
    ct_event_queue_free(engine->queue);
    g_free(engine);
}

void
ct_engine_set_trace(CtEngine *engine, CtTraceFunc func, void *data)
{
    engine->trace = func;
    engine->trace_data = data;
}

const CtCourseState *
ct_engine_state(const CtEngine *engine, uint32_t i)
{
    return engine->actors[i].state;
}

static void
tell(CtEngine *engine, CtTraceKind kind, const Actor *actor, CtMoment moment, uint32_t fact)
{
    bool has_maker = kind == CT_TRACE_BEGIN || kind == CT_TRACE_SUCCESS;

    if (engine->trace == NULL)
        return;
    engine->trace(&(CtTraceEvent){.time = moment.time,
                                  .kind = kind,
                                  .actor = (uint32_t)(actor - engine->actors),
                                  .attempt = moment.attempt,
                                  .n = moment.n,
                                  .fact = fact,
                                  .by = has_maker && actor->worm != NULL
                                            ? ct_worm_maker(actor->worm, moment.attempt)
                                            : CT_NO_ID},
                  engine->trace_data);
}

/* What the last moment brought, once its consequences are drawn. */
static void
tell_gains(CtEngine *engine, const Actor *actor, CtMoment moment)
{
    const CtCourseState *state = actor->state;

    for (uint32_t i = 0; engine->trace != NULL && i < state->n_gained; i++) {
        uint32_t fact = state->fresh.data[i];
        bool is_goal = fact >= state->course->first_goal;

        tell(engine, is_goal ? CT_TRACE_GOAL : CT_TRACE_GAIN, actor, moment, fact);
    }
}

static Under *
under_of(Actor *actor, uint32_t attempt)
{
    Under *under = &actor->attempts[attempt];

    if (under->epoch != actor->state->epoch)
        *under = (Under){.epoch = actor->state->epoch};
    return under;
}

static bool
is_useless(const Actor *actor, uint32_t attempt)
{
    return ct_course_state_holds(actor->state, actor->state->course->gain[attempt]);
}

static uint32_t
most_tries(const CtCourse *course, uint32_t attempt)
{
    return course->templates[course->attempts[attempt].template].tries;
}

/* --- tries --- */

static void
push_end(CtEngine *engine, const Actor *actor, Under *under, CtMoment end)
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
begin_try(CtEngine *engine, Actor *actor, uint32_t attempt, CtMoment trigger)
{
    Under *under = under_of(actor, attempt);
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

    tell(engine, CT_TRACE_BEGIN, actor,
         (CtMoment){.time = trigger.time, .attempt = attempt, .n = under->tries}, CT_NO_ID);
    CtTry one = ct_course_state_try(actor->state, attempt, under->tries);

    under->success = one.success;
    end.time = start + one.ms;
    push_end(engine, actor, under, end);
}

static void
end_try(Actor *actor, uint32_t attempt)
{
    under_of(actor, attempt)->runs = false;
    actor->n_running--;
    if (actor->worm != NULL)
        ct_worm_release(actor->worm, attempt);
}

static uint64_t
rank_of(const Actor *actor, uint32_t attempt)
{
    const CtCourseState *state = actor->state;

    if (actor->plan->order != NULL)
        return actor->plan->order[attempt];
    return ct_draw_rank(&state->draws, state->course->attempts[attempt].identity);
}

/* It may be tried from now on: at once where all may, else when its turn comes. */
static void
offer(CtEngine *engine, Actor *actor, uint32_t attempt, CtMoment trigger)
{
    if (is_useless(actor, attempt))
        return;
    if (actor->worm != NULL)
        ct_worm_offer(actor->worm, attempt, rank_of(actor, attempt));
    else if (actor->plan->parallel == 0)
        begin_try(engine, actor, attempt, trigger);
    else
        ct_waiting_add(&actor->waiting, rank_of(actor, attempt), attempt);
}

static void
fill_slots(CtEngine *engine, Actor *actor, CtMoment trigger)
{
    uint32_t attempt;

    while (actor->worm != NULL && !engine->failed && ct_worm_take(actor->worm, &attempt))
        begin_try(engine, actor, attempt, trigger);
    while (!engine->failed && actor->n_running < actor->plan->parallel &&
           ct_waiting_take(&actor->waiting, &attempt))
        if (!is_useless(actor, attempt))
            begin_try(engine, actor, attempt, trigger);
}

static void
offer_enabled(CtEngine *engine, Actor *actor, CtMoment moment)
{
    for (uint32_t i = 0; i < actor->state->enabled.length && !engine->failed; i++)
        offer(engine, actor, actor->state->enabled.data[i], moment);
    fill_slots(engine, actor, moment);
}

/* Tries for @fact, which holds now, end at once. */
static void
cancel_tries_for(CtEngine *engine, Actor *actor, uint32_t fact, int64_t time)
{
    const CtCsr *gained = &actor->state->course->gained;

    for (uint32_t i = gained->start[fact]; i < gained->start[fact + 1]; i++) {
        Under *under = under_of(actor, gained->value[i]);

        if (!under->runs)
            continue;
        ct_event_queue_cancel(engine->queue, under->event);
        tell(engine, CT_TRACE_CANCEL, actor,
             (CtMoment){.time = time, .attempt = gained->value[i], .n = under->tries}, CT_NO_ID);
        end_try(actor, gained->value[i]);
    }
}

static void
cancel_useless(CtEngine *engine, Actor *actor, int64_t time)
{
    for (uint32_t i = 0; i < actor->state->n_gained; i++)
        cancel_tries_for(engine, actor, actor->state->fresh.data[i], time);
}

/* A worm has more places to send from. */
static void
learn(CtEngine *engine, Actor *actor, uint32_t attempt)
{
    if (actor->worm != NULL && !ct_worm_learn(actor->worm, attempt))
        engine->failed = true;
}

/* --- the loop --- */

static bool
has_all_goals(const CtEngine *engine)
{
    uint32_t left = 0;

    for (uint32_t i = 0; i < engine->sim->n_actors; i++)
        left += engine->actors[i].state->n_goals_left;
    return engine->sim->n_goals > 0 && left == 0;
}

static bool
has_ended(const CtEngine *engine)
{
    return !engine->sim->to_horizon && has_all_goals(engine);
}

static void
succeed(CtEngine *engine, Actor *actor, CtMoment moment)
{
    tell(engine, CT_TRACE_SUCCESS, actor, moment, CT_NO_ID);
    ct_summary_count_gain(engine->summary, actor->state, moment.attempt);
    ct_course_state_gain(actor->state, moment.attempt, moment);
    tell_gains(engine, actor, moment);
    learn(engine, actor, moment.attempt);
    cancel_useless(engine, actor, moment.time);
    if (!has_ended(engine))
        offer_enabled(engine, actor, moment);
}

static void
fail(CtEngine *engine, Actor *actor, CtMoment moment)
{
    tell(engine, CT_TRACE_FAILURE, actor, moment, CT_NO_ID);
    if (under_of(actor, moment.attempt)->tries < most_tries(actor->state->course, moment.attempt))
        offer(engine, actor, moment.attempt, moment);
    fill_slots(engine, actor, moment);
}

static void
handle(CtEngine *engine, const CtEvent *event)
{
    Actor *actor = &engine->actors[event->actor];
    const CtCourse *course = actor->state->course;
    CtMoment moment = {.time = event->time, .attempt = event->step, .n = event->attempt};
    double chance = course->templates[course->attempts[moment.attempt].template].success;

    end_try(actor, moment.attempt);
    if (under_of(actor, moment.attempt)->success < chance &&
        ct_course_state_works(actor->state, moment.attempt))
        succeed(engine, actor, moment);
    else
        fail(engine, actor, moment);
}

static void
begin(CtEngine *engine, uint64_t replication)
{
    ct_event_queue_clear(engine->queue);
    engine->failed = false;
    for (uint32_t i = 0; i < engine->sim->n_actors; i++) {
        Actor *actor = &engine->actors[i];

        actor->n_running = 0;
        ct_waiting_empty(&actor->waiting);
        ct_course_state_begin(actor->state, engine->sim->seed, replication);
        if (actor->worm != NULL)
            ct_worm_begin(actor->worm);
        learn(engine, actor, CT_NO_ID);
        tell(engine, CT_TRACE_START, actor, CT_MOMENT_START, CT_NO_ID);
        tell_gains(engine, actor, CT_MOMENT_START);
    }
    for (uint32_t i = 0; i < engine->sim->n_actors && !has_ended(engine); i++)
        offer_enabled(engine, &engine->actors[i], CT_MOMENT_START);
}

static void
finish(CtEngine *engine, int64_t end)
{
    CtSummary *summary = engine->summary;

    if (has_all_goals(engine))
        summary->outcome = CT_OUTCOME_REACHED;
    if (has_ended(engine))
        summary->end_ms = end;
    ct_summary_take(summary, engine->sim, engine->states);
    if (engine->sim->n_actors > 0)
        tell(engine, CT_TRACE_END, engine->actors,
             (CtMoment){.time = summary->end_ms, .attempt = CT_NO_ID}, CT_NO_ID);
}

void
ct_engine_run(CtEngine *engine, uint64_t replication, CtSummary *summary)
{
    CtEvent event = {0};

    engine->summary = summary;
    ct_summary_begin(summary, engine->sim, replication);
    begin(engine, replication);
    while (!engine->failed && !has_ended(engine) && ct_event_queue_pop(engine->queue, &event))
        handle(engine, &event);
    if (engine->failed)
        ct_summary_fail(summary, engine->sim);
    else
        finish(engine, event.time);
    engine->summary = NULL;
}
