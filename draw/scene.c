/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/scene.h"

#include "draw/metrics.h"

#include <math.h>

static const char *const pick_texts[] = {
    [CT_PICK_NONE] = "",
    [CT_PICK_ZONE] = "zone",
    [CT_PICK_FOLD] = "fold",
    [CT_PICK_ASSET] = "asset",
    [CT_PICK_INSTANCE] = "instance",
    [CT_PICK_CONDUIT] = "conduit",
    [CT_PICK_SUPPLIER] = "supplier",
    [CT_PICK_CHANNEL] = "channel",
    [CT_PICK_STEP] = "step",
    [CT_PICK_FAILURE] = "failure",
    [CT_PICK_TIME] = "time",
    [CT_PICK_CREDENTIAL] = "credential",
    [CT_PICK_CELL] = "cell",
};

const char *
ct_pick_text(CtPickOf of)
{
    g_return_val_if_fail(of < G_N_ELEMENTS(pick_texts), "");
    return pick_texts[of];
}

CtScene *
ct_scene_new(double width, double height)
{
    CtScene *scene = g_new0(CtScene, 1);

    scene->commands = g_array_new(FALSE, TRUE, sizeof(CtDraw));
    scene->points = g_array_new(FALSE, FALSE, sizeof(CtPoint));
    scene->texts = g_string_chunk_new(4096);
    scene->width = width;
    scene->height = height;
    return scene;
}

void
ct_scene_free(CtScene *scene)
{
    if (scene == NULL)
        return;
    g_array_unref(scene->commands);
    g_array_unref(scene->points);
    g_string_chunk_free(scene->texts);
    g_free(scene);
}

void
ct_scene_clear(CtScene *scene)
{
    g_array_set_size(scene->commands, 0);
    g_array_set_size(scene->points, 0);
    g_string_chunk_clear(scene->texts);
    scene->pick = (CtPick){0};
    scene->n_shortened = scene->n_left_out = 0;
}

static CtDraw *
add(CtScene *scene, CtDrawKind kind)
{
    CtDraw draw = {.kind = (uint8_t)kind, .alpha = 1, .pick = scene->pick};

    g_array_append_val(scene->commands, draw);
    return &g_array_index(scene->commands, CtDraw, scene->commands->len - 1);
}

CtDraw *
ct_scene_rect(CtScene *scene, CtRect box, CtPaint fill, CtPaint stroke, double weight)
{
    CtDraw *draw = add(scene, CT_DRAW_RECT);

    draw->box = box;
    draw->fill = (uint8_t)fill;
    draw->stroke = (uint8_t)stroke;
    draw->weight = (float)weight;
    return draw;
}

static CtDraw *
add_points(CtScene *scene, CtDrawKind kind, const CtPoint *points, uint32_t n)
{
    CtDraw *draw = add(scene, kind);
    double right = -INFINITY, bottom = -INFINITY;

    draw->first_point = scene->points->len;
    draw->n_points = n;
    draw->box = (CtRect){INFINITY, INFINITY, 0, 0};
    for (uint32_t i = 0; i < n; i++) {
        draw->box.x = MIN(draw->box.x, points[i].x);
        draw->box.y = MIN(draw->box.y, points[i].y);
        right = MAX(right, points[i].x);
        bottom = MAX(bottom, points[i].y);
    }
    draw->box.width = right - draw->box.x;
    draw->box.height = bottom - draw->box.y;
    g_array_append_vals(scene->points, points, n);
    return draw;
}

CtDraw *
ct_scene_line(CtScene *scene, const CtPoint *points, uint32_t n, CtPaint stroke, double weight)
{
    CtDraw *draw = add_points(scene, CT_DRAW_LINE, points, n);

    draw->stroke = (uint8_t)stroke;
    draw->weight = (float)weight;
    return draw;
}

CtDraw *
ct_scene_area(CtScene *scene, const CtPoint *points, uint32_t n, CtPaint fill)
{
    CtDraw *draw = add_points(scene, CT_DRAW_AREA, points, n);

    draw->fill = (uint8_t)fill;
    return draw;
}

CtDraw *
ct_scene_disc(
    CtScene *scene, CtPoint middle, double radius, CtPaint fill, CtPaint stroke, double weight)
{
    CtDraw *draw = add(scene, CT_DRAW_DISC);

    draw->box = (CtRect){middle.x - radius, middle.y - radius, 2 * radius, 2 * radius};
    draw->fill = (uint8_t)fill;
    draw->stroke = (uint8_t)stroke;
    draw->weight = (float)weight;
    return draw;
}

CtDraw *
ct_scene_icon(CtScene *scene, CtRect box, CtIcon icon, CtPaint paint)
{
    CtDraw *draw = add(scene, CT_DRAW_ICON);

    draw->box = box;
    draw->icon = (uint8_t)icon;
    draw->stroke = (uint8_t)paint;
    draw->weight = (float)MAX(box.width / 14, 0.8);
    return draw;
}

CtDraw *
ct_scene_text(CtScene *scene,
              CtPoint at,
              double width,
              const char *text,
              double size,
              CtPaint paint,
              CtAlign align,
              bool bold)
{
    bool cut;
    g_autofree char *fitting = ct_text_fit(text, size, bold, width, &cut);

    if (fitting == NULL) {
        scene->n_left_out++;
        return NULL;
    }
    scene->n_shortened += cut;
    CtDraw *draw = add(scene, CT_DRAW_TEXT);

    draw->box = (CtRect){at.x, at.y, width, 0};
    draw->text = g_string_chunk_insert(scene->texts, fitting);
    draw->size = (float)size;
    draw->fill = (uint8_t)paint;
    draw->align = (uint8_t)align;
    draw->bold = bold;
    return draw;
}

CtRect
ct_scene_text_box(const CtDraw *draw)
{
    double size = (double)draw->size;
    double width = MIN(ct_text_width(draw->text, size, draw->bold), draw->box.width);
    double x = draw->align == CT_ALIGN_LEFT     ? draw->box.x
               : draw->align == CT_ALIGN_MIDDLE ? draw->box.x - width / 2
                                                : draw->box.x - width;

    return (CtRect){x, draw->box.y - size / 2, width, size};
}

static bool
is_near_line(const CtScene *scene, const CtDraw *draw, CtPoint point)
{
    const CtPoint *points = &g_array_index(scene->points, CtPoint, draw->first_point);
    double reach = MAX((double)draw->weight / 2, 1) + 3;

    for (uint32_t i = 0; i + 1 < draw->n_points; i++) {
        CtPoint a = points[i], b = points[i + 1];
        double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
        double t = length > 0 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / length : 0;

        t = CLAMP(t, 0, 1);
        if (hypot(point.x - a.x - t * dx, point.y - a.y - t * dy) <= reach)
            return true;
    }
    return false;
}

CtPick
ct_scene_pick(const CtScene *scene, CtPoint point)
{
    for (guint i = scene->commands->len; i-- > 0;) {
        const CtDraw *draw = &g_array_index(scene->commands, CtDraw, i);
        bool hit;

        if (draw->pick.of == CT_PICK_NONE)
            continue;
        hit = draw->kind == CT_DRAW_LINE   ? is_near_line(scene, draw, point)
              : draw->kind == CT_DRAW_TEXT ? ct_rect_has(ct_scene_text_box(draw), point)
                                           : ct_rect_has(draw->box, point);
        if (hit)
            return draw->pick;
    }
    return (CtPick){0};
}
