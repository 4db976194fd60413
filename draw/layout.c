/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rooms: each container's rooms are sorted by level and rank and broken into lines; how wide the
 * lines may be is chosen so that the whole comes near a shape. Then lines and rooms are stretched
 * to fill what they were given, so that walls align.
 */
#include "draw/layout_parts.h"

#include "draw/metrics.h"

#include <math.h>

/* Past so many rows of a zone, those alike share a slot; past so many slots they get smaller. */
enum { MOST_ROWS_APART = 12, MOST_FULL_SLOTS = 120 };

static const double shape_of_room = 1.7, shape_of_building = 1.75;

/* Rooms of one container, side by side. */
typedef struct Line {
    uint32_t first, n; /* into order */
    double width, height;
    int8_t level;
} Line;

typedef struct Size {
    double width; /* natural */
    double own;   /* height of its own assets at the width that was fitted last */
    uint32_t first_line, n_lines;
    double lines_height;
} Size;

typedef struct Work {
    const CtBlueprint *blueprint;
    CtLayout *layout;
    Size *sizes;     /* a zone each, and one for the building */
    uint32_t *order; /* zones by container, level, rank */
    uint32_t *first; /* container → into order; n_zones + 2 entries; the last is the building */
    GArray *lines;   /* Line */
} Work;

/* --- slots --- */

static void
set_slots(const CtBlueprint *blueprint, uint32_t z, CtRoom *room)
{
    const CtBlueZone *zone = &blueprint->zones[z];
    uint32_t folds = zone->n_assets == 0
                         ? 0
                         : blueprint->assets[zone->first_asset + zone->n_assets - 1].fold -
                               blueprint->assets[zone->first_asset].fold + 1;
    double shrink;

    room->by_rows = zone->n_assets <= MOST_ROWS_APART;
    room->n_slots = room->by_rows ? zone->n_assets : folds;
    shrink = room->n_slots > MOST_FULL_SLOTS ? sqrt((double)MOST_FULL_SLOTS / room->n_slots) : 1;
    room->slot_width = CT_LAYOUT_SLOT_WIDTH * shrink;
    room->slot_height = CT_LAYOUT_SLOT_HEIGHT * shrink;
}

static double
gap_of(const CtRoom *room)
{
    return CT_LAYOUT_SLOT_GAP * room->slot_height / CT_LAYOUT_SLOT_HEIGHT;
}

static double
width_of_columns(const CtRoom *room, uint32_t columns)
{
    return columns * (room->slot_width + gap_of(room)) - gap_of(room);
}

static double
height_of_rows(const CtRoom *room, uint32_t columns)
{
    uint32_t rows = room->n_slots == 0 ? 0 : (room->n_slots + columns - 1) / columns;

    return rows == 0 ? 0 : rows * (room->slot_height + gap_of(room)) - gap_of(room);
}

static uint32_t
columns_within(const CtRoom *room, double width)
{
    double columns = floor((width + gap_of(room) + 1e-6) / (room->slot_width + gap_of(room)));

    return (uint32_t)CLAMP(columns, 1, MAX(room->n_slots, 1));
}

/* As many columns as bring the room near its shape. */
static uint32_t
best_columns(const CtRoom *room)
{
    double cell = (room->slot_width + gap_of(room)) / (room->slot_height + gap_of(room));
    double columns = sqrt(room->n_slots * shape_of_room / cell);

    return (uint32_t)CLAMP(round(columns), 1, MAX(room->n_slots, 1));
}

CtRect
ct_room_slot(const CtRoom *room, uint32_t i)
{
    return (CtRect){room->floor.x + i % room->columns * (room->slot_width + room->slot_gap),
                    room->floor.y + i / room->columns * (room->slot_height + room->slot_gap),
                    room->slot_width, room->slot_height};
}

CtRect
ct_layout_asset(const CtLayout *layout, uint32_t asset)
{
    const CtBlueprint *blueprint = layout->blueprint;
    const CtBlueAsset *row = &blueprint->assets[asset];
    uint32_t first = blueprint->zones[row->zone].first_asset;
    const CtRoom *room = &layout->rooms[row->zone];

    return ct_room_slot(room,
                        room->by_rows ? asset - first : row->fold - blueprint->assets[first].fold);
}

CtRect
ct_slot_cell(CtRect slot, uint32_t n, uint32_t i, uint32_t *ret_columns)
{
    const double shape = (double)CT_LAYOUT_SLOT_WIDTH / CT_LAYOUT_SLOT_HEIGHT;
    double by = slot.width / slot.height / shape;
    uint32_t columns = (uint32_t)MAX(ceil(sqrt(n * by) - 1e-9), 1);
    uint32_t rows = (n + columns - 1) / columns;
    double width = slot.width / columns, height = slot.height / rows;

    *ret_columns = columns;
    return (CtRect){slot.x + i % columns * width + width * 0.03,
                    slot.y + i / columns * height + height * 0.05, width * 0.94, height * 0.9};
}

/* --- lines: widths are given from above, heights come back --- */

static double fit(Work *work, uint32_t z, double width);

/* How much wider than natural the rooms of @line come out at @width; none more than so many times. */
static double
stretch_of(const Line *line, double width)
{
    const double most = 2.4;
    double aisles = (line->n - 1) * CT_LAYOUT_AISLE;

    return CLAMP((width - aisles) / (line->width - aisles), 1, most);
}

/* Breaks the rooms of @container into lines of at most @width, appends them and says how high they
 * come out. */
static double
break_lines(Work *work, uint32_t container, double width, Size *size)
{
    uint32_t first = work->first[container], end = work->first[container + 1];
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
    double height = 0;

    for (uint32_t i = first; i < end; i++) {
        const Size *room = &work->sizes[work->order[i]];
        int8_t level = work->blueprint->zones[work->order[i]].level;
        Line *line = lines->len > 0 ? &g_array_index(lines, Line, lines->len - 1) : NULL;

        if (line == NULL || line->level != level ||
            line->width + CT_LAYOUT_AISLE + room->width > width + 1e-6) {
            Line fresh = {i, 0, -CT_LAYOUT_AISLE, 0, level};

            g_array_append_val(lines, fresh);
            line = &g_array_index(lines, Line, lines->len - 1);
        }
        line->n++;
        line->width += CT_LAYOUT_AISLE + room->width;
    }
    for (guint i = 0; i < lines->len; i++) {
        Line *line = &g_array_index(lines, Line, i);
        double stretch = stretch_of(line, width);

        for (uint32_t k = line->first; k < line->first + line->n; k++)
            line->height = MAX(line->height, fit(work, work->order[k],
                                                 work->sizes[work->order[k]].width * stretch));
        height += line->height + (i > 0 ? CT_LAYOUT_LANE : 0);
    }
    /* Only now: those of the rooms within have been appended meanwhile. */
    size->first_line = work->lines->len;
    size->n_lines = lines->len;
    g_array_append_vals(work->lines, lines->data, lines->len);
    g_array_unref(lines);
    return height;
}

/* Height of @z at @width; remembers columns and lines. */
static double
fit(Work *work, uint32_t z, double width)
{
    CtRoom *room = &work->layout->rooms[z];
    Size *size = &work->sizes[z];
    double inner = width - 2 * CT_LAYOUT_PAD;

    room->columns = columns_within(room, inner);
    size->own = height_of_rows(room, room->columns);
    size->lines_height = 0;
    double height = CT_LAYOUT_TITLE + size->own + CT_LAYOUT_PAD;

    if (room->has_rooms) {
        size->lines_height = break_lines(work, z, inner - 2 * CT_LAYOUT_PAD, size);
        height += size->lines_height + 2 * CT_LAYOUT_PAD + (size->own > 0 ? CT_LAYOUT_PAD : 0);
    }
    return MAX(height, CT_LAYOUT_TITLE + CT_LAYOUT_SLOT_HEIGHT * 0.6);
}

/* The width at which the rooms of @container come nearest to @shape, with @beside and @above taken
 * by others. */
static double
choose_width(Work *work, uint32_t container, double beside, double above, double shape)
{
    enum { TRIES = 32 };
    double widest = 0, all = 0, best = INFINITY, best_width = 0;

    for (uint32_t i = work->first[container]; i < work->first[container + 1]; i++) {
        widest = MAX(widest, work->sizes[work->order[i]].width);
        all += work->sizes[work->order[i]].width + CT_LAYOUT_AISLE;
    }
    for (int t = 0; t <= TRIES; t++) {
        double width = widest + (all - widest) * t / TRIES;
        guint mark = work->lines->len;
        Size size;
        double height = break_lines(work, container, width, &size);
        double off = fabs(log((width + beside) / (height + above) / shape));

        g_array_set_size(work->lines, mark);
        if (off < best - 1e-9) {
            best = off;
            best_width = width;
        }
    }
    return best_width;
}

/* How wide it is by itself. */
static void
measure(Work *work, uint32_t z)
{
    const CtBlueZone *zone = &work->blueprint->zones[z];
    CtRoom *room = &work->layout->rooms[z];
    double title = MIN(ct_text_width(zone->title, 14, true) + 46, 250);
    double inner;

    set_slots(work->blueprint, z, room);
    room->has_rooms = work->first[z] < work->first[z + 1];
    inner = MAX(room->n_slots > 0 ? width_of_columns(room, best_columns(room)) : 0,
                title - 2 * CT_LAYOUT_PAD);
    if (room->has_rooms) {
        double above = CT_LAYOUT_TITLE + height_of_rows(room, best_columns(room));

        inner = MAX(inner, choose_width(work, z, 40, above, shape_of_room) + 2 * CT_LAYOUT_PAD);
    }
    work->sizes[z].width = inner + 2 * CT_LAYOUT_PAD;
}

/* --- placing --- */

static void place(Work *work, uint32_t z, CtRect box);

static void
place_line(Work *work, const Line *line, CtRect box)
{
    double stretch = stretch_of(line, box.width);
    double x = box.x;

    for (uint32_t i = line->first; i < line->first + line->n; i++) {
        double width = work->sizes[work->order[i]].width * stretch;

        place(work, work->order[i], (CtRect){x, box.y, width, box.height});
        x += width + CT_LAYOUT_AISLE;
    }
}

static void
add_band(Work *work, const Line *line, CtRect strip)
{
    CtLayout *layout = work->layout;
    CtBand *band;

    if (layout->n_bands == 0 || layout->bands[layout->n_bands - 1].level != line->level)
        layout->bands[layout->n_bands++] = (CtBand){strip, line->level, false};
    band = &layout->bands[layout->n_bands - 1];
    band->box.height = ct_rect_bottom(strip) - band->box.y;
    for (uint32_t k = line->first; k < line->first + line->n; k++)
        band->stated |= work->blueprint->zones[work->order[k]].level_stated;
}

/* Lines share what @box is higher than they need. */
static void
place_lines(Work *work, const Size *size, CtRect box, bool bands)
{
    double extra = MAX(box.height - size->lines_height, 0) / MAX(size->n_lines, 1);
    double y = box.y;

    for (uint32_t i = 0; i < size->n_lines; i++) {
        Line line = g_array_index(work->lines, Line, size->first_line + i);
        CtRect strip = {box.x, y, box.width, line.height + extra};

        place_line(work, &line, strip);
        if (bands)
            add_band(work, &line, strip);
        y += strip.height + CT_LAYOUT_LANE;
    }
}

/* Slots as large as @floor allows, up to a measure. */
static void
spread_slots(CtRoom *room, CtRect floor)
{
    const double widest = 1.7 * CT_LAYOUT_SLOT_WIDTH, highest = 1.3 * CT_LAYOUT_SLOT_HEIGHT;
    double gap = gap_of(room);
    uint32_t rows;

    if (room->n_slots == 0)
        return;
    room->columns = columns_within(room, floor.width);
    while (room->columns > 1 && height_of_rows(room, room->columns - 1) <= floor.height + 1e-6 &&
           (floor.width + gap) / room->columns - gap < widest * 0.8)
        room->columns--;
    rows = (room->n_slots + room->columns - 1) / room->columns;
    room->slot_gap = gap;
    room->slot_width = MAX(MIN((floor.width + gap) / room->columns - gap, widest), room->slot_width);
    room->slot_height =
        MAX(MIN((floor.height + gap) / rows - gap, highest), room->slot_height);
    room->floor.width = room->columns * (room->slot_width + gap) - gap;
    room->floor.height = rows * (room->slot_height + gap) - gap;
}

static void
place(Work *work, uint32_t z, CtRect box)
{
    CtRoom *room = &work->layout->rooms[z];
    const Size *size = &work->sizes[z];
    double inner = box.width - 2 * CT_LAYOUT_PAD;

    room->box = box;
    room->floor = (CtRect){box.x + CT_LAYOUT_PAD, box.y + CT_LAYOUT_TITLE, inner,
                           room->has_rooms
                               ? size->own
                               : MAX(box.height - CT_LAYOUT_TITLE - CT_LAYOUT_PAD, size->own)};
    spread_slots(room, room->floor);
    if (room->n_slots == 0)
        room->floor.height = 0;
    if (room->has_rooms) {
        double top = CT_LAYOUT_TITLE + CT_LAYOUT_PAD +
                     (size->own > 0 ? size->own + CT_LAYOUT_PAD : 0);

        place_lines(work, size,
                    (CtRect){box.x + 2 * CT_LAYOUT_PAD, box.y + top, inner - 2 * CT_LAYOUT_PAD,
                             box.height - top - 2 * CT_LAYOUT_PAD},
                    false);
    }
}

/* --- the building and what is around it --- */

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
sort_rooms(Work *work)
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
measure_all(Work *work)
{
    uint32_t deepest = 0;

    for (uint32_t z = 0; z < work->blueprint->n_zones; z++)
        deepest = MAX(deepest, work->blueprint->zones[z].depth);
    for (uint32_t depth = deepest + 1; depth-- > 0;)
        for (uint32_t z = 0; z < work->blueprint->n_zones; z++)
            if (work->blueprint->zones[z].depth == depth)
                measure(work, z);
}

/* The outside side by side along the upper edge, its lower side at @bottom. Returns how high. */
static double
place_outside(Work *work, double x, double bottom, double width)
{
    const CtBlueprint *blueprint = work->blueprint;
    double height = 0, each;
    uint32_t n = 0, i = 0;

    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        n += blueprint->zones[z].is_outside && blueprint->zones[z].parent == CT_NO_ID;
    each = (width - (MAX(n, 1) - 1) * CT_LAYOUT_AISLE) / MAX(n, 1);
    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        if (blueprint->zones[z].is_outside && blueprint->zones[z].parent == CT_NO_ID)
            height = MAX(height, fit(work, z, each));
    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        if (blueprint->zones[z].is_outside && blueprint->zones[z].parent == CT_NO_ID)
            place(work, z,
                  (CtRect){x + i++ * (each + CT_LAYOUT_AISLE), bottom - height, each, height});
    return height;
}

/* --- suppliers --- */

typedef struct Stack {
    uint32_t supplier, n; /* premises */
    double width, height;
} Stack;

/* How high it is at @width. */
static void
fit_stack(Work *work, Stack *stack, double width)
{
    stack->width = width;
    stack->height = CT_LAYOUT_DOCK_TITLE + (stack->n > 0 ? 0 : 4);
    for (uint32_t z = 0; z < work->blueprint->n_zones; z++)
        if (is_premises(&work->blueprint->zones[z]) &&
            work->blueprint->zones[z].operated_by == stack->supplier)
            stack->height += fit(work, z, width - 2 * CT_LAYOUT_PAD) + CT_LAYOUT_PAD;
}

static void
find_stacks(Work *work, GArray *stacks)
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
place_dock(Work *work, const Stack *stack, CtRect box, bool on_right)
{
    double y = box.y + CT_LAYOUT_DOCK_TITLE;
    CtDock *dock = &work->layout->docks[work->layout->n_docks];

    *dock = (CtDock){box, stack->supplier, on_right};
    work->layout->dock_of[stack->supplier] = work->layout->n_docks++;
    for (uint32_t z = 0; z < work->blueprint->n_zones; z++) {
        const CtBlueZone *zone = &work->blueprint->zones[z];

        if (!is_premises(zone) || zone->operated_by != stack->supplier)
            continue;
        double width = box.width - 2 * CT_LAYOUT_PAD, height = fit(work, z, width);

        place(work, z, (CtRect){box.x + CT_LAYOUT_PAD, y, width, height});
        y += height + CT_LAYOUT_PAD;
    }
}

/* Docks down the left side, and, where that is more than the building is high, the right one. */
static void
place_docks(Work *work, const GArray *stacks, double left, double right, double top, double high)
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
place_all(Work *work)
{
    CtLayout *layout = work->layout;
    uint32_t n = work->blueprint->n_zones;
    Size *size = &work->sizes[n];
    g_autoptr(GArray) stacks = g_array_new(FALSE, FALSE, sizeof(Stack));
    double side = CT_LAYOUT_MARGIN + CT_LAYOUT_LANE, docks = 0, width, outside;

    find_stacks(work, stacks);
    if (stacks->len > 0)
        docks = g_array_index(stacks, Stack, 0).width + CT_LAYOUT_LANE;
    width = MAX(choose_width(work, n, docks + 60, 130, shape_of_building), 320);
    size->lines_height = break_lines(work, n, width, size);
    place_lines(work, size, (CtRect){0, 0, width, MAX(size->lines_height, 60)}, true);
    layout->building = (CtRect){-CT_LAYOUT_MARGIN, -CT_LAYOUT_MARGIN,
                                width + 2 * CT_LAYOUT_MARGIN,
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
    Work work = {.blueprint = blueprint, .layout = layout};

    layout->blueprint = blueprint;
    layout->rooms = g_new0(CtRoom, (size_t)n + 1);
    layout->docks = g_new0(CtDock, (size_t)blueprint->n_suppliers + 1);
    layout->bands = g_new0(CtBand, (size_t)n + 1);
    layout->dock_of = g_new(uint32_t, (size_t)blueprint->n_suppliers + 1);
    for (uint32_t i = 0; i < blueprint->n_suppliers; i++)
        layout->dock_of[i] = CT_NO_ID;
    work.sizes = g_new0(Size, (size_t)n + 1);
    work.lines = g_array_new(FALSE, FALSE, sizeof(Line));
    sort_rooms(&work);
    measure_all(&work);
    place_all(&work);
    ct_layout_route(layout);
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
    g_free(layout->rooms);
    g_free(layout->docks);
    g_free(layout->bands);
    g_free(layout->routes);
    g_free(layout->points);
    g_free(layout->dock_of);
    g_free(layout->conduit_route);
    g_free(layout);
}
