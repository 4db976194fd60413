/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blast radii and attack surface as plain data. */
#include "analysis/exposure_parts.h"

#include "analysis/blast.h"
#include "analysis/closure64.h"
#include "analysis/surface.h"

static const char *
entity_text(const CtTwin *twin, CtFact fact, CtDossierStore *store)
{
    return ct_store_take_text(store,
                              ct_entity_text(twin->instances,
                                             ct_fact_kind_entity(&ct_fact_kinds_builtin, fact.kind),
                                             fact.entity));
}

static const char *
entity_kind(CtFact fact)
{
    return ct_entity_kind_text(ct_fact_kind_entity(&ct_fact_kinds_builtin, fact.kind));
}

static CtPos
entity_pos(const CtTwin *twin, CtFact fact)
{
    return ct_entity_pos(twin->instances, ct_fact_kind_entity(&ct_fact_kinds_builtin, fact.kind),
                         fact.entity);
}

/* As many sources as the work allows, in whole sweeps. */
static uint32_t
sources_allowed(const CtGraph *graph, const CtExposureOptions *options)
{
    uint64_t sweep = (uint64_t)graph->n_facts + graph->n_steps + 1;
    uint64_t sweeps = MAX(options->blast_work / sweep, 1);

    return sweeps >= UINT32_MAX / CT_N_WORLDS
               ? options->max_sources
               : (uint32_t)MIN(sweeps * CT_N_WORLDS, options->max_sources);
}

/* @own: instances that are the source itself, and no harm beside it. */
static CtBlastRange
range_of(
    const CtTwin *twin, const CtBlast *blast, CtFactKind kind, uint32_t own, CtDossierStore *store)
{
    CtBlastRange range = {0};
    const CtBlastRow *worst = NULL;
    double sum = 0;

    for (uint32_t i = 0; i < blast->n_rows && blast->n_assets > own; i++) {
        const CtBlastRow *row = &blast->rows[i];

        if (row->source.kind != kind)
            continue;
        double share =
            (double)(row->n_assets - MIN(own, row->n_assets)) / (double)(blast->n_assets - own);

        range.n += row->n_alike;
        sum += share * row->n_alike;
        if (worst == NULL || share > range.most)
            worst = row;
        range.most = MAX(range.most, share);
    }
    if (worst == NULL)
        return range;
    range.mean = sum / (double)range.n;
    range.worst = entity_text(twin, worst->source, store);
    return range;
}

void
ct_exposure_blast(const CtTwin *twin,
                  const CtExposureOptions *options,
                  CtDossierStore *store,
                  CtBlastFinding *ret_blast)
{
    g_autoptr(CtFolds) folds = ct_folds_new(twin->instances, NULL, 0);
    g_autoptr(CtBlast) blast =
        ct_blast_new(twin->graph, folds, sources_allowed(twin->graph, options), options->seed);

    *ret_blast = (CtBlastFinding){
        .n_sources = blast->n_sources,
        .n_computed = blast->n_rows,
        .seed = options->seed,
        .n_assets = blast->n_assets,
        .weighted_all = blast->weighted_all,
        .n_listed = MIN(blast->n_rows, options->blast_listed),
        .assets = range_of(twin, blast, CT_FACT_EXEC, 1, store),
        .suppliers = range_of(twin, blast, CT_FACT_SUPPLIER, 0, store),
    };
    ret_blast->sources = ct_store_alloc(store, ret_blast->n_listed, sizeof *ret_blast->sources);
    for (uint32_t i = 0; i < ret_blast->n_listed; i++) {
        const CtBlastRow *row = &blast->rows[i];

        ret_blast->sources[i] = (CtBlastSource){
            .kind = entity_kind(row->source),
            .id = entity_text(twin, row->source, store),
            .pos = entity_pos(twin, row->source),
            .n_alike = row->n_alike,
            .n_assets = row->n_assets,
            .weighted = row->weighted,
            .n_process = row->n_process,
            .n_zones = row->n_zones,
            .n_functions = row->n_functions,
            .n_data = row->n_data,
        };
    }
}

static bool
is_service(const CtSurfaceRow *row)
{
    return row->fact.kind == CT_FACT_REACH || row->fact.kind == CT_FACT_GATED;
}

static void
count_entry(CtSurfaceFinding *surface, const CtSurfaceRow *row)
{
    surface->n_services += is_service(row) ? row->n_alike : 0;
    surface->n_gated += row->fact.kind == CT_FACT_GATED ? row->n_alike : 0;
    surface->n_people += row->fact.kind == CT_FACT_CONTACT ? 1 : 0;
    surface->n_channels += row->fact.kind == CT_FACT_OPERATES ? 1 : 0;
    surface->n_networks += row->fact.kind == CT_FACT_PRESENCE ? 1 : 0;
}

void
ct_exposure_surface(const CtTwin *twin, CtDossierStore *store, CtSurfaceFinding *ret_surface)
{
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, twin->attacker);
    g_autoptr(CtSurface) surface =
        ct_surface_new(twin->graph, (const CtFactId *)(const void *)twin->entries->data,
                       twin->entries->len);

    *ret_surface = (CtSurfaceFinding){.attacker = ct_store_text(store, attacker->id),
                                      .n_entries = surface->n_rows};
    ret_surface->entries = ct_store_alloc(store, surface->n_rows, sizeof *ret_surface->entries);
    for (uint32_t i = 0; i < surface->n_rows; i++) {
        const CtSurfaceRow *row = &surface->rows[i];
        CtSurfaceEntry *entry = &ret_surface->entries[i];

        count_entry(ret_surface, row);
        *entry = (CtSurfaceEntry){.kind = entity_kind(row->fact),
                                  .id = entity_text(twin, row->fact, store),
                                  .pos = entity_pos(twin, row->fact),
                                  .n_alike = row->n_alike,
                                  .gated = row->fact.kind == CT_FACT_GATED,
                                  .flaws = row->flaws,
                                  .known_exploited = row->known_exploited};
        if (!is_service(row))
            continue;
        entry->zone = ct_store_take_text(store, ct_instances_zone_text(twin->instances, row->zone));
        entry->auth = ct_word_text(CT_WORDS_AUTH,
                                   ct_instances_service(twin->instances, row->fact.entity)->auth);
    }
}
