/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/metrics.h"
#include "draw/plan_parts.h"

#include <math.h>

/* What of a tile can be told apart, by its size in pixels. */
static const double least_tile = 9, least_label = 46, unfolded_height = 15;

/* Likewise, in heights of the text. */
static const double unfolded_width = 9.5;

/* A tile: one thing, or many alike. */
typedef struct Tile {
    CtRect box; /* in the frame */
    const CtBlueAsset *asset;
    const CtSnapshotCounts *counts; /* NULL: nothing has happened */
    uint32_t n;                     /* instances */
    const char *title;
} Tile;

/* The worst state of any. */
static CtShown
worst(const Tile *tile)
{
    for (int i = CT_SHOWN_COUNT - 1; tile->counts != NULL && i > 0; i--)
        if (tile->counts->shown[i] > 0)
            return (CtShown)i;
    return CT_SHOWN_UNTOUCHED;
}

/* From the worst on, each state its share. */
static void
draw_bar(CtScene *scene, const Tile *tile, CtRect bar)
{
    double x = bar.x;

    ct_scene_rect(scene, bar, CT_PAINT_TILE_EDGE, CT_PAINT_NONE, 0);
    for (int i = CT_SHOWN_COUNT - 1; tile->counts != NULL && i > CT_SHOWN_REACHED; i--) {
        double width = bar.width * tile->counts->shown[i] / tile->n;

        if (width <= 0)
            continue;
        ct_scene_rect(scene, (CtRect){x, bar.y, MAX(width, 0.5), bar.height},
                      CT_PAINT_STATE + (CtPaint)i, CT_PAINT_NONE, 0);
        x += width;
    }
}

static void
draw_critical(CtScene *scene, const Tile *tile)
{
    double pip = CLAMP(tile->box.height / 9, 1.5, 5);

    for (int i = 0; i < tile->asset->critical; i++)
        ct_scene_rect(scene,
                      (CtRect){tile->box.x + 2,
                               ct_rect_bottom(tile->box) - 2 - pip - i * (pip + 1.5), pip, pip},
                      CT_PAINT_CRITICAL, CT_PAINT_NONE, 0);
}

/* Marks in the right corners, in two columns: the state with the alert below it, and lost data with
 * the repair below it. Returns how wide they are. */
static double
draw_badges(CtScene *scene, const Tile *tile, CtShown shown, double size, CtPaint ink)
{
    const CtSnapshotCounts *counts = tile->counts;
    bool two_rows = counts->alerted + counts->patched > 0;
    double badge = MIN(size * 1.25, two_rows ? tile->box.height / 2 - 3 : tile->box.height * 0.5);
    bool solid = tile->n == 1 && ct_shown_is_fallen(shown);
    double right = ct_rect_right(tile->box) - 4 - badge;
    double top = tile->box.y + 2.5, bottom = ct_rect_bottom(tile->box) - 2.5 - badge;
    const struct {
        bool here;
        CtIcon icon;
        CtPaint paint;
        int column;
        double y;
    } badges[] = {
        {shown != CT_SHOWN_UNTOUCHED, ct_icon_of_shown(shown), CT_PAINT_STATE + (CtPaint)shown, 0,
         top},
        {counts->alerted > 0, CT_ICON_BELL, CT_PAINT_GUARD, 0, bottom},
        {counts->data > 0, CT_ICON_DOCUMENT, CT_PAINT_DATA, 1, top},
        {counts->patched > 0, CT_ICON_PATCH, CT_PAINT_GUARD, 1, bottom},
    };
    int columns = 0, first = badges[0].here || badges[1].here ? 0 : 1;

    for (size_t i = 0; i < G_N_ELEMENTS(badges); i++) {
        int column = badges[i].column - first;

        if (!badges[i].here)
            continue;
        ct_scene_icon(scene, (CtRect){right - column * (badge + 2), badges[i].y, badge, badge},
                      badges[i].icon, solid ? ink : badges[i].paint);
        columns = MAX(columns, column + 1);
    }
    return columns > 0 ? columns * (badge + 2) + 1 : 0;
}

static void
draw_small_tile(CtScene *scene, const Tile *tile, CtPaint ink)
{
    double icon = MIN(tile->box.height, tile->box.width) * 0.7;
    CtPoint middle = ct_rect_middle(tile->box);

    ct_scene_icon(scene, (CtRect){middle.x - icon / 2, middle.y - icon / 2, icon, icon},
                  ct_icon_of_kind(tile->asset->kind), ink);
}

/* Bar and count of a tile that stands for many, below its title. */
static void
draw_many(CtScene *scene, const Tile *tile, double left, double right, double size)
{
    double small = size * 0.88, y = ct_rect_bottom(tile->box) - tile->box.height * 0.24;
    char text[32];
    double width;

    g_snprintf(text, sizeof text, "×%u", tile->n);
    width = ct_text_width(text, small, true) + 1;
    if (right - width - left > size) {
        ct_scene_text(scene, (CtPoint){right, y}, width, text, small, CT_PAINT_INK, CT_ALIGN_RIGHT,
                      true);
        right -= width + 3;
    }
    if (right - left > 4)
        draw_bar(scene, tile, (CtRect){left, y - 1.5, right - left, 3});
}

static void
draw_tile(CtScene *scene, const CtPlanView *view, const Tile *tile)
{
    CtRect box = tile->box;
    CtShown shown = worst(tile);
    bool many = tile->n > 1, untouched = shown == CT_SHOWN_UNTOUCHED;
    bool solid = ct_shown_is_fallen(shown) && !many; /* many: the bar tells how many */
    CtPaint paint = CT_PAINT_STATE + (CtPaint)shown;
    CtPaint ink = solid ? CT_PAINT_STATE_INK + (CtPaint)shown : CT_PAINT_INK;
    double size = ct_plan_text_size(view, 9.5), icon = MIN(box.height * 0.62, size * 2);
    double left = box.x + 9, right = ct_rect_right(box) - 4;
    CtDraw *rect = ct_scene_rect(scene, box, solid ? paint : CT_PAINT_TILE,
                                 untouched ? CT_PAINT_TILE_EDGE : paint, untouched ? 1 : 1.8);

    rect->radius = (float)MIN(4, box.height / 5);
    if (box.width < least_label || box.height < size * (many ? 1.75 : 1.25)) {
        draw_small_tile(scene, tile, ink);
        return;
    }
    draw_critical(scene, tile);
    ct_scene_icon(scene, (CtRect){left, ct_rect_middle(box).y - icon / 2, icon, icon},
                  ct_icon_of_kind(tile->asset->kind), ink);
    left += icon + 5;
    if (tile->counts != NULL)
        right -= draw_badges(scene, tile, shown, size, ink);
    if (many)
        draw_many(scene, tile, left, right, size);
    ct_scene_text(scene, (CtPoint){left, box.y + box.height * (many ? 0.3 : 0.5)}, right - left,
                  tile->title, size, ink, CT_ALIGN_LEFT, false);
}

/* --- unfolding --- */

/* Whether @n things within @box can each be told, by a name that is not just a beginning. */
static bool
unfolds(const CtPlanView *view, CtRect box, uint32_t n)
{
    uint32_t columns;
    CtRect cell = ct_slot_cell(box, n, 0, &columns);

    return cell.width >= unfolded_width * ct_plan_text_size(view, 9.5) &&
           cell.height >= unfolded_height;
}

static void
draw_instances(CtScene *scene, const CtPlanView *view, uint32_t a, CtRect box)
{
    const CtBlueAsset *asset = &view->layout->blueprint->assets[a];

    for (uint32_t i = 0; i < asset->n; i++) {
        uint32_t columns;
        g_autofree char *title = NULL;
        CtSnapshotCounts counts = {0};
        Tile tile = {.box = ct_slot_cell(box, asset->n, i, &columns), .asset = asset, .n = 1};

        if (!ct_plan_sees(view, tile.box))
            continue;
        if (view->snapshot != NULL) {
            uint16_t marks = view->snapshot->marks[asset->first + i];

            counts.shown[ct_shown_of(marks)] = 1;
            counts.data = !!(marks & CT_MARK_DATA);
            counts.patched = !!(marks & CT_MARK_PATCHED);
            counts.alerted = !!(marks & CT_MARK_ALERTED);
            tile.counts = &counts;
        }
        title = g_strdup_printf("%s[%u]", asset->id, i);
        tile.title = title;
        scene->pick = (CtPick){CT_PICK_INSTANCE, asset->first + i};
        draw_tile(scene, view, &tile);
    }
}

static void
draw_asset(CtScene *scene, const CtPlanView *view, uint32_t a, CtRect box)
{
    const CtBlueAsset *asset = &view->layout->blueprint->assets[a];
    Tile tile = {.box = box,
                 .asset = asset,
                 .n = asset->n,
                 .title = asset->title,
                 .counts = view->snapshot != NULL ? &view->snapshot->asset[a] : NULL};

    if (!ct_plan_sees(view, box))
        return;
    if (asset->n > 1 && unfolds(view, box, asset->n)) {
        draw_instances(scene, view, a, box);
        return;
    }
    scene->pick = (CtPick){CT_PICK_ASSET, a};
    draw_tile(scene, view, &tile);
}

static void
draw_fold(CtScene *scene, const CtPlanView *view, uint32_t f, CtRect box)
{
    const CtBlueprint *blueprint = view->layout->blueprint;
    const CtBlueFold *fold = &blueprint->folds[f];
    const CtBlueAsset *first = &blueprint->assets[fold->first];
    Tile tile = {.box = box,
                 .asset = first,
                 .n = fold->n,
                 .title = first->product,
                 .counts = view->snapshot != NULL ? &view->snapshot->fold[f] : NULL};

    if (!ct_plan_sees(view, box))
        return;
    if (fold->n_rows == 1 || unfolds(view, box, fold->n_rows)) {
        for (uint32_t i = 0; i < fold->n_rows; i++) {
            uint32_t columns;

            draw_asset(scene, view, fold->first + i,
                       fold->n_rows == 1 ? box : ct_slot_cell(box, fold->n_rows, i, &columns));
        }
        return;
    }
    scene->pick = (CtPick){CT_PICK_FOLD, f};
    draw_tile(scene, view, &tile);
}

/* A room whose tiles would be specks: one bar, and how many. */
static void
draw_room_summary(CtScene *scene, const CtPlanView *view, uint32_t z, CtRect floor)
{
    const CtBlueprint *blueprint = view->layout->blueprint;
    const CtBlueZone *zone = &blueprint->zones[z];
    uint32_t n = 0;
    char text[48];
    double size = ct_plan_text_size(view, 9);

    for (uint32_t i = 0; i < zone->n_assets; i++)
        n += blueprint->assets[zone->first_asset + i].n;
    Tile tile = {.n = n, .counts = view->snapshot != NULL ? &view->snapshot->zone[z] : NULL};

    scene->pick = (CtPick){CT_PICK_ZONE, z};
    draw_bar(scene, &tile, (CtRect){floor.x, ct_rect_bottom(floor) - 4, floor.width, 3});
    if (floor.height > size * 1.6) {
        g_snprintf(text, sizeof text, "%u assets", n);
        ct_scene_text(scene, (CtPoint){floor.x, floor.y + size}, floor.width, text, size,
                      CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
    }
}

static void
draw_floor(CtScene *scene, const CtPlanView *view, uint32_t z)
{
    const CtRoom *room = &view->layout->rooms[z];
    const CtBlueZone *zone = &view->layout->blueprint->zones[z];
    CtRect floor = ct_camera_rect_to_frame(&view->camera, room->floor);
    uint32_t rows = (room->n_slots + room->columns - 1) / room->columns;
    double slot = room->slot_height * view->camera.zoom;

    if (room->n_slots == 0 || !ct_plan_sees(view, floor) || floor.width < 3)
        return;
    if (slot < least_tile || room->slot_width * view->camera.zoom < least_tile) {
        draw_room_summary(scene, view, z, floor);
        return;
    }
    /* Only the rows of slots that are seen. */
    double step = floor.height / rows;
    double above = (view->camera.viewport.y - floor.y) / step;
    double below = (ct_rect_bottom(view->camera.viewport) - floor.y) / step;
    uint32_t first = above > 0 ? (uint32_t)above : 0;
    uint32_t last = below < rows ? (uint32_t)MAX(below + 1, 0) : rows;

    for (uint32_t i = first * room->columns; i < MIN(last * room->columns, room->n_slots); i++) {
        CtRect box = ct_camera_rect_to_frame(&view->camera, ct_room_slot(room, i));

        if (room->by_rows)
            draw_asset(scene, view, zone->first_asset + i, box);
        else
            draw_fold(scene, view, view->layout->blueprint->assets[zone->first_asset].fold + i,
                      box);
    }
}

void
ct_plan_draw_assets(CtScene *scene, const CtPlanView *view)
{
    for (uint32_t z = 0; z < view->layout->blueprint->n_zones; z++)
        draw_floor(scene, view, z);
    scene->pick = (CtPick){0};
}
