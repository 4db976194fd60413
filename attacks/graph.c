/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fact numbers to facts and back, texts, and the end of a graph. */
#include "attacks/graph.h"

static const char *const reason_texts[CT_REASON_COUNT] = {
#define CT_REASON(NAME, text) [CT_REASON_##NAME] = text,
#include "attacks/reasons.def"
#undef CT_REASON
};

const char *
ct_reason_text(CtReason reason)
{
    g_return_val_if_fail(reason < CT_REASON_COUNT, "");
    return reason_texts[reason];
}

void
ct_graph_free(CtGraph *graph)
{
    if (graph == NULL)
        return;
    g_free(graph->auxiliaries.data);
    g_free(graph->templates.data);
    g_free(graph->needs_several);
    ct_ids_clear(&graph->needs_nothing);
    g_free(graph->step_gain);
    g_free(graph->step_premise_start);
    g_free(graph->premises);
    g_free(graph->step_need);
    g_free(graph->step_kind);
    g_free(graph->step_reason);
    g_free(graph->step_binding_start);
    g_free(graph->bindings);
    g_free(graph->uses_start);
    g_free(graph->uses);
    g_free(graph->gained_start);
    g_free(graph->gained);
    g_free(graph);
}

CtFactId
ct_graph_fact(const CtGraph *graph, CtFact fact)
{
    CtFactId first = graph->first_of_kind[fact.kind];
    CtFactId id;

    if (fact.kind == CT_FACT_REACH || fact.kind == CT_FACT_GATED)
        id = first + graph->reach->group_of_service[fact.entity];
    else if (graph->kinds->infos[fact.kind].levels == 2)
        id = first + 2 * fact.entity + (fact.level == CT_LEVEL_ADMIN ? 1 : 0);
    else
        id = first + fact.entity;
    g_assert(id < graph->first_of_kind[fact.kind + 1]);
    return id;
}

static uint8_t
kind_of(const CtGraph *graph, CtFactId id)
{
    uint8_t low = 0;
    uint8_t high = (uint8_t)graph->kinds->n;

    /* The last kind that begins at or before the number; empty kinds share a beginning. */
    while (high - low > 1) {
        uint8_t middle = (uint8_t)((low + high) / 2);

        if (graph->first_of_kind[middle] <= id)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool
ct_graph_fact_of(const CtGraph *graph, CtFactId id, CtFact *ret_fact)
{
    if (id >= graph->first_reach_node)
        return false;

    CtFact fact = {.kind = kind_of(graph, id)};
    uint32_t offset = id - graph->first_of_kind[fact.kind];

    if (fact.kind == CT_FACT_REACH || fact.kind == CT_FACT_GATED) {
        const CtCsr *services = &graph->reach->group_services;

        fact.entity = services->value[services->start[offset]];
    } else if (graph->kinds->infos[fact.kind].levels == 2) {
        fact.entity = offset / 2;
        fact.level = offset % 2 == 1 ? CT_LEVEL_ADMIN : CT_LEVEL_USER;
    } else {
        fact.entity = offset;
    }
    *ret_fact = fact;
    return true;
}

static char *
reach_node_text(const CtGraph *graph, uint32_t node)
{
    const CtReachNode *row = &graph->reach->nodes.data[node];
    g_autofree char *place = NULL;

    switch ((CtReachNodeKind)row->kind) {
    case CT_REACH_ORIGIN:
        place = ct_instances_network_text(graph->instances, row->place);
        return g_strdup_printf("can send from %s", place);
    case CT_REACH_TRANSIT:
        if (row->place == CT_NO_ID)
            return g_strdup("packets have passed a conduit");
        place = ct_instances_zone_text(graph->instances, row->place);
        return g_strdup_printf("packets stand at %s", place);
    case CT_REACH_GROUP: {
        const CtCsr *services = &graph->reach->group_services;

        place = ct_instances_service_text(graph->instances,
                                          services->value[services->start[row->place]]);
        return g_strdup_printf("packets arrive at %s", place);
    }
    case CT_REACH_LISTEN:
        place = ct_instances_network_text(graph->instances, row->place);
        return g_strdup_printf("can be called back on %s", place);
    case CT_REACH_OUT:
        place = ct_instances_network_text(graph->instances, row->place);
        return g_strdup_printf("a host on %s can call out", place);
    }
    return g_strdup("");
}

static char *
auxiliary_text(const CtGraph *graph, const CtAuxiliary *auxiliary)
{
    g_autofree char *entity = NULL;

    switch ((CtAuxiliaryKind)auxiliary->kind) {
    case CT_AUXILIARY_ATTEMPT: {
        uint32_t template = graph->step_reason[auxiliary->a];

        return g_strdup_printf("%s succeeded", graph->templates.data[template].technique->title);
    }
    case CT_AUXILIARY_ANY:
        return g_strdup("one of several");
    case CT_AUXILIARY_AT_LEAST:
        return g_strdup_printf("at least %u of several", auxiliary->b);
    case CT_AUXILIARY_LOST:
        entity = ct_instances_asset_text(graph->instances, auxiliary->a);
        return g_strdup_printf("%s fails those that need it", entity);
    case CT_AUXILIARY_HELD_REACH: {
        const CtCsr *services = &graph->reach->group_services;

        entity = ct_instances_service_text(graph->instances,
                                           services->value[services->start[auxiliary->a]]);
        return g_strdup_printf("a trust path reaches %s", entity);
    }
    }
    return g_strdup("");
}

char *
ct_graph_fact_text(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    if (ct_graph_fact_of(graph, id, &fact))
        return ct_fact_text(graph->kinds, graph->instances, fact);
    if (id < graph->first_auxiliary)
        return reach_node_text(graph, id - graph->first_reach_node);
    return auxiliary_text(graph, &graph->auxiliaries.data[id - graph->first_auxiliary]);
}
