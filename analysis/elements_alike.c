/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What can be swapped: single assets of a fold within their copy of a zone, and whole copies of a
 * replicated zone, the outermost that is replicated. A copy's zones are put in the order of their
 * kinds, so that a zone's rank means the same in every copy.
 */
#include "analysis/elements.h"

#include "analysis/alike.h"
#include "attacks/fold.h"
#include "base/sort.h"

/* Numbers pairs of numbers as they come. */
typedef struct Numbering {
    GHashTable *known; /* pair → number + 1; asked, never walked */
    uint32_t n;
} Numbering;

static Numbering
numbering_new(void)
{
    return (Numbering){.known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL)};
}

static uint32_t
number_of(Numbering *numbering, uint32_t a, uint32_t b)
{
    uint64_t pair = (uint64_t)a << 32 | b;
    gpointer known = g_hash_table_lookup(numbering->known, &pair);

    if (known == NULL) {
        known = GUINT_TO_POINTER(++numbering->n);
        g_hash_table_insert(numbering->known, g_memdup2(&pair, sizeof pair), known);
    }
    return GPOINTER_TO_UINT(known) - 1;
}

/* A fold goes through all copies of a zone; one can be swapped alone within its copy. */
static void
find_singles(CtElements *elements, const CtFolds *folds)
{
    const CtInstances *instances = elements->graph->instances;
    Numbering kinds = numbering_new();
    g_auto(CtIds) first = {0}; /* kind → element */

    g_free(elements->alike);
    elements->alike = g_new(uint32_t, (size_t)elements->rows->len + 1);
    for (uint32_t e = 0; e < elements->rows->len; e++) {
        CtElement row = g_array_index(elements->rows, CtElement, e);

        elements->alike[e] = e;
        if (row.kind != CT_ELEMENT_ASSET)
            continue;
        uint32_t kind = number_of(&kinds, folds->of_asset[row.id], instances->asset_zone[row.id]);

        if (kind == first.length)
            ct_ids_add(&first, e);
        g_assert(kind < first.length);
        elements->alike[e] = first.data[kind];
    }
    g_hash_table_unref(kinds.known);
}

typedef struct Copies {
    uint32_t *orbit; /* zone → its kind among its siblings */
    uint32_t *top; /* zone → the outermost around it, itself included, that has copies; CT_NO_ID */
    uint32_t *rank; /* zone → its place among the zones of `top` */
} Copies;

static void
find_tops(const CtInstances *instances, const CtFolds *folds, Copies *copies)
{
    Numbering kinds = numbering_new();
    g_autofree uint32_t *n_of_kind = g_new0(uint32_t, (size_t)instances->n_zones + 1);

    for (uint32_t z = 0; z < instances->n_zones; z++) {
        copies->orbit[z] = number_of(&kinds, folds->of_zone[z], instances->zone_parent[z]);
        n_of_kind[copies->orbit[z]]++;
    }
    for (uint32_t z = 0; z < instances->n_zones; z++) {
        copies->top[z] = CT_NO_ID;
        for (uint32_t up = z; up != CT_NO_ID; up = instances->zone_parent[up])
            if (n_of_kind[copies->orbit[up]] > 1)
                copies->top[z] = up;
    }
    g_hash_table_unref(kinds.known);
}

typedef struct Ranked {
    uint32_t top, kind, zone;
} Ranked;

static int
compare_ranked(const void *a, const void *b)
{
    const Ranked *x = a, *y = b;

    if (x->top != y->top)
        return x->top < y->top ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->zone > y->zone) - (x->zone < y->zone);
}

static void
rank_zones(const CtInstances *instances, const CtFolds *folds, Copies *copies)
{
    g_autofree Ranked *rows = g_new(Ranked, (size_t)instances->n_zones + 1);
    uint32_t first = 0;

    for (uint32_t z = 0; z < instances->n_zones; z++)
        rows[z] = (Ranked){.top = copies->top[z], .kind = folds->of_zone[z], .zone = z};
    ct_sort(rows, instances->n_zones, sizeof *rows, compare_ranked);
    for (uint32_t i = 0; i < instances->n_zones; i++) {
        if (rows[i].top != rows[first].top)
            first = i;
        copies->rank[rows[i].zone] = i - first;
    }
}

/* Copies, places and orbits of the elements that stand in copies. */
static void
number_copies(CtElements *elements, const CtFolds *folds, const Copies *copies)
{
    const CtInstances *instances = elements->graph->instances;
    Numbering places = numbering_new(), tops = numbering_new(), orbits = numbering_new();
    size_t n = (size_t)elements->rows->len + 1;

    elements->copy = g_new(uint32_t, n);
    elements->place = g_new(uint32_t, n);
    elements->orbit = g_new(uint32_t, n);
    for (uint32_t e = 0; e < elements->rows->len; e++) {
        CtElement row = g_array_index(elements->rows, CtElement, e);
        uint32_t zone = row.kind == CT_ELEMENT_ASSET ? instances->asset_zone[row.id] : CT_NO_ID;

        elements->copy[e] = elements->place[e] = CT_NO_ID;
        if (zone == CT_NO_ID || copies->top[zone] == CT_NO_ID)
            continue;
        elements->copy[e] = number_of(&tops, copies->top[zone], 0);
        elements->place[e] = number_of(&places, folds->of_asset[row.id], copies->rank[zone]);
        elements->orbit[elements->copy[e]] =
            number_of(&orbits, copies->orbit[copies->top[zone]], 0);
    }
    elements->n_copies = tops.n;
    elements->n_orbits = orbits.n;
    g_hash_table_unref(places.known);
    g_hash_table_unref(tops.known);
    g_hash_table_unref(orbits.known);
}

/* @folds are told apart by all that entries and goals speak of, zones and networks, too. */
static void
find_copies(CtElements *elements, const CtFolds *folds)
{
    const CtInstances *instances = elements->graph->instances;
    size_t n = (size_t)instances->n_zones + 1;
    Copies copies = {.orbit = g_new(uint32_t, n),
                     .top = g_new(uint32_t, n),
                     .rank = g_new(uint32_t, n)};
    bool any = false;

    find_tops(instances, folds, &copies);
    for (uint32_t z = 0; z < instances->n_zones; z++)
        any = any || copies.top[z] != CT_NO_ID;
    if (any) {
        rank_zones(instances, folds, &copies);
        number_copies(elements, folds, &copies);
    }
    g_free(copies.orbit);
    g_free(copies.top);
    g_free(copies.rank);
}

void
ct_elements_find_alike(CtElements *elements, const CtFactId *named, size_t n_named)
{
    const CtGraph *graph = elements->graph;
    g_auto(CtIds) assets = {0}, around = {0};

    for (size_t i = 0; i < n_named; i++)
        if (ct_element_asset_of(graph, named[i]) != CT_NO_ID)
            ct_ids_add(&assets, ct_element_asset_of(graph, named[i]));
    ct_ids_sort_unique(&assets);
    g_autoptr(CtFolds) singles = ct_folds_new(graph->instances, assets.data, assets.length);
    find_singles(elements, singles);

    ct_alike_named_assets(graph, named, n_named, &around);
    for (uint32_t i = 0; i < assets.length; i++)
        ct_ids_add(&around, assets.data[i]);
    ct_ids_sort_unique(&around);
    g_autoptr(CtFolds) wholes = ct_folds_new(graph->instances, around.data, around.length);
    find_copies(elements, wholes);
}
