/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands in the way of a step, said entity by entity (docs/decisions/0027). */
#include "tests/support/naive_changing_private.h"

void
ct_naive_world_init(CtNaiveWorld *world, const CtGraph *graph)
{
    const CtModel *model = graph->instances->model;
    size_t n_assets = graph->instances->n_assets;

    *world = (CtNaiveWorld){
        .graph = graph,
        .isolated = g_new0(bool, n_assets + 1),
        .down = g_new0(bool, n_assets + 1),
        .halted = g_new0(bool, n_assets + 1),
        .absent = g_new0(bool, n_assets + 1),
        .quarantined = g_new0(bool, n_assets + 1),
        .refused = g_new0(bool, n_assets + 1),
        .blocked = g_new0(bool, (size_t)model->conduits.length + 1),
        .closed = g_new0(bool, (size_t)model->conduits.length + 1),
        .rules = g_new0(bool, (size_t)model->rules.length + 1),
        .revoked = g_new0(bool, (size_t)model->channels.length + 1),
        .rotated = g_new0(bool, (size_t)model->credentials.length + 1),
        .concealed = g_new0(bool, (size_t)model->vulnerabilities.length + 1),
        .patched = g_new0(bool *, n_assets + 1),
        .packets = g_new(int8_t, (size_t)graph->n_steps + 1),
    };
    for (uint32_t step = 0; step < graph->n_steps; step++)
        world->packets[step] = -1;
    for (size_t a = 0; a < n_assets; a++)
        world->patched[a] = g_new0(bool, (size_t)model->vulnerabilities.length + 1);
    ct_naive_flows_init(world);
}

void
ct_naive_world_clear(CtNaiveWorld *world)
{
    for (size_t a = 0; a < world->graph->instances->n_assets; a++)
        g_free(world->patched[a]);
    g_free(world->patched);
    g_free(world->isolated);
    g_free(world->down);
    g_free(world->halted);
    g_free(world->absent);
    g_free(world->quarantined);
    g_free(world->refused);
    g_free(world->blocked);
    g_free(world->closed);
    g_free(world->rules);
    g_free(world->revoked);
    g_free(world->rotated);
    g_free(world->concealed);
    g_free(world->packets);
    ct_naive_flows_clear(world);
}

static bool
set(bool *row, bool to)
{
    bool changes = *row != to;

    *row = to;
    return changes;
}

/* Of the three ways of not being admitted, exactly @which; NULL: none. */
static bool
put_at_the_gate(CtNaiveWorld *world, uint32_t asset, const bool *which)
{
    bool *all[] = {&world->absent[asset], &world->quarantined[asset], &world->refused[asset]};
    bool changes = false;

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (set(all[i], all[i] == which))
            changes = true;
    return changes;
}

bool
ct_naive_world_apply(CtNaiveWorld *world, const CtAction *action)
{
    const CtModel *model = world->graph->instances->model;
    uint32_t entity = action->entity;

    switch (action->kind) {
    case CT_ACTION_ISOLATE:
    case CT_ACTION_RECONNECT:
        return set(&world->isolated[entity], action->kind == CT_ACTION_ISOLATE);
    case CT_ACTION_TAKE_DOWN:
        return set(&world->down[entity], true);
    case CT_ACTION_RESTORE:
        world->down[entity] = false;
        return true;
    case CT_ACTION_HALT:
        return set(&world->halted[entity], true);
    case CT_ACTION_RESUME:
        world->halted[entity] = false;
        return true;
    case CT_ACTION_PATCH:
        return set(&world->patched[entity][action->vulnerability], true);
    case CT_ACTION_ROTATE:
        world->rotated[entity] = true;
        return true;
    case CT_ACTION_BLOCK:
    case CT_ACTION_UNBLOCK:
        return set(action->part > 0
                       ? &world->rules[model->conduits.data[entity].allow.start + action->part - 1]
                       : &world->blocked[entity],
                   action->kind == CT_ACTION_BLOCK);
    case CT_ACTION_OPEN:
    case CT_ACTION_CLOSE:
        return set(&world->closed[entity], action->kind == CT_ACTION_CLOSE);
    case CT_ACTION_REVOKE:
    case CT_ACTION_REINSTATE:
        return set(&world->revoked[entity], action->kind == CT_ACTION_REVOKE);
    case CT_ACTION_DISCLOSE:
    case CT_ACTION_CONCEAL:
        return set(&world->concealed[entity], action->kind == CT_ACTION_CONCEAL);
    case CT_ACTION_AWAIT:
        return put_at_the_gate(world, entity, &world->absent[entity]);
    case CT_ACTION_QUARANTINE:
        return put_at_the_gate(world, entity, &world->quarantined[entity]);
    case CT_ACTION_REFUSE:
        return put_at_the_gate(world, entity, &world->refused[entity]);
    case CT_ACTION_ADMIT:
        return put_at_the_gate(world, entity, NULL);
    case CT_ACTION_COUNT:
        break;
    }
    return false;
}

static bool
is_dead(const CtNaiveWorld *world, uint32_t asset)
{
    return world->down[asset] || world->halted[asset] || world->absent[asset];
}

bool
ct_naive_is_off(const CtNaiveWorld *world, uint32_t asset)
{
    return world->isolated[asset] || world->quarantined[asset] || world->refused[asset] ||
           is_dead(world, asset);
}

static uint32_t
place_of(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    if (!ct_graph_fact_of(graph, id, &fact))
        return CT_NO_ID;
    if (fact.kind == CT_FACT_SESSION)
        return ct_instances_service_asset(graph->instances, fact.entity);
    return ct_fact_kind_entity(graph->kinds, fact.kind) == CT_ENTITY_ASSET ? fact.entity : CT_NO_ID;
}

/* Whether the fact is packets, or what rests on them. */
static bool
is_packets(const CtGraph *graph, CtFactId id)
{
    static const uint8_t named[] = {CT_FACT_REACH,    CT_FACT_GATED,   CT_FACT_OUT,
                                    CT_FACT_PRESENCE, CT_FACT_LOCATED, CT_FACT_NEARBY,
                                    CT_FACT_SESSION,  CT_FACT_CONTACT};
    CtFact fact;

    if (ct_graph_fact_of(graph, id, &fact)) {
        for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
            if (named[i] == fact.kind)
                return true;
        return false;
    }
    if (id < graph->first_auxiliary)
        return true;
    uint8_t kind = graph->auxiliaries.data[id - graph->first_auxiliary].kind;

    if (kind == CT_AUXILIARY_HELD_REACH)
        return true;
    if (kind != CT_AUXILIARY_ANY && kind != CT_AUXILIARY_AT_LEAST)
        return false;
    for (uint32_t s = 0; s < graph->n_steps; s++)
        for (uint32_t p = graph->step_premise_start[s];
             graph->step_gain[s] == id && p < graph->step_premise_start[s + 1]; p++)
            if (is_packets(graph, graph->premises[p]))
                return true;
    return false;
}

static bool
needs_packets(const CtGraph *graph, uint32_t step)
{
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;

    for (uint32_t v = 0; v < technique->n_variables; v++)
        if (technique->variable_kind[v] == CT_ENTITY_CHANNEL)
            return true;
    for (uint32_t p = graph->step_premise_start[step]; p < graph->step_premise_start[step + 1]; p++)
        if (is_packets(graph, graph->premises[p]))
            return true;
    return false;
}

static bool
rests_on_packets(const CtNaiveWorld *world, uint32_t step)
{
    if (world->packets[step] < 0)
        world->packets[step] = needs_packets(world->graph, step);
    return world->packets[step] > 0;
}

/* A supplier's code gets into a device before anybody has switched it on. */
static bool
is_in_the_factory(const CtGraph *graph, uint32_t step, uint32_t asset)
{
    CtFact fact;

    if (!ct_graph_fact_of(graph, graph->step_gain[step], &fact) || fact.kind != CT_FACT_IMPLANT ||
        fact.entity != asset)
        return false;
    for (uint32_t p = graph->step_premise_start[step]; p < graph->step_premise_start[step + 1]; p++)
        if (ct_graph_fact_of(graph, graph->premises[p], &fact) && fact.kind == CT_FACT_SUPPLIER)
            return true;
    return false;
}

static bool
asset_stops(const CtNaiveWorld *world, uint32_t step, uint32_t asset)
{
    if (asset == CT_NO_ID)
        return false;
    return world->down[asset] || world->halted[asset] ||
           (world->absent[asset] && !is_in_the_factory(world->graph, step, asset)) ||
           (ct_naive_is_off(world, asset) && rests_on_packets(world, step));
}

/* What a secret that can be found out has no need of. */
static bool
is_guess(const CtGraph *graph, uint32_t step, uint32_t credential)
{
    const CtCredential *row = &graph->instances->model->credentials.data[credential];
    CtFact fact;

    if (row->strength != CT_STRENGTH_WEAK && row->strength != CT_STRENGTH_DEFAULT)
        return false;
    if (!ct_graph_fact_of(graph, graph->step_gain[step], &fact) || fact.kind != CT_FACT_SESSION)
        return false;
    for (uint32_t p = graph->step_premise_start[step]; p < graph->step_premise_start[step + 1];
         p++) {
        if (!ct_graph_fact_of(graph, graph->premises[p], &fact))
            continue;
        if ((fact.kind == CT_FACT_HOLDS && fact.entity == credential) ||
            fact.kind == CT_FACT_EXEC || fact.kind == CT_FACT_IMPLANT ||
            fact.kind == CT_FACT_CONTACT)
            return false;
    }
    return true;
}

static bool
has_row(const CtGraph *graph, uint32_t asset, uint32_t row)
{
    CtSpan rows = ct_instances_class(graph->instances, asset)->vulnerabilities;

    return rows.length > 0 && row - rows.start < rows.length;
}

/* Of an attempt that serves many, @asset is CT_NO_ID or what opens it. */
static bool
flaw_stops(const CtNaiveWorld *world, uint32_t row, const CtIds *assets)
{
    const CtGraph *graph = world->graph;
    uint32_t v = graph->instances->classes->vulnerabilities.data[row].vulnerability;

    if (world->concealed[v])
        return true;
    for (uint32_t i = 0; i < assets->length; i++)
        if (has_row(graph, assets->data[i], row) && world->patched[assets->data[i]][v])
            return true;
    return false;
}

static bool
secret_stops(const CtNaiveWorld *world, uint32_t step, uint32_t credential, const CtIds *assets)
{
    const CtModel *model = world->graph->instances->model;

    if (!is_guess(world->graph, step, credential))
        return false;
    if (world->rotated[credential])
        return true;
    for (uint32_t v = 0; v < model->vulnerabilities.length; v++) {
        if (model->vulnerabilities.data[v].means != credential)
            continue;
        if (world->concealed[v])
            return true;
        for (uint32_t i = 0; i < assets->length; i++)
            if (world->patched[assets->data[i]][v])
                return true;
    }
    return false;
}

static bool
binding_stops(const CtNaiveWorld *world, uint32_t step)
{
    const CtGraph *graph = world->graph;
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;
    const uint32_t *bound = graph->bindings + graph->step_binding_start[step];
    bool is_fan = technique->fans_out && graph->step_kind[step] == CT_STEP_ATTEMPT;
    g_auto(CtIds) assets = {0};

    if (graph->step_binding_start[step] == graph->step_binding_start[step + 1])
        return false;
    if (is_fan && place_of(graph, graph->premises[graph->step_premise_start[step]]) != CT_NO_ID)
        ct_ids_add(&assets, place_of(graph, graph->premises[graph->step_premise_start[step]]));
    for (uint32_t v = 0; v < technique->n_variables && !is_fan; v++) {
        if (technique->variable_kind[v] == CT_ENTITY_ASSET)
            ct_ids_add(&assets, bound[v]);
        if (technique->variable_kind[v] == CT_ENTITY_SERVICE)
            ct_ids_add(&assets, ct_instances_service_asset(graph->instances, bound[v]));
    }
    for (uint32_t i = 0; i < assets.length; i++)
        if (asset_stops(world, step, assets.data[i]))
            return true;
    for (uint32_t v = 0; v < technique->n_variables; v++) {
        if (technique->variable_kind[v] == CT_ENTITY_CHANNEL && world->revoked[bound[v]])
            return true;
        if (technique->variable_kind[v] == CT_ENTITY_VULNERABILITY &&
            flaw_stops(world, bound[v], &assets))
            return true;
        if (technique->variable_kind[v] == CT_ENTITY_CREDENTIAL &&
            secret_stops(world, step, bound[v], &assets))
            return true;
    }
    return false;
}

bool
ct_naive_world_stops(const CtNaiveWorld *world, uint32_t step)
{
    const CtGraph *graph = world->graph;
    uint32_t first = graph->step_premise_start[step];
    CtFact gain;

    if (graph->step_kind[step] == CT_STEP_REACH) {
        const CtReachEdge *edge = &graph->reach->edges.data[graph->step_reason[step]];

        if (edge->opener != CT_NO_ID)
            return ct_naive_is_off(world, edge->opener);
        return edge->conduit != CT_NO_ID &&
               (world->blocked[edge->conduit] || world->closed[edge->conduit] ||
                (edge->rule != CT_NO_ID && world->rules[edge->rule]));
    }
    if (graph->step_kind[step] == CT_STEP_ATTEMPT || graph->step_kind[step] == CT_STEP_OUTCOME)
        return binding_stops(world, step);
    if (graph->step_kind[step] != CT_STEP_DERIVED)
        return false;
    switch (graph->step_reason[step]) {
    case CT_REASON_SENDS_FROM:
        return ct_naive_is_off(world, place_of(graph, graph->premises[first]));
    case CT_REASON_SENDER_OPERATES:
    case CT_REASON_SESSION_OPERATES:
    case CT_REASON_CREDENTIAL_OPERATES:
        return ct_naive_is_off(world, place_of(graph, graph->premises[first])) ||
               (ct_graph_fact_of(graph, graph->step_gain[step], &gain) &&
                world->revoked[gain.entity]);
    default:
        return false;
    }
}

bool
ct_naive_action_ends(const CtGraph *graph, const CtAction *action, CtFactId id)
{
    CtFact fact;

    if (!ct_graph_fact_of(graph, id, &fact))
        return false;
    switch (action->kind) {
    case CT_ACTION_TAKE_DOWN:
    case CT_ACTION_RESTORE:
        if (fact.kind == CT_FACT_SESSION)
            return ct_instances_service_asset(graph->instances, fact.entity) == action->entity;
        return fact.entity == action->entity &&
               (fact.kind == CT_FACT_EXEC || fact.kind == CT_FACT_IMPLANT ||
                fact.kind == CT_FACT_CONTROLS || fact.kind == CT_FACT_HALTED ||
                fact.kind == CT_FACT_SPOOFS || fact.kind == CT_FACT_RECRUITED);
    case CT_ACTION_RESUME:
        return fact.kind == CT_FACT_HALTED && fact.entity == action->entity;
    case CT_ACTION_ROTATE:
        return (fact.kind == CT_FACT_HOLDS || fact.kind == CT_FACT_SIGNS) &&
               fact.entity == action->entity;
    default:
        return false;
    }
}

bool
ct_naive_uses(const CtGraph *graph, uint32_t step, uint32_t credential)
{
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;

    if (graph->step_binding_start[step] == graph->step_binding_start[step + 1])
        return false;
    for (uint32_t v = 0; v < technique->n_variables; v++)
        if (technique->variable_kind[v] == CT_ENTITY_CREDENTIAL &&
            graph->bindings[graph->step_binding_start[step] + v] == credential)
            return true;
    return false;
}

bool
ct_naive_is_success(const CtGraph *graph, CtFactId id)
{
    return id >= graph->first_auxiliary &&
           graph->auxiliaries.data[id - graph->first_auxiliary].kind == CT_AUXILIARY_ATTEMPT;
}

/* Whether a fact stays once a try has brought it. */
bool
ct_naive_stays(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    if (!ct_graph_fact_of(graph, id, &fact))
        return ct_naive_is_success(graph, id);
    return graph->kinds->infos[fact.kind].held && fact.kind != CT_FACT_SESSION &&
           fact.kind != CT_FACT_LOCATED && fact.kind != CT_FACT_SIGNS;
}

uint32_t
ct_naive_attempt_of(const CtGraph *graph, uint32_t outcome)
{
    for (uint32_t p = graph->step_premise_start[outcome];
         p < graph->step_premise_start[outcome + 1]; p++)
        if (ct_naive_is_success(graph, graph->premises[p]))
            return graph->auxiliaries.data[graph->premises[p] - graph->first_auxiliary].a;
    return CT_NO_ID;
}

static bool
holds_of(const CtGraph *graph, const bool *facts, CtFactKind kind, uint32_t entity)
{
    for (CtFactId f = 0; f < graph->n_facts; f++) {
        CtFact fact;

        if (facts[f] && ct_graph_fact_of(graph, f, &fact) && fact.kind == kind &&
            fact.entity == entity)
            return true;
    }
    return false;
}

bool
ct_naive_is_clean(const CtGraph *graph, const bool *facts, uint32_t asset)
{
    const CtModel *model = graph->instances->model;
    const CtAsset *row = &model->assets.data[graph->instances->asset_row[asset]];

    for (uint32_t i = 0; i <= row->software.length; i++) {
        CtId product = i == 0 ? row->product : model->pool.data[row->software.start + i - 1];
        CtId maker = model->products.data[product].supplier;

        if (maker != CT_NO_ID && model->suppliers.data[maker].reproducible == CT_TRI_TRUE &&
            holds_of(graph, facts, CT_FACT_TAINTED, product))
            return false;
    }
    return !holds_of(graph, facts, CT_FACT_EXEC, asset) &&
           !holds_of(graph, facts, CT_FACT_IMPLANT, asset);
}
