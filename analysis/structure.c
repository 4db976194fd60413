/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/structure.h"

#include "base/sort.h"

#include <stdlib.h>

/* What fewer ways pass is not worth a row. */
#define LEAST_SHARE 0.0005

/* --- the graph of what is written --- */

static int
by_share(gconstpointer a, gconstpointer b, gpointer data)
{
    const uint32_t *x = a;
    const uint32_t *y = b;
    const double *share = data;

    if (share[*x] != share[*y])
        return share[*x] > share[*y] ? -1 : 1;
    return *x < *y ? -1 : *x > *y ? 1 : 0;
}

/* Arcs to a vertex that has no other: every asset on one network is one. */
static void
drop_pendant(CtStructure *structure)
{
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);
    g_autofree uint32_t *degree = g_new0(uint32_t, (size_t)graph->vertices.length + 1);
    uint32_t kept = 0;

    for (uint32_t i = 0; i < graph->arcs.length; i++) {
        degree[graph->arcs.data[i].from]++;
        degree[graph->arcs.data[i].to]++;
    }
    for (uint32_t i = 0; i < structure->bridges.length; i++) {
        const CtArc *arc = &graph->arcs.data[structure->bridges.data[i]];

        if (degree[arc->from] > 1 && degree[arc->to] > 1)
            structure->bridges.data[kept++] = structure->bridges.data[i];
    }
    structure->n_pendant = structure->bridges.length - kept;
    structure->bridges.length = kept;
}

static uint32_t
most_sources(const CtEntityGraph *graph)
{
    uint64_t size = (uint64_t)graph->vertices.length + graph->arcs.length + 1;

    return (uint32_t)CLAMP(CT_STRUCTURE_MOST_WAYS / size, CT_STRUCTURE_LEAST_SOURCES,
                           CT_STRUCTURE_MOST_SOURCES);
}

static bool
measure(CtStructure *structure, uint64_t seed, GError **error)
{
    if (!ct_graph_view_components(structure->view, &structure->component, &structure->n_components,
                                  error) ||
        !ct_graph_view_articulation(structure->view, &structure->points, error) ||
        !ct_graph_view_bridges(structure->view, &structure->bridges, error) ||
        !ct_graph_view_betweenness(structure->view,
                                   most_sources(ct_graph_view_entities(structure->view)), seed,
                                   &structure->share, &structure->n_sources, error))
        return false;
    drop_pendant(structure);
    for (uint32_t v = 0; v < ct_graph_view_entities(structure->view)->vertices.length; v++)
        if (structure->share[v] >= LEAST_SHARE)
            ct_ids_add(&structure->between, v);
    if (structure->between.length > 0)
        g_qsort_with_data(structure->between.data, (gint)structure->between.length,
                          sizeof(uint32_t), by_share, structure->share);
    if (structure->points.length > 0)
        g_qsort_with_data(structure->points.data, (gint)structure->points.length, sizeof(uint32_t),
                          by_share, structure->share);
    return true;
}

/* --- communities against zones --- */

static int
compare_ids(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;

    return *x < *y ? -1 : *x > *y ? 1 : 0;
}

static int
compare_parts(gconstpointer a, gconstpointer b)
{
    const CtZonePart *x = a;
    const CtZonePart *y = b;

    if (x->zone != y->zone)
        return x->zone < y->zone ? -1 : 1;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return x->community < y->community ? -1 : x->community > y->community ? 1 : 0;
}

static bool
talks(const CtWeightedGraph *graph, uint32_t class_)
{
    return graph->inner[class_] > 0 ||
           graph->neighbours.start[class_ + 1] > graph->neighbours.start[class_];
}

/* Assets that talk to nobody belong nowhere, and say nothing about zones. */
static void
find_parts(CtStructure *structure, const CtInstances *instances)
{
    const CtConnectivity *connectivity = structure->connectivity;
    g_autoptr(GHashTable) rows = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        uint32_t class_ = connectivity->of_asset[a];
        CtZonePart part = {.zone = instances->zone_row[instances->asset_zone[a]],
                           .community = structure->community[class_],
                           .n = 1,
                           .first = a};
        int64_t key = (int64_t)part.zone << 32 | part.community;

        if (!talks(&connectivity->graph, class_))
            continue;
        gpointer known = g_hash_table_lookup(rows, &key);

        if (known != NULL) {
            g_array_index(structure->parts, CtZonePart, GPOINTER_TO_UINT(known) - 1).n++;
            continue;
        }
        g_array_append_val(structure->parts, part);
        g_hash_table_insert(rows, g_memdup2(&key, sizeof key),
                            GUINT_TO_POINTER(structure->parts->len));
    }
    g_array_sort(structure->parts, compare_parts);
}

static const CtZonePart *
part_at(const CtStructure *structure, guint i)
{
    return &g_array_index(structure->parts, CtZonePart, i);
}

/* The first of a zone's parts is its largest. */
static bool
is_main_part(const CtStructure *structure, guint i)
{
    return i == 0 || part_at(structure, i - 1)->zone != part_at(structure, i)->zone;
}

uint32_t
ct_structure_zone_of(const CtStructure *structure, uint32_t community)
{
    return structure->zone_of_community[community];
}

static void
name_communities(CtStructure *structure, uint32_t n_communities)
{
    g_autofree uint32_t *most = g_new0(uint32_t, (size_t)n_communities + 1);

    structure->zone_of_community = g_new(uint32_t, (size_t)n_communities + 1);
    for (uint32_t c = 0; c < n_communities; c++)
        structure->zone_of_community[c] = CT_NO_ID;
    for (guint i = 0; i < structure->parts->len; i++) {
        const CtZonePart *part = part_at(structure, i);

        if (part->n <= most[part->community])
            continue;
        most[part->community] = part->n;
        structure->zone_of_community[part->community] = part->zone;
    }
}

/* Conduits between the zones; one may name a zone around them. */
static void
add_conduits(const CtModel *model, CtDisagreement *found)
{
    g_auto(CtIds) around = {0};

    for (uint32_t i = 0; i < found->zones.length; i++)
        for (CtId z = found->zones.data[i]; z != CT_NO_ID; z = model->zones.data[z].parent)
            ct_ids_add(&around, z);
    ct_ids_sort_unique(&around);
    for (uint32_t c = 0; c < model->conduits.length; c++)
        if (model->conduits.data[c].from != model->conduits.data[c].to &&
            ct_ids_has_sorted(around.data, around.length, model->conduits.data[c].from) &&
            ct_ids_has_sorted(around.data, around.length, model->conduits.data[c].to))
            ct_ids_add(&found->conduits, c);
}

/* How many assets of each class stand in which zone: rows of (zone, n) in turn. */
static void
zones_of_classes(const CtStructure *structure, const CtInstances *instances, CtCsr *ret_zones)
{
    const CtCsr *members = &structure->connectivity->members;
    g_auto(CtIds) rows = {0}, values = {0}, zones = {0};

    for (uint32_t c = 0; c < structure->connectivity->graph.n; c++) {
        zones.length = 0;
        for (uint32_t i = members->start[c]; i < members->start[c + 1]; i++)
            ct_ids_add(&zones, instances->zone_row[instances->asset_zone[members->value[i]]]);
        if (zones.length > 0)
            ct_sort(zones.data, zones.length, sizeof(uint32_t), compare_ids);
        for (uint32_t i = 0, n; i < zones.length; i += n) {
            for (n = 1; i + n < zones.length && zones.data[i + n] == zones.data[i];)
                n++;
            ct_ids_add(&rows, c);
            ct_ids_add(&values, zones.data[i]);
            ct_ids_add(&rows, c);
            ct_ids_add(&values, n);
        }
    }
    ct_csr_build(ret_zones, structure->connectivity->graph.n, rows.data, values.data, rows.length);
}

/* Pairs of an asset of class @a and one of @b that stand in one zone. */
static double
same_zone_pairs(const CtCsr *zones, uint32_t a, uint32_t b)
{
    uint32_t i = zones->start[a];
    uint32_t k = zones->start[b];
    double sum = 0;

    while (i < zones->start[a + 1] && k < zones->start[b + 1]) {
        if (zones->value[i] == zones->value[k])
            sum += (double)zones->value[i + 1] * zones->value[k + 1];
        if (zones->value[i] <= zones->value[k])
            i += 2;
        else
            k += 2;
    }
    return sum;
}

/* Per community: pairs of assets of different zones that can talk. g_free(). */
static double *
count_across(const CtStructure *structure, const CtInstances *instances, uint32_t n_communities)
{
    const CtConnectivity *connectivity = structure->connectivity;
    const CtCsr *near = &connectivity->graph.neighbours;
    double *across = g_new0(double, (size_t)n_communities + 1);
    g_auto(CtCsr) zones = {0};

    zones_of_classes(structure, instances, &zones);
    for (uint32_t c = 0; c < connectivity->graph.n; c++) {
        double n = connectivity->members.start[c + 1] - connectivity->members.start[c];
        double *own = &across[structure->community[c]];

        if (connectivity->graph.inner[c] > 0)
            *own += (n * n - same_zone_pairs(&zones, c, c)) / 2;
        for (uint32_t i = near->start[c]; i < near->start[c + 1]; i++)
            if (near->value[i] > c &&
                structure->community[near->value[i]] == structure->community[c])
                *own += connectivity->graph.weight[i] - same_zone_pairs(&zones, c, near->value[i]);
    }
    return across;
}

/* Per community: all pairs of assets of different zones that talk to somebody. g_free(). */
static double *
count_possible(const CtStructure *structure, uint32_t n_communities)
{
    double *possible = g_new0(double, (size_t)n_communities + 1);
    g_autofree double *all = g_new0(double, (size_t)n_communities + 1);

    for (guint i = 0; i < structure->parts->len; i++) {
        const CtZonePart *part = part_at(structure, i);

        all[part->community] += part->n;
        possible[part->community] -= (double)part->n * part->n / 2;
    }
    for (uint32_t c = 0; c < n_communities; c++)
        possible[c] += all[c] * all[c] / 2;
    return possible;
}

/* Zones whose main parts are in one community. */
static void
find_merged(CtStructure *structure, const CtInstances *instances, uint32_t n_communities)
{
    const CtModel *model = instances->model;
    g_autofree double *across = count_across(structure, instances, n_communities);
    g_autofree double *possible = count_possible(structure, n_communities);
    g_auto(CtIds) communities = {0}, zones = {0};
    g_auto(CtCsr) of = {0};

    for (guint i = 0; i < structure->parts->len; i++)
        if (is_main_part(structure, i)) {
            ct_ids_add(&communities, part_at(structure, i)->community);
            ct_ids_add(&zones, part_at(structure, i)->zone);
        }
    ct_csr_build(&of, n_communities, communities.data, zones.data, zones.length);
    for (uint32_t c = 0; c < n_communities; c++) {
        CtDisagreement found = {.kind = CT_DISAGREEMENT_MERGED,
                                .community = c,
                                .across = across[c],
                                .possible = possible[c]};

        if (of.start[c + 1] - of.start[c] < 2)
            continue;
        for (uint32_t i = of.start[c]; i < of.start[c + 1]; i++)
            ct_ids_add(&found.zones, of.value[i]);
        ct_ids_sort_unique(&found.zones);
        add_conduits(model, &found);
        g_array_append_val(structure->disagreements, found);
    }
}

static void
find_split(CtStructure *structure)
{
    guint n;

    for (guint i = 0; i < structure->parts->len; i += n) {
        CtDisagreement found = {.kind = CT_DISAGREEMENT_SPLIT, .zone = part_at(structure, i)->zone};

        for (n = 1; i + n < structure->parts->len && !is_main_part(structure, i + n);)
            n++;
        found.parts = (CtSpan){.start = i, .length = n};
        if (n > 1)
            g_array_append_val(structure->disagreements, found);
    }
}

/* Asset → the next one of its part, CT_NO_ID after the last; g_free(). */
static uint32_t *
chain_parts(const CtStructure *structure, const CtInstances *instances)
{
    uint32_t *next = g_new(uint32_t, (size_t)instances->n_assets + 1);
    g_autoptr(GHashTable) last = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        uint32_t zone = instances->zone_row[instances->asset_zone[a]];
        int64_t key =
            (int64_t)zone << 32 | structure->community[structure->connectivity->of_asset[a]];
        gpointer before = g_hash_table_lookup(last, &key);

        next[a] = CT_NO_ID;
        if (before != NULL)
            next[GPOINTER_TO_UINT(before) - 1] = a;
        g_hash_table_insert(last, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(a + 1));
    }
    return next;
}

/* Lesser parts that sit where another zone has its main part, and more assets. */
static void
find_strays(CtStructure *structure, const CtInstances *instances, uint32_t n_communities)
{
    g_autofree uint32_t *main_zone = g_new(uint32_t, (size_t)n_communities + 1);
    g_autofree uint32_t *main_size = g_new0(uint32_t, (size_t)n_communities + 1);
    g_autofree uint32_t *next = chain_parts(structure, instances);

    for (guint i = 0; i < structure->parts->len; i++) {
        const CtZonePart *part = part_at(structure, i);

        if (is_main_part(structure, i) && part->n > main_size[part->community]) {
            main_size[part->community] = part->n;
            main_zone[part->community] = part->zone;
        }
    }
    for (guint i = 0; i < structure->parts->len; i++) {
        const CtZonePart *part = part_at(structure, i);
        CtDisagreement found = {.kind = CT_DISAGREEMENT_STRAY,
                                .community = part->community,
                                .zone = part->zone};

        if (is_main_part(structure, i) || main_size[part->community] <= part->n)
            continue;
        ct_ids_add(&found.zones, main_zone[part->community]);
        for (uint32_t a = part->first; a != CT_NO_ID; a = next[a])
            ct_ids_add(&found.assets, a);
        g_array_append_val(structure->disagreements, found);
    }
}

static void
compare_with_zones(CtStructure *structure, const CtReach *reach)
{
    const CtInstances *instances = reach->instances;
    g_auto(CtIds) used = {0};
    uint32_t n;

    structure->connectivity = ct_connectivity_new(reach, CT_STRUCTURE_MOST_WORK);
    if (structure->connectivity == NULL)
        return;
    n = ct_communities_find(&structure->connectivity->graph, &structure->community);
    structure->modularity =
        ct_communities_modularity(&structure->connectivity->graph, structure->community);
    find_parts(structure, instances);
    name_communities(structure, n);
    for (guint i = 0; i < structure->parts->len; i++)
        ct_ids_add(&used, part_at(structure, i)->community);
    ct_ids_sort_unique(&used);
    structure->n_communities = used.length;
    find_merged(structure, instances, n);
    find_split(structure);
    find_strays(structure, instances, n);
}

static void
clear_disagreement(gpointer data)
{
    CtDisagreement *found = data;

    ct_ids_clear(&found->zones);
    ct_ids_clear(&found->assets);
    ct_ids_clear(&found->conduits);
}

CtStructure *
ct_structure_new(const CtReach *reach, uint64_t seed, GError **error)
{
    g_autoptr(CtStructure) structure = g_new0(CtStructure, 1);

    structure->parts = g_array_new(FALSE, FALSE, sizeof(CtZonePart));
    structure->disagreements = g_array_new(FALSE, FALSE, sizeof(CtDisagreement));
    g_array_set_clear_func(structure->disagreements, clear_disagreement);
    structure->view = ct_graph_view_whole_new(reach->instances, error);
    if (structure->view == NULL || !measure(structure, seed, error))
        return NULL;
    compare_with_zones(structure, reach);
    return g_steal_pointer(&structure);
}

void
ct_structure_free(CtStructure *structure)
{
    if (structure == NULL)
        return;
    ct_graph_view_free(structure->view);
    g_free(structure->component);
    ct_ids_clear(&structure->points);
    ct_ids_clear(&structure->bridges);
    ct_ids_clear(&structure->between);
    g_free(structure->share);
    ct_connectivity_free(structure->connectivity);
    g_free(structure->community);
    g_free(structure->zone_of_community);
    if (structure->parts != NULL)
        g_array_unref(structure->parts);
    if (structure->disagreements != NULL)
        g_array_unref(structure->disagreements);
    g_free(structure);
}
