/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Marks with a few letters in them, put next to what they speak of and over no text. */
#pragma once

#include "draw/plan.h"

typedef struct CtPins {
    CtScene *scene;
    const CtPlanView *view;
    GArray *taken; /* CtRect, in pixels: texts of the plan, controls at doors, and pins */
} CtPins;

/* What is in @scene already keeps its place. Cost: that of drawing the plan once. */
void ct_pins_init(CtPins *pins, CtScene *scene, const CtPlanView *view);
void ct_pins_clear(CtPins *pins);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtPins, ct_pins_clear)

/* The free place for @width × @height nearest to having its middle at @at, which is taken from now
 * on. False where all around is taken; *@ret_box is then the place itself. */
bool ct_pins_place(CtPins *pins, CtPoint at, double width, double height, CtRect *ret_box);

/* An icon, and @text behind it unless that is NULL or finds no place, at @at. */
void ct_pins_put(CtPins *pins, CtPoint at, CtIcon icon, CtPaint paint, const char *text);
