/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/plan_links.h"

#include "draw/layout_parts.h"

#include <math.h>

enum { RING = 5, STEP_OUT = 9, FROM_CORNER = 8, MOST = 24 };

typedef struct Line {
    CtPoint at[MOST];
    uint32_t n;
} Line;

static void
add(Line *line, CtPoint point)
{
    if (line->n < MOST)
        line->at[line->n++] = point;
}

static double
length_of(const Line *line)
{
    double length = 0;

    for (uint32_t i = 0; i + 1 < line->n; i++)
        length += fabs(line->at[i + 1].x - line->at[i].x) + fabs(line->at[i + 1].y - line->at[i].y);
    return length;
}

/* --- around the floor --- */

/* Just inside the walls, below the title. */
static CtRect
ring_of(const CtRoom *room)
{
    double top =
        room->floor.height > 0 ? room->floor.y - room->slot_gap / 2 : room->box.y + CT_LAYOUT_TITLE;
    double left = room->box.x + RING, bottom = ct_rect_bottom(room->box) - RING;

    return (CtRect){left, top, MAX(ct_rect_right(room->box) - RING - left, 1),
                    MAX(bottom - top, 1)};
}

/* The point of the ring next to @point. */
static CtPoint
onto(CtRect ring, CtPoint point)
{
    CtPoint in = {CLAMP(point.x, ring.x, ct_rect_right(ring)),
                  CLAMP(point.y, ring.y, ct_rect_bottom(ring))};
    double left = in.x - ring.x, right = ct_rect_right(ring) - in.x;
    double up = in.y - ring.y, down = ct_rect_bottom(ring) - in.y;
    double least = MIN(MIN(left, right), MIN(up, down));

    if (least <= 0)
        return in;
    if (least == up)
        in.y = ring.y;
    else if (least == down)
        in.y = ct_rect_bottom(ring);
    else
        in.x = least == left ? ring.x : ct_rect_right(ring);
    return in;
}

/* How far around the ring, clockwise from its upper left corner. */
static double
around(CtRect ring, CtPoint point)
{
    const double slack = 1e-6;

    if (point.y <= ring.y + slack)
        return point.x - ring.x;
    if (point.x >= ct_rect_right(ring) - slack)
        return ring.width + point.y - ring.y;
    if (point.y >= ct_rect_bottom(ring) - slack)
        return ring.width + ring.height + ct_rect_right(ring) - point.x;
    return 2 * ring.width + ring.height + ct_rect_bottom(ring) - point.y;
}

/* From @a to @b, both on the ring: the corners of the shorter way, then @b. */
static void
go_around(Line *line, CtRect ring, CtPoint a, CtPoint b)
{
    const double all = 2 * (ring.width + ring.height);
    const double corner_at[] = {0, ring.width, ring.width + ring.height,
                                2 * ring.width + ring.height};
    const CtPoint corner[] = {{ring.x, ring.y},
                              {ct_rect_right(ring), ring.y},
                              {ct_rect_right(ring), ct_rect_bottom(ring)},
                              {ring.x, ct_rect_bottom(ring)}};
    double start = around(ring, a), ahead = fmod(around(ring, b) - start + all, all);
    bool clockwise = ahead <= all / 2;
    double far = clockwise ? ahead : all - ahead;
    double done = 0;

    for (int turn = 0; turn < 4; turn++) {
        double next = INFINITY;
        int which = 0;

        for (int i = 0; i < 4; i++) {
            double to = clockwise ? fmod(corner_at[i] - start + all, all)
                                  : fmod(start - corner_at[i] + all, all);

            if (to > done + 1e-9 && to < next) {
                next = to;
                which = i;
            }
        }
        if (next >= far)
            break;
        add(line, corner[which]);
        done = next;
    }
    add(line, b);
}

/* --- out of a tile --- */

/* From the edge of @tile to @goal on the ring, along the gap above or below it. */
static Line
leave_tile(const CtRoom *room, CtRect tile, CtPoint goal)
{
    CtRect ring = ring_of(room);
    Line best = {.n = 0};

    for (int choice = 0; choice < 4; choice++) {
        bool below = choice & 1, right = choice & 2;
        double gap =
            below ? ct_rect_bottom(tile) + room->slot_gap / 2 : tile.y - room->slot_gap / 2;
        Line line = {.n = 0};

        gap = CLAMP(gap, ring.y, ct_rect_bottom(ring));
        CtPoint out = {tile.x + tile.width / 2, gap};
        bool at_edge = gap <= ring.y + 1e-6 || gap >= ct_rect_bottom(ring) - 1e-6;
        CtPoint side = {right ? ct_rect_right(ring) : ring.x, gap};

        add(&line, (CtPoint){out.x, below ? ct_rect_bottom(tile) : tile.y});
        add(&line, out);
        if (!at_edge)
            add(&line, side);
        go_around(&line, ring, at_edge ? out : side, goal);
        if (best.n == 0 || length_of(&line) < length_of(&best))
            best = line;
    }
    return best;
}

/* Between two tiles of a room: into the gap of one, along a gap between columns, into the other's.
 */
static Line
between_tiles(const CtRoom *room, CtRect a, CtRect b)
{
    CtRect ring = ring_of(room);
    Line best = {.n = 0};

    for (int choice = 0; choice < 8; choice++) {
        double half = room->slot_gap / 2;
        double y1 = choice & 1 ? ct_rect_bottom(a) + half : a.y - half;
        double y2 = choice & 2 ? ct_rect_bottom(b) + half : b.y - half;
        double x = choice & 4 ? ct_rect_right(b) + half : b.x - half;
        double mid_a = a.x + a.width / 2, mid_b = b.x + b.width / 2;
        Line line = {.n = 0};

        y1 = CLAMP(y1, ring.y, ct_rect_bottom(ring));
        y2 = CLAMP(y2, ring.y, ct_rect_bottom(ring));
        add(&line, (CtPoint){mid_a, choice & 1 ? ct_rect_bottom(a) : a.y});
        add(&line, (CtPoint){mid_a, y1});
        if (fabs(y1 - y2) > 1e-6) {
            add(&line, (CtPoint){x, y1});
            add(&line, (CtPoint){x, y2});
        }
        add(&line, (CtPoint){mid_b, y2});
        add(&line, (CtPoint){mid_b, choice & 2 ? ct_rect_bottom(b) : b.y});
        if (best.n == 0 || length_of(&line) < length_of(&best))
            best = line;
    }
    return best;
}

/* --- out of rooms --- */

/* Where one leaves @box for @goal, which lies outside: not in a corner. */
static CtPoint
exit_of(CtRect box, CtPoint goal)
{
    double in_x = MIN(FROM_CORNER, box.width / 2), in_y = MIN(FROM_CORNER, box.height / 2);
    CtPoint at = {CLAMP(goal.x, box.x + in_x, ct_rect_right(box) - in_x),
                  CLAMP(goal.y, box.y + in_y, ct_rect_bottom(box) - in_y)};
    double dx = goal.x < box.x ? box.x - goal.x : MAX(goal.x - ct_rect_right(box), 0);
    double dy = goal.y < box.y ? box.y - goal.y : MAX(goal.y - ct_rect_bottom(box), 0);

    if (dx > dy)
        at.x = goal.x < box.x ? box.x : ct_rect_right(box);
    else
        at.y = goal.y < box.y ? box.y : ct_rect_bottom(box);
    return at;
}

/* A step away from the wall of @box at @at. */
static CtPoint
step_out(CtRect box, CtPoint at)
{
    if (at.x <= box.x || at.x >= ct_rect_right(box))
        return (CtPoint){at.x <= box.x ? at.x - STEP_OUT : at.x + STEP_OUT, at.y};
    return (CtPoint){at.x, at.y <= box.y ? at.y - STEP_OUT : at.y + STEP_OUT};
}

/* From the end to the inside of the room of @zone, in or around which it is, on the way to @goal.
 */
static Line
climb(const CtLayout *layout, const CtLinkEnd *end, uint32_t zone, CtPoint goal)
{
    const CtBlueZone *zones = layout->blueprint->zones;
    uint32_t at = end->zone;
    CtRect ring = ring_of(&layout->rooms[at]);
    CtPoint exit = at == zone ? goal : exit_of(layout->rooms[at].box, goal);
    Line line = {.n = 0};

    if (end->is_tile) {
        line = leave_tile(&layout->rooms[at], end->tile, onto(ring, exit));
    } else {
        add(&line, end->door);
        add(&line, onto(ring, end->door));
        if (at != zone)
            go_around(&line, ring, onto(ring, end->door), onto(ring, exit));
    }
    for (; at != zone && line.n + 8 < MOST; at = zones[at].parent) {
        CtRect box = layout->rooms[at].box;
        CtPoint last = line.at[line.n - 1], out;

        exit = exit_of(box, goal);
        add(&line, fabs(last.x - exit.x) < fabs(last.y - exit.y) ? (CtPoint){exit.x, last.y}
                                                                 : (CtPoint){last.x, exit.y});
        add(&line, exit);
        out = step_out(box, exit);
        add(&line, out);
        add(&line, out.x > box.x && out.x < ct_rect_right(box) ? (CtPoint){goal.x, out.y}
                                                               : (CtPoint){out.x, goal.y});
    }
    return line;
}

static CtPoint
middle_of(const CtLinkEnd *end)
{
    return end->is_tile ? ct_rect_middle(end->tile) : end->door;
}

/* What to make for when @end is wanted: of a door in the room's own wall the place before it. */
static CtPoint
goal_of(const CtLinkEnd *end, uint32_t zone, CtRect ring)
{
    return end->zone == zone && !end->is_tile ? onto(ring, end->door) : middle_of(end);
}

/* Each point once, and none in the middle of a straight line. */
static void
append(GArray *points, guint first, CtPoint point)
{
    const double slack = 1e-6;

    if (points->len > first) {
        CtPoint *last = &g_array_index(points, CtPoint, points->len - 1);

        if (fabs(last->x - point.x) < slack && fabs(last->y - point.y) < slack)
            return;
        if (points->len > first + 1) {
            CtPoint before = last[-1];

            if ((fabs(before.x - last->x) < slack && fabs(last->x - point.x) < slack) ||
                (fabs(before.y - last->y) < slack && fabs(last->y - point.y) < slack)) {
                *last = point;
                return;
            }
        }
    }
    g_array_append_val(points, point);
}

static void
append_line(GArray *points, guint first, const Line *line, bool back)
{
    for (uint32_t i = 0; i < line->n; i++)
        append(points, first, line->at[back ? line->n - 1 - i : i]);
}

void
ct_plan_link(const CtLayout *layout, CtLinkEnd from, CtLinkEnd to, GArray *points)
{
    const CtBlueprint *blueprint = layout->blueprint;
    uint32_t zone = ct_blueprint_is_within(blueprint, from.zone, to.zone)   ? to.zone
                    : ct_blueprint_is_within(blueprint, to.zone, from.zone) ? from.zone
                                                                            : CT_NO_ID;
    guint first = points->len;

    if (zone == CT_NO_ID) {
        append(points, first, middle_of(&from));
        append(points, first, middle_of(&to));
        return;
    }
    if (from.is_tile && to.is_tile && from.zone == to.zone) {
        Line line = between_tiles(&layout->rooms[zone], from.tile, to.tile);

        append_line(points, first, &line, false);
        return;
    }
    CtRect ring = ring_of(&layout->rooms[zone]);
    Line there = climb(layout, &from, zone, goal_of(&to, zone, ring));
    CtPoint met = there.at[there.n - 1];
    Line back = climb(layout, &to, zone, met);
    Line join = {.n = 0};

    append_line(points, first, &there, false);
    if (from.zone == zone && to.zone == zone) {
        go_around(&join, ring, onto(ring, met), onto(ring, back.at[back.n - 1]));
        append_line(points, first, &join, false);
    } else {
        append(points, first, (CtPoint){back.at[back.n - 1].x, met.y});
    }
    append_line(points, first, &back, true);
}
