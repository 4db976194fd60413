/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands around the plan: header, legend, side, time line. */
#include "viz/app_parts.h"

#include "base/units.h"
#include "draw/metrics.h"

#include <string.h>

static void
draw_ground(CtScene *scene, CtRect box, CtPaint paint)
{
    scene->pick = (CtPick){0};
    ct_scene_rect(scene, box, paint, CT_PAINT_NONE, 0);
}

/* --- header --- */

static char *
header_line(const CtApp *app)
{
    const CtAppSide *side = &app->sides[0];
    const CtBlueprint *blueprint = side->subject.blueprint;

    if (ct_app_is_run(app)) {
        g_autofree char *now = ct_units_time_text(ct_playback_now(&app->playback));
        g_autofree char *speed = ct_playback_speed_text(&app->playback);
        const char *word = app->playback.playing ? "playing" : "still";

        if (app->n_sides == 2) /* each says for itself what is held */
            return g_strdup_printf("after %s · %s %s", now, word, speed);

        return g_strdup_printf("%s after %s: %u of %u assets held · %s %s", side->subject.name, now,
                               ct_snapshot_fallen(&side->snapshot->all), blueprint->n_instances,
                               word, speed);
    }
    if (side->blast != NULL) {
        g_autofree char *id = ct_app_id(blueprint, app->selected);

        return g_strdup_printf("What falls with %s alone: %u of %u assets", id != NULL ? id : "it",
                               ct_snapshot_fallen(&side->snapshot->all), blueprint->n_instances);
    }
    if (app->way != CT_LIST_NONE) {
        const CtPath *path = g_array_index(app->ways, const CtPath *, app->way);
        const CtGoalFinding *goal = g_array_index(app->way_goals, const CtGoalFinding *, app->way);
        g_autofree char *time = ct_units_time_text(path->cost.time_ms);

        return g_strdup_printf("Way %u to %s: %u steps, %s", (uint32_t)(path - goal->paths) + 1,
                               goal->id, path->n_steps, time);
    }
    return g_strdup_printf("%u zones, %u assets, %u suppliers", blueprint->n_zones,
                           blueprint->n_instances, blueprint->n_suppliers);
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
    for (uint32_t i = 0; app->n_sides == 2 && i < 2; i++) {
        const CtAppSide *side = &app->sides[i];
        g_autofree char *text =
            g_strdup_printf("%s · %s: %u held", ct_app_letter(i), side->subject.name,
                            side->snapshot != NULL ? ct_snapshot_fallen(&side->snapshot->all) : 0);

        ct_scene_text(scene, (CtPoint){ct_rect_right(side->box) - 10, box.y + 36},
                      side->box.width - 230, text, 12, CT_PAINT_INK, CT_ALIGN_RIGHT, true);
    }
}

/* --- side --- */

static const char *const tab_names[CT_APP_TAB_COUNT] = {"Events", "Ways", "Cuts", "Failures",
                                                        "Selected"};

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
                      app->tab == CT_APP_TAB_ABOUT ? "Click anything to learn about it."
                                                   : "There is nothing to list.",
                      11, CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
}

/* --- time line --- */

static void
draw_time(CtApp *app, CtScene *scene, CtRect box)
{
    const CtAppSide *side = &app->sides[0];
    const CtBlueprint *blueprint = side->subject.blueprint;
    uint32_t down = side->snapshot->n_things[CT_CHANGE_FUNCTION];
    g_autofree char *holds = g_strdup_printf("%u of %u", ct_snapshot_fallen(&side->snapshot->all),
                                             blueprint->n_instances);
    g_autofree char *works =
        g_strdup_printf("%u of %u", blueprint->n_functions - down, blueprint->n_functions);
    CtPlot plots[] = {{"assets held", holds, side->held, CT_APP_PLOT_SAMPLES,
                       CT_PAINT_STATE + CT_SHOWN_ADMIN},
                      {"functions up", works, side->up, CT_APP_PLOT_SAMPLES, CT_PAINT_GUARD}};
    uint32_t n = blueprint->n_functions > 0 ? 2 : 1;

    /* Of two runs the share held of each, on the same axis. */
    if (app->n_sides == 2) {
        const CtAppSide *other = &app->sides[1];

        plots[0].name = side->subject.name;
        plots[1] = plots[0];
        plots[1].name = other->subject.name;
        plots[1].samples = other->held;
        g_free(works);
        works = g_strdup_printf("%u of %u", ct_snapshot_fallen(&other->snapshot->all),
                                other->subject.blueprint->n_instances);
        plots[1].value = works;
        n = 2;
    }
    draw_ground(scene, box, CT_PAINT_PAPER);
    ct_furniture_timeline(scene, app->line,
                          &(CtTimeline){.chronicle = side->subject.chronicle,
                                        .end_ms = app->playback.end_ms,
                                        .now = ct_playback_now(&app->playback),
                                        .plots = plots,
                                        .n_plots = n});
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
    case CT_APP_SIDE:
        draw_side(app, scene, box);
        break;
    case CT_APP_TIME:
        draw_time(app, scene, box);
        break;
    case CT_APP_PART_COUNT:
        break;
    }
}
