/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of draw/layout share. */
#pragma once

#include "base/span.h"
#include "draw/layout.h"

enum {
    CT_LAYOUT_SLOT_WIDTH = 118,
    CT_LAYOUT_SLOT_HEIGHT = 32,
    CT_LAYOUT_SLOT_GAP = 6,
    CT_LAYOUT_PAD = 10,
    CT_LAYOUT_TITLE = 24,  /* height of a room's title */
    CT_LAYOUT_LANE = 44,   /* between rows of rooms, where ways run */
    CT_LAYOUT_AISLE = 34,  /* between rooms of a row */
    CT_LAYOUT_MARGIN = 28, /* around the building */
    CT_LAYOUT_DOCK_WIDTH = 190,
    CT_LAYOUT_DOCK_TITLE = 32,
};

/* Rooms of one container, side by side. */
typedef struct CtLayoutLine {
    uint32_t first, n; /* into order */
    double width, height;
    int8_t level;
} CtLayoutLine;

typedef struct CtLayoutSize {
    double width; /* natural */
    double own;   /* height of its own assets at the width that was fitted last */
    uint32_t first_line, n_lines;
    double lines_height;
} CtLayoutSize;

typedef struct CtLayoutWork {
    const CtBlueprint *blueprint;
    CtLayout *layout;
    CtLayoutSize *sizes; /* a zone each, and one for the building */
    uint32_t *order;     /* zones by container, level, rank */
    uint32_t *first; /* container → into order; n_zones + 2 entries; the last is the building */
    GArray *lines;   /* CtLayoutLine */
} CtLayoutWork;

/* How wide zone @z is by itself; its rooms have been measured. */
void ct_layout_measure(CtLayoutWork *work, uint32_t z);

/* Height of @z at @width; remembers columns and lines. */
double ct_layout_fit(CtLayoutWork *work, uint32_t z, double width);

/* Puts @z, fitted last to the width of @box, and all within there. */
void ct_layout_place(CtLayoutWork *work, uint32_t z, CtRect box);

/* Breaks the rooms of @container into lines of at most @width, appends them, and says how high they
 * come out. */
double
ct_layout_break_lines(CtLayoutWork *work, uint32_t container, double width, CtLayoutSize *size);

/* The width at which the rooms of @container come nearest to @shape, with @beside and @above taken
 * by others. */
double ct_layout_choose_width(
    CtLayoutWork *work, uint32_t container, double beside, double above, double shape);

/* Lines share what @box is higher than they need. */
void ct_layout_place_lines(CtLayoutWork *work, const CtLayoutSize *size, CtRect box, bool bands);

/* Rank of each zone among its siblings of a level: neighbours of the same others stand together. */
uint32_t *ct_layout_ranks(const CtBlueprint *blueprint);

/* Fills in routes; rooms and docks stand. */
void ct_layout_route(CtLayout *layout);
