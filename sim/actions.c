/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An action first changes the world, which is one; what that means is written down as changes, and
 * each attacker's course then undergoes them as one. Only then do tries begin and end.
 */
#include "sim/actions_private.h"

static void
count_losses(CtEngine *engine, const CtEngineActor *actor, const CtRetractResult *result)
{
    CtLosses *losses = engine->summary->losses;

    for (uint32_t i = 0; losses != NULL && i < result->lost.length; i++)
        ct_losses_fact(losses, (uint32_t)(actor - engine->actors), result->lost.data[i], false);
}

/* Assets that are off fail the functions that need them, whoever did it. */
static void
count_assets(CtEngine *engine)
{
    CtLosses *losses = engine->summary->losses;

    for (guint i = 0; losses != NULL && i < engine->changes->len; i++) {
        const CtWorldChange *change = &g_array_index(engine->changes, CtWorldChange, i);

        if ((change->kind == CT_WORLD_CUT || change->kind == CT_WORLD_MEND) &&
            change->cut == CT_CUT_NETWORK)
            ct_losses_asset(losses, change->entity, change->kind == CT_WORLD_CUT);
    }
}

/* What ends with the hosts of a worm is part of the change. */
static const CtRetractResult *
finish_change(CtEngine *engine, CtEngineActor *actor)
{
    bool ends = actor->worm != NULL;

    ct_retract_settle(actor->state);
    while (ends) {
        if (!ct_worm_relearn(actor->worm, &ends))
            engine->failed = true;
        if (ends)
            ct_retract_settle(actor->state);
    }
    return ct_retract_collect(actor->state);
}

/* Tries of hosts that cannot send any more; others may take them up. */
static void
cancel_stranded(CtEngine *engine, CtEngineActor *actor)
{
    if (actor->worm == NULL)
        return;
    const CtIds *stranded = ct_worm_stranded(actor->worm);

    for (uint32_t i = 0; i < stranded->length; i++) {
        ct_engine_cancel_try(engine, actor, stranded->data[i], engine->now);
        ct_ids_add(&actor->state->enabled, stranded->data[i]);
    }
}

/* What the change of @actor's course means for what he has and does. */
static void
draw_consequences(CtEngine *engine, CtEngineActor *actor)
{
    CtMoment moment = CT_MOMENT_ACTION(engine->now);
    const CtRetractResult *result = finish_change(engine, actor);

    for (uint32_t i = 0; i < result->lost.length; i++)
        if (result->lost.data[i] < actor->state->course->first_goal)
            ct_engine_tell(engine, CT_TRACE_LOSS, actor, moment, result->lost.data[i]);
    ct_engine_tell_gains(engine, actor, moment);
    count_losses(engine, actor, result);
    ct_engine_count_gains(engine, actor);
    for (uint32_t i = 0; i < result->stopped.length; i++)
        ct_engine_cancel_try(engine, actor, result->stopped.data[i], engine->now);
    ct_engine_cancel_useless(engine, actor, engine->now);
    cancel_stranded(engine, actor);
    if (!ct_engine_has_ended(engine))
        ct_engine_offer_enabled(engine, actor, moment);
}

/* Against hosts that answer each other without end. */
static bool
may_act(CtEngine *engine)
{
    if (engine->n_acts++ >= engine->sim->max_tries)
        engine->failed = true;
    return !engine->failed;
}

/* What a trace says of an action beside its entity. */
static uint32_t
detail_of(const CtAction *action)
{
    return action->kind == CT_ACTION_PATCH    ? action->vulnerability
           : action->kind == CT_ACTION_REFUSE ? (uint32_t)action->refusal
                                              : action->part;
}

uint32_t
ct_engine_act_all(CtEngine *engine, CtEventPriority by, const CtAction *actions, uint32_t n)
{
    uint32_t n_changed = 0;

    g_return_val_if_fail(engine->world != NULL, 0);
    g_array_set_size(engine->changes, 0);
    for (uint32_t i = 0; i < n && may_act(engine); i++) {
        if (!ct_action_change_world(engine, &actions[i]))
            continue;
        n_changed++;
        ct_engine_tell_event(engine, &(CtTraceEvent){.time = engine->now,
                                                     .kind = ct_action_trace_kind(actions[i].kind),
                                                     .actor = by,
                                                     .attempt = CT_NO_ID,
                                                     .n = detail_of(&actions[i]),
                                                     .fact = actions[i].entity,
                                                     .by = CT_NO_ID});
    }
    count_assets(engine);
    for (uint32_t a = 0; a < engine->sim->n_actors && engine->changes->len > 0; a++) {
        CtEngineActor *actor = &engine->actors[a];

        ct_retract_begin(actor->state, engine->now);
        for (guint i = 0; i < engine->changes->len; i++)
            ct_action_undergo(actor->state, &g_array_index(engine->changes, CtWorldChange, i));
        draw_consequences(engine, actor);
    }
    ct_engine_settle_losses(engine);
    return n_changed;
}

bool
ct_engine_act(CtEngine *engine, CtEventPriority by, const CtAction *action)
{
    return ct_engine_act_all(engine, by, action, 1) > 0;
}

/* The number of fact @id in the course of @who where it can be given now; CT_NO_ID. */
static uint32_t
given(CtEngine *engine, const CtEngineActor *who, CtFactId id)
{
    uint32_t fact = who->state->course->fact_of[id];

    if (fact == CT_NO_ID || ct_course_state_holds(who->state, fact) || !may_act(engine))
        return CT_NO_ID;
    return fact;
}

uint32_t
ct_engine_give_all(CtEngine *engine, uint32_t actor, const CtFactId *facts, uint32_t n)
{
    g_return_val_if_fail(actor < engine->sim->n_actors, 0);
    CtEngineActor *who = &engine->actors[actor];
    uint32_t n_given = 0;

    g_return_val_if_fail(who->state->retraction != NULL, 0);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t fact = given(engine, who, facts[i]);

        if (fact == CT_NO_ID)
            continue;
        ct_engine_tell_event(engine, &(CtTraceEvent){.time = engine->now,
                                                     .kind = CT_TRACE_GIVE,
                                                     .actor = actor,
                                                     .attempt = CT_NO_ID,
                                                     .fact = fact,
                                                     .by = CT_NO_ID});
        if (n_given++ == 0)
            ct_retract_begin(who->state, engine->now);
        ct_retract_give(who->state, fact);
    }
    if (n_given == 0)
        return 0;
    draw_consequences(engine, who);
    ct_engine_settle_losses(engine);
    return n_given;
}

bool
ct_engine_give(CtEngine *engine, uint32_t actor, CtFactId id)
{
    return ct_engine_give_all(engine, actor, &id, 1) > 0;
}

bool
ct_engine_holds(const CtEngine *engine, uint32_t actor, CtFactId id)
{
    g_return_val_if_fail(actor < engine->sim->n_actors, false);
    const CtCourseState *state = engine->states[actor];
    uint32_t fact = state->course->fact_of[id];

    return fact != CT_NO_ID && ct_course_state_holds(state, fact);
}

const CtLosses *
ct_engine_losses(const CtEngine *engine)
{
    return engine->world != NULL && engine->summary != NULL ? engine->summary->losses : NULL;
}

const CtWorld *
ct_engine_world(const CtEngine *engine)
{
    return engine->world;
}
