/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an action makes of the world, which is one, and what that means to who acts in it. */
#include "sim/actions_private.h"
#include "topology/rule_names.h"

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

static bool
somebody_holds(const CtEngine *engine, CtFactKind kind, uint32_t entity)
{
    for (uint32_t i = 0; i < engine->sim->n_actors; i++) {
        const CtCourseState *state = engine->states[i];
        uint32_t fact = ct_action_fact_of(state->course, kind, entity, CT_LEVEL_UNSTATED);

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

bool
ct_action_change_world(CtEngine *engine, const CtAction *action)
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
