/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which conduits are worth asking about a class. Where many conduits meet, each with rules for a
 * few senders or receivers of its own, only those that name a member of the class can let it
 * through.
 */
#include "topology/reach_routes.h"

typedef struct Filing {
    const CtRoutes *routes;
    bool by_receiver;
    CtRouteIndex *index;
    CtIds any_vertex, any_route, row, row_route;
} Filing;

static bool
file_rule(Filing *filing, const CtRule *rule, uint32_t vertex, uint32_t route)
{
    const CtReachRules *rules = filing->routes->rules;
    CtId selector = filing->by_receiver ? rule->to : rule->from;
    const uint32_t *rank = filing->by_receiver ? rules->to_rank : rules->from_rank;

    if (selector == CT_NO_ID)
        return false;
    ct_ids_add(&filing->row,
               ct_tuples_add(&filing->index->rows, (CtTuple){.a = vertex, .b = rank[selector]}));
    ct_ids_add(&filing->row_route, route);
    return true;
}

static void
file_route(Filing *filing, uint32_t route)
{
    const CtModel *model = filing->routes->rules->instances->model;
    const CtReachRoute *row = &filing->routes->routes.data[route];
    const CtConduit *conduit = &model->conduits.data[row->conduit];
    uint32_t vertex = filing->by_receiver ? row->to : row->from;
    bool open = ct_routes_is_open(filing->routes, row->from);
    bool any = filing->by_receiver ? conduit->enforced_by != CT_NO_ID : open;

    for (uint32_t i = 0; !any && i < conduit->allow.length; i++)
        any = !file_rule(filing, &model->rules.data[conduit->allow.start + i], vertex, route);
    if (!any)
        return;
    ct_ids_add(&filing->any_vertex, vertex);
    ct_ids_add(&filing->any_route, route);
}

static void
file_routes(CtRoutes *routes, bool by_receiver)
{
    CtRouteIndex *index = by_receiver ? &routes->by_receiver : &routes->by_sender;
    Filing filing = {.routes = routes, .by_receiver = by_receiver, .index = index};

    for (uint32_t r = 0; r < routes->routes.length; r++)
        if (routes->routes.data[r].kind == CT_ROUTE_PASS)
            file_route(&filing, r);
    ct_csr_build(&index->any, routes->n_vertices, filing.any_vertex.data, filing.any_route.data,
                 filing.any_route.length);
    ct_csr_build(&index->named, index->rows.length, filing.row.data, filing.row_route.data,
                 filing.row_route.length);
    ct_ids_clear(&filing.any_vertex);
    ct_ids_clear(&filing.any_route);
    ct_ids_clear(&filing.row);
    ct_ids_clear(&filing.row_route);
}

void
ct_routes_index_passes(CtRoutes *routes)
{
    file_routes(routes, false);
    file_routes(routes, true);
}

void
ct_route_index_find(const CtRouteIndex *index,
                    const CtIdSets *sets,
                    uint32_t vertex,
                    uint32_t set,
                    CtIds *ret_routes)
{
    uint32_t n;
    const uint32_t *ranks = ct_id_sets_get(sets, set, &n);
    bool single = true;

    for (uint32_t i = index->any.start[vertex]; i < index->any.start[vertex + 1]; i++)
        ct_ids_add(ret_routes, index->any.value[i]);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t row = ct_tuples_find(&index->rows, (CtTuple){.a = vertex, .b = ranks[i]});

        if (row == CT_NO_ID)
            continue;
        single = false;
        for (uint32_t k = index->named.start[row]; k < index->named.start[row + 1]; k++)
            ct_ids_add(ret_routes, index->named.value[k]);
    }
    if (!single)
        ct_ids_sort_unique(ret_routes);
}
