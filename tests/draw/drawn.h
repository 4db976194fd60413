/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the text of a topology to a picture, and laws that every picture keeps. */
#pragma once

#include "draw/frame.h"
#include "sim/chronicle.h"
#include "tests/support/loaded.h"

typedef struct CtDrawn {
    CtLoaded loaded;
    CtBlueprint *blueprint;
    CtLayout *layout;
    CtScene *scene;
} CtDrawn;

/* False with @ret_why where the text does not load; it may be odd. */
bool ct_drawn_init(CtDrawn *drawn, const char *yaml, double width, double height, char **ret_why);
void ct_drawn_clear(CtDrawn *drawn);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtDrawn, ct_drawn_clear)

/* What is wrong with the layout: a room out of its parent, two siblings on one place, an asset out
 * of its room, a way that is none; g_free(), NULL: nothing. */
char *ct_drawn_layout_fault(const CtLayout *layout);

/* Two texts on one place, or one out of the frame or wider than its place; likewise. */
char *ct_drawn_scene_fault(const CtScene *scene);

/* The scene as text; g_free(). */
char *ct_drawn_text(const CtScene *scene);

/* How many things a change @of can be about. */
uint32_t ct_drawn_count(const CtBlueprint *blueprint, CtChangeOf of);
