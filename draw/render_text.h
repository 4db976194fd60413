/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scenes as text, a command a line, for tests and for those who want to know what is drawn. */
#pragma once

#include "base/out.h"
#include "draw/scene.h"

/* "rect 10,20 100x40 fill=room stroke=wall 2 zone:3" …; the first line sums up. */
void ct_render_text(const CtScene *scene, CtOut *out);
