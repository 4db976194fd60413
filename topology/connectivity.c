/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/connectivity.h"

#include <stdlib.h>

typedef struct Making {
    const CtReach *reach;
    CtConnectivity *result;
    CtCsr listening; /* group → classes that listen there */
    uint32_t *seen;  /* per node: the origin that last met it */
    uint32_t *met;   /* per class: the class that last met it */
    CtIds queue;
    GArray *pairs; /* uint64_t: lesser class in the upper half, greater in the lower */
    uint64_t work, most;
} Making;

/* Origins and groups of an asset, by which it is told apart. */
static GBytes *
key_of(const CtReach *reach, uint32_t asset)
{
    const CtInstances *instances = reach->instances;
    g_auto(CtIds) key = {0};
    g_auto(CtIds) groups = {0};

    for (uint32_t i = reach->asset_origins.start[asset]; i < reach->asset_origins.start[asset + 1];
         i++)
        ct_ids_add(&key, reach->asset_origins.value[i]);
    ct_ids_sort_unique(&key);
    ct_ids_add(&key, CT_NO_ID);
    for (uint32_t s = instances->service_first[asset]; s < instances->service_first[asset + 1]; s++)
        ct_ids_add(&groups, reach->group_of_service[s]);
    ct_ids_sort_unique(&groups);
    for (uint32_t i = 0; i < groups.length; i++)
        ct_ids_add(&key, groups.data[i]);
    return g_bytes_new(key.data, key.length * sizeof(uint32_t));
}

static void
find_classes(Making *making)
{
    const CtInstances *instances = making->reach->instances;
    CtConnectivity *result = making->result;
    g_autoptr(GHashTable) classes = /* key → class + 1; asked, never walked */
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    g_auto(CtIds) all = {0};
    uint32_t n = 0;

    result->of_asset = g_new(uint32_t, (size_t)instances->n_assets + 1);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        GBytes *key = key_of(making->reach, a);
        gpointer known = g_hash_table_lookup(classes, key);

        if (known == NULL) {
            known = GUINT_TO_POINTER(++n);
            g_hash_table_insert(classes, g_bytes_ref(key), known);
        }
        g_bytes_unref(key);
        result->of_asset[a] = GPOINTER_TO_UINT(known) - 1;
        ct_ids_add(&all, a);
    }
    ct_csr_build(&result->members, n, result->of_asset, all.data, instances->n_assets);
    result->graph.n = n;
    result->graph.inner = g_new0(double, (size_t)n + 1);
}

/* Classes that listen in a group; one asset of a class speaks for it. */
static void
find_listeners(Making *making)
{
    const CtInstances *instances = making->reach->instances;
    const CtConnectivity *result = making->result;
    g_auto(CtIds) groups = {0}, classes = {0};

    for (uint32_t c = 0; c < result->graph.n; c++) {
        uint32_t asset = result->members.value[result->members.start[c]];
        g_auto(CtIds) own = {0};

        for (uint32_t s = instances->service_first[asset]; s < instances->service_first[asset + 1];
             s++)
            ct_ids_add(&own, making->reach->group_of_service[s]);
        ct_ids_sort_unique(&own);
        for (uint32_t i = 0; i < own.length; i++) {
            ct_ids_add(&groups, own.data[i]);
            ct_ids_add(&classes, c);
        }
    }
    ct_csr_build(&making->listening, making->reach->n_groups, groups.data, classes.data,
                 groups.length);
}

static void
meet(Making *making, uint32_t from, uint32_t to)
{
    CtConnectivity *result = making->result;
    double n = result->members.start[from + 1] - result->members.start[from];
    uint64_t pair = (uint64_t)MIN(from, to) << 32 | MAX(from, to);

    making->work++;
    if (making->met[to] == from)
        return;
    making->met[to] = from;
    if (from == to)
        result->graph.inner[from] = n * (n - 1) / 2;
    else
        g_array_append_val(making->pairs, pair);
}

/* What class @c can send to, from every network it is on; false when it takes too long. */
static bool
follow(Making *making, uint32_t c)
{
    const CtReach *reach = making->reach;
    uint32_t asset = making->result->members.value[making->result->members.start[c]];

    making->queue.length = 0;
    for (uint32_t i = reach->asset_origins.start[asset]; i < reach->asset_origins.start[asset + 1];
         i++) {
        uint32_t origin = reach->asset_origins.value[i];

        if (making->seen[origin] != c)
            ct_ids_add(&making->queue, origin);
        making->seen[origin] = c;
    }
    for (uint32_t next = 0; next < making->queue.length; next++) {
        uint32_t at = making->queue.data[next];
        const CtReachNode *node = &reach->nodes.data[at];

        if (node->kind == CT_REACH_GROUP)
            for (uint32_t i = making->listening.start[node->place];
                 i < making->listening.start[node->place + 1]; i++)
                meet(making, c, making->listening.value[i]);
        for (uint32_t e = reach->first_edge[at]; e < reach->first_edge[at + 1]; e++) {
            const CtReachEdge *edge = &reach->edges.data[e];

            making->work++;
            if (edge->opener != CT_NO_ID || making->seen[edge->to] == c)
                continue;
            making->seen[edge->to] = c;
            ct_ids_add(&making->queue, edge->to);
        }
        if (making->work > making->most)
            return false;
    }
    return true;
}

static int
compare_pairs(gconstpointer a, gconstpointer b)
{
    const uint64_t *x = a;
    const uint64_t *y = b;

    return *x < *y ? -1 : *x > *y ? 1 : 0;
}

static void
write_graph(Making *making)
{
    CtConnectivity *result = making->result;
    const CtCsr *members = &result->members;
    g_auto(CtIds) rows = {0}, values = {0};
    uint64_t last = UINT64_MAX;

    g_array_sort(making->pairs, compare_pairs);
    for (guint i = 0; i < making->pairs->len; i++) {
        uint64_t pair = g_array_index(making->pairs, uint64_t, i);

        if (pair == last)
            continue;
        last = pair;
        ct_ids_add(&rows, (uint32_t)(pair >> 32));
        ct_ids_add(&values, (uint32_t)pair);
        ct_ids_add(&rows, (uint32_t)pair);
        ct_ids_add(&values, (uint32_t)(pair >> 32));
    }
    ct_csr_build(&result->graph.neighbours, result->graph.n, rows.data, values.data, rows.length);
    result->graph.weight = g_new(double, (size_t)rows.length + 1);
    for (uint32_t c = 0; c < result->graph.n; c++) {
        double own = members->start[c + 1] - members->start[c];

        result->n_pairs += result->graph.inner[c];
        for (uint32_t i = result->graph.neighbours.start[c];
             i < result->graph.neighbours.start[c + 1]; i++) {
            uint32_t other = result->graph.neighbours.value[i];

            result->graph.weight[i] =
                own * (double)(members->start[other + 1] - members->start[other]);
            result->n_pairs += result->graph.weight[i] / 2;
        }
    }
}

CtConnectivity *
ct_connectivity_new(const CtReach *reach, uint64_t most_work)
{
    g_autoptr(CtConnectivity) result = g_new0(CtConnectivity, 1);
    Making making = {.reach = reach, .result = result, .most = most_work};
    bool fits = true;

    find_classes(&making);
    find_listeners(&making);
    making.seen = g_new(uint32_t, (size_t)reach->nodes.length + 1);
    for (uint32_t i = 0; i < reach->nodes.length; i++)
        making.seen[i] = CT_NO_ID;
    making.met = g_new(uint32_t, (size_t)result->graph.n + 1);
    for (uint32_t i = 0; i < result->graph.n; i++)
        making.met[i] = CT_NO_ID;
    making.pairs = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    for (uint32_t c = 0; c < result->graph.n && fits; c++)
        fits = follow(&making, c);
    if (fits)
        write_graph(&making);
    g_array_unref(making.pairs);
    g_free(making.met);
    g_free(making.seen);
    ct_ids_clear(&making.queue);
    ct_csr_clear(&making.listening);
    return fits ? g_steal_pointer(&result) : NULL;
}

void
ct_connectivity_free(CtConnectivity *connectivity)
{
    if (connectivity == NULL)
        return;
    ct_weighted_graph_clear(&connectivity->graph);
    g_free(connectivity->of_asset);
    ct_csr_clear(&connectivity->members);
    g_free(connectivity);
}
