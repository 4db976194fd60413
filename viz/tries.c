/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "viz/tries.h"

#include "draw/plan_parts.h"

#include <math.h>
#include <string.h>

enum { MOST_DRAWN = 200, MOST_LOOKED_AT = 2000 };

struct CtTries {
    const CtChronicle *chronicle;
    uint32_t *end; /* per happening */
};

/* What a begin and its end share. */
static guint
hash(gconstpointer data)
{
    const CtHappening *happening = data;

    return happening->n * 2654435761U ^ happening->actor * 40503U ^
           (happening->rule != NULL ? g_str_hash(happening->rule) : 0) ^
           (happening->target != NULL ? g_str_hash(happening->target) : 0);
}

static gboolean
same(gconstpointer data, gconstpointer other_data)
{
    const CtHappening *a = data, *b = other_data;

    return a->n == b->n && a->actor == b->actor && g_strcmp0(a->rule, b->rule) == 0 &&
           g_strcmp0(a->target, b->target) == 0;
}

CtTries *
ct_tries_new(const CtChronicle *chronicle)
{
    CtTries *tries = g_new0(CtTries, 1);
    g_autoptr(GHashTable) open = g_hash_table_new(hash, same);

    tries->chronicle = chronicle;
    tries->end = g_new(uint32_t, (size_t)chronicle->n_happenings + 1);
    for (uint32_t i = 0; i < chronicle->n_happenings; i++) {
        CtHappening *happening = &chronicle->happenings[i];

        tries->end[i] = CT_NO_ID;
        if (happening->rule == NULL)
            continue;
        if (happening->kind == CT_TRACE_BEGIN) {
            g_hash_table_replace(open, happening, happening);
            continue;
        }
        const CtHappening *begun = g_hash_table_lookup(open, happening);

        if (begun == NULL)
            continue;
        tries->end[begun - chronicle->happenings] = i;
        g_hash_table_remove(open, happening);
    }
    return tries;
}

void
ct_tries_free(CtTries *tries)
{
    if (tries == NULL)
        return;
    g_free(tries->end);
    g_free(tries);
}

uint32_t
ct_tries_end(const CtTries *tries, uint32_t i)
{
    return tries->end[i];
}

/* The point @share of the length of the line along it. */
static CtPoint
along(const CtPoint *points, uint32_t n, double share)
{
    double length = 0;

    for (uint32_t i = 0; i + 1 < n; i++)
        length += hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
    double left = length * share;

    for (uint32_t i = 0; i + 1 < n; i++) {
        double part = hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);

        if (left <= part && part > 0)
            return (CtPoint){points[i].x + (points[i + 1].x - points[i].x) * left / part,
                             points[i].y + (points[i + 1].y - points[i].y) * left / part};
        left -= part;
    }
    return points[n - 1];
}

static void
draw_try(CtScene *scene, const CtPlanView *view, const CtHappening *begun, double share)
{
    const CtBlueprint *blueprint = view->layout->blueprint;
    uint32_t to = ct_blueprint_asset_of(blueprint, begun->to_instance);
    CtRect box = ct_plan_asset_box(view, to), from = box;
    uint32_t from_zone = begun->from_zone != CT_NO_ID ? begun->from_zone : begun->to_zone;
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));

    if (begun->from_instance != CT_NO_ID)
        from = ct_plan_asset_box(view, ct_blueprint_asset_of(blueprint, begun->from_instance));
    else if (begun->from_zone != CT_NO_ID)
        from = ct_camera_rect_to_frame(&view->camera, view->layout->rooms[begun->from_zone].box);
    ct_plan_way(view, from, from_zone, box, begun->to_zone, points);
    const CtPoint *line = (const CtPoint *)(void *)points->data;
    CtPoint at = along(line, points->len, share);

    /* What stays on its asset shows there as tried. */
    if (hypot(line[0].x - line[points->len - 1].x, line[0].y - line[points->len - 1].y) < 1)
        return;
    ct_scene_line(scene, line, points->len, CT_PAINT_STATE + CT_SHOWN_ATTEMPTED, 1.6)->dash =
        CT_DASH_DOTTED;
    ct_scene_disc(scene, at, 5, CT_PAINT_STATE + CT_SHOWN_ATTEMPTED, CT_PAINT_INK, 1.2);
}

void
ct_tries_draw(const CtTries *tries, CtScene *scene, const CtPlanView *view, int64_t time)
{
    const CtChronicle *chronicle = tries->chronicle;
    uint32_t n = 0, end = ct_chronicle_after(chronicle, time);

    scene->pick = (CtPick){0};
    for (uint32_t i = end; i-- > 0 && n < MOST_DRAWN && end - i < MOST_LOOKED_AT;) {
        const CtHappening *begun = &chronicle->happenings[i];
        uint32_t over = tries->end[i];

        if (begun->kind != CT_TRACE_BEGIN || begun->to_instance == CT_NO_ID || over < end)
            continue;
        int64_t until = over != CT_NO_ID ? chronicle->happenings[over].time : chronicle->end_ms;
        double lasts = (double)(until - begun->time);

        draw_try(scene, view, begun, lasts > 0 ? (double)(time - begun->time) / lasts : 1);
        n++;
    }
}
