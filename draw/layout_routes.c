/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/layout_parts.h"

#include <string.h>

typedef struct Ways {
    CtLayout *layout;
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

static void
add_channel(Ways *ways, uint32_t c)
{
    CtLayout *layout = ways->layout;
    const CtBlueChannel *channel = &layout->blueprint->channels[c];
    uint32_t dock = channel->supplier != CT_NO_ID ? layout->dock_of[channel->supplier] : CT_NO_ID;
    CtRoute route = {.of = CT_ROUTE_CHANNEL, .what = c, .from_zone = CT_NO_ID};
    CtRect from;

    if (channel->n_from > 0) {
        route.from_zone = channel->from[0].zone;
        from = layout->rooms[route.from_zone].box;
    } else if (dock != CT_NO_ID) {
        from = layout->docks[dock].box;
    } else {
        return;
    }
    for (uint32_t i = 0; i < channel->n_to; i++) {
        route.to_zone = channel->to[i].zone;
        if (route.to_zone != route.from_zone)
            add_way(ways, route, from, layout->rooms[route.to_zone].box);
    }
}

void
ct_layout_route(CtLayout *layout)
{
    const CtBlueprint *blueprint = layout->blueprint;
    Ways ways = {layout, g_array_new(FALSE, FALSE, sizeof(CtRoute)),
                 g_array_new(FALSE, FALSE, sizeof(CtPoint))};

    layout->conduit_route = g_new(uint32_t, (size_t)blueprint->n_conduits + 1);
    for (uint32_t i = 0; i < blueprint->n_conduits; i++) {
        const CtBlueConduit *conduit = &blueprint->conduits[i];

        layout->conduit_route[i] = ways.routes->len;
        add_way(&ways,
                (CtRoute){.of = CT_ROUTE_CONDUIT,
                          .what = i,
                          .from_zone = conduit->from,
                          .to_zone = conduit->to},
                layout->rooms[conduit->from].box, layout->rooms[conduit->to].box);
    }
    for (uint32_t i = 0; i < blueprint->n_channels; i++)
        add_channel(&ways, i);
    layout->n_routes = ways.routes->len;
    layout->n_points = ways.points->len;
    layout->routes = (CtRoute *)(void *)g_array_free(ways.routes, FALSE);
    layout->points = (CtPoint *)(void *)g_array_free(ways.points, FALSE);
}
