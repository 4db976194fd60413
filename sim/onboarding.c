/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All that will happen is known beforehand; what a check finds is not. */
#include "sim/onboarding.h"

#include "sim/course.h"
#include "sim/turns.h"

/* --- from the topology --- */

static void
add_turn(GArray *turns, CtActionKind kind, int64_t time, CtId asset, bool is_checked)
{
    const CtOnboardingTurn turn = {.time = time,
                                   .kind = kind,
                                   .asset = asset,
                                   .is_checked = is_checked};

    if (time < CT_TIME_NEVER)
        g_array_append_val(turns, turn);
}

/* Nothing of who is there from the start and is admitted at once. */
static void
add_asset(GArray *turns, const CtInstances *instances, CtId row)
{
    const CtModel *model = instances->model;
    const CtAsset *asset = &model->assets.data[row];
    const CtClass *class = &instances->classes->classes.data[instances->classes->of_asset[row]];
    bool has_check = class->security.onboarding != CT_ONBOARDING_NONE;
    bool is_attested = class->security.onboarding == CT_ONBOARDING_ATTESTED;
    int64_t joins = ct_turns_duration(model, asset->joins, 0);
    int64_t takes = has_check ? ct_turns_duration(model, asset->admission, 0) : 0;

    if (asset->joins == CT_NO_ID)
        return;
    if (joins > 0)
        add_turn(turns, CT_ACTION_AWAIT, 0, row, false);
    if (takes > 0)
        add_turn(turns, CT_ACTION_QUARANTINE, joins, row, false);
    if (joins > 0 || takes > 0 || is_attested)
        add_turn(turns, CT_ACTION_ADMIT, MIN(joins + takes, CT_TIME_NEVER), row, is_attested);
}

static gint
compare_turns(gconstpointer left, gconstpointer right)
{
    const CtOnboardingTurn *a = left, *b = right;

    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->asset > b->asset) - (a->asset < b->asset);
}

GArray *
ct_onboarding_turns(const CtInstances *instances)
{
    GArray *turns = g_array_new(FALSE, FALSE, sizeof(CtOnboardingTurn));

    for (CtId row = 0; row < instances->model->assets.length; row++)
        add_asset(turns, instances, row);
    g_array_sort(turns, compare_turns);
    return turns;
}

/* --- the check --- */

static bool
somebody_has(const CtEngine *engine, CtFactKind kind, uint32_t entity, CtLevel level)
{
    const CtSim *sim = ct_engine_sim(engine);
    const CtFact fact = {.kind = (uint8_t)kind, .level = (uint8_t)level, .entity = entity};

    for (uint32_t i = 0; i < sim->n_actors; i++)
        if (ct_engine_holds(engine, i, ct_graph_fact(sim->actors[i].course->graph, fact)))
            return true;
    return false;
}

static bool
somebody_runs(const CtEngine *engine, CtFactKind kind, uint32_t asset)
{
    return somebody_has(engine, kind, asset, CT_LEVEL_USER) ||
           somebody_has(engine, kind, asset, CT_LEVEL_ADMIN);
}

/* What its maker signed in good faith looks as it should, but to who builds it again. */
static bool
shows_taint(const CtEngine *engine, const CtModel *model, CtId product)
{
    CtId maker = model->products.data[product].supplier;

    return maker != CT_NO_ID && model->suppliers.data[maker].reproducible == CT_TRI_TRUE &&
           somebody_has(engine, CT_FACT_TAINTED, product, CT_LEVEL_UNSTATED);
}

CtRefusal
ct_onboarding_finds(const CtEngine *engine, uint32_t asset)
{
    const CtInstances *instances = ct_engine_sim(engine)->actors[0].course->graph->instances;
    CtSpan products = ct_instances_class(instances, asset)->software;

    if (somebody_runs(engine, CT_FACT_EXEC, asset))
        return CT_REFUSAL_COMMANDED;
    if (somebody_runs(engine, CT_FACT_IMPLANT, asset))
        return CT_REFUSAL_IMPLANT;
    for (uint32_t i = products.start; i < products.start + products.length; i++)
        if (shows_taint(engine, instances->model, instances->classes->ids.data[i]))
            return CT_REFUSAL_TAINTED;
    return CT_REFUSAL_COUNT;
}

/* --- in a replication --- */

/* Who was let in, or put back into quarantine, by somebody else is no longer on the way. */
static bool
is_expected(const CtEngine *engine, const CtOnboardingTurn *turn, uint32_t asset)
{
    const unsigned on_the_way = CT_ASSET_ABSENT | CT_ASSET_QUARANTINED;

    return turn->time == 0 || (ct_world_asset(ct_engine_world(engine), asset) & on_the_way) != 0;
}

static void
add_action(const CtEngine *engine, const CtOnboardingTurn *turn, uint32_t asset, GArray *actions)
{
    CtAction action = {.kind = turn->kind, .entity = asset, .vulnerability = CT_NO_ID};

    if (!is_expected(engine, turn, asset))
        return;
    if (turn->is_checked)
        action.refusal = ct_onboarding_finds(engine, asset);
    if (turn->is_checked && action.refusal != CT_REFUSAL_COUNT)
        action.kind = CT_ACTION_REFUSE;
    g_array_append_val(actions, action);
}

static void
add(const CtEngine *engine, const CtTurns *turns, const void *data, GArray *actions)
{
    const uint32_t *first = turns->instances->asset_first;
    const CtOnboardingTurn *turn = data;

    for (uint32_t a = first[turn->asset]; a < first[turn->asset + 1]; a++)
        add_action(engine, turn, a, actions);
}

/* Who is not there yet is so before anybody begins. */
static void
begin(const CtEngine *engine, const CtTurns *turns, GArray *actions)
{
    for (uint32_t i = 0; i < turns->first; i++)
        add(engine, turns, &g_array_index(turns->turns, CtOnboardingTurn, i), actions);
}

void
ct_onboarding_join(CtSim *sim, const CtInstances *instances, GArray *turns)
{
    CtTurns all = {
        .name = "onboarding", .instances = instances, .turns = turns, .begin = begin, .add = add};

    while (all.first < turns->len && g_array_index(turns, CtOnboardingTurn, all.first).time == 0)
        all.first++;
    ct_turns_join(sim, &all);
}
