/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The building and what is around it; rooms are in layout_rooms.c, ways in layout_routes.c. */
#include "draw/layout_parts.h"
#include "draw/ways.h"

static const double shape_of_building = 1.75;

enum { ROUND_WAYS = 6 };

/* Whether a zone is a supplier's own place, beside the building. */
static bool
is_premises(const CtBlueZone *zone)
{
    return zone->parent == CT_NO_ID && zone->operated_by != CT_NO_ID && !zone->level_stated &&
           !zone->is_outside;
}

static bool
is_in_building(const CtBlueZone *zone)
{
    return zone->parent == CT_NO_ID && !zone->is_outside && !is_premises(zone);
}

static int
compare_order(gconstpointer a, gconstpointer b, gpointer data)
{
    const uint32_t *rank = data;
    uint32_t x = rank[*(const uint32_t *)a], y = rank[*(const uint32_t *)b];

    return x < y ? -1 : x > y;
}

/* Zones by what they are in: a zone, or the building; others are left out. */
static void
sort_rooms(CtLayoutWork *work)
{
    const CtBlueprint *blueprint = work->blueprint;
    uint32_t n = blueprint->n_zones;
    g_autofree uint32_t *rank = ct_layout_ranks(blueprint);
    g_autofree uint32_t *next = g_new(uint32_t, (size_t)n + 2);

    work->first = g_new0(uint32_t, (size_t)n + 3);
    work->order = g_new(uint32_t, (size_t)n + 1);
    for (uint32_t z = 0; z < n; z++) {
        const CtBlueZone *zone = &blueprint->zones[z];

        if (zone->parent != CT_NO_ID || is_in_building(zone))
            work->first[(zone->parent != CT_NO_ID ? zone->parent : n) + 1]++;
    }
    for (uint32_t i = 0; i <= n; i++) {
        work->first[i + 1] += work->first[i];
        next[i] = work->first[i];
    }
    for (uint32_t z = 0; z < n; z++) {
        const CtBlueZone *zone = &blueprint->zones[z];

        if (zone->parent != CT_NO_ID || is_in_building(zone))
            work->order[next[zone->parent != CT_NO_ID ? zone->parent : n]++] = z;
    }
    for (uint32_t i = 0; i <= n; i++)
        g_qsort_with_data(work->order + work->first[i], (gint)(work->first[i + 1] - work->first[i]),
                          sizeof *work->order, compare_order, rank);
}

/* Deepest first. */
static void
measure_all(CtLayoutWork *work)
{
    uint32_t deepest = 0;

    for (uint32_t z = 0; z < work->blueprint->n_zones; z++)
        deepest = MAX(deepest, work->blueprint->zones[z].depth);
    for (uint32_t depth = deepest + 1; depth-- > 0;)
        for (uint32_t z = 0; z < work->blueprint->n_zones; z++)
            if (work->blueprint->zones[z].depth == depth)
                ct_layout_measure(work, z);
}

/* The outside side by side along the upper edge, its lower side at @bottom. Returns how high. */
static double
place_outside(CtLayoutWork *work, double x, double bottom, double width)
{
    const CtBlueprint *blueprint = work->blueprint;
    double height = 0, each;
    uint32_t n = 0, i = 0;

    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        n += blueprint->zones[z].is_outside && blueprint->zones[z].parent == CT_NO_ID;
    each = (width - (MAX(n, 1) - 1) * CT_LAYOUT_AISLE) / MAX(n, 1);
    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        if (blueprint->zones[z].is_outside && blueprint->zones[z].parent == CT_NO_ID) {
            double high = ct_layout_fit(work, z, each);

            height = MAX(height, high);
        }
    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        if (blueprint->zones[z].is_outside && blueprint->zones[z].parent == CT_NO_ID)
            ct_layout_place(work, z,
                            (CtRect){x + i++ * (each + CT_LAYOUT_AISLE), bottom - height, each,
                                     height});
    return height;
}

/* --- suppliers --- */

typedef struct Stack {
    uint32_t supplier, n; /* premises */
    double width, height;
} Stack;

/* How high it is at @width. */
static void
fit_stack(CtLayoutWork *work, Stack *stack, double width)
{
    stack->width = width;
    stack->height = CT_LAYOUT_DOCK_TITLE + (stack->n > 0 ? 0 : 4);
    for (uint32_t z = 0; z < work->blueprint->n_zones; z++)
        if (is_premises(&work->blueprint->zones[z]) &&
            work->blueprint->zones[z].operated_by == stack->supplier)
            stack->height += ct_layout_fit(work, z, width - 2 * CT_LAYOUT_PAD) + CT_LAYOUT_PAD;
}

static void
find_stacks(CtLayoutWork *work, GArray *stacks)
{
    const CtBlueprint *blueprint = work->blueprint;
    g_autofree Stack *all = g_new0(Stack, (size_t)blueprint->n_suppliers + 1);
    double widest = CT_LAYOUT_DOCK_WIDTH;

    for (uint32_t z = 0; z < blueprint->n_zones; z++) {
        const CtBlueZone *zone = &blueprint->zones[z];

        if (!is_premises(zone))
            continue;
        all[zone->operated_by].width = MAX(all[zone->operated_by].width, work->sizes[z].width);
        all[zone->operated_by].n++;
    }
    for (uint32_t i = 0; i < blueprint->n_suppliers; i++) {
        if (all[i].n == 0 && blueprint->suppliers[i].n_channels == 0)
            continue;
        all[i].supplier = i;
        all[i].width += 2 * CT_LAYOUT_PAD;
        g_array_append_val(stacks, all[i]);
        widest = MAX(widest, all[i].width);
    }
    for (guint i = 0; i < stacks->len; i++)
        fit_stack(work, &g_array_index(stacks, Stack, i), widest);
}

static void
place_dock(CtLayoutWork *work, const Stack *stack, CtRect box, bool on_right)
{
    double y = box.y + CT_LAYOUT_DOCK_TITLE;
    CtDock *dock = &work->layout->docks[work->layout->n_docks];

    *dock = (CtDock){box, stack->supplier, on_right};
    work->layout->dock_of[stack->supplier] = work->layout->n_docks++;
    for (uint32_t z = 0; z < work->blueprint->n_zones; z++) {
        const CtBlueZone *zone = &work->blueprint->zones[z];

        if (!is_premises(zone) || zone->operated_by != stack->supplier)
            continue;
        double width = box.width - 2 * CT_LAYOUT_PAD, height = ct_layout_fit(work, z, width);

        ct_layout_place(work, z, (CtRect){box.x + CT_LAYOUT_PAD, y, width, height});
        y += height + CT_LAYOUT_PAD;
    }
}

/* Docks down the left side, and, where that is more than the building is high, the right one. */
static void
place_docks(
    CtLayoutWork *work, const GArray *stacks, double left, double right, double top, double high)
{
    double y[2] = {top, top}, width[2] = {0, 0}, all = 0;
    guint split = stacks->len;

    for (guint i = 0; i < stacks->len; i++)
        all += g_array_index(stacks, Stack, i).height + CT_LAYOUT_AISLE;
    if (all > high) {
        double half = 0;

        for (split = 0; split < stacks->len && half < all / 2; split++)
            half += g_array_index(stacks, Stack, split).height + CT_LAYOUT_AISLE;
    }
    for (guint i = 0; i < stacks->len; i++)
        width[i >= split] = MAX(width[i >= split], g_array_index(stacks, Stack, i).width);
    for (guint i = 0; i < stacks->len; i++) {
        const Stack *stack = &g_array_index(stacks, Stack, i);
        int side = i >= split;

        place_dock(work, stack,
                   (CtRect){side == 0 ? left - width[0] : right, y[side], width[side],
                            stack->height},
                   side == 1);
        y[side] += stack->height + CT_LAYOUT_AISLE;
    }
}

static void
grow(CtRect *bounds, CtRect box)
{
    double right = MAX(ct_rect_right(*bounds), ct_rect_right(box));
    double bottom = MAX(ct_rect_bottom(*bounds), ct_rect_bottom(box));

    bounds->x = MIN(bounds->x, box.x);
    bounds->y = MIN(bounds->y, box.y);
    bounds->width = right - bounds->x;
    bounds->height = bottom - bounds->y;
}

static void
place_all(CtLayoutWork *work)
{
    CtLayout *layout = work->layout;
    uint32_t n = work->blueprint->n_zones;
    CtLayoutSize *size = &work->sizes[n];
    g_autoptr(GArray) stacks = g_array_new(FALSE, FALSE, sizeof(Stack));
    double side = CT_LAYOUT_MARGIN + CT_LAYOUT_LANE, docks = 0, width, outside;

    find_stacks(work, stacks);
    if (stacks->len > 0)
        docks = g_array_index(stacks, Stack, 0).width + CT_LAYOUT_LANE;
    width = ct_layout_choose_width(work, n, docks + 60, 130, shape_of_building);
    width = MAX(width, 320);
    size->lines_height = ct_layout_break_lines(work, n, width, size);
    ct_layout_place_lines(work, size, (CtRect){0, 0, width, MAX(size->lines_height, 60)}, true);
    layout->building = (CtRect){-CT_LAYOUT_MARGIN, -CT_LAYOUT_MARGIN, width + 2 * CT_LAYOUT_MARGIN,
                                MAX(size->lines_height, 60) + 2 * CT_LAYOUT_MARGIN};
    place_docks(work, stacks, -side, width + side, -CT_LAYOUT_MARGIN, layout->building.height);
    layout->bounds = layout->building;
    for (uint32_t i = 0; i < layout->n_docks; i++)
        grow(&layout->bounds, layout->docks[i].box);
    outside = place_outside(work, layout->bounds.x, layout->bounds.y - CT_LAYOUT_LANE,
                            layout->bounds.width);
    if (outside > 0) {
        layout->bounds.y -= outside + CT_LAYOUT_LANE;
        layout->bounds.height += outside + CT_LAYOUT_LANE;
    }
}

CtLayout *
ct_layout_new(const CtBlueprint *blueprint)
{
    CtLayout *layout = g_new0(CtLayout, 1);
    uint32_t n = blueprint->n_zones;
    CtLayoutWork work = {.blueprint = blueprint, .layout = layout};

    layout->blueprint = blueprint;
    layout->rooms = g_new0(CtRoom, (size_t)n + 1);
    layout->docks = g_new0(CtDock, (size_t)blueprint->n_suppliers + 1);
    layout->bands = g_new0(CtBand, (size_t)n + 1);
    layout->dock_of = g_new(uint32_t, (size_t)blueprint->n_suppliers + 1);
    for (uint32_t i = 0; i < blueprint->n_suppliers; i++)
        layout->dock_of[i] = CT_NO_ID;
    work.sizes = g_new0(CtLayoutSize, (size_t)n + 1);
    work.lines = g_array_new(FALSE, FALSE, sizeof(CtLayoutLine));
    sort_rooms(&work);
    measure_all(&work);
    place_all(&work);
    ct_layout_route(layout);
    for (uint32_t i = 0; i < layout->n_points; i++)
        grow(&layout->bounds,
             ct_rect_inset((CtRect){layout->points[i].x, layout->points[i].y, 0, 0}, -ROUND_WAYS));
    layout->ways = ct_ways_new(layout);
    g_array_unref(work.lines);
    g_free(work.sizes);
    g_free(work.order);
    g_free(work.first);
    return layout;
}

void
ct_layout_free(CtLayout *layout)
{
    if (layout == NULL)
        return;
    ct_ways_free(layout->ways);
    g_free(layout->rooms);
    g_free(layout->docks);
    g_free(layout->bands);
    g_free(layout->routes);
    g_free(layout->points);
    g_free(layout->dock_of);
    g_free(layout->conduit_route);
    g_free(layout);
}
