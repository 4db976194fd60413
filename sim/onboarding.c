/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All that will happen is known beforehand, and sorted; what a check finds is not. One event is
 * pending: the next turn; what has the same time happens as one change.
 */
#include "sim/onboarding.h"

#include "base/units.h"
#include "sim/course.h"
#include "sim/host.h"

#include <string.h>

/* --- from the topology --- */

/* The duration @text stands for; 0 where it is not stated. */
static int64_t
time_of(const CtModel *model, CtId text)
{
    int64_t ms = 0;

    if (text != CT_NO_ID && !ct_units_parse_time(ct_model_text(model, text), &ms, NULL))
        return 0; /* not of a model that was loaded */
    return MIN(ms, CT_TIME_NEVER);
}

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
    int64_t joins = time_of(model, asset->joins);
    int64_t takes = has_check ? time_of(model, asset->admission) : 0;

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

typedef struct Onboarding {
    const CtInstances *instances;
    GArray *turns; /* CtOnboardingTurn */
    CtKey128 key;
} Onboarding;

typedef struct Attached {
    const Onboarding *onboarding;
    GArray *actions; /* CtAction, of the moment */
    uint32_t host;
} Attached;

static const CtOnboardingTurn *
turn_of(const Attached *attached, uint32_t i)
{
    return &g_array_index(attached->onboarding->turns, CtOnboardingTurn, i);
}

/* Who was let in, or put back into quarantine, by somebody else is no longer on the way. */
static bool
is_expected(const CtEngine *engine, const CtOnboardingTurn *turn, uint32_t asset)
{
    const unsigned on_the_way = CT_ASSET_ABSENT | CT_ASSET_QUARANTINED;

    return turn->time == 0 || (ct_world_asset(ct_engine_world(engine), asset) & on_the_way) != 0;
}

static void
add_action(const CtEngine *engine, Attached *attached, const CtOnboardingTurn *turn, uint32_t asset)
{
    CtAction action = {.kind = turn->kind, .entity = asset, .vulnerability = CT_NO_ID};

    if (!is_expected(engine, turn, asset))
        return;
    if (turn->is_checked)
        action.refusal = ct_onboarding_finds(engine, asset);
    if (turn->is_checked && action.refusal != CT_REFUSAL_COUNT)
        action.kind = CT_ACTION_REFUSE;
    g_array_append_val(attached->actions, action);
}

/* What happens now, from turn @i on. */
static void
take_turns(CtEngine *engine, Attached *attached, uint32_t i)
{
    const Onboarding *onboarding = attached->onboarding;
    const uint32_t *first = onboarding->instances->asset_first;
    int64_t now = ct_engine_now(engine);

    g_array_set_size(attached->actions, 0);
    for (; i < onboarding->turns->len && turn_of(attached, i)->time == now; i++)
        for (uint32_t a = first[turn_of(attached, i)->asset];
             a < first[turn_of(attached, i)->asset + 1]; a++)
            add_action(engine, attached, turn_of(attached, i), a);
    ct_engine_act_all(engine, CT_EVENT_PRIORITY_WORLD,
                      (const CtAction *)(const void *)attached->actions->data,
                      attached->actions->len);
    if (i < onboarding->turns->len)
        ct_engine_schedule(engine, attached->host,
                           &(CtEvent){.time = turn_of(attached, i)->time,
                                      .priority = CT_EVENT_PRIORITY_WORLD,
                                      .key = onboarding->key,
                                      .step = i});
}

static void
begin(CtEngine *engine, void *data)
{
    take_turns(engine, data, 0);
}

static void
wake(CtEngine *engine, const CtEvent *event, void *data)
{
    take_turns(engine, data, event->step);
}

static const CtHost host = {.begin = begin, .wake = wake};

static void *
attach(CtEngine *engine, const void *shared)
{
    Attached *attached = g_new0(Attached, 1);

    attached->onboarding = shared;
    attached->actions = g_array_new(FALSE, FALSE, sizeof(CtAction));
    attached->host = ct_engine_add_host(engine, &host, attached);
    return attached;
}

static void
detach(void *data)
{
    Attached *attached = data;

    g_array_unref(attached->actions);
    g_free(attached);
}

static void
free_onboarding(void *shared)
{
    Onboarding *onboarding = shared;

    g_array_unref(onboarding->turns);
    g_free(onboarding);
}

void
ct_onboarding_join(CtSim *sim, const CtInstances *instances, GArray *turns)
{
    static const char name[] = "onboarding";
    Onboarding *onboarding = g_new0(Onboarding, 1);

    g_return_if_fail(sim->is_changing || sim->n_actors == 0);
    *onboarding = (Onboarding){.instances = instances,
                               .turns = turns,
                               .key = ct_hash_key(name, strlen(name))};
    ct_sim_add_host_kind(sim, &(CtHostKind){.attach = attach,
                                            .detach = detach,
                                            .free_shared = free_onboarding,
                                            .shared = onboarding});
}
