/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The picture of an app as pixels. Ground, assets and the parts around the plan are kept, the plan
 * with a margin around what is seen, and painted anew only when the camera has left it or their
 * content has changed; marks and overlays are painted each time.
 */
#pragma once

#include "viz/app.h"

typedef struct CtCanvas CtCanvas;

CtCanvas *ct_canvas_new(void);
void ct_canvas_free(CtCanvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCanvas, ct_canvas_free)

/*
 * Paints what @app shows, @scale pixels to a unit of it. The pixels are the canvas's until the next
 * call: 0xAARRGGBB in the machine's order, rows without gaps.
 */
const uint32_t *
ct_canvas_paint(CtCanvas *canvas, CtApp *app, double scale, int *ret_width, int *ret_height);

/* How often the plan's ground and assets were painted so far. */
uint64_t ct_canvas_paintings(const CtCanvas *canvas);
