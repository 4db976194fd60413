/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The time line: small plots, marks, a scale and the present. */
#include "draw/furniture.h"

#include "base/units.h"
#include "draw/metrics.h"
#include "sim/engine.h"

#include <math.h>

enum { LINE_HEIGHT = 36, LINE_UP = 20 };

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
    double head = box.height >= 26 ? 15 : 4; /* the name above the curve, where there is room */
    CtPoint corner = {left, ct_rect_bottom(box)};

    g_array_append_val(points, corner);
    for (uint32_t i = 0; i < plot->n; i++) {
        CtPoint point = {left + width * i / MAX(plot->n - 1, 1),
                         ct_rect_bottom(box) - (box.height - head) * plot->samples[i]};

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

/* --- marks --- */

/* What is marked above the line, each sort in a row of its own. */
typedef enum Mark { MARK_GOAL, MARK_ALERT, MARK_DEFENCE, MARK_SCRIPT, N_MARKS } Mark;

static const struct {
    CtIcon icon;
    CtPaint paint;
} mark_looks[N_MARKS] = {
    [MARK_GOAL] = {CT_ICON_FLAG, CT_PAINT_PATH},
    [MARK_ALERT] = {CT_ICON_BELL, CT_PAINT_GUARD},
    [MARK_DEFENCE] = {CT_ICON_SHIELD, CT_PAINT_GUARD},
    [MARK_SCRIPT] = {CT_ICON_SCRIPT, CT_PAINT_CHANNEL},
};

/* N_MARKS: none. */
static Mark
mark_of(const CtHappening *happening)
{
    CtTraceKind kind = (CtTraceKind)happening->kind;

    if (kind == CT_TRACE_GOAL)
        return MARK_GOAL;
    if (kind == CT_TRACE_ALERT || kind == CT_TRACE_FALSE_ALARM || kind == CT_TRACE_FOUND)
        return MARK_ALERT;
    if (kind == CT_TRACE_RESPONDED ||
        (ct_trace_kind_is_action(kind) && happening->by == CT_EVENT_PRIORITY_DEFENDER))
        return MARK_DEFENCE;
    return happening->by == CT_EVENT_PRIORITY_SCRIPT && kind > CT_TRACE_END ? MARK_SCRIPT : N_MARKS;
}

/* Successes as ticks, the rest as icons; of those that would cover each other only the first. */
static void
draw_marks(CtScene *scene, CtRect box, const CtTimeline *timeline, double y)
{
    enum { ICON = 11 };
    double tick = -INFINITY, last[N_MARKS], icons = -INFINITY;

    for (int i = 0; i < N_MARKS; i++)
        last[i] = -INFINITY;
    for (uint32_t i = 0; i < timeline->chronicle->n_happenings; i++) {
        const CtHappening *happening = &timeline->chronicle->happenings[i];
        Mark mark = mark_of(happening);
        double x = ct_furniture_x_of(box, timeline, happening->time);

        if (mark == N_MARKS && happening->kind == CT_TRACE_SUCCESS && x - tick >= 1) {
            ct_scene_line(scene, (CtPoint[]){{x, y - 4}, {x, y}}, 2, CT_PAINT_INK_DIM, 1);
            tick = x;
        }
        if (mark == N_MARKS || x - last[mark] < ICON || (mark != MARK_GOAL && x - icons < ICON))
            continue;
        x = MIN(x, ct_rect_right(box) - ICON);
        ct_scene_icon(scene, (CtRect){x - 2.5, y - 4 - ICON, ICON, ICON}, mark_looks[mark].icon,
                      mark_looks[mark].paint);
        last[mark] = icons = x;
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
    double y = ct_rect_bottom(box) - LINE_UP, now = ct_furniture_x_of(box, timeline, timeline->now);
    double each = timeline->n_plots > 0 ? (box.height - LINE_HEIGHT - 2) / timeline->n_plots : 0;

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

static const char *
who_text(const CtHappening *happening)
{
    switch ((CtEventPriority)happening->by) {
    case CT_EVENT_PRIORITY_SCRIPT:
        return "script";
    case CT_EVENT_PRIORITY_WORLD:
        return "world";
    case CT_EVENT_PRIORITY_DEFENDER:
        return "defender";
    case CT_EVENT_PRIORITY_ATTACKER:
        return "attacker";
    case CT_EVENT_PRIORITY_SENSOR:
        return "sensor";
    }
    return "";
}

char *
ct_furniture_happening_text(const CtBlueprint *blueprint, const CtHappening *happening)
{
    const char *word = ct_trace_kind_text((CtTraceKind)happening->kind);
    const char *where =
        happening->to_zone != CT_NO_ID ? blueprint->zones[happening->to_zone].id : NULL;

    if (happening->goal != NULL)
        return g_strdup_printf("goal %s reached", happening->goal);
    if (happening->kind == CT_TRACE_LOG)
        return g_strdup_printf("script: %s", happening->target);
    if (ct_trace_kind_is_action((CtTraceKind)happening->kind) && happening->target != NULL)
        return g_strdup_printf("%s: %s %s", who_text(happening), word, happening->target);
    if (happening->title == NULL)
        return happening->target != NULL ? g_strdup_printf("%s: %s", word, happening->target)
                                         : g_strdup(word);
    return g_strdup_printf("%s: %s %s%s%s%s%s", word, happening->technique, happening->title,
                           happening->target != NULL ? " → " : "",
                           happening->target != NULL ? happening->target : "",
                           where != NULL ? " in " : "", where != NULL ? where : "");
}
