/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ways inside rooms, from tile to door and from door to door: along the gaps between rows of tiles
 * and around the floor, at right angles, over no tile. In units of the plan.
 */
#pragma once

#include "draw/layout.h"

/* One end: something that stands in a zone, or a door in its wall. */
typedef struct CtLinkEnd {
    uint32_t zone;
    bool is_tile;
    CtRect tile;  /* where it stands */
    CtPoint door; /* else */
} CtLinkEnd;

/* Appends the way from @from to @to to @points (CtPoint), both ends included; straight where
 * neither zone lies within the other. Cost: the zones between. */
void ct_plan_link(const CtLayout *layout, CtLinkEnd from, CtLinkEnd to, GArray *points);
