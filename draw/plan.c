/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/plan.h"

#include "draw/layout_parts.h"
#include "draw/metrics.h"
#include "draw/plan_parts.h"

#include <math.h>

/* --- camera --- */

CtCamera
ct_camera_fit(CtRect world, CtRect viewport, double most)
{
    double zoom = MIN(viewport.width / MAX(world.width, 1), viewport.height / MAX(world.height, 1));

    zoom = MAX(MIN(zoom, most), 1e-6);
    return (CtCamera){viewport, world.x - (viewport.width / zoom - world.width) / 2,
                      world.y - (viewport.height / zoom - world.height) / 2, zoom};
}

CtPoint
ct_camera_to_frame(const CtCamera *camera, CtPoint point)
{
    return (CtPoint){camera->viewport.x + (point.x - camera->x) * camera->zoom,
                     camera->viewport.y + (point.y - camera->y) * camera->zoom};
}

CtPoint
ct_camera_to_plan(const CtCamera *camera, CtPoint point)
{
    return (CtPoint){camera->x + (point.x - camera->viewport.x) / camera->zoom,
                     camera->y + (point.y - camera->viewport.y) / camera->zoom};
}

CtRect
ct_camera_rect_to_frame(const CtCamera *camera, CtRect rect)
{
    CtPoint corner = ct_camera_to_frame(camera, (CtPoint){rect.x, rect.y});

    return (CtRect){corner.x, corner.y, rect.width * camera->zoom, rect.height * camera->zoom};
}

/* --- what all parts ask --- */

double
ct_plan_text_size(const CtPlanView *view, double base)
{
    return view->text_scale * CLAMP(base * view->camera.zoom, MIN(base, 8.5), base * 1.5);
}

bool
ct_plan_sees(const CtPlanView *view, CtRect box)
{
    return ct_rect_meets(box, view->camera.viewport);
}

void
ct_plan_arrow(CtScene *scene, CtPoint from, CtPoint tip, double size, CtPaint paint)
{
    double dx = tip.x - from.x, dy = tip.y - from.y, length = hypot(dx, dy);

    if (length < 1e-6)
        return;
    dx *= size / length;
    dy *= size / length;
    const CtPoint points[] = {tip,
                              {tip.x - dx - dy * 0.5, tip.y - dy + dx * 0.5},
                              {tip.x - dx + dy * 0.5, tip.y - dy - dx * 0.5}};

    ct_scene_area(scene, points, G_N_ELEMENTS(points), paint);
}

/* --- rooms --- */

static void
draw_paper(CtScene *scene, const CtPlanView *view)
{
    const double cell = 40;
    CtRect frame = view->camera.viewport;
    double step = cell * view->camera.zoom;

    scene->pick = (CtPick){0};
    ct_scene_rect(scene, frame, CT_PAINT_PAPER, CT_PAINT_NONE, 0);
    while (step < 24)
        step *= 4;
    CtPoint origin = ct_camera_to_frame(&view->camera, (CtPoint){0, 0});

    double left = origin.x - floor((origin.x - frame.x) / step) * step;
    double top = origin.y - floor((origin.y - frame.y) / step) * step;

    for (int i = 0; left + i * step < ct_rect_right(frame); i++) {
        double x = left + i * step;

        ct_scene_line(scene, (CtPoint[]){{x, frame.y}, {x, ct_rect_bottom(frame)}}, 2,
                      CT_PAINT_GRID, 1);
    }
    for (int i = 0; top + i * step < ct_rect_bottom(frame); i++) {
        double y = top + i * step;

        ct_scene_line(scene, (CtPoint[]){{frame.x, y}, {ct_rect_right(frame), y}}, 2, CT_PAINT_GRID,
                      1);
    }
}

/* Whether the attacker is on a network of @zone; that he is outside goes without saying. */
static bool
stands_in(const CtPlanView *view, const CtBlueZone *zone)
{
    size_t z = (size_t)(zone - view->layout->blueprint->zones);

    return view->snapshot != NULL && !zone->is_outside && view->snapshot->things[CT_CHANGE_ZONE][z];
}

static void
draw_room_title(CtScene *scene, const CtPlanView *view, const CtBlueZone *zone, CtRect box)
{
    double title = MIN(CT_LAYOUT_TITLE * view->camera.zoom, box.height);
    double size = MIN(ct_plan_text_size(view, zone->depth == 0 ? 12.5 : 11.5), title * 0.75);
    double y = box.y + title / 2 + 0.5;
    double right = ct_rect_right(box) - 8;
    char text[32];

    if (size < 6 || box.width < size * 2) {
        scene->n_left_out++;
        return;
    }
    if (zone->sl_t >= 0) {
        g_snprintf(text, sizeof text, "SL %d", zone->sl_t);
        double width = ct_text_width(text, size * 0.8, false);

        if (box.width > width + size * 8) {
            ct_scene_text(scene, (CtPoint){right, y}, width + 1, text, size * 0.8, CT_PAINT_INK_DIM,
                          CT_ALIGN_RIGHT, false);
            right -= width + 8;
        }
    }
    if (zone->n_alike > 1) {
        g_snprintf(text, sizeof text, "× %u", zone->n_alike);
        double width = ct_text_width(text, size, true);

        if (box.width > width + size * 6) {
            ct_scene_text(scene, (CtPoint){right, y}, width + 1, text, size, CT_PAINT_INK,
                          CT_ALIGN_RIGHT, true);
            right -= width + 8;
        }
    }
    if (stands_in(view, zone) && box.width > size * 10) {
        double icon = size * 1.3;

        ct_scene_icon(scene, (CtRect){right - icon, y - icon / 2, icon, icon}, CT_ICON_SKULL,
                      CT_PAINT_STATE + CT_SHOWN_ADMIN)
            ->weight = 1.4f;
        right -= icon + 4;
    }
    ct_scene_text(scene, (CtPoint){box.x + 9, y}, right - box.x - 9, zone->title, size,
                  CT_PAINT_INK, CT_ALIGN_LEFT, true);
}

static void
draw_room(CtScene *scene, const CtPlanView *view, uint32_t z)
{
    const CtBlueZone *zone = &view->layout->blueprint->zones[z];
    CtRect box = ct_camera_rect_to_frame(&view->camera, view->layout->rooms[z].box);
    CtPaint floor = zone->is_outside       ? CT_PAINT_OUTSIDE
                    : zone->depth % 2 == 0 ? CT_PAINT_ROOM
                                           : CT_PAINT_ROOM_DEEP;

    if (!ct_plan_sees(view, box) || box.width < 2)
        return;
    scene->pick = (CtPick){CT_PICK_ZONE, z};
    if (zone->n_alike > 1 && box.height > 20)
        for (int i = 2; i > 0; i--)
            ct_scene_rect(scene, (CtRect){box.x + 3.5 * i, box.y + 3.5 * i, box.width, box.height},
                          floor, CT_PAINT_WALL, 1);
    ct_scene_rect(scene, box, floor, CT_PAINT_WALL,
                  zone->is_outside
                      ? 1
                      : (zone->depth == 0 ? 2.4 : 1.6) * CLAMP(view->camera.zoom, 0.5, 1.5));
    draw_room_title(scene, view, zone, box);
}

static void
draw_rooms(CtScene *scene, const CtPlanView *view)
{
    const CtBlueprint *blueprint = view->layout->blueprint;
    uint32_t deepest = 0;

    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        deepest = MAX(deepest, blueprint->zones[z].depth);
    for (uint32_t depth = 0; depth <= deepest; depth++)
        for (uint32_t z = 0; z < blueprint->n_zones; z++)
            if (blueprint->zones[z].depth == depth)
                draw_room(scene, view, z);
}

/* Its name, or, where its one place bears that already, what it is. */
static const char *
dock_title(const CtLayout *layout, const CtDock *dock, bool *ret_dim)
{
    const CtBlueprint *blueprint = layout->blueprint;
    uint32_t n = 0;

    for (uint32_t z = 0; z < blueprint->n_zones; z++)
        n += blueprint->zones[z].parent == CT_NO_ID &&
             blueprint->zones[z].operated_by == dock->supplier &&
             ct_rect_holds(dock->box, layout->rooms[z].box);
    *ret_dim = n == 1;
    return n == 1 ? "supplier" : blueprint->suppliers[dock->supplier].title;
}

static void
draw_docks(CtScene *scene, const CtPlanView *view)
{
    const CtLayout *layout = view->layout;

    for (uint32_t i = 0; i < layout->n_docks; i++) {
        bool dim;
        const char *title = dock_title(layout, &layout->docks[i], &dim);
        CtRect box = ct_camera_rect_to_frame(&view->camera, layout->docks[i].box);
        double strip = CT_LAYOUT_DOCK_TITLE * view->camera.zoom;
        double size = MIN(ct_plan_text_size(view, 11.5), strip * 0.6), icon = size * 1.4;
        bool his = view->snapshot != NULL &&
                   view->snapshot->things[CT_CHANGE_SUPPLIER][layout->docks[i].supplier];

        if (!ct_plan_sees(view, box))
            continue;
        scene->pick = (CtPick){CT_PICK_SUPPLIER, layout->docks[i].supplier};
        ct_scene_rect(scene, box, CT_PAINT_PREMISES,
                      his ? CT_PAINT_STATE + CT_SHOWN_ADMIN : CT_PAINT_CHANNEL, his ? 3 : 1.4)
            ->radius = 6;
        ct_scene_icon(scene, (CtRect){box.x + 8, box.y + (strip - icon) / 2, icon, icon},
                      CT_ICON_FACTORY, his ? CT_PAINT_STATE + CT_SHOWN_ADMIN : CT_PAINT_CHANNEL);
        if (size < 6)
            scene->n_left_out++;
        else
            ct_scene_text(scene, (CtPoint){box.x + 14 + icon, box.y + strip / 2},
                          box.width - icon - 20, title, size, dim ? CT_PAINT_INK_DIM : CT_PAINT_INK,
                          CT_ALIGN_LEFT, !dim);
    }
}

const char *
ct_plan_band_label(const CtPlanView *view, uint32_t i, CtRect *ret_box)
{
    static const char *const names[] = {"Level 0: process",     "Level 1: control",
                                        "Level 2: supervision", "Level 3: operations",
                                        "Level 4: business",    "Level 5: enterprise"};
    const CtLayout *layout = view->layout;
    const CtBand *band = &layout->bands[i];
    CtRect box = ct_camera_rect_to_frame(&view->camera, band->box);
    double size = ct_plan_text_size(view, 9.5), width;
    uint32_t n_stated = 0;

    for (uint32_t k = 0; k < layout->n_bands; k++)
        n_stated += layout->bands[k].stated;
    if (!band->stated || n_stated < 2 || band->level < 0 || band->level > 5)
        return NULL;
    width = ct_text_width(names[band->level], size, false) + 2;
    *ret_box = (CtRect){box.x - CT_LAYOUT_MARGIN * view->camera.zoom + 5, box.y - size * 1.5, width,
                        size * 1.3};
    return width < box.width ? names[band->level] : NULL;
}

static void
draw_bands(CtScene *scene, const CtPlanView *view)
{
    const CtLayout *layout = view->layout;

    scene->pick = (CtPick){0};
    ct_scene_rect(scene, ct_camera_rect_to_frame(&view->camera, layout->building), CT_PAINT_NONE,
                  CT_PAINT_WALL, 1)
        ->dash = CT_DASH_DOTTED;
    for (uint32_t i = 0; i < layout->n_bands; i++) {
        CtRect box;
        const char *text = ct_plan_band_label(view, i, &box);

        if (text == NULL || !ct_plan_sees(view, box))
            continue;
        ct_scene_rect(scene, box, CT_PAINT_PAPER, CT_PAINT_NONE, 0)->alpha = 0.85f;
        ct_scene_text(scene, (CtPoint){box.x, ct_rect_middle(box).y}, box.width, text,
                      ct_plan_text_size(view, 9.5), CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
    }
}

void
ct_plan_draw_ground(CtScene *scene, const CtPlanView *view)
{
    draw_paper(scene, view);
    draw_docks(scene, view);
    draw_rooms(scene, view);
    ct_plan_draw_routes(scene, view);
    draw_bands(scene, view);
    if (!view->no_door_labels)
        ct_plan_draw_labels(scene, view);
    scene->pick = (CtPick){0};
}
