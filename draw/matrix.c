/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/matrix.h"

#include "analysis/zone_sign.h"
#include "draw/metrics.h"

#include <math.h>

enum {
    MOST_BLOCKS = 64,   /* a side */
    MOST_CELL = 26,     /* pixels */
    LEGEND_WIDTH = 330, /* at least */
    TEXT = 10,
};

/* Below this a cell is a spot of colour. */
static const double least_shape = 8;

typedef struct Look {
    CtPaint fill, ink;
    CtIcon icon;
    uint8_t grave; /* which of several is shown */
} Look;

static const Look looks[CT_ZONE_SIGN_COUNT] = {
    [CT_ZONE_SIGN_NONE] = {CT_PAINT_NONE, CT_PAINT_NONE, CT_ICON_NONE, 0},
    [CT_ZONE_SIGN_CLOSED] = {CT_PAINT_ROOM, CT_PAINT_NONE, CT_ICON_NONE, 1},
    [CT_ZONE_SIGN_HELD] = {CT_PAINT_ROOM, CT_PAINT_GUARD, CT_ICON_CHECK, 2},
    [CT_ZONE_SIGN_DOOR] = {CT_PAINT_ROOM, CT_PAINT_CONDUIT, CT_ICON_FULL, 3},
    [CT_ZONE_SIGN_UNMEANT] = {CT_PAINT_ROOM, CT_PAINT_STATE + CT_SHOWN_ATTEMPTED, CT_ICON_HALF, 4},
    [CT_ZONE_SIGN_BLOCKED] = {CT_PAINT_ROOM, CT_PAINT_CHANNEL, CT_ICON_CUT, 5},
    [CT_ZONE_SIGN_UNDECIDED] = {CT_PAINT_ROOM, CT_PAINT_INK_DIM, CT_ICON_SEEN, 6},
    [CT_ZONE_SIGN_OPEN] = {CT_PAINT_FAILURE, CT_PAINT_PATH_INK, CT_ICON_BREACH, 7},
    [CT_ZONE_SIGN_THROUGH] = {CT_PAINT_PATH, CT_PAINT_PATH_INK, CT_ICON_STOP, 8},
};

typedef struct Panel {
    CtScene *scene;
    const CtSegmentation *segmentation;
    CtRect grid;
    double cell;
    uint32_t each, n; /* zones to a block, blocks to a side */
    uint32_t counts[CT_ZONE_SIGN_COUNT];
    CtPick selected;
} Panel;

/* The gravest sign of a block; counts all of them. */
static CtZoneSign
sign_of_block(Panel *panel, uint32_t row, uint32_t column)
{
    uint32_t n = panel->segmentation->n_zones;
    uint32_t last_row = MIN((row + 1) * panel->each, n);
    uint32_t last_column = MIN((column + 1) * panel->each, n);
    CtZoneSign gravest = CT_ZONE_SIGN_NONE;

    for (uint32_t from = row * panel->each; from < last_row; from++)
        for (uint32_t to = column * panel->each; to < last_column; to++) {
            CtZoneSign sign = ct_zone_sign(panel->segmentation, from, to);

            panel->counts[sign]++;
            if (looks[sign].grave > looks[gravest].grave)
                gravest = sign;
        }
    return gravest;
}

static void
draw_sign(CtScene *scene, CtZoneSign sign, CtRect box)
{
    const Look *look = &looks[sign];
    bool small = box.width < least_shape;

    if (sign == CT_ZONE_SIGN_NONE || (small && look->grave < 2))
        return;
    ct_scene_rect(scene, box, small && look->fill == CT_PAINT_ROOM ? look->ink : look->fill,
                  small ? CT_PAINT_NONE : CT_PAINT_TILE_EDGE, 0.6);
    if (!small && look->icon != CT_ICON_NONE)
        ct_scene_icon(scene, ct_rect_inset(box, box.width * 0.2), look->icon, look->ink);
}

static void
draw_cells(Panel *panel)
{
    for (uint32_t row = 0; row < panel->n; row++)
        for (uint32_t column = 0; column < panel->n; column++) {
            CtRect box = {panel->grid.x + column * panel->cell, panel->grid.y + row * panel->cell,
                          panel->cell, panel->cell};

            panel->scene->pick =
                panel->each == 1
                    ? (CtPick){CT_PICK_CELL, row * panel->segmentation->n_zones + column}
                    : (CtPick){0};
            draw_sign(panel->scene, sign_of_block(panel, row, column),
                      ct_rect_inset(box, panel->cell >= least_shape ? 0.5 : 0));
        }
    panel->scene->pick = (CtPick){0};
}

/* Names of rows, numbers of rows and columns: as many as can be read. */
static void
draw_names(Panel *panel, double left)
{
    const CtSegmentation *segmentation = panel->segmentation;
    double size = CLAMP(panel->cell * 0.7, 8, TEXT), width = panel->grid.x - left;
    uint32_t every = (uint32_t)MAX(ceil(size * 1.25 / panel->cell), 1);

    for (uint32_t i = 0; i < panel->n; i += every) {
        const CtSegZone *zone = &segmentation->zones[(size_t)i * panel->each];
        double y = panel->grid.y + (i + 0.5) * panel->cell;
        double indent = MIN(zone->depth * 8, width / 3);
        char number[16];

        g_snprintf(number, sizeof number, "%u", i * panel->each + 1);
        ct_scene_text(panel->scene, (CtPoint){panel->grid.x - 6, y}, 34, number, size * 0.9,
                      CT_PAINT_INK_DIM, CT_ALIGN_RIGHT, false);
        ct_scene_text(panel->scene, (CtPoint){left + indent, y}, width - indent - 42, zone->id,
                      size, CT_PAINT_INK, CT_ALIGN_LEFT, zone->depth == 0);
    }
    every = (uint32_t)MAX(ceil(size * 2.4 / panel->cell), 1);
    for (uint32_t i = 0; i < panel->n; i += every) {
        char number[16];

        g_snprintf(number, sizeof number, "%u", i * panel->each + 1);
        ct_scene_text(panel->scene,
                      (CtPoint){panel->grid.x + (i + 0.5) * panel->cell,
                                panel->grid.y - size * 0.8},
                      panel->cell * every, number, size * 0.9, CT_PAINT_INK_DIM, CT_ALIGN_MIDDLE,
                      false);
    }
}

static void
draw_selected(const Panel *panel)
{
    uint32_t n = panel->segmentation->n_zones, what = panel->selected.what;
    uint32_t row = what / n;
    CtRect grid = panel->grid;
    double each = panel->cell / panel->each;

    if (panel->selected.of == CT_PICK_CELL && row < n)
        ct_scene_rect(panel->scene,
                      (CtRect){grid.x + what % n * each, grid.y + row * each, MAX(each, 3),
                               MAX(each, 3)},
                      CT_PAINT_NONE, CT_PAINT_PATH, 2);
    if (panel->selected.of != CT_PICK_ZONE || what >= n)
        return;
    ct_scene_rect(panel->scene, (CtRect){grid.x, grid.y + what * each, grid.width, MAX(each, 3)},
                  CT_PAINT_NONE, CT_PAINT_PATH, 1.5);
    ct_scene_rect(panel->scene, (CtRect){grid.x + what * each, grid.y, MAX(each, 3), grid.height},
                  CT_PAINT_NONE, CT_PAINT_PATH, 1.5);
}

/* "99999", "340k", "1.2M", "16M": five characters at most, rounded to the nearest. */
static void
write_count(uint32_t n, char *text, gulong size)
{
    const uint32_t thousand = 1000, million = 1000000;

    if (n < 100 * thousand)
        g_snprintf(text, size, "%u", n);
    else if (n < million - thousand / 2)
        g_snprintf(text, size, "%uk", (n + thousand / 2) / thousand);
    else if (n < 10 * million - million / 20)
        g_snprintf(text, size, "%.1fM", (double)n / million);
    else
        g_snprintf(text, size, "%.0fM", (double)n / million);
}

/* What the signs say and how many there are, gravest first. */
static void
draw_key(const Panel *panel, CtRect box)
{
    enum { LINE = 22, SAMPLE = 16 };
    double y = box.y;
    char text[64];

    for (int grave = CT_ZONE_SIGN_COUNT - 1; grave > 0; grave--)
        for (int sign = 1; sign < CT_ZONE_SIGN_COUNT; sign++) {
            if (looks[sign].grave != grave || panel->counts[sign] == 0 ||
                y + LINE > ct_rect_bottom(box))
                continue;
            draw_sign(panel->scene, (CtZoneSign)sign, (CtRect){box.x, y, SAMPLE, SAMPLE});
            write_count(panel->counts[sign], text, sizeof text);
            ct_scene_text(panel->scene, (CtPoint){box.x + 76, y + SAMPLE / 2.0}, 56, text, TEXT,
                          CT_PAINT_INK, CT_ALIGN_RIGHT, true);
            ct_scene_text(panel->scene, (CtPoint){box.x + 84, y + SAMPLE / 2.0}, box.width - 84,
                          ct_zone_sign_text((CtZoneSign)sign), TEXT, CT_PAINT_INK_DIM,
                          CT_ALIGN_LEFT, false);
            y += LINE;
        }
    if (panel->each == 1 || y + LINE > ct_rect_bottom(box))
        return;
    g_snprintf(text, sizeof text, "Each cell stands for %u × %u; the gravest is shown.",
               panel->each, panel->each);
    ct_scene_text(panel->scene, (CtPoint){box.x, y + LINE / 2.0}, box.width, text, TEXT,
                  CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
}

static double
names_width(const CtSegmentation *segmentation)
{
    double width = 40;

    for (uint32_t i = 0; i < segmentation->n_zones; i++)
        width = MAX(width, ct_text_width(segmentation->zones[i].id, TEXT, true) +
                               8 * segmentation->zones[i].depth);
    return MIN(width, 180) + 44;
}

void
ct_matrix_draw(CtScene *scene, CtRect box, const CtSegmentation *segmentation, CtPick selected)
{
    enum { HEAD = 36 };
    Panel panel = {.scene = scene, .segmentation = segmentation, .selected = selected};
    double names = MIN(names_width(segmentation), box.width * 0.3);
    bool beside = box.width > box.height + LEGEND_WIDTH;
    double wide = box.width - names - (beside ? LEGEND_WIDTH + 20 : 0);
    double high = box.height - HEAD - (beside ? 0 : 180);

    scene->pick = (CtPick){0};
    if (segmentation->n_zones == 0 || segmentation->cells == NULL || MIN(wide, high) < 24) {
        ct_scene_text(scene, (CtPoint){box.x, box.y + TEXT}, box.width,
                      segmentation->n_zones == 0    ? "There are no zones."
                      : segmentation->cells == NULL ? "Of so many zones there is no matrix."
                                                    : "There is no room for the matrix.",
                      TEXT, CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
        return;
    }
    panel.each = (segmentation->n_zones + MOST_BLOCKS - 1) / MOST_BLOCKS;
    panel.n = (segmentation->n_zones + panel.each - 1) / panel.each;
    panel.cell = MIN(MIN(wide, high) / panel.n, MOST_CELL);
    panel.grid = (CtRect){box.x + names, box.y + HEAD, panel.cell * panel.n, panel.cell * panel.n};
    ct_scene_text(scene, (CtPoint){box.x, box.y + TEXT * 0.7}, box.width,
                  "From the zone of a row into that of a column", TEXT, CT_PAINT_INK_DIM,
                  CT_ALIGN_LEFT, false);
    ct_scene_rect(scene, panel.grid, CT_PAINT_ROOM_DEEP, CT_PAINT_WALL, 1);
    draw_cells(&panel);
    draw_names(&panel, box.x);
    draw_selected(&panel);
    double key = ct_rect_right(panel.grid) + 20;

    draw_key(&panel, beside
                         ? (CtRect){key, panel.grid.y, ct_rect_right(box) - key, panel.grid.height}
                         : (CtRect){box.x, ct_rect_bottom(panel.grid) + 10, box.width,
                                    ct_rect_bottom(box) - ct_rect_bottom(panel.grid) - 10});
}
