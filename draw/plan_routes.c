/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/metrics.h"
#include "draw/plan_parts.h"

#include <math.h>

static void
draw_door(CtScene *scene, const CtPlanView *view, CtPoint at, CtPoint next, CtPaint paint)
{
    double half = 7 * CLAMP(view->camera.zoom, 0.5, 1.5);
    bool upright = fabs(next.y - at.y) > fabs(next.x - at.x);
    CtRect gap = upright ? (CtRect){at.x - half, at.y - 2, 2 * half, 4}
                         : (CtRect){at.x - 2, at.y - half, 4, 2 * half};

    ct_scene_rect(scene, gap, CT_PAINT_ROOM, paint, 1.2);
}

static void
draw_route(CtScene *scene, const CtPlanView *view, const CtRoute *route)
{
    const CtLayout *layout = view->layout;
    bool channel = route->of == CT_ROUTE_CHANNEL;
    CtPaint paint = channel ? CT_PAINT_CHANNEL : CT_PAINT_CONDUIT;
    g_autofree CtPoint *points = g_new(CtPoint, (size_t)route->n_points + 1);
    uint32_t n = route->n_points;

    for (uint32_t i = 0; i < n; i++)
        points[i] = ct_camera_to_frame(&view->camera, layout->points[route->first_point + i]);
    scene->pick = (CtPick){channel ? CT_PICK_CHANNEL : CT_PICK_CONDUIT, route->what};
    CtDraw *line = ct_scene_line(scene, points, n, paint, channel ? 1.2 : 1.6);

    line->dash = channel ? CT_DASH_DASHED : CT_DASH_NONE;
    if (!channel) {
        draw_door(scene, view, points[0], points[1], paint);
        draw_door(scene, view, points[n - 1], points[n - 2], paint);
    }
    ct_plan_arrow(scene, points[n - 2], points[n - 1], 8, paint);
}

static void
draw_label(CtScene *scene, const CtPlanView *view, const CtRoute *route)
{
    const CtLayout *layout = view->layout;
    const CtBlueConduit *conduit = &layout->blueprint->conduits[route->what];
    double size = ct_plan_text_size(view, 9);
    CtPoint at =
        ct_camera_to_frame(&view->camera, layout->points[route->first_point + route->n_points - 1]);

    scene->pick = (CtPick){CT_PICK_CONDUIT, route->what};
    ct_scene_text(scene, (CtPoint){at.x + 9, at.y - size}, 120 * view->camera.zoom,
                  conduit->allow_short, size, CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
}

void
ct_plan_draw_routes(CtScene *scene, const CtPlanView *view)
{
    for (uint32_t i = 0; i < view->layout->n_routes; i++) {
        const CtRoute *route = &view->layout->routes[i];

        if (route->of == CT_ROUTE_CONDUIT || !view->no_channels)
            draw_route(scene, view, route);
    }
    for (uint32_t i = 0; i < view->layout->n_routes && !view->no_door_labels; i++)
        if (view->layout->routes[i].of == CT_ROUTE_CONDUIT)
            draw_label(scene, view, &view->layout->routes[i]);
}
