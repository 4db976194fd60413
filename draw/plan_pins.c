/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/plan_pins.h"

#include "draw/metrics.h"
#include "draw/plan_parts.h"

/* What is legible in @scene. */
static void
add_taken(CtPins *pins, const CtScene *scene)
{
    for (guint i = 0; i < scene->commands->len; i++) {
        const CtDraw *draw = &g_array_index(scene->commands, CtDraw, i);
        bool guard = draw->kind == CT_DRAW_ICON && draw->pick.of == CT_PICK_CONDUIT;

        if (draw->kind != CT_DRAW_TEXT && !guard)
            continue;
        CtRect box = guard ? draw->box : ct_scene_text_box(draw);

        g_array_append_val(pins->taken, box);
    }
}

void
ct_pins_init(CtPins *pins, CtScene *scene, const CtPlanView *view)
{
    g_autoptr(CtScene) plan = ct_scene_new(scene->width, scene->height);

    *pins = (CtPins){scene, view, g_array_new(FALSE, FALSE, sizeof(CtRect))};
    ct_plan_draw_ground(plan, view);
    ct_plan_draw_assets(plan, view);
    add_taken(pins, plan);
    add_taken(pins, scene);
}

void
ct_pins_clear(CtPins *pins)
{
    g_array_unref(pins->taken);
}

static bool
is_free(const CtPins *pins, CtRect box)
{
    if (!ct_rect_holds(pins->view->camera.viewport, box))
        return false;
    for (guint i = 0; i < pins->taken->len; i++)
        if (ct_rect_meets(box, g_array_index(pins->taken, CtRect, i)))
            return false;
    return true;
}

bool
ct_pins_place(CtPins *pins, CtPoint at, double width, double height, CtRect *ret_box)
{
    /* In halves of its size: where it belongs, beside that, above and below, farther away. */
    static const int8_t offsets[][2] = {{0, 0},   {1, 0},  {-1, 0},  {0, -1}, {0, 1},  {1, -1},
                                        {-1, -1}, {1, 1},  {-1, 1},  {2, 0},  {-2, 0}, {0, -2},
                                        {0, 2},   {2, -1}, {-2, -1}, {2, 1},  {-2, 1}, {3, 0},
                                        {-3, 0},  {0, -3}, {0, 3}};

    *ret_box = (CtRect){at.x - width / 2, at.y - height / 2, width, height};
    for (size_t i = 0; i < G_N_ELEMENTS(offsets); i++) {
        CtRect box = {at.x - width / 2 + offsets[i][0] * width / 2,
                      at.y - height / 2 + offsets[i][1] * height / 2, width, height};

        if (!is_free(pins, box))
            continue;
        *ret_box = box;
        g_array_append_val(pins->taken, box);
        return true;
    }
    return false;
}

void
ct_pins_put(CtPins *pins, CtPoint at, CtIcon icon, CtPaint paint, const char *text)
{
    double size = ct_plan_text_size(pins->view, 9), height = size * 1.6;
    double words = text != NULL ? ct_text_width(text, size, true) + size * 0.5 : 0;
    CtScene *scene = pins->scene;
    CtRect box;

    if (!ct_pins_place(pins, at, height + words, height, &box)) {
        words = 0;
        ct_pins_place(pins, at, height, height, &box);
    }
    ct_scene_rect(scene, box, CT_PAINT_PANEL, paint, 1.2)->radius = (float)(height / 3);
    ct_scene_icon(scene, ct_rect_inset((CtRect){box.x, box.y, height, height}, height * 0.15), icon,
                  paint)
        ->weight = 1.4f;
    if (words > 0)
        ct_scene_text(scene, (CtPoint){box.x + height, box.y + height / 2}, words, text, size,
                      paint, CT_ALIGN_LEFT, true);
}
