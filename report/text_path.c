/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text report: a path, and the lack of one. */
#include "report/text_parts.h"

#include "attacks/technique.h"
#include "base/units.h"

#include <math.h>
#include <string.h>

enum { STEP_INDENT = 5, ENDS_COLUMN = 50, MOST_NEAR_MISSES = 5 };

/* Of a way of more than MOST_STEPS, so many are told at its start and its end. */
enum { MOST_STEPS = 30, FIRST_STEPS = 12, LAST_STEPS = 6 };

char *
ct_text_effort(double hours)
{
    return ct_text_duration((int64_t)llround(MIN(hours, 1e9) * (double)CT_MS_HOUR));
}

char *
ct_text_path_cost(const CtPath *path)
{
    g_autofree char *time = ct_text_duration(path->cost.time_ms);
    g_autofree char *effort = ct_text_effort(path->cost.effort_hours);
    g_autofree char *steps = ct_text_plural(path->cost.steps, "step", "steps");

    return g_strdup_printf("%s · effort %s · time %s · %s", steps, effort, time,
                           ct_skill_text((CtSkill)path->cost.skill));
}

char *
ct_text_chance(double chance)
{
    if (chance > 0 && chance < 0.001)
        return g_strdup("under 0.1%");
    return g_strdup_printf("%.*f%%", chance > 0 && chance < 0.01 ? 1 : 0, chance * 100);
}

char *
ct_text_path_chances(const CtPath *path)
{
    g_autofree char *works = ct_text_chance(path->cost.probability);
    g_autofree char *unseen = ct_text_chance(path->cost.stealth);
    g_autofree char *crossings =
        ct_text_plural(path->n_crossings, "zone boundary", "zone boundaries");

    return g_strdup_printf("crosses %s; works at the first try: %s; unnoticed: %s", crossings,
                           works, unseen);
}

/* The goal's bound in the unit of what it is ordered by; free with g_free(). */
static char *
bound_text(const CtGoalFinding *goal)
{
    switch ((CtCost)goal->ordered_by) {
    case CT_COST_EFFORT:
        return ct_text_effort(goal->lower_bound);
    case CT_COST_TIME:
        return ct_text_duration((int64_t)goal->lower_bound);
    case CT_COST_PROBABILITY:
    case CT_COST_STEALTH:
        return ct_text_chance(goal->lower_bound);
    case CT_COST_SKILL:
        return g_strdup(ct_skill_text((CtSkill)goal->lower_bound));
    case CT_COST_STEPS:
    case CT_COST_COUNT:
        return g_strdup_printf("%.0f", ceil(goal->lower_bound - 1e-6));
    }
    g_assert_not_reached();
}

/* Whether the goal's bound says anything at all. */
static bool
has_bound(const CtGoalFinding *goal)
{
    if (goal->ordered_by == CT_COST_PROBABILITY || goal->ordered_by == CT_COST_STEALTH)
        return goal->lower_bound < 1;
    return goal->lower_bound > 0;
}

char *
ct_text_limit_text(const CtGoalFinding *goal)
{
    bool chance = goal->ordered_by == CT_COST_PROBABILITY || goal->ordered_by == CT_COST_STEALTH;
    GString *text;

    if (goal->limit == NULL)
        return NULL;
    text = g_string_new(goal->limit);
    if (goal->optimal) {
        g_string_append(text, ": the first way is the best, but there may be better ones than the "
                              "others, or more");
    } else {
        g_string_append(text, ": there may be better ways");
        if (has_bound(goal)) {
            g_autofree char *bound = bound_text(goal);

            g_string_append_printf(text, ", none with %s %s than %s", chance ? "a higher" : "less",
                                   ct_cost_text((CtCost)goal->ordered_by), bound);
        }
    }
    return g_string_free(text, FALSE);
}

void
ct_text_limit(const CtTextReport *report, const CtGoalFinding *goal)
{
    g_autofree char *text = ct_text_limit_text(goal);

    if (text != NULL)
        ct_text_reason(report, 2, "", CT_STYLE_WARN, text, NULL);
}

/* What the topology says, what it leaves unsaid, and what else the step takes. */
static const char *
label_of(uint8_t kind)
{
    switch ((CtWhyKind)kind) {
    case CT_WHY_NEEDS:
        return "uses   ";
    case CT_WHY_ASSUMED:
        return "assumed";
    case CT_WHY_ROUTE:
    case CT_WHY_READ:
    case CT_WHY_DERIVED:
    case CT_WHY_EFFECT:
        return "because";
    }
    g_assert_not_reached();
}

bool
ct_text_same_place(CtPos a, CtPos b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

/* Reasons of one kind that stand at one place share a line; the index after them. */
static uint32_t
put_reason_group(const CtTextReport *report, const CtPathStep *step, uint32_t first)
{
    const CtWhy *why = &step->why[first];
    g_autofree char *place = ct_dossier_pos_text(report->dossier, why->pos);
    GString *text = g_string_new(why->text);
    uint32_t next = first + 1;

    while (next < step->n_why && step->why[next].kind == why->kind && why->pos.line > 0 &&
           ct_text_same_place(step->why[next].pos, why->pos))
        g_string_append_printf(text, ", %s", step->why[next++].text);
    ct_text_reason(report, STEP_INDENT, label_of(why->kind),
                   why->kind == CT_WHY_ASSUMED ? CT_STYLE_WARN : CT_STYLE_DIM, text->str, place);
    g_string_free(text, TRUE);
    return next;
}

static void
put_reasons(const CtTextReport *report, const CtPathStep *step)
{
    for (uint32_t i = 0; i < step->n_why;) {
        if (step->why[i].kind == CT_WHY_DERIVED && !report->options->all)
            i++;
        else
            i = put_reason_group(report, step, i);
    }
}

/* "from → to" and, at the right edge, how long; below the title where they do not fit beside it. */
static void
put_ends(const CtTextReport *report, const CtPathStep *step, unsigned used)
{
    CtOut *out = report->out;
    g_autofree char *ends = step->from != NULL && strcmp(step->from, step->to) != 0
                                ? g_strdup_printf("%s → %s", step->from, step->to)
                                : g_strdup(step->to);
    g_autofree char *time = step->is_outcome ? g_strdup("") : ct_text_duration(step->time_ms);
    unsigned needed = ct_text_columns(ends) + 2 + ct_text_columns(time);
    unsigned width = report->options->width;
    unsigned column = MAX(used + 2, ENDS_COLUMN); /* ends line up where they can */

    if (used + 2 + needed > width) {
        ct_out_put(out, "\n");
        used = 0;
        column = STEP_INDENT;
    } else if (column + needed > width) {
        column = width - needed;
    }
    ct_out_printf(out, "%*s%s", (int)(column - used), "", ends);
    used = column + ct_text_columns(ends);
    if (*time != '\0' && used + 2 + ct_text_columns(time) <= width) {
        ct_out_printf(out, "%*s", (int)(width - used - ct_text_columns(time)), "");
        ct_text_style(out, report->options->color, CT_STYLE_DIM, time);
    }
    ct_out_put(out, "\n");
}

void
ct_text_step(const CtTextReport *report, uint32_t number, const CtPathStep *step, bool reasons)
{
    CtOut *out = report->out;
    bool color = report->options->color;
    g_autofree char *id = g_strdup_printf("%-9s  ", step->technique);
    g_autofree char *gains = g_strjoinv(", ", (char **)step->gains);

    ct_out_printf(out, "%3u  ", number);
    ct_text_style(out, color, step->is_outcome ? CT_STYLE_BAD : CT_STYLE_ACCENT, id);
    ct_text_style(out, color, CT_STYLE_BOLD, step->title);
    put_ends(report, step, STEP_INDENT + ct_text_columns(id) + ct_text_columns(step->title));
    if (!reasons)
        return;
    if (*gains != '\0')
        ct_text_reason(report, STEP_INDENT, "gains  ", CT_STYLE_PLAIN, gains, NULL);
    put_reasons(report, step);
}

bool
ct_text_same_step(const CtPathStep *a, const CtPathStep *b)
{
    return g_strcmp0(a->technique, b->technique) == 0 && g_strcmp0(a->from, b->from) == 0 &&
           g_strcmp0(a->to, b->to) == 0 &&
           g_strv_equal((const char *const *)a->gains, (const char *const *)b->gains);
}

static uint32_t
common_length(const CtPath *path, uint32_t i, const CtPath *shown, uint32_t k)
{
    uint32_t n = 0;

    while (i + n < path->n_steps && k + n < shown->n_steps &&
           ct_text_same_step(&path->steps[i + n], &shown->steps[k + n]))
        n++;
    return n;
}

uint32_t
ct_text_find_stretch(const CtGoalFinding *shown,
                     uint32_t n_shown,
                     const CtPath *path,
                     uint32_t i,
                     const CtGoalFinding **ret_goal,
                     uint32_t *ret_from)
{
    uint32_t longest = 0;

    for (uint32_t g = 0; g < n_shown; g++) {
        const CtGoalFinding *goal = &shown[g];

        for (uint32_t k = 0; goal->n_paths > 0 && k < goal->paths[0].n_steps; k++) {
            uint32_t n = common_length(path, i, &goal->paths[0], k);

            if (n > longest) {
                longest = n;
                *ret_goal = goal;
                *ret_from = k;
            }
        }
    }
    return longest;
}

/* Steps told one by one, those that are done again and again once; the step after them. */
static uint32_t
put_steps(const CtTextReport *report, const CtPath *path, uint32_t i)
{
    uint32_t period = 1;
    uint32_t more = report->options->all ? 0 : ct_text_alike_steps(path, i, &period);

    for (uint32_t k = 0; k < period; k++, i++)
        ct_text_step(report, i + 1, &path->steps[i], true);
    if (more > 0)
        ct_text_alike_line(report, path, i, more, period);
    return i + more;
}

/* Steps from @i on, as many as one way of telling them takes: those that another goal's way has,
 * too, are referred to. The step after them. */
static uint32_t
put_stretch(const CtTextReport *report, const CtPath *path, uint32_t i)
{
    const CtGoalFinding *goal = NULL;
    uint32_t from = 0;
    uint32_t n = report->options->all
                     ? 0
                     : ct_text_find_stretch(report->shown, report->n_shown, path, i, &goal, &from);

    if (n < CT_TEXT_SHORTEST_STRETCH)
        return put_steps(report, path, i);

    g_autofree char *text = g_strdup_printf("to %u: the same as steps %u to %u of the way to %s",
                                            i + n, from + 1, from + n, goal->id);

    ct_out_printf(report->out, "%3u  ", i + 1);
    ct_text_style(report->out, report->options->color, CT_STYLE_DIM, text);
    ct_out_put(report->out, "\n");
    return i + n;
}

static void
put_left_out(const CtTextReport *report, uint32_t first, uint32_t next)
{
    g_autofree char *text =
        g_strdup_printf("%3u  to %u: left out here (--verbose shows all)\n", first + 1, next);

    ct_text_style(report->out, report->options->color, CT_STYLE_DIM, text);
}

void
ct_text_path(const CtTextReport *report, const CtPath *path)
{
    uint32_t n = path->n_steps;
    bool is_long = n > MOST_STEPS && !report->options->all;
    uint32_t told = 0;

    for (uint32_t i = 0; i < n; told++) {
        if (is_long && told == FIRST_STEPS && i < n - LAST_STEPS) {
            put_left_out(report, i, n - LAST_STEPS);
            i = n - LAST_STEPS;
        }
        i = put_stretch(report, path, i);
    }
}

char *
ct_text_way(const CtPath *path)
{
    g_autofree char *cost = ct_text_path_cost(path);
    GString *chain = g_string_new(cost);

    g_string_append(chain, ":");
    for (uint32_t i = 0, n; i < path->n_steps; i += n) {
        const char *technique = path->steps[i].technique;

        n = 1;
        while (i + n < path->n_steps && strcmp(technique, path->steps[i + n].technique) == 0)
            n++;
        g_string_append_printf(chain, "%s %s", i > 0 ? " →" : "", technique);
        if (n > 1)
            g_string_append_printf(chain, " ×%u", n);
    }
    return g_string_free(chain, FALSE);
}

void
ct_text_other_ways(const CtTextReport *report, const CtGoalFinding *goal)
{
    g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func(g_free);
    uint32_t alike = 0;

    for (uint32_t i = 0; i < goal->n_paths; i++) {
        g_autofree char *way = ct_text_way(&goal->paths[i]);
        g_autofree char *label = g_strdup_printf("%3u", i + 1);

        if (i > 0 && !report->options->all &&
            g_ptr_array_find_with_equal_func(told, way, g_str_equal, NULL)) {
            alike++;
            continue;
        }
        if (i > 0 && told->len == 1)
            ct_out_put(report->out, "  Other ways\n");
        if (i > 0)
            ct_text_reason(report, 0, label, CT_STYLE_PLAIN, way, NULL);
        if (i > 0 && report->options->all)
            ct_text_path(report, &goal->paths[i]);
        g_ptr_array_add(told, g_steal_pointer(&way));
    }
    if (alike > 0)
        ct_out_printf(report->out, "  %u more differ%s only in the assets they use\n", alike,
                      alike == 1 ? "s" : "");
}

static void
put_near_miss(const CtTextReport *report, const CtNearMiss *miss)
{
    g_autofree char *place = ct_dossier_pos_text(report->dossier, miss->pos);
    g_autofree char *others =
        miss->n_alike > 1 ? g_strdup_printf(" (and %u alike)", miss->n_alike - 1) : g_strdup("");
    g_autofree char *title =
        miss->technique != NULL
            ? g_strdup_printf("%s %s on %s%s", miss->technique, miss->title, miss->target, others)
            : g_strdup_printf("%s%s", miss->target, others);

    ct_text_reason(report, 2, "·", CT_STYLE_PLAIN, title, NULL);
    ct_text_reason(report, STEP_INDENT, miss->lacks_fact ? "needs" : "but  ", CT_STYLE_DIM,
                   miss->missing, place);
}

/* Whether one before it reads the same: to run as a user and as administrator may lack one thing.
 */
static bool
is_told(const CtGoalFinding *goal, uint32_t i)
{
    const CtNearMiss *miss = &goal->near_misses[i];

    for (uint32_t k = 0; k < i; k++) {
        const CtNearMiss *other = &goal->near_misses[k];

        if (g_strcmp0(other->technique, miss->technique) == 0 &&
            g_strcmp0(other->target, miss->target) == 0 &&
            g_strcmp0(other->missing, miss->missing) == 0 && other->n_alike == miss->n_alike &&
            ct_text_same_place(other->pos, miss->pos))
            return true;
    }
    return false;
}

void
ct_text_near_misses(const CtTextReport *report, const CtGoalFinding *goal)
{
    uint32_t most = report->options->all ? UINT32_MAX : MOST_NEAR_MISSES, told = 0;

    if (goal->n_near_misses == 0) {
        ct_out_put(report->out,
                   "  Nothing is close: no step toward it lacks only one condition.\n");
        return;
    }
    ct_out_put(report->out, "  One condition short of it, each by itself:\n");
    for (uint32_t i = 0; i < goal->n_near_misses; i++) {
        if (is_told(goal, i))
            continue;
        if (told++ < most)
            put_near_miss(report, &goal->near_misses[i]);
    }
    if (told > most)
        ct_out_printf(report->out, "  and %u more; --verbose shows them\n", told - most);
}
