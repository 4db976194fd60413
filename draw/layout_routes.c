/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which way each conduit and channel takes. */
#include "draw/layout_parts.h"

#include "draw/route_grid.h"

#include "base/sort.h"

#include <stdlib.h>

typedef struct Ways {
    CtLayout *layout;
    CtGrid *grid; /* NULL: too large for one */
    GArray *routes, *points;
} Ways;

static void
add_way(Ways *ways, CtRoute route, CtRect from, CtRect to)
{
    CtPoint a = ct_rect_middle(from), b = ct_rect_middle(to);
    bool below = to.y >= ct_rect_bottom(from), above = ct_rect_bottom(to) <= from.y;
    CtPoint points[4];

    if (below || above) {
        double low = MAX(from.x, to.x), high = MIN(ct_rect_right(from), ct_rect_right(to));

        if (low < high)
            a.x = b.x = (low + high) / 2;
        a.y = below ? ct_rect_bottom(from) : from.y;
        b.y = below ? to.y : ct_rect_bottom(to);
        points[1] = (CtPoint){a.x, (a.y + b.y) / 2};
        points[2] = (CtPoint){b.x, (a.y + b.y) / 2};
    } else {
        bool right = to.x >= from.x;

        a.x = right ? ct_rect_right(from) : from.x;
        b.x = right ? to.x : ct_rect_right(to);
        points[1] = (CtPoint){(a.x + b.x) / 2, a.y};
        points[2] = (CtPoint){(a.x + b.x) / 2, b.y};
    }
    points[0] = a;
    points[3] = b;
    route.first_point = ways->points->len;
    route.n_points = 4;
    g_array_append_vals(ways->points, points, 4);
    g_array_append_val(ways->routes, route);
}

/* By the grid where it finds a way, else straight. */
static void
find_way(Ways *ways, CtRoute route, CtGridEnd from, CtGridEnd to, uint32_t bundle, bool branch)
{
    const CtLayout *layout = ways->layout;

    route.first_point = ways->points->len;
    route.is_branch = branch;
    if (ways->grid != NULL && ct_grid_find(ways->grid, from, to, bundle, branch, ways->points)) {
        route.n_points = ways->points->len - route.first_point;
        g_array_append_val(ways->routes, route);
        return;
    }
    route.is_branch = false;
    add_way(ways, route,
            from.zone != CT_NO_ID ? layout->rooms[from.zone].box : layout->docks[from.dock].box,
            layout->rooms[to.zone].box);
}

static void
add_channel(Ways *ways, uint32_t c)
{
    const CtLayout *layout = ways->layout;
    const CtBlueChannel *channel = &layout->blueprint->channels[c];
    uint32_t dock = channel->supplier != CT_NO_ID ? layout->dock_of[channel->supplier] : CT_NO_ID;
    CtRoute route = {.of = CT_ROUTE_CHANNEL, .what = c, .from_zone = CT_NO_ID};
    CtGridEnd from = {CT_NO_ID, dock};
    bool any = false;

    if (channel->n_from > 0)
        route.from_zone = from.zone = channel->from[0].zone;
    else if (dock == CT_NO_ID)
        return;
    for (uint32_t i = 0; i < channel->n_to; i++) {
        CtGridEnd to = {channel->to[i].zone, CT_NO_ID};
        uint32_t before = ways->routes->len;

        if (channel->to[i].zone == route.from_zone)
            continue;
        route.to_zone = channel->to[i].zone;
        find_way(ways, route, from, to, layout->blueprint->n_conduits + c, any);
        any |= ways->routes->len > before &&
               g_array_index(ways->routes, CtRoute, ways->routes->len - 1).n_points > 0;
    }
}

typedef struct Near {
    uint32_t conduit;
    double distance;
} Near;

static int
compare_near(gconstpointer a, gconstpointer b)
{
    const Near *x = a, *y = b;

    if (x->distance < y->distance || x->distance > y->distance)
        return x->distance < y->distance ? -1 : 1;
    return x->conduit < y->conduit ? -1 : x->conduit > y->conduit;
}

static double
gap_between(CtRect a, CtRect b)
{
    double dx = MAX(MAX(a.x - ct_rect_right(b), b.x - ct_rect_right(a)), 0);
    double dy = MAX(MAX(a.y - ct_rect_bottom(b), b.y - ct_rect_bottom(a)), 0);

    return dx + dy;
}

/* The nearest first: they have the least choice. */
static void
add_conduits(Ways *ways)
{
    const CtLayout *layout = ways->layout;
    const CtBlueprint *blueprint = layout->blueprint;
    g_autofree Near *order = g_new(Near, (size_t)blueprint->n_conduits + 1);

    for (uint32_t i = 0; i < blueprint->n_conduits; i++)
        order[i] = (Near){i, gap_between(layout->rooms[blueprint->conduits[i].from].box,
                                         layout->rooms[blueprint->conduits[i].to].box)};
    ct_sort(order, blueprint->n_conduits, sizeof *order, compare_near);
    for (uint32_t k = 0; k < blueprint->n_conduits; k++) {
        uint32_t i = order[k].conduit;
        const CtBlueConduit *conduit = &blueprint->conduits[i];

        layout->conduit_route[i] = ways->routes->len;
        find_way(ways,
                 (CtRoute){.of = CT_ROUTE_CONDUIT,
                           .what = i,
                           .from_zone = conduit->from,
                           .to_zone = conduit->to},
                 (CtGridEnd){conduit->from, CT_NO_ID}, (CtGridEnd){conduit->to, CT_NO_ID}, i,
                 false);
    }
}

void
ct_layout_route(CtLayout *layout)
{
    g_autoptr(CtGrid) grid = ct_grid_new(layout);
    Ways ways = {layout, grid, g_array_new(FALSE, FALSE, sizeof(CtRoute)),
                 g_array_new(FALSE, FALSE, sizeof(CtPoint))};

    layout->conduit_route = g_new(uint32_t, (size_t)layout->blueprint->n_conduits + 1);
    add_conduits(&ways);
    for (uint32_t i = 0; i < layout->blueprint->n_channels; i++)
        add_channel(&ways, i);
    layout->n_routes = ways.routes->len;
    layout->n_points = ways.points->len;
    layout->routes = (CtRoute *)(void *)g_array_free(ways.routes, FALSE);
    layout->points = (CtPoint *)(void *)g_array_free(ways.points, FALSE);
}
