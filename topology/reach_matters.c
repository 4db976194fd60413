/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which selectors matter where. Of senders: those that rules of routes ahead ask for, and firewalls
 * of groups that can be arrived at. Of receivers: those that rules of routes behind have asked for.
 * Both are least fixpoints over the map, by a worklist; any larger set would serve as well (classes
 * would only be cut down less), so a model too large for a bit row a vertex gets one full row.
 */
#include "topology/reach_routes.h"

#include "base/bits.h"

#include <string.h>

enum { MOST_WORDS = 1 << 24 };

static void
mark_rules(const CtRoutes *routes, CtSpan list, const uint32_t *rank, bool to, uint64_t *bits)
{
    const CtModel *model = routes->rules->instances->model;

    for (uint32_t i = 0; i < list.length; i++) {
        const CtRule *rule = &model->rules.data[list.start + i];
        CtId selector = to ? rule->to : rule->from;

        if (selector != CT_NO_ID)
            ct_bits_set(bits, rank[selector]);
    }
}

/* What the rules of @conduit ask for, into a scratch row. */
static void
mark_conduit(const CtRoutes *routes, CtId conduit, bool to, uint64_t *bits)
{
    const CtConduit *row = &routes->rules->instances->model->conduits.data[conduit];
    const uint32_t *rank = to ? routes->rules->to_rank : routes->rules->from_rank;

    mark_rules(routes, row->allow, rank, to, bits);
    mark_rules(routes, row->deny, rank, to, bits);
}

static bool
unite(uint64_t *into, const uint64_t *bits, size_t words)
{
    bool grew = false;

    for (size_t i = 0; i < words; i++) {
        grew = grew || (bits[i] & ~into[i]) != 0;
        into[i] |= bits[i];
    }
    return grew;
}

typedef struct Spread {
    CtRoutes *routes;
    uint64_t *bits;
    size_t words;
    bool forward; /* along the routes, else against them */
    CtIds queue;
    uint64_t *queued;
    uint64_t *scratch;
} Spread;

static void
enqueue(Spread *spread, uint32_t vertex)
{
    if (ct_bits_get(spread->queued, vertex))
        return;
    ct_bits_set(spread->queued, vertex);
    ct_ids_add(&spread->queue, vertex);
}

static void
follow(Spread *spread, const CtRoute *route)
{
    uint32_t source = spread->forward ? route->from : route->to;
    uint32_t target = spread->forward ? route->to : route->from;

    memcpy(spread->scratch, spread->bits + source * spread->words,
           spread->words * sizeof *spread->scratch);
    if (route->kind == CT_ROUTE_PASS)
        mark_conduit(spread->routes, route->conduit, spread->forward, spread->scratch);
    if (unite(spread->bits + target * spread->words, spread->scratch, spread->words))
        enqueue(spread, target);
}

static void
spread_bits(CtRoutes *routes, uint64_t *bits, size_t words, bool forward)
{
    Spread spread = {
        .routes = routes,
        .bits = bits,
        .words = words,
        .forward = forward,
        .queued = ct_bits_new(routes->n_vertices),
        .scratch = g_new(uint64_t, words),
    };

    for (uint32_t v = 0; v < routes->n_vertices; v++)
        enqueue(&spread, v);
    for (uint32_t i = 0; i < spread.queue.length; i++) {
        uint32_t v = spread.queue.data[i];

        ct_bits_unset(spread.queued, v);
        if (forward)
            for (uint32_t r = routes->first_route[v]; r < routes->first_route[v + 1]; r++)
                follow(&spread, &routes->routes.data[r]);
        else
            for (uint32_t r = routes->routes_to.start[v]; r < routes->routes_to.start[v + 1]; r++)
                follow(&spread, &routes->routes.data[routes->routes_to.value[r]]);
        if (i == 65536) { /* what is done need not be kept */
            memmove(spread.queue.data, spread.queue.data + i + 1,
                    (spread.queue.length - i - 1) * sizeof *spread.queue.data);
            spread.queue.length -= i + 1;
            i = UINT32_MAX;
        }
    }
    ct_ids_clear(&spread.queue);
    g_free(spread.queued);
    g_free(spread.scratch);
}

/* A row a vertex, or one row of ones where that would be too much. */
static uint64_t *
new_rows(const CtRoutes *routes, uint32_t n_ranks, size_t *ret_stride)
{
    size_t words = (size_t)n_ranks / 64 + 1;

    if (words * ((size_t)routes->n_vertices + 1) > MOST_WORDS) {
        uint64_t *full = g_new(uint64_t, words);

        memset(full, 0xFF, words * sizeof *full);
        *ret_stride = 0;
        return full;
    }
    *ret_stride = words;
    return g_new0(uint64_t, words * ((size_t)routes->n_vertices + 1));
}

/* Firewalls of groups ask for senders where packets arrive. */
static void
mark_firewalls(CtRoutes *routes)
{
    const CtModel *model = routes->rules->instances->model;
    const CtReachGroups *groups = routes->groups;
    uint32_t on = ct_routes_vertex(routes, CT_PLACE_ON);

    for (uint32_t s = 0; s < groups->n_segments; s++) {
        uint64_t *bits = routes->asks_from + (on + routes->segment_row[s]) * routes->from_stride;

        for (uint32_t i = groups->segment_groups.start[s]; i < groups->segment_groups.start[s + 1];
             i++) {
            CtId firewall = groups->groups.data[groups->segment_groups.value[i]].firewall;

            if (firewall == CT_NO_ID)
                continue;
            mark_rules(routes, model->firewalls.data[firewall].allow, routes->rules->from_rank,
                       false, bits);
            mark_rules(routes, model->firewalls.data[firewall].deny, routes->rules->from_rank,
                       false, bits);
        }
    }
}

void
ct_routes_find_matters(CtRoutes *routes)
{
    routes->asks_from = new_rows(routes, routes->rules->n_from, &routes->from_stride);
    routes->asks_to = new_rows(routes, routes->rules->n_to, &routes->to_stride);
    if (routes->from_stride != 0 && routes->rules->n_from > 0) {
        mark_firewalls(routes);
        spread_bits(routes, routes->asks_from, routes->from_stride, false);
    }
    if (routes->to_stride != 0 && routes->rules->n_to > 0)
        spread_bits(routes, routes->asks_to, routes->to_stride, true);
}

uint32_t
ct_routes_sender(const CtRoutes *routes, uint32_t vertex, uint32_t sender)
{
    if (sender == 0)
        return 0;
    return ct_id_sets_intersect(&routes->rules->sets, sender,
                                routes->asks_from + vertex * routes->from_stride);
}
