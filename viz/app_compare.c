/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where two runs of a design differ at a moment, marked on the plan of either. */
#include "viz/app_parts.h"

#include "draw/metrics.h"

#include <string.h>

/* Smaller than this a tile is not marked, but the room that it stands in. */
static const double least = 7;

static bool
differs(const CtSnapshotCounts *a, const CtSnapshotCounts *b)
{
    return memcmp(a->shown, b->shown, sizeof a->shown) != 0 || a->data != b->data;
}

/* How many more have fallen here than there, beside the frame; nothing where as many have. */
static void
draw_more(CtScene *scene, CtRect box, int64_t more)
{
    const double size = 9.5;
    g_autofree char *text =
        g_strdup_printf(more > 0 ? "+%" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, more);
    double width = ct_text_width(text, size, true) + 6;
    CtRect tag = {ct_rect_right(box) - width, box.y - size * 0.7, width, size * 1.4};

    if (more == 0)
        return;
    ct_scene_rect(scene, tag, CT_PAINT_FAILURE, CT_PAINT_PAPER, 1)->radius = 3;
    ct_scene_text(scene, ct_rect_middle(tag), width, text, size, CT_PAINT_PATH_INK, CT_ALIGN_MIDDLE,
                  true);
}

static void
draw_difference(CtScene *scene,
                CtRect rect,
                const CtSnapshotCounts *here,
                const CtSnapshotCounts *there)
{
    CtRect box = ct_rect_inset(rect, -3);

    ct_scene_rect(scene, box, CT_PAINT_NONE, CT_PAINT_FAILURE, 2)->dash = CT_DASH_DASHED;
    draw_more(scene, box, (int64_t)ct_snapshot_fallen(here) - (int64_t)ct_snapshot_fallen(there));
}

void
ct_app_draw_differences(const CtApp *app, uint32_t side, CtScene *scene, const CtPlanView *view)
{
    const CtSnapshot *here = app->sides[side].snapshot, *there = app->sides[1 - side].snapshot;
    const CtBlueprint *blueprint = app->sides[side].subject.blueprint;

    if (here == NULL || there == NULL)
        return;
    for (uint32_t z = 0; z < blueprint->n_zones; z++) {
        const CtBlueZone *zone = &blueprint->zones[z];
        const CtRoom *room = &view->layout->rooms[z];
        CtRect box = ct_camera_rect_to_frame(&view->camera, room->box);

        if (zone->n_assets == 0 || !ct_rect_meets(box, view->camera.viewport) ||
            !differs(&here->zone[z], &there->zone[z]))
            continue;
        if (room->slot_height * view->camera.zoom < least) {
            draw_difference(scene, box, &here->zone[z], &there->zone[z]);
            continue;
        }
        for (uint32_t i = zone->first_asset; i < zone->first_asset + zone->n_assets;) {
            CtRect tile = ct_camera_rect_to_frame(&view->camera, ct_layout_asset(view->layout, i));
            uint32_t f = blueprint->assets[i].fold;
            const CtSnapshotCounts *a = room->by_rows ? &here->asset[i] : &here->fold[f];
            const CtSnapshotCounts *b = room->by_rows ? &there->asset[i] : &there->fold[f];

            if (ct_rect_meets(tile, view->camera.viewport) && differs(a, b))
                draw_difference(scene, tile, a, b);
            i += room->by_rows ? 1 : blueprint->folds[f].n_rows;
        }
    }
}
