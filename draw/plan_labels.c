/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What doors allow, written beside them where there is room: each label tries a few places around
 * its door, wide first, and takes the first that covers neither a room nor a title nor another
 * label; where no place is free it is left out and counted.
 */
#include "draw/plan_parts.h"

#include "draw/layout_parts.h"
#include "draw/metrics.h"

#include <math.h>

enum { MOST_LABELS = 500, MOST_TAKEN = 6000 };

/* From farther away a label is larger than what it speaks of. */
static const double least_zoom = 0.25;

typedef struct Labels {
    CtScene *scene;
    const CtPlanView *view;
    GArray *taken; /* CtRect that nothing may cover */
    GArray *lines; /* CtRect of ways, better not crossed */
    double size;
} Labels;

static void
add_taken(const Labels *labels, CtRect box)
{
    if (ct_plan_sees(labels->view, box))
        g_array_append_val(labels->taken, box);
}

static void
collect_rooms(const Labels *labels)
{
    const CtPlanView *view = labels->view;
    const CtLayout *layout = view->layout;

    for (uint32_t z = 0; z < layout->blueprint->n_zones; z++) {
        const CtRoom *room = &layout->rooms[z];
        CtRect box = ct_camera_rect_to_frame(&view->camera, room->box);

        if (room->has_rooms) {
            add_taken(labels, ct_camera_rect_to_frame(&view->camera, room->floor));
            box.height = MIN(box.height, CT_LAYOUT_TITLE * view->camera.zoom + 2);
        }
        add_taken(labels, box);
    }
    for (uint32_t i = 0; i < layout->n_docks; i++)
        add_taken(labels, ct_camera_rect_to_frame(&view->camera, layout->docks[i].box));
    for (uint32_t i = 0; i < layout->n_bands; i++) {
        CtRect box;

        if (ct_plan_band_label(view, i, &box) != NULL)
            add_taken(labels, box);
    }
}

static void
collect_lines(const Labels *labels)
{
    const CtLayout *layout = labels->view->layout;

    for (uint32_t i = 0; i < layout->n_routes; i++)
        for (uint32_t k = 0; k + 1 < layout->routes[i].n_points; k++) {
            const CtPoint *at = &layout->points[layout->routes[i].first_point + k];
            CtPoint a = ct_camera_to_frame(&labels->view->camera, at[0]);
            CtPoint b = ct_camera_to_frame(&labels->view->camera, at[1]);
            CtRect box = {MIN(a.x, b.x) - 1, MIN(a.y, b.y) - 1, fabs(a.x - b.x) + 2,
                          fabs(a.y - b.y) + 2};

            if (ct_plan_sees(labels->view, box))
                g_array_append_val(labels->lines, box);
        }
}

static bool
is_free(const Labels *labels, CtRect box, bool strict)
{
    if (!ct_rect_holds(labels->view->camera.viewport, box))
        return false;
    for (guint i = 0; i < labels->taken->len; i++)
        if (ct_rect_meets(box, g_array_index(labels->taken, CtRect, i)))
            return false;
    for (guint i = 0; strict && i < labels->lines->len; i++)
        if (ct_rect_meets(box, g_array_index(labels->lines, CtRect, i)))
            return false;
    return true;
}

/* Place @k of those beside the way from door @at towards @next. */
static CtRect
place_of(const Labels *labels, CtPoint at, CtPoint next, double width, int k)
{
    double height = labels->size * 1.3, away = 5;
    bool upright = fabs(next.y - at.y) > fabs(next.x - at.x);
    int farther = k / 2;

    if (upright) {
        double y = next.y > at.y ? at.y + 3 + farther * height * 0.5
                                 : at.y - 3 - height - farther * height * 0.5;

        return (CtRect){k % 2 == 0 ? at.x + away + 4 : at.x - away - 4 - width, y, width, height};
    }
    double x = next.x > at.x ? at.x + 4 + farther * 8 : at.x - 4 - width - farther * 8;

    return (CtRect){x, k % 2 == 0 ? at.y - height - away : at.y + away, width, height};
}

static bool
find_place(const Labels *labels,
           CtPoint at,
           CtPoint next,
           double icons,
           double text,
           bool strict,
           CtRect *ret_box)
{
    enum { PLACES = 8 };
    const double shares[] = {1, 0.7, 0.45};
    double least = labels->size * 4;

    for (size_t s = 0; s < G_N_ELEMENTS(shares); s++)
        for (int k = 0; k < PLACES && (s == 0 || text * shares[s] >= least); k++) {
            *ret_box = place_of(labels, at, next, icons + text * shares[s], k);
            if (is_free(labels, *ret_box, strict))
                return true;
        }
    return false;
}

uint32_t
ct_plan_guards(const CtBlueConduit *conduit, CtIcon *ret_icons)
{
    uint32_t n = 0;

    if (conduit->mfa != NULL)
        ret_icons[n++] = CT_ICON_FACTOR;
    if (conduit->encryption != NULL)
        ret_icons[n++] = CT_ICON_SEALED;
    /* Following connections is what any door does. */
    if (conduit->inspection != NULL && !g_str_equal(conduit->inspection, "stateful"))
        ret_icons[n++] = CT_ICON_INSPECT;
    if (conduit->sensor > 0)
        ret_icons[n++] = CT_ICON_WATCH;
    return n;
}

/* What guards the door, then what it allows, within @box. */
static void
put_label(const Labels *labels, const CtBlueConduit *conduit, CtRect box)
{
    CtIcon icons[CT_PLAN_MOST_GUARDS];
    uint32_t n = ct_plan_guards(conduit, icons);
    double size = labels->size, x = box.x + 1;
    CtScene *scene = labels->scene;

    ct_scene_rect(scene, box, CT_PAINT_PAPER, CT_PAINT_NONE, 0)->alpha = 0.75f;
    for (uint32_t i = 0; i < n; i++) {
        ct_scene_icon(scene,
                      (CtRect){x, box.y + (box.height - size * 1.15) / 2, size * 1.15, size * 1.15},
                      icons[i], CT_PAINT_GUARD);
        x += size * 1.35;
    }
    ct_scene_text(scene, (CtPoint){x, box.y + box.height / 2}, ct_rect_right(box) - x,
                  conduit->allow_short, size, CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
}

static void
draw_label(const Labels *labels, const CtRoute *route)
{
    const CtLayout *layout = labels->view->layout;
    const CtBlueConduit *conduit = &layout->blueprint->conduits[route->what];
    const CtPoint *points = &layout->points[route->first_point];
    const CtCamera *camera = &labels->view->camera;
    uint32_t n = route->n_points;
    CtPoint ends[2][2] = {{ct_camera_to_frame(camera, points[n - 1]),
                           ct_camera_to_frame(camera, points[n - 2])},
                          {ct_camera_to_frame(camera, points[0]),
                           ct_camera_to_frame(camera, points[1])}};
    CtIcon icons[CT_PLAN_MOST_GUARDS];
    double guards = ct_plan_guards(conduit, icons) * labels->size * 1.35;
    double text =
        MIN(ct_text_width(conduit->allow_short, labels->size, false) + 3, 26 * labels->size);
    CtRect box;

    if (!ct_rect_has(camera->viewport, ends[0][0]) && !ct_rect_has(camera->viewport, ends[1][0]))
        return;
    for (int try = 0; try < 4; try++) {
        if (!find_place(labels, ends[try % 2][0], ends[try % 2][1], guards, text, try < 2, &box))
            continue;
        labels->scene->pick = (CtPick){CT_PICK_CONDUIT, route->what};
        put_label(labels, conduit, box);
        g_array_append_val(labels->taken, box);
        return;
    }
    labels->scene->n_left_out++;
}

void
ct_plan_draw_labels(CtScene *scene, const CtPlanView *view)
{
    const CtLayout *layout = view->layout;
    Labels labels = {scene, view, g_array_new(FALSE, FALSE, sizeof(CtRect)),
                     g_array_new(FALSE, FALSE, sizeof(CtRect)), ct_plan_text_size(view, 9)};
    uint32_t n = 0;

    collect_rooms(&labels);
    collect_lines(&labels);
    for (uint32_t i = 0; i < layout->n_routes; i++) {
        if (layout->routes[i].of != CT_ROUTE_CONDUIT)
            continue;
        if (labels.view->camera.zoom >= least_zoom && n++ < MOST_LABELS &&
            labels.taken->len < MOST_TAKEN && labels.lines->len < MOST_TAKEN)
            draw_label(&labels, &layout->routes[i]);
        else
            scene->n_left_out++;
    }
    g_array_unref(labels.taken);
    g_array_unref(labels.lines);
    scene->pick = (CtPick){0};
}
