/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sources are gathered, sampled if there are too many, and followed 64 at a time. After a sweep
 * each fact has a word of the sources that reach it; what is counted per source is added bit by
 * bit, except where a word is empty, as most are.
 */
#include "analysis/blast.h"

#include "analysis/attacker.h"
#include "analysis/closure64.h"
#include "base/hash.h"
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

typedef struct Sources {
    CtBlastRow *rows;
    uint64_t *rank; /* for sampling */
    uint32_t n;
} Sources;

static void
add_source(Sources *sources, CtFactKind kind, CtLevel level, uint32_t entity, uint32_t n_alike)
{
    sources->rows[sources->n++] =
        (CtBlastRow){.source = {.kind = (uint8_t)kind, .level = (uint8_t)level, .entity = entity},
                     .n_alike = n_alike};
}

static void
add_sources(Sources *sources, const CtGraph *graph, const CtFolds *folds)
{
    static const CtFactKind kinds[] = {CT_FACT_TAINTED, CT_FACT_TAINTED_COMPONENT, CT_FACT_HOLDS,
                                       CT_FACT_SUPPLIER};
    uint32_t n_max = folds->n_folds;

    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
        n_max += graph->first_of_kind[kinds[k] + 1] - graph->first_of_kind[kinds[k]];
    sources->rows = g_new(CtBlastRow, (size_t)n_max + 1);
    for (uint32_t f = 0; f < folds->n_folds; f++)
        add_source(sources, CT_FACT_EXEC, CT_LEVEL_ADMIN,
                   folds->members.value[folds->members.start[f]],
                   folds->members.start[f + 1] - folds->members.start[f]);
    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
        uint32_t n = graph->first_of_kind[kinds[k] + 1] - graph->first_of_kind[kinds[k]];

        for (uint32_t e = 0; e < n; e++)
            add_source(sources, kinds[k], CT_LEVEL_UNSTATED, e, 1);
    }
}

typedef struct Ranked {
    uint64_t rank;
    uint32_t row;
} Ranked;

static int
compare_ranks(const void *a, const void *b)
{
    const Ranked *x = a;
    const Ranked *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* A source's rank hangs on its name, so that adding another does not change who is drawn. */
static void
sample(Sources *sources, const CtGraph *graph, uint32_t max_sources, uint64_t seed)
{
    g_autofree Ranked *ranked = g_new(Ranked, (size_t)sources->n + 1);
    CtBlastRow *kept = g_new(CtBlastRow, (size_t)max_sources + 1);

    for (uint32_t i = 0; i < sources->n; i++) {
        g_autofree char *text =
            ct_fact_text(graph->kinds, graph->instances, sources->rows[i].source);
        g_autofree char *key = g_strdup_printf("%" G_GUINT64_FORMAT " %s", seed, text);

        ranked[i] = (Ranked){.rank = ct_hash64(key, strlen(key)), .row = i};
    }
    ct_sort(ranked, sources->n, sizeof *ranked, compare_ranks);
    for (uint32_t i = 0; i < max_sources; i++)
        kept[i] = sources->rows[ranked[i].row];
    g_free(sources->rows);
    sources->rows = kept;
    sources->n = max_sources;
}

static uint64_t
weight_of(const CtInstances *instances, uint32_t asset)
{
    const CtAsset *row = &instances->model->assets.data[instances->asset_row[asset]];
    uint8_t highest =
        MAX(MAX(row->safety, row->availability), MAX(row->integrity, row->confidentiality));

    return MAX(highest, 1);
}

static uint64_t
worlds(const CtGraph *graph, const CtClosure *closure, CtFactKind kind, uint32_t entity)
{
    CtFact fact = {.kind = (uint8_t)kind, .level = CT_LEVEL_USER, .entity = entity};

    return ct_closure_worlds(closure, ct_graph_fact(graph, fact));
}

static void
count_assets(const CtGraph *graph, const CtClosure *closure, CtBlastRow *rows)
{
    const CtInstances *instances = graph->instances;
    g_autofree uint64_t *zone_word = g_new0(uint64_t, (size_t)instances->n_zones + 1);

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        uint64_t word =
            worlds(graph, closure, CT_FACT_EXEC, a) | worlds(graph, closure, CT_FACT_IMPLANT, a);
        uint64_t weight = word != 0 ? weight_of(instances, a) : 0;

        zone_word[instances->asset_zone[a]] |= word;
        for (; word != 0; word &= word - 1) {
            unsigned world = (unsigned)__builtin_ctzll(word);

            rows[world].n_assets++;
            rows[world].weighted += weight;
        }
    }
    for (uint32_t z = 0; z < instances->n_zones; z++)
        for (uint64_t word = zone_word[z]; word != 0; word &= word - 1)
            rows[__builtin_ctzll(word)].n_zones++;
}

static void
count_process(const CtGraph *graph, const CtClosure *closure, CtBlastRow *rows)
{
    for (uint32_t a = 0; a < graph->instances->n_assets; a++)
        for (uint64_t word = worlds(graph, closure, CT_FACT_CONTROLS, a) |
                             worlds(graph, closure, CT_FACT_HALTED, a) |
                             worlds(graph, closure, CT_FACT_SPOOFS, a);
             word != 0; word &= word - 1)
            rows[__builtin_ctzll(word)].n_process++;
}

static void
count_losses(const CtGraph *graph, const CtClosure *closure, CtBlastRow *rows)
{
    const CtModel *model = graph->instances->model;

    for (uint32_t f = 0; f < model->functions.length; f++)
        for (uint64_t word = worlds(graph, closure, CT_FACT_IMPAIRED, f); word != 0;
             word &= word - 1)
            rows[__builtin_ctzll(word)].n_functions++;
    for (uint32_t d = 0; d < model->data.length; d++) {
        uint64_t word = worlds(graph, closure, CT_FACT_READS, d) |
                        worlds(graph, closure, CT_FACT_ALTERS, d) |
                        worlds(graph, closure, CT_FACT_DESTROYS, d) |
                        worlds(graph, closure, CT_FACT_EXFILTRATED, d);

        for (; word != 0; word &= word - 1)
            rows[__builtin_ctzll(word)].n_data++;
    }
}

/* One who has to discover the architecture knows the zone that he starts in. */
static void
enter_known_zones(const CtGraph *graph, CtClosure *closure, CtFact source, uint64_t world)
{
    g_auto(CtIds) zones = {0};

    if (!graph->traits.discover)
        return;
    ct_attacker_zones_of(graph->kinds, graph->instances, source, &zones);
    for (uint32_t i = 0; i < zones.length; i++)
        ct_closure_enter(closure,
                         ct_graph_fact(graph,
                                       (CtFact){.kind = CT_FACT_KNOWN, .entity = zones.data[i]}),
                         world);
}

static void
sweep(const CtGraph *graph, CtClosure *closure, CtBlastRow *rows, uint32_t n)
{
    ct_closure_clear(closure);
    for (uint32_t i = 0; i < n; i++) {
        ct_closure_enter(closure, ct_graph_fact(graph, rows[i].source), UINT64_C(1) << i);
        enter_known_zones(graph, closure, rows[i].source, UINT64_C(1) << i);
    }
    ct_closure_run(closure, NULL, n == CT_N_WORLDS ? UINT64_MAX : (UINT64_C(1) << n) - 1);
    count_assets(graph, closure, rows);
    count_process(graph, closure, rows);
    count_losses(graph, closure, rows);
}

static int
compare_rows(const void *a, const void *b)
{
    const CtBlastRow *x = a;
    const CtBlastRow *y = b;

    if (x->weighted != y->weighted)
        return x->weighted > y->weighted ? -1 : 1;
    if (x->source.kind != y->source.kind)
        return x->source.kind < y->source.kind ? -1 : 1;
    return (x->source.entity > y->source.entity) - (x->source.entity < y->source.entity);
}

CtBlast *
ct_blast_new(const CtGraph *graph, const CtFolds *folds, uint32_t max_sources, uint64_t seed)
{
    CtBlast *blast = g_new0(CtBlast, 1);
    g_autoptr(CtClosure) closure = ct_closure_new(graph);
    Sources sources = {0};

    add_sources(&sources, graph, folds);
    blast->n_sources = sources.n;
    if (sources.n > max_sources)
        sample(&sources, graph, max_sources, seed);
    for (uint32_t i = 0; i < sources.n; i += CT_N_WORLDS)
        sweep(graph, closure, sources.rows + i, MIN(CT_N_WORLDS, sources.n - i));
    if (sources.n > 0)
        ct_sort(sources.rows, sources.n, sizeof *sources.rows, compare_rows);
    blast->rows = sources.rows;
    blast->n_rows = sources.n;
    blast->n_assets = graph->instances->n_assets;
    for (uint32_t a = 0; a < blast->n_assets; a++)
        blast->weighted_all += weight_of(graph->instances, a);
    return blast;
}

void
ct_blast_free(CtBlast *blast)
{
    if (blast == NULL)
        return;
    g_free(blast->rows);
    g_free(blast);
}
