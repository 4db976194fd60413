/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two designs side by side as a page, in the style of the report. The first screen says whether the
 * second is better and what moved first; the rest is what it rests on. One dossier names the places
 * of gained failures, the other those of lost ones.
 */
#include "report/html_diff_parts.h"

#include "report/diff_parts.h"
#include "report/words.h"

enum { MOST_FACTS = 100, MOST_FAILURES = 100 };

static void
put_change(const CtHtml *html, uint8_t change, const char *word)
{
    if (change == CT_CHANGE_NONE)
        ct_xml_text(html->xml, word);
    else
        ct_html_mark(html,
                     change == CT_CHANGE_BETTER  ? CT_HTML_GOOD
                     : change == CT_CHANGE_WORSE ? CT_HTML_BAD
                                                 : CT_HTML_OPEN,
                     word);
}

/* --- sections --- */

static void
put_goals(const CtHtmlDiff *diff)
{
    const CtComparison *comparison = diff->comparison;
    const char *const headers[] = {"Goal", "Before", "After", "Chance, after less before", NULL};
    CtXml *xml = diff->html.xml;

    if (comparison->n_goals == 0)
        return;
    ct_html_section(&diff->html, "goals", "Goals");
    if (comparison->is_paired)
        ct_html_paragraph(&diff->html, "note",
                          "Each replication met the same luck in both designs. In brackets what "
                          "sampling leaves open of the difference, at 95%.");
    if (comparison->unpaired_why != NULL)
        ct_xml_putf(xml, "p", "note", "Replications are not compared one by one: %s.",
                    comparison->unpaired_why);
    ct_html_table(&diff->html, NULL, NULL, headers);
    for (uint32_t i = 0; i < comparison->n_goals; i++) {
        const CtGoalChange *goal = &comparison->goals[i];
        g_autofree char *points = ct_diff_points_text(goal->success);
        const char *text = goal->after != NULL ? goal->after->text : goal->before->text;
        g_autofree char *words = ct_fact_words(text);

        ct_xml_begin(xml, "tr");
        ct_xml_begin(xml, "th");
        ct_xml_attribute(xml, "scope", "row");
        ct_xml_text(xml, goal->id);
        if (g_strcmp0(goal->id, text) != 0)
            ct_xml_put(xml, "small", NULL, words);
        ct_xml_end(xml);
        ct_html_cell(&diff->html, NULL, ct_diff_answer_text(goal->before));
        ct_xml_begin(xml, "td");
        put_change(&diff->html, goal->change, ct_diff_answer_text(goal->after));
        ct_xml_end(xml);
        ct_html_cell(&diff->html, "number", points);
        ct_xml_end(xml);
    }
    ct_html_end_table(&diff->html);
    ct_xml_end(xml);
}

static void
put_facts(const CtHtmlDiff *diff)
{
    static const char *const headers[] = {"What he has", "Before", "After", NULL};
    const CtComparison *comparison = diff->comparison;
    CtXml *xml = diff->html.xml;

    if (comparison->n_facts == 0)
        return;
    ct_html_section(&diff->html, "facts", "What the attacker gets");
    ct_html_table(&diff->html, NULL, "Alike things are counted together.", headers);
    for (uint32_t i = 0; i < MIN(MOST_FACTS, comparison->n_facts); i++) {
        const CtFactChange *fact = &comparison->facts[i];

        ct_xml_begin(xml, "tr");
        ct_xml_begin(xml, "th");
        ct_xml_attribute(xml, "scope", "row");
        ct_xml_put(xml, "code", NULL, fact->text);
        ct_xml_end(xml);
        ct_xml_putf(xml, "td", "number", "%" G_GUINT64_FORMAT, fact->before);
        ct_xml_begin_class(xml, "td", "number");
        g_autofree char *after = g_strdup_printf("%" G_GUINT64_FORMAT, fact->after);
        put_change(&diff->html, fact->after > fact->before ? CT_CHANGE_WORSE : CT_CHANGE_BETTER,
                   after);
        ct_xml_end(xml);
        ct_xml_end(xml);
    }
    ct_html_end_table(&diff->html);
    if (comparison->n_facts > MOST_FACTS)
        ct_xml_putf(xml, "p", "note", "and %u more", comparison->n_facts - MOST_FACTS);
    ct_xml_end(xml);
}

static void
put_some_failures(const CtHtmlDiff *diff, bool is_gained)
{
    const CtComparison *comparison = diff->comparison;
    const CtSegFailure *const *failures = is_gained ? comparison->gained : comparison->lost;
    uint32_t n = is_gained ? comparison->n_gained : comparison->n_lost;
    const CtDossier *dossier = is_gained ? diff->after->dossier : diff->before->dossier;
    const char *const headers[] = {is_gained ? "Gained" : "Gone", "What is wrong", "How to mend it",
                                   NULL};
    CtXml *xml = diff->html.xml;

    if (n == 0)
        return;
    ct_html_table(&diff->html, "findings", NULL, headers);
    for (uint32_t i = 0; i < MIN(MOST_FAILURES, n); i++) {
        ct_xml_begin(xml, "tr");
        ct_xml_begin(xml, "td");
        put_change(&diff->html, is_gained ? CT_CHANGE_WORSE : CT_CHANGE_BETTER,
                   ct_seg_severity_text((CtSegSeverity)failures[i]->severity));
        ct_xml_text(xml, " ");
        ct_xml_put(xml, "code", NULL, failures[i]->id);
        ct_xml_end(xml);
        ct_xml_begin(xml, "td");
        ct_xml_textf(xml, "%s ", failures[i]->what);
        ct_html_diff_place(&diff->html, dossier, failures[i]->pos);
        ct_xml_end(xml);
        ct_html_cell(&diff->html, NULL, failures[i]->fix);
        ct_xml_end(xml);
    }
    ct_html_end_table(&diff->html);
    if (n > MOST_FAILURES)
        ct_xml_putf(xml, "p", "note", "and %u more", n - MOST_FAILURES);
}

static void
put_failures(const CtHtmlDiff *diff)
{
    if (diff->comparison->n_gained + diff->comparison->n_lost == 0)
        return;
    ct_html_section(&diff->html, "zones", "Segmentation failures");
    put_some_failures(diff, true);
    put_some_failures(diff, false);
    ct_xml_end(diff->html.xml);
}

static void
put_verdicts(const CtHtmlDiff *diff)
{
    static const char *const headers[] = {"Requirement", "Before", "After", "Why", NULL};
    const CtComparison *comparison = diff->comparison;
    CtXml *xml = diff->html.xml;

    if (comparison->n_verdicts == 0)
        return;
    ct_html_section(&diff->html, "standards", "Requirements");
    ct_html_table(&diff->html, NULL, NULL, headers);
    for (uint32_t i = 0; i < comparison->n_verdicts; i++) {
        const CtVerdictChange *change = &comparison->verdicts[i];

        ct_xml_begin(xml, "tr");
        ct_xml_begin(xml, "th");
        ct_xml_attribute(xml, "scope", "row");
        ct_xml_textf(xml, "%s %s", change->standard, change->after->id);
        ct_xml_put(xml, "small", NULL, change->after->title);
        ct_xml_end(xml);
        ct_html_cell(&diff->html, NULL, ct_ruling_text((CtRuling)change->before->ruling));
        ct_xml_begin(xml, "td");
        put_change(&diff->html, change->change, ct_ruling_text((CtRuling)change->after->ruling));
        ct_xml_end(xml);
        ct_html_cell(&diff->html, NULL, change->after->reason);
        ct_xml_end(xml);
    }
    ct_html_end_table(&diff->html);
    ct_xml_end(xml);
}

static void
put_figure(const CtHtmlDiff *diff, const CtKpiChange *change)
{
    const CtKpiInfo *info = change->after != NULL ? &change->after->info : &change->before->info;
    g_autofree char *before = ct_diff_value_text(change->before);
    g_autofree char *after = ct_diff_value_text(change->after);
    g_autofree char *moved = ct_diff_figure_text(change);
    CtXml *xml = diff->html.xml;

    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "th");
    ct_xml_attribute(xml, "scope", "row");
    ct_xml_text(xml, info->name);
    ct_xml_put(xml, "small", NULL, info->id);
    ct_xml_end(xml);
    ct_html_cell(&diff->html, "number", before);
    ct_html_cell(&diff->html, "number", after);
    ct_xml_begin(xml, "td");
    put_change(&diff->html, change->change, moved);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

static void
put_figures(const CtHtmlDiff *diff)
{
    static const char *const headers[] = {"Figure", "Before", "After", "", NULL};
    const CtComparison *comparison = diff->comparison;

    ct_html_section(&diff->html, "figures", "Key figures");
    ct_html_table(&diff->html, NULL, "Those that moved first, the others below them.", headers);
    for (int moved = 1; moved >= 0; moved--)
        for (uint32_t i = 0; i < comparison->n_kpis; i++)
            if (ct_diff_has_moved(&comparison->kpis[i]) == (moved == 1))
                put_figure(diff, &comparison->kpis[i]);
    ct_html_end_table(&diff->html);
    ct_xml_end(diff->html.xml);
}

void
ct_report_diff_html(CtOut *out,
                    const CtComparison *comparison,
                    const CtCompareSide *before,
                    const CtCompareSide *after,
                    const CtDiffNames *names)
{
    g_autoptr(CtXml) xml = ct_xml_new(out, CT_XML_HTML);
    const CtReportData data = {.dossier = after->dossier};
    const CtHtmlDiff diff = {.html = {.xml = xml, .data = &data},
                             .comparison = comparison,
                             .before = before,
                             .after = after,
                             .names = names};
    g_autofree char *title = g_strdup_printf("%s and %s, compared", names->before, names->after);

    ct_xml_begin(xml, "html");
    ct_xml_attribute(xml, "lang", "en");
    ct_html_head(xml, title);
    ct_xml_begin(xml, "body");
    ct_xml_begin(xml, "header");
    ct_xml_put(xml, "p", "kicker", "Two designs, side by side");
    ct_xml_put(xml, "h1", NULL, names->after);
    ct_xml_putf(xml, "p", "below", "against %s", names->before);
    ct_xml_end(xml);
    ct_xml_begin(xml, "main");
    ct_html_diff_summary(&diff);
    put_goals(&diff);
    put_failures(&diff);
    put_verdicts(&diff);
    put_figures(&diff);
    put_facts(&diff);
    ct_xml_putf(xml, "p", "note", "Made by Cybertwin %s.", CT_VERSION);
    ct_xml_end(xml);
    ct_xml_end(xml);
    ct_xml_end(xml);
}
