/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A picture as a list of draw commands, in pixels of the frame, painted in order. It knows neither
 * how it gets onto paper nor onto a screen; backends are render_cairo, render_svg and render_text.
 * Every command may say what it stands for, so that one can point at it.
 */
#pragma once

#include "draw/geometry.h"
#include "draw/icons.h"
#include "draw/palette.h"

typedef enum CtDrawKind {
    CT_DRAW_RECT,
    CT_DRAW_LINE, /* through its points, with round joints */
    CT_DRAW_AREA, /* closed and filled */
    CT_DRAW_DISC, /* within the box */
    CT_DRAW_ICON, /* within the box */
    CT_DRAW_TEXT, /* one line; y is its middle */
} CtDrawKind;

typedef enum CtAlign { CT_ALIGN_LEFT, CT_ALIGN_MIDDLE, CT_ALIGN_RIGHT } CtAlign;
typedef enum CtDash { CT_DASH_NONE, CT_DASH_DASHED, CT_DASH_DOTTED } CtDash;

/* What a command stands for. */
typedef enum CtPickOf {
    CT_PICK_NONE,
    CT_PICK_ZONE, /* numbers of the blueprint */
    CT_PICK_FOLD,
    CT_PICK_ASSET,
    CT_PICK_INSTANCE,
    CT_PICK_CONDUIT,
    CT_PICK_SUPPLIER,
    CT_PICK_CHANNEL,
    CT_PICK_STEP,    /* of the path shown */
    CT_PICK_FAILURE, /* of the segmentation */
    CT_PICK_TIME,    /* the time line */
    CT_PICK_CREDENTIAL,
    CT_PICK_CELL, /* of the zone matrix: its number in CtSegmentation.cells */
} CtPickOf;

const char *ct_pick_text(CtPickOf of); /* "zone" …; static */

typedef struct CtPick {
    uint8_t of; /* CtPickOf */
    uint32_t what;
} CtPick;

typedef struct CtDraw {
    uint8_t kind;         /* CtDrawKind */
    uint8_t fill, stroke; /* CtPaint; text is filled */
    uint8_t dash;         /* CtDash */
    uint8_t align;        /* CtAlign: where box.x is in the text */
    uint8_t icon;         /* CtIcon */
    bool bold;
    float alpha;  /* 0–1 */
    float weight; /* of the stroke, in pixels */
    float size;   /* of the text, in pixels */
    float radius; /* of a rectangle's corners */
    CtRect box;   /* TEXT: x and y of its anchor, width it must keep to, height 0 */
    uint32_t first_point, n_points;
    const char *text;
    CtPick pick;
} CtDraw;

typedef struct CtScene {
    GArray *commands; /* CtDraw */
    GArray *points;   /* CtPoint */
    GStringChunk *texts;
    double width, height;             /* of the frame, in pixels */
    CtPick pick;                      /* of commands added from now on */
    uint32_t n_shortened, n_left_out; /* labels that did not fit */
} CtScene;

CtScene *ct_scene_new(double width, double height);
void ct_scene_free(CtScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtScene, ct_scene_free)

/* Nothing in it; its memory is kept. */
void ct_scene_clear(CtScene *scene);

/* Appends; the command returned may be completed until the next is added. */
CtDraw *ct_scene_rect(CtScene *scene, CtRect box, CtPaint fill, CtPaint stroke, double weight);
CtDraw *
ct_scene_line(CtScene *scene, const CtPoint *points, uint32_t n, CtPaint stroke, double weight);
CtDraw *ct_scene_area(CtScene *scene, const CtPoint *points, uint32_t n, CtPaint fill);
CtDraw *ct_scene_disc(
    CtScene *scene, CtPoint middle, double radius, CtPaint fill, CtPaint stroke, double weight);
CtDraw *ct_scene_icon(CtScene *scene, CtRect box, CtIcon icon, CtPaint paint);

/*
 * A label of at most @width at @at, shortened where it must be and left out where nothing of it
 * fits; both are counted. NULL where it was left out.
 */
CtDraw *ct_scene_text(CtScene *scene,
                      CtPoint at,
                      double width,
                      const char *text,
                      double size,
                      CtPaint paint,
                      CtAlign align,
                      bool bold);

/* The uppermost thing at @point that stands for something. Cost: linear in the commands. */
CtPick ct_scene_pick(const CtScene *scene, CtPoint point);

/* The box around a text as it was placed. */
CtRect ct_scene_text_box(const CtDraw *draw);
