/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two attempts share a draw when rule, scope and the entity of that scope are the same; the route
 * never matters (DESIGN 7, "Randomness").
 */
#include "analysis/plan_cost.h"

#include "analysis/costs.h"

#include "base/bits.h"
#include "base/units.h"

#include <math.h>
#include <string.h>

const uint32_t *
ct_plan_bindings(const CtGraph *graph, uint32_t step, uint32_t *ret_n)
{
    *ret_n = graph->step_binding_start[step + 1] - graph->step_binding_start[step];
    return *ret_n > 0 ? graph->bindings + graph->step_binding_start[step] : NULL;
}

uint32_t
ct_plan_last_bound(const CtGraph *graph, uint32_t step, CtEntityKind kind)
{
    uint32_t n;
    const uint32_t *bound = ct_plan_bindings(graph, step, &n);
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;

    for (uint32_t v = n; v-- > 0;)
        if (technique->variable_kind[v] == kind)
            return bound[v];
    return CT_NO_ID;
}

/* The asset that a fact speaks of, a service's included. */
static uint32_t
asset_of_fact(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    if (!ct_graph_fact_of(graph, id, &fact))
        return CT_NO_ID;
    switch (ct_fact_kind_entity(graph->kinds, fact.kind)) {
    case CT_ENTITY_ASSET:
        return fact.entity;
    case CT_ENTITY_SERVICE:
        return ct_instances_service_asset(graph->instances, fact.entity);
    default:
        return CT_NO_ID;
    }
}

uint32_t
ct_plan_target_asset(const CtGraph *graph, uint32_t step)
{
    uint32_t asset = asset_of_fact(graph, graph->step_gain[step]);
    uint32_t n;
    const uint32_t *bound = ct_plan_bindings(graph, step, &n);
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;

    for (uint32_t v = n; asset == CT_NO_ID && v-- > 0;) {
        if (technique->variable_kind[v] == CT_ENTITY_ASSET)
            asset = bound[v];
        else if (technique->variable_kind[v] == CT_ENTITY_SERVICE)
            asset = ct_instances_service_asset(graph->instances, bound[v]);
    }
    return asset;
}

uint32_t
ct_plan_group_node(const CtGraph *graph, const CtPlan *plan, CtFactId fact)
{
    /* A reach or gated fact follows from one node of its group: at most one step back. */
    for (unsigned depth = 0; depth < 2; depth++) {
        if (fact >= graph->first_reach_node && fact < graph->first_auxiliary) {
            uint32_t node = fact - graph->first_reach_node;

            return graph->reach->nodes.data[node].kind == CT_REACH_GROUP ? node : CT_NO_ID;
        }

        uint32_t i = ct_plan_gainer(plan, graph, fact);
        if (i == CT_NO_ID || graph->step_kind[plan->steps.data[i].step] != CT_STEP_DERIVED ||
            plan->steps.data[i].premises.length == 0)
            return CT_NO_ID;
        fact = plan->facts.data[plan->steps.data[i].premises.start];
    }
    return CT_NO_ID;
}

static uint32_t
product_of(const CtGraph *graph, uint32_t step)
{
    uint32_t product = ct_plan_last_bound(graph, step, CT_ENTITY_PRODUCT);
    uint32_t asset = product == CT_NO_ID ? ct_plan_target_asset(graph, step) : CT_NO_ID;

    return asset != CT_NO_ID ? ct_instances_class(graph->instances, asset)->product : product;
}

static void
scope_add(CtPlanScope *scope, CtEntityKind kind, uint32_t entity)
{
    if (entity == CT_NO_ID)
        return;
    scope->kind[scope->n] = (uint8_t)kind;
    scope->entity[scope->n++] = entity;
}

CtPlanScope
ct_plan_scope(const CtGraph *graph, uint32_t step, CtPer per)
{
    static const CtEntityKind bound_kind[] = {
        [CT_PER_VULNERABILITY] = CT_ENTITY_VULNERABILITY,
        [CT_PER_CREDENTIAL] = CT_ENTITY_CREDENTIAL,
        [CT_PER_CHANNEL] = CT_ENTITY_CHANNEL,
        [CT_PER_PERSON] = CT_ENTITY_PEOPLE,
    };
    CtPlanScope scope = {0};

    switch (per) {
    case CT_PER_VULNERABILITY: {
        uint32_t row = ct_plan_last_bound(graph, step, CT_ENTITY_VULNERABILITY);

        scope_add(&scope, CT_ENTITY_VULNERABILITY, row);
        if (row != CT_NO_ID)
            scope_add(&scope, CT_ENTITY_PRODUCT,
                      graph->instances->classes->vulnerabilities.data[row].product);
        break;
    }
    case CT_PER_PRODUCT:
        scope_add(&scope, CT_ENTITY_PRODUCT, product_of(graph, step));
        break;
    case CT_PER_ASSET:
        scope_add(&scope, CT_ENTITY_ASSET, ct_plan_target_asset(graph, step));
        break;
    case CT_PER_CREDENTIAL:
    case CT_PER_CHANNEL:
    case CT_PER_PERSON:
        scope_add(&scope, bound_kind[per], ct_plan_last_bound(graph, step, bound_kind[per]));
        break;
    case CT_PER_STEP:
        break;
    }
    return scope;
}

/* What a draw or a preparation is keyed by. */
typedef struct ScopeKey {
    uint32_t technique, per, purpose, n;
    uint32_t entities[CT_MAX_VARIABLES];
} ScopeKey;

static void
put_entity(ScopeKey *key, uint32_t entity)
{
    if (entity != CT_NO_ID && key->n < CT_MAX_VARIABLES)
        key->entities[key->n++] = entity;
}

GBytes *
ct_plan_scope_key(const CtGraph *graph, uint32_t step, CtPer per, uint32_t purpose)
{
    /* Where a scope names nothing that is bound, the key is the step's own. */
    ScopeKey key = {.technique = graph->templates.data[graph->step_reason[step]].technique->index,
                    .per = per,
                    .purpose = purpose};
    CtPlanScope scope = ct_plan_scope(graph, step, per);

    for (uint32_t i = 0; i < scope.n; i++)
        put_entity(&key, scope.kind[i] == CT_ENTITY_VULNERABILITY
                             ? graph->instances->classes->vulnerabilities.data[scope.entity[i]]
                                   .vulnerability
                             : scope.entity[i]);
    if (key.n == 0) {
        uint32_t n;
        const uint32_t *bound = ct_plan_bindings(graph, step, &n);

        key.per = CT_PER_STEP;
        for (uint32_t v = 0; v < n; v++)
            put_entity(&key, bound[v]);
        if (n == 0)
            put_entity(&key, step);
    }
    return g_bytes_new(&key, sizeof key);
}

static double
union_of(double a, double b)
{
    return 1 - (1 - a) * (1 - b);
}

static double
sensor_of_node(const CtGraph *graph, uint32_t node)
{
    return graph->reach->signatures.data[graph->reach->nodes.data[node].signature].sensor;
}

/* @seen on the way, and the sensor of what the step is done to. */
static double
with_target(const CtGraph *graph, uint32_t step, double seen)
{
    uint32_t asset = ct_plan_target_asset(graph, step);

    if (asset == CT_NO_ID)
        return seen;

    double own =
        (double)graph->instances->model->assets.data[graph->instances->asset_row[asset]].sensor;
    return union_of(seen, isnan(own) ? 0 : own);
}

/* Chance that some sensor on the way or on the target notices what makes all the noise it can. */
static double
sensors_of(const CtGraph *graph, const CtPlan *plan, const CtPlanStep *row)
{
    uint32_t node = CT_NO_ID;

    if (graph->instances == NULL)
        return 0;
    if (row->premises.length > 0)
        node = ct_plan_group_node(graph, plan, plan->facts.data[row->premises.start]);
    return with_target(graph, row->step, node != CT_NO_ID ? sensor_of_node(graph, node) : 0);
}

double
ct_plan_least_sensors(const CtGraph *graph, const CtFixpoint *fixpoint, uint32_t step)
{
    double least = 1;
    bool any = false;

    if (graph->instances == NULL)
        return 0;
    if (graph->step_premise_start[step] < graph->step_premise_start[step + 1]) {
        CtFactId opener = graph->premises[graph->step_premise_start[step]];

        /* The node itself, or those from which a reach or gated fact follows. */
        if (opener >= graph->first_reach_node && opener < graph->first_auxiliary)
            return with_target(graph, step,
                               sensor_of_node(graph, opener - graph->first_reach_node));
        for (uint32_t i = graph->gained_start[opener]; i < graph->gained_start[opener + 1]; i++) {
            uint32_t by = graph->gained[i];
            CtFactId from = graph->step_premise_start[by] < graph->step_premise_start[by + 1]
                                ? graph->premises[graph->step_premise_start[by]]
                                : CT_NO_ID;

            if (graph->step_kind[by] != CT_STEP_DERIVED || from == CT_NO_ID ||
                from < graph->first_reach_node || from >= graph->first_auxiliary ||
                !ct_bits_get(fixpoint->holds, from) ||
                graph->reach->nodes.data[from - graph->first_reach_node].kind != CT_REACH_GROUP)
                continue;
            least = MIN(least, sensor_of_node(graph, from - graph->first_reach_node));
            any = true;
        }
    }
    return with_target(graph, step, any ? least : 0);
}

static CtAttemptCost
attempt_cost(const CtGraph *graph, const CtPlan *plan, const CtPlanStep *row, GHashTable *keys)
{
    const CtVerdict *verdict = graph->templates.data[graph->step_reason[row->step]].verdict;
    CtAttemptCost cost = {.effort_hours = verdict->effort_hours};

    cost.draws_works =
        g_hash_table_add(keys, ct_plan_scope_key(graph, row->step, (CtPer)verdict->works_per, 0));
    cost.pays_prepare =
        g_hash_table_add(keys, ct_plan_scope_key(graph, row->step, (CtPer)verdict->prepare_per, 1));
    if (!cost.pays_prepare)
        cost.effort_hours = MAX(0, cost.effort_hours - (double)ct_costs_mean_ms(&verdict->prepare) /
                                                           (double)CT_MS_HOUR);
    cost.detection = verdict->noise * sensors_of(graph, plan, row);
    return cost;
}

void
ct_plan_cost(const CtGraph *graph,
             const CtPlan *plan,
             CtPathCost *ret_cost,
             CtAttemptCost *ret_attempts)
{
    g_autoptr(GHashTable) keys = /* asked, never walked */
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    CtPathCost cost = {.steps = plan->n_attempts,
                       .time_ms = plan->time_ms,
                       .probability = 1,
                       .stealth = 1,
                       .skill = plan->skill};

    for (uint32_t i = 0; i < plan->steps.length; i++) {
        const CtPlanStep *row = &plan->steps.data[i];
        CtAttemptCost one = {0};

        if (graph->step_kind[row->step] == CT_STEP_ATTEMPT) {
            const CtVerdict *verdict = graph->templates.data[graph->step_reason[row->step]].verdict;

            one = attempt_cost(graph, plan, row, keys);
            cost.effort_hours += one.effort_hours;
            cost.probability *= verdict->chance * (one.draws_works ? verdict->works : 1);
            cost.stealth *= 1 - one.detection;
        }
        if (ret_attempts != NULL)
            ret_attempts[i] = one;
    }
    *ret_cost = cost;
}
