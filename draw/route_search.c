/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cheapest way, from a state to the next: a cell, and the direction in which it was entered, so
 * that bends cost. Ways of one bundle are drawn together, others apart.
 */
#include "draw/route_grid_private.h"

#include <math.h>

enum {
    BUDGET = 4000000, /* states taken up, of all ways of a layout */
    /* Tenths of a step of one cell. */
    STEP = 10,
    STEP_TOGETHER = 3, /* along a way of the same bundle */
    BEND = 45,
    CROSSING = 30,
    ALONG = 90, /* on top of another way */
    NEAR_WALL = 5,
    DOOR_TAKEN = 160,
    DOOR_NEAR = 70,
};

enum { EAST, SOUTH, WEST, NORTH };
static const int step_x[CT_GRID_DIRECTIONS] = {1, 0, -1, 0};
static const int step_y[CT_GRID_DIRECTIONS] = {0, 1, 0, -1};

/* --- cells --- */

static int
column_of(const CtGrid *grid, double x)
{
    return CLAMP((int)floor((x - grid->x) / CT_GRID_CELL), 0, grid->columns - 1);
}

static int
row_of(const CtGrid *grid, double y)
{
    return CLAMP((int)floor((y - grid->y) / CT_GRID_CELL), 0, grid->rows - 1);
}

static CtPoint
middle_of(const CtGrid *grid, uint32_t cell)
{
    int column = (int)cell % grid->columns, row = (int)cell / grid->columns;

    return (CtPoint){grid->x + (column + 0.5) * CT_GRID_CELL, grid->y + (row + 0.5) * CT_GRID_CELL};
}

static bool
is_open(const CtGrid *grid, uint32_t cell)
{
    uint32_t owner = grid->owner[cell];

    return !grid->solid[cell] && (owner == CT_NO_ID || grid->allowed[owner] == grid->search);
}

/* --- the heap: least estimate first, then the order of discovery --- */

static bool
goes_before(const CtGridEntry *a, const CtGridEntry *b)
{
    return a->estimate != b->estimate ? a->estimate < b->estimate : a->order < b->order;
}

static void
heap_push(CtGrid *grid, CtGridEntry entry)
{
    guint i = grid->heap->len;
    CtGridEntry *at;

    entry.order = grid->order++;
    g_array_append_val(grid->heap, entry);
    at = (CtGridEntry *)(void *)grid->heap->data;
    for (; i > 0 && goes_before(&entry, &at[(i - 1) / 2]); i = (i - 1) / 2)
        at[i] = at[(i - 1) / 2];
    at[i] = entry;
}

static CtGridEntry
heap_pop(CtGrid *grid)
{
    CtGridEntry *at = (CtGridEntry *)(void *)grid->heap->data;
    CtGridEntry first = at[0], last = at[grid->heap->len - 1];
    guint n = grid->heap->len - 1, i = 0;

    for (guint child = 1; child < n; child = 2 * i + 1) {
        if (child + 1 < n && goes_before(&at[child + 1], &at[child]))
            child++;
        if (!goes_before(&at[child], &last))
            break;
        at[i] = at[child];
        i = child;
    }
    at[i] = last;
    g_array_set_size(grid->heap, n);
    return first;
}

/* --- costs --- */

/* Never more than what it costs from there. */
static uint32_t
estimate(const CtGrid *grid, uint32_t cell)
{
    CtPoint at = middle_of(grid, cell);
    double dx = MAX(MAX(grid->aim.x - at.x, at.x - ct_rect_right(grid->aim)), 0);
    double dy = MAX(MAX(grid->aim.y - at.y, at.y - ct_rect_bottom(grid->aim)), 0);

    return (uint32_t)(STEP_TOGETHER * floor(MAX((dx + dy) / CT_GRID_CELL - 2, 0)));
}

static uint32_t
cost_of_cell(const CtGrid *grid, uint32_t cell, int direction, uint32_t bundle)
{
    int across = direction % 2; /* 0: runs across */
    uint32_t same = grid->used[across][cell], other = grid->used[!across][cell];
    uint32_t cost = STEP;
    int column = (int)cell % grid->columns, row = (int)cell / grid->columns;

    if (same == bundle || (other == bundle && same == CT_NO_ID))
        cost = STEP_TOGETHER;
    if (same != CT_NO_ID && same != bundle)
        cost += ALONG;
    if (other != CT_NO_ID && other != bundle)
        cost += CROSSING;
    for (int d = 0; d < CT_GRID_DIRECTIONS; d++) {
        int c = column + step_x[d], r = row + step_y[d];

        if (c >= 0 && c < grid->columns && r >= 0 && r < grid->rows &&
            !is_open(grid, (uint32_t)(r * grid->columns + c))) {
            cost += NEAR_WALL;
            break;
        }
    }
    return cost;
}

static uint32_t
cost_of_door(const CtGrid *grid, uint32_t cell, int direction)
{
    uint32_t cost = grid->door[cell] > 0 ? DOOR_TAKEN : 0;
    int side = direction % 2 == 0 ? grid->columns : 1; /* along the wall */

    for (int by = -2; by <= 2; by++) {
        int64_t near = (int64_t)cell + (int64_t)by * side;

        if (by != 0 && near >= 0 && near < (int64_t)grid->columns * grid->rows &&
            grid->door[near] > 0)
            cost += DOOR_NEAR;
    }
    return cost;
}

static void
offer(CtGrid *grid, uint32_t state, uint32_t cost, uint32_t came)
{
    if (grid->stamp[state] == grid->search && grid->cost[state] <= cost)
        return;
    grid->stamp[state] = grid->search;
    grid->cost[state] = cost;
    grid->came[state] = came;
    heap_push(grid, (CtGridEntry){.estimate = cost + estimate(grid, state / CT_GRID_DIRECTIONS),
                                  .state = state});
}

/* --- ends --- */

static CtRect
box_of(const CtGrid *grid, CtGridEnd end)
{
    return end.zone != CT_NO_ID ? grid->layout->rooms[end.zone].box
                                : grid->layout->docks[end.dock].box;
}

/* Rooms and docks around an end may be passed. */
static void
allow_around(CtGrid *grid, CtGridEnd end)
{
    const CtBlueprint *blueprint = grid->layout->blueprint;
    uint32_t zone = end.zone, top = end.zone;

    while (zone != CT_NO_ID) {
        top = zone;
        zone = blueprint->zones[zone].parent;
        if (zone != CT_NO_ID)
            grid->allowed[zone] = grid->search;
    }
    if (top == CT_NO_ID)
        return;
    for (uint32_t i = 0; i < grid->layout->n_docks; i++)
        if (ct_rect_holds(grid->layout->docks[i].box, grid->layout->rooms[top].box))
            grid->allowed[blueprint->n_zones + i] = grid->search;
}

typedef void (*DoorFunc)(CtGrid *grid, uint32_t cell, int outwards);

/* Cells along the walls of @box, outside it, or within where @inside; away from corners. */
static void
each_door(CtGrid *grid, CtRect box, bool inside, DoorFunc visit)
{
    double off = inside ? -0.5 * CT_GRID_CELL : 0.5 * CT_GRID_CELL;
    int top = row_of(grid, box.y - off), bottom = row_of(grid, ct_rect_bottom(box) + off);
    int left = column_of(grid, box.x - off), right = column_of(grid, ct_rect_right(box) + off);

    for (int c = column_of(grid, box.x + 12); c <= column_of(grid, ct_rect_right(box) - 12); c++) {
        visit(grid, (uint32_t)(top * grid->columns + c), inside ? SOUTH : NORTH);
        visit(grid, (uint32_t)(bottom * grid->columns + c), inside ? NORTH : SOUTH);
    }
    for (int r = row_of(grid, box.y + 12); r <= row_of(grid, ct_rect_bottom(box) - 12); r++) {
        visit(grid, (uint32_t)(r * grid->columns + left), inside ? EAST : WEST);
        visit(grid, (uint32_t)(r * grid->columns + right), inside ? WEST : EAST);
    }
}

static void
add_start(CtGrid *grid, uint32_t cell, int outwards)
{
    if (is_open(grid, cell))
        offer(grid, cell * CT_GRID_DIRECTIONS + (uint32_t)outwards,
              cost_of_door(grid, cell, outwards), CT_NO_ID);
}

static void
add_target(CtGrid *grid, uint32_t cell, int outwards)
{
    if (!is_open(grid, cell))
        return;
    if (grid->target[cell] == 0)
        g_array_append_val(grid->targets, cell);
    grid->target[cell] |= (uint8_t)(1 << (outwards + 2) % CT_GRID_DIRECTIONS);
}

/* Every cell that @bundle has is a start. */
static void
add_tree(CtGrid *grid, uint32_t bundle)
{
    for (uint32_t cell = 0; cell < (uint32_t)(grid->columns * grid->rows); cell++)
        if ((grid->used[0][cell] == bundle || grid->used[1][cell] == bundle) && is_open(grid, cell))
            for (uint32_t d = 0; d < CT_GRID_DIRECTIONS; d++)
                offer(grid, cell * CT_GRID_DIRECTIONS + d, 0, CT_NO_ID);
}

/* --- searching --- */

static void
expand(CtGrid *grid, uint32_t state, uint32_t bundle)
{
    uint32_t cell = state / CT_GRID_DIRECTIONS, cost = grid->cost[state];
    int direction = (int)(state % CT_GRID_DIRECTIONS);

    for (int d = 0; d < CT_GRID_DIRECTIONS; d++)
        if (grid->target[cell] & (1 << d))
            heap_push(grid, (CtGridEntry){.estimate = cost + (d == direction ? 0 : BEND) +
                                                      cost_of_door(grid, cell, d),
                                          .state = CT_NO_ID,
                                          .last = state});
    for (int d = 0; d < CT_GRID_DIRECTIONS; d++) {
        int c = (int)cell % grid->columns + step_x[d], r = (int)cell / grid->columns + step_y[d];
        uint32_t next = (uint32_t)(r * grid->columns + c);

        if (d == (direction + 2) % CT_GRID_DIRECTIONS || c < 0 || c >= grid->columns || r < 0 ||
            r >= grid->rows || !is_open(grid, next))
            continue;
        offer(grid, next * CT_GRID_DIRECTIONS + (uint32_t)d,
              cost + cost_of_cell(grid, next, d, bundle) + (d == direction ? 0 : BEND), state);
    }
}

/* Where @cell meets the wall of @box. */
static CtPoint
door_point(const CtGrid *grid, uint32_t cell, CtRect box)
{
    CtPoint at = middle_of(grid, cell);
    double up = fabs(at.y - box.y), down = fabs(at.y - ct_rect_bottom(box));
    double left = fabs(at.x - box.x), right = fabs(at.x - ct_rect_right(box));
    bool beside = at.x >= box.x && at.x <= ct_rect_right(box);
    bool level = at.y >= box.y && at.y <= ct_rect_bottom(box);

    if (beside && (!level || MIN(up, down) <= MIN(left, right)))
        return (CtPoint){at.x, up <= down ? box.y : ct_rect_bottom(box)};
    return (CtPoint){left <= right ? box.x : ct_rect_right(box), at.y};
}

/* @first: where the way begins in @points. */
static void
add_corner(GArray *points, guint first, CtPoint point)
{
    if (points->len >= first + 2) {
        CtPoint *last = &g_array_index(points, CtPoint, points->len - 1);
        const CtPoint *before = last - 1;

        if ((fabs(before->x - last->x) < 1e-9 && fabs(last->x - point.x) < 1e-9) ||
            (fabs(before->y - last->y) < 1e-9 && fabs(last->y - point.y) < 1e-9)) {
            *last = point;
            return;
        }
    }
    g_array_append_val(points, point);
}

/* Marks the way that ends in @state as taken, and writes it down. */
static void
take(CtGrid *grid,
     uint32_t state,
     CtRect from,
     CtRect to,
     uint32_t bundle,
     bool branch,
     GArray *points)
{
    g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    for (uint32_t s = state; s != CT_NO_ID; s = grid->came[s]) {
        uint32_t cell = s / CT_GRID_DIRECTIONS;

        g_array_append_val(cells, cell);
        grid->used[s % 2][cell] = bundle;
        if (grid->came[s] != CT_NO_ID) /* where it turned, it runs both ways */
            grid->used[s % 2][grid->came[s] / CT_GRID_DIRECTIONS] = bundle;
    }
    guint begin = points->len;
    uint32_t first = g_array_index(cells, uint32_t, cells->len - 1);
    uint32_t last = g_array_index(cells, uint32_t, 0);

    if (!branch) {
        add_corner(points, begin, door_point(grid, first, from));
        grid->door[first] = 1;
    }
    for (guint i = cells->len; i-- > 0;)
        add_corner(points, begin, middle_of(grid, g_array_index(cells, uint32_t, i)));
    add_corner(points, begin, door_point(grid, last, to));
    grid->door[last] = 1;
}

bool
ct_grid_find(
    CtGrid *grid, CtGridEnd from, CtGridEnd to, uint32_t bundle, bool branch, GArray *points)
{
    const CtBlueprint *blueprint = grid->layout->blueprint;
    CtRect start = box_of(grid, from), end = box_of(grid, to);
    bool from_inside = to.zone != CT_NO_ID && from.zone != CT_NO_ID &&
                       ct_blueprint_is_within(blueprint, to.zone, from.zone);
    bool to_inside = to.zone != CT_NO_ID && from.zone != CT_NO_ID &&
                     ct_blueprint_is_within(blueprint, from.zone, to.zone);
    bool found = false;

    grid->search++;
    grid->order = 0;
    grid->aim = end;
    g_array_set_size(grid->heap, 0);
    allow_around(grid, from);
    allow_around(grid, to);
    each_door(grid, end, to_inside, add_target);
    if (branch)
        add_tree(grid, bundle);
    else
        each_door(grid, start, from_inside, add_start);
    while (grid->heap->len > 0 && grid->spent < BUDGET && !found) {
        CtGridEntry entry = heap_pop(grid);

        grid->spent++;
        if (entry.state == CT_NO_ID) {
            take(grid, entry.last, start, end, bundle, branch, points);
            found = true;
        } else if (entry.estimate ==
                   grid->cost[entry.state] + estimate(grid, entry.state / CT_GRID_DIRECTIONS)) {
            expand(grid, entry.state, bundle);
        }
    }
    for (guint i = 0; i < grid->targets->len; i++)
        grid->target[g_array_index(grid->targets, uint32_t, i)] = 0;
    g_array_set_size(grid->targets, 0);
    return found;
}
