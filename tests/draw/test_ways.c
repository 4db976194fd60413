/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ways by doors, held against a search that tries every conduit from every zone until nothing gets
 * cheaper; and ways inside rooms, which run at right angles and over no tile.
 */
#include "tests/draw/drawn.h"

#include "draw/plan_links.h"
#include "draw/plan_parts.h"
#include "draw/ways.h"
#include "tests/support/check.h"
#include "tests/support/model_generator.h"

#include <math.h>

enum { MODELS = 60, NEVER = 1000000 };

static bool
is_related(const CtBlueprint *blueprint, uint32_t a, uint32_t b)
{
    return ct_blueprint_is_within(blueprint, a, b) || ct_blueprint_is_within(blueprint, b, a);
}

/* What a leg costs, as the header of ways.c has it; -1: it cannot be taken that way. */
static int
cost_of_leg(const CtLayout *layout, CtWayOf of, const CtRoute *route, bool back, bool first)
{
    const CtBlueprint *blueprint = layout->blueprint;
    bool channel = route->of == CT_ROUTE_CHANNEL;

    if (channel || back)
        return of == CT_WAY_TRY && first && !(channel && back) ? (channel ? 3 : 5) : -1;
    if (of == CT_WAY_TRY && !first && !blueprint->conduits[route->what].transit &&
        !blueprint->zones[route->from_zone].is_outside)
        return -1;
    return 2;
}

/* The least cost from @from to @to. Each zone has two: reached by what may go on, and by what not.
 */
static int
naive_cost(const CtLayout *layout, CtWayOf of, uint32_t from, uint32_t to)
{
    const CtBlueprint *blueprint = layout->blueprint;
    g_autofree int *cost = g_new(int, (size_t)blueprint->n_zones + 1);
    int best = is_related(blueprint, from, to) ? 0 : NEVER;
    bool changed = true;

    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        cost[z] = NEVER;
    cost[from] = 0;
    while (changed) {
        changed = false;
        for (uint32_t i = 0; i < layout->n_routes; i++)
            for (int back = 0; back < 2; back++)
                for (uint32_t z = 0; z < blueprint->n_zones; z++) {
                    const CtRoute *route = &layout->routes[i];
                    uint32_t start = back ? route->to_zone : route->from_zone;
                    uint32_t end = back ? route->from_zone : route->to_zone;
                    int leg;

                    if (start == CT_NO_ID || end == CT_NO_ID || cost[z] == NEVER ||
                        !is_related(blueprint, z, start))
                        continue;
                    leg = cost_of_leg(layout, of, route, back, cost[z] == 0);
                    if (leg < 0)
                        continue;
                    if (is_related(blueprint, end, to))
                        best = MIN(best, cost[z] + leg);
                    /* Channels and replies end the way. */
                    if (route->of == CT_ROUTE_CONDUIT && !back && cost[z] + leg < cost[end]) {
                        cost[end] = cost[z] + leg;
                        changed = true;
                    }
                }
    }
    return best;
}

static int
cost_of(const CtLayout *layout, CtWayOf of, const GArray *legs)
{
    int cost = 0;

    for (guint i = 0; i < legs->len; i++) {
        const CtLeg *leg = &g_array_index(legs, CtLeg, i);
        int one = cost_of_leg(layout, of, &layout->routes[leg->route], leg->back, i == 0);

        CHECK_MSG(one > 0, "leg %u cannot be taken", i);
        CHECK_MSG(i == 0 || !g_array_index(legs, CtLeg, i - 1).back, "on behind a reply");
        cost += one;
    }
    return cost;
}

static void
check_ways(const CtLayout *layout, uint64_t seed, uint32_t *n_found)
{
    uint32_t n = MIN(layout->blueprint->n_zones, 12);

    for (uint32_t from = 0; from < n; from++)
        for (uint32_t to = 0; to < n; to++)
            for (CtWayOf of = CT_WAY_TRY; of <= CT_WAY_ATTACK; of++) {
                g_autoptr(GArray) legs = g_array_new(FALSE, FALSE, sizeof(CtLeg));
                int want = naive_cost(layout, of, from, to);
                bool found = ct_ways_find(layout->ways, of, from, to, legs);

                CHECK_MSG(found == (want < NEVER), "model %u: %u to %u", (unsigned)seed, from, to);
                if (found)
                    CHECK_INT(cost_of(layout, of, legs), want);
                *n_found += found && legs->len > 1;
            }
}

static void
test_ways_are_the_cheapest(void)
{
    uint32_t n_found = 0;

    for (uint64_t seed = 0; seed < MODELS; seed++) {
        g_auto(CtDrawn) drawn = {0};
        g_autofree char *yaml = ct_generate_model(seed, &ct_generator_all), *why = NULL;

        if (ct_drawn_init(&drawn, yaml, 200, 150, &why))
            check_ways(drawn.layout, seed, &n_found);
    }
    CHECK_MSG(n_found > 10, "only %u ways by several doors", n_found);
}

/* Whether the leg from @a to @b passes over the inside of @tile. */
static bool
passes(CtPoint a, CtPoint b, CtRect tile)
{
    CtRect leg = {MIN(a.x, b.x) - 1e-4, MIN(a.y, b.y) - 1e-4, fabs(a.x - b.x) + 2e-4,
                  fabs(a.y - b.y) + 2e-4};

    return ct_rect_meets(leg, ct_rect_inset(tile, 1));
}

static CtLinkEnd
tile_end(const CtLayout *layout, uint32_t asset)
{
    return (CtLinkEnd){.zone = layout->blueprint->assets[asset].zone,
                       .is_tile = true,
                       .tile = ct_layout_asset(layout, asset)};
}

/* Between two tiles of a room, and from a tile to a point in its wall. */
static void
check_link(const CtLayout *layout, uint64_t seed, CtLinkEnd from, CtLinkEnd to)
{
    const CtBlueprint *blueprint = layout->blueprint;
    const CtBlueZone *zone = &blueprint->zones[from.zone];
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));

    ct_plan_link(layout, from, to, points);
    CHECK_MSG(points->len >= 2, "model %u: no way", (unsigned)seed);
    for (guint i = 0; i + 1 < points->len; i++) {
        CtPoint a = g_array_index(points, CtPoint, i), b = g_array_index(points, CtPoint, i + 1);

        CHECK_MSG(fabs(a.x - b.x) < 1e-6 || fabs(a.y - b.y) < 1e-6, "model %u: aslant at %u of %u",
                  (unsigned)seed, i, points->len);
        for (uint32_t k = 0; k < zone->n_assets; k++)
            CHECK_MSG(!passes(a, b, ct_layout_asset(layout, zone->first_asset + k)),
                      "model %u: over a tile", (unsigned)seed);
        CHECK_MSG(ct_rect_holds(layout->rooms[from.zone].box,
                                (CtRect){MIN(a.x, b.x), MIN(a.y, b.y), fabs(a.x - b.x),
                                         fabs(a.y - b.y)}),
                  "model %u: out of the room", (unsigned)seed);
    }
}

static void
check_room(const CtLayout *layout, uint64_t seed, uint32_t z, uint32_t *n)
{
    const CtBlueZone *zone = &layout->blueprint->zones[z];
    CtRect box = layout->rooms[z].box;
    const CtPoint doors[] = {{box.x + box.width * 0.3, box.y},
                             {ct_rect_right(box), box.y + box.height * 0.6},
                             {box.x + box.width * 0.7, ct_rect_bottom(box)},
                             {box.x, box.y + box.height * 0.9}};

    for (uint32_t i = 0; i < MIN(zone->n_assets, 8); i++) {
        CtLinkEnd tile = tile_end(layout, zone->first_asset + i);

        for (size_t k = 0; k < G_N_ELEMENTS(doors); k++) {
            check_link(layout, seed, tile, (CtLinkEnd){.zone = z, .door = doors[k]});
            check_link(layout, seed, (CtLinkEnd){.zone = z, .door = doors[k]}, tile);
        }
        for (uint32_t k = 0; k < MIN(zone->n_assets, 8); k++) {
            CtLinkEnd other = tile_end(layout, zone->first_asset + k);

            if (fabs(other.tile.x - tile.tile.x) + fabs(other.tile.y - tile.tile.y) > 1)
                check_link(layout, seed, tile, other);
            *n += 1;
        }
    }
}

static void
test_links_pass_between_tiles(void)
{
    uint32_t n = 0;

    for (uint64_t seed = 0; seed < MODELS; seed++) {
        g_auto(CtDrawn) drawn = {0};
        g_autofree char *yaml = ct_generate_model(seed, &ct_generator_all), *why = NULL;

        if (!ct_drawn_init(&drawn, yaml, 200, 150, &why))
            continue;
        for (uint32_t z = 0; z < drawn.blueprint->n_zones; z++)
            if (!drawn.layout->rooms[z].has_rooms)
                check_room(drawn.layout, seed, z, &n);
    }
    CHECK_MSG(n > 500, "only %u links", n);
}

CU_TestInfo test_ways_tests[] = {
    {"ways are the cheapest", test_ways_are_the_cheapest},
    {"links pass between tiles", test_links_pass_between_tiles},
    CU_TEST_INFO_NULL,
};
