/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is drawn over the plan: failures, what lies on every way, tries under way. */
#include "draw/plan_parts.h"

#include "draw/plan_pins.h"
#include "draw/ways.h"

#include <math.h>
#include <string.h>

enum { MOST_PINS = 300 };

/* --- failures and what lies on every way --- */

/* The door of a conduit at its end. */
static bool
door_of_conduit(const CtPlanView *view, const char *id, CtPoint *ret_at)
{
    const CtLayout *layout = view->layout;
    uint32_t conduit = ct_blueprint_find_conduit(layout->blueprint, id);

    if (conduit == CT_NO_ID)
        return false;
    const CtRoute *route = &layout->routes[layout->conduit_route[conduit]];

    *ret_at = layout->points[route->first_point + route->n_points - 1];
    return true;
}

/* Where a channel enters @zone, else where it first enters any. */
static bool
door_of_channel(const CtPlanView *view, const char *id, uint32_t zone, CtPoint *ret_at)
{
    const CtLayout *layout = view->layout;
    uint32_t channel = ct_blueprint_find_channel(layout->blueprint, id);
    bool found = false;

    for (uint32_t i = 0; channel != CT_NO_ID && i < layout->n_routes; i++) {
        const CtRoute *route = &layout->routes[i];

        if (route->of != CT_ROUTE_CHANNEL || route->what != channel ||
            (found && route->to_zone != zone))
            continue;
        *ret_at = layout->points[route->first_point + route->n_points - 1];
        found = true;
        if (route->to_zone == zone)
            break;
    }
    return found;
}

/* The last door on the way between two zones. */
static bool
door_between(const CtPlanView *view, uint32_t from, uint32_t to, CtPoint *ret_at)
{
    const CtLayout *layout = view->layout;
    g_autoptr(GArray) legs = g_array_new(FALSE, FALSE, sizeof(CtLeg));

    if (from == CT_NO_ID || to == CT_NO_ID ||
        !ct_ways_find(layout->ways, CT_WAY_ATTACK, from, to, legs) || legs->len == 0)
        return false;
    const CtLeg *last = &g_array_index(legs, CtLeg, legs->len - 1);
    const CtRoute *route = &layout->routes[last->route];

    *ret_at = layout->points[route->first_point + (last->back ? 0 : route->n_points - 1)];
    return true;
}

/* The wall of @zone that faces @from; without @from its upper wall, to the right of the title. */
static CtPoint
wall_of(const CtPlanView *view, uint32_t zone, uint32_t from)
{
    CtRect box = view->layout->rooms[zone].box;
    CtPoint other = from != CT_NO_ID && from != zone ? ct_rect_middle(view->layout->rooms[from].box)
                                                     : (CtPoint){ct_rect_middle(box).x, box.y - 1};
    double dx = (other.x - ct_rect_middle(box).x) / MAX(box.width, 1);
    double dy = (other.y - ct_rect_middle(box).y) / MAX(box.height, 1);

    if (fabs(dx) > fabs(dy))
        return (CtPoint){dx > 0 ? ct_rect_right(box) : box.x, ct_rect_middle(box).y};
    return (CtPoint){ct_rect_middle(box).x, dy > 0 ? ct_rect_bottom(box) : box.y};
}

/* The point of the plan at which @failure breaches something; false where it is nowhere. */
static bool
place_of_failure(const CtPlanView *view, const CtSegFailure *failure, CtPoint *ret_at)
{
    const CtBlueprint *blueprint = view->layout->blueprint;
    uint32_t from =
        failure->from != NULL ? ct_blueprint_find_zone(blueprint, failure->from) : CT_NO_ID;
    uint32_t to = failure->to != NULL ? ct_blueprint_find_zone(blueprint, failure->to) : CT_NO_ID;
    uint32_t zone = to != CT_NO_ID ? to : from;
    g_auto(GStrv) parts = g_strsplit(failure->id, ":", 3);
    const char *name = parts[0] != NULL && parts[1] != NULL ? parts[1] : "";

    switch ((CtSegClass)failure->class) {
    case CT_SEG_WIDE:
    case CT_SEG_UNGUARDED:
    case CT_SEG_IDLE:
        if (door_of_conduit(view, name, ret_at))
            return true;
        break;
    case CT_SEG_CHANNEL:
        if (door_of_channel(view, name, to, ret_at))
            return true;
        break;
    case CT_SEG_PIVOT:
    case CT_SEG_POLICY:
    case CT_SEG_BLOCKED:
        if (door_between(view, from, to, ret_at))
            return true;
        break;
    case CT_SEG_CROSSING:
    case CT_SEG_FLAT:
    case CT_SEG_COUNT:
        break;
    }
    if (zone == CT_NO_ID)
        return false;
    *ret_at = wall_of(view, zone, to != CT_NO_ID ? from : CT_NO_ID);
    return true;
}

typedef struct Breach {
    CtPoint at; /* of the plan */
    uint32_t first, n;
} Breach;

static GArray *
find_breaches(const CtPlanView *view, const CtSegmentation *segmentation)
{
    GArray *breaches = g_array_new(FALSE, FALSE, sizeof(Breach));

    for (uint32_t i = 0; i < segmentation->n_failures; i++) {
        Breach breach = {.first = i, .n = 1};
        guint k = 0;

        if (segmentation->failures[i].waiver == CT_SEG_WAIVED ||
            !place_of_failure(view, &segmentation->failures[i], &breach.at))
            continue;
        for (; k < breaches->len; k++) {
            Breach *other = &g_array_index(breaches, Breach, k);

            if (fabs(other->at.x - breach.at.x) < 1 && fabs(other->at.y - breach.at.y) < 1) {
                other->n++;
                break;
            }
        }
        if (k == breaches->len && k < MOST_PINS)
            g_array_append_val(breaches, breach);
    }
    return breaches;
}

void
ct_plan_draw_failures(CtScene *scene, const CtPlanView *view, const CtSegmentation *segmentation)
{
    g_autoptr(GArray) breaches = find_breaches(view, segmentation);

    if (breaches->len == 0)
        return;
    g_auto(CtPins) pins;
    ct_pins_init(&pins, scene, view);
    for (guint i = 0; i < breaches->len; i++) {
        const Breach *breach = &g_array_index(breaches, Breach, i);
        CtPoint at = ct_camera_to_frame(&view->camera, breach->at);
        char text[32];

        if (!ct_rect_has(view->camera.viewport, at))
            continue;
        if (breach->n == 1)
            g_snprintf(text, sizeof text, "S%u", segmentation->failures[breach->first].class);
        else
            g_snprintf(text, sizeof text, "S%u +%u", segmentation->failures[breach->first].class,
                       breach->n - 1);
        scene->pick = (CtPick){CT_PICK_FAILURE, breach->first};
        ct_pins_put(&pins, at, CT_ICON_BREACH, CT_PAINT_FAILURE, text);
    }
    scene->pick = (CtPick){0};
}

/* Where an element of the design is; false where it is nothing that stands in the plan. */
static bool
place_of_element(const CtPlanView *view,
                 const CtElementFinding *element,
                 CtPoint *ret_at,
                 CtPick *ret_pick)
{
    const CtLayout *layout = view->layout;
    const CtBlueprint *blueprint = layout->blueprint;
    uint32_t what;

    if (g_str_equal(element->kind, "rule")) {
        g_autofree char *id = g_strndup(element->id, strcspn(element->id, " "));

        *ret_pick = (CtPick){CT_PICK_CONDUIT, ct_blueprint_find_conduit(blueprint, id)};
        return door_of_conduit(view, id, ret_at);
    }
    if (g_str_equal(element->kind, "asset") &&
        (what = ct_blueprint_find_asset(blueprint, element->id)) != CT_NO_ID) {
        CtRect box = ct_layout_asset(layout, what);

        *ret_at = (CtPoint){ct_rect_right(box), box.y};
        *ret_pick = (CtPick){CT_PICK_ASSET, what};
        return true;
    }
    if (g_str_equal(element->kind, "supplier") &&
        (what = ct_blueprint_find_supplier(blueprint, element->id)) != CT_NO_ID &&
        layout->dock_of[what] != CT_NO_ID) {
        CtRect box = layout->docks[layout->dock_of[what]].box;

        *ret_at = (CtPoint){ct_rect_right(box) - 12, box.y};
        *ret_pick = (CtPick){CT_PICK_SUPPLIER, what};
        return true;
    }
    return false;
}

uint32_t
ct_plan_draw_elements(CtScene *scene,
                      const CtPlanView *view,
                      const CtElementFinding *elements,
                      uint32_t n,
                      CtIcon icon)
{
    g_auto(CtPins) pins;
    ct_pins_init(&pins, scene, view);
    uint32_t n_placed = 0;

    for (uint32_t i = 0; i < n; i++) {
        CtPoint at;
        CtPick pick;

        if (!place_of_element(view, &elements[i], &at, &pick))
            continue;
        n_placed++;
        at = ct_camera_to_frame(&view->camera, at);
        scene->pick = pick;
        if (n_placed <= MOST_PINS && ct_rect_has(view->camera.viewport, at))
            ct_pins_put(&pins, at, icon, CT_PAINT_CHOKE, NULL);
    }
    scene->pick = (CtPick){0};
    return n - n_placed;
}

/* --- tries --- */

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
                          : ct_plan_room_box(view, happening->from_zone);
        g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));

        ct_plan_way(view, from, happening->from_zone, ct_plan_asset_box(view, to),
                    happening->to_zone, points);
        ct_scene_line(scene, (const CtPoint *)(void *)points->data, points->len,
                      CT_PAINT_STATE + CT_SHOWN_ATTEMPTED, 1.4)
            ->dash = CT_DASH_DOTTED;
        n++;
    }
}
