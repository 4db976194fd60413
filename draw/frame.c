/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/frame.h"

#include "sim/engine.h"

#include <math.h>

enum {
    EDGE = 14,
    TITLE_HEIGHT = 40,
    TIMELINE_HEIGHT = 96,
    SAMPLES = 240,
    LEGEND_WIDTH = 200,
    MOST_ZOOM = 2
};

/* Where each part goes; a height of 0: nowhere. */
typedef struct Parts {
    CtRect title, plan, holdings, legend, timeline;
} Parts;

/* Whether @by does anything beside an attacker. */
static bool
acts(const CtChronicle *chronicle, CtEventPriority by)
{
    for (uint32_t i = 0; chronicle != NULL && i < chronicle->n_happenings; i++)
        if (chronicle->happenings[i].by == by && chronicle->happenings[i].kind > CT_TRACE_END)
            return true;
    return false;
}

static CtLegend
legend_of(const CtFrame *frame)
{
    return (CtLegend){.states = frame->snapshot != NULL,
                      .defence = acts(frame->chronicle, CT_EVENT_PRIORITY_DEFENDER),
                      .script = acts(frame->chronicle, CT_EVENT_PRIORITY_SCRIPT),
                      .blueprint = frame->layout->blueprint,
                      .channels = frame->layout->blueprint->n_channels > 0,
                      .path = frame->path != NULL,
                      .chokes = frame->chokes != NULL,
                      .cuts = frame->cut != NULL,
                      .failures = frame->segmentation != NULL};
}

/* The lowest @height of @rest, which becomes less by it and by @gap. */
static CtRect
take_below(CtRect *rest, double height, double gap)
{
    CtRect box = {rest->x, ct_rect_bottom(*rest) - height, rest->width, height};

    rest->height -= height + gap;
    return box;
}

static double
zoom_in(const CtFrame *frame, CtRect plan)
{
    return ct_camera_fit(frame->layout->bounds, ct_rect_inset(plan, 8), MOST_ZOOM).zoom;
}

/* Below the plan, or right of it: where the plan comes out larger. */
static void
place_legend(const CtFrame *frame, CtRect rest, Parts *parts)
{
    CtLegend legend = legend_of(frame);
    CtRect below = rest, beside = rest, column;
    double height = ct_furniture_legend_height(rest.width, &legend);
    CtRect row = take_below(&below, height, 4);

    parts->plan = rest;
    if (height < rest.height / 4) {
        parts->plan = below;
        parts->legend = row;
    }
    beside.width -= LEGEND_WIDTH + 8;
    column = (CtRect){ct_rect_right(beside) + 8, rest.y + 4, LEGEND_WIDTH, rest.height - 8};
    if (beside.width > 4 * LEGEND_WIDTH &&
        ct_furniture_legend_height(LEGEND_WIDTH, &legend) <= column.height &&
        zoom_in(frame, beside) > zoom_in(frame, parts->plan)) {
        parts->plan = beside;
        parts->legend = column;
    }
}

static Parts
share_out(const CtScene *scene, const CtFrame *frame)
{
    const CtBlueprint *blueprint = frame->layout->blueprint;
    CtRect rest = {EDGE, EDGE, scene->width - 2 * EDGE, scene->height - 2 * EDGE};
    Parts parts = {0};

    if (frame->no_furniture || scene->height < 240 || scene->width < 320) {
        parts.plan = (CtRect){0, 0, scene->width, scene->height};
        return parts;
    }
    parts.title = (CtRect){rest.x, rest.y, rest.width, TITLE_HEIGHT};
    rest.y += TITLE_HEIGHT + 6;
    rest.height -= TITLE_HEIGHT + 6;
    if (frame->chronicle != NULL && scene->height >= 420)
        parts.timeline = take_below(&rest, TIMELINE_HEIGHT, 6);
    if (frame->snapshot != NULL && scene->height >= 420 &&
        blueprint->n_credentials + blueprint->n_channels > 0)
        parts.holdings = take_below(&rest, ct_furniture_holdings_height(), 2);
    if (frame->matrix)
        parts.plan = rest;
    else
        place_legend(frame, rest, &parts);
    return parts;
}

/* The cost up to the present, in thousands where it is large. */
static char *
cost_text(double cost)
{
    return cost >= 1e7   ? g_strdup_printf("%.1f million", cost / 1e6)
           : cost >= 1e4 ? g_strdup_printf("%.0f thousand", cost / 1e3)
                         : g_strdup_printf("%.0f", cost);
}

static void
draw_timeline(CtScene *scene, const CtFrame *frame, CtRect box)
{
    const CtBlueprint *blueprint = frame->layout->blueprint;
    double held[SAMPLES], up[SAMPLES], cost[SAMPLES], most, now;
    uint32_t down = frame->snapshot->n_things[CT_CHANGE_FUNCTION], n = 1;
    g_autofree char *holds = g_strdup_printf("%u of %u", ct_snapshot_fallen(&frame->snapshot->all),
                                             blueprint->n_instances);
    g_autofree char *works =
        g_strdup_printf("%u of %u", blueprint->n_functions - down, blueprint->n_functions);
    g_autofree char *costs = NULL;
    CtPlot plots[3] = {{"assets held", holds, held, SAMPLES, CT_PAINT_STATE + CT_SHOWN_ADMIN}};

    ct_snapshot_series(blueprint, frame->chronicle, frame->end_ms, SAMPLES, held, up);
    ct_snapshot_costs(blueprint, frame->chronicle, frame->end_ms, SAMPLES, cost);
    most = cost[SAMPLES - 1];
    now = ct_snapshot_cost(blueprint, frame->chronicle, frame->snapshot->time);
    costs = cost_text(now);
    for (int i = 0; most > 0 && i < SAMPLES; i++)
        cost[i] /= most;
    if (blueprint->n_functions > 0)
        plots[n++] = (CtPlot){"functions up", works, up, SAMPLES, CT_PAINT_GUARD};
    if (most > 0)
        plots[n++] = (CtPlot){"lost so far", costs, cost, SAMPLES, CT_PAINT_DATA};
    ct_furniture_timeline(scene, box,
                          &(CtTimeline){.chronicle = frame->chronicle,
                                        .end_ms = frame->end_ms,
                                        .now = frame->snapshot->time,
                                        .plots = plots,
                                        .n_plots = n});
}

/* ", 2 zones", the first without the comma. */
static void
append_count(GString *text, uint32_t n, const char *what)
{
    g_string_append_printf(text, "%s%u %s%s", text->len > 0 ? ", " : "", n, what,
                           n == 1 ? "" : "s");
}

/* What is said below the title: the caller's line, and what the picture leaves out. */
static char *
line_of(const CtScene *scene, const CtFrame *frame)
{
    const CtBlueprint *blueprint = frame->layout->blueprint;
    GString *text = g_string_new(frame->line);

    if (frame->line == NULL) {
        append_count(text, blueprint->n_zones, "zone");
        append_count(text, blueprint->n_instances, "asset");
        append_count(text, blueprint->n_conduits, "conduit");
        append_count(text, blueprint->n_suppliers, "supplier");
    }

    if (scene->n_shortened > 0)
        g_string_append_printf(text, " · %u %s shortened", scene->n_shortened,
                               scene->n_shortened == 1 ? "label" : "labels");
    if (scene->n_left_out > 0)
        g_string_append_printf(text, " · %u %s left out", scene->n_left_out,
                               scene->n_left_out == 1 ? "label" : "labels");
    return g_string_free(text, FALSE);
}

static void
draw_plan(CtScene *scene, const CtFrame *frame, CtRect box)
{
    CtPlanView view = {.layout = frame->layout, .snapshot = frame->snapshot, .text_scale = 1};

    view.camera = ct_camera_fit(frame->layout->bounds, ct_rect_inset(box, 8), MOST_ZOOM);
    ct_plan_draw_ground(scene, &view);
    ct_plan_draw_assets(scene, &view);
    if (frame->path != NULL)
        ct_plan_draw_path(scene, &view, frame->path);
    if (frame->segmentation != NULL)
        ct_plan_draw_failures(scene, &view, frame->segmentation);
    if (frame->chokes != NULL)
        ct_plan_draw_elements(scene, &view, frame->chokes, frame->n_chokes, CT_ICON_SHIELD);
    if (frame->cut != NULL)
        ct_plan_draw_elements(scene, &view, frame->cut, frame->n_cut, CT_ICON_SCISSORS);
}

int
ct_frame_scale(double width, double height)
{
    const double usual_long = 1920, usual_short = 1080;
    double scale = MIN(MAX(width, height) / usual_long, MIN(width, height) / usual_short);

    return (int)floor(CLAMP(scale, 1, 8));
}

void
ct_frame_draw(CtScene *scene, const CtFrame *frame)
{
    Parts parts = share_out(scene, frame);
    CtLegend legend = legend_of(frame);

    ct_scene_rect(scene, (CtRect){0, 0, scene->width, scene->height}, CT_PAINT_PAPER, CT_PAINT_NONE,
                  0);
    if (frame->matrix && frame->segmentation != NULL)
        ct_matrix_draw(scene, parts.plan, frame->segmentation, (CtPick){0});
    else
        draw_plan(scene, frame, parts.plan);
    if (parts.title.height > 0) {
        g_autofree char *line = line_of(scene, frame);

        ct_furniture_title(scene, parts.title,
                           frame->title != NULL ? frame->title : frame->layout->blueprint->name,
                           line);
    }
    if (parts.holdings.height > 0)
        ct_furniture_holdings(scene, parts.holdings, frame->snapshot);
    if (parts.legend.height > 0)
        ct_furniture_legend(scene, parts.legend, &legend);
    if (parts.timeline.height > 0 && frame->snapshot != NULL)
        draw_timeline(scene, frame, parts.timeline);
}
