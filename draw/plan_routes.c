/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/metrics.h"
#include "draw/plan_parts.h"

#include <math.h>

/* Of a plan seen from far away ways are thin, and have neither doors nor heads. */
static const double near_enough = 0.25;

static double
thinner(const CtPlanView *view)
{
    return CLAMP(view->camera.zoom / 0.5, 0.3, 1);
}

static void
draw_door(CtScene *scene, const CtPlanView *view, CtPoint at, CtPoint next, CtPaint paint)
{
    double half = 7 * CLAMP(view->camera.zoom, 0.5, 1.5);
    bool upright = fabs(next.y - at.y) > fabs(next.x - at.x);
    CtRect gap = upright ? (CtRect){at.x - half, at.y - 2, 2 * half, 4}
                         : (CtRect){at.x - 2, at.y - half, 4, 2 * half};

    ct_scene_rect(scene, gap, CT_PAINT_ROOM, paint, 1.2);
}

/* The way with its corners rounded, in pixels. */
static GArray *
rounded(const CtPlanView *view, const CtRoute *route)
{
    const CtPoint *at = &view->layout->points[route->first_point];
    GArray *points = g_array_new(FALSE, FALSE, sizeof(CtPoint));
    const double radius = 5;

    for (uint32_t i = 0; i < route->n_points; i++) {
        CtPoint p = ct_camera_to_frame(&view->camera, at[i]);

        if (i > 0 && i + 1 < route->n_points) {
            CtPoint a = ct_camera_to_frame(&view->camera, at[i - 1]);
            CtPoint b = ct_camera_to_frame(&view->camera, at[i + 1]);
            double in = hypot(p.x - a.x, p.y - a.y), out = hypot(b.x - p.x, b.y - p.y);
            double r = MIN(radius, MIN(in, out) / 2);

            if (r > 0.5) {
                CtPoint first = {p.x - (p.x - a.x) / in * r, p.y - (p.y - a.y) / in * r};
                CtPoint last = {p.x + (b.x - p.x) / out * r, p.y + (b.y - p.y) / out * r};
                CtPoint bow = {(first.x + last.x + 2 * p.x) / 4, (first.y + last.y + 2 * p.y) / 4};

                g_array_append_val(points, first);
                g_array_append_val(points, bow);
                p = last;
            }
        }
        g_array_append_val(points, p);
    }
    return points;
}

/* Whether any of it may be seen. */
static bool
is_seen(const CtPlanView *view, const GArray *points)
{
    CtRect box = {INFINITY, INFINITY, 0, 0};
    double right = -INFINITY, bottom = -INFINITY;

    for (guint i = 0; i < points->len; i++) {
        CtPoint p = g_array_index(points, CtPoint, i);

        box.x = MIN(box.x, p.x);
        box.y = MIN(box.y, p.y);
        right = MAX(right, p.x);
        bottom = MAX(bottom, p.y);
    }
    box.width = right - box.x + 1;
    box.height = bottom - box.y + 1;
    return ct_plan_sees(view, box);
}

/* Whether the defender, or the hour, lets nothing pass. */
static bool
is_shut(const CtPlanView *view, const CtRoute *route)
{
    uint8_t *const *things = view->snapshot != NULL ? view->snapshot->things : NULL;

    if (things == NULL)
        return false;
    return route->of == CT_ROUTE_CHANNEL
               ? things[CT_CHANGE_REVOKED][route->what]
               : things[CT_CHANGE_BLOCKED][route->what] || things[CT_CHANGE_CLOSED][route->what];
}

/* A sign on the longest leg of the way. */
static void
draw_shut(CtScene *scene, const CtPlanView *view, const CtPoint *points, uint32_t n)
{
    double radius = ct_plan_text_size(view, 6.5), longest = -1;
    CtPoint at = points[0];

    for (uint32_t i = 0; i + 1 < n; i++) {
        double length = hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);

        if (length <= longest)
            continue;
        longest = length;
        at = (CtPoint){(points[i].x + points[i + 1].x) / 2, (points[i].y + points[i + 1].y) / 2};
    }
    ct_scene_disc(scene, at, radius, CT_PAINT_PAPER, CT_PAINT_NONE, 0);
    ct_scene_icon(scene, (CtRect){at.x - radius, at.y - radius, 2 * radius, 2 * radius},
                  CT_ICON_CUT, CT_PAINT_GUARD)
        ->weight = 1.6f;
}

static void
draw_route(CtScene *scene, const CtPlanView *view, const CtRoute *route)
{
    bool channel = route->of == CT_ROUTE_CHANNEL;
    bool shut = is_shut(view, route);
    bool his =
        channel && view->snapshot != NULL && view->snapshot->things[CT_CHANGE_CHANNEL][route->what];
    CtPaint paint = his       ? CT_PAINT_STATE + CT_SHOWN_ADMIN
                    : channel ? CT_PAINT_CHANNEL
                              : CT_PAINT_CONDUIT;
    g_autoptr(GArray) all = rounded(view, route);
    const CtPoint *points = (const CtPoint *)(void *)all->data;
    uint32_t n = all->len;

    if (!is_seen(view, all))
        return;
    scene->pick = (CtPick){channel ? CT_PICK_CHANNEL : CT_PICK_CONDUIT, route->what};
    CtDraw *line = ct_scene_line(scene, points, n, paint,
                                 (his       ? 2.6
                                  : channel ? 1.3
                                            : 1.6) *
                                     thinner(view));

    line->dash = shut ? CT_DASH_DOTTED : channel ? CT_DASH_DASHED : CT_DASH_NONE;
    if (view->camera.zoom < near_enough)
        return;
    if (!channel) {
        draw_door(scene, view, points[0], points[1], paint);
        draw_door(scene, view, points[n - 1], points[n - 2], paint);
    } else if (route->is_branch) {
        ct_scene_disc(scene, points[0], 2.4, paint, CT_PAINT_NONE, 0);
    }
    ct_plan_arrow(scene, points[n - 2], points[n - 1], 8 * thinner(view), paint);
    if (shut)
        draw_shut(scene, view, points, n);
}

void
ct_plan_draw_routes(CtScene *scene, const CtPlanView *view)
{
    for (uint32_t i = 0; i < view->layout->n_routes; i++) {
        const CtRoute *route = &view->layout->routes[i];

        if (route->of == CT_ROUTE_CONDUIT || !view->no_channels)
            draw_route(scene, view, route);
    }
}
