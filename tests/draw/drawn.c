/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/draw/drawn.h"

#include "draw/metrics.h"
#include "draw/render_text.h"

#include <math.h>

bool
ct_drawn_init(CtDrawn *drawn, const char *yaml, double width, double height, char **ret_why)
{
    *drawn = (CtDrawn){0};
    if (!ct_loaded_init(&drawn->loaded, yaml, ret_why))
        return false;
    drawn->blueprint = ct_blueprint_new_of(drawn->loaded.instances, "test");
    drawn->layout = ct_layout_new(drawn->blueprint);
    drawn->scene = ct_scene_new(width, height);
    ct_frame_draw(drawn->scene, &(CtFrame){.layout = drawn->layout});
    return true;
}

void
ct_drawn_clear(CtDrawn *drawn)
{
    ct_scene_free(drawn->scene);
    ct_layout_free(drawn->layout);
    ct_blueprint_free(drawn->blueprint);
    ct_loaded_clear(&drawn->loaded);
}

/* Its wall where a point lies on one; a way begins and ends there. */
static bool
is_on_wall(CtRect box, CtPoint point)
{
    const double slack = 1e-6;
    bool across = point.x >= box.x - slack && point.x <= ct_rect_right(box) + slack;
    bool up = point.y >= box.y - slack && point.y <= ct_rect_bottom(box) + slack;

    return (across &&
            (fabs(point.y - box.y) < slack || fabs(point.y - ct_rect_bottom(box)) < slack)) ||
           (up && (fabs(point.x - box.x) < slack || fabs(point.x - ct_rect_right(box)) < slack));
}

static char *
route_fault(const CtLayout *layout, const CtRoute *route)
{
    const CtPoint *points = &layout->points[route->first_point];
    CtPoint last = points[route->n_points - 1];

    if (route->n_points < 2)
        return g_strdup("a way without points");
    if (!is_on_wall(layout->rooms[route->to_zone].box, last))
        return g_strdup_printf("the way of %u ends at no wall", route->what);
    if (route->from_zone != CT_NO_ID && !route->is_branch &&
        !is_on_wall(layout->rooms[route->from_zone].box, points[0]))
        return g_strdup_printf("the way of %u begins at no wall", route->what);
    for (uint32_t i = 0; i + 1 < route->n_points; i++)
        if (fabs(points[i].x - points[i + 1].x) > 1e-6 &&
            fabs(points[i].y - points[i + 1].y) > 1e-6)
            return g_strdup_printf("the way of %u runs aslant", route->what);
    return NULL;
}

static char *
zone_fault(const CtLayout *layout, uint32_t z)
{
    const CtBlueZone *zones = layout->blueprint->zones;
    CtRect box = layout->rooms[z].box;

    if (box.width <= 0 || box.height <= 0 || !ct_rect_holds(layout->bounds, box))
        return g_strdup_printf("%s is nowhere", zones[z].id);
    if (zones[z].parent != CT_NO_ID && !ct_rect_holds(layout->rooms[zones[z].parent].box, box))
        return g_strdup_printf("%s is not in %s", zones[z].id, zones[zones[z].parent].id);
    for (uint32_t other = 0; other < z; other++)
        if (zones[other].parent == zones[z].parent && ct_rect_meets(box, layout->rooms[other].box))
            return g_strdup_printf("%s and %s share a place", zones[z].id, zones[other].id);
    for (uint32_t other = 0; other < layout->blueprint->n_zones; other++)
        if (zones[other].parent == z &&
            ct_rect_meets(layout->rooms[z].floor, layout->rooms[other].box))
            return g_strdup_printf("%s stands on the assets of %s", zones[other].id, zones[z].id);
    return NULL;
}

char *
ct_drawn_layout_fault(const CtLayout *layout)
{
    const CtBlueprint *blueprint = layout->blueprint;
    char *fault = NULL;

    for (uint32_t z = 0; z < blueprint->n_zones && fault == NULL; z++)
        fault = zone_fault(layout, z);
    for (uint32_t a = 0; a < blueprint->n_assets && fault == NULL; a++)
        if (!ct_rect_holds(layout->rooms[blueprint->assets[a].zone].box,
                           ct_layout_asset(layout, a)))
            fault = g_strdup_printf("%s is not in its zone", blueprint->assets[a].id);
    for (uint32_t i = 0; i < layout->n_routes && fault == NULL; i++)
        fault = route_fault(layout, &layout->routes[i]);
    return fault;
}

char *
ct_drawn_scene_fault(const CtScene *scene)
{
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(CtRect));
    g_autoptr(GPtrArray) texts = g_ptr_array_new();

    for (guint i = 0; i < scene->commands->len; i++) {
        const CtDraw *draw = &g_array_index(scene->commands, CtDraw, i);

        if (draw->kind != CT_DRAW_TEXT)
            continue;
        CtRect box = ct_scene_text_box(draw);

        if (ct_text_width(draw->text, (double)draw->size, draw->bold) > draw->box.width + 1e-6)
            return g_strdup_printf("\"%s\" is wider than its place", draw->text);
        if (!g_utf8_validate(draw->text, -1, NULL))
            return g_strdup("a text is no UTF-8");
        /* What is legible of a letter is less than its line. */
        box.y += box.height * 0.15;
        box.height *= 0.7;
        for (guint k = 0; k < boxes->len; k++)
            if (ct_rect_meets(box, g_array_index(boxes, CtRect, k)))
                return g_strdup_printf("\"%s\" covers \"%s\"", draw->text,
                                       (const char *)g_ptr_array_index(texts, k));
        g_array_append_val(boxes, box);
        g_ptr_array_add(texts, (void *)draw->text);
    }
    return NULL;
}

char *
ct_drawn_text(const CtScene *scene)
{
    g_autoptr(CtOut) out = ct_out_new_string();

    ct_render_text(scene, out);
    return g_strdup(ct_out_text(out));
}

uint32_t
ct_drawn_count(const CtBlueprint *blueprint, CtChangeOf of)
{
    const uint32_t counts[CT_CHANGE_OF_COUNT] = {
        [CT_CHANGE_INSTANCE] = blueprint->n_instances,
        [CT_CHANGE_ZONE] = blueprint->n_zones,
        [CT_CHANGE_CHANNEL] = blueprint->n_channels,
        [CT_CHANGE_SUPPLIER] = blueprint->n_suppliers,
        [CT_CHANGE_CREDENTIAL] = blueprint->n_credentials,
        [CT_CHANGE_FUNCTION] = blueprint->n_functions,
        [CT_CHANGE_BLOCKED] = blueprint->n_conduits,
        [CT_CHANGE_CLOSED] = blueprint->n_conduits,
        [CT_CHANGE_REVOKED] = blueprint->n_channels,
        [CT_CHANGE_ROTATED] = blueprint->n_credentials,
    };

    return counts[of];
}
