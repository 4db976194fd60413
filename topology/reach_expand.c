/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a packet can be next, place by place.
 */
#include "topology/reach_walk.h"

/* Over @route, which is no conduit's, to @place of its end vertex. */
static void
follow(CtReachWalk *walk, uint32_t from, const CtReachRoute *route, uint32_t place)
{
    CtTuple state = walk->states.data[from];
    uint32_t n;
    const CtRoutePair *pairs = ct_walk_pairs(walk, route, state.b, &n);
    uint32_t sender = ct_routes_sender(walk->routes, route->to, state.c);

    for (uint32_t i = 0; i < n; i++)
        ct_walk_go(walk, from, place, pairs[i].key_to, sender, state.d);
}

/* Before a first or further conduit: @kind says which, and whether where rules ask no sender. */
static void
expand_zone(CtReachWalk *walk, uint32_t from, CtReachPlaceKind kind, uint32_t zone)
{
    const CtRoutes *routes = walk->routes;
    const CtInstances *instances = routes->rules->instances;
    uint32_t vertex = ct_routes_vertex(routes, kind) + instances->zone_row[zone];
    g_auto(CtIds) passes = {0};

    for (uint32_t r = routes->first_route[vertex]; r < routes->first_route[vertex + 1]; r++) {
        const CtReachRoute *route = &routes->routes.data[r];

        if (route->kind == CT_ROUTE_UP)
            follow(walk, from, route,
                   (uint32_t)kind * instances->n_zones + instances->zone_parent[zone]);
        else if (route->kind == CT_ROUTE_OPEN)
            follow(walk, from, route, ((uint32_t)kind + 1) * instances->n_zones + zone);
        else
            break; /* conduits come last; not all need be asked */
    }
    ct_route_index_find(&routes->by_sender, &routes->rules->sets, vertex, walk->states.data[from].c,
                        &passes);
    for (uint32_t i = 0; i < passes.length; i++)
        ct_walk_enter_conduit(walk, from, zone, &routes->routes.data[passes.data[i]]);
}

static void
land(CtReachWalk *walk, uint32_t from, uint32_t vertex, uint32_t zone)
{
    const CtRoutes *routes = walk->routes;
    const CtInstances *instances = routes->rules->instances;
    uint32_t on_vertex = ct_routes_vertex(routes, CT_PLACE_ON);
    CtTuple state = walk->states.data[from];
    uint32_t last = CT_NO_ID;

    for (uint32_t i = instances->zone_networks.start[zone];
         i < instances->zone_networks.start[zone + 1]; i++) {
        uint32_t segment = routes->groups->segment_of[instances->zone_networks.value[i]];
        uint32_t row = routes->segment_row[segment];
        const CtReachRoute *route = ct_routes_find(routes, vertex, CT_ROUTE_LAND, on_vertex + row);

        if (segment == last || route == NULL)
            continue;
        last = segment;
        if (!walk->labels.listening ||
            ct_labels_family(&walk->labels, state.d) == routes->row_family[row])
            follow(walk, from, route, walk->first_on + segment);
    }
}

static void
expand_into(CtReachWalk *walk, uint32_t from, uint32_t vertex, uint32_t zone)
{
    const CtRoutes *routes = walk->routes;
    const CtInstances *instances = routes->rules->instances;
    uint32_t into = ct_routes_vertex(routes, CT_PLACE_INTO);
    uint32_t place = zone - instances->zone_first[instances->zone_row[zone]];

    for (uint32_t r = routes->first_route[vertex]; r < routes->first_route[vertex + 1]; r++) {
        const CtReachRoute *route = &routes->routes.data[r];
        uint32_t child = route->to - into;

        if (route->kind != CT_ROUTE_DOWN)
            continue;

        uint32_t count = instances->model->zones.data[child].count;
        uint32_t first = instances->zone_first[child] + place * count;

        for (uint32_t i = 0; i < count; i++)
            follow(walk, from, route, CT_PLACE_INTO * instances->n_zones + first + i);
    }
    land(walk, from, vertex, zone);
}

/* What is arrived at over a segment: groups, or listeners on interactive networks. */
static void
arrive(CtReachWalk *walk, uint32_t from, uint32_t segment)
{
    const CtRoutes *routes = walk->routes;
    const CtReachGroups *groups = routes->groups;
    const CtInstances *instances = routes->rules->instances;
    CtTuple state = walk->states.data[from];

    if (walk->labels.listening) {
        for (uint32_t i = groups->segment_networks.start[segment];
             i < groups->segment_networks.start[segment + 1]; i++) {
            uint32_t network = groups->segment_networks.value[i];

            if (!ct_medium_is_carried(
                    (CtMedium)instances->model->networks.data[instances->network_row[network]]
                        .medium))
                ct_walk_go(walk, from, walk->first_end + network, 0, 0, 0);
        }
        return;
    }

    uint32_t row = ct_tuples_find(&routes->segment_keys, (CtTuple){.a = segment, .b = state.b});

    for (uint32_t i = row == CT_NO_ID ? 0 : routes->key_groups.start[row];
         row != CT_NO_ID && i < routes->key_groups.start[row + 1]; i++) {
        uint32_t group = routes->key_groups.value[i];
        const CtServiceGroup *entry = &groups->groups.data[group];

        if (ct_reach_firewall_passes(routes->rules, entry->firewall, entry->cell, state.c))
            ct_walk_go(walk, from, walk->first_end + group, 0, 0, state.d);
    }
}

static void
expand_on(CtReachWalk *walk, uint32_t from, uint32_t vertex, uint32_t segment)
{
    const CtRoutes *routes = walk->routes;
    const CtInstances *instances = routes->rules->instances;
    uint32_t next = ct_routes_vertex(routes, CT_PLACE_NEXT);

    arrive(walk, from, segment);
    for (uint32_t i = routes->segment_zones.start[segment];
         i < routes->segment_zones.start[segment + 1]; i++) {
        uint32_t zone = routes->segment_zones.value[i];
        const CtReachRoute *route =
            ct_routes_find(routes, vertex, CT_ROUTE_LEAVE, next + instances->zone_row[zone]);

        if (route != NULL)
            follow(walk, from, route, CT_PLACE_NEXT * instances->n_zones + zone);
    }
}

static void
expand_hub(CtReachWalk *walk, uint32_t from, uint32_t hub)
{
    const CtReachGroups *groups = walk->routes->groups;
    const CtInstances *instances = walk->routes->rules->instances;
    CtTuple state = walk->states.data[from];

    if (walk->labels.listening) {
        uint32_t segment = groups->hub_segment[hub];

        for (uint32_t i = groups->segment_networks.start[segment];
             i < groups->segment_networks.start[segment + 1]; i++) {
            uint32_t network = groups->segment_networks.value[i];
            CtMedium medium =
                (CtMedium)instances->model->networks.data[instances->network_row[network]].medium;

            if (groups->hub_of[network] == hub && !ct_medium_is_carried(medium))
                ct_walk_go(walk, from, walk->first_end + network, 0, 0, 0);
        }
        return;
    }
    for (uint32_t i = groups->hub_groups.start[hub]; i < groups->hub_groups.start[hub + 1]; i++) {
        uint32_t group = groups->hub_groups.value[i];
        const CtServiceGroup *entry = &groups->groups.data[group];

        if (ct_reach_firewall_passes(walk->routes->rules, entry->firewall, entry->cell, state.c))
            ct_walk_go(walk, from, walk->first_end + group, 0, 0, 0);
    }
}

static void
go_to_hubs(CtReachWalk *walk, uint32_t from, uint32_t network, uint32_t sender)
{
    const CtRoutes *routes = walk->routes;
    const CtReachGroups *groups = routes->groups;
    uint32_t segment = groups->segment_of[network];
    uint32_t on = ct_routes_vertex(routes, CT_PLACE_ON) + routes->segment_row[segment];

    for (uint32_t i = groups->segment_hubs.start[segment];
         i < groups->segment_hubs.start[segment + 1]; i++) {
        uint32_t hub = groups->segment_hubs.value[i];
        bool asks = groups->hub_asks[hub] && !walk->labels.listening;

        if (hub == groups->hub_of[network] && groups->hub_isolated[hub])
            continue;
        ct_walk_go(walk, from, walk->first_hub + hub, 0,
                   asks ? ct_routes_sender(routes, on, sender) : 0, 0);
    }
}

static void
expand_origin(CtReachWalk *walk, uint32_t from, uint32_t network)
{
    const CtRoutes *routes = walk->routes;
    uint32_t segment = routes->groups->segment_of[network];
    uint8_t family = routes->groups->segment_family[segment];
    uint32_t sender = walk->states.data[from].c;
    bool listening = walk->labels.listening;
    uint32_t label = listening ? ct_labels_ports_of(&walk->labels, family) : 0;

    go_to_hubs(walk, from, network, sender);
    if (listening && label == 0)
        return;
    for (uint32_t i = routes->segment_zones.start[segment];
         i < routes->segment_zones.start[segment + 1]; i++) {
        uint32_t zone = routes->segment_zones.value[i];
        uint32_t vertex = routes->rules->instances->zone_row[zone];

        if (listening ||
            ct_tuples_find(&routes->behind, (CtTuple){.a = vertex, .b = family}) != CT_NO_ID)
            ct_walk_go(walk, from, zone, listening ? 0 : family,
                       ct_routes_sender(routes, vertex, sender), label);
    }
}

static void
expand_zone_place(CtReachWalk *walk, uint32_t state, uint32_t place)
{
    const CtInstances *instances = walk->routes->rules->instances;
    uint32_t zone = place % instances->n_zones;
    CtReachPlaceKind kind = (CtReachPlaceKind)(place / instances->n_zones);

    if (kind == CT_PLACE_INTO)
        expand_into(walk, state, ct_routes_vertex(walk->routes, kind) + instances->zone_row[zone],
                    zone);
    else
        expand_zone(walk, state, kind, zone);
}

void
ct_walk_expand(CtReachWalk *walk, uint32_t state)
{
    const CtRoutes *routes = walk->routes;
    uint32_t place = walk->states.data[state].a;
    uint32_t first_door = CT_N_ZONE_PLACES * routes->rules->instances->n_zones;

    if (place < first_door)
        expand_zone_place(walk, state, place);
    else if (place < walk->first_on)
        ct_walk_leave_door(walk, state, (place - first_door) % routes->n_doors,
                           place - first_door >= routes->n_doors);
    else if (place < walk->first_hub)
        expand_on(walk, state,
                  ct_routes_vertex(routes, CT_PLACE_ON) +
                      routes->segment_row[place - walk->first_on],
                  place - walk->first_on);
    else if (place < walk->first_end)
        expand_hub(walk, state, place - walk->first_hub);
    else if (place >= walk->first_origin)
        expand_origin(walk, state, place - walk->first_origin);
}
