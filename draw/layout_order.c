/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * In which order rooms of one level stand side by side: the barycentre heuristic (Sugiyama, Tagawa
 * and Toda 1981) over doors, from the order of ids on. Each room moves to the mean of where its
 * neighbours are, a fixed number of times, ties by id, so that the order depends on doors and ids
 * alone.
 */
#include "draw/layout_parts.h"

enum { SWEEPS = 12 };

typedef struct Pairs {
    CtIds a, b;
} Pairs;

/* The ancestors of @a and @b that are siblings; false where one is within the other. */
static bool
as_siblings(const CtBlueprint *blueprint, uint32_t *a, uint32_t *b)
{
    const CtBlueZone *zones = blueprint->zones;

    while (zones[*a].depth > zones[*b].depth)
        *a = zones[*a].parent;
    while (zones[*b].depth > zones[*a].depth)
        *b = zones[*b].parent;
    if (*a == *b)
        return false;
    while (zones[*a].parent != zones[*b].parent) {
        *a = zones[*a].parent;
        *b = zones[*b].parent;
    }
    return true;
}

static void
add_pair(const CtBlueprint *blueprint, Pairs *pairs, uint32_t a, uint32_t b)
{
    if (!as_siblings(blueprint, &a, &b))
        return;
    /* The outside is everywhere along its edge: it draws nobody to a side. */
    if (blueprint->zones[a].is_outside || blueprint->zones[b].is_outside)
        return;
    ct_ids_add(&pairs->a, a);
    ct_ids_add(&pairs->b, b);
    ct_ids_add(&pairs->a, b);
    ct_ids_add(&pairs->b, a);
}

static void
find_neighbours(const CtBlueprint *blueprint, CtCsr *ret_neighbours)
{
    Pairs pairs = {0};

    for (uint32_t i = 0; i < blueprint->n_conduits; i++)
        add_pair(blueprint, &pairs, blueprint->conduits[i].from, blueprint->conduits[i].to);
    ct_csr_build(ret_neighbours, blueprint->n_zones, pairs.a.data, pairs.b.data, pairs.a.length);
    ct_ids_clear(&pairs.a);
    ct_ids_clear(&pairs.b);
}

typedef struct Order {
    const CtBlueprint *blueprint;
    const double *wish;
} Order;

/* By siblings, level, wish, id. */
static int
compare(gconstpointer a, gconstpointer b, gpointer data)
{
    const Order *order = data;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    const CtBlueZone *p = &order->blueprint->zones[x], *q = &order->blueprint->zones[y];

    if (p->parent != q->parent)
        return p->parent < q->parent ? -1 : 1;
    if (p->level != q->level)
        return p->level > q->level ? -1 : 1;
    if (order->wish[x] < order->wish[y] || order->wish[x] > order->wish[y])
        return order->wish[x] < order->wish[y] ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Where each stands in its row, 0–1, by @sorted. */
static void
spread(const CtBlueprint *blueprint, const uint32_t *sorted, double *at)
{
    for (uint32_t first = 0, last; first < blueprint->n_zones; first = last) {
        const CtBlueZone *zone = &blueprint->zones[sorted[first]];

        for (last = first; last < blueprint->n_zones &&
                           blueprint->zones[sorted[last]].parent == zone->parent &&
                           blueprint->zones[sorted[last]].level == zone->level;)
            last++;
        for (uint32_t i = first; i < last; i++)
            at[sorted[i]] = (i - first + 0.5) / (last - first);
    }
}

uint32_t *
ct_layout_ranks(const CtBlueprint *blueprint)
{
    uint32_t n = blueprint->n_zones;
    g_auto(CtCsr) neighbours = {0};
    g_autofree uint32_t *sorted = g_new(uint32_t, (size_t)n + 1);
    g_autofree double *at = g_new0(double, (size_t)n + 1);
    g_autofree double *wish = g_new0(double, (size_t)n + 1);
    uint32_t *rank = g_new(uint32_t, (size_t)n + 1);
    Order order = {blueprint, wish};

    find_neighbours(blueprint, &neighbours);
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = i;
    for (int sweep = 0; sweep <= SWEEPS; sweep++) {
        g_qsort_with_data(sorted, (gint)n, sizeof *sorted, compare, &order);
        spread(blueprint, sorted, at);
        for (uint32_t i = 0; i < n; i++) {
            double sum = at[i];
            uint32_t degree = neighbours.start[i + 1] - neighbours.start[i];

            for (uint32_t k = neighbours.start[i]; k < neighbours.start[i + 1]; k++)
                sum += at[neighbours.value[k]];
            wish[i] = sum / (degree + 1);
        }
    }
    for (uint32_t i = 0; i < n; i++)
        rank[sorted[i]] = i;
    return rank;
}
