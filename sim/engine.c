/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The loop: events leave the queue one after the other, each with all its consequences, and then
 * the hosts hear of it. Events of kind 0 end tries; those of kind k wake host k - 1.
 */
#include "sim/engine_private.h"

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

bool
ct_trace_kind_is_action(CtTraceKind kind)
{
    return (kind >= CT_TRACE_ISOLATE && kind <= CT_TRACE_CONCEAL) ||
           (kind >= CT_TRACE_IMPAIRED && kind <= CT_TRACE_UPHELD) ||
           (kind >= CT_TRACE_AWAIT && kind <= CT_TRACE_REFUSE);
}

bool
ct_trace_kind_is_alert(CtTraceKind kind)
{
    return kind >= CT_TRACE_ALERT && kind <= CT_TRACE_DISMISSED;
}

bool
ct_trace_kind_is_response(CtTraceKind kind)
{
    return kind == CT_TRACE_RESPONDING || kind == CT_TRACE_RESPONDED;
}

CtEngine *
ct_engine_new(const CtSim *sim)
{
    CtEngine *engine = g_new0(CtEngine, 1);

    engine->sim = sim;
    engine->queue = ct_event_queue_new();
    engine->actors = g_new0(CtEngineActor, (size_t)sim->n_actors + 1);
    engine->states = g_new0(const CtCourseState *, (size_t)sim->n_actors + 1);
    if (sim->is_changing && sim->actors[0].course->graph->instances != NULL)
        engine->world = ct_world_new(sim->actors[0].course->graph->instances);
    for (uint32_t i = 0; i < sim->n_actors; i++) {
        CtEngineActor *actor = &engine->actors[i];

        actor->plan = &sim->actors[i];
        actor->state = ct_course_state_new(actor->plan->course);
        engine->states[i] = actor->state;
        if (actor->plan->worm != NULL)
            actor->worm = ct_worm_new(actor->plan->worm, actor->state, engine->world,
                                      actor->plan->spread, actor->plan->most_senders);
        actor->attempts = g_new0(CtUnder, (size_t)actor->plan->course->n_attempts + 1);
    }
    engine->changes = g_array_new(FALSE, FALSE, sizeof(CtWorldChange));
    ct_engine_attach(engine);
    return engine;
}

void
ct_engine_free(CtEngine *engine)
{
    if (engine == NULL)
        return;
    ct_engine_detach(engine);
    for (uint32_t i = 0; i < engine->sim->n_actors; i++) {
        ct_worm_free(engine->actors[i].worm);
        ct_course_state_free(engine->actors[i].state);
        g_free(engine->actors[i].attempts);
        ct_waiting_clear(&engine->actors[i].waiting);
        ct_ids_clear(&engine->actors[i].opening);
    }
    g_free(engine->actors);
    g_free(engine->states);
    ct_world_free(engine->world);
    g_array_unref(engine->changes);
    g_free(engine->failure);
    ct_event_queue_free(engine->queue);
    g_free(engine);
}

void
ct_engine_set_trace(CtEngine *engine, CtTraceFunc func, void *data)
{
    engine->trace = func;
    engine->trace_data = data;
}

const char *
ct_engine_failure(const CtEngine *engine)
{
    return engine->failure;
}

const CtCourseState *
ct_engine_state(const CtEngine *engine, uint32_t i)
{
    return engine->actors[i].state;
}

void
ct_engine_tell_event(CtEngine *engine, const CtTraceEvent *event)
{
    if (engine->trace != NULL)
        engine->trace(event, engine->trace_data);
    if (engine->somebody_hears)
        g_array_append_vals(engine->unheard, event, 1);
}

void
ct_engine_tell(
    CtEngine *engine, CtTraceKind kind, const CtEngineActor *actor, CtMoment moment, uint32_t fact)
{
    if (engine->trace == NULL && !engine->somebody_hears)
        return;
    bool is_try = moment.attempt != CT_NO_ID;
    bool has_maker = kind == CT_TRACE_BEGIN || kind == CT_TRACE_SUCCESS;

    ct_engine_tell_event(engine,
                         &(CtTraceEvent){.time = moment.time,
                                         .kind = kind,
                                         .actor = (uint32_t)(actor - engine->actors),
                                         .attempt = moment.attempt,
                                         .n = is_try ? moment.n : 0,
                                         .fact = fact,
                                         .by = has_maker && actor->worm != NULL
                                                   ? ct_worm_maker(actor->worm, moment.attempt)
                                                   : CT_NO_ID});
}

void
ct_engine_tell_gains(CtEngine *engine, const CtEngineActor *actor, CtMoment moment)
{
    const CtCourseState *state = actor->state;

    if (engine->trace == NULL && !engine->somebody_hears)
        return;
    for (uint32_t i = 0; i < state->n_gained; i++) {
        uint32_t fact = state->fresh.data[i];
        bool is_goal = fact >= state->course->first_goal;

        if (is_goal && ct_course_state_first_ms(state, fact) != moment.time)
            continue; /* reached before */
        ct_engine_tell(engine, is_goal ? CT_TRACE_GOAL : CT_TRACE_GAIN, actor, moment, fact);
    }
}

/* A CtLossFunc. */
static void
tell_loss(bool is_function, uint32_t row, bool lost, int64_t time, void *data)
{
    static const CtTraceKind kinds[2][2] = {{CT_TRACE_UPHELD, CT_TRACE_VIOLATED},
                                            {CT_TRACE_RECOVERED, CT_TRACE_IMPAIRED}};

    ct_engine_tell_event(data, &(CtTraceEvent){.time = time,
                                               .kind = kinds[is_function][lost],
                                               .actor = CT_EVENT_PRIORITY_WORLD,
                                               .attempt = CT_NO_ID,
                                               .fact = row,
                                               .by = CT_NO_ID});
}

/* What came to hold by the last moment, for functions and requirements. */
void
ct_engine_count_gains(CtEngine *engine, const CtEngineActor *actor)
{
    CtLosses *losses = engine->summary->losses;

    if (losses == NULL || engine->world == NULL)
        return;
    for (uint32_t i = 0; i < actor->state->n_gained; i++)
        ct_losses_fact(losses, (uint32_t)(actor - engine->actors), actor->state->fresh.data[i],
                       true);
}

void
ct_engine_settle_losses(CtEngine *engine)
{
    if (engine->world != NULL && engine->summary->losses != NULL)
        ct_losses_settle(engine->summary->losses, engine->now);
}

/* All that can be had: a goal out of reach at rest keeps nobody. */
static bool
has_what_it_can(const CtEngine *engine)
{
    uint32_t left = 0;

    for (uint32_t i = 0; i < engine->sim->n_actors; i++)
        left += engine->actors[i].state->n_goals_left;
    return engine->sim->n_possible > 0 && left == 0;
}

bool
ct_engine_has_ended(const CtEngine *engine)
{
    return !engine->sim->to_horizon && has_what_it_can(engine);
}

/* A worm has more places to send from. */
static void
learn(CtEngine *engine, CtEngineActor *actor, uint32_t attempt)
{
    if (actor->worm != NULL && !ct_worm_learn(actor->worm, attempt))
        engine->failed = true;
}

static void
succeed(CtEngine *engine, CtEngineActor *actor, CtMoment moment)
{
    ct_engine_tell(engine, CT_TRACE_SUCCESS, actor, moment, CT_NO_ID);
    ct_summary_count_gain(engine->summary, actor->state, moment.attempt);
    if (actor->worm != NULL && actor->state->retraction != NULL)
        ct_retract_set_maker(actor->state, ct_worm_maker_host(actor->worm, moment.attempt));
    ct_course_state_gain(actor->state, moment.attempt, moment);
    ct_engine_tell_gains(engine, actor, moment);
    ct_engine_count_gains(engine, actor);
    ct_engine_settle_losses(engine);
    learn(engine, actor, moment.attempt);
    ct_engine_cancel_useless(engine, actor, moment.time);
    if (!ct_engine_has_ended(engine))
        ct_engine_offer_enabled(engine, actor, moment);
}

static void
fail(CtEngine *engine, CtEngineActor *actor, CtMoment moment)
{
    uint32_t most = ct_engine_most_tries(actor->state->course, moment.attempt);

    ct_engine_tell(engine, CT_TRACE_FAILURE, actor, moment, CT_NO_ID);
    if (ct_engine_under(actor, moment.attempt)->tries < most)
        ct_engine_offer(engine, actor, moment.attempt, moment);
    ct_engine_fill_slots(engine, actor, moment);
}

static void
end_of_try(CtEngine *engine, const CtEvent *event)
{
    CtEngineActor *actor = &engine->actors[event->actor];
    const CtCourse *course = actor->state->course;
    CtMoment moment = {.time = event->time, .attempt = event->step, .n = event->attempt};
    double chance = course->templates[course->attempts[moment.attempt].template].success;

    ct_engine_end_try(actor, moment.attempt);
    if (ct_engine_under(actor, moment.attempt)->success < chance &&
        ct_course_state_works(actor->state, moment.attempt))
        succeed(engine, actor, moment);
    else
        fail(engine, actor, moment);
}

static void
handle(CtEngine *engine, const CtEvent *event)
{
    engine->now = event->time;
    if (event->kind == 0)
        end_of_try(engine, event);
    else
        ct_engine_wake(engine, event);
    ct_engine_let_hear(engine);
}

/* What hosts do before anything is tried: at the start, and by events of time 0. */
static void
open_world(CtEngine *engine)
{
    CtEvent event;
    const CtEvent *first;

    ct_engine_begin_hosts(engine);
    ct_engine_let_hear(engine);
    while (!engine->failed && !ct_engine_has_ended(engine) &&
           (first = ct_event_queue_first(engine->queue)) != NULL && first->time == 0 &&
           first->priority < CT_EVENT_PRIORITY_ATTACKER &&
           ct_event_queue_pop(engine->queue, &event))
        handle(engine, &event);
}

static void
begin(CtEngine *engine, uint64_t replication)
{
    ct_event_queue_clear(engine->queue);
    engine->failed = false;
    g_clear_pointer(&engine->failure, g_free);
    engine->now = 0;
    engine->n_acts = 0;
    engine->is_opening = true;
    if (engine->world != NULL)
        ct_world_reset(engine->world);
    if (engine->world != NULL && engine->summary->losses != NULL)
        ct_losses_set_func(engine->summary->losses, tell_loss, engine);
    for (uint32_t i = 0; i < engine->sim->n_actors; i++) {
        CtEngineActor *actor = &engine->actors[i];

        actor->n_running = 0;
        ct_waiting_empty(&actor->waiting);
        ct_course_state_begin(actor->state, engine->sim->seed, replication);
        if (actor->worm != NULL)
            ct_worm_begin(actor->worm);
        learn(engine, actor, CT_NO_ID);
        ct_engine_tell(engine, CT_TRACE_START, actor, CT_MOMENT_START, CT_NO_ID);
        ct_engine_tell_gains(engine, actor, CT_MOMENT_START);
        ct_engine_count_gains(engine, actor);
        actor->opening.length = 0;
        for (uint32_t e = 0; engine->hosts->len > 0 && e < actor->state->enabled.length; e++)
            ct_ids_add(&actor->opening, actor->state->enabled.data[e]);
    }
    ct_engine_settle_losses(engine);
}

/* Hosts may have changed what each attacker can try. */
static void
offer_opening(CtEngine *engine, CtEngineActor *actor)
{
    CtIds *enabled = &actor->state->enabled;

    if (engine->hosts->len > 0) {
        enabled->length = 0;
        for (uint32_t i = 0; i < actor->opening.length; i++)
            ct_ids_add(enabled, actor->opening.data[i]);
    }
    ct_engine_offer_enabled(engine, actor, CT_MOMENT_START);
}

static void
finish(CtEngine *engine)
{
    CtSummary *summary = engine->summary;

    if (has_what_it_can(engine) && engine->sim->n_possible == engine->sim->n_goals)
        summary->outcome = CT_OUTCOME_REACHED;
    if (ct_engine_has_ended(engine))
        summary->end_ms = engine->now;
    ct_summary_take(summary, engine->sim, engine->states);
    engine->now = summary->end_ms;
    ct_engine_end_hosts(engine);
    if (engine->sim->n_actors > 0)
        ct_engine_tell(engine, CT_TRACE_END, engine->actors,
                       (CtMoment){.time = summary->end_ms, .attempt = CT_NO_ID}, CT_NO_ID);
}

void
ct_engine_run(CtEngine *engine, uint64_t replication, CtSummary *summary)
{
    CtEvent event = {0};

    engine->summary = summary;
    ct_summary_begin(summary, engine->sim, replication);
    begin(engine, replication);
    open_world(engine);
    engine->is_opening = false;
    for (uint32_t i = 0; i < engine->sim->n_actors && !ct_engine_has_ended(engine); i++)
        offer_opening(engine, &engine->actors[i]);
    ct_engine_let_hear(engine);
    while (!engine->failed && !ct_engine_has_ended(engine) &&
           ct_event_queue_pop(engine->queue, &event))
        handle(engine, &event);
    if (engine->failed)
        ct_summary_fail(summary, engine->sim);
    else
        finish(engine);
    engine->summary = NULL;
}
