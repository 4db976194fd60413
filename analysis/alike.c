/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/alike.h"

/* The assets by which a copy of a zone, or of what is replicated with it, is told from the others.
 */
static void
add_zone_assets(const CtInstances *instances, uint32_t zone, CtIds *assets)
{
    for (uint32_t a = 0; a < instances->n_assets; a++)
        if (instances->asset_zone[a] == zone)
            ct_ids_add(assets, a);
}

void
ct_alike_named_assets(const CtGraph *graph,
                      const CtFactId *facts,
                      size_t n_facts,
                      CtIds *ret_assets)
{
    const CtInstances *instances = graph->instances;

    for (size_t i = 0; i < n_facts; i++) {
        CtFact fact;

        if (!ct_graph_fact_of(graph, facts[i], &fact))
            continue;
        switch (ct_fact_kind_entity(graph->kinds, fact.kind)) {
        case CT_ENTITY_ASSET:
            ct_ids_add(ret_assets, fact.entity);
            break;
        case CT_ENTITY_SERVICE:
            ct_ids_add(ret_assets, ct_instances_service_asset(instances, fact.entity));
            break;
        case CT_ENTITY_NETWORK:
            if (instances->network_home[fact.entity] != CT_NO_ID)
                add_zone_assets(instances, instances->network_home[fact.entity], ret_assets);
            break;
        case CT_ENTITY_ZONE:
            add_zone_assets(instances, fact.entity, ret_assets);
            break;
        default:
            break;
        }
    }
    ct_ids_sort_unique(ret_assets);
}

size_t
ct_alike_stand_in(const CtInstances *instances,
                  const CtFolds *folds,
                  CtEntityKind kind,
                  uint32_t entity,
                  uint32_t *key)
{
    uint32_t asset;

    switch (kind) {
    case CT_ENTITY_ASSET:
        key[0] = folds->of_asset[entity];
        return 1;
    case CT_ENTITY_SERVICE:
        asset = ct_instances_service_asset(instances, entity);
        key[0] = folds->of_asset[asset];
        key[1] = entity - instances->service_first[asset];
        return 2;
    case CT_ENTITY_ZONE:
        key[0] = folds->of_zone[entity];
        return 1;
    case CT_ENTITY_NETWORK:
        if (instances->network_home[entity] != CT_NO_ID) {
            key[0] = instances->network_row[entity];
            key[1] = folds->of_zone[instances->network_home[entity]];
            return 2;
        }
        key[0] = entity;
        return 1;
    default:
        key[0] = entity;
        return 1;
    }
}

/* Template and bindings, with what they are like in place of instances. */
static GBytes *
key_of(const CtGraph *graph, const CtFolds *folds, uint32_t step)
{
    uint32_t start = graph->step_binding_start[step];
    uint32_t n = graph->step_binding_start[step + 1] - start;
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;
    uint32_t key[2 * CT_MAX_VARIABLES + 1] = {graph->step_reason[step]};
    size_t length = 1;

    for (uint32_t v = 0; v < n && v < CT_MAX_VARIABLES; v++)
        length +=
            ct_alike_stand_in(graph->instances, folds, (CtEntityKind)technique->variable_kind[v],
                              graph->bindings[start + v], key + length);
    return g_bytes_new(key, length * sizeof *key);
}

static void
number_orbits(CtAlike *alike, const CtGraph *graph, const CtFolds *folds)
{
    g_autoptr(GHashTable) orbits = /* key → orbit + 1; asked, never walked */
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    g_auto(CtIds) rows = {0}, steps = {0};
    uint32_t n_orbits = 0;

    for (uint32_t step = 0; step < graph->n_steps; step++) {
        alike->orbit[step] = CT_NO_ID;
        if (graph->step_kind[step] != CT_STEP_ATTEMPT)
            continue;

        GBytes *key = key_of(graph, folds, step);
        gpointer known = g_hash_table_lookup(orbits, key);

        if (known == NULL) {
            known = GUINT_TO_POINTER(++n_orbits);
            g_hash_table_insert(orbits, g_bytes_ref(key), known);
        }
        g_bytes_unref(key);
        alike->orbit[step] = GPOINTER_TO_UINT(known) - 1;
        ct_ids_add(&rows, alike->orbit[step]);
        ct_ids_add(&steps, step);
    }
    ct_csr_build(&alike->members, n_orbits, rows.data, steps.data, rows.length);
}

CtAlike *
ct_alike_new(const CtGraph *graph, const CtFactId *named, size_t n_named)
{
    g_auto(CtIds) assets = {0};
    CtAlike *alike;

    if (graph->instances == NULL || graph->n_steps > CT_ALIKE_MOST_STEPS)
        return NULL;
    ct_alike_named_assets(graph, named, n_named, &assets);
    g_autoptr(CtFolds) folds = ct_folds_new(graph->instances, assets.data, assets.length);
    if (folds->n_folds == graph->instances->n_assets)
        return NULL;
    alike = g_new0(CtAlike, 1);
    alike->orbit = g_new(uint32_t, (size_t)graph->n_steps + 1);
    number_orbits(alike, graph, folds);
    return alike;
}

void
ct_alike_free(CtAlike *alike)
{
    if (alike == NULL)
        return;
    g_free(alike->orbit);
    ct_csr_clear(&alike->members);
    g_free(alike);
}
