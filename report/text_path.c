/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text report: a path, and the lack of one. */
#include "report/text_parts.h"

#include "attacks/technique.h"

#include <string.h>

enum { STEP_INDENT = 5, ENDS_COLUMN = 50, MOST_NEAR_MISSES = 5 };

char *
ct_text_path_cost(const CtPath *path)
{
    g_autofree char *time = ct_text_duration(path->cost.time_ms);
    g_autofree char *steps = ct_text_plural(path->cost.steps, "step", "steps");
    g_autofree char *crossings =
        ct_text_plural(path->n_crossings, "zone boundary", "zone boundaries");

    return g_strdup_printf("%s · %s · %s · skill %s", steps, crossings, time,
                           ct_skill_text((CtSkill)path->cost.skill));
}

/* "because" for what the topology says, "assumed" for what it leaves unsaid. */
static const char *
label_of(uint8_t kind)
{
    return kind == CT_WHY_ASSUMED ? "assumed" : "because";
}

static void
put_reasons(const CtTextReport *report, const CtPathStep *step)
{
    for (uint32_t i = 0; i < step->n_why; i++) {
        const CtWhy *why = &step->why[i];
        g_autofree char *place = ct_dossier_pos_text(report->dossier, why->pos);

        if (why->kind == CT_WHY_DERIVED && !report->options->all)
            continue;
        ct_text_reason(report, STEP_INDENT, label_of(why->kind),
                       why->kind == CT_WHY_ASSUMED ? CT_STYLE_WARN : CT_STYLE_DIM, why->text,
                       place);
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

static void
put_step(const CtTextReport *report, uint32_t number, const CtPathStep *step)
{
    CtOut *out = report->out;
    bool color = report->options->color;
    g_autofree char *id = g_strdup_printf("%-9s  ", step->technique);
    g_autofree char *gains = g_strjoinv(", ", (char **)step->gains);

    ct_out_printf(out, "%3u  ", number);
    ct_text_style(out, color, step->is_outcome ? CT_STYLE_BAD : CT_STYLE_ACCENT, id);
    ct_text_style(out, color, CT_STYLE_BOLD, step->title);
    put_ends(report, step, STEP_INDENT + ct_text_columns(id) + ct_text_columns(step->title));
    if (*gains != '\0')
        ct_text_reason(report, STEP_INDENT, "gains  ", CT_STYLE_PLAIN, gains, NULL);
    put_reasons(report, step);
}

void
ct_text_path(const CtTextReport *report, const CtPath *path)
{
    for (uint32_t i = 0; i < path->n_steps; i++)
        put_step(report, i + 1, &path->steps[i]);
}

void
ct_text_path_brief(const CtTextReport *report, uint32_t number, const CtPath *path)
{
    g_autofree char *cost = ct_text_path_cost(path);
    g_autofree char *label = g_strdup_printf("%3u", number);
    GString *chain = g_string_new(cost);

    g_string_append(chain, ":");
    for (uint32_t i = 0; i < path->n_steps; i++)
        g_string_append_printf(chain, "%s %s", i > 0 ? " →" : "", path->steps[i].technique);
    g_autofree char *text = g_string_free(chain, FALSE);

    ct_text_reason(report, 0, label, CT_STYLE_PLAIN, text, NULL);
}

void
ct_text_near_misses(const CtTextReport *report, const CtGoalFinding *goal)
{
    uint32_t most =
        report->options->all ? goal->n_near_misses : MIN(goal->n_near_misses, MOST_NEAR_MISSES);

    if (goal->n_near_misses == 0) {
        ct_out_put(report->out,
                   "  Nothing is close: no step toward it lacks only one condition.\n");
        return;
    }
    ct_out_put(report->out, "  One condition short:\n");
    for (uint32_t i = 0; i < most; i++) {
        const CtNearMiss *miss = &goal->near_misses[i];
        g_autofree char *place = ct_dossier_pos_text(report->dossier, miss->pos);
        g_autofree char *title =
            miss->technique != NULL
                ? g_strdup_printf("%s %s on %s", miss->technique, miss->title, miss->target)
                : g_strdup_printf("%s", miss->target);

        ct_text_reason(report, 2, "·", CT_STYLE_PLAIN, title, NULL);
        ct_text_reason(report, STEP_INDENT, "missing", CT_STYLE_DIM, miss->missing, place);
    }
    if (most < goal->n_near_misses)
        ct_out_printf(report->out, "  and %u more; --verbose shows them\n",
                      goal->n_near_misses - most);
}
