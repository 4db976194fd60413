/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Arcs sorted by where their start comes in a walk through the tree of zones that names each before
 * those within it: the doors of a zone and of all within it are one run of them. Dijkstra (1959)
 * with a bucket for each of the few costs that an arc can have (Dial 1969).
 */
#include "draw/ways.h"

#include "base/sort.h"

enum { FORWARD = 2, CHANNEL = 3, BACKWARD = 5, N_BUCKETS = BACKWARD + 1 };

typedef struct Arc {
    uint32_t first; /* place of where it starts */
    uint32_t to;    /* zone */
    uint32_t route;
    uint8_t cost;
    bool back;
    bool alone;   /* a try takes it and no other */
    bool transit; /* a try may come to it from another */
} Arc;

struct CtWays {
    const CtLayout *layout;
    uint32_t *place; /* zone → place in the walk */
    uint32_t *end;   /* zone → the place behind the last zone within it */
    Arc *arcs;
    uint32_t n_arcs;
};

/* --- the walk --- */

/* Places by depth: how many zones are within each is known before where it comes. */
static void
number_zones(CtWays *ways)
{
    const CtBlueprint *blueprint = ways->layout->blueprint;
    uint32_t n = blueprint->n_zones, deepest = 0, top = 0;
    g_autofree uint32_t *within = g_new(uint32_t, (size_t)n + 1);
    g_autofree uint32_t *next = g_new(uint32_t, (size_t)n + 1);

    ways->place = g_new(uint32_t, (size_t)n + 1);
    ways->end = g_new(uint32_t, (size_t)n + 1);
    for (uint32_t z = 0; z < n; z++) {
        within[z] = 1;
        deepest = MAX(deepest, blueprint->zones[z].depth);
    }
    for (uint32_t depth = deepest; depth > 0; depth--)
        for (uint32_t z = 0; z < n; z++)
            if (blueprint->zones[z].depth == depth)
                within[blueprint->zones[z].parent] += within[z];
    for (uint32_t depth = 0; depth <= deepest; depth++)
        for (uint32_t z = 0; z < n; z++) {
            if (blueprint->zones[z].depth != depth)
                continue;
            uint32_t *at = depth == 0 ? &top : &next[blueprint->zones[z].parent];

            ways->place[z] = *at;
            *at += within[z];
            ways->end[z] = *at;
            next[z] = ways->place[z] + 1;
        }
}

static int
compare_arcs(const void *a, const void *b)
{
    const Arc *x = a, *y = b;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->route != y->route)
        return x->route < y->route ? -1 : 1;
    return (int)x->back - (int)y->back;
}

static void
add_route(CtWays *ways, uint32_t i)
{
    const CtLayout *layout = ways->layout;
    const CtBlueprint *blueprint = layout->blueprint;
    const CtRoute *route = &layout->routes[i];
    bool channel = route->of == CT_ROUTE_CHANNEL;

    if (route->from_zone == CT_NO_ID)
        return;
    ways->arcs[ways->n_arcs++] =
        (Arc){.first = ways->place[route->from_zone],
              .to = route->to_zone,
              .route = i,
              .cost = channel ? CHANNEL : FORWARD,
              .alone = channel,
              .transit = !channel && (blueprint->conduits[route->what].transit ||
                                      blueprint->zones[route->from_zone].is_outside)};
    if (!channel)
        ways->arcs[ways->n_arcs++] = (Arc){.first = ways->place[route->to_zone],
                                           .to = route->from_zone,
                                           .route = i,
                                           .cost = BACKWARD,
                                           .back = true,
                                           .alone = true};
}

CtWays *
ct_ways_new(const CtLayout *layout)
{
    CtWays *ways = g_new0(CtWays, 1);

    ways->layout = layout;
    number_zones(ways);
    ways->arcs = g_new(Arc, 2 * (size_t)layout->n_routes + 1);
    for (uint32_t i = 0; i < layout->n_routes; i++)
        add_route(ways, i);
    ct_sort(ways->arcs, ways->n_arcs, sizeof *ways->arcs, compare_arcs);
    return ways;
}

void
ct_ways_free(CtWays *ways)
{
    if (ways == NULL)
        return;
    g_free(ways->place);
    g_free(ways->end);
    g_free(ways->arcs);
    g_free(ways);
}

/* --- finding --- */

typedef struct Search {
    const CtWays *ways;
    CtWayOf of;
    uint32_t *cost; /* zone → least so far; UINT32_MAX */
    uint32_t *by;   /* zone → arc; CT_NO_ID: the start */
    uint32_t *from; /* zone → zone before */
    GArray *buckets[N_BUCKETS];
} Search;

static bool
is_related(const CtWays *ways, uint32_t a, uint32_t b)
{
    return (ways->place[a] >= ways->place[b] && ways->place[a] < ways->end[b]) ||
           (ways->place[b] >= ways->place[a] && ways->place[b] < ways->end[a]);
}

/* The first arc that starts at @place or behind it. */
static uint32_t
first_arc(const CtWays *ways, uint32_t place)
{
    uint32_t low = 0, high = ways->n_arcs;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (ways->arcs[middle].first < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool
may_follow(const Search *search, uint32_t zone, const Arc *arc)
{
    const Arc *last = search->by[zone] != CT_NO_ID ? &search->ways->arcs[search->by[zone]] : NULL;

    if (search->of == CT_WAY_ATTACK)
        return !arc->alone;
    return last == NULL || (arc->transit && !last->alone);
}

static void
follow(Search *search, uint32_t zone, uint32_t first, uint32_t end)
{
    const CtWays *ways = search->ways;

    for (uint32_t i = first_arc(ways, first); i < ways->n_arcs && ways->arcs[i].first < end; i++) {
        const Arc *arc = &ways->arcs[i];
        uint32_t cost = search->cost[zone] + arc->cost;

        if (cost >= search->cost[arc->to] || !may_follow(search, zone, arc))
            continue;
        search->cost[arc->to] = cost;
        search->by[arc->to] = i;
        search->from[arc->to] = zone;
        g_array_append_val(search->buckets[cost % N_BUCKETS], arc->to);
    }
}

static void
settle(Search *search, uint32_t zone)
{
    const CtWays *ways = search->ways;
    const CtBlueZone *zones = ways->layout->blueprint->zones;

    follow(search, zone, ways->place[zone], ways->end[zone]);
    for (uint32_t up = zones[zone].parent; up != CT_NO_ID; up = zones[up].parent)
        follow(search, zone, ways->place[up], ways->place[up] + 1);
}

/* The zone at which the way has arrived; CT_NO_ID. */
static uint32_t
walk(Search *search, uint32_t from, uint32_t to)
{
    uint32_t n_settled = 0, empty = 0;

    search->cost[from] = 0;
    g_array_append_val(search->buckets[0], from);
    for (uint32_t cost = 0; empty < N_BUCKETS; cost++) {
        GArray *bucket = search->buckets[cost % N_BUCKETS];

        empty = bucket->len == 0 ? empty + 1 : 0;
        for (guint i = 0; i < bucket->len; i++) {
            uint32_t zone = g_array_index(bucket, uint32_t, i);

            if (search->cost[zone] != cost)
                continue;
            if (is_related(search->ways, zone, to))
                return zone;
            if (++n_settled > CT_WAYS_MOST_ZONES)
                return CT_NO_ID;
            settle(search, zone);
        }
        g_array_set_size(bucket, 0);
    }
    return CT_NO_ID;
}

bool
ct_ways_find(const CtWays *ways, CtWayOf of, uint32_t from_zone, uint32_t to_zone, GArray *legs)
{
    uint32_t n = ways->layout->blueprint->n_zones;
    g_autofree uint32_t *cost = g_new(uint32_t, (size_t)n + 1);
    g_autofree uint32_t *by = g_new(uint32_t, (size_t)n + 1);
    g_autofree uint32_t *from = g_new(uint32_t, (size_t)n + 1);
    Search search = {.ways = ways, .of = of, .cost = cost, .by = by, .from = from};
    guint first = legs->len;
    uint32_t zone;

    for (uint32_t z = 0; z < n; z++) {
        cost[z] = UINT32_MAX;
        by[z] = CT_NO_ID;
    }
    for (int i = 0; i < N_BUCKETS; i++)
        search.buckets[i] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    zone = walk(&search, from_zone, to_zone);
    for (int i = 0; i < N_BUCKETS; i++)
        g_array_unref(search.buckets[i]);
    if (zone == CT_NO_ID)
        return false;
    for (; by[zone] != CT_NO_ID; zone = from[zone]) {
        CtLeg leg = {ways->arcs[by[zone]].route, ways->arcs[by[zone]].back};

        g_array_insert_val(legs, first, leg);
    }
    return true;
}
