/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the pointer does, and where input goes. */
#include "viz/app_parts.h"

#include <math.h>

/* Nearer to where it was pressed than this, a drag is a click. */
static const double click_reach = 4;

static bool
on_part(const CtApp *app, CtAppPart part, CtPoint point)
{
    return app->parts[part].height > 0 && ct_rect_has(app->parts[part], point);
}

static bool
on_plan(const CtApp *app, CtPoint point)
{
    for (int i = 0; i < CT_APP_PART_COUNT; i++)
        if (on_part(app, (CtAppPart)i, point))
            return false;
    for (uint32_t i = 0; i < app->n_sides; i++)
        if (ct_rect_has(app->sides[i].box, point))
            return true;
    return false;
}

static void
seek_to(CtApp *app, double x)
{
    CtTimeline line = {.end_ms = app->playback.end_ms};

    ct_app_seek(app, ct_furniture_time_at(app->line, &line, x));
}

static void
press_side(CtApp *app, const CtInput *input, CtPoint point)
{
    CtList *list = &app->lists[app->tab];
    uint32_t row = ct_list_at(list, point);

    for (int i = 0; i < CT_APP_TAB_COUNT; i++)
        if (app->tabs[i].height > 0 && ct_rect_has(app->tabs[i], point)) {
            app->tab = (uint8_t)i;
            ct_app_choose(app, app->selected, app->selected_side);
        }
    if (row != CT_LIST_NONE && input->button == 1 && app->tab != CT_APP_TAB_ABOUT) {
        ct_list_choose(list, row);
        ct_app_follow_row(app, row);
    }
    ct_app_touch(app, CT_APP_SIDE);
}

/* What a part shows at @point. */
static CtPick
pick_part(CtApp *app, CtAppPart part, CtPoint point)
{
    g_autoptr(CtScene) scene = ct_scene_new(app->width, app->height);

    ct_app_draw_part(app, part, scene);
    return ct_scene_pick(scene, point);
}

static void
press(CtApp *app, const CtInput *input, CtPoint point)
{
    if (app->shows_help) {
        app->shows_help = false;
        return;
    }
    app->asks = CT_ACTION_NONE;
    app->greets = false;
    app->grip = point;
    app->dragged = 0;
    if (on_part(app, CT_APP_TIME, point) && input->button == 1) {
        app->drags = CT_APP_DRAG_TIME;
        app->playback.playing = false;
        seek_to(app, point.x);
    } else if (on_part(app, CT_APP_SIDE, point)) {
        press_side(app, input, point);
    } else if (on_part(app, CT_APP_HOLDINGS, point) && input->button == 1) {
        ct_app_select(app, pick_part(app, CT_APP_HOLDINGS, point), 0);
    } else if (on_part(app, CT_APP_MATRIX, point) && input->button == 1) {
        ct_app_select(app, pick_part(app, CT_APP_MATRIX, point), 0);
        ct_app_touch(app, CT_APP_MATRIX);
    } else if (on_plan(app, point)) {
        app->drags = CT_APP_DRAG_PLAN;
    }
}

static void
release(CtApp *app, const CtInput *input, CtPoint point)
{
    uint32_t side = 0;

    if (app->drags == CT_APP_DRAG_PLAN && app->dragged < click_reach && input->button == 1) {
        CtPick pick = ct_app_pick(app, point, &side);

        ct_app_select(app, pick, side);
    }
    app->drags = CT_APP_DRAG_NONE;
}

static void
move(CtApp *app, CtPoint point)
{
    app->pointer = point;
    if (app->drags == CT_APP_DRAG_PLAN) {
        app->dragged += hypot(point.x - app->grip.x, point.y - app->grip.y);
        if (app->dragged >= click_reach)
            ct_app_pan(app, point.x - app->grip.x, point.y - app->grip.y);
        app->grip = point;
    } else if (app->drags == CT_APP_DRAG_TIME) {
        seek_to(app, point.x);
    }
    app->hovered = (CtPick){0};
    if (app->drags == CT_APP_DRAG_NONE && on_plan(app, point)) {
        app->hovered = ct_app_pick(app, point, &app->hovered_side);
    } else if (app->drags == CT_APP_DRAG_NONE) {
        if (on_part(app, CT_APP_MATRIX, point))
            app->hovered = pick_part(app, CT_APP_MATRIX, point);
        else if (on_part(app, CT_APP_HOLDINGS, point))
            app->hovered = pick_part(app, CT_APP_HOLDINGS, point);
        app->hovered_side = 0;
    }
}

static void
turn(CtApp *app, const CtInput *input, CtPoint point)
{
    if (on_part(app, CT_APP_SIDE, point)) {
        bool on_steps = app->tab == CT_APP_TAB_PATHS && ct_rect_has(app->steps.box, point);

        ct_list_scroll(on_steps ? &app->steps : &app->lists[app->tab],
                       (int64_t)(-3 * input->wheel));
        ct_app_touch(app, CT_APP_SIDE);
    } else if (on_plan(app, point)) {
        ct_app_zoom(app, pow(1.2, CLAMP(input->wheel, -5, 5)), point);
    }
}

void
ct_app_input(CtApp *app, const CtInput *input)
{
    CtPoint point = {input->x, input->y};

    switch ((CtInputKind)input->kind) {
    case CT_INPUT_KEY:
    case CT_INPUT_TEXT:
        app->hovered = (CtPick){0};
        if (!ct_app_field_input(app, input))
            ct_app_act(app, ct_input_action(input, ct_app_is_run(app)));
        break;
    case CT_INPUT_PRESS:
        press(app, input, point);
        break;
    case CT_INPUT_RELEASE:
        release(app, input, point);
        break;
    case CT_INPUT_MOVE:
        move(app, point);
        break;
    case CT_INPUT_WHEEL:
        turn(app, input, point);
        break;
    case CT_INPUT_LEAVE:
        app->hovered = (CtPick){0};
        break;
    case CT_INPUT_QUIT:
        app->wants_quit = true;
        break;
    case CT_INPUT_RESIZE:
    case CT_INPUT_REDRAW:
        break; /* of whoever owns the window */
    }
}
