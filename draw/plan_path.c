/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A path over the plan, along the doors it passes. */
#include "draw/plan_parts.h"

#include "draw/metrics.h"
#include "draw/plan_links.h"
#include "draw/plan_pins.h"
#include "draw/ways.h"

#include <math.h>

CtRect
ct_plan_asset_box(const CtPlanView *view, uint32_t asset)
{
    return ct_camera_rect_to_frame(&view->camera, ct_layout_asset(view->layout, asset));
}

CtRect
ct_plan_room_box(const CtPlanView *view, uint32_t zone)
{
    return ct_camera_rect_to_frame(&view->camera, view->layout->rooms[zone].box);
}

static CtRect
to_plan(const CtCamera *camera, CtRect box)
{
    CtPoint corner = ct_camera_to_plan(camera, (CtPoint){box.x, box.y});

    return (CtRect){corner.x, corner.y, box.width / camera->zoom, box.height / camera->zoom};
}

/* @box is that of the room as a whole, which has no place in itself. */
static bool
is_room(const CtLayout *layout, uint32_t zone, CtRect box)
{
    CtRect room = layout->rooms[zone].box;

    return fabs(box.x - room.x) < 0.5 && fabs(box.width - room.width) < 0.5;
}

/* Whether @point lies between @a and @b, on one line with them. */
static bool
is_between(CtPoint a, CtPoint b, CtPoint point)
{
    const double slack = 0.01;

    return point.x >= MIN(a.x, b.x) - slack && point.x <= MAX(a.x, b.x) + slack &&
           point.y >= MIN(a.y, b.y) - slack && point.y <= MAX(a.y, b.y) + slack;
}

/* The route that branch @route leaves, and how many of its points come before; CT_NO_ID. */
static uint32_t
stem_of(const CtLayout *layout, uint32_t route, uint32_t *ret_n)
{
    const CtRoute *branch = &layout->routes[route];
    CtPoint start = layout->points[branch->first_point];

    for (uint32_t i = route;
         i-- > 0 && layout->routes[i].of == branch->of && layout->routes[i].what == branch->what;) {
        const CtPoint *at = &layout->points[layout->routes[i].first_point];

        for (uint32_t k = 0; k + 1 < layout->routes[i].n_points; k++)
            if (is_between(at[k], at[k + 1], start)) {
                *ret_n = k + 1;
                return i;
            }
    }
    return CT_NO_ID;
}

/* The points of a route from its door on; of a branch with those of the stem before. */
static void
add_route(const CtLayout *layout, uint32_t route, uint32_t n, GArray *points)
{
    uint32_t n_stem, stem;

    if (layout->routes[route].is_branch && (stem = stem_of(layout, route, &n_stem)) != CT_NO_ID)
        add_route(layout, stem, n_stem, points);
    g_array_append_vals(points, &layout->points[layout->routes[route].first_point], n);
}

/* The points of @leg in the order in which it is gone. */
static GArray *
leg_points(const CtLayout *layout, const CtLeg *leg)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(CtPoint));

    add_route(layout, leg->route, layout->routes[leg->route].n_points, points);
    for (guint i = 0; leg->back && i < points->len / 2; i++) {
        CtPoint *a = &g_array_index(points, CtPoint, i);
        CtPoint *b = &g_array_index(points, CtPoint, points->len - 1 - i);
        CtPoint keep = *a;

        *a = *b;
        *b = keep;
    }
    return points;
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

/* From where @from is to the first door, by doors, to where @to is; in units of the plan. A room as
 * a whole has no place of its own: one is at its door at once. */
static bool
add_way(const CtLayout *layout, CtLinkEnd from, CtLinkEnd to, GArray *points)
{
    g_autoptr(GArray) legs = g_array_new(FALSE, FALSE, sizeof(CtLeg));
    bool found = from.zone != CT_NO_ID && to.zone != CT_NO_ID &&
                 ct_ways_find(layout->ways, CT_WAY_TRY, from.zone, to.zone, legs);

    if (!found) {
        CtPoint ends[] = {ct_rect_middle(from.tile), ct_rect_middle(to.tile)};

        stop_at(&ends[0], ends[1], from.tile);
        stop_at(&ends[1], ends[0], to.tile);
        g_array_append_vals(points, ends, 2);
        return false;
    }
    for (guint i = 0; i < legs->len; i++) {
        const CtLeg *leg = &g_array_index(legs, CtLeg, i);
        const CtRoute *route = &layout->routes[leg->route];
        g_autoptr(GArray) way = leg_points(layout, leg);
        CtLinkEnd door = {.zone = leg->back ? route->to_zone : route->from_zone,
                          .door = g_array_index(way, CtPoint, 0)};

        if (i > 0 || from.is_tile)
            ct_plan_link(layout, from, door, points);
        g_array_append_vals(points, way->data, way->len);
        from = (CtLinkEnd){.zone = leg->back ? route->from_zone : route->to_zone,
                           .door = g_array_index(way, CtPoint, way->len - 1)};
    }
    if (to.is_tile || legs->len == 0)
        ct_plan_link(layout, from, to, points);
    return true;
}

bool
ct_plan_way(const CtPlanView *view,
            CtRect from,
            uint32_t from_zone,
            CtRect to,
            uint32_t to_zone,
            GArray *points)
{
    const CtLayout *layout = view->layout;
    CtRect a = to_plan(&view->camera, from), b = to_plan(&view->camera, to);
    guint first = points->len;
    bool found =
        add_way(layout,
                (CtLinkEnd){.zone = from_zone,
                            .is_tile = from_zone != CT_NO_ID && !is_room(layout, from_zone, a),
                            .tile = a,
                            .door = ct_rect_middle(a)},
                (CtLinkEnd){.zone = to_zone,
                            .is_tile = to_zone != CT_NO_ID && !is_room(layout, to_zone, b),
                            .tile = b,
                            .door = ct_rect_middle(b)},
                points);
    for (guint i = first; i < points->len; i++)
        g_array_index(points, CtPoint, i) =
            ct_camera_to_frame(&view->camera, g_array_index(points, CtPoint, i));
    return found;
}

/* Where something that a path names stands: an asset, else its zone as a whole. */
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
    *ret_box = ct_plan_room_box(view, *ret_zone);
    return true;
}

/* Where a step is done; of one that stands nowhere (a product is tainted) where the last that it
 * rests on is. */
typedef struct Place {
    CtRect box;
    uint32_t zone;
    bool is_there, own; /* own: it stands there itself */
} Place;

static Place *
find_places(const CtPlanView *view, const CtPath *path)
{
    Place *places = g_new0(Place, (size_t)path->n_steps + 1);

    for (uint32_t i = 0; i < path->n_steps; i++) {
        const CtPathStep *step = &path->steps[i];
        Place *place = &places[i];

        place->own = place->is_there =
            find_place(view, step->to, step->to_zone, &place->box, &place->zone);
        for (uint32_t k = step->n_after; k-- > 0 && !place->is_there;) {
            *place = places[step->after[k]];
            place->own = false;
        }
    }
    return places;
}

static bool
same_place(CtRect a, CtRect b)
{
    return fabs(a.x - b.x) < 1 && fabs(a.y - b.y) < 1;
}

/* From where he stands who does step @i, else from where a step before it, on which it rests, was
 * done: the first from which doors lead there. False where it stays where it is. */
static bool
find_step_way(const CtPlanView *view,
              const CtPath *path,
              const Place *places,
              uint32_t i,
              bool *ret_doors,
              GArray *points)
{
    const CtPathStep *step = &path->steps[i];
    bool any = false;

    *ret_doors = false;
    for (uint32_t k = step->n_after + 1; k-- > 0 && places[i].own && !*ret_doors;) {
        Place from = {0};
        g_autoptr(GArray) way = g_array_new(FALSE, FALSE, sizeof(CtPoint));

        if (k < step->n_after)
            from = places[step->after[k]];
        else
            from.is_there = find_place(view, step->from, step->from_zone, &from.box, &from.zone);
        if (!from.is_there)
            continue;
        if (same_place(from.box, places[i].box))
            return false;
        *ret_doors = ct_plan_way(view, from.box, from.zone, places[i].box, places[i].zone, way);
        /* Where no doors lead from anywhere, from the last that it rests on. */
        if (!any || *ret_doors || k + 1 == step->n_after) {
            g_array_set_size(points, 0);
            g_array_append_vals(points, way->data, way->len);
        }
        any = true;
    }
    return any && points->len > 1;
}

static void
draw_step(
    CtScene *scene, const CtPlanView *view, const CtPath *path, const Place *places, uint32_t i)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));
    bool doors;

    if (!find_step_way(view, path, places, i, &doors, points))
        return;
    CtDraw *line = ct_scene_line(scene, (const CtPoint *)(void *)points->data, points->len,
                                 CT_PAINT_PATH, 2.4);

    line->alpha = 0.85f;
    line->dash = doors ? CT_DASH_NONE : CT_DASH_DASHED;
    ct_plan_arrow(scene, g_array_index(points, CtPoint, points->len - 2),
                  g_array_index(points, CtPoint, points->len - 1), 10, CT_PAINT_PATH);
}

/* "4", "4–7": steps @first to @last at one place. */
static void
draw_number(CtPins *pins, CtRect box, uint32_t first, uint32_t last)
{
    double size = ct_plan_text_size(pins->view, 10), height = size * 1.5, width;
    CtScene *scene = pins->scene;
    char text[32];
    CtRect at;

    if (first == last)
        g_snprintf(text, sizeof text, "%u", first);
    else
        g_snprintf(text, sizeof text, "%u–%u", first, last);
    width = MAX(ct_text_width(text, size, true) + size * 0.7, height);
    ct_pins_place(pins, (CtPoint){box.x + width / 2, box.y}, width, height, &at);
    scene->pick = (CtPick){CT_PICK_STEP, first - 1};
    ct_scene_rect(scene, at, CT_PAINT_PATH, CT_PAINT_PAPER, 1.5)->radius = (float)(height / 2);
    ct_scene_text(scene, ct_rect_middle(at), width, text, size, CT_PAINT_PATH_INK, CT_ALIGN_MIDDLE,
                  true);
}

void
ct_plan_draw_path(CtScene *scene, const CtPlanView *view, const CtPath *path)
{
    g_auto(CtPins) pins;
    ct_pins_init(&pins, scene, view);
    g_autofree Place *places = find_places(view, path);
    uint32_t first = CT_NO_ID;

    for (uint32_t i = 0; i < path->n_steps; i++) {
        scene->pick = (CtPick){CT_PICK_STEP, i};
        draw_step(scene, view, path, places, i);
    }
    /* Steps in a row at one place share a number. */
    for (uint32_t i = 0; i < path->n_steps; i++) {
        if (first != CT_NO_ID &&
            (!places[i].own || !same_place(places[i].box, places[first].box))) {
            draw_number(&pins, places[first].box, first + 1, i);
            first = CT_NO_ID;
        }
        if (places[i].own && first == CT_NO_ID)
            first = i;
    }
    if (first != CT_NO_ID)
        draw_number(&pins, places[first].box, first + 1, path->n_steps);
    scene->pick = (CtPick){0};
}
