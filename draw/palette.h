/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What things are painted with, by what they mean, in two themes. States differ in hue and in
 * lightness, in hues that the common kinds of colour blindness keep apart (Okabe and Ito 2008), and
 * each has a shape beside its colour (draw/icons.h).
 */
#pragma once

#include "sim/snapshot.h"

typedef enum CtTheme { CT_THEME_LIGHT, CT_THEME_DARK, CT_THEME_COUNT } CtTheme;

typedef enum CtPaint {
    CT_PAINT_NONE,
    CT_PAINT_PAPER,     /* behind everything */
    CT_PAINT_GRID,      /* faint lines on the paper */
    CT_PAINT_ROOM,      /* floor of a room */
    CT_PAINT_ROOM_DEEP, /* floor of a room within a room */
    CT_PAINT_OUTSIDE,   /* where anybody is */
    CT_PAINT_PREMISES,  /* of a supplier */
    CT_PAINT_WALL,
    CT_PAINT_INK,     /* text */
    CT_PAINT_INK_DIM, /* text of less weight */
    CT_PAINT_TILE,
    CT_PAINT_TILE_EDGE,
    CT_PAINT_CONDUIT,
    CT_PAINT_CHANNEL,
    CT_PAINT_GUARD,    /* a control on a door */
    CT_PAINT_CRITICAL, /* mark of criticality */
    CT_PAINT_PATH,
    CT_PAINT_PATH_INK, /* text on it */
    CT_PAINT_FAILURE,
    CT_PAINT_CHOKE,
    CT_PAINT_PANEL, /* behind legend and time line */
    CT_PAINT_PANEL_EDGE,
    CT_PAINT_STATE, /* CT_PAINT_STATE + CtShown: what a state is painted with */
    CT_PAINT_STATE_INK = CT_PAINT_STATE + CT_SHOWN_COUNT, /* likewise: what is legible on it */
    CT_PAINT_DATA = CT_PAINT_STATE_INK + CT_SHOWN_COUNT,  /* lost data */
    CT_PAINT_COUNT,
} CtPaint;

/* 0xRRGGBBAA; 0 for CT_PAINT_NONE. */
uint32_t ct_palette_rgba(CtTheme theme, CtPaint paint);

/* "paper", "state-admin" …; static. */
const char *ct_paint_text(CtPaint paint);

const char *ct_theme_text(CtTheme theme); /* "light", "dark"; static */
