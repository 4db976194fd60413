/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What follows from a verdict. A play is carried out once at a time on an asset: who orders it
 * again meanwhile adds nothing.
 */
#include "sim/defender_private.h"

#include "analysis/plan_cost.h"
#include "base/bits.h"

static const CtActionKind kinds_of_action[CT_DEFENCE_COUNT] = {
    [CT_DEFENCE_ISOLATE] = CT_ACTION_ISOLATE,     [CT_DEFENCE_RECONNECT] = CT_ACTION_RECONNECT,
    [CT_DEFENCE_RESTORE] = CT_ACTION_RESTORE,     [CT_DEFENCE_HALT] = CT_ACTION_HALT,
    [CT_DEFENCE_RESUME] = CT_ACTION_RESUME,       [CT_DEFENCE_PATCH] = CT_ACTION_PATCH,
    [CT_DEFENCE_ROTATE] = CT_ACTION_ROTATE,       [CT_DEFENCE_BLOCK] = CT_ACTION_BLOCK,
    [CT_DEFENCE_UNBLOCK] = CT_ACTION_UNBLOCK,     [CT_DEFENCE_REVOKE] = CT_ACTION_REVOKE,
    [CT_DEFENCE_REINSTATE] = CT_ACTION_REINSTATE, [CT_DEFENCE_QUARANTINE] = CT_ACTION_QUARANTINE,
    [CT_DEFENCE_ADMIT] = CT_ACTION_ADMIT,
};

/* --- which plays --- */

static uint64_t *
plays_on(const CtDefenderHost *host, const CtAlert *alert)
{
    bool on_asset = alert->entity != CT_NO_ID &&
                    (alert->attempt != CT_NO_ID || alert->actor == CT_SECTION_ASSETS);

    return &host->under_way[on_asset ? alert->entity : host->plan->instances->n_assets];
}

static uint32_t
take_response(CtDefenderHost *host)
{
    uint32_t response = host->free_response;

    if (response != CT_NO_ID) {
        host->free_response = host->responses[response].next;
        return response;
    }
    if (host->n_responses == host->most_responses) {
        host->most_responses = MAX(16, 2 * host->most_responses);
        host->responses = g_renew(CtResponse, host->responses, host->most_responses);
    }
    return host->n_responses++;
}

/* Play @play has two draws for each alert: until it begins, until it ends. */
static int64_t
delay(const CtDefenderHost *host, const CtResponse *response, bool is_end)
{
    const CtDefenderPlay *play = &host->plan->plays[response->play];
    uint64_t n = ((uint64_t)response->alert.n * CT_DEFENDER_MOST_PLAYS + response->play) * 2;

    return ct_draw_defence(&host->draws, CT_DRAW_RESPONSE, response->alert.key, n + is_end,
                           is_end ? &play->takes : &play->after)
        .ms;
}

void
ct_defender_order(CtDefenderHost *host, const CtAlert *alert, const uint64_t *given)
{
    uint64_t *plays = plays_on(host, alert);
    uint64_t own[4] = {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}; /* a false alarm: any */
    const uint64_t *kinds = given != NULL ? given : own;

    if (given == NULL && alert->attempt != CT_NO_ID)
        ct_defender_kinds(host->plan->sim->actors[alert->actor].course, alert->attempt, own);
    for (uint32_t p = 0; p < host->plan->n_plays; p++) {
        const CtPlay *play = host->plan->plays[p].declared;
        bool fits = play->on == NULL;

        for (int i = 0; i < 4; i++)
            fits = fits || (play->kinds[i] & kinds[i]) != 0;
        if (!fits || (*plays >> p & 1) != 0)
            continue;
        if (*plays == 0)
            ct_ids_add(&host->stirred, (uint32_t)(plays - host->under_way));
        *plays |= UINT64_C(1) << p;
        uint32_t response = take_response(host);

        host->responses[response] = (CtResponse){.alert = *alert, .play = p};
        ct_defender_schedule(host,
                             ct_engine_now(host->engine) +
                                 delay(host, &host->responses[response], false),
                             CT_EVENT_PRIORITY_DEFENDER, alert->key, CT_WAKE_BEGIN, response);
    }
}

/* --- carrying them out --- */

/* The flaw that @alert's attempt uses; CT_NO_ID. */
static uint32_t
flaw_of(const CtDefenderHost *host, const CtAlert *alert)
{
    if (alert->attempt == CT_NO_ID)
        return CT_NO_ID;
    const CtCourse *course = host->plan->sim->actors[alert->actor].course;
    uint32_t row = ct_plan_last_bound(course->graph, course->graph_step[alert->attempt],
                                      CT_ENTITY_VULNERABILITY);

    return row != CT_NO_ID ? host->plan->instances->classes->vulnerabilities.data[row].vulnerability
                           : CT_NO_ID;
}

/* What @action means for @alert; false where that does not say on what. */
static bool
make_action(const CtDefenderHost *host,
            const CtAlert *alert,
            const CtPlayAction *action,
            CtAction *ret_action)
{
    bool on_asset = alert->attempt != CT_NO_ID || alert->actor == CT_SECTION_ASSETS;
    uint32_t asset = on_asset ? alert->entity : CT_NO_ID;

    *ret_action = (CtAction){.kind = kinds_of_action[action->defence],
                             .entity = action->entity,
                             .part = action->part,
                             .vulnerability = CT_NO_ID};
    if (action->defence == CT_DEFENCE_PATCH) {
        ret_action->vulnerability = action->target != NULL ? action->entity : flaw_of(host, alert);
        ret_action->entity = asset;
        return asset != CT_NO_ID && ret_action->vulnerability != CT_NO_ID;
    }
    if (action->target == NULL)
        ret_action->entity = asset;
    return ret_action->entity != CT_NO_ID;
}

static void
tell(CtDefenderHost *host, CtTraceKind kind, CtDefence defence, const CtAction *action)
{
    bool is_patch = defence == CT_DEFENCE_PATCH;

    ct_engine_tell_of_host(host->engine,
                           &(CtTraceEvent){.time = ct_engine_now(host->engine),
                                           .kind = kind,
                                           .actor = defence,
                                           .attempt = CT_NO_ID,
                                           .n = is_patch ? action->entity : action->part,
                                           .fact =
                                               is_patch ? action->vulnerability : action->entity,
                                           .by = CT_NO_ID});
}

static void
act(CtDefenderHost *host)
{
    if (host->actions->len == 0)
        return;
    host->row.actions +=
        ct_engine_act_all(host->engine, CT_EVENT_PRIORITY_DEFENDER,
                          (const CtAction *)(const void *)host->actions->data, host->actions->len);
}

void
ct_defender_begin_response(CtDefenderHost *host, uint32_t response)
{
    CtResponse one = host->responses[response];
    const CtPlay *play = host->plan->plays[one.play].declared;
    CtAction action;

    g_array_set_size(host->actions, 0);
    for (uint32_t i = 0; i < play->actions.length; i++) {
        CtDefence defence = play->actions.data[i].defence;

        if (!make_action(host, &one.alert, &play->actions.data[i], &action))
            continue;
        tell(host, CT_TRACE_RESPONDING, defence, &action);
        action.kind = CT_ACTION_TAKE_DOWN;
        if (defence == CT_DEFENCE_RESTORE)
            g_array_append_val(host->actions, action);
    }
    act(host);
    ct_defender_schedule(host, ct_engine_now(host->engine) + delay(host, &one, true),
                         CT_EVENT_PRIORITY_DEFENDER, one.alert.key, CT_WAKE_DONE, response);
}

void
ct_defender_end_response(CtDefenderHost *host, uint32_t response)
{
    CtResponse one = host->responses[response];
    const CtPlay *play = host->plan->plays[one.play].declared;
    bool searches = false;
    CtAction action;

    g_array_set_size(host->actions, 0);
    for (uint32_t i = 0; i < play->actions.length; i++) {
        CtDefence defence = play->actions.data[i].defence;
        bool has_target = make_action(host, &one.alert, &play->actions.data[i], &action);

        searches = searches || defence == CT_DEFENCE_INVESTIGATE;
        if (defence != CT_DEFENCE_INVESTIGATE && has_target)
            g_array_append_val(host->actions, action);
        if (has_target)
            tell(host, CT_TRACE_RESPONDED, defence, &action);
    }
    act(host);
    if (searches)
        ct_defender_search(host, &one.alert);
    *plays_on(host, &one.alert) &= ~(UINT64_C(1) << one.play);
    host->responses[response].next = host->free_response;
    host->free_response = response;
}

/* --- investigating --- */

/* Facts that rest on one other alone are one fact of the course; @fact is of the graph. */
static void
look_at(CtDefenderHost *host, uint32_t actor, CtFactId fact)
{
    const CtCourseState *state = ct_engine_state(host->engine, actor);
    uint32_t there = state->course->fact_of[fact];

    if (there == CT_NO_ID || !ct_course_state_holds(state, there) ||
        ct_bits_get(host->seen[actor], there))
        return;
    ct_bits_set(host->seen[actor], there);
    ct_ids_add(&host->found, there);
}

static void
look_behind(CtDefenderHost *host, uint32_t actor, uint32_t graph_step)
{
    const CtGraph *graph = host->plan->sim->actors[actor].course->graph;

    for (uint32_t i = graph->step_premise_start[graph_step];
         i < graph->step_premise_start[graph_step + 1]; i++)
        look_at(host, actor, graph->premises[i]);
}

/* His commands run on @asset, by @there: it is found or not. */
static void
find(CtDefenderHost *host, uint32_t actor, uint32_t there, uint32_t asset, const CtAlert *cause)
{
    const CtCourseState *state = ct_engine_state(host->engine, actor);
    CtMoment moment = state->facts[there].moment;
    uint64_t kinds[4] = {0};
    CtAlert alert = *cause;

    alert.entity = asset;
    if (moment.attempt != CT_NO_ID) {
        alert.attempt = moment.attempt;
        alert.n = moment.n;
        alert.key = state->course->attempts[moment.attempt].draw;
    } else {
        alert.key.hi = ~alert.key.hi; /* what he had from the start has no luck of its own */
    }
    if (ct_draw_defence(&host->draws, CT_DRAW_FIND, alert.key, alert.n, NULL).success >=
        host->plan->declared->finds)
        return;
    ct_engine_tell_of_host(host->engine, &(CtTraceEvent){.time = ct_engine_now(host->engine),
                                                         .kind = CT_TRACE_FOUND,
                                                         .actor = actor,
                                                         .attempt = CT_NO_ID,
                                                         .fact = asset,
                                                         .by = CT_NO_ID});
    kinds[CT_FACT_EXEC / 64] |= UINT64_C(1) << (CT_FACT_EXEC % 64);
    ct_defender_order(host, &alert, kinds);
}

/* Assets on which his commands run by @there, each once. */
static void
find_members(CtDefenderHost *host, uint32_t actor, uint32_t there, const CtAlert *cause)
{
    const CtGraph *graph = host->plan->sim->actors[actor].course->graph;
    const CtCsr *members = &host->plan->members[actor];
    uint32_t last = CT_NO_ID;

    for (uint32_t m = members->start[there]; m < members->start[there + 1]; m++) {
        CtFact fact;

        if (!ct_graph_fact_of(graph, members->value[m], &fact) || fact.kind != CT_FACT_EXEC ||
            fact.entity == last)
            continue;
        last = fact.entity;
        find(host, actor, there, fact.entity, cause);
    }
}

void
ct_defender_search(CtDefenderHost *host, const CtAlert *alert)
{
    if (alert->attempt == CT_NO_ID)
        return; /* there is nothing to be found */
    uint32_t actor = alert->actor;
    const CtCourseState *state = ct_engine_state(host->engine, actor);
    const CtCourse *course = state->course;
    uint32_t first = course->graph_step[alert->attempt];

    host->found.length = 0;
    look_at(host, actor, course->graph->step_gain[first]);
    look_behind(host, actor, first);
    for (uint32_t i = 0; i < host->found.length; i++) {
        uint32_t step = state->facts[host->found.data[i]].step;

        if (step != CT_NO_ID && course->graph_step[step] != CT_NO_ID)
            look_behind(host, actor, course->graph_step[step]);
    }
    for (uint32_t i = 0; i < host->found.length; i++)
        ct_bits_unset(host->seen[actor], host->found.data[i]);
    for (uint32_t i = 0; i < host->found.length; i++)
        find_members(host, actor, host->found.data[i], alert);
}
