/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who gets which part of the window; the camera; what is where; what is drawn over the plan. */
#include "viz/app_parts.h"
#include "viz/tries.h"

#include <math.h>

enum {
    HEADER_HEIGHT = 46,
    TIME_HEIGHT = 136,
    SIDE_WIDTH = 330,
    LEAST_WIDTH = 640,  /* below: no side panel */
    LEAST_HEIGHT = 300, /* below: the plan and the time line alone */
    TAB_HEIGHT = 30,
    EDGE = 10,
};
static const double most_zoom = 12, least_zoom = 0.004;

/* --- sharing out --- */

CtLegend
ct_app_legend(const CtApp *app)
{
    return (CtLegend){.states = app->sides[0].snapshot != NULL,
                      .defence = app->defends,
                      .script = app->scripted,
                      .blueprint = app->sides[0].subject.blueprint,
                      .channels = app->sides[0].subject.blueprint->n_channels > 0,
                      .path = app->way != CT_LIST_NONE,
                      .chokes = app->weak != CT_LIST_NONE && !ct_app_shows_cut(app),
                      .cuts = ct_app_shows_cut(app),
                      .failures = app->shows_failures};
}

static void
share_out_plans(CtApp *app, CtRect rest)
{
    double each = (rest.width - 2 * (app->n_sides - 1)) / app->n_sides;

    for (uint32_t i = 0; i < app->n_sides; i++)
        app->sides[i].box = (CtRect){rest.x + i * (each + 2), rest.y, each, rest.height};
}

static void
share_out(CtApp *app)
{
    CtRect rest = {0, 0, app->width, app->height};
    CtLegend legend = ct_app_legend(app);
    bool high = app->height >= LEAST_HEIGHT;

    for (int i = 0; i < CT_APP_PART_COUNT; i++)
        app->parts[i] = (CtRect){0};
    if (high) {
        app->parts[CT_APP_HEADER] = (CtRect){0, 0, rest.width, HEADER_HEIGHT};
        rest.y += HEADER_HEIGHT;
        rest.height -= HEADER_HEIGHT;
    }
    if (ct_app_is_run(app)) {
        double height = high ? TIME_HEIGHT : 34;

        app->parts[CT_APP_TIME] = (CtRect){0, ct_rect_bottom(rest) - height, rest.width, height};
        app->line = ct_rect_inset(app->parts[CT_APP_TIME], high ? 6 : 2);
        rest.height -= height;
    }
    if (app->width >= LEAST_WIDTH && high && !app->no_side_panel) {
        app->parts[CT_APP_SIDE] =
            (CtRect){ct_rect_right(rest) - SIDE_WIDTH, rest.y, SIDE_WIDTH, rest.height};
        rest.width -= SIDE_WIDTH;
    }
    if (ct_app_is_run(app) && high && app->n_sides == 1) {
        double height = ct_furniture_holdings_height() + 4;

        app->parts[CT_APP_HOLDINGS] =
            (CtRect){rest.x, ct_rect_bottom(rest) - height, rest.width, height};
        rest.height -= height;
    }
    double height = ct_furniture_legend_height(rest.width - 2 * EDGE, &legend) + 8;

    if (high && height < rest.height / 4 && !app->shows_matrix) {
        app->parts[CT_APP_LEGEND] =
            (CtRect){rest.x, ct_rect_bottom(rest) - height, rest.width, height};
        rest.height -= height;
    }
    if (app->shows_matrix)
        app->parts[CT_APP_MATRIX] = rest;
    share_out_plans(app, rest);
}

/* The ways above, the steps of the one shown below. */
static void
share_out_ways(CtApp *app)
{
    CtList *ways = &app->lists[CT_APP_TAB_PATHS];
    double above = floor(ways->box.height * 0.36 / ways->row) * ways->row;

    app->steps.row = 17;
    app->steps.box = (CtRect){0};
    if (app->way == CT_LIST_NONE || above < ways->row)
        return;
    app->steps.box = (CtRect){ways->box.x, ways->box.y + above + 8, ways->box.width,
                              ways->box.height - above - 8};
    ways->box.height = above;
    ct_list_choose(ways, ways->chosen);
}

void
ct_app_resize(CtApp *app, double width, double height)
{
    app->width = MAX(width, 1);
    app->height = MAX(height, 1);
    share_out(app);
    CtRect side = app->parts[CT_APP_SIDE];

    for (int i = 0; i < CT_APP_TAB_COUNT; i++) {
        app->lists[i].row = i == CT_APP_TAB_ABOUT ? 18 : 36;
        app->lists[i].box = side.height > TAB_HEIGHT
                                ? (CtRect){side.x + 8, side.y + TAB_HEIGHT + 8, side.width - 12,
                                           side.height - TAB_HEIGHT - 12}
                                : (CtRect){0};
    }
    share_out_ways(app);
    for (int i = 0; i < CT_APP_PART_COUNT; i++)
        ct_app_touch(app, (CtAppPart)i);
    if (app->fits)
        ct_app_fit(app);
}

/* --- camera --- */

void
ct_app_fit(CtApp *app)
{
    CtRect world = app->sides[0].subject.layout->bounds;
    CtCamera camera = ct_camera_fit(world, ct_rect_inset(app->sides[0].box, EDGE), 2);

    app->zoom = CLAMP(camera.zoom, least_zoom, most_zoom);
    app->corner = (CtPoint){camera.x - EDGE / app->zoom, camera.y - EDGE / app->zoom};
    app->fits = true;
}

/* Some of the plan stays in sight. */
static void
keep_in_sight(CtApp *app)
{
    const double least = 60;
    CtRect world = app->sides[0].subject.layout->bounds, box = app->sides[0].box;

    app->corner.x = CLAMP(app->corner.x, world.x - (box.width - least) / app->zoom,
                          ct_rect_right(world) - least / app->zoom);
    app->corner.y = CLAMP(app->corner.y, world.y - (box.height - least) / app->zoom,
                          ct_rect_bottom(world) - least / app->zoom);
}

void
ct_app_pan(CtApp *app, double dx, double dy)
{
    app->corner.x -= dx / app->zoom;
    app->corner.y -= dy / app->zoom;
    app->fits = false;
    keep_in_sight(app);
}

void
ct_app_zoom(CtApp *app, double factor, CtPoint about)
{
    CtRect box = app->sides[0].box;

    for (uint32_t i = 0; i < app->n_sides; i++)
        if (ct_rect_has(app->sides[i].box, about))
            box = app->sides[i].box;
    double zoom = CLAMP(app->zoom * factor, least_zoom, most_zoom);
    double x = about.x - box.x, y = about.y - box.y;

    app->corner.x += x / app->zoom - x / zoom;
    app->corner.y += y / app->zoom - y / zoom;
    app->zoom = zoom;
    app->fits = false;
    keep_in_sight(app);
}

void
ct_app_show_rect(CtApp *app, CtRect rect)
{
    CtRect box = app->sides[0].box;
    CtPoint middle = ct_rect_middle(rect);
    double most = MIN(box.width / MAX(rect.width, 1), box.height / MAX(rect.height, 1)) * 0.8;

    app->zoom = CLAMP(MIN(MAX(app->zoom, 1.2), most), least_zoom, most_zoom);
    app->corner =
        (CtPoint){middle.x - box.width / 2 / app->zoom, middle.y - box.height / 2 / app->zoom};
    app->fits = false;
    keep_in_sight(app);
}

CtPlanView
ct_app_view(const CtApp *app, uint32_t side, double margin)
{
    const CtAppSide *of = &app->sides[side];
    CtRect box = {of->box.x - margin, of->box.y - margin, of->box.width + 2 * margin,
                  of->box.height + 2 * margin};

    return (CtPlanView){.layout = of->subject.layout,
                        .snapshot = of->snapshot,
                        .camera = {box, app->corner.x - margin / app->zoom,
                                   app->corner.y - margin / app->zoom, app->zoom},
                        .text_scale = 1};
}

/* --- what is where --- */

/* A mark over the plan of side 0, failures and steps: what they are is told, too. */
static CtPick
pick_mark(const CtApp *app, CtPoint point)
{
    g_autoptr(CtScene) scene = ct_scene_new(app->width, app->height);
    CtPlanView view = ct_app_view(app, 0, 0);
    CtPick pick;

    if (app->shows_failures)
        ct_plan_draw_failures(scene, &view, app->sides[0].subject.segmentation);
    if (app->sides[0].way != NULL)
        ct_plan_draw_path(scene, &view, app->sides[0].way);
    pick = ct_scene_pick(scene, point);
    return pick.of == CT_PICK_FAILURE || pick.of == CT_PICK_STEP ? pick : (CtPick){0};
}

CtPick
ct_app_pick(const CtApp *app, CtPoint point, uint32_t *ret_side)
{
    CtPick mark = {0};

    *ret_side = 0;
    if ((app->shows_failures || app->sides[0].way != NULL) && ct_rect_has(app->sides[0].box, point))
        mark = pick_mark(app, point);
    if (mark.of != CT_PICK_NONE)
        return mark;
    const double reach = 3;

    for (uint32_t i = 0; i < app->n_sides; i++) {
        if (!ct_rect_has(app->sides[i].box, point))
            continue;
        g_autoptr(CtScene) scene = ct_scene_new(app->width, app->height);
        CtPlanView view = ct_app_view(app, i, 0);
        CtPoint corner = {point.x - reach, point.y - reach};
        CtPoint in_plan = ct_camera_to_plan(&view.camera, corner);

        /* Only what is seen through this hole is drawn. */
        view.camera =
            (CtCamera){{corner.x, corner.y, 2 * reach, 2 * reach}, in_plan.x, in_plan.y, app->zoom};
        ct_plan_draw_ground(scene, &view);
        ct_plan_draw_assets(scene, &view);
        *ret_side = i;
        return ct_scene_pick(scene, point);
    }
    return (CtPick){0};
}

static bool
place_of_route(const CtLayout *layout, CtRouteOf of, uint32_t what, CtRect *ret_rect)
{
    for (uint32_t i = 0; i < layout->n_routes; i++) {
        const CtRoute *route = &layout->routes[i];

        if (route->of != of || route->what != what || route->n_points == 0)
            continue;
        CtPoint a = layout->points[route->first_point];
        CtPoint b = layout->points[route->first_point + route->n_points - 1];

        *ret_rect = (CtRect){MIN(a.x, b.x), MIN(a.y, b.y), fabs(a.x - b.x), fabs(a.y - b.y)};
        return true;
    }
    return false;
}

bool
ct_app_place(const CtLayout *layout, CtPick pick, CtRect *ret_rect)
{
    const CtBlueprint *blueprint = layout->blueprint;

    switch ((CtPickOf)pick.of) {
    case CT_PICK_ZONE:
        *ret_rect = layout->rooms[pick.what].box;
        return true;
    case CT_PICK_FOLD:
        *ret_rect = ct_layout_asset(layout, blueprint->folds[pick.what].first);
        return true;
    case CT_PICK_ASSET:
        *ret_rect = ct_layout_asset(layout, pick.what);
        return true;
    case CT_PICK_INSTANCE:
        *ret_rect = ct_layout_asset(layout, ct_blueprint_asset_of(blueprint, pick.what));
        return true;
    case CT_PICK_SUPPLIER:
        if (layout->dock_of[pick.what] == CT_NO_ID)
            return false;
        *ret_rect = layout->docks[layout->dock_of[pick.what]].box;
        return true;
    case CT_PICK_CONDUIT:
        return place_of_route(layout, CT_ROUTE_CONDUIT, pick.what, ret_rect);
    case CT_PICK_CHANNEL:
        return place_of_route(layout, CT_ROUTE_CHANNEL, pick.what, ret_rect);
    case CT_PICK_NONE:
    case CT_PICK_STEP:
    case CT_PICK_FAILURE:
    case CT_PICK_TIME:
    case CT_PICK_CREDENTIAL:
    case CT_PICK_CELL:
        return false;
    }
    return false;
}

/* --- over the plan --- */

static void
draw_frame(CtScene *scene, const CtPlanView *view, CtPick pick, CtPaint paint, double weight)
{
    CtRect rect;

    if (!ct_app_place(view->layout, pick, &rect))
        return;
    CtRect box = ct_rect_inset(ct_camera_rect_to_frame(&view->camera, rect), -3);

    ct_scene_rect(scene, box, CT_PAINT_NONE, paint, weight)->radius = 5;
}

void
ct_app_draw_marks(CtApp *app, uint32_t side, CtScene *scene)
{
    CtAppSide *of = &app->sides[side];
    CtPlanView view = ct_app_view(app, side, 0);

    if (app->shows_failures && of->subject.segmentation != NULL)
        ct_plan_draw_failures(scene, &view, of->subject.segmentation);
    if (of->way != NULL)
        ct_plan_draw_path(scene, &view, of->way);
    if (side == 0) /* of its design the findings are */
        ct_app_draw_weak(app, scene, &view);
    if (app->n_sides == 2)
        ct_app_draw_differences(app, side, scene, &view);
    if (of->tries != NULL)
        ct_tries_draw(of->tries, scene, &view, ct_playback_now(&app->playback));
    if (side == app->hovered_side && app->hovered.of != CT_PICK_ZONE)
        draw_frame(scene, &view, app->hovered, CT_PAINT_INK_DIM, 1.5);
    if (side == app->selected_side)
        draw_frame(scene, &view, app->selected, CT_PAINT_PATH, 2.5);
}
