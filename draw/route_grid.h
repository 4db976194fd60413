/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ways along a grid: the cheapest orthogonal way between two rectangles that passes through no room
 * but those around its ends, bends little, and keeps apart from the ways found before. A* (Hart,
 * Nilsson and Raphael 1968) over cells and directions, in whole numbers and with ties by the order
 * of discovery, so that equal layouts give equal ways.
 */
#pragma once

#include "draw/layout.h"

typedef struct CtGrid CtGrid;

/* NULL where the plan is so large that lanes would be narrower than a cell. */
CtGrid *ct_grid_new(const CtLayout *layout);
void ct_grid_free(CtGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtGrid, ct_grid_free)

/* One end of a way: a zone, else a dock. */
typedef struct CtGridEnd {
    uint32_t zone, dock; /* CT_NO_ID: the other */
} CtGridEnd;

/*
 * Appends the way from wall to wall to @points (CtPoint). Ways of one @bundle run together; with
 * @branch the way may leave from any that the bundle has already. False where there is none, or the
 * budget of the grid is spent. Cost: the cells looked at; at most ct_grid_budget in all.
 */
bool ct_grid_find(
    CtGrid *grid, CtGridEnd from, CtGridEnd to, uint32_t bundle, bool branch, GArray *points);
