/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A whole picture: title, plan, legend and, where something happens, the time line. */
#pragma once

#include "draw/furniture.h"
#include "draw/matrix.h"
#include "draw/plan.h"

typedef struct CtFrame {
    const CtLayout *layout;
    const CtSnapshot *snapshot;         /* NULL: at rest */
    const CtChronicle *chronicle;       /* for the time line; NULL: none */
    int64_t end_ms;                     /* of the time line */
    const CtPath *path;                 /* NULL: none */
    const CtSegmentation *segmentation; /* failures, or the matrix; NULL: none */
    bool matrix;                        /* the zone matrix of `segmentation` in place of the plan */
    const CtElementFinding *chokes;     /* what lies on every way; NULL: none */
    uint32_t n_chokes;
    const CtElementFinding *cut; /* without which there is no way; NULL: none */
    uint32_t n_cut;
    const char *title; /* NULL: the design's name */
    const char *line;  /* below it; NULL */
    bool no_furniture; /* the plan alone */
} CtFrame;

/*
 * How many pixels go to one of the scene in a picture, or on a screen, of @width × @height where
 * nobody says: as often as 1920 × 1080 fits in it either way, at least 1, at most 8. So words are
 * as large beside the whole on a finer picture as on a usual one.
 */
int ct_frame_scale(double width, double height);

/* Into @scene, of any size; what does not fit is left out, the legend first. */
void ct_frame_draw(CtScene *scene, const CtFrame *frame);
