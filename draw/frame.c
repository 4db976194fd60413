/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/frame.h"

#include <math.h>

enum { EDGE = 14, TITLE_HEIGHT = 40, TIMELINE_HEIGHT = 84, SAMPLES = 240 };

/* Where each part goes; a height of 0: nowhere. */
typedef struct Parts {
    CtRect title, plan, legend, timeline;
} Parts;

static CtLegend
legend_of(const CtFrame *frame)
{
    return (CtLegend){.states = frame->snapshot != NULL,
                      .channels = frame->layout->blueprint->n_channels > 0,
                      .path = frame->path != NULL,
                      .failures = frame->segmentation != NULL};
}

static Parts
share_out(const CtScene *scene, const CtFrame *frame)
{
    CtRect rest = {EDGE, EDGE, scene->width - 2 * EDGE, scene->height - 2 * EDGE};
    CtLegend legend = legend_of(frame);
    Parts parts = {0};

    if (frame->no_furniture || scene->height < 240 || scene->width < 320) {
        parts.plan = (CtRect){0, 0, scene->width, scene->height};
        return parts;
    }
    parts.title = (CtRect){rest.x, rest.y, rest.width, TITLE_HEIGHT};
    rest.y += TITLE_HEIGHT + 6;
    rest.height -= TITLE_HEIGHT + 6;
    if (frame->chronicle != NULL && scene->height >= 420) {
        parts.timeline =
            (CtRect){rest.x, ct_rect_bottom(rest) - TIMELINE_HEIGHT, rest.width, TIMELINE_HEIGHT};
        rest.height -= TIMELINE_HEIGHT + 6;
    }
    double height = ct_furniture_legend_height(rest.width, &legend);

    if (height < rest.height / 4) {
        parts.legend = (CtRect){rest.x, ct_rect_bottom(rest) - height, rest.width, height};
        rest.height -= height + 4;
    }
    parts.plan = rest;
    return parts;
}

static void
draw_timeline(CtScene *scene, const CtFrame *frame, CtRect box)
{
    const CtBlueprint *blueprint = frame->layout->blueprint;
    double held[SAMPLES], up[SAMPLES];
    uint32_t down = frame->snapshot->n_things[CT_CHANGE_FUNCTION];
    g_autofree char *holds = g_strdup_printf("%u of %u", ct_snapshot_fallen(&frame->snapshot->all),
                                             blueprint->n_instances);
    g_autofree char *works =
        g_strdup_printf("%u of %u", blueprint->n_functions - down, blueprint->n_functions);
    const CtPlot plots[] = {{"assets held", holds, held, SAMPLES, CT_PAINT_STATE + CT_SHOWN_ADMIN},
                            {"functions up", works, up, SAMPLES, CT_PAINT_GUARD}};

    ct_snapshot_series(blueprint, frame->chronicle, frame->end_ms, SAMPLES, held, up);
    ct_furniture_timeline(scene, box,
                          &(CtTimeline){.chronicle = frame->chronicle,
                                        .end_ms = frame->end_ms,
                                        .now = frame->snapshot->time,
                                        .plots = plots,
                                        .n_plots = blueprint->n_functions > 0 ? 2 : 1});
}

/* What is said below the title: the caller's line, and what the picture leaves out. */
static char *
line_of(const CtScene *scene, const CtFrame *frame)
{
    const CtBlueprint *blueprint = frame->layout->blueprint;
    g_autofree char *own = frame->line != NULL
                               ? g_strdup(frame->line)
                               : g_strdup_printf("%u zones, %u assets, %u conduits, %u suppliers",
                                                 blueprint->n_zones, blueprint->n_instances,
                                                 blueprint->n_conduits, blueprint->n_suppliers);
    GString *text = g_string_new(own);

    if (scene->n_shortened > 0)
        g_string_append_printf(text, " · %u %s shortened", scene->n_shortened,
                               scene->n_shortened == 1 ? "label" : "labels");
    if (scene->n_left_out > 0)
        g_string_append_printf(text, " · %u %s left out", scene->n_left_out,
                               scene->n_left_out == 1 ? "label" : "labels");
    return g_string_free(text, FALSE);
}

void
ct_frame_draw(CtScene *scene, const CtFrame *frame)
{
    Parts parts = share_out(scene, frame);
    CtLegend legend = legend_of(frame);
    CtPlanView view = {.layout = frame->layout, .snapshot = frame->snapshot, .text_scale = 1};

    ct_scene_rect(scene, (CtRect){0, 0, scene->width, scene->height}, CT_PAINT_PAPER, CT_PAINT_NONE,
                  0);
    view.camera = ct_camera_fit(frame->layout->bounds, ct_rect_inset(parts.plan, 8), 2);
    ct_plan_draw_ground(scene, &view);
    ct_plan_draw_assets(scene, &view);
    if (frame->segmentation != NULL)
        ct_plan_draw_failures(scene, &view, frame->segmentation);
    if (frame->path != NULL)
        ct_plan_draw_path(scene, &view, frame->path);
    if (parts.title.height > 0) {
        g_autofree char *line = line_of(scene, frame);

        ct_furniture_title(scene, parts.title,
                           frame->title != NULL ? frame->title : frame->layout->blueprint->name,
                           line);
    }
    if (parts.legend.height > 0)
        ct_furniture_legend(scene, parts.legend, &legend);
    if (parts.timeline.height > 0 && frame->snapshot != NULL)
        draw_timeline(scene, frame, parts.timeline);
}
