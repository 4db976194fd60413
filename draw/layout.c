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
    double width, height;
    double own; /* height of its own assets, with a gap below where rooms follow */
    uint32_t first_line, n_lines;
    double lines_width, lines_height;
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

/* As many columns as bring the room near its shape. */
static uint32_t
best_columns(const CtRoom *room)
{
    double cell = (room->slot_width + gap_of(room)) / (room->slot_height + gap_of(room));
    double columns = sqrt(room->n_slots * shape_of_room / cell);

    return (uint32_t)MAX(round(columns), 1);
}

CtRect
ct_room_slot(const CtRoom *room, uint32_t i)
{
    double gap = gap_of(room);

    return (CtRect){room->floor.x + i % room->columns * (room->slot_width + gap),
                    room->floor.y + i / room->columns * (room->slot_height + gap), room->slot_width,
                    room->slot_height};
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

/* --- lines --- */

/* Breaks the rooms of @container into lines of at most @width; appends them. */
static void
break_lines(Work *work, uint32_t container, double width, Size *size)
{
    uint32_t first = work->first[container], end = work->first[container + 1];

    size->first_line = work->lines->len;
    size->lines_width = size->lines_height = 0;
    for (uint32_t i = first; i < end; i++) {
        const Size *room = &work->sizes[work->order[i]];
        int8_t level = work->blueprint->zones[work->order[i]].level;
        Line *line = work->lines->len > size->first_line
                         ? &g_array_index(work->lines, Line, work->lines->len - 1)
                         : NULL;

        if (line == NULL || line->level != level ||
            line->width + CT_LAYOUT_AISLE + room->width > width) {
            Line fresh = {i, 0, -CT_LAYOUT_AISLE, 0, level};

            g_array_append_val(work->lines, fresh);
            line = &g_array_index(work->lines, Line, work->lines->len - 1);
        }
        line->n++;
        line->width += CT_LAYOUT_AISLE + room->width;
        line->height = MAX(line->height, room->height);
    }
    size->n_lines = work->lines->len - size->first_line;
    for (uint32_t i = 0; i < size->n_lines; i++) {
        const Line *line = &g_array_index(work->lines, Line, size->first_line + i);

        size->lines_width = MAX(size->lines_width, line->width);
        size->lines_height += line->height + (i > 0 ? CT_LAYOUT_LANE : 0);
    }
}

/* The lines of @container, near @shape with @above already standing over them. */
static void
choose_lines(Work *work, uint32_t container, double above, double shape, Size *size)
{
    enum { TRIES = 40 };
    double widest = 0, all = 0, best = INFINITY, best_width = 0;

    for (uint32_t i = work->first[container]; i < work->first[container + 1]; i++) {
        widest = MAX(widest, work->sizes[work->order[i]].width);
        all += work->sizes[work->order[i]].width + CT_LAYOUT_AISLE;
    }
    for (int t = 0; t <= TRIES; t++) {
        double width = widest + (all - widest) * t / TRIES;
        guint mark = work->lines->len;
        double off;

        break_lines(work, container, width, size);
        off = fabs(log(size->lines_width / (size->lines_height + above) / shape));
        if (off < best - 1e-9) {
            best = off;
            best_width = width;
        }
        g_array_set_size(work->lines, mark);
    }
    break_lines(work, container, best_width, size);
}

static void
measure(Work *work, uint32_t z)
{
    const CtBlueZone *zone = &work->blueprint->zones[z];
    CtRoom *room = &work->layout->rooms[z];
    Size *size = &work->sizes[z];
    double title = MIN(ct_text_width(zone->title, 13, true) + 62, 260);
    double inner;

    set_slots(work->blueprint, z, room);
    room->columns = best_columns(room);
    room->has_rooms = work->first[z] < work->first[z + 1];
    inner = MAX(room->n_slots > 0 ? width_of_columns(room, room->columns) : 0,
                title - 2 * CT_LAYOUT_PAD);
    if (room->has_rooms) {
        double above = CT_LAYOUT_TITLE + height_of_rows(room, room->columns);

        choose_lines(work, z, above, shape_of_room, size);
        inner = MAX(inner, size->lines_width + 2 * CT_LAYOUT_PAD);
        while (room->n_slots > room->columns && width_of_columns(room, room->columns + 1) <= inner)
            room->columns++;
    }
    size->own = height_of_rows(room, room->columns);
    size->width = inner + 2 * CT_LAYOUT_PAD;
    size->height = CT_LAYOUT_TITLE + size->own + CT_LAYOUT_PAD;
    if (room->has_rooms)
        size->height += size->lines_height + 2 * CT_LAYOUT_PAD + (size->own > 0 ? 8 : 0);
    size->height = MAX(size->height, CT_LAYOUT_TITLE + CT_LAYOUT_SLOT_HEIGHT * 0.6);
}

/* --- placing --- */

static void place(Work *work, uint32_t z, CtRect box);

/* The rooms of a line share what is too wide; none more than doubles. */
static void
place_line(Work *work, const Line *line, CtRect box)
{
    double rooms = line->width - (line->n - 1) * CT_LAYOUT_AISLE;
    double room_for = box.width - (line->n - 1) * CT_LAYOUT_AISLE;
    double stretch = CLAMP(room_for / rooms, 1, 2);
    double x = box.x;

    for (uint32_t i = line->first; i < line->first + line->n; i++) {
        double width = work->sizes[work->order[i]].width * stretch;

        place(work, work->order[i], (CtRect){x, box.y, width, box.height});
        x += width + CT_LAYOUT_AISLE;
    }
}

static void
place_lines(Work *work, const Size *size, CtRect box, bool bands)
{
    double extra = MAX(box.height - size->lines_height, 0) / MAX(size->n_lines, 1);
    double y = box.y;

    for (uint32_t i = 0; i < size->n_lines; i++) {
        Line line = g_array_index(work->lines, Line, size->first_line + i);
        CtRect strip = {box.x, y, box.width, line.height + extra};

        place_line(work, &line, strip);
        if (bands) {
            CtBand *band = &work->layout->bands[work->layout->n_bands];

            if (i > 0 && band[-1].level == line.level) {
                band[-1].box.height = ct_rect_bottom(strip) - band[-1].box.y;
            } else {
                *band = (CtBand){strip, line.level, false};
                work->layout->n_bands++;
            }
            for (uint32_t k = line.first; k < line.first + line.n; k++)
                work->layout->bands[work->layout->n_bands - 1].stated |=
                    work->blueprint->zones[work->order[k]].level_stated;
        }
        y += strip.height + CT_LAYOUT_LANE;
    }
}

static void
place(Work *work, uint32_t z, CtRect box)
{
    CtRoom *room = &work->layout->rooms[z];
    const Size *size = &work->sizes[z];
    double inner = box.width - 2 * CT_LAYOUT_PAD;

    room->box = box;
    while (room->n_slots > room->columns && width_of_columns(room, room->columns + 1) <= inner)
        room->columns++;
    room->floor = (CtRect){box.x + CT_LAYOUT_PAD, box.y + CT_LAYOUT_TITLE, inner,
                           height_of_rows(room, room->columns)};
    if (room->has_rooms) {
        double top = CT_LAYOUT_TITLE + CT_LAYOUT_PAD + (size->own > 0 ? size->own + 8 : 0);

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

/* The outside side by side along the upper edge. Returns how high it is. */
static double
place_outside(Work *work, double x, double y, double width)
{
    const CtBlueprint *blueprint = work->blueprint;
    double height = 0;
    uint32_t n = 0, i = 0;

    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        if (blueprint->zones[z].is_outside && blueprint->zones[z].parent == CT_NO_ID) {
            CtRoom *room = &work->layout->rooms[z];

            n++;
            while (room->n_slots > room->columns &&
                   width_of_columns(room, room->columns + 1) < width - 2 * CT_LAYOUT_PAD)
                room->columns++;
            height =
                MAX(height, MIN(work->sizes[z].height, CT_LAYOUT_TITLE + CT_LAYOUT_PAD +
                                                           height_of_rows(room, room->columns)));
        }
    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        if (blueprint->zones[z].is_outside && blueprint->zones[z].parent == CT_NO_ID) {
            double each = (width - (n - 1) * CT_LAYOUT_AISLE) / n;

            if (work->layout->rooms[z].has_rooms)
                height = MAX(height, work->sizes[z].height);
            place(work, z, (CtRect){x + i * (each + CT_LAYOUT_AISLE), y, each, height});
            i++;
        }
    return height;
}

/* --- suppliers --- */

typedef struct Stack {
    uint32_t supplier;
    double width, height;
} Stack;

static void
find_stacks(Work *work, GArray *stacks)
{
    const CtBlueprint *blueprint = work->blueprint;
    g_autofree Stack *all = g_new0(Stack, (size_t)blueprint->n_suppliers + 1);

    for (uint32_t z = 0; z < blueprint->n_zones; z++) {
        const CtBlueZone *zone = &blueprint->zones[z];

        if (!is_premises(zone))
            continue;
        all[zone->operated_by].width = MAX(all[zone->operated_by].width, work->sizes[z].width);
        all[zone->operated_by].height += work->sizes[z].height + CT_LAYOUT_PAD;
    }
    for (uint32_t i = 0; i < blueprint->n_suppliers; i++) {
        if (all[i].height <= 0 && blueprint->suppliers[i].n_channels == 0)
            continue;
        all[i].supplier = i;
        all[i].width = MAX(all[i].width + 2 * CT_LAYOUT_PAD, CT_LAYOUT_DOCK_WIDTH);
        all[i].height += CT_LAYOUT_TITLE + 14 + CT_LAYOUT_PAD;
        g_array_append_val(stacks, all[i]);
    }
}

static void
place_dock(Work *work, const Stack *stack, CtRect box, bool on_right)
{
    double y = box.y + CT_LAYOUT_TITLE + 14;
    CtDock *dock = &work->layout->docks[work->layout->n_docks];

    *dock = (CtDock){box, stack->supplier, on_right};
    work->layout->dock_of[stack->supplier] = work->layout->n_docks++;
    for (uint32_t z = 0; z < work->blueprint->n_zones; z++) {
        const CtBlueZone *zone = &work->blueprint->zones[z];

        if (!is_premises(zone) || zone->operated_by != stack->supplier)
            continue;
        place(work, z,
              (CtRect){box.x + CT_LAYOUT_PAD, y, box.width - 2 * CT_LAYOUT_PAD,
                       work->sizes[z].height});
        y += work->sizes[z].height + CT_LAYOUT_PAD;
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
    CtRect building;
    double side = CT_LAYOUT_MARGIN + CT_LAYOUT_LANE, outside;

    find_stacks(work, stacks);
    choose_lines(work, n, stacks->len > 0 ? 120 : 60, shape_of_building, size);
    building = (CtRect){0, 0, MAX(size->lines_width, 320), MAX(size->lines_height, 60)};
    place_lines(work, size, building, true);
    layout->building =
        (CtRect){-CT_LAYOUT_MARGIN, -CT_LAYOUT_MARGIN, building.width + 2 * CT_LAYOUT_MARGIN,
                 building.height + 2 * CT_LAYOUT_MARGIN};
    place_docks(work, stacks, -side, building.width + side, -CT_LAYOUT_MARGIN,
                layout->building.height);
    layout->bounds = layout->building;
    for (uint32_t i = 0; i < layout->n_docks; i++)
        grow(&layout->bounds, layout->docks[i].box);
    outside = place_outside(work, layout->bounds.x, 0, layout->bounds.width);
    /* Once it is known how high it is, again where it belongs. */
    place_outside(work, layout->bounds.x, layout->bounds.y - CT_LAYOUT_LANE - outside,
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
