/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Vertices are numbered kind by kind: FIRST, NEXT and INTO a zone row each, DOOR and HELD a conduit
 * that needs them, ON a segment row.
 */
#include "topology/reach_routes.h"

#include "base/bits.h"
#include "base/sort.h"
#include "topology/instances_build.h"
#include "topology/rows_add.h"

#include <stdlib.h>

uint32_t
ct_routes_vertex(const CtRoutes *routes, CtReachPlaceKind kind)
{
    uint32_t zones = routes->rules->instances->model->zones.length;
    uint32_t doors = routes->door_conduit.length;

    switch (kind) {
    case CT_PLACE_FIRST:
    case CT_PLACE_FIRST_OPEN:
    case CT_PLACE_NEXT:
    case CT_PLACE_NEXT_OPEN:
    case CT_PLACE_INTO:
        return (uint32_t)kind * zones;
    case CT_PLACE_DOOR:
        return CT_N_ZONE_PLACES * zones;
    case CT_PLACE_HELD:
        return CT_N_ZONE_PLACES * zones + doors;
    case CT_PLACE_ON:
        return CT_N_ZONE_PLACES * zones + 2 * doors;
    }
    g_assert_not_reached();
}

/* Segments that share a network row share a segment row. */
static void
find_segment_rows(CtRoutes *routes)
{
    const CtInstances *instances = routes->rules->instances;
    const CtReachGroups *groups = routes->groups;
    uint32_t n_rows = instances->model->networks.length;
    g_autofree uint32_t *parent = g_new(uint32_t, (size_t)n_rows + 1);

    for (uint32_t r = 0; r < n_rows; r++)
        parent[r] = r;
    for (uint32_t s = 0; s < groups->n_segments; s++) {
        const CtCsr *networks = &groups->segment_networks;
        uint32_t first = instances->network_row[networks->value[networks->start[s]]];

        while (parent[first] != first)
            first = parent[first] = parent[parent[first]];
        for (uint32_t i = networks->start[s] + 1; i < networks->start[s + 1]; i++) {
            uint32_t row = instances->network_row[networks->value[i]];

            while (parent[row] != row)
                row = parent[row] = parent[parent[row]];
            parent[MAX(row, first)] = MIN(row, first);
            first = MIN(row, first);
        }
    }

    g_autofree uint32_t *number = g_new(uint32_t, (size_t)n_rows + 1);

    routes->row_family = g_new0(uint8_t, (size_t)n_rows + 1);
    for (uint32_t r = 0; r < n_rows; r++) {
        uint32_t root = r;

        while (parent[root] != root)
            root = parent[root];
        number[r] = root == r ? routes->n_segment_rows++ : number[root];
    }
    routes->segment_row = g_new(uint32_t, (size_t)groups->n_segments + 1);
    for (uint32_t n = 0; n < instances->n_networks; n++) {
        uint32_t s = groups->segment_of[n];

        routes->segment_row[s] = number[instances->network_row[n]];
        routes->row_family[routes->segment_row[s]] = groups->segment_family[s];
    }
}

static void
find_segment_zones(CtRoutes *routes)
{
    const CtInstances *instances = routes->rules->instances;
    const CtCsr *networks = &routes->groups->segment_networks;
    const CtCsr *zones = &instances->network_zones;
    g_auto(CtIds) segment = {0};
    g_auto(CtIds) listing = {0};
    g_auto(CtIds) one = {0};

    for (uint32_t s = 0; s < routes->groups->n_segments; s++) {
        one.length = 0;
        for (uint32_t i = networks->start[s]; i < networks->start[s + 1]; i++)
            for (uint32_t k = zones->start[networks->value[i]];
                 k < zones->start[networks->value[i] + 1]; k++)
                ct_ids_add(&one, zones->value[k]);
        ct_ids_sort_unique(&one);
        for (uint32_t i = 0; i < one.length; i++) {
            ct_ids_add(&segment, s);
            ct_ids_add(&listing, one.data[i]);
        }
    }
    ct_csr_build(&routes->segment_zones, routes->groups->n_segments, segment.data, listing.data,
                 listing.length);
}

static int
compare_openers(const void *a, const void *b)
{
    const CtReachOpener *x = a;
    const CtReachOpener *y = b;

    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->asset > y->asset) - (x->asset < y->asset);
}

/*
 * Assets of zone row @zone enforce @conduit. Whichever end shares more zones with them tells which
 * instance is meant: the other end then agrees by itself, since what all three share lies around
 * that.
 */
static void
add_side(CtRoutes *routes, CtId conduit, CtId zone, const uint32_t *assets, uint32_t n)
{
    const CtInstances *instances = routes->rules->instances;
    const CtModel *model = instances->model;
    CtId by_from = ct_zone_common(model, zone, model->conduits.data[conduit].from);
    CtId by_to = ct_zone_common(model, zone, model->conduits.data[conduit].to);
    CtOpenerSide side = {
        .by_target = ct_zone_depth(model, by_to) > ct_zone_depth(model, by_from),
        .openers = {.start = routes->openers.length, .length = n},
    };

    side.common = side.by_target ? by_to : by_from;
    for (uint32_t i = 0; i < n; i++)
        CT_ROWS_ADD(&routes->openers,
                    ((CtReachOpener){
                        .place =
                            side.common == CT_NO_ID
                                ? 0
                                : ct_instances_ancestor(instances, instances->asset_zone[assets[i]],
                                                        side.common),
                        .asset = assets[i],
                    }));
    ct_sort(routes->openers.data + side.openers.start, n, sizeof(CtReachOpener), compare_openers);
    CT_ROWS_ADD(&routes->sides, side);
}

static void
find_openers(CtRoutes *routes, CtId conduit)
{
    const CtInstances *instances = routes->rules->instances;
    const CtModel *model = instances->model;
    CtId selector = model->conduits.data[conduit].enforced_by;
    CtConduitPlan *plan = &routes->plans[conduit];

    plan->sides = (CtSpan){.start = routes->sides.length};
    if (selector == CT_NO_ID)
        return;

    const uint32_t *assets = instances->selected.value + instances->selected.start[selector];
    uint32_t n = instances->selected.start[selector + 1] - instances->selected.start[selector];

    /* Instances of an asset row are neighbours, and so are those of one zone row. */
    for (uint32_t i = 0, next; i < n; i = next) {
        CtId zone = model->assets.data[instances->asset_row[assets[i]]].zone;

        for (next = i + 1; next < n; next++)
            if (model->assets.data[instances->asset_row[assets[next]]].zone != zone)
                break;
        add_side(routes, conduit, zone, assets + i, next - i);
    }
    plan->sides.length = routes->sides.length - plan->sides.start;
}

static uint32_t
count_zones(const CtInstances *instances, CtId row)
{
    return row == CT_NO_ID ? 1 : ct_instances_count(instances->zone_first, row);
}

static void
plan_conduits(CtRoutes *routes)
{
    const CtInstances *instances = routes->rules->instances;
    const CtModel *model = instances->model;

    routes->plans = g_new0(CtConduitPlan, (size_t)model->conduits.length + 1);
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        const CtConduit *conduit = &model->conduits.data[c];
        CtConduitPlan *plan = &routes->plans[c];
        uint32_t around;

        plan->common = ct_zone_common(model, conduit->from, conduit->to);
        plan->door = CT_NO_ID;
        around = count_zones(instances, plan->common);
        if (count_zones(instances, conduit->from) > around &&
            count_zones(instances, conduit->to) > around) {
            plan->door = routes->n_doors;
            routes->n_doors += around;
            for (uint32_t i = 0; i < around; i++)
                ct_ids_add(&routes->door_of, routes->door_conduit.length);
            ct_ids_add(&routes->door_conduit, c);
        }
        find_openers(routes, c);
    }
}

static void
add_route(CtRoutes *routes, CtRouteKind kind, uint32_t from, uint32_t to, CtId conduit)
{
    CT_ROWS_ADD(
        &routes->routes,
        ((CtReachRoute){.from = from, .to = to, .conduit = conduit, .kind = (uint8_t)kind}));
}

static void
draw_zones(CtRoutes *routes)
{
    const CtInstances *instances = routes->rules->instances;
    const CtModel *model = instances->model;
    uint32_t first_open = ct_routes_vertex(routes, CT_PLACE_FIRST_OPEN);
    uint32_t next = ct_routes_vertex(routes, CT_PLACE_NEXT);
    uint32_t next_open = ct_routes_vertex(routes, CT_PLACE_NEXT_OPEN);
    uint32_t into = ct_routes_vertex(routes, CT_PLACE_INTO);
    uint32_t on = ct_routes_vertex(routes, CT_PLACE_ON);

    for (uint32_t z = 0; z < model->zones.length; z++) {
        CtId parent = model->zones.data[z].parent;
        uint32_t first = instances->zone_first[z];
        CtSpan networks = model->zones.data[z].networks;

        add_route(routes, CT_ROUTE_OPEN, z, first_open + z, CT_NO_ID);
        add_route(routes, CT_ROUTE_OPEN, next + z, next_open + z, CT_NO_ID);
        if (parent != CT_NO_ID) {
            add_route(routes, CT_ROUTE_UP, z, parent, CT_NO_ID);
            add_route(routes, CT_ROUTE_UP, next + z, next + parent, CT_NO_ID);
            add_route(routes, CT_ROUTE_DOWN, into + parent, into + z, CT_NO_ID);
        }
        if (first == instances->zone_first[z + 1])
            continue;
        for (uint32_t i = 0; i < networks.length; i++) {
            uint32_t network = instances->network_first[model->pool.data[networks.start + i]];
            uint32_t row = routes->segment_row[routes->groups->segment_of[network]];

            add_route(routes, CT_ROUTE_LAND, into + z, on + row, CT_NO_ID);
            add_route(routes, CT_ROUTE_LEAVE, on + row, next + z, CT_NO_ID);
        }
    }
}

/* From the vertices @plain (rules that ask a sender) and @open (the others) of a conduit's `from`.
 */
static void
draw_passes(CtRoutes *routes, CtId conduit, uint32_t plain, uint32_t open, uint32_t to, bool held)
{
    CtConduitTraits traits = ct_conduit_traits(routes->rules->instances->model, conduit);

    if (traits.asks_sender && !held)
        add_route(routes, CT_ROUTE_PASS, plain, to, conduit);
    if (traits.allows_any_sender || traits.is_enforced)
        add_route(routes, CT_ROUTE_PASS, open, to, conduit);
}

static void
draw_conduits(CtRoutes *routes)
{
    const CtModel *model = routes->rules->instances->model;
    g_autofree uint64_t *transit = ct_conduits_transit(model);
    uint32_t first_open = ct_routes_vertex(routes, CT_PLACE_FIRST_OPEN);
    uint32_t next = ct_routes_vertex(routes, CT_PLACE_NEXT);
    uint32_t next_open = ct_routes_vertex(routes, CT_PLACE_NEXT_OPEN);
    uint32_t into = ct_routes_vertex(routes, CT_PLACE_INTO);
    uint32_t door = ct_routes_vertex(routes, CT_PLACE_DOOR);
    uint32_t held = ct_routes_vertex(routes, CT_PLACE_HELD);

    for (uint32_t c = 0, d = 0; c < model->conduits.length; c++) {
        CtId from = model->conduits.data[c].from;
        CtId to = model->conduits.data[c].to;
        bool through_door = routes->plans[c].door != CT_NO_ID;
        uint32_t ends[2] = {through_door ? door + d : into + to, held + d};

        for (uint32_t i = 0; i < (through_door ? 2 : 1); i++) {
            draw_passes(routes, c, from, first_open + from, ends[i], i == 1);
            if (ct_bits_get(transit, c))
                draw_passes(routes, c, next + from, next_open + from, ends[i], i == 1);
            if (through_door)
                add_route(routes, CT_ROUTE_SPREAD, ends[i], into + to, c);
        }
        d += through_door;
    }
}

static int
compare_routes(const void *a, const void *b)
{
    const CtReachRoute *x = a;
    const CtReachRoute *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return (x->conduit > y->conduit) - (x->conduit < y->conduit);
}

static void
index_routes(CtRoutes *routes)
{
    uint32_t kept = 0;
    g_autofree uint32_t *to = NULL;
    g_autofree uint32_t *self = NULL;

    if (routes->routes.length > 0)
        ct_sort(routes->routes.data, routes->routes.length, sizeof(CtReachRoute), compare_routes);
    for (uint32_t i = 0; i < routes->routes.length; i++)
        if (kept == 0 ||
            compare_routes(&routes->routes.data[kept - 1], &routes->routes.data[i]) != 0)
            routes->routes.data[kept++] = routes->routes.data[i];
    routes->routes.length = kept;

    routes->first_route = g_new0(uint32_t, (size_t)routes->n_vertices + 2);
    to = g_new(uint32_t, (size_t)kept + 1);
    self = g_new(uint32_t, (size_t)kept + 1);
    for (uint32_t i = 0; i < kept; i++) {
        routes->first_route[routes->routes.data[i].from + 1]++;
        to[i] = routes->routes.data[i].to;
        self[i] = i;
    }
    for (uint32_t v = 0; v < routes->n_vertices; v++)
        routes->first_route[v + 1] += routes->first_route[v];
    ct_csr_build(&routes->routes_to, routes->n_vertices, to, self, kept);
}

const CtReachRoute *
ct_routes_find(const CtRoutes *routes, uint32_t from, CtRouteKind kind, uint32_t to)
{
    CtReachRoute wanted = {.from = from, .to = to, .conduit = CT_NO_ID, .kind = (uint8_t)kind};
    uint32_t first = routes->first_route[from];

    if (routes->first_route[from + 1] == first)
        return NULL;
    return bsearch(&wanted, routes->routes.data + first, routes->first_route[from + 1] - first,
                   sizeof(CtReachRoute), compare_routes);
}

CtSpan
ct_routes_targets(const CtRoutes *routes, CtId conduit, uint32_t common)
{
    const CtInstances *instances = routes->rules->instances;
    CtId to = instances->model->conduits.data[conduit].to;
    CtId around = routes->plans[conduit].common;
    uint32_t each = count_zones(instances, to) / MAX(count_zones(instances, around), 1);
    uint32_t place = around == CT_NO_ID ? 0 : common - instances->zone_first[around];

    return (CtSpan){.start = instances->zone_first[to] + place * each, .length = each};
}

bool
ct_routes_decides(const CtRoutes *routes, const CtPass *pass, uint32_t i, bool at_open)
{
    CtId rule = routes->pass_rules.data[pass->allow_if.start + i];
    bool asks = routes->rules->instances->model->rules.data[rule].from != CT_NO_ID;

    return at_open ? !asks && pass->deny_if.length == 0 : asks || pass->deny_if.length > 0;
}

CtRoutes *
ct_routes_new(CtReachRules *rules, const CtReachGroups *groups, uint64_t most)
{
    g_autoptr(CtRoutes) routes = g_new0(CtRoutes, 1);

    routes->rules = rules;
    routes->groups = groups;
    find_segment_rows(routes);
    find_segment_zones(routes);
    plan_conduits(routes);
    routes->n_vertices = ct_routes_vertex(routes, CT_PLACE_ON) + routes->n_segment_rows;
    draw_zones(routes);
    draw_conduits(routes);
    index_routes(routes);
    ct_routes_find_matters(routes);
    ct_routes_index_passes(routes);
    return ct_routes_find_behind(routes, most) ? g_steal_pointer(&routes) : NULL;
}

static void
clear_index(CtRouteIndex *index)
{
    ct_csr_clear(&index->any);
    ct_tuples_clear(&index->rows);
    ct_csr_clear(&index->named);
}

void
ct_routes_free(CtRoutes *routes)
{
    if (routes == NULL)
        return;
    g_free(routes->segment_row);
    g_free(routes->row_family);
    ct_csr_clear(&routes->segment_zones);
    g_free(routes->plans);
    ct_ids_clear(&routes->door_conduit);
    ct_ids_clear(&routes->door_of);
    g_free(routes->sides.data);
    g_free(routes->openers.data);
    g_free(routes->routes.data);
    g_free(routes->first_route);
    ct_csr_clear(&routes->routes_to);
    ct_id_sets_clear(&routes->asked);
    clear_index(&routes->by_sender);
    clear_index(&routes->by_receiver);
    g_free(routes->asks_from);
    g_free(routes->asks_to);
    ct_tuples_clear(&routes->keys);
    ct_tuples_clear(&routes->behind);
    g_free(routes->pairs.data);
    g_free(routes->passes.data);
    ct_ids_clear(&routes->pass_rules);
    ct_tuples_clear(&routes->segment_keys);
    ct_csr_clear(&routes->key_groups);
    g_free(routes);
}
