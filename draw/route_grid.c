/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/route_grid.h"

#include "draw/layout_parts.h"

#include <math.h>
#include <string.h>

enum {
    CELL = 10,
    MOST_CELLS = 150000,
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

enum { EAST, SOUTH, WEST, NORTH, N_DIRECTIONS };
static const int step_x[N_DIRECTIONS] = {1, 0, -1, 0};
static const int step_y[N_DIRECTIONS] = {0, 1, 0, -1};

typedef struct Entry {
    uint32_t estimate, order, state; /* state: cell × 4 + direction; UINT32_MAX: arrived */
    uint32_t last;                   /* ARRIVED: the state it arrived from */
} Entry;

struct CtGrid {
    const CtLayout *layout;
    double x, y; /* of the first cell's corner */
    int columns, rows;
    uint32_t *owner;   /* innermost room, n_zones + dock, CT_NO_ID */
    uint8_t *solid;    /* a title or tiles are there */
    uint32_t *used[2]; /* bundle that runs there across, upright; CT_NO_ID */
    uint8_t *door;     /* doors at the wall beside it */
    uint32_t *cost;    /* per state, valid where stamp is that of the search */
    uint32_t *came;    /* per state: the state before; CT_NO_ID: a start */
    uint32_t *stamp;
    uint32_t *allowed; /* per owner: search that may pass */
    uint8_t *target;   /* per cell: directions in which one may arrive, of the search */
    GArray *targets;   /* cells of it */
    GArray *heap;      /* Entry */
    uint32_t search, order, spent;
    CtRect aim;
};

/* --- cells --- */

static int
column_of(const CtGrid *grid, double x)
{
    return CLAMP((int)floor((x - grid->x) / CELL), 0, grid->columns - 1);
}

static int
row_of(const CtGrid *grid, double y)
{
    return CLAMP((int)floor((y - grid->y) / CELL), 0, grid->rows - 1);
}

static CtPoint
middle_of(const CtGrid *grid, uint32_t cell)
{
    int column = (int)cell % grid->columns, row = (int)cell / grid->columns;

    return (CtPoint){grid->x + (column + 0.5) * CELL, grid->y + (row + 0.5) * CELL};
}

/* Cells whose middle lies in @box. */
static void
paint(CtGrid *grid, CtRect box, uint32_t owner, bool solid)
{
    int left = (int)ceil((box.x - grid->x) / CELL - 0.5);
    int right = (int)floor((ct_rect_right(box) - grid->x) / CELL - 0.5);
    int top = (int)ceil((box.y - grid->y) / CELL - 0.5);
    int bottom = (int)floor((ct_rect_bottom(box) - grid->y) / CELL - 0.5);

    for (int r = MAX(top, 0); r <= MIN(bottom, grid->rows - 1); r++)
        for (int c = MAX(left, 0); c <= MIN(right, grid->columns - 1); c++) {
            if (solid)
                grid->solid[r * grid->columns + c] = 1;
            else
                grid->owner[r * grid->columns + c] = owner;
        }
}

static void
paint_all(CtGrid *grid)
{
    const CtLayout *layout = grid->layout;
    const CtBlueprint *blueprint = layout->blueprint;
    uint32_t deepest = 0;

    for (uint32_t i = 0; i < layout->n_docks; i++) {
        CtRect title = layout->docks[i].box;

        title.height = MIN(title.height, CT_LAYOUT_DOCK_TITLE);
        paint(grid, layout->docks[i].box, blueprint->n_zones + i, false);
        paint(grid, title, 0, true);
    }
    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        deepest = MAX(deepest, blueprint->zones[z].depth);
    for (uint32_t depth = 0; depth <= deepest; depth++)
        for (uint32_t z = 0; z < blueprint->n_zones; z++) {
            CtRect title = layout->rooms[z].box;

            if (blueprint->zones[z].depth != depth)
                continue;
            title.height = CT_LAYOUT_TITLE;
            paint(grid, layout->rooms[z].box, z, false);
            paint(grid, title, 0, true);
            paint(grid, layout->rooms[z].floor, 0, true);
        }
}

CtGrid *
ct_grid_new(const CtLayout *layout)
{
    const double around = 3 * CELL;
    CtGrid *grid;
    double width = layout->bounds.width + 2 * around, height = layout->bounds.height + 2 * around;
    size_t cells, states;

    if (width * height > (double)MOST_CELLS * CELL * CELL)
        return NULL;
    grid = g_new0(CtGrid, 1);
    grid->layout = layout;
    grid->x = layout->bounds.x - around;
    grid->y = layout->bounds.y - around;
    grid->columns = (int)ceil(width / CELL);
    grid->rows = (int)ceil(height / CELL);
    cells = (size_t)grid->columns * (size_t)grid->rows;
    states = cells * N_DIRECTIONS;
    grid->owner = g_new(uint32_t, cells);
    grid->solid = g_new0(uint8_t, cells);
    grid->door = g_new0(uint8_t, cells);
    grid->target = g_new0(uint8_t, cells);
    memset(grid->owner, 0xff, cells * sizeof *grid->owner);
    for (int i = 0; i < 2; i++) {
        grid->used[i] = g_new(uint32_t, cells);
        memset(grid->used[i], 0xff, cells * sizeof *grid->used[i]);
    }
    grid->cost = g_new(uint32_t, states);
    grid->came = g_new(uint32_t, states);
    grid->stamp = g_new0(uint32_t, states);
    grid->allowed = g_new0(uint32_t, (size_t)layout->blueprint->n_zones + layout->n_docks + 1);
    grid->targets = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    grid->heap = g_array_new(FALSE, FALSE, sizeof(Entry));
    paint_all(grid);
    return grid;
}

void
ct_grid_free(CtGrid *grid)
{
    if (grid == NULL)
        return;
    g_free(grid->owner);
    g_free(grid->solid);
    g_free(grid->door);
    g_free(grid->target);
    g_free(grid->used[0]);
    g_free(grid->used[1]);
    g_free(grid->cost);
    g_free(grid->came);
    g_free(grid->stamp);
    g_free(grid->allowed);
    g_array_unref(grid->targets);
    g_array_unref(grid->heap);
    g_free(grid);
}

static bool
is_open(const CtGrid *grid, uint32_t cell)
{
    uint32_t owner = grid->owner[cell];

    return !grid->solid[cell] && (owner == CT_NO_ID || grid->allowed[owner] == grid->search);
}

/* --- the heap: least estimate first, then the order of discovery --- */

static bool
goes_before(const Entry *a, const Entry *b)
{
    return a->estimate != b->estimate ? a->estimate < b->estimate : a->order < b->order;
}

static void
heap_push(CtGrid *grid, Entry entry)
{
    guint i = grid->heap->len;
    Entry *at;

    entry.order = grid->order++;
    g_array_append_val(grid->heap, entry);
    at = (Entry *)(void *)grid->heap->data;
    for (; i > 0 && goes_before(&entry, &at[(i - 1) / 2]); i = (i - 1) / 2)
        at[i] = at[(i - 1) / 2];
    at[i] = entry;
}

static Entry
heap_pop(CtGrid *grid)
{
    Entry *at = (Entry *)(void *)grid->heap->data;
    Entry first = at[0], last = at[grid->heap->len - 1];
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

    return (uint32_t)(STEP_TOGETHER * floor(MAX((dx + dy) / CELL - 2, 0)));
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
    for (int d = 0; d < N_DIRECTIONS; d++) {
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
    heap_push(grid,
              (Entry){.estimate = cost + estimate(grid, state / N_DIRECTIONS), .state = state});
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
    double off = inside ? -0.5 * CELL : 0.5 * CELL;
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
        offer(grid, cell * N_DIRECTIONS + (uint32_t)outwards, cost_of_door(grid, cell, outwards),
              CT_NO_ID);
}

static void
add_target(CtGrid *grid, uint32_t cell, int outwards)
{
    if (!is_open(grid, cell))
        return;
    if (grid->target[cell] == 0)
        g_array_append_val(grid->targets, cell);
    grid->target[cell] |= (uint8_t)(1 << (outwards + 2) % N_DIRECTIONS);
}

/* Every cell that @bundle has is a start. */
static void
add_tree(CtGrid *grid, uint32_t bundle)
{
    for (uint32_t cell = 0; cell < (uint32_t)(grid->columns * grid->rows); cell++)
        if ((grid->used[0][cell] == bundle || grid->used[1][cell] == bundle) && is_open(grid, cell))
            for (uint32_t d = 0; d < N_DIRECTIONS; d++)
                offer(grid, cell * N_DIRECTIONS + d, 0, CT_NO_ID);
}

/* --- searching --- */

static void
expand(CtGrid *grid, uint32_t state, uint32_t bundle)
{
    uint32_t cell = state / N_DIRECTIONS, cost = grid->cost[state];
    int direction = (int)(state % N_DIRECTIONS);

    for (int d = 0; d < N_DIRECTIONS; d++)
        if (grid->target[cell] & (1 << d))
            heap_push(grid, (Entry){.estimate = cost + (d == direction ? 0 : BEND) +
                                                cost_of_door(grid, cell, d),
                                    .state = CT_NO_ID,
                                    .last = state});
    for (int d = 0; d < N_DIRECTIONS; d++) {
        int c = (int)cell % grid->columns + step_x[d], r = (int)cell / grid->columns + step_y[d];
        uint32_t next = (uint32_t)(r * grid->columns + c);

        if (d == (direction + 2) % N_DIRECTIONS || c < 0 || c >= grid->columns || r < 0 ||
            r >= grid->rows || !is_open(grid, next))
            continue;
        offer(grid, next * N_DIRECTIONS + (uint32_t)d,
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
        uint32_t cell = s / N_DIRECTIONS;

        g_array_append_val(cells, cell);
        grid->used[s % 2][cell] = bundle;
        if (grid->came[s] != CT_NO_ID) /* where it turned, it runs both ways */
            grid->used[s % 2][grid->came[s] / N_DIRECTIONS] = bundle;
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
        Entry entry = heap_pop(grid);

        grid->spent++;
        if (entry.state == CT_NO_ID) {
            take(grid, entry.last, start, end, bundle, branch, points);
            found = true;
        } else if (entry.estimate ==
                   grid->cost[entry.state] + estimate(grid, entry.state / N_DIRECTIONS)) {
            expand(grid, entry.state, bundle);
        }
    }
    for (guint i = 0; i < grid->targets->len; i++)
        grid->target[g_array_index(grid->targets, uint32_t, i)] = 0;
    g_array_set_size(grid->targets, 0);
    return found;
}
