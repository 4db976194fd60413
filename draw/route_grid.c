/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A grid of cells over a layout: which room or dock each is in, and where titles and tiles are. */
#include "draw/route_grid_private.h"

#include <math.h>
#include <string.h>

enum { MOST_CELLS = 150000 };

/* Cells whose middle lies in @box. */
static void
paint(CtGrid *grid, CtRect box, uint32_t owner, bool solid)
{
    int left = (int)ceil((box.x - grid->x) / CT_GRID_CELL - 0.5);
    int right = (int)floor((ct_rect_right(box) - grid->x) / CT_GRID_CELL - 0.5);
    int top = (int)ceil((box.y - grid->y) / CT_GRID_CELL - 0.5);
    int bottom = (int)floor((ct_rect_bottom(box) - grid->y) / CT_GRID_CELL - 0.5);

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
    const double around = 3 * CT_GRID_CELL;
    CtGrid *grid;
    double width = layout->bounds.width + 2 * around, height = layout->bounds.height + 2 * around;
    size_t cells, states;

    if (width * height > (double)MOST_CELLS * CT_GRID_CELL * CT_GRID_CELL)
        return NULL;
    grid = g_new0(CtGrid, 1);
    grid->layout = layout;
    grid->x = layout->bounds.x - around;
    grid->y = layout->bounds.y - around;
    grid->columns = (int)ceil(width / CT_GRID_CELL);
    grid->rows = (int)ceil(height / CT_GRID_CELL);
    cells = (size_t)grid->columns * (size_t)grid->rows;
    states = cells * CT_GRID_DIRECTIONS;
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
    grid->heap = g_array_new(FALSE, FALSE, sizeof(CtGridEntry));
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
