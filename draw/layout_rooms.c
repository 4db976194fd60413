/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rooms: each container's rooms are sorted by level and rank and broken into lines; how wide the
 * lines may be is chosen so that the whole comes near a shape. Widths are given from above, heights
 * come back; then lines and rooms are stretched to fill what they were given, so that walls align.
 */
#include "draw/layout_parts.h"

#include "draw/metrics.h"

#include <math.h>

/* Past so many rows of a zone, those alike share a slot; past so many slots they get smaller. */
enum { MOST_ROWS_APART = 12, MOST_FULL_SLOTS = 120 };

static const double shape_of_room = 1.7;

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
    uint32_t column = i % room->columns, row = i / room->columns;

    return (CtRect){room->floor.x + column * (room->slot_width + room->slot_gap),
                    room->floor.y + row * (room->slot_height + room->slot_gap), room->slot_width,
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

    uint32_t row = i / columns;

    *ret_columns = columns;
    return (CtRect){slot.x + i % columns * width + width * 0.03,
                    slot.y + row * height + height * 0.05, width * 0.94, height * 0.9};
}

/* --- lines: widths are given from above, heights come back --- */

/* How much wider than natural the rooms of @line come out at @width; none more than so many times.
 */
static double
stretch_of(const CtLayoutLine *line, double width)
{
    const double most = 2.4;
    double aisles = (line->n - 1) * CT_LAYOUT_AISLE;

    return CLAMP((width - aisles) / (line->width - aisles), 1, most);
}

double
ct_layout_break_lines(CtLayoutWork *work, uint32_t container, double width, CtLayoutSize *size)
{
    uint32_t first = work->first[container], end = work->first[container + 1];
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(CtLayoutLine));
    double height = 0;

    for (uint32_t i = first; i < end; i++) {
        const CtLayoutSize *room = &work->sizes[work->order[i]];
        int8_t level = work->blueprint->zones[work->order[i]].level;
        CtLayoutLine *line =
            lines->len > 0 ? &g_array_index(lines, CtLayoutLine, lines->len - 1) : NULL;

        if (line == NULL || line->level != level ||
            line->width + CT_LAYOUT_AISLE + room->width > width + 1e-6) {
            CtLayoutLine fresh = {i, 0, -CT_LAYOUT_AISLE, 0, level};

            g_array_append_val(lines, fresh);
            line = &g_array_index(lines, CtLayoutLine, lines->len - 1);
        }
        line->n++;
        line->width += CT_LAYOUT_AISLE + room->width;
    }
    for (guint i = 0; i < lines->len; i++) {
        CtLayoutLine *line = &g_array_index(lines, CtLayoutLine, i);
        double stretch = stretch_of(line, width);

        for (uint32_t k = line->first; k < line->first + line->n; k++) {
            double wide = work->sizes[work->order[k]].width * stretch;
            double high = ct_layout_fit(work, work->order[k], wide);

            line->height = MAX(line->height, high);
        }
        height += line->height + (i > 0 ? CT_LAYOUT_LANE : 0);
    }
    /* Only now: those of the rooms within have been appended meanwhile. */
    size->first_line = work->lines->len;
    size->n_lines = lines->len;
    g_array_append_vals(work->lines, lines->data, lines->len);
    g_array_unref(lines);
    return height;
}

double
ct_layout_fit(CtLayoutWork *work, uint32_t z, double width)
{
    CtRoom *room = &work->layout->rooms[z];
    CtLayoutSize *size = &work->sizes[z];
    double inner = width - 2 * CT_LAYOUT_PAD;

    room->columns = columns_within(room, inner);
    size->own = height_of_rows(room, room->columns);
    size->lines_height = 0;
    double height = CT_LAYOUT_TITLE + size->own + CT_LAYOUT_PAD;

    if (room->has_rooms) {
        size->lines_height = ct_layout_break_lines(work, z, inner - 2 * CT_LAYOUT_PAD, size);
        height += size->lines_height + 2 * CT_LAYOUT_PAD + (size->own > 0 ? CT_LAYOUT_PAD : 0);
    }
    return MAX(height, CT_LAYOUT_TITLE + CT_LAYOUT_SLOT_HEIGHT * 0.6);
}

double
ct_layout_choose_width(
    CtLayoutWork *work, uint32_t container, double beside, double above, double shape)
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
        CtLayoutSize size;
        double height = ct_layout_break_lines(work, container, width, &size);
        double off = fabs(log((width + beside) / (height + above) / shape));

        g_array_set_size(work->lines, mark);
        if (off < best - 1e-9) {
            best = off;
            best_width = width;
        }
    }
    return best_width;
}

void
ct_layout_measure(CtLayoutWork *work, uint32_t z)
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

        double rooms = ct_layout_choose_width(work, z, 40, above, shape_of_room);

        inner = MAX(inner, rooms + 2 * CT_LAYOUT_PAD);
    }
    work->sizes[z].width = inner + 2 * CT_LAYOUT_PAD;
}

/* --- placing --- */

static void
place_line(CtLayoutWork *work, const CtLayoutLine *line, CtRect box)
{
    double stretch = stretch_of(line, box.width);
    double x = box.x;

    for (uint32_t i = line->first; i < line->first + line->n; i++) {
        double width = work->sizes[work->order[i]].width * stretch;

        ct_layout_place(work, work->order[i], (CtRect){x, box.y, width, box.height});
        x += width + CT_LAYOUT_AISLE;
    }
}

static void
add_band(CtLayoutWork *work, const CtLayoutLine *line, CtRect strip)
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

void
ct_layout_place_lines(CtLayoutWork *work, const CtLayoutSize *size, CtRect box, bool bands)
{
    double extra = MAX(box.height - size->lines_height, 0) / MAX(size->n_lines, 1);
    double y = box.y;

    for (uint32_t i = 0; i < size->n_lines; i++) {
        CtLayoutLine line = g_array_index(work->lines, CtLayoutLine, size->first_line + i);
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
    room->slot_width =
        MAX(MIN((floor.width + gap) / room->columns - gap, widest), room->slot_width);
    room->slot_height = MAX(MIN((floor.height + gap) / rows - gap, highest), room->slot_height);
    room->floor.width = room->columns * (room->slot_width + gap) - gap;
    room->floor.height = rows * (room->slot_height + gap) - gap;
}

void
ct_layout_place(CtLayoutWork *work, uint32_t z, CtRect box)
{
    CtRoom *room = &work->layout->rooms[z];
    const CtLayoutSize *size = &work->sizes[z];
    double inner = box.width - 2 * CT_LAYOUT_PAD;

    room->box = box;
    room->floor =
        (CtRect){box.x + CT_LAYOUT_PAD, box.y + CT_LAYOUT_TITLE, inner,
                 room->has_rooms ? size->own
                                 : MAX(box.height - CT_LAYOUT_TITLE - CT_LAYOUT_PAD, size->own)};
    spread_slots(room, room->floor);
    if (room->n_slots == 0)
        room->floor.height = 0;
    if (room->has_rooms) {
        double top =
            CT_LAYOUT_TITLE + CT_LAYOUT_PAD + (size->own > 0 ? size->own + CT_LAYOUT_PAD : 0);

        ct_layout_place_lines(work, size,
                              (CtRect){box.x + 2 * CT_LAYOUT_PAD, box.y + top,
                                       inner - 2 * CT_LAYOUT_PAD,
                                       box.height - top - 2 * CT_LAYOUT_PAD},
                              false);
    }
}
