/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Scenes as SVG 1.1 with live text, so that it can be searched and read aloud, embedded in a page
 * beside others (it has no ids), and is the same on every machine. Every mark carries its colour.
 */
#pragma once

#include "base/out.h"
#include "draw/scene.h"

/* Of the scene's size times @scale. @title: what the picture is, for those who cannot see it;
 * @standalone: with the XML declaration. */
void ct_render_svg(const CtScene *scene,
                   CtTheme theme,
                   double scale,
                   const char *title,
                   bool standalone,
                   CtOut *out);
