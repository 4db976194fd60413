/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cells that ways run through, and what a search over them keeps. Shared by draw/route_*.c. */
#pragma once

#include "draw/route_grid.h"

#include "draw/layout_parts.h"

enum { CT_GRID_CELL = 10, CT_GRID_DIRECTIONS = 4 };

typedef struct CtGridEntry {
    uint32_t estimate, order, state; /* state: cell × 4 + direction; UINT32_MAX: arrived */
    uint32_t last;                   /* ARRIVED: the state it arrived from */
} CtGridEntry;

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
    GArray *heap;      /* CtGridEntry */
    uint32_t search, order, spent;
    CtRect aim;
};
