/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One small function a derivation. The strata have no cycles: held facts give origins, origins
 * give presence and packets under way, presence gives listeners, those give "can call out";
 * contact, operates and agreements follow from held facts alone.
 */
#include "attacks/derived.h"

#include "attacks/ground_pairs.h"

static CtFactId
fact(const CtGraph *graph, CtFactKind kind, uint32_t entity, CtLevel level)
{
    return ct_graph_fact(graph, (CtFact){.kind = (uint8_t)kind,
                                         .entity = entity,
                                         .level = (uint8_t)level});
}

static CtFactId
plain(const CtGraph *graph, CtFactKind kind, uint32_t entity)
{
    return fact(graph, kind, entity, CT_LEVEL_UNSTATED);
}

static void
derive(CtBuilder *builder, CtReason reason, CtFactId gain, CtFactId premise)
{
    ct_builder_add_step(builder, CT_STEP_DERIVED, reason, gain, &premise, 1);
}

static void
derive_levels(CtBuilder *builder, uint32_t kind)
{
    const CtGraph *graph = ct_builder_graph(builder);

    for (CtFactId id = graph->first_of_kind[kind]; id < graph->first_of_kind[kind + 1]; id += 2)
        derive(builder, CT_REASON_ADMIN_IS_USER, id, id + 1);
}

/* Nothing else is known of a kind that a technique file declares. */
static void
derive_declared(CtBuilder *builder)
{
    const CtFactKinds *kinds = ct_builder_graph(builder)->kinds;

    for (uint32_t kind = CT_FACT_COUNT; kind < kinds->n; kind++)
        if (kinds->infos[kind].levels == 2)
            derive_levels(builder, kind);
}

static void
derive_origins(CtBuilder *builder)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtReach *reach = graph->reach;
    CtFactId node = graph->first_reach_node;

    for (uint32_t a = 0; a < graph->instances->n_assets; a++)
        for (uint32_t i = reach->asset_origins.start[a]; i < reach->asset_origins.start[a + 1]; i++)
            derive(builder, CT_REASON_SENDS_FROM, node + reach->asset_origins.value[i],
                   fact(graph, CT_FACT_EXEC, a, CT_LEVEL_USER));
    for (uint32_t n = 0; n < graph->instances->n_networks; n++) {
        derive(builder, CT_REASON_LOCATED_SENDS, node + reach->anonymous_origin[n],
               plain(graph, CT_FACT_LOCATED, n));
        if (reach->listen[n] != CT_NO_ID)
            derive(builder, CT_REASON_LISTENS, node + reach->listen[n],
                   plain(graph, CT_FACT_PRESENCE, n));
    }
}

/* What reach nodes mean as facts that can be named. A diode yields no reach: only implants cross
 * it, and the grounding takes those from the node itself. */
static void
derive_from_nodes(CtBuilder *builder)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtReach *reach = graph->reach;

    for (uint32_t i = 0; i < reach->nodes.length; i++) {
        const CtReachNode *row = &reach->nodes.data[i];
        const CtSignature *signature = &reach->signatures.data[row->signature];
        CtFactId node = graph->first_reach_node + i;

        if (row->kind == CT_REACH_ORIGIN)
            derive(builder, CT_REASON_PRESENT, plain(graph, CT_FACT_PRESENCE, row->place), node);
        else if (row->kind == CT_REACH_OUT)
            derive(builder, CT_REASON_CALLS_OUT, plain(graph, CT_FACT_OUT, row->place), node);
        else if (row->kind == CT_REACH_GROUP && signature->inspection != CT_INSPECTION_DIODE) {
            bool gated = ct_signature_is_gated(signature);

            derive(builder, gated ? CT_REASON_ARRIVES_GATED : CT_REASON_ARRIVES,
                   graph->first_of_kind[gated ? CT_FACT_GATED : CT_FACT_REACH] + row->place, node);
        }
    }
}

static void
derive_edges(CtBuilder *builder)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtReach *reach = graph->reach;
    CtFactId node = graph->first_reach_node;

    for (uint32_t i = 0; i < reach->edges.length; i++) {
        const CtReachEdge *edge = &reach->edges.data[i];
        CtFactId premises[2] = {node + edge->from};
        uint32_t n = 1;

        if (edge->opener != CT_NO_ID)
            premises[n++] = fact(graph, CT_FACT_EXEC, edge->opener, CT_LEVEL_ADMIN);
        ct_builder_add_step(builder, CT_STEP_REACH, i, node + edge->to, premises, n);
    }
}

static void
derive_people(CtBuilder *builder)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtInstances *instances = graph->instances;
    const CtModel *model = instances->model;

    for (uint32_t p = 0; p < model->people.length; p++) {
        derive(builder, CT_REASON_ACTS, plain(graph, CT_FACT_PERSUADED, p),
               plain(graph, CT_FACT_PEOPLE, p));
        if (!ct_tri_or(model->people.data[p].mail, true))
            continue;
        for (uint32_t n = 0; n < instances->n_networks; n++)
            if (model->networks.data[instances->network_row[n]].medium == CT_MEDIUM_INTERNET)
                derive(builder, CT_REASON_MAIL, plain(graph, CT_FACT_CONTACT, p),
                       plain(graph, CT_FACT_PRESENCE, n));
    }
}

static void
derive_sites(CtBuilder *builder, CtRelations *relations)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtModel *model = graph->instances->model;

    for (uint32_t s = 0; s < model->sites.length; s++) {
        CtSpan access = model->sites.data[s].access;
        CtFactId there = plain(graph, CT_FACT_TOUCHES_SITE, s);
        uint32_t n;
        const uint32_t *assets =
            ct_relations_walk(relations, CT_RELATION_HOUSES, s, CT_NO_ID, 0, &n);

        for (uint32_t i = 0; i < n; i++)
            derive(builder, CT_REASON_STANDS_THERE, plain(graph, CT_FACT_TOUCHES, assets[i]),
                   there);
        for (uint32_t i = 0; ct_span_is_stated(access) && i < access.length; i++)
            derive(builder, CT_REASON_SITE_ACCESS, there,
                   plain(graph, CT_FACT_PEOPLE, model->pool.data[access.start + i]));
    }
}

static void
derive_conditions(CtBuilder *builder)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtModel *model = graph->instances->model;

    for (uint32_t c = 0; c < model->conditions.length; c++)
        if (ct_tri_or(model->conditions.data[c].holds, false))
            ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_CONDITION_HOLDS,
                                plain(graph, CT_FACT_CONDITION, c), NULL, 0);
}

static void
derive_operates(CtBuilder *builder, CtRelations *relations, const CtCsr *installed, uint32_t ch)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtModel *model = graph->instances->model;
    const CtChannel *channel = &model->channels.data[ch];
    const CtCsr *openers = &graph->instances->channel_openers;
    bool is_open = openers->start[ch] == openers->start[ch + 1];
    CtFactId operates = plain(graph, CT_FACT_OPERATES, ch);
    g_auto(CtIds) services = {0};
    uint32_t n;
    const uint32_t *senders =
        ct_relations_walk(relations, CT_RELATION_SENT_BY, ch, CT_NO_ID, 0, &n);

    for (uint32_t i = 0; i < n; i++)
        derive(builder, CT_REASON_SENDER_OPERATES, operates,
               fact(graph, CT_FACT_EXEC, senders[i], CT_LEVEL_ADMIN));
    if (channel->operated_by == CT_NO_ID)
        return;
    ct_pairs_services(graph->instances, installed, &model->service_refs.data[channel->operated_by],
                      &services);
    for (uint32_t i = 0; i < services.length; i++) {
        CtFactId premises[2] = {fact(graph, CT_FACT_SESSION, services.data[i], CT_LEVEL_USER)};

        if (is_open)
            derive(builder, CT_REASON_SESSION_OPERATES, operates,
                   fact(graph, CT_FACT_SESSION, services.data[i], CT_LEVEL_ADMIN));
        for (uint32_t k = openers->start[ch]; k < openers->start[ch + 1]; k++) {
            premises[1] = plain(graph, CT_FACT_HOLDS, openers->value[k]);
            ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_CREDENTIAL_OPERATES, operates,
                                premises, 2);
        }
    }
}

/* At least k of the groups of approvers; a group stands for a person of it, so no more are asked
 * than there are groups. */
static CtFactId
derive_approval(CtBuilder *builder, const CtChannel *channel)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtModel *model = graph->instances->model;
    uint32_t need = MIN(channel->approvals, channel->approvers.length);
    CtFactId approved =
        ct_builder_add_auxiliary(builder, CT_AUXILIARY_AT_LEAST, channel->approvers.length, need);
    g_auto(CtIds) premises = {0};

    for (uint32_t i = 0; i < channel->approvers.length; i++)
        ct_ids_add(&premises,
                   plain(graph, CT_FACT_PERSUADED, model->pool.data[channel->approvers.start + i]));
    ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_ALL_CONFIRM, approved, premises.data,
                        premises.length);
    ct_builder_set_need(builder, need);
    return approved;
}

static void
put_party(const CtGraph *graph, const CtParty *party, CtIds *premises)
{
    const CtCsr *selected = &graph->instances->selected;

    if (party->kind == CT_PARTY_CREDENTIAL)
        ct_ids_add(premises, plain(graph, CT_FACT_HOLDS, party->id));
    else if (party->kind == CT_PARTY_PEOPLE)
        ct_ids_add(premises, plain(graph, CT_FACT_PERSUADED, party->id));
    else
        for (uint32_t i = selected->start[party->id]; i < selected->start[party->id + 1]; i++)
            ct_ids_add(premises, fact(graph, CT_FACT_EXEC, selected->value[i], CT_LEVEL_ADMIN));
}

static void
derive_agreement(CtBuilder *builder, uint32_t ch)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtModel *model = graph->instances->model;
    const CtChannel *channel = &model->channels.data[ch];
    g_auto(CtIds) premises = {0};

    for (uint32_t i = 0;
         ct_span_is_stated(channel->confirmed_by) && i < channel->confirmed_by.length; i++)
        put_party(graph, &model->parties.data[channel->confirmed_by.start + i], &premises);
    if (channel->approvals > 0 && channel->approvers.length > 0)
        ct_ids_add(&premises, derive_approval(builder, channel));
    ct_builder_add_step(builder, CT_STEP_DERIVED,
                        premises.length == 0 ? CT_REASON_NOBODY_CONFIRMS : CT_REASON_ALL_CONFIRM,
                        plain(graph, CT_FACT_AGREED, ch), premises.data, premises.length);
}

/* Each key held, or usable where it signs by itself. */
static void
derive_signature(CtBuilder *builder, CtSpan keys, CtFactId signed_fact)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtModel *model = graph->instances->model;
    g_auto(CtIds) premises = {0};

    for (uint32_t i = 0; ct_span_is_stated(keys) && i < keys.length; i++) {
        uint32_t key = model->pool.data[keys.start + i];
        CtFactId either = ct_builder_add_auxiliary(builder, CT_AUXILIARY_ANY, key, 2);

        derive(builder, CT_REASON_ALTERNATIVE, either, plain(graph, CT_FACT_HOLDS, key));
        derive(builder, CT_REASON_SIGNS_AS_HOLDS, either, plain(graph, CT_FACT_SIGNS, key));
        ct_ids_add(&premises, either);
    }
    ct_builder_add_step(builder, CT_STEP_DERIVED,
                        premises.length == 0 ? CT_REASON_UNSIGNED : CT_REASON_ALL_SIGN, signed_fact,
                        premises.data, premises.length);
}

void
ct_derive_structure(CtBuilder *builder, CtRelations *relations)
{
    const CtGraph *graph = ct_builder_graph(builder);
    const CtModel *model = graph->instances->model;
    g_auto(CtCsr) installed = {0};

    derive_levels(builder, CT_FACT_EXEC);
    derive_levels(builder, CT_FACT_IMPLANT);
    derive_levels(builder, CT_FACT_SESSION);
    derive_declared(builder);
    derive_origins(builder);
    derive_from_nodes(builder);
    derive_edges(builder);
    derive_people(builder);
    derive_sites(builder, relations);
    derive_conditions(builder);
    ct_pairs_installed(graph->instances, &installed);
    for (uint32_t ch = 0; ch < model->channels.length; ch++) {
        derive_operates(builder, relations, &installed, ch);
        derive_agreement(builder, ch);
        derive_signature(builder, model->channels.data[ch].signed_with,
                         plain(graph, CT_FACT_SIGNED, ch));
    }
    for (uint32_t d = 0; d < model->data.length; d++)
        derive_signature(builder, model->data.data[d].signed_with,
                         plain(graph, CT_FACT_SIGNED_DATA, d));
    ct_derive_functions(builder, relations);
}
