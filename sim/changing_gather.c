/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which steps an action takes away is read off what a step records: the reason of a derivation, the
 * edge of a reach step, the binding of an attempt. An attempt that serves many (a rule that fans
 * out) is bound to the first of them; there only what opens it counts, and each outcome has the
 * binding of its own.
 */
#include "sim/changing.h"

#include "sim/course.h"

typedef struct Gathering {
    const CtCourse *course;
    const CtGraph *graph;
    CtChanging *changing;
    CtIds row[CT_CUT_COUNT], step[CT_CUT_COUNT];
    CtIds credential, user;
    CtIds flaw_asset, flaw_step, flaw_vulnerability;
    CtIds *of_asset; /* scratch: assets of the step at hand */
} Gathering;

static void
cut(Gathering *gathering, CtCutKind kind, uint32_t entity, uint32_t step)
{
    if (entity == CT_NO_ID)
        return;
    ct_ids_add(&gathering->row[kind], entity);
    ct_ids_add(&gathering->step[kind], step);
}

/* The asset that a fact is about, as a place where code runs or packets arrive; CT_NO_ID. */
static uint32_t
asset_of(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    if (!ct_graph_fact_of(graph, id, &fact))
        return CT_NO_ID;
    if (fact.kind == CT_FACT_SESSION)
        return ct_instances_service_asset(graph->instances, fact.entity);
    return ct_fact_kind_entity(graph->kinds, fact.kind) == CT_ENTITY_ASSET ? fact.entity : CT_NO_ID;
}

static void
cut_asset(Gathering *gathering, uint32_t asset, uint32_t step)
{
    cut(gathering, CT_CUT_NETWORK, asset, step);
    cut(gathering, CT_CUT_ASSET, asset, step);
}

static void
gather_derived(Gathering *gathering, uint32_t step, uint32_t graph_step)
{
    const CtGraph *graph = gathering->graph;
    uint32_t first = graph->step_premise_start[graph_step];
    CtReason reason = (CtReason)graph->step_reason[graph_step];
    CtFact gain;

    if (reason == CT_REASON_SENDS_FROM) {
        cut_asset(gathering, asset_of(graph, graph->premises[first]), step);
        return;
    }
    if (reason != CT_REASON_SENDER_OPERATES && reason != CT_REASON_SESSION_OPERATES &&
        reason != CT_REASON_CREDENTIAL_OPERATES)
        return;
    cut_asset(gathering, asset_of(graph, graph->premises[first]), step);
    if (ct_graph_fact_of(graph, graph->step_gain[graph_step], &gain))
        cut(gathering, CT_CUT_CHANNEL, gain.entity, step);
}

/* Who commands the enforcing device needs no rule, but must get at the device. */
static void
gather_reach(Gathering *gathering, uint32_t step, uint32_t graph_step)
{
    const CtReachEdge *edge =
        &gathering->graph->reach->edges.data[gathering->graph->step_reason[graph_step]];

    if (edge->opener != CT_NO_ID)
        cut_asset(gathering, edge->opener, step);
    else
        cut(gathering, CT_CUT_CONDUIT, edge->conduit, step);
    if (ct_reach_edge_is_single(gathering->graph->reach, edge))
        cut(gathering, CT_CUT_RULE, edge->rule, step);
}

/* --- attempts --- */

static bool
is_of_network(const CtGraph *graph, CtFactId id, unsigned depth)
{
    CtFact fact;

    if (id >= graph->first_reach_node && id < graph->first_auxiliary)
        return true;
    if (ct_graph_fact_of(graph, id, &fact))
        return fact.kind == CT_FACT_REACH || fact.kind == CT_FACT_GATED ||
               fact.kind == CT_FACT_SESSION || fact.kind == CT_FACT_OUT ||
               fact.kind == CT_FACT_PRESENCE || fact.kind == CT_FACT_LOCATED ||
               fact.kind == CT_FACT_NEARBY || fact.kind == CT_FACT_CONTACT; /* no mail either */
    if (id < graph->first_auxiliary || depth == 0)
        return false;
    uint8_t kind = graph->auxiliaries.data[id - graph->first_auxiliary].kind;

    if (kind == CT_AUXILIARY_HELD_REACH)
        return true;
    if (kind != CT_AUXILIARY_ANY && kind != CT_AUXILIARY_AT_LEAST)
        return false;
    for (uint32_t i = graph->gained_start[id]; i < graph->gained_start[id + 1]; i++)
        for (uint32_t p = graph->step_premise_start[graph->gained[i]];
             p < graph->step_premise_start[graph->gained[i] + 1]; p++)
            if (is_of_network(graph, graph->premises[p], depth - 1))
                return true;
    return false;
}

static bool
needs_kind(const CtGraph *graph, uint32_t graph_step, CtFactKind kind, uint32_t entity)
{
    for (uint32_t p = graph->step_premise_start[graph_step];
         p < graph->step_premise_start[graph_step + 1]; p++) {
        CtFact fact;

        if (ct_graph_fact_of(graph, graph->premises[p], &fact) && fact.kind == kind &&
            (entity == CT_NO_ID || fact.entity == entity))
            return true;
    }
    return false;
}

static bool
rests_on_network(const CtGraph *graph, uint32_t graph_step)
{
    for (uint32_t p = graph->step_premise_start[graph_step];
         p < graph->step_premise_start[graph_step + 1]; p++)
        if (is_of_network(graph, graph->premises[p], 4))
            return true;
    return false;
}

/* Whether an attempt gets by with a secret that anyone can find out: nothing of it is held, and no
 * machine or person gives it away. */
static bool
guesses(const CtGraph *graph, uint32_t graph_step, uint32_t credential)
{
    uint8_t strength = graph->instances->model->credentials.data[credential].strength;
    CtFact gain;

    return (strength == CT_STRENGTH_DEFAULT || strength == CT_STRENGTH_WEAK) &&
           ct_graph_fact_of(graph, graph->step_gain[graph_step], &gain) &&
           gain.kind == CT_FACT_SESSION &&
           !needs_kind(graph, graph_step, CT_FACT_HOLDS, credential) &&
           !needs_kind(graph, graph_step, CT_FACT_EXEC, CT_NO_ID) &&
           !needs_kind(graph, graph_step, CT_FACT_IMPLANT, CT_NO_ID) &&
           !needs_kind(graph, graph_step, CT_FACT_CONTACT, CT_NO_ID);
}

static void
gather_credential(Gathering *gathering, uint32_t step, uint32_t graph_step, uint32_t credential)
{
    ct_ids_add(&gathering->credential, credential);
    ct_ids_add(&gathering->user, step);
    if (guesses(gathering->graph, graph_step, credential))
        cut(gathering, CT_CUT_SECRET, credential, step);
}

static void
add_flaw(Gathering *gathering, uint32_t asset, uint32_t vulnerability, uint32_t step)
{
    ct_ids_add(&gathering->flaw_asset, asset);
    ct_ids_add(&gathering->flaw_vulnerability, vulnerability);
    ct_ids_add(&gathering->flaw_step, step);
}

static bool
is_row(CtSpan span, uint32_t row)
{
    return ct_span_is_stated(span) && row >= span.start && row < span.start + span.length;
}

/* @row is of a class, and sits in every bound asset of that class. What only an older release has
 * cannot be patched: going back to it is the attack. */
static void
gather_flaw(Gathering *gathering, uint32_t step, uint32_t row)
{
    const CtInstances *instances = gathering->graph->instances;
    uint32_t vulnerability = instances->classes->vulnerabilities.data[row].vulnerability;
    const CtIds *assets = gathering->of_asset;

    cut(gathering, CT_CUT_DISCLOSURE, vulnerability, step);
    for (uint32_t i = 0; i < assets->length; i++)
        if (is_row(ct_instances_class(instances, assets->data[i])->vulnerabilities, row))
            add_flaw(gathering, assets->data[i], vulnerability, step);
}

/* A flaw that is a credential: mending it on an asset ends the guessing of it there. */
static void
gather_means(Gathering *gathering, uint32_t step, uint32_t graph_step, uint32_t credential)
{
    const CtModel *model = gathering->graph->instances->model;

    if (!guesses(gathering->graph, graph_step, credential))
        return;
    for (uint32_t v = 0; v < model->vulnerabilities.length; v++) {
        if (model->vulnerabilities.data[v].means != credential)
            continue;
        cut(gathering, CT_CUT_DISCLOSURE, v, step);
        for (uint32_t i = 0; i < gathering->of_asset->length; i++)
            add_flaw(gathering, gathering->of_asset->data[i], v, step);
    }
}

static void
find_assets(const CtGraph *graph, uint32_t graph_step, CtIds *ret_assets)
{
    const CtTechnique *technique = graph->templates.data[graph->step_reason[graph_step]].technique;

    ret_assets->length = 0;
    if (technique->fans_out && graph->step_kind[graph_step] == CT_STEP_ATTEMPT) {
        uint32_t asset = asset_of(graph, graph->premises[graph->step_premise_start[graph_step]]);

        if (asset != CT_NO_ID)
            ct_ids_add(ret_assets, asset);
        return;
    }
    for (uint32_t v = 0; v < technique->n_variables; v++) {
        uint32_t entity = graph->bindings[graph->step_binding_start[graph_step] + v];

        if (technique->variable_kind[v] == CT_ENTITY_ASSET)
            ct_ids_add(ret_assets, entity);
        else if (technique->variable_kind[v] == CT_ENTITY_SERVICE)
            ct_ids_add(ret_assets, ct_instances_service_asset(graph->instances, entity));
    }
    ct_ids_sort_unique(ret_assets);
}

static void
gather_entities(Gathering *gathering, uint32_t step, uint32_t graph_step)
{
    const CtGraph *graph = gathering->graph;
    const CtTechnique *technique = graph->templates.data[graph->step_reason[graph_step]].technique;

    for (uint32_t v = 0; v < technique->n_variables; v++) {
        uint32_t entity = graph->bindings[graph->step_binding_start[graph_step] + v];

        if (technique->variable_kind[v] == CT_ENTITY_CHANNEL) {
            cut(gathering, CT_CUT_CHANNEL, entity, step);
        } else if (technique->variable_kind[v] == CT_ENTITY_CREDENTIAL) {
            gather_credential(gathering, step, graph_step, entity);
            gather_means(gathering, step, graph_step, entity);
        } else if (technique->variable_kind[v] == CT_ENTITY_VULNERABILITY) {
            gather_flaw(gathering, step, entity);
        }
    }
}

static bool
binds_channel(const CtTechnique *technique)
{
    for (uint32_t v = 0; v < technique->n_variables; v++)
        if (technique->variable_kind[v] == CT_ENTITY_CHANNEL)
            return true;
    return false;
}

/* Whether an attempt is a supplier's, who puts code into the device: for that it need not be there.
 */
static bool
is_built_in(const CtGraph *graph, uint32_t graph_step, uint32_t asset)
{
    CtFact gain;

    return ct_graph_fact_of(graph, graph->step_gain[graph_step], &gain) &&
           gain.kind == CT_FACT_IMPLANT && gain.entity == asset &&
           needs_kind(graph, graph_step, CT_FACT_SUPPLIER, CT_NO_ID);
}

static void
gather_bound(Gathering *gathering, uint32_t step, uint32_t graph_step)
{
    const CtGraph *graph = gathering->graph;
    const CtTechnique *technique = graph->templates.data[graph->step_reason[graph_step]].technique;

    if (graph->step_binding_start[graph_step] == graph->step_binding_start[graph_step + 1])
        return;
    find_assets(graph, graph_step, gathering->of_asset);
    bool by_network = rests_on_network(graph, graph_step) || binds_channel(technique);

    for (uint32_t i = 0; i < gathering->of_asset->length; i++) {
        uint32_t asset = gathering->of_asset->data[i];

        cut(gathering, CT_CUT_ASSET, asset, step);
        if (!is_built_in(graph, graph_step, asset))
            cut(gathering, CT_CUT_ABSENT, asset, step);
        if (by_network)
            cut(gathering, CT_CUT_NETWORK, asset, step);
    }
    gather_entities(gathering, step, graph_step);
}

static void
gather_step(Gathering *gathering, uint32_t step)
{
    uint32_t graph_step = gathering->course->graph_step[step];

    if (graph_step == CT_NO_ID)
        return;
    switch ((CtStepKind)gathering->graph->step_kind[graph_step]) {
    case CT_STEP_ATTEMPT:
    case CT_STEP_OUTCOME:
        gather_bound(gathering, step, graph_step);
        break;
    case CT_STEP_REACH:
        gather_reach(gathering, step, graph_step);
        break;
    case CT_STEP_DERIVED:
        gather_derived(gathering, step, graph_step);
        break;
    case CT_STEP_LOSS:
        break;
    }
}

static void
build_flaws(const Gathering *gathering, uint32_t n_assets)
{
    CtChanging *changing = gathering->changing;
    g_autofree uint32_t *at = g_new(uint32_t, (size_t)gathering->flaw_step.length + 1);
    g_auto(CtCsr) rows = {0};

    for (uint32_t i = 0; i < gathering->flaw_step.length; i++)
        at[i] = i;
    ct_csr_build(&rows, n_assets, gathering->flaw_asset.data, at, gathering->flaw_step.length);
    changing->flaws = g_new(CtFlawStep, (size_t)gathering->flaw_step.length + 1);
    for (uint32_t i = 0; i < gathering->flaw_step.length; i++)
        changing->flaws[i] =
            (CtFlawStep){.step = gathering->flaw_step.data[rows.value[i]],
                         .vulnerability = gathering->flaw_vulnerability.data[rows.value[i]]};
    changing->flaw_start = g_steal_pointer(&rows.start);
}

static void
build_cuts(const Gathering *gathering)
{
    const CtInstances *instances = gathering->graph->instances;
    const CtModel *model = instances->model;
    const uint32_t n_rows[CT_CUT_COUNT] = {
        [CT_CUT_NETWORK] = instances->n_assets,
        [CT_CUT_ASSET] = instances->n_assets,
        [CT_CUT_ABSENT] = instances->n_assets,
        [CT_CUT_CONDUIT] = model->conduits.length,
        [CT_CUT_RULE] = model->rules.length,
        [CT_CUT_CHANNEL] = model->channels.length,
        [CT_CUT_SECRET] = model->credentials.length,
        [CT_CUT_DISCLOSURE] = model->vulnerabilities.length,
    };

    for (int kind = 0; kind < CT_CUT_COUNT; kind++)
        ct_csr_build(&gathering->changing->cuts[kind], n_rows[kind], gathering->row[kind].data,
                     gathering->step[kind].data, gathering->row[kind].length);
    ct_csr_build(&gathering->changing->users, model->credentials.length, gathering->credential.data,
                 gathering->user.data, gathering->user.length);
    build_flaws(gathering, instances->n_assets);
}

static void
gathering_clear(Gathering *gathering)
{
    for (int kind = 0; kind < CT_CUT_COUNT; kind++) {
        ct_ids_clear(&gathering->row[kind]);
        ct_ids_clear(&gathering->step[kind]);
    }
    ct_ids_clear(&gathering->credential);
    ct_ids_clear(&gathering->user);
    ct_ids_clear(&gathering->flaw_asset);
    ct_ids_clear(&gathering->flaw_step);
    ct_ids_clear(&gathering->flaw_vulnerability);
}

void
ct_changing_gather(const CtCourse *course, CtChanging *changing)
{
    g_auto(CtIds) assets = {0};
    Gathering gathering = {.course = course,
                           .graph = course->graph,
                           .changing = changing,
                           .of_asset = &assets};

    for (uint32_t s = 0; s < course->n_steps; s++)
        gather_step(&gathering, s);
    build_cuts(&gathering);
    gathering_clear(&gathering);
}
