/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scenes to pixels and to PDF, by Cairo and Pango: the one file that knows them. */
#pragma once

#include "base/out.h"
#include "draw/scene.h"

#define CT_RENDER_ERROR ct_render_error_quark()
typedef enum CtRenderError { CT_RENDER_ERROR_FAILED } CtRenderError;
GQuark ct_render_error_quark(void);

/*
 * Paints @scene into @pixels of @width × @height, 32 bits each, 0xAARRGGBB in the machine's order
 * with colours premultiplied (SDL_PIXELFORMAT_ARGB8888), @stride bytes a row; @scale pixels to one
 * of the scene, whose point @origin comes to the upper left corner. What was there is painted over,
 * not cleared.
 */
void ct_render_pixels(const CtScene *scene,
                      CtTheme theme,
                      double scale,
                      CtPoint origin,
                      void *pixels,
                      int width,
                      int height,
                      int stride);

/* A PNG of the scene's size times @scale. */
bool ct_render_png(const CtScene *scene, CtTheme theme, double scale, CtOut *out, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* A PNG of pixels like those of ct_render_pixels(), nothing of which is seen through; rows without
 * gaps. */
bool ct_render_pixels_png(const uint32_t *pixels, int width, int height, CtOut *out, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* One page of several, @scale points to a pixel of its scene. */
typedef struct CtPdfPage {
    const CtScene *scene;
    double scale;
} CtPdfPage;

/* A PDF of @n ≥ 1 pages; @title: of the document, or NULL. */
bool ct_render_pdf_pages(const CtPdfPage *pages,
                         uint32_t n,
                         CtTheme theme,
                         const char *title,
                         CtOut *out,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
