/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/furniture.h"

#include "draw/metrics.h"

#include "base/units.h"

#include <math.h>

void
ct_furniture_title(CtScene *scene, CtRect box, const char *title, const char *line)
{
    scene->pick = (CtPick){0};
    if (box.height < 12)
        return;
    ct_scene_text(scene, (CtPoint){box.x, box.y + 11}, box.width, title, 17, CT_PAINT_INK,
                  CT_ALIGN_LEFT, true);
    if (line != NULL && box.height >= 30)
        ct_scene_text(scene, (CtPoint){box.x, box.y + 30}, box.width, line, 11, CT_PAINT_INK_DIM,
                      CT_ALIGN_LEFT, false);
}

/* --- legend --- */

typedef enum Sample {
    SAMPLE_STATE,
    SAMPLE_DATA,
    SAMPLE_CONDUIT,
    SAMPLE_CHANNEL,
    SAMPLE_CRITICAL,
    SAMPLE_PATH,
    SAMPLE_FAILURE,
    SAMPLE_CHOKE,
} Sample;

typedef struct Entry {
    Sample sample;
    CtShown shown;
    const char *text;
} Entry;

static void
add_entry(GArray *entries, Sample sample, CtShown shown, const char *text)
{
    Entry entry = {sample, shown, text};

    g_array_append_val(entries, entry);
}

static GArray *
legend_entries(const CtLegend *legend)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));

    for (int i = CT_SHOWN_KNOWN; legend->states && i < CT_SHOWN_COUNT; i++)
        add_entry(entries, SAMPLE_STATE, (CtShown)i, ct_shown_text((CtShown)i));
    if (legend->states)
        add_entry(entries, SAMPLE_DATA, 0, "data lost");
    add_entry(entries, SAMPLE_CONDUIT, 0, "door: what may pass, and which way it is opened");
    if (legend->channels)
        add_entry(entries, SAMPLE_CHANNEL, 0, "standing trust: updates, builds, remote access");
    add_entry(entries, SAMPLE_CRITICAL, 0, "criticality, low to severe");
    if (legend->path)
        add_entry(entries, SAMPLE_PATH, 0, "step of the attack");
    if (legend->failures)
        add_entry(entries, SAMPLE_FAILURE, 0, "segmentation fails here");
    if (legend->chokes)
        add_entry(entries, SAMPLE_CHOKE, 0, "every way goes through here");
    return entries;
}

static void
draw_sample(CtScene *scene, const Entry *entry, CtRect box)
{
    CtPoint middle = ct_rect_middle(box);
    CtPaint state = CT_PAINT_STATE + (CtPaint)entry->shown;
    const CtPoint across[] = {{box.x, middle.y}, {ct_rect_right(box), middle.y}};

    switch (entry->sample) {
    case SAMPLE_STATE:
        ct_scene_rect(scene, box, ct_shown_is_fallen(entry->shown) ? state : CT_PAINT_TILE, state,
                      1.5)
            ->radius = 2;
        ct_scene_icon(scene, ct_rect_inset(box, 2), ct_icon_of_shown(entry->shown),
                      ct_shown_is_fallen(entry->shown) ? CT_PAINT_STATE_INK + (CtPaint)entry->shown
                                                       : state);
        break;
    case SAMPLE_DATA:
        ct_scene_icon(scene, box, CT_ICON_DOCUMENT, CT_PAINT_DATA);
        break;
    case SAMPLE_CONDUIT:
        ct_scene_line(scene, across, 2, CT_PAINT_CONDUIT, 1.6);
        ct_scene_rect(scene, (CtRect){middle.x - 2, box.y, 4, box.height}, CT_PAINT_ROOM,
                      CT_PAINT_CONDUIT, 1.2);
        break;
    case SAMPLE_CHANNEL:
        ct_scene_line(scene, across, 2, CT_PAINT_CHANNEL, 1.4)->dash = CT_DASH_DASHED;
        break;
    case SAMPLE_CRITICAL:
        for (int i = 0; i < 3; i++)
            ct_scene_rect(scene, (CtRect){box.x + 4 * i, middle.y - 1.5, 3, 3}, CT_PAINT_CRITICAL,
                          CT_PAINT_NONE, 0);
        break;
    case SAMPLE_PATH:
        ct_scene_disc(scene, middle, box.height / 2, CT_PAINT_PATH, CT_PAINT_NONE, 0);
        ct_scene_text(scene, middle, box.width, "1", box.height * 0.75, CT_PAINT_PATH_INK,
                      CT_ALIGN_MIDDLE, true);
        break;
    case SAMPLE_FAILURE:
        ct_scene_icon(scene, box, CT_ICON_BREACH, CT_PAINT_FAILURE);
        break;
    case SAMPLE_CHOKE:
        ct_scene_icon(scene, box, CT_ICON_SHIELD, CT_PAINT_CHOKE);
        break;
    }
}

/* Draws into @scene, or only measures where it is NULL. Returns the height. */
static double
flow_legend(CtScene *scene, CtRect box, const CtLegend *legend)
{
    g_autoptr(GArray) entries = legend_entries(legend);
    double size = legend->text > 0 ? legend->text : 10;
    double line = size * 1.9, sample = size * 1.3, x = box.x, y = box.y;

    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        double text = ct_text_width(entry->text, size, false);
        double width = sample + 6 + text + 16;

        if (x > box.x && x + width > ct_rect_right(box) + 16) {
            x = box.x;
            y += line;
        }
        if (scene != NULL && y + line <= ct_rect_bottom(box) + 1e-6) {
            draw_sample(scene, entry, (CtRect){x, y + (line - sample) / 2, sample, sample});
            ct_scene_text(scene, (CtPoint){x + sample + 6, y + line / 2},
                          MIN(text + 1, ct_rect_right(box) - x - sample - 6), entry->text, size,
                          CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
        } else if (scene != NULL) {
            scene->n_left_out++;
        }
        x += width;
    }
    return y + line - box.y;
}

void
ct_furniture_legend(CtScene *scene, CtRect box, const CtLegend *legend)
{
    scene->pick = (CtPick){0};
    flow_legend(scene, box, legend);
}

double
ct_furniture_legend_height(double width, const CtLegend *legend)
{
    return flow_legend(NULL, (CtRect){0, 0, width, 0}, legend);
}

/* --- time line --- */

enum { LINE_HEIGHT = 26 };

double
ct_furniture_x_of(CtRect box, const CtTimeline *timeline, int64_t time)
{
    double share = timeline->end_ms > 0 ? (double)time / (double)timeline->end_ms : 0;

    return box.x + 6 + (box.width - 12) * CLAMP(share, 0, 1);
}

int64_t
ct_furniture_time_at(CtRect box, const CtTimeline *timeline, double x)
{
    double share = (x - box.x - 6) / MAX(box.width - 12, 1);

    return (int64_t)(CLAMP(share, 0, 1) * (double)timeline->end_ms);
}

static void
draw_plot(CtScene *scene, CtRect box, const CtPlot *plot, double now)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));
    double left = box.x + 6, width = box.width - 12;
    CtPoint corner = {left, ct_rect_bottom(box)};

    g_array_append_val(points, corner);
    for (uint32_t i = 0; i < plot->n; i++) {
        CtPoint point = {left + width * i / MAX(plot->n - 1, 1),
                         ct_rect_bottom(box) - (box.height - 4) * plot->samples[i]};

        g_array_append_val(points, point);
    }
    corner.x = left + width;
    g_array_append_val(points, corner);
    ct_scene_area(scene, (const CtPoint *)(void *)points->data, points->len, plot->paint)->alpha =
        0.18f;
    ct_scene_line(scene, &g_array_index(points, CtPoint, 1), points->len - 2, plot->paint, 1.3);
    g_autofree char *text = g_strdup_printf("%s: %s", plot->name, plot->value);

    ct_scene_text(scene, (CtPoint){now > left + width / 2 ? left + 4 : left + width - 4, box.y + 8},
                  width / 2, text, 10, CT_PAINT_INK,
                  now > left + width / 2 ? CT_ALIGN_LEFT : CT_ALIGN_RIGHT, false);
}

/* One mark a pixel at most. */
static void
draw_marks(CtScene *scene, CtRect box, const CtTimeline *timeline, double y)
{
    double last = -INFINITY;

    for (uint32_t i = 0; i < timeline->chronicle->n_happenings; i++) {
        const CtHappening *happening = &timeline->chronicle->happenings[i];
        double x = ct_furniture_x_of(box, timeline, happening->time);

        if (happening->kind == CT_TRACE_GOAL) {
            ct_scene_icon(scene, (CtRect){x - 2.5, y - 15, 12, 12}, CT_ICON_FLAG, CT_PAINT_PATH);
        } else if (happening->kind == CT_TRACE_SUCCESS && x - last >= 1) {
            ct_scene_line(scene, (CtPoint[]){{x, y - 4}, {x, y}}, 2, CT_PAINT_INK_DIM, 1);
            last = x;
        }
    }
}

/* The least of the usual steps that needs few marks. */
static int64_t
step_of(int64_t end_ms)
{
    static const int64_t steps[] = {CT_MS_SECOND,     10 * CT_MS_SECOND, CT_MS_MINUTE,
                                    5 * CT_MS_MINUTE, 15 * CT_MS_MINUTE, CT_MS_HOUR,
                                    3 * CT_MS_HOUR,   6 * CT_MS_HOUR,    12 * CT_MS_HOUR,
                                    CT_MS_DAY,        2 * CT_MS_DAY,     7 * CT_MS_DAY,
                                    30 * CT_MS_DAY,   90 * CT_MS_DAY,    365 * CT_MS_DAY};
    enum { MOST_MARKS = 10 };

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        if (end_ms / steps[i] <= MOST_MARKS)
            return steps[i];
    return end_ms / MOST_MARKS + 1;
}

static void
draw_scale(CtScene *scene, CtRect box, const CtTimeline *timeline, double y)
{
    double at = -INFINITY;

    for (int64_t time = 0; time <= timeline->end_ms; time += step_of(timeline->end_ms)) {
        double x = ct_furniture_x_of(box, timeline, time);
        g_autofree char *text = ct_units_time_text(time);
        double width = ct_text_width(text, 9.5, false);
        CtAlign align = time == 0 ? CT_ALIGN_LEFT : CT_ALIGN_MIDDLE;

        if (x - width / 2 < at || x + width / 2 > ct_rect_right(box))
            continue;
        ct_scene_line(scene, (CtPoint[]){{x, y}, {x, y + 4}}, 2, CT_PAINT_PANEL_EDGE, 1);
        ct_scene_text(scene, (CtPoint){x, y + 11}, width + 1, text, 9.5, CT_PAINT_INK_DIM, align,
                      false);
        at = x + width + 8;
    }
}

void
ct_furniture_timeline(CtScene *scene, CtRect box, const CtTimeline *timeline)
{
    double y = ct_rect_bottom(box) - LINE_HEIGHT + 6,
           now = ct_furniture_x_of(box, timeline, timeline->now);
    double each = timeline->n_plots > 0 ? (box.height - LINE_HEIGHT - 8) / timeline->n_plots : 0;

    scene->pick = (CtPick){CT_PICK_TIME, 0};
    ct_scene_rect(scene, box, CT_PAINT_PANEL, CT_PAINT_PANEL_EDGE, 1)->radius = 4;
    for (uint32_t i = 0; i < timeline->n_plots && each >= 16; i++)
        draw_plot(scene, (CtRect){box.x, box.y + 2 + i * each, box.width, each - 2},
                  &timeline->plots[i], now);
    ct_scene_line(scene, (CtPoint[]){{box.x + 6, y}, {ct_rect_right(box) - 6, y}}, 2,
                  CT_PAINT_PANEL_EDGE, 2);
    draw_marks(scene, box, timeline, y);
    draw_scale(scene, box, timeline, y);
    ct_scene_line(scene, (CtPoint[]){{now, box.y + 3}, {now, y}}, 2, CT_PAINT_PATH, 1.4);
    ct_scene_disc(scene, (CtPoint){now, y}, 5, CT_PAINT_PATH, CT_PAINT_PANEL, 1.5);
    scene->pick = (CtPick){0};
}

char *
ct_furniture_happening_text(const CtBlueprint *blueprint, const CtHappening *happening)
{
    const char *word = ct_trace_kind_text((CtTraceKind)happening->kind);
    const char *where =
        happening->to_zone != CT_NO_ID ? blueprint->zones[happening->to_zone].id : NULL;

    if (happening->goal != NULL)
        return g_strdup_printf("goal %s reached", happening->goal);
    if (happening->title == NULL)
        return g_strdup(word);
    return g_strdup_printf("%s: %s %s%s%s%s%s", word, happening->technique, happening->title,
                           happening->target != NULL ? " → " : "",
                           happening->target != NULL ? happening->target : "",
                           where != NULL ? " in " : "", where != NULL ? where : "");
}
