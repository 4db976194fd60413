/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/render_text.h"

#include <math.h>

static int
whole(double number)
{
    return (int)lround(number);
}

static void
put_box(CtOut *out, CtRect box)
{
    ct_out_printf(out, " %d,%d %dx%d", whole(box.x), whole(box.y), whole(box.width),
                  whole(box.height));
}

static void
put_paint(CtOut *out, const CtDraw *draw)
{
    static const char *const dashes[] = {"", " dashed", " dotted"};

    if (draw->fill != CT_PAINT_NONE)
        ct_out_printf(out, " fill=%s", ct_paint_text((CtPaint)draw->fill));
    if (draw->stroke != CT_PAINT_NONE)
        ct_out_printf(out, " stroke=%s %d", ct_paint_text((CtPaint)draw->stroke),
                      whole((double)draw->weight * 10));
    ct_out_put(out, dashes[draw->dash]);
    if (draw->alpha < 1)
        ct_out_printf(out, " alpha=%d%%", whole((double)draw->alpha * 100));
}

static void
put_draw(CtOut *out, const CtScene *scene, const CtDraw *draw)
{
    static const char *const kinds[] = {"rect", "line", "area", "disc", "icon", "text"};
    static const char *const aligns[] = {"left", "middle", "right"};

    ct_out_put(out, kinds[draw->kind]);
    if (draw->kind == CT_DRAW_LINE || draw->kind == CT_DRAW_AREA)
        for (uint32_t i = 0; i < draw->n_points; i++) {
            CtPoint point = g_array_index(scene->points, CtPoint, draw->first_point + i);

            ct_out_printf(out, " %d,%d", whole(point.x), whole(point.y));
        }
    else
        put_box(out, draw->box);
    if (draw->kind == CT_DRAW_ICON)
        ct_out_printf(out, " %s", ct_icon_text((CtIcon)draw->icon));
    if (draw->kind == CT_DRAW_TEXT)
        ct_out_printf(out, " size=%d%s %s", whole((double)draw->size * 10),
                      draw->bold ? " bold" : "", aligns[draw->align]);
    put_paint(out, draw);
    if (draw->pick.of != CT_PICK_NONE)
        ct_out_printf(out, " %s:%u", ct_pick_text((CtPickOf)draw->pick.of), draw->pick.what);
    if (draw->kind == CT_DRAW_TEXT)
        ct_out_printf(out, " \"%s\"", draw->text);
    ct_out_put(out, "\n");
}

void
ct_render_text(const CtScene *scene, CtOut *out)
{
    ct_out_printf(out, "frame %dx%d, %u commands, %u labels shortened, %u left out\n",
                  whole(scene->width), whole(scene->height), scene->commands->len,
                  scene->n_shortened, scene->n_left_out);
    for (guint i = 0; i < scene->commands->len; i++)
        put_draw(out, scene, &g_array_index(scene->commands, CtDraw, i));
}
