/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is drawn over the plan: paths, failures, tries under way. */
#include "draw/plan_parts.h"

#include "draw/metrics.h"

#include <math.h>

CtRect
ct_plan_asset_box(const CtPlanView *view, uint32_t asset)
{
    return ct_camera_rect_to_frame(&view->camera, ct_layout_asset(view->layout, asset));
}

static CtRect
room_box(const CtPlanView *view, uint32_t zone)
{
    return ct_camera_rect_to_frame(&view->camera, view->layout->rooms[zone].box);
}

/* The conduit whose ends are around the two zones; in either direction. */
static uint32_t
find_way(const CtPlanView *view, uint32_t from, uint32_t to, bool *ret_back)
{
    const CtBlueprint *blueprint = view->layout->blueprint;

    for (int back = 0; back < 2; back++)
        for (uint32_t i = 0; i < blueprint->n_conduits; i++) {
            const CtBlueConduit *conduit = &blueprint->conduits[i];

            if (ct_blueprint_is_within(blueprint, back ? to : from, conduit->from) &&
                ct_blueprint_is_within(blueprint, back ? from : to, conduit->to)) {
                *ret_back = back;
                return i;
            }
        }
    return CT_NO_ID;
}

void
ct_plan_way(const CtPlanView *view,
            CtRect from,
            uint32_t from_zone,
            CtRect to,
            uint32_t to_zone,
            GArray *points)
{
    CtPoint start = ct_rect_middle(from), end = ct_rect_middle(to);
    bool back = false;
    uint32_t conduit = from_zone != CT_NO_ID && to_zone != CT_NO_ID && from_zone != to_zone
                           ? find_way(view, from_zone, to_zone, &back)
                           : CT_NO_ID;

    g_array_append_val(points, start);
    if (conduit != CT_NO_ID) {
        const CtRoute *route = &view->layout->routes[view->layout->conduit_route[conduit]];

        for (uint32_t i = 0; i < route->n_points; i++) {
            uint32_t k = back ? route->n_points - 1 - i : i;
            CtPoint point =
                ct_camera_to_frame(&view->camera, view->layout->points[route->first_point + k]);

            g_array_append_val(points, point);
        }
    }
    g_array_append_val(points, end);
}

/* Where something that a path names stands: an asset, else its zone's title. */
static bool
find_place(
    const CtPlanView *view, const char *text, const char *zone, CtRect *ret_box, uint32_t *ret_zone)
{
    const CtBlueprint *blueprint = view->layout->blueprint;
    uint32_t asset = text != NULL ? ct_blueprint_find_asset(blueprint, text) : CT_NO_ID;

    if (asset != CT_NO_ID) {
        *ret_zone = blueprint->assets[asset].zone;
        *ret_box = ct_plan_asset_box(view, asset);
        return true;
    }
    *ret_zone = zone != NULL ? ct_blueprint_find_zone(blueprint, zone) : CT_NO_ID;
    if (*ret_zone == CT_NO_ID)
        return false;
    *ret_box = room_box(view, *ret_zone);
    ret_box->height = MIN(ret_box->height, 24 * view->camera.zoom);
    return true;
}

static void
draw_number(CtScene *scene, CtPoint at, uint32_t number, double radius)
{
    char text[16];

    g_snprintf(text, sizeof text, "%u", number);
    ct_scene_disc(scene, at, radius, CT_PAINT_PATH, CT_PAINT_PAPER, 1.5);
    ct_scene_text(scene, at, 2 * radius, text, radius * (number < 10 ? 1.25 : 1.05),
                  CT_PAINT_PATH_INK, CT_ALIGN_MIDDLE, true);
}

/* Moves @end, the middle of @box, back towards @before as far as the edge. */
static void
stop_at(CtPoint *end, CtPoint before, CtRect box)
{
    double dx = before.x - end->x, dy = before.y - end->y;
    double by = MIN(fabs(dx) > 1e-9 ? box.width / 2 / fabs(dx) : 1,
                    fabs(dy) > 1e-9 ? box.height / 2 / fabs(dy) : 1);

    if (by < 1) {
        end->x += dx * by;
        end->y += dy * by;
    }
}

void
ct_plan_draw_path(CtScene *scene, const CtPlanView *view, const CtPath *path)
{
    double radius = ct_plan_text_size(view, 9);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (uint32_t i = 0; i < path->n_steps; i++) {
        const CtPathStep *step = &path->steps[i];
        g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));
        CtRect from, to;
        uint32_t from_zone, to_zone;

        scene->pick = (CtPick){CT_PICK_STEP, i};
        if (!find_place(view, step->from, step->from_zone, &from, &from_zone) ||
            !find_place(view, step->to, step->to_zone, &to, &to_zone) ||
            (fabs(from.x - to.x) < 1 && fabs(from.y - to.y) < 1))
            continue;
        ct_plan_way(view, from, from_zone, to, to_zone, points);
        /* From a room as a whole the way begins at its door. */
        if (points->len > 2 &&
            ct_blueprint_find_asset(view->layout->blueprint,
                                    step->from != NULL ? step->from : "") == CT_NO_ID)
            g_array_remove_index(points, 0);
        stop_at(&g_array_index(points, CtPoint, points->len - 1),
                g_array_index(points, CtPoint, points->len - 2), to);
        ct_scene_line(scene, (const CtPoint *)(void *)points->data, points->len, CT_PAINT_PATH, 2.4)
            ->alpha = 0.85f;
        ct_plan_arrow(scene, g_array_index(points, CtPoint, points->len - 2),
                      g_array_index(points, CtPoint, points->len - 1), 10, CT_PAINT_PATH);
    }
    for (uint32_t i = 0; i < path->n_steps; i++) {
        const CtPathStep *step = &path->steps[i];
        CtRect to;
        uint32_t to_zone;

        if (!find_place(view, step->to, step->to_zone, &to, &to_zone))
            continue;
        char *key = g_strdup_printf("%.0f,%.0f", to.x, to.y);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(taken, key));

        g_hash_table_replace(taken, key, GUINT_TO_POINTER(n + 1));
        scene->pick = (CtPick){CT_PICK_STEP, i};
        draw_number(scene, (CtPoint){to.x + radius + n * 2.1 * radius, to.y - 1}, i + 1, radius);
    }
    scene->pick = (CtPick){0};
}

void
ct_plan_draw_failures(CtScene *scene, const CtPlanView *view, const CtSegmentation *segmentation)
{
    const CtBlueprint *blueprint = view->layout->blueprint;
    double size = ct_plan_text_size(view, 14);

    for (uint32_t i = segmentation->n_failures; i-- > 0;) {
        const CtSegFailure *failure = &segmentation->failures[i];
        const char *name = failure->to != NULL ? failure->to : failure->from;
        uint32_t zone = name != NULL ? ct_blueprint_find_zone(blueprint, name) : CT_NO_ID;

        if (zone == CT_NO_ID || failure->waiver == CT_SEG_WAIVED)
            continue;
        CtRect box = room_box(view, zone);

        scene->pick = (CtPick){CT_PICK_FAILURE, i};
        ct_scene_icon(scene, (CtRect){box.x - size / 2, box.y - size / 2, size, size},
                      CT_ICON_BREACH, CT_PAINT_FAILURE);
    }
    scene->pick = (CtPick){0};
}

/* The end of the try that begins with @i; n_happenings where it does not end. */
static uint32_t
end_of_try(const CtChronicle *chronicle, uint32_t i)
{
    const CtHappening *begun = &chronicle->happenings[i];

    for (uint32_t k = i + 1; k < chronicle->n_happenings; k++) {
        const CtHappening *other = &chronicle->happenings[k];

        if (other->kind != CT_TRACE_BEGIN && other->actor == begun->actor && other->n == begun->n &&
            other->rule == begun->rule && other->target == begun->target)
            return k;
    }
    return chronicle->n_happenings;
}

void
ct_plan_draw_tries(CtScene *scene, const CtPlanView *view, int64_t time)
{
    enum { MOST = 200 };
    const CtChronicle *chronicle = view->snapshot->chronicle;
    const CtBlueprint *blueprint = view->layout->blueprint;
    uint32_t n = 0, end = ct_chronicle_after(chronicle, time);

    scene->pick = (CtPick){0};
    for (uint32_t i = end; i-- > 0 && n < MOST && end - i < 5 * MOST;) {
        const CtHappening *happening = &chronicle->happenings[i];

        if (happening->kind != CT_TRACE_BEGIN || happening->to_instance == CT_NO_ID ||
            happening->from_zone == CT_NO_ID)
            continue;
        uint32_t over = end_of_try(chronicle, i);

        if (over < end)
            continue;
        uint32_t to = ct_blueprint_asset_of(blueprint, happening->to_instance);
        CtRect from = happening->from_instance != CT_NO_ID
                          ? ct_plan_asset_box(view, ct_blueprint_asset_of(blueprint,
                                                                          happening->from_instance))
                          : room_box(view, happening->from_zone);
        g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));

        ct_plan_way(view, from, happening->from_zone, ct_plan_asset_box(view, to),
                    happening->to_zone, points);
        ct_scene_line(scene, (const CtPoint *)(void *)points->data, points->len,
                      CT_PAINT_STATE + CT_SHOWN_ATTEMPTED, 1.4)
            ->dash = CT_DASH_DOTTED;
        n++;
    }
}
