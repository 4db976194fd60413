/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Local moves until none gains, then every community becomes a vertex, and again. All weights are
 * whole numbers below 2^53, so that sums do not depend on their order.
 */
#include "topology/communities.h"

#include <string.h>

enum { MOST_SWEEPS = 1000, MOST_LEVELS = 100 };

void
ct_weighted_graph_clear(CtWeightedGraph *graph)
{
    ct_csr_clear(&graph->neighbours);
    g_free(graph->weight);
    g_free(graph->inner);
    *graph = (CtWeightedGraph){0};
}

/* Twice its inner weight, and that of the edges that leave it. */
static double
degree_of(const CtWeightedGraph *graph, uint32_t v)
{
    double degree = 2 * graph->inner[v];

    for (uint32_t i = graph->neighbours.start[v]; i < graph->neighbours.start[v + 1]; i++)
        degree += graph->weight[i];
    return degree;
}

double
ct_communities_modularity(const CtWeightedGraph *graph, const uint32_t *community)
{
    uint32_t n = 0;
    double all = 0;
    double sum = 0;

    for (uint32_t v = 0; v < graph->n; v++) {
        n = MAX(n, community[v] + 1);
        all += degree_of(graph, v);
    }
    if (all <= 0)
        return 0;
    g_autofree double *within = g_new0(double, (size_t)n + 1);
    g_autofree double *total = g_new0(double, (size_t)n + 1);

    for (uint32_t v = 0; v < graph->n; v++) {
        total[community[v]] += degree_of(graph, v);
        within[community[v]] += 2 * graph->inner[v];
        for (uint32_t i = graph->neighbours.start[v]; i < graph->neighbours.start[v + 1]; i++)
            if (community[graph->neighbours.value[i]] == community[v])
                within[community[v]] += graph->weight[i];
    }
    for (uint32_t c = 0; c < n; c++)
        sum += within[c] / all - total[c] / all * (total[c] / all);
    return sum;
}

typedef struct Moving {
    const CtWeightedGraph *graph;
    uint32_t *community;
    double *total;   /* per community: degrees of its vertices */
    double *towards; /* per community: weight from the vertex at hand; zero but for `near` */
    CtIds near;      /* communities next to it */
    double all;      /* all degrees */
} Moving;

/* Puts @v where it gains most; whether it moved. */
static bool
move(Moving *moving, uint32_t v)
{
    const CtWeightedGraph *graph = moving->graph;
    uint32_t own = moving->community[v];
    uint32_t best = own;
    double degree = degree_of(graph, v);
    double best_gain;

    moving->near.length = 0;
    for (uint32_t i = graph->neighbours.start[v]; i < graph->neighbours.start[v + 1]; i++) {
        uint32_t c = moving->community[graph->neighbours.value[i]];

        if (moving->towards[c] == 0)
            ct_ids_add(&moving->near, c);
        moving->towards[c] += graph->weight[i];
    }
    moving->total[own] -= degree;
    best_gain = moving->towards[own] - moving->total[own] * degree / moving->all;
    ct_ids_sort_unique(&moving->near);
    for (uint32_t k = 0; k < moving->near.length; k++) {
        uint32_t c = moving->near.data[k];
        double gain = moving->towards[c] - moving->total[c] * degree / moving->all;

        /* A gain that rounding alone makes would move vertices there and back. */
        if (gain > best_gain + 1e-9 * moving->all / (double)graph->n) {
            best_gain = gain;
            best = c;
        }
    }
    for (uint32_t k = 0; k < moving->near.length; k++)
        moving->towards[moving->near.data[k]] = 0;
    moving->total[best] += degree;
    moving->community[v] = best;
    return best != own;
}

/* Each vertex alone at first; whether any moved. */
static bool
move_all(const CtWeightedGraph *graph, uint32_t *community)
{
    Moving moving = {.graph = graph, .community = community};
    bool moved = true;
    bool any = false;

    moving.total = g_new0(double, (size_t)graph->n + 1);
    moving.towards = g_new0(double, (size_t)graph->n + 1);
    for (uint32_t v = 0; v < graph->n; v++) {
        community[v] = v;
        moving.total[v] = degree_of(graph, v);
        moving.all += moving.total[v];
    }
    for (int sweep = 0; moving.all > 0 && moved && sweep < MOST_SWEEPS; sweep++) {
        moved = false;
        for (uint32_t v = 0; v < graph->n; v++)
            moved = move(&moving, v) || moved;
        any = any || moved;
    }
    ct_ids_clear(&moving.near);
    g_free(moving.total);
    g_free(moving.towards);
    return any;
}

/* Numbers by the least vertex; how many. */
static uint32_t
renumber(uint32_t *community, uint32_t n)
{
    g_autofree uint32_t *number = g_new(uint32_t, (size_t)n + 1);
    uint32_t next = 0;

    for (uint32_t c = 0; c < n; c++)
        number[c] = CT_NO_ID;
    for (uint32_t v = 0; v < n; v++) {
        if (number[community[v]] == CT_NO_ID)
            number[community[v]] = next++;
        community[v] = number[community[v]];
    }
    return next;
}

/* One vertex a community. */
static CtWeightedGraph
contract(const CtWeightedGraph *graph, const uint32_t *community, uint32_t n)
{
    CtWeightedGraph result = {.n = n, .inner = g_new0(double, (size_t)n + 1)};
    g_auto(CtCsr) members = {0};
    g_auto(CtIds) rows = {0}, values = {0}, all = {0}, near = {0};
    g_autofree double *towards = g_new0(double, (size_t)n + 1);
    g_autoptr(GArray) weights = g_array_new(FALSE, FALSE, sizeof(double));

    for (uint32_t v = 0; v < graph->n; v++)
        ct_ids_add(&all, v);
    ct_csr_build(&members, n, community, all.data, graph->n);
    for (uint32_t c = 0; c < n; c++) {
        near.length = 0;
        for (uint32_t k = members.start[c]; k < members.start[c + 1]; k++) {
            uint32_t v = members.value[k];

            result.inner[c] += graph->inner[v];
            for (uint32_t i = graph->neighbours.start[v]; i < graph->neighbours.start[v + 1]; i++) {
                uint32_t other = community[graph->neighbours.value[i]];

                if (other == c) {
                    result.inner[c] += graph->weight[i] / 2; /* met from both ends */
                    continue;
                }
                if (towards[other] == 0)
                    ct_ids_add(&near, other);
                towards[other] += graph->weight[i];
            }
        }
        ct_ids_sort_unique(&near);
        for (uint32_t k = 0; k < near.length; k++) {
            ct_ids_add(&rows, c);
            ct_ids_add(&values, near.data[k]);
            g_array_append_val(weights, towards[near.data[k]]);
            towards[near.data[k]] = 0;
        }
    }
    ct_csr_build(&result.neighbours, n, rows.data, values.data, rows.length);
    result.weight = (double *)(void *)g_array_free(g_steal_pointer(&weights), FALSE);
    return result;
}

/* Parts communities that are not connected. */
static void
part(const CtWeightedGraph *graph, uint32_t *community)
{
    g_autofree uint32_t *piece = g_new(uint32_t, (size_t)graph->n + 1);
    g_auto(CtIds) queue = {0};

    for (uint32_t v = 0; v < graph->n; v++)
        piece[v] = CT_NO_ID;
    for (uint32_t first = 0; first < graph->n; first++) {
        if (piece[first] != CT_NO_ID)
            continue;
        piece[first] = first;
        queue.length = 0;
        ct_ids_add(&queue, first);
        for (uint32_t next = 0; next < queue.length; next++) {
            uint32_t v = queue.data[next];

            for (uint32_t i = graph->neighbours.start[v]; i < graph->neighbours.start[v + 1]; i++) {
                uint32_t other = graph->neighbours.value[i];

                if (piece[other] == CT_NO_ID && community[other] == community[v]) {
                    piece[other] = first;
                    ct_ids_add(&queue, other);
                }
            }
        }
    }
    if (graph->n > 0)
        memcpy(community, piece, graph->n * sizeof *community);
}

uint32_t
ct_communities_find(const CtWeightedGraph *graph, uint32_t **ret_community)
{
    uint32_t *community = g_new(uint32_t, (size_t)graph->n + 1);
    g_auto(CtWeightedGraph) level = {0};
    const CtWeightedGraph *at = graph;

    for (uint32_t v = 0; v < graph->n; v++)
        community[v] = v;
    for (int l = 0; l < MOST_LEVELS; l++) {
        g_autofree uint32_t *moved = g_new(uint32_t, (size_t)at->n + 1);

        if (!move_all(at, moved))
            break;
        uint32_t n = renumber(moved, at->n);
        CtWeightedGraph next = contract(at, moved, n);

        for (uint32_t v = 0; v < graph->n; v++)
            community[v] = moved[community[v]];
        ct_weighted_graph_clear(&level);
        level = next;
        at = &level;
    }
    part(graph, community);
    *ret_community = community;
    return renumber(community, graph->n);
}
