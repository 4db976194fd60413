/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of `paths`: a table of the ways with their costs, then for each way but the first what
 * tells it from the first, then the steps of each, a line a step; reasons where all is asked for.
 */
#include "report/paths.h"

#include "report/text_parts.h"

#include "attacks/technique.h"

#include <inttypes.h>
#include <string.h>

enum { SHORTEST_STRETCH = 3, MOST_DIFFERENCES = 6 };

static void
put_table(const CtTextReport *report, const CtGoalFinding *goal)
{
    static const char *const headers[] = {"way",       "steps", "effort", "time",  "works",
                                          "unnoticed", "skill", "assets", "zones", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, report->options->width);

    for (uint32_t i = 0; i < goal->n_paths; i++) {
        const CtPath *path = &goal->paths[i];
        g_autofree char *way = g_strdup_printf("%u", i + 1);
        g_autofree char *steps = g_strdup_printf("%u", path->cost.steps);
        g_autofree char *effort = ct_text_effort(path->cost.effort_hours);
        g_autofree char *time = ct_text_duration(path->cost.time_ms);
        g_autofree char *works = ct_text_chance(path->cost.probability);
        g_autofree char *unseen = ct_text_chance(path->cost.stealth);
        g_autofree char *hops = g_strdup_printf("%u", path->n_hops);
        g_autofree char *zones = g_strdup_printf("%u", path->n_crossings + 1);
        const char *cells[] = {
            way,  steps, effort, time, works, unseen, ct_skill_text((CtSkill)path->cost.skill),
            hops, zones};

        ct_text_table_add(table, cells);
    }
    for (unsigned column = 0; column <= 8; column++)
        if (column != 6)
            ct_text_table_set_right(table, column);
    ct_text_table_write(table, report->out, report->options->color);
}

static bool
same_ends(const CtPathStep *a, const CtPathStep *b)
{
    return g_strcmp0(a->technique, b->technique) == 0 && g_strcmp0(a->from, b->from) == 0 &&
           g_strcmp0(a->to, b->to) == 0;
}

static bool
has_reason(const CtPathStep *step, const CtWhy *why)
{
    for (uint32_t i = 0; i < step->n_why; i++)
        if (step->why[i].kind == why->kind && strcmp(step->why[i].text, why->text) == 0)
            return true;
    return false;
}

/* The first reason of @step that @other has not, what it uses before all else; NULL: none. What
 * follows by itself from what is gained is no reason of its own. */
static const char *
own_reason(const CtPathStep *step, const CtPathStep *other)
{
    const char *any = NULL;

    for (uint32_t i = 0; i < step->n_why; i++) {
        if (step->why[i].kind == CT_WHY_DERIVED || has_reason(other, &step->why[i]))
            continue;
        if (step->why[i].kind == CT_WHY_NEEDS)
            return step->why[i].text;
        if (any == NULL)
            any = step->why[i].text;
    }
    return any;
}

/* The same to whoever reads it, reasons included. */
static bool
same_step(const CtPathStep *a, const CtPathStep *b)
{
    return ct_text_same_step(a, b) && own_reason(a, b) == NULL && own_reason(b, a) == NULL;
}

static bool
has_step(const CtPath *path, const CtPathStep *step)
{
    for (uint32_t i = 0; i < path->n_steps; i++)
        if (same_step(&path->steps[i], step))
            return true;
    return false;
}

/* Whether both do the same in the same order, if to other assets. */
static bool
is_parallel(const CtPath *a, const CtPath *b)
{
    if (a->n_steps != b->n_steps)
        return false;
    for (uint32_t i = 0; i < a->n_steps; i++)
        if (g_strcmp0(a->steps[i].technique, b->steps[i].technique) != 0 ||
            g_strcmp0(a->steps[i].rule, b->steps[i].rule) != 0)
            return false;
    return true;
}

/* "x in place of y", once. */
static void
add_swap(GPtrArray *swaps, const char *was, const char *is)
{
    g_autofree char *text = NULL;

    if (g_strcmp0(was, is) == 0 || was == NULL || is == NULL)
        return;
    text = g_strdup_printf("%s in place of %s", is, was);
    if (!g_ptr_array_find_with_equal_func(swaps, text, g_str_equal, NULL))
        g_ptr_array_add(swaps, g_steal_pointer(&text));
}

static void
list_swaps(const CtPath *first, const CtPath *path, GPtrArray *texts)
{
    for (uint32_t i = 0; i < path->n_steps; i++) {
        const CtPathStep *was = &first->steps[i], *is = &path->steps[i];

        add_swap(texts, was->from, is->from);
        add_swap(texts, was->to, is->to);
        for (uint32_t k = 0; was->gains[k] != NULL && is->gains[k] != NULL; k++)
            if (g_strcmp0(was->to, is->to) == 0 && g_strcmp0(was->from, is->from) == 0)
                add_swap(texts, was->gains[k], is->gains[k]);
    }
}

/* "T1078 Valid Accounts: a → b"; free with g_free(). */
static char *
step_text(const CtPathStep *step)
{
    if (step->from != NULL && strcmp(step->from, step->to) != 0)
        return g_strdup_printf("%s %s: %s → %s", step->technique, step->title, step->from,
                               step->to);
    return g_strdup_printf("%s %s: %s", step->technique, step->title, step->to);
}

/* What @path, which has not @step, has with the same ends in its place; NULL: nothing. */
static const CtPathStep *
find_counterpart(const CtPath *path, const CtPath *of, const CtPathStep *step)
{
    for (uint32_t i = 0; i < path->n_steps; i++)
        if (same_ends(&path->steps[i], step) && !has_step(of, &path->steps[i]))
            return &path->steps[i];
    return NULL;
}

/* What @is gains or rests on where @was, with the same ends, does otherwise. */
static void
add_change(GPtrArray *texts, const CtPathStep *was, const CtPathStep *is)
{
    g_autofree char *step = step_text(is);
    g_autofree char *old_gains = g_strjoinv(", ", (char **)was->gains);
    g_autofree char *new_gains = g_strjoinv(", ", (char **)is->gains);
    const char *new_reason = own_reason(is, was), *old_reason = own_reason(was, is);

    if (strcmp(old_gains, new_gains) != 0)
        g_ptr_array_add(texts,
                        g_strdup_printf("%s gains %s in place of %s", step, new_gains, old_gains));
    else if (new_reason != NULL && old_reason != NULL)
        g_ptr_array_add(texts,
                        g_strdup_printf("%s, by %s in place of %s", step, new_reason, old_reason));
    else if (new_reason != NULL)
        g_ptr_array_add(texts, g_strdup_printf("%s, also by %s", step, new_reason));
    else
        g_ptr_array_add(texts, g_strdup_printf("%s, without %s", step, old_reason));
}

/* Steps of @path that @other has not, but for those that have a counterpart there. */
static void
list_own(const CtPath *path, const CtPath *other, const char *sign, GPtrArray *texts)
{
    for (uint32_t i = 0; i < path->n_steps; i++) {
        const CtPathStep *step = &path->steps[i];

        if (has_step(other, step) || find_counterpart(other, path, step) != NULL)
            continue;
        g_autofree char *text = step_text(step);
        g_ptr_array_add(texts, g_strdup_printf("%s %s", sign, text));
    }
}

static void
list_changes(const CtPath *first, const CtPath *path, GPtrArray *texts)
{
    for (uint32_t i = 0; i < path->n_steps; i++) {
        const CtPathStep *step = &path->steps[i];
        const CtPathStep *was = has_step(first, step) ? NULL : find_counterpart(first, path, step);

        if (was != NULL)
            add_change(texts, was, step);
    }
}

static void
put_difference(const CtTextReport *report, const CtGoalFinding *goal, uint32_t way)
{
    const CtPath *first = &goal->paths[0], *path = &goal->paths[way];
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *number = g_strdup_printf("%3u", way + 1);
    uint32_t most;

    if (is_parallel(first, path))
        list_swaps(first, path, texts);
    if (texts->len == 0) {
        list_own(path, first, "with", texts);
        list_own(first, path, "without", texts);
        list_changes(first, path, texts);
    }
    if (texts->len == 0)
        g_ptr_array_add(texts, g_strdup("the same steps in another order"));
    most = report->options->all ? texts->len : MIN(texts->len, MOST_DIFFERENCES);
    for (uint32_t i = 0; i < most; i++)
        ct_text_reason(report, 0, i == 0 ? number : "   ", CT_STYLE_PLAIN,
                       g_ptr_array_index(texts, i), NULL);
    if (most < texts->len)
        ct_out_printf(report->out, "     and %u more\n", texts->len - most);
}

/* The longest stretch of way @way from step @i that stands in a way above. */
static uint32_t
find_stretch(
    const CtGoalFinding *goal, uint32_t way, uint32_t i, uint32_t *ret_way, uint32_t *ret_from)
{
    const CtPath *path = &goal->paths[way];
    uint32_t longest = 0;

    for (uint32_t w = 0; w < way; w++)
        for (uint32_t k = 0; k < goal->paths[w].n_steps; k++) {
            uint32_t n = 0;

            while (i + n < path->n_steps && k + n < goal->paths[w].n_steps &&
                   same_step(&path->steps[i + n], &goal->paths[w].steps[k + n]))
                n++;
            if (n > longest) {
                longest = n;
                *ret_way = w;
                *ret_from = k;
            }
        }
    return longest;
}

/* Where the line of a new step looks like one before it: what tells the two. */
static void
put_mark(const CtTextReport *report, const CtGoalFinding *goal, uint32_t way, uint32_t i)
{
    const CtPathStep *step = &goal->paths[way].steps[i];
    g_autofree char *gains = g_strjoinv(", ", (char **)step->gains);

    for (uint32_t w = 0; w < way; w++)
        if (has_step(&goal->paths[w], step))
            return;
    for (uint32_t w = 0; w <= way; w++)
        for (uint32_t k = 0; k < (w < way ? goal->paths[w].n_steps : i); k++) {
            const CtPathStep *above = &goal->paths[w].steps[k];

            if (!same_ends(above, step) || same_step(above, step))
                continue;
            if (!ct_text_same_step(above, step))
                ct_text_reason(report, 5, "gains", CT_STYLE_DIM, gains, NULL);
            else if (own_reason(step, above) != NULL)
                ct_text_reason(report, 5, "by", CT_STYLE_DIM, own_reason(step, above), NULL);
            else
                continue;
            return;
        }
}

/* Steps told one by one, those that are done again and again once; the step after them. */
static uint32_t
put_told(const CtTextReport *report, const CtGoalFinding *goal, uint32_t way, uint32_t i)
{
    const CtPath *path = &goal->paths[way];
    bool all = report->options->all;
    uint32_t period = 1;
    uint32_t more = all ? 0 : ct_text_alike_steps(path, i, &period);

    for (uint32_t k = 0; k < period; k++, i++) {
        ct_text_step(report, i + 1, &path->steps[i], all);
        if (!all)
            put_mark(report, goal, way, i);
    }
    if (more > 0)
        ct_text_alike_line(report, path, i, more, period);
    return i + more;
}

static void
put_steps(const CtTextReport *report, const CtGoalFinding *goal, uint32_t way)
{
    const CtPath *path = &goal->paths[way];

    if (path->n_steps == 0)
        ct_out_put(report->out, "  Nothing to do: it is his from the start.\n");
    for (uint32_t i = 0; i < path->n_steps;) {
        uint32_t above = 0, from = 0;
        uint32_t n = report->options->all ? 0 : find_stretch(goal, way, i, &above, &from);

        if (n < SHORTEST_STRETCH) {
            i = put_told(report, goal, way, i);
            continue;
        }
        g_autofree char *text =
            g_strdup_printf("%3u  to %u: the same as steps %u to %u of way %u\n", i + 1, i + n,
                            from + 1, from + n, above + 1);

        ct_text_style(report->out, report->options->color, CT_STYLE_DIM, text);
        i += n;
    }
}

static void
put_ways(const CtTextReport *report, const CtGoalFinding *goal)
{
    g_autofree char *title = g_strdup_printf("%s: %u %s by %s%s", goal->id, goal->n_paths,
                                             goal->n_paths == 1 ? "way" : "best ways",
                                             ct_cost_text((CtCost)goal->ordered_by),
                                             goal->optimal ? "" : " as far as known");

    ct_text_heading(report, title);
    ct_text_limit(report, goal);
    put_table(report, goal);
    if (goal->n_paths > 1)
        ct_text_heading(report, "What tells them from way 1");
    for (uint32_t way = 1; way < goal->n_paths; way++)
        put_difference(report, goal, way);
    for (uint32_t way = 0; !report->options->brief && way < goal->n_paths; way++) {
        g_autofree char *heading = g_strdup_printf("Way %u to %s", way + 1, goal->id);

        ct_text_heading(report, heading);
        put_steps(report, goal, way);
    }
}

static void
put_undecided(const CtTextReport *report, const CtGoalFinding *goal)
{
    g_autofree char *title = g_strdup_printf("%s: undecided", goal->id);

    ct_text_heading(report, title);
    if (goal->unknown_why != NULL)
        ct_text_reason(report, 2, "", CT_STYLE_WARN, goal->unknown_why, NULL);
}

void
ct_report_paths_text(CtOut *out, const CtDossier *dossier, const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .dossier = dossier, .options = options};

    ct_text_head(&report);
    for (uint32_t i = 0; i < dossier->n_attackers; i++) {
        const CtAttackerFinding *attacker = &dossier->attackers[i];

        ct_text_attacker(&report, attacker);
        for (uint32_t k = 0; k < attacker->n_goals; k++) {
            const CtGoalFinding *goal = &attacker->goals[k];

            if (goal->reachable == CT_ANSWER_YES)
                put_ways(&report, goal);
            else if (goal->reachable == CT_ANSWER_UNKNOWN)
                put_undecided(&report, goal);
            else
                ct_text_goal(&report, goal);
        }
    }
}
