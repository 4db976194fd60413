/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/alike.h"

#include "attacks/fold.h"

/* The assets that @facts speak of. */
static void
named_assets(const CtGraph *graph, const CtFactId *facts, size_t n_facts, CtIds *ret_assets)
{
    for (size_t i = 0; i < n_facts; i++) {
        CtFact fact;

        if (!ct_graph_fact_of(graph, facts[i], &fact))
            continue;
        if (ct_fact_kind_entity(graph->kinds, fact.kind) == CT_ENTITY_ASSET)
            ct_ids_add(ret_assets, fact.entity);
        else if (ct_fact_kind_entity(graph->kinds, fact.kind) == CT_ENTITY_SERVICE)
            ct_ids_add(ret_assets, ct_instances_service_asset(graph->instances, fact.entity));
    }
    ct_ids_sort_unique(ret_assets);
}

/* Template and bindings, with folds in place of assets and services counted on theirs. */
static GBytes *
key_of(const CtGraph *graph, const CtFolds *folds, uint32_t step)
{
    uint32_t start = graph->step_binding_start[step];
    uint32_t n = graph->step_binding_start[step + 1] - start;
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;
    uint32_t key[2 * CT_MAX_VARIABLES + 1] = {graph->step_reason[step]};
    size_t length = 1;

    for (uint32_t v = 0; v < n && v < CT_MAX_VARIABLES; v++) {
        uint32_t entity = graph->bindings[start + v];

        if (technique->variable_kind[v] == CT_ENTITY_ASSET) {
            key[length++] = folds->of_asset[entity];
        } else if (technique->variable_kind[v] == CT_ENTITY_SERVICE) {
            uint32_t asset = ct_instances_service_asset(graph->instances, entity);

            key[length++] = folds->of_asset[asset];
            key[length++] = entity - graph->instances->service_first[asset];
        } else {
            key[length++] = entity;
        }
    }
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
    named_assets(graph, named, n_named, &assets);
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
