/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/diff.h"

#include "report/diff_parts.h"
#include "report/text_parts.h"

#include <inttypes.h>
enum { MOST_FACTS = 20, MOST_FAILURES = 10 };

typedef struct Diff {
    CtTextReport report;
    const CtComparison *comparison;
    const CtCompareSide *before, *after;
} Diff;

/* --- verdict --- */

static void
put_line(const Diff *diff, const char *label, CtStyle style, const char *text)
{
    if (*text != '\0')
        ct_text_reason(&diff->report, 2, label, style, text, NULL);
}

static void
put_verdict(const Diff *diff)
{
    g_autofree char *worse = ct_diff_worse_text(diff->comparison);
    g_autofree char *better = ct_diff_better_text(diff->comparison);

    if (*worse == '\0' && *better == '\0')
        ct_text_reason(&diff->report, 2, "=", CT_STYLE_PLAIN,
                       "nothing that is measured here has changed", NULL);
    put_line(diff, "✗ worse ", CT_STYLE_BAD, worse);
    put_line(diff, "✓ better", CT_STYLE_GOOD, better);
}

/* --- goals --- */

static void
put_goals(const Diff *diff)
{
    const CtComparison *comparison = diff->comparison;
    const char *const headers[] = {"goal", "before", "after",
                                   comparison->is_paired ? "chance, after less before" : NULL,
                                   NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, diff->report.options->width);

    if (comparison->n_goals == 0)
        return;
    ct_text_heading(&diff->report, "Goals");
    for (uint32_t i = 0; i < comparison->n_goals; i++) {
        const CtGoalChange *goal = &comparison->goals[i];
        g_autofree char *points = ct_diff_points_text(goal->success);
        const char *sign = goal->change == CT_CHANGE_WORSE    ? "✗ "
                           : goal->change == CT_CHANGE_BETTER ? "✓ "
                                                              : "  ";
        g_autofree char *after = g_strconcat(sign, ct_diff_answer_text(goal->after), NULL);
        const char *const cells[] = {goal->id, ct_diff_answer_text(goal->before), after, points};

        ct_text_table_add(table, cells);
    }
    ct_text_table_write(table, diff->report.out, diff->report.options->color);
    if (comparison->unpaired_why != NULL) {
        g_autofree char *text = g_strdup_printf("Replications are not compared one by one: %s.",
                                                comparison->unpaired_why);

        ct_text_reason(&diff->report, 2, "", CT_STYLE_DIM, text, NULL);
    }
}

/* --- facts --- */

static void
put_facts(const Diff *diff)
{
    const CtComparison *comparison = diff->comparison;
    uint32_t most = diff->report.options->all ? UINT32_MAX : MOST_FACTS;

    if (comparison->n_facts == 0)
        return;
    ct_text_heading(&diff->report, "What the attacker gets");
    for (uint32_t i = 0; i < MIN(most, comparison->n_facts); i++) {
        const CtFactChange *fact = &comparison->facts[i];
        bool is_gained = fact->after > fact->before;
        g_autofree char *text = fact->before <= 1 && fact->after <= 1
                                    ? g_strdup(fact->text)
                                    : g_strdup_printf("%s: %" PRIu64 " before, %" PRIu64 " after",
                                                      fact->text, fact->before, fact->after);

        ct_text_reason(&diff->report, 2, is_gained ? "+" : "−",
                       is_gained ? CT_STYLE_BAD : CT_STYLE_GOOD, text, NULL);
    }
    if (comparison->n_facts > most) {
        g_autofree char *more =
            g_strdup_printf("and %u more (--verbose shows all)", comparison->n_facts - most);

        ct_text_reason(&diff->report, 2, "", CT_STYLE_PLAIN, more, NULL);
    }
}

/* --- failures --- */

static void
put_failures(const Diff *diff,
             const CtSegFailure *const *failures,
             uint32_t n,
             const CtDossier *dossier,
             bool is_gained)
{
    uint32_t most = diff->report.options->all ? UINT32_MAX : MOST_FAILURES;

    for (uint32_t i = 0; i < MIN(most, n); i++) {
        const CtSegFailure *failure = failures[i];
        g_autofree char *text =
            g_strdup_printf("%s, %s: %s", failure->id,
                            ct_seg_severity_text((CtSegSeverity)failure->severity), failure->what);
        g_autofree char *place = ct_dossier_pos_text(dossier, failure->pos);

        ct_text_reason(&diff->report, 2, is_gained ? "+" : "−",
                       is_gained ? CT_STYLE_BAD : CT_STYLE_GOOD, text, place);
    }
    if (n > most) {
        g_autofree char *more = g_strdup_printf("and %u more %s (--verbose shows all)", n - most,
                                                is_gained ? "gained" : "gone");

        ct_text_reason(&diff->report, 2, "", CT_STYLE_PLAIN, more, NULL);
    }
}

/* --- standards --- */

static void
put_verdicts(const Diff *diff)
{
    const CtComparison *comparison = diff->comparison;

    if (comparison->n_verdicts == 0)
        return;
    ct_text_heading(&diff->report, "Requirements");
    for (uint32_t i = 0; i < comparison->n_verdicts; i++) {
        const CtVerdictChange *change = &comparison->verdicts[i];
        g_autofree char *text =
            g_strdup_printf("%s %s, %s: %s before, %s after%s%s", change->standard,
                            change->after->id, change->after->title,
                            ct_ruling_text((CtRuling)change->before->ruling),
                            ct_ruling_text((CtRuling)change->after->ruling),
                            change->after->reason != NULL ? ": " : "",
                            change->after->reason != NULL ? change->after->reason : "");

        ct_text_reason(&diff->report, 2,
                       change->change == CT_CHANGE_WORSE    ? "✗"
                       : change->change == CT_CHANGE_BETTER ? "✓"
                                                            : "?",
                       change->change == CT_CHANGE_WORSE    ? CT_STYLE_BAD
                       : change->change == CT_CHANGE_BETTER ? CT_STYLE_GOOD
                                                            : CT_STYLE_WARN,
                       text, NULL);
    }
}

/* --- figures --- */

static void
put_kpis(const Diff *diff)
{
    const char *const headers[] = {"figure", "before", "after", "", NULL};
    const CtComparison *comparison = diff->comparison;
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, diff->report.options->width);
    uint32_t n = 0;

    for (uint32_t i = 0; i < comparison->n_kpis; i++) {
        const CtKpiChange *change = &comparison->kpis[i];
        if (!ct_diff_has_moved(change) && !diff->report.options->all)
            continue;
        const CtKpiInfo *info =
            change->after != NULL ? &change->after->info : &change->before->info;
        g_autofree char *before = ct_diff_value_text(change->before);
        g_autofree char *after = ct_diff_value_text(change->after);
        g_autofree char *moved = ct_diff_figure_text(change);
        g_autofree char *verdict = g_strconcat(change->change == CT_CHANGE_BETTER  ? "✓ "
                                               : change->change == CT_CHANGE_WORSE ? "✗ "
                                                                                   : "  ",
                                               moved, NULL);
        const char *const cells[] = {info->id, before, after, verdict};

        ct_text_table_add(table, cells);
        n++;
    }
    if (n == 0)
        return;
    ct_text_heading(&diff->report, "Key figures");
    ct_text_table_write(table, diff->report.out, diff->report.options->color);
}

void
ct_report_diff_text(CtOut *out,
                    const CtComparison *comparison,
                    const CtCompareSide *before,
                    const CtCompareSide *after,
                    const CtDiffNames *names,
                    const CtTextOptions *options)
{
    Diff diff = {.report = {.out = out, .dossier = after->dossier, .options = options},
                 .comparison = comparison,
                 .before = before,
                 .after = after};

    ct_text_reason(&diff.report, 0, "before", CT_STYLE_BOLD, names->before, NULL);
    ct_text_reason(&diff.report, 0, "after ", CT_STYLE_BOLD, names->after, NULL);
    ct_out_put(out, "\n");
    put_verdict(&diff);
    if (options->brief)
        return;
    put_goals(&diff);
    put_facts(&diff);
    if (comparison->n_gained + comparison->n_lost > 0) {
        ct_text_heading(&diff.report, "Segmentation failures");
        put_failures(&diff, comparison->gained, comparison->n_gained, after->dossier, true);
        put_failures(&diff, comparison->lost, comparison->n_lost, before->dossier, false);
    }
    put_verdicts(&diff);
    put_kpis(&diff);
}
