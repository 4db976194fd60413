/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Of a replicated zone, instances are alike where their assets are, one by one, of the same folds;
 * one of each sort is enough.
 */
#include "analysis/zone_parts.h"

#include "base/hash.h"

#include <string.h>

enum { MOST_ONES = 64 };

typedef struct Gathering {
    CtZoneParts *parts;
    CtIds part, zone; /* pairs */
} Gathering;

bool
ct_zone_is_within(const CtModel *model, CtId zone, CtId around)
{
    while (zone != CT_NO_ID && zone != around)
        zone = model->zones.data[zone].parent;
    return zone == around;
}

static uint32_t
add_part(Gathering *gathering, CtMatrixPartKind kind, uint32_t zone)
{
    CtMatrixPart part = {.kind = (uint8_t)kind, .zone = zone};

    g_array_append_val(gathering->parts->rows, part);
    return gathering->parts->rows->len - 1;
}

static void
add_zone(Gathering *gathering, uint32_t part, uint32_t zone_instance)
{
    ct_ids_add(&gathering->part, part);
    ct_ids_add(&gathering->zone, zone_instance);
}

static void
add_whole(Gathering *gathering)
{
    const CtInstances *instances = gathering->parts->instances;
    const CtModel *model = instances->model;

    for (uint32_t z = 0; z < model->zones.length; z++)
        add_part(gathering, CT_PART_WHOLE, z);
    for (uint32_t i = 0; i < instances->n_zones; i++)
        for (CtId z = instances->zone_row[i]; z != CT_NO_ID; z = model->zones.data[z].parent)
            add_zone(gathering, z, i);
}

/* Zones with zones within that have assets of their own, or guests on networks of their own. */
static void
add_own(Gathering *gathering)
{
    CtZoneParts *parts = gathering->parts;
    const CtInstances *instances = parts->instances;
    const CtModel *model = instances->model;
    g_autofree uint8_t *is_parent = g_new0(uint8_t, (size_t)model->zones.length + 1);
    g_autofree uint8_t *is_peopled = g_new0(uint8_t, (size_t)model->zones.length + 1);

    for (uint32_t z = 0; z < model->zones.length; z++)
        if (model->zones.data[z].parent != CT_NO_ID)
            is_parent[model->zones.data[z].parent] = 1;
    for (uint32_t a = 0; a < model->assets.length; a++)
        is_peopled[model->assets.data[a].zone] = 1;
    for (uint32_t z = 0; z < model->zones.length; z++) {
        if (!is_parent[z] || (!is_peopled[z] && !ct_tri_or(model->zones.data[z].outside, false)))
            continue;
        parts->own[z] = add_part(gathering, CT_PART_OWN, z);
        for (uint32_t i = instances->zone_first[z]; i < instances->zone_first[z + 1]; i++)
            add_zone(gathering, parts->own[z], i);
    }
}

/* A key for what stands in each zone instance and within, by folds. */
static CtKey128 *
contents(const CtInstances *instances, const CtFolds *folds)
{
    CtKey128 *key = g_new0(CtKey128, (size_t)instances->n_zones + 1);

    /* Sums do not depend on the order, and differ where one asset's fold or row does. */
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        uint32_t what[2] = {folds->of_asset[a], instances->asset_row[a]};
        CtKey128 one = ct_hash_key(what, sizeof what);

        for (uint32_t z = instances->asset_zone[a]; z != CT_NO_ID; z = instances->zone_parent[z]) {
            key[z].hi += one.hi;
            key[z].lo += one.lo;
        }
    }
    return key;
}

static void
add_subtree(Gathering *gathering, const CtCsr *within, uint32_t part, uint32_t zone_instance)
{
    add_zone(gathering, part, zone_instance);
    for (uint32_t i = within->start[zone_instance]; i < within->start[zone_instance + 1]; i++)
        add_subtree(gathering, within, part, within->value[i]);
}

static void
add_ones_of(Gathering *gathering, const CtKey128 *key, const CtCsr *within, uint32_t z)
{
    CtZoneParts *parts = gathering->parts;
    const CtInstances *instances = parts->instances;
    CtKey128 seen[MOST_ONES];

    for (uint32_t i = instances->zone_first[z]; i < instances->zone_first[z + 1]; i++) {
        uint32_t k = 0;

        while (k < parts->n_one[z] && (seen[k].hi != key[i].hi || seen[k].lo != key[i].lo))
            k++;
        if (k < parts->n_one[z])
            continue;
        if (k == MOST_ONES) {
            parts->ones_cut[z] = 1;
            return;
        }
        uint32_t part = add_part(gathering, CT_PART_ONE, z);

        if (k == 0)
            parts->one[z] = part;
        seen[parts->n_one[z]++] = key[i];
        add_subtree(gathering, within, part, i);
    }
}

static void
add_ones(Gathering *gathering, const CtFolds *folds)
{
    const CtInstances *instances = gathering->parts->instances;
    g_autofree CtKey128 *key = contents(instances, folds);
    g_auto(CtCsr) within = {0};
    g_auto(CtIds) outer = {0};
    g_auto(CtIds) inner = {0};

    for (uint32_t i = 0; i < instances->n_zones; i++)
        if (instances->zone_parent[i] != CT_NO_ID) {
            ct_ids_add(&outer, instances->zone_parent[i]);
            ct_ids_add(&inner, i);
        }
    ct_csr_build(&within, instances->n_zones, outer.data, inner.data, outer.length);
    for (uint32_t z = 0; z < instances->model->zones.length; z++)
        if (instances->zone_first[z + 1] - instances->zone_first[z] > 1)
            add_ones_of(gathering, key, &within, z);
}

CtZoneParts *
ct_zone_parts_new(const CtInstances *instances, const CtFolds *folds)
{
    uint32_t n = instances->model->zones.length;
    CtZoneParts *parts = g_new0(CtZoneParts, 1);
    Gathering gathering = {.parts = parts};

    parts->instances = instances;
    parts->rows = g_array_new(FALSE, FALSE, sizeof(CtMatrixPart));
    parts->own = g_new(uint32_t, (size_t)n + 1);
    parts->one = g_new(uint32_t, (size_t)n + 1);
    parts->n_one = g_new0(uint32_t, (size_t)n + 1);
    parts->ones_cut = g_new0(uint8_t, (size_t)n + 1);
    parts->depth = g_new0(uint32_t, (size_t)n + 1);
    for (uint32_t z = 0; z < n; z++) {
        parts->own[z] = parts->one[z] = CT_NO_ID;
        for (CtId up = instances->model->zones.data[z].parent; up != CT_NO_ID;
             up = instances->model->zones.data[up].parent)
            parts->depth[z]++;
    }
    add_whole(&gathering);
    add_own(&gathering);
    add_ones(&gathering, folds);
    ct_csr_build(&parts->zones, parts->rows->len, gathering.part.data, gathering.zone.data,
                 gathering.part.length);
    ct_ids_clear(&gathering.part);
    ct_ids_clear(&gathering.zone);
    return parts;
}

void
ct_zone_parts_free(CtZoneParts *parts)
{
    if (parts == NULL)
        return;
    g_array_unref(parts->rows);
    ct_csr_clear(&parts->zones);
    g_free(parts->own);
    g_free(parts->one);
    g_free(parts->n_one);
    g_free(parts->ones_cut);
    g_free(parts->depth);
    g_free(parts);
}

bool
ct_zone_parts_of_cell(
    const CtZoneParts *parts, CtId from, CtId to, uint32_t *ret_from, uint32_t *ret_to)
{
    const CtModel *model = parts->instances->model;

    *ret_from = from;
    *ret_to = to;
    if (from == to)
        *ret_from = parts->one[from];
    else if (ct_zone_is_within(model, to, from))
        *ret_from = parts->own[from];
    else if (ct_zone_is_within(model, from, to))
        *ret_to = parts->own[to];
    return *ret_from != CT_NO_ID && *ret_to != CT_NO_ID;
}
