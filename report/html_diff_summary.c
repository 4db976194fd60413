/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first screen of two designs side by side: is it better, and what moved first. */
#include "report/html_diff_parts.h"

#include "report/diff_parts.h"
#include "report/text_parts.h"

enum { MOST_FIRST = 3 };

void
ct_html_diff_place(const CtHtml *html, const CtDossier *dossier, CtPos pos)
{
    g_autofree char *place = ct_dossier_pos_text(dossier, pos);

    if (place != NULL)
        ct_xml_put(html->xml, "span", "place", place);
}

static const char *
lead_of(bool is_worse, bool is_better)
{
    if (is_worse && is_better)
        return "The second design is better in some respects and worse in others.";
    if (is_worse)
        return "The second design is worse, and in nothing that is measured here better.";
    if (is_better)
        return "The second design is better, and in nothing that is measured here worse.";
    return "Nothing that is measured here has changed.";
}

static void
put_verdict(const CtHtmlDiff *diff)
{
    g_autofree char *worse = ct_diff_worse_text(diff->comparison);
    g_autofree char *better = ct_diff_better_text(diff->comparison);
    CtXml *xml = diff->html.xml;

    ct_html_paragraph(&diff->html, "lead", lead_of(*worse != '\0', *better != '\0'));
    if (*worse != '\0') {
        ct_xml_begin(xml, "p");
        ct_html_mark(&diff->html, CT_HTML_BAD, "worse");
        ct_xml_textf(xml, " %s", worse);
        ct_xml_end(xml);
    }
    if (*better != '\0') {
        ct_xml_begin(xml, "p");
        ct_html_mark(&diff->html, CT_HTML_GOOD, "better");
        ct_xml_textf(xml, " %s", better);
        ct_xml_end(xml);
    }
}

/* What moved, in the order of weight: goals, then failures, then requirements. */
typedef struct First {
    const CtHtmlDiff *diff;
    bool is_worse;
    uint32_t n;
} First;

static bool
begin_first(First *first)
{
    if (first->n == MOST_FIRST)
        return false;
    if (first->n++ == 0) {
        ct_xml_put(first->diff->html.xml, "h3", NULL,
                   first->is_worse ? "What got worse" : "What got better");
        ct_xml_begin_class(first->diff->html.xml, "ol", "acts");
    }
    ct_xml_begin(first->diff->html.xml, "li");
    return true;
}

static void
put_first_failures(First *first)
{
    const CtComparison *comparison = first->diff->comparison;
    uint32_t n = first->is_worse ? comparison->n_gained : comparison->n_lost;
    const CtDossier *dossier =
        first->is_worse ? first->diff->after->dossier : first->diff->before->dossier;

    for (uint32_t i = 0; i < n && begin_first(first); i++) {
        const CtSegFailure *failure = first->is_worse ? comparison->gained[i] : comparison->lost[i];

        ct_xml_put(first->diff->html.xml, "strong", NULL, failure->what);
        ct_xml_putf(first->diff->html.xml, "span", "why", "segmentation failure %s: %s",
                    first->is_worse ? "gained" : "gone", failure->id);
        ct_html_diff_place(&first->diff->html, dossier, failure->pos);
        ct_xml_end(first->diff->html.xml);
    }
}

/* Figures, those with a target that fell or was met before the others. */
static void
put_first_figures(First *first, CtChange change)
{
    const CtComparison *comparison = first->diff->comparison;
    CtXml *xml = first->diff->html.xml;

    for (int of_target = 1; of_target >= 0; of_target--)
        for (uint32_t i = 0; i < comparison->n_kpis; i++) {
            const CtKpiChange *kpi = &comparison->kpis[i];
            bool is_of_target = first->is_worse ? kpi->is_newly_missed : kpi->is_no_longer_missed;

            if (is_of_target != (of_target == 1) || (!is_of_target && kpi->change != change) ||
                !begin_first(first))
                continue;
            g_autofree char *before = ct_diff_value_text(kpi->before);
            g_autofree char *after = ct_diff_value_text(kpi->after);

            ct_xml_put(xml, "strong", NULL,
                       kpi->after != NULL ? kpi->after->info.name : kpi->before->info.name);
            ct_xml_putf(xml, "span", "why", "%s before, %s after%s", before, after,
                        !is_of_target     ? ""
                        : first->is_worse ? ": target missed"
                                          : ": target no longer missed");
            ct_xml_end(xml);
        }
}

static void
put_first(const CtHtmlDiff *diff, CtChange change)
{
    First first = {.diff = diff, .is_worse = change == CT_CHANGE_WORSE};
    const CtComparison *comparison = diff->comparison;
    CtXml *xml = diff->html.xml;

    for (uint32_t i = 0; i < comparison->n_goals; i++)
        if (comparison->goals[i].change == change && begin_first(&first)) {
            const CtGoalChange *goal = &comparison->goals[i];

            ct_xml_put(xml, "strong", NULL, goal->id);
            ct_xml_putf(xml, "span", "why", "goal: %s before, %s after",
                        ct_diff_answer_text(goal->before), ct_diff_answer_text(goal->after));
            ct_xml_end(xml);
        }
    put_first_failures(&first);
    for (uint32_t i = 0; i < comparison->n_verdicts; i++)
        if (comparison->verdicts[i].change == change && begin_first(&first)) {
            const CtVerdictChange *verdict = &comparison->verdicts[i];

            ct_xml_putf(xml, "strong", NULL, "%s %s, %s", verdict->standard, verdict->after->id,
                        verdict->after->title);
            ct_xml_put(xml, "span", "why", verdict->after->reason);
            ct_xml_end(xml);
        }
    put_first_figures(&first, change);
    if (first.n > 0)
        ct_xml_end(xml);
}

static void
put_side(const CtHtmlDiff *diff, const char *which, const char *name, const CtCompareSide *side)
{
    g_autofree char *size = ct_text_size(side->dossier);
    CtXml *xml = diff->html.xml;

    ct_xml_put(xml, "dt", NULL, which);
    ct_xml_begin(xml, "dd");
    ct_xml_put(xml, "strong", NULL, name);
    ct_xml_put(xml, "small", NULL, size);
    if (side->statistics != NULL)
        ct_xml_putf(xml, "small", NULL,
                    "%" G_GUINT64_FORMAT " replications, seed %" G_GUINT64_FORMAT,
                    side->statistics->n, side->statistics->seed);
    else
        ct_xml_put(xml, "small", NULL, "not simulated");
    ct_xml_end(xml);
}

void
ct_html_diff_summary(const CtHtmlDiff *diff)
{
    CtXml *xml = diff->html.xml;

    ct_xml_begin_class(xml, "section", "summary");
    ct_xml_attribute(xml, "id", "summary");
    ct_xml_put(xml, "h2", "hidden", "Summary");
    put_verdict(diff);
    ct_xml_begin(xml, "dl");
    put_side(diff, "Before", diff->names->before, diff->before);
    put_side(diff, "After", diff->names->after, diff->after);
    ct_xml_end(xml);
    ct_xml_begin_class(xml, "div", "columns halves");
    ct_xml_begin(xml, "div");
    put_first(diff, CT_CHANGE_WORSE);
    ct_xml_end(xml);
    ct_xml_begin(xml, "div");
    put_first(diff, CT_CHANGE_BETTER);
    ct_xml_end(xml);
    ct_xml_end(xml);
    ct_xml_end(xml);
}
