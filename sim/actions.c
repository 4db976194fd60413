/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An action first changes the world, which is one; what that means is written down as changes, and
 * each attacker's course then undergoes them as one. Only then do tries begin and end.
 */
#include "sim/actions.h"

#include "sim/engine_private.h"
#include "topology/rule_names.h"

static const struct {
    const char *text;
    CtSection section;
    CtTraceKind trace;
} kinds[CT_ACTION_COUNT] = {
    [CT_ACTION_ISOLATE] = {"isolate", CT_SECTION_ASSETS, CT_TRACE_ISOLATE},
    [CT_ACTION_RECONNECT] = {"reconnect", CT_SECTION_ASSETS, CT_TRACE_RECONNECT},
    [CT_ACTION_TAKE_DOWN] = {"take-down", CT_SECTION_ASSETS, CT_TRACE_TAKE_DOWN},
    [CT_ACTION_RESTORE] = {"restore", CT_SECTION_ASSETS, CT_TRACE_RESTORE},
    [CT_ACTION_HALT] = {"halt", CT_SECTION_ASSETS, CT_TRACE_HALT},
    [CT_ACTION_RESUME] = {"resume", CT_SECTION_ASSETS, CT_TRACE_RESUME},
    [CT_ACTION_PATCH] = {"patch", CT_SECTION_ASSETS, CT_TRACE_PATCH},
    [CT_ACTION_ROTATE] = {"rotate", CT_SECTION_CREDENTIALS, CT_TRACE_ROTATE},
    [CT_ACTION_BLOCK] = {"block", CT_SECTION_CONDUITS, CT_TRACE_BLOCK},
    [CT_ACTION_UNBLOCK] = {"unblock", CT_SECTION_CONDUITS, CT_TRACE_UNBLOCK},
    [CT_ACTION_REVOKE] = {"revoke", CT_SECTION_CHANNELS, CT_TRACE_REVOKE},
    [CT_ACTION_REINSTATE] = {"reinstate", CT_SECTION_CHANNELS, CT_TRACE_REINSTATE},
    [CT_ACTION_OPEN] = {"open", CT_SECTION_CONDUITS, CT_TRACE_OPEN},
    [CT_ACTION_CLOSE] = {"close", CT_SECTION_CONDUITS, CT_TRACE_CLOSE},
    [CT_ACTION_DISCLOSE] = {"disclose", CT_SECTION_VULNERABILITIES, CT_TRACE_DISCLOSE},
    [CT_ACTION_CONCEAL] = {"conceal", CT_SECTION_VULNERABILITIES, CT_TRACE_CONCEAL},
    [CT_ACTION_AWAIT] = {"await", CT_SECTION_ASSETS, CT_TRACE_AWAIT},
    [CT_ACTION_QUARANTINE] = {"quarantine", CT_SECTION_ASSETS, CT_TRACE_QUARANTINE},
    [CT_ACTION_ADMIT] = {"admit", CT_SECTION_ASSETS, CT_TRACE_ADMIT},
    [CT_ACTION_REFUSE] = {"refuse", CT_SECTION_ASSETS, CT_TRACE_REFUSE},
};

const char *
ct_refusal_text(CtRefusal refusal)
{
    static const char *const texts[CT_REFUSAL_COUNT] = {
        [CT_REFUSAL_COMMANDED] = "an attacker's commands run there",
        [CT_REFUSAL_IMPLANT] = "an attacker's code waits there",
        [CT_REFUSAL_TAINTED] = "a product of it is tainted",
    };

    g_return_val_if_fail(refusal < CT_REFUSAL_COUNT, "");
    return texts[refusal];
}

const char *
ct_action_text(CtActionKind kind)
{
    g_return_val_if_fail(kind < CT_ACTION_COUNT, "");
    return kinds[kind].text;
}

CtSection
ct_action_section(CtActionKind kind)
{
    g_return_val_if_fail(kind < CT_ACTION_COUNT, CT_SECTION_ASSETS);
    return kinds[kind].section;
}

CtSection
ct_trace_kind_section(CtTraceKind kind)
{
    if (kind == CT_TRACE_IMPAIRED || kind == CT_TRACE_RECOVERED)
        return CT_SECTION_FUNCTIONS;
    if (kind == CT_TRACE_VIOLATED || kind == CT_TRACE_UPHELD)
        return CT_SECTION_REQUIREMENTS;
    for (int i = 0; i < CT_ACTION_COUNT; i++)
        if (kinds[i].trace == kind)
            return kinds[i].section;
    g_return_val_if_reached(CT_SECTION_ASSETS);
}

/* --- the world, and what its change means --- */

static void
note(CtEngine *engine, CtWorldChangeKind kind, CtCutKind cut, uint32_t entity)
{
    CtWorldChange change = {.kind = kind, .cut = cut, .entity = entity};

    g_array_append_val(engine->changes, change);
}

static void
note_cut(CtEngine *engine, CtCutKind cut, uint32_t entity, bool before, bool after)
{
    if (before != after)
        note(engine, after ? CT_WORLD_CUT : CT_WORLD_MEND, cut, entity);
}

static bool
set_asset(CtEngine *engine, uint32_t asset, CtAssetCondition condition, bool on)
{
    const uint8_t stopped = CT_ASSET_DOWN | CT_ASSET_HALTED;
    uint8_t before = ct_world_asset(engine->world, asset);

    if (!ct_world_set_asset(engine->world, asset, condition, on))
        return false;
    uint8_t after = ct_world_asset(engine->world, asset);

    note_cut(engine, CT_CUT_NETWORK, asset, before != 0, after != 0);
    note_cut(engine, CT_CUT_ASSET, asset, (before & stopped) != 0, (after & stopped) != 0);
    note_cut(engine, CT_CUT_ABSENT, asset, (before & CT_ASSET_ABSENT) != 0,
             (after & CT_ASSET_ABSENT) != 0);
    return true;
}

/* It is there, and @condition; 0: on its networks. */
static bool
settle_asset(CtEngine *engine, uint32_t asset, unsigned condition)
{
    static const CtAssetCondition all[] = {CT_ASSET_REFUSED, CT_ASSET_QUARANTINED, CT_ASSET_ABSENT};
    bool changes = false;

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        changes |= set_asset(engine, asset, all[i], all[i] == condition);
    return changes;
}

static bool
set_conduit(CtEngine *engine, uint32_t conduit, CtConduitCondition condition, bool on)
{
    uint8_t before = ct_world_conduit(engine->world, conduit);

    if (!ct_world_set_conduit(engine->world, conduit, condition, on))
        return false;
    uint8_t after = ct_world_conduit(engine->world, conduit);

    note_cut(engine, CT_CUT_CONDUIT, conduit, before != 0, after != 0);
    if (engine->summary->losses != NULL)
        ct_losses_shut(engine->summary->losses, conduit, CT_NO_ID,
                       (after & CT_CONDUIT_BLOCKED) != 0, (after & CT_CONDUIT_CLOSED) != 0);
    return true;
}

static bool
block(CtEngine *engine, uint32_t conduit, uint32_t part, bool on)
{
    const CtModel *model = ct_world_instances(engine->world)->model;
    CtId rule = ct_conduit_part_rule(model, conduit, part);

    if (rule == CT_NO_ID)
        return set_conduit(engine, conduit, CT_CONDUIT_BLOCKED, on);
    if (!ct_world_set_rule(engine->world, rule, on))
        return false;
    note_cut(engine, CT_CUT_RULE, rule, !on, on);
    if (engine->summary->losses != NULL)
        ct_losses_shut(engine->summary->losses, conduit, rule, on, false);
    return true;
}

static CtFactId
fact_of(const CtCourse *course, CtFactKind kind, uint32_t entity, CtLevel level)
{
    CtFact fact = {.kind = (uint8_t)kind, .level = (uint8_t)level, .entity = entity};

    return course->fact_of[ct_graph_fact(course->graph, fact)];
}

static bool
somebody_holds(const CtEngine *engine, CtFactKind kind, uint32_t entity)
{
    for (uint32_t i = 0; i < engine->sim->n_actors; i++) {
        const CtCourseState *state = engine->states[i];
        uint32_t fact = fact_of(state->course, kind, entity, CT_LEVEL_UNSTATED);

        if (fact != CT_NO_ID && ct_course_state_holds(state, fact))
            return true;
    }
    return false;
}

static bool
restore(CtEngine *engine, uint32_t asset)
{
    set_asset(engine, asset, CT_ASSET_DOWN, false);
    note(engine, CT_WORLD_RESTORED, CT_CUT_COUNT, asset);
    return true;
}

static bool
take_down(CtEngine *engine, uint32_t asset)
{
    if (!set_asset(engine, asset, CT_ASSET_DOWN, true))
        return false;
    note(engine, CT_WORLD_RESTORED, CT_CUT_COUNT, asset);
    return true;
}

static bool
resume(CtEngine *engine, uint32_t asset)
{
    bool changes = set_asset(engine, asset, CT_ASSET_HALTED, false);

    if (!changes && !somebody_holds(engine, CT_FACT_HALTED, asset))
        return false;
    note(engine, CT_WORLD_RESUMED, CT_CUT_COUNT, asset);
    return true;
}

static bool
patch(CtEngine *engine, uint32_t asset, uint32_t vulnerability)
{
    CtWorldChange change = {.kind = CT_WORLD_PATCHED,
                            .entity = asset,
                            .vulnerability = vulnerability};

    if (!ct_world_set_patched(engine->world, asset, vulnerability))
        return false;
    g_array_append_val(engine->changes, change);
    return true;
}

static bool
rotate(CtEngine *engine, uint32_t credential)
{
    if (ct_world_set_rotated(engine->world, credential))
        note(engine, CT_WORLD_CUT, CT_CUT_SECRET, credential);
    note(engine, CT_WORLD_ROTATED, CT_CUT_COUNT, credential);
    return true;
}

static bool
conceal(CtEngine *engine, uint32_t vulnerability, bool on)
{
    if (!ct_world_set_concealed(engine->world, vulnerability, on))
        return false;
    note_cut(engine, CT_CUT_DISCLOSURE, vulnerability, !on, on);
    return true;
}

static bool
set_revoked(CtEngine *engine, uint32_t channel, bool on)
{
    if (!ct_world_set_revoked(engine->world, channel, on))
        return false;
    note_cut(engine, CT_CUT_CHANNEL, channel, !on, on);
    return true;
}

static bool
change_world(CtEngine *engine, const CtAction *action)
{
    uint32_t entity = action->entity;

    switch (action->kind) {
    case CT_ACTION_ISOLATE:
        return set_asset(engine, entity, CT_ASSET_ISOLATED, true);
    case CT_ACTION_RECONNECT:
        return set_asset(engine, entity, CT_ASSET_ISOLATED, false);
    case CT_ACTION_TAKE_DOWN:
        return take_down(engine, entity);
    case CT_ACTION_RESTORE:
        return restore(engine, entity);
    case CT_ACTION_HALT:
        return set_asset(engine, entity, CT_ASSET_HALTED, true);
    case CT_ACTION_RESUME:
        return resume(engine, entity);
    case CT_ACTION_PATCH:
        return patch(engine, entity, action->vulnerability);
    case CT_ACTION_ROTATE:
        return rotate(engine, entity);
    case CT_ACTION_BLOCK:
    case CT_ACTION_UNBLOCK:
        return block(engine, entity, action->part, action->kind == CT_ACTION_BLOCK);
    case CT_ACTION_OPEN:
    case CT_ACTION_CLOSE:
        return set_conduit(engine, entity, CT_CONDUIT_CLOSED, action->kind == CT_ACTION_CLOSE);
    case CT_ACTION_REVOKE:
    case CT_ACTION_REINSTATE:
        return set_revoked(engine, entity, action->kind == CT_ACTION_REVOKE);
    case CT_ACTION_DISCLOSE:
    case CT_ACTION_CONCEAL:
        return conceal(engine, entity, action->kind == CT_ACTION_CONCEAL);
    case CT_ACTION_AWAIT:
        return settle_asset(engine, entity, CT_ASSET_ABSENT);
    case CT_ACTION_QUARANTINE:
        return settle_asset(engine, entity, CT_ASSET_QUARANTINED);
    case CT_ACTION_ADMIT:
        return settle_asset(engine, entity, 0);
    case CT_ACTION_REFUSE:
        return settle_asset(engine, entity, CT_ASSET_REFUSED);
    case CT_ACTION_COUNT:
        break;
    }
    return false;
}

/* --- one attacker's course --- */

static void
end_fact(CtCourseState *state, CtFactKind kind, uint32_t entity)
{
    const CtCourse *course = state->course;
    unsigned levels = course->graph->kinds->infos[kind].levels;

    for (unsigned level = 0; level < levels; level++) {
        CtLevel stated = levels == 1  ? CT_LEVEL_UNSTATED
                         : level == 0 ? CT_LEVEL_USER
                                      : CT_LEVEL_ADMIN;
        uint32_t fact = fact_of(course, kind, entity, stated);

        if (fact != CT_NO_ID)
            ct_retract_end(state, fact);
    }
}

/* As it was delivered: no code of anybody's, no session with what listens there. What a technique
 * file declares of assets ends too. */
static void
end_on_asset(CtCourseState *state, uint32_t asset)
{
    static const CtFactKind ended[] = {CT_FACT_EXEC,   CT_FACT_IMPLANT, CT_FACT_CONTROLS,
                                       CT_FACT_HALTED, CT_FACT_SPOOFS,  CT_FACT_RECRUITED};
    const CtGraph *graph = state->course->graph;
    const uint32_t *first = graph->instances->service_first;

    for (size_t i = 0; i < G_N_ELEMENTS(ended); i++)
        end_fact(state, ended[i], asset);
    for (uint32_t s = first[asset]; s < first[asset + 1]; s++)
        end_fact(state, CT_FACT_SESSION, s);
    for (uint32_t kind = CT_FACT_COUNT; kind < graph->kinds->n; kind++)
        if (graph->kinds->infos[kind].entity == CT_ENTITY_ASSET && graph->kinds->infos[kind].held)
            end_fact(state, (CtFactKind)kind, asset);
}

static void
patch_course(CtCourseState *state, uint32_t asset, uint32_t vulnerability)
{
    const CtChanging *changing = state->course->changing;

    for (uint32_t i = changing->flaw_start[asset]; i < changing->flaw_start[asset + 1]; i++)
        if (changing->flaws[i].vulnerability == vulnerability)
            ct_retract_cut(state, &changing->flaws[i].step, 1);
}

static void
rotate_course(CtCourseState *state, uint32_t credential)
{
    const CtCsr *users = &state->course->changing->users;

    end_fact(state, CT_FACT_HOLDS, credential);
    end_fact(state, CT_FACT_SIGNS, credential);
    ct_retract_break(state, users->value + users->start[credential],
                     users->start[credential + 1] - users->start[credential]);
}

static void
undergo(CtCourseState *state, const CtWorldChange *change)
{
    const CtChanging *changing = state->course->changing;
    uint32_t entity = change->entity;

    switch (change->kind) {
    case CT_WORLD_CUT:
    case CT_WORLD_MEND: {
        const CtCsr *steps = &changing->cuts[change->cut];
        const uint32_t *first = steps->value + steps->start[entity];
        uint32_t n = steps->start[entity + 1] - steps->start[entity];

        if (change->kind == CT_WORLD_CUT)
            ct_retract_cut(state, first, n);
        else
            ct_retract_mend(state, first, n);
        break;
    }
    case CT_WORLD_RESTORED:
        end_on_asset(state, entity);
        break;
    case CT_WORLD_RESUMED:
        end_fact(state, CT_FACT_HALTED, entity);
        break;
    case CT_WORLD_ROTATED:
        rotate_course(state, entity);
        break;
    case CT_WORLD_PATCHED:
        patch_course(state, entity, change->vulnerability);
        break;
    }
}

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
        if (!change_world(engine, &actions[i]))
            continue;
        n_changed++;
        ct_engine_tell_event(engine, &(CtTraceEvent){.time = engine->now,
                                                     .kind = kinds[actions[i].kind].trace,
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
            undergo(actor->state, &g_array_index(engine->changes, CtWorldChange, i));
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
