/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which children of a node differ in alike assets alone. */
#include "analysis/tree_parts.h"

void
ct_tree_folds_init(CtTreeFolds *folds,
                   const CtGraph *graph,
                   const CtFactId *entries,
                   size_t n_entries,
                   const CtFactId *goals,
                   uint32_t n_goals)
{
    g_auto(CtIds) named = {0};
    g_auto(CtIds) assets = {0};

    *folds = (CtTreeFolds){.graph = graph};
    for (size_t i = 0; i < n_entries; i++)
        ct_ids_add(&named, entries[i]);
    for (uint32_t i = 0; i < n_goals; i++)
        ct_ids_add(&named, goals[i]);
    folds->alike = ct_alike_new(graph, named.data, named.length);
    if (folds->alike == NULL)
        return;
    for (uint32_t i = 0; i < named.length; i++) {
        CtFact fact;

        if (!ct_graph_fact_of(graph, named.data[i], &fact))
            continue;
        if (graph->kinds->infos[fact.kind].entity == CT_ENTITY_ASSET)
            ct_ids_add(&assets, fact.entity);
        else if (graph->kinds->infos[fact.kind].entity == CT_ENTITY_SERVICE)
            ct_ids_add(&assets, ct_instances_service_asset(graph->instances, fact.entity));
    }
    ct_ids_sort_unique(&assets);
    folds->folds = ct_folds_new(graph->instances, assets.data, assets.length);
}

void
ct_tree_folds_clear(CtTreeFolds *folds)
{
    ct_alike_free(folds->alike);
    ct_folds_free(folds->folds);
    *folds = (CtTreeFolds){0};
}

/* The asset that @fact speaks of, and its number among that asset's services; CT_NO_ID. */
static uint32_t
asset_of(const CtGraph *graph, CtFactId fact, uint32_t *ret_service)
{
    CtFact named;

    *ret_service = CT_NO_ID;
    if (fact == CT_NO_ID)
        return CT_NO_ID;
    if (!ct_graph_fact_of(graph, fact, &named)) {
        if (fact >= graph->first_auxiliary) {
            const CtAuxiliary *row = &graph->auxiliaries.data[fact - graph->first_auxiliary];

            return row->kind == CT_AUXILIARY_LOST ? row->a : CT_NO_ID;
        }
        return CT_NO_ID;
    }
    if (named.kind == CT_FACT_REACH || named.kind == CT_FACT_GATED)
        return CT_NO_ID; /* of a group of services */
    if (graph->kinds->infos[named.kind].entity == CT_ENTITY_ASSET)
        return named.entity;
    if (graph->kinds->infos[named.kind].entity != CT_ENTITY_SERVICE)
        return CT_NO_ID;
    uint32_t asset = ct_instances_service_asset(graph->instances, named.entity);

    *ret_service = named.entity - graph->instances->service_first[asset];
    return asset;
}

/*
 * Exchanging two alike assets of one zone moves nothing else. Assets of different copies of a zone
 * are exchanged with all that stands in the copies: that leaves a node as it is only if nothing it
 * speaks of stands in a copy.
 */
static bool
is_in_copies(const CtInstances *instances, uint32_t zone)
{
    uint32_t row = instances->zone_row[zone];

    return instances->zone_first[row + 1] - instances->zone_first[row] > 1;
}

static bool
node_stays(const CtGraph *graph, uint32_t i)
{
    const CtInstances *instances = graph->instances;
    const CtReachNode *node = &graph->reach->nodes.data[i];

    switch ((CtReachNodeKind)node->kind) {
    case CT_REACH_ORIGIN:
    case CT_REACH_LISTEN:
    case CT_REACH_OUT:
        return instances->network_home[node->place] == CT_NO_ID;
    case CT_REACH_TRANSIT:
        return node->place == CT_NO_ID || !is_in_copies(instances, node->place);
    case CT_REACH_GROUP:
        break;
    }
    uint32_t first =
        graph->reach->group_services.value[graph->reach->group_services.start[node->place]];

    return !is_in_copies(instances,
                         instances->asset_zone[ct_instances_service_asset(instances, first)]);
}

/* Whether exchanging copies of zones leaves @fact as it is. */
static bool
stays(const CtGraph *graph, CtFactId fact, uint32_t asset)
{
    const CtInstances *instances = graph->instances;
    CtFact named;

    if (instances->n_zones == instances->model->zones.length)
        return true;
    if (asset != CT_NO_ID)
        return !is_in_copies(instances, instances->asset_zone[asset]);
    if (fact == CT_NO_ID)
        return true;
    if (!ct_graph_fact_of(graph, fact, &named))
        return fact < graph->first_auxiliary && node_stays(graph, fact - graph->first_reach_node);
    switch ((CtEntityKind)graph->kinds->infos[named.kind].entity) {
    case CT_ENTITY_NETWORK:
        return instances->network_home[named.entity] == CT_NO_ID;
    case CT_ENTITY_ZONE:
        return !is_in_copies(instances, named.entity);
    case CT_ENTITY_SERVICE:
        return false; /* of a group of services, of which the first need not speak for all */
    default:
        return true;
    }
}

static void
add_word(GArray *key, uint32_t word)
{
    g_array_append_val(key, word);
}

/* An attempt: the orbit, which of its variables are the node's own asset, and the zones. */
static bool
put_step_key(
    const CtTreeFolds *folds, uint32_t of_parent, bool parent_stays, uint32_t step, GArray *key)
{
    const CtGraph *graph = folds->graph;
    const CtInstances *instances = graph->instances;
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;
    uint32_t start = graph->step_binding_start[step];
    uint32_t n = graph->step_binding_start[step + 1] - start;

    if (folds->alike->orbit[step] == CT_NO_ID || n == 0)
        return false;
    add_word(key, folds->alike->orbit[step]);
    for (uint32_t v = 0; v < n; v++) {
        uint32_t asset = graph->bindings[start + v];

        if (technique->variable_kind[v] == CT_ENTITY_SERVICE)
            asset = ct_instances_service_asset(instances, asset);
        else if (technique->variable_kind[v] != CT_ENTITY_ASSET)
            continue;
        add_word(key, asset == of_parent ? 1 : 0);
        add_word(key, parent_stays ? CT_NO_ID : instances->asset_zone[asset]);
    }
    return true;
}

static bool
put_fact_key(
    const CtTreeFolds *folds, uint32_t of_parent, bool parent_stays, CtFactId fact, GArray *key)
{
    const CtGraph *graph = folds->graph;
    uint32_t service;
    uint32_t asset = asset_of(graph, fact, &service);
    CtFact named;

    if (asset == CT_NO_ID || asset == of_parent)
        return false;
    add_word(key, folds->folds->of_asset[asset]);
    add_word(key, service);
    add_word(key, parent_stays ? CT_NO_ID : graph->instances->asset_zone[asset]);
    if (ct_graph_fact_of(graph, fact, &named)) {
        add_word(key, named.kind);
        add_word(key, named.level);
    } else {
        add_word(key, CT_NO_ID);
        add_word(key, graph->auxiliaries.data[fact - graph->first_auxiliary].b);
    }
    return true;
}

GBytes *
ct_tree_folds_key(const CtTreeFolds *folds, CtFactId parent, CtFactId fact, uint32_t step)
{
    g_autoptr(GArray) key = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t service;

    if (folds->alike == NULL)
        return NULL;
    uint32_t of_parent = asset_of(folds->graph, parent, &service);
    bool parent_stays = stays(folds->graph, parent, of_parent);

    add_word(key, step != CT_NO_ID);
    if (step != CT_NO_ID ? !put_step_key(folds, of_parent, parent_stays, step, key)
                         : !put_fact_key(folds, of_parent, parent_stays, fact, key))
        return NULL;
    return g_bytes_new(key->data, key->len * sizeof(uint32_t));
}
