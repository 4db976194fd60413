/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands around the plan: header, legend, side, time line. */
#include "viz/app_parts.h"

#include "base/units.h"
#include "draw/matrix.h"
#include "draw/metrics.h"

#include <string.h>

static void
draw_ground(CtScene *scene, CtRect box, CtPaint paint)
{
    scene->pick = (CtPick){0};
    ct_scene_rect(scene, box, paint, CT_PAINT_NONE, 0);
}

/* --- header --- */

/* "Way 2 to trip: 7 steps, 3h", of the way shown; g_free(). */
static char *
way_text(const CtApp *app)
{
    const CtPath *path = g_array_index(app->ways, const CtPath *, app->way);
    const CtGoalFinding *goal = g_array_index(app->way_goals, const CtGoalFinding *, app->way);
    g_autofree char *time = ct_units_time_text(path->cost.time_ms);

    return g_strdup_printf("Way %u to %s: %u steps, %s", (uint32_t)(path - goal->paths) + 1,
                           goal->id, path->n_steps, time);
}

static char *
run_line(const CtApp *app)
{
    const CtAppSide *side = &app->sides[0];
    g_autofree char *now = ct_units_time_text(ct_playback_now(&app->playback));
    g_autofree char *speed = ct_playback_speed_text(&app->playback);
    g_autofree char *way = app->way != CT_LIST_NONE ? way_text(app) : NULL;
    const char *word = app->playback.playing ? "playing" : "still";
    const char *dot = way != NULL ? " · " : "", *also = way != NULL ? way : "";

    if (app->n_sides == 2) /* each says for itself what is held */
        return g_strdup_printf("after %s · %s %s%s%s", now, word, speed, dot, also);
    return g_strdup_printf("%s after %s: %u of %u assets held · %s %s%s%s", side->subject.name, now,
                           ct_snapshot_fallen(&side->snapshot->all),
                           side->subject.blueprint->n_instances, word, speed, dot, also);
}

static char *
header_line(const CtApp *app)
{
    const CtAppSide *side = &app->sides[0];
    const CtBlueprint *blueprint = side->subject.blueprint;

    if (app->shows_matrix)
        return g_strdup_printf("Which zone reaches which: %u zones, %u failures",
                               side->subject.segmentation->n_zones,
                               side->subject.segmentation->n_counted);
    if (ct_app_is_run(app))
        return run_line(app);
    if (side->blast != NULL) {
        g_autofree char *id = ct_app_id(blueprint, app->selected);

        return g_strdup_printf("What falls with %s alone: %u of %u assets", id != NULL ? id : "it",
                               ct_snapshot_fallen(&side->snapshot->all), blueprint->n_instances);
    }
    if (app->way != CT_LIST_NONE)
        return way_text(app);
    return g_strdup_printf("%u zone%s, %u asset%s, %u supplier%s", blueprint->n_zones,
                           blueprint->n_zones == 1 ? "" : "s", blueprint->n_instances,
                           blueprint->n_instances == 1 ? "" : "s", blueprint->n_suppliers,
                           blueprint->n_suppliers == 1 ? "" : "s");
}

static void
draw_header(CtApp *app, CtScene *scene, CtRect box)
{
    static const char hint[] = "? shows the keys";
    g_autofree char *line = header_line(app);
    double width = ct_text_width(hint, 11, false);

    draw_ground(scene, box, CT_PAINT_PAPER);
    if (box.width > 520) {
        ct_scene_text(scene, (CtPoint){ct_rect_right(box) - 12, box.y + 17}, width + 1, hint, 11,
                      CT_PAINT_INK_DIM, CT_ALIGN_RIGHT, false);
        box.width -= width + 20;
    }
    ct_furniture_title(scene, (CtRect){box.x + 12, box.y + 5, box.width - 24, box.height - 6},
                       app->sides[0].subject.blueprint->name, line);
}

/* --- side --- */

static const char *const tab_names[CT_APP_TAB_COUNT] = {"Events", "Ways", "Cuts", "Failures",
                                                        "Selected"};

static void
draw_step_line(CtScene *scene, CtRect box, uint32_t row, G_GNUC_UNUSED bool chosen, void *data)
{
    const CtApp *app = data;

    ct_app_draw_line(scene, box, app->step_lines->pdata[row]);
}

static void
draw_steps(CtApp *app, CtScene *scene)
{
    CtRect box = app->steps.box;

    if (app->tab != CT_APP_TAB_PATHS || box.height <= 0)
        return;
    ct_scene_line(scene, (CtPoint[]){{box.x, box.y - 4}, {ct_rect_right(box), box.y - 4}}, 2,
                  CT_PAINT_PANEL_EDGE, 1);
    ct_list_draw(scene, &app->steps, draw_step_line, app);
}

/* Why a list is empty. */
static const char *
nothing_text(const CtApp *app)
{
    if (app->tab == CT_APP_TAB_ABOUT)
        return "Click anything to learn about it, or search with /.";
    if (app->tab == CT_APP_TAB_FAILURES && app->sides[0].subject.segmentation->undecided != NULL)
        return "No failure was found, but a limit left some undecided.";
    if (app->tab == CT_APP_TAB_FAILURES)
        return "The segmentation fails nowhere.";
    if (app->filter != NULL)
        return "There is nothing to list with that filter (f).";
    return "There is nothing to list.";
}

static void
draw_side(CtApp *app, CtScene *scene, CtRect box)
{
    CtPoint corner = {box.x + 8, box.y + 6};
    CtList *list = &app->lists[app->tab];

    draw_ground(scene, box, CT_PAINT_PANEL);
    ct_scene_line(scene, (CtPoint[]){{box.x + 0.5, box.y}, {box.x + 0.5, ct_rect_bottom(box)}}, 2,
                  CT_PAINT_PANEL_EDGE, 1);
    for (int i = 0; i < CT_APP_TAB_COUNT; i++) {
        app->tabs[i] = (CtRect){0};
        if (!ct_app_has_tab(app, (CtAppTab)i))
            continue;
        app->tabs[i] = ct_button_draw(scene, corner, tab_names[i], i == app->tab);
        corner.x = ct_rect_right(app->tabs[i]) + 4;
    }
    if (app->tab == CT_APP_TAB_EVENTS && app->filter != NULL) {
        g_autofree char *text = g_strdup_printf("with \"%s\": %u", app->filter, list->n);

        ct_scene_text(scene, (CtPoint){ct_rect_right(box) - 8, corner.y + 11},
                      ct_rect_right(box) - corner.x - 12, text, 10, CT_PAINT_INK_DIM,
                      CT_ALIGN_RIGHT, false);
    }
    list->n = app->tab == CT_APP_TAB_ABOUT ? app->about->len : list->n;
    if (list->n > 0)
        ct_list_draw(scene, list, ct_app_rows[app->tab], app);
    else
        ct_scene_text(scene, (CtPoint){list->box.x + 6, list->box.y + 14}, list->box.width - 12,
                      nothing_text(app), 11, CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
    draw_steps(app, scene);
}

void
ct_app_draw_part(CtApp *app, CtAppPart part, CtScene *scene)
{
    CtRect box = app->parts[part];
    CtLegend legend = ct_app_legend(app);

    switch (part) {
    case CT_APP_HEADER:
        draw_header(app, scene, box);
        break;
    case CT_APP_LEGEND:
        draw_ground(scene, box, CT_PAINT_PAPER);
        ct_furniture_legend(scene, (CtRect){box.x + 10, box.y + 4, box.width - 20, box.height - 4},
                            &legend);
        break;
    case CT_APP_HOLDINGS:
        draw_ground(scene, box, CT_PAINT_PAPER);
        ct_furniture_holdings(scene, (CtRect){box.x + 10, box.y, box.width - 20, box.height},
                              app->sides[0].snapshot);
        break;
    case CT_APP_MATRIX:
        draw_ground(scene, box, CT_PAINT_PAPER);
        ct_matrix_draw(scene, ct_rect_inset(box, 12), app->sides[0].subject.segmentation,
                       app->selected.of == CT_PICK_CELL ? app->selected : (CtPick){0});
        break;
    case CT_APP_SIDE:
        draw_side(app, scene, box);
        break;
    case CT_APP_TIME:
        draw_ground(scene, box, CT_PAINT_PAPER);
        ct_app_draw_time(app, scene);
        break;
    case CT_APP_PART_COUNT:
        break;
    }
}
