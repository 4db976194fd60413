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

/* Rank of each zone among its siblings of a level: neighbours of the same others stand together. */
uint32_t *ct_layout_ranks(const CtBlueprint *blueprint);

/* Fills in routes; rooms and docks stand. */
void ct_layout_route(CtLayout *layout);
