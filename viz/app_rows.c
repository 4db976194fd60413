/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of the lists at the side. */
#include "viz/app_parts.h"

#include "base/units.h"
#include "draw/metrics.h"

#include <string.h>

static const struct {
    CtIcon icon;
    CtPaint paint;
} looks[CT_APP_SORT_COUNT] = {
    [CT_APP_SORT_ATTACK] = {CT_ICON_SKULL, CT_PAINT_STATE + CT_SHOWN_ADMIN},
    [CT_APP_SORT_GOAL] = {CT_ICON_FLAG, CT_PAINT_PATH},
    [CT_APP_SORT_DETECTION] = {CT_ICON_BELL, CT_PAINT_GUARD},
    [CT_APP_SORT_DEFENCE] = {CT_ICON_SHIELD, CT_PAINT_GUARD},
    [CT_APP_SORT_LOSS] = {CT_ICON_STOP, CT_PAINT_STATE + CT_SHOWN_STOPPED},
    [CT_APP_SORT_MOMENT] = {CT_ICON_SCRIPT, CT_PAINT_CHANNEL},
};

/* Which of two runs an event is of: a letter as in the header. */
static void
draw_letter(CtScene *scene, CtRect box, uint32_t side)
{
    CtRect mark = {ct_rect_right(box) - 20, box.y + 4, 15, 14};

    ct_scene_rect(scene, mark, side == 0 ? CT_PAINT_INK_DIM : CT_PAINT_NONE, CT_PAINT_INK_DIM, 1)
        ->radius = 3;
    ct_scene_text(scene, ct_rect_middle(mark), mark.width, ct_app_letter(side), 10,
                  side == 0 ? CT_PAINT_PANEL : CT_PAINT_INK, CT_ALIGN_MIDDLE, true);
}

static void
draw_event(CtScene *scene, CtRect box, uint32_t row, bool chosen, void *data)
{
    const CtApp *app = data;
    CtAppEvent event = g_array_index(app->events, CtAppEvent, row);
    const CtHappening *happening = ct_app_happening(app, event);
    CtAppSort sort = ct_app_sort(happening);
    g_autofree char *time = ct_units_time_text(happening->time);
    g_autofree char *text =
        ct_furniture_happening_text(app->sides[event.side].subject.blueprint, happening);
    const char *shown = g_str_has_prefix(text, "success: ") ? text + strlen("success: ") : text;
    bool past = happening->time <= ct_playback_now(&app->playback);

    ct_scene_icon(scene, (CtRect){box.x + 5, box.y + 4, 12, 12}, looks[sort].icon,
                  looks[sort].paint);
    ct_scene_text(scene, (CtPoint){box.x + 23, box.y + 10}, box.width - 48, time, 10,
                  CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
    if (app->n_sides == 2)
        draw_letter(scene, box, event.side);
    ct_scene_text(scene, (CtPoint){box.x + 6, box.y + 25}, box.width - 10, shown, 11,
                  past ? CT_PAINT_INK : CT_PAINT_INK_DIM, CT_ALIGN_LEFT,
                  chosen || sort == CT_APP_SORT_GOAL);
}

/* Who does what to what. */
static bool
is_same_deed(const CtPathStep *a, const CtPathStep *b)
{
    return g_strcmp0(a->technique, b->technique) == 0 && g_strcmp0(a->to, b->to) == 0 &&
           g_strcmp0(a->from, b->from) == 0;
}

/* The first reason of @step that @other does without: the credential, the flaw, the door; NULL. */
static const char *
own_reason(const CtPathStep *step, const CtPathStep *other)
{
    for (uint32_t i = 0; i < step->n_why; i++) {
        bool is_shared = step->why[i].kind == CT_WHY_DERIVED;

        for (uint32_t k = 0; k < other->n_why && !is_shared; k++)
            is_shared = strcmp(step->why[i].text, other->why[k].text) == 0;
        if (!is_shared)
            return step->why[i].text;
    }
    return NULL;
}

/* What @step has that no step of @best has: itself, or, of the same deed, a reason; NULL; g_free().
 */
static char *
own_of_step(const CtPathStep *step, uint32_t number, const CtPath *best)
{
    const char *reason = NULL;

    for (uint32_t k = 0; k < best->n_steps; k++) {
        if (!is_same_deed(step, &best->steps[k]))
            continue;
        reason = own_reason(step, &best->steps[k]);
        if (reason == NULL)
            return NULL;
    }
    if (reason != NULL)
        return g_strdup_printf("step %u: %s", number, reason);
    return g_strdup_printf("step %u: %s%s%s", number, step->technique,
                           step->to != NULL ? " on " : "", step->to != NULL ? step->to : "");
}

/* Of the best way where it leads; of another where it first leaves the best. g_free(). */
static char *
way_mark(const CtGoalFinding *goal, const CtPath *path)
{
    char *own = NULL;

    for (uint32_t i = 0; path != goal->paths && i < path->n_steps && own == NULL; i++)
        own = own_of_step(&path->steps[i], i + 1, goal->paths);
    return own != NULL ? own : g_strjoinv(" → ", (char **)(void *)path->hops);
}

/* Ways to one goal differ first in what stands first. */
static void
draw_way(CtScene *scene, CtRect box, uint32_t row, bool chosen, void *data)
{
    const CtApp *app = data;
    const CtPath *path = g_array_index(app->ways, const CtPath *, row);
    const CtGoalFinding *goal = g_array_index(app->way_goals, const CtGoalFinding *, row);
    g_autofree char *time = ct_units_time_text(path->cost.time_ms);
    g_autofree char *over = g_strdup_printf("%u. %s", (uint32_t)(path - goal->paths) + 1, goal->id);
    g_autofree char *cost =
        g_strdup_printf("%s, %.0f%%, %u steps", time, 100 * path->cost.probability, path->n_steps);
    g_autofree char *mark = way_mark(goal, path);
    double width = ct_text_width(cost, 10, false) + 2;

    ct_scene_text(scene, (CtPoint){box.x + 6, box.y + 10}, box.width - width - 18, over, 11,
                  CT_PAINT_INK, CT_ALIGN_LEFT, chosen);
    ct_scene_text(scene, (CtPoint){ct_rect_right(box) - 6, box.y + 10}, width, cost, 10,
                  CT_PAINT_INK_DIM, CT_ALIGN_RIGHT, false);
    ct_scene_text(scene, (CtPoint){box.x + 6, box.y + 25}, box.width - 10, mark, 10,
                  CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
}

/* How far a search went: "with 2 rules, the least there is". */
static char *
cuts_line(const CtAppWeak *row)
{
    if (row->cuts == NULL)
        return g_strdup("choke point: lies on every way");
    if (strcmp(row->cuts->by, "measure") == 0)
        return g_strdup_printf("measures that close every way%s",
                               row->cuts->optimal ? ", the cheapest" : "");
    return g_strdup_printf("cut of %u by %s%s", row->n_elements, row->cuts->by,
                           row->cuts->optimal ? ", none is smaller" : "");
}

static char *
goal_line(const CtWeakFinding *weak)
{
    uint32_t n_sets = 0;

    if (weak->from_start)
        return g_strdup("his from the start: nothing cuts it");
    if (weak->reachable == CT_ANSWER_NO)
        return g_strdup("no way leads there");
    for (uint32_t c = 0; c < weak->n_cuts; c++)
        n_sets += weak->cuts[c].n_sets;
    return g_strdup_printf("%u choke points%s, %u cuts", weak->n_chokes,
                           weak->chokes_complete ? "" : " or more", n_sets);
}

static void
draw_weak(CtScene *scene, CtRect box, uint32_t row, bool chosen, void *data)
{
    const CtApp *app = data;
    const CtAppWeak *weak = &g_array_index(app->weak_rows, CtAppWeak, row);
    bool is_goal = weak->n_elements == 0;
    g_autofree char *text = is_goal ? g_strdup(weak->weak->goal) : ct_app_weak_text(weak);
    g_autofree char *line = is_goal ? goal_line(weak->weak) : cuts_line(weak);
    const char *note = weak->n_elements == 1 ? weak->elements->note : NULL;
    g_autofree char *noted = note != NULL ? g_strdup_printf("%s · %s", line, note) : g_strdup(line);

    ct_scene_icon(scene, (CtRect){box.x + 5, box.y + 4, 12, 12},
                  is_goal              ? CT_ICON_FLAG
                  : weak->cuts != NULL ? CT_ICON_SCISSORS
                                       : CT_ICON_SHIELD,
                  is_goal ? CT_PAINT_PATH : CT_PAINT_CHOKE);
    ct_scene_text(scene, (CtPoint){box.x + 23, box.y + 10}, box.width - 28, text, 11, CT_PAINT_INK,
                  CT_ALIGN_LEFT, chosen || is_goal);
    ct_scene_text(scene, (CtPoint){box.x + 23, box.y + 25}, box.width - 28, noted, 10,
                  CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
}

static void
draw_failure(CtScene *scene, CtRect box, uint32_t row, bool chosen, void *data)
{
    const CtApp *app = data;
    const CtSegFailure *failure = &app->sides[0].subject.segmentation->failures[row];
    g_autofree char *line =
        g_strdup_printf("%s%s", ct_seg_severity_text((CtSegSeverity)failure->severity),
                        failure->waiver == CT_SEG_WAIVED ? ", accepted" : "");

    ct_scene_text(scene, (CtPoint){box.x + 6, box.y + 10}, box.width - 80, failure->id, 11,
                  CT_PAINT_INK, CT_ALIGN_LEFT, chosen);
    ct_scene_text(scene, (CtPoint){ct_rect_right(box) - 4, box.y + 10}, 76, line, 10,
                  CT_PAINT_FAILURE, CT_ALIGN_RIGHT, false);
    ct_scene_text(scene, (CtPoint){box.x + 6, box.y + 25}, box.width - 10, failure->what, 10,
                  CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
}

void
ct_app_draw_line(CtScene *scene, CtRect box, const char *line)
{
    bool heading = *line == '#';
    size_t spaces = strspn(line, " ");
    double x = box.x + 6 + 4.0 * (double)spaces;

    ct_scene_text(scene, (CtPoint){x, ct_rect_middle(box).y}, ct_rect_right(box) - x - 2,
                  line + heading + spaces, CT_APP_LINE_TEXT,
                  heading ? CT_PAINT_INK : CT_PAINT_INK_DIM, CT_ALIGN_LEFT, heading);
}

static void
draw_about(CtScene *scene, CtRect box, uint32_t row, G_GNUC_UNUSED bool chosen, void *data)
{
    const CtApp *app = data;

    ct_app_draw_line(scene, box, app->about->pdata[row]);
}

const CtListDraw ct_app_rows[CT_APP_TAB_COUNT] = {
    [CT_APP_TAB_EVENTS] = draw_event, [CT_APP_TAB_PATHS] = draw_way,
    [CT_APP_TAB_WEAK] = draw_weak,    [CT_APP_TAB_FAILURES] = draw_failure,
    [CT_APP_TAB_ABOUT] = draw_about,
};
