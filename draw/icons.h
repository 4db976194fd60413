/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One outline for each sort of thing, and one shape for each state: strokes in a square of 24 by
 * 24, so that they are told apart without colour and stay sharp at any size.
 */
#pragma once

#include "sim/snapshot.h"

typedef enum CtIcon {
#define CT_ICON(NAME, text, path) CT_ICON_##NAME,
#include "draw/icons.def"
#undef CT_ICON
    CT_ICON_COUNT,
} CtIcon;

const char *ct_icon_text(CtIcon icon); /* "server" …; static */

/* Of a product kind of the topology; CT_ICON_THING for one not known. */
CtIcon ct_icon_of_kind(const char *kind);

/* The shape that says a state without colour. */
CtIcon ct_icon_of_shown(CtShown shown);

typedef enum CtIconOp {
    CT_ICON_OP_MOVE,
    CT_ICON_OP_LINE,
    CT_ICON_OP_CIRCLE, /* by itself */
    CT_ICON_OP_CLOSE,
    CT_ICON_OP_FILL, /* all so far is filled instead of stroked */
} CtIconOp;

/* Calls @visit for each stroke of @icon; radius for CIRCLE. */
void ct_icon_each(CtIcon icon,
                  void (*visit)(CtIconOp op, double x, double y, double radius, void *data),
                  void *data);
