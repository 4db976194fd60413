/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first screen: what can happen, how soon, how likely, and the three things to do first. */
#include "report/acts.h"
#include "report/figures.h"
#include "report/html_parts.h"
#include "report/lead.h"
#include "report/main_findings.h"
#include "report/text_parts.h"
#include "report/words.h"

#include <string.h>

enum { ACTS = 3, MOST_GOALS = 8 };

/* --- the goals --- */

static void
put_verdict(const CtHtml *html, const CtGoalFinding *goal)
{
    ct_xml_begin(html->xml, "td");
    switch ((CtAnswer)goal->reachable) {
    case CT_ANSWER_YES:
        ct_html_mark(html, CT_HTML_BAD, "reachable");
        break;
    case CT_ANSWER_NO:
        ct_html_mark(html, CT_HTML_GOOD, "out of reach");
        break;
    case CT_ANSWER_UNKNOWN:
        ct_html_mark(html, CT_HTML_OPEN, "undecided");
        break;
    }
    ct_xml_end(html->xml);
}

static void
put_goal(const CtHtml *html, const CtAttackerFinding *attacker, const CtGoalFinding *goal)
{
    const CtGoalStatistics *statistics =
        ct_report_goal_statistics(html->data, attacker->id, goal->id);
    CtXml *xml = html->xml;
    g_autofree char *words = ct_fact_words(goal->text);
    enum { MEDIAN = CT_STATISTICS_N_QUANTILES / 2 };

    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "th");
    ct_xml_attribute(xml, "scope", "row");
    ct_xml_text(xml, goal->id);
    if (goal->requirement != NULL || strcmp(goal->id, goal->text) != 0)
        ct_xml_put(xml, "small", NULL, goal->requirement != NULL ? goal->requirement : words);
    ct_xml_end(xml);
    put_verdict(html, goal);
    if (statistics != NULL && goal->reachable == CT_ANSWER_YES) {
        g_autofree char *share = ct_figure_estimate(statistics->success);
        g_autofree char *half =
            ct_figure_quantile(statistics->quantiles[MEDIAN], html->data->statistics->horizon_ms);

        ct_html_cell(html, "number", share);
        ct_html_cell(html, "number", half);
    } else if (goal->n_paths > 0) {
        g_autofree char *cost = ct_text_path_cost(&goal->paths[0]);

        ct_html_cell(html, NULL, "not simulated");
        ct_html_cell(html, NULL, cost);
    } else {
        ct_html_cell(html, NULL, "");
        ct_html_cell(html, NULL, "");
    }
    ct_xml_end(xml);
}

/* Those with one verdict, as long as there is room; what is left of it. */
static uint32_t
put_goals_that(const CtHtml *html, uint8_t answer, uint32_t room)
{
    const CtDossier *dossier = html->data->dossier;

    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals && room > 0; g++)
            if (dossier->attackers[a].goals[g].reachable == answer) {
                put_goal(html, &dossier->attackers[a], &dossier->attackers[a].goals[g]);
                room--;
            }
    return room;
}

/* What can be had comes first. */
static void
put_goals(const CtHtml *html)
{
    static const char *const headers[] = {"Goal", "Verdict", "How likely", "Half of all within",
                                          NULL};
    static const uint8_t order[] = {CT_ANSWER_YES, CT_ANSWER_UNKNOWN, CT_ANSWER_NO};
    uint32_t room = MOST_GOALS, n_all = ct_report_count_goals(html->data->dossier).n;

    if (n_all == 0) {
        ct_html_paragraph(html, "note",
                          "Name a goal in the scenario, or state requirements in the topology.");
        return;
    }
    ct_html_table(html, NULL, NULL, headers);
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
        room = put_goals_that(html, order[i], room);
    ct_html_end_table(html);
    if (MOST_GOALS - room < n_all)
        ct_xml_putf(html->xml, "p", "note", "and %u more, below", n_all - (MOST_GOALS - room));
}

/* --- what to do --- */

static void
put_acts(const CtHtml *html)
{
    g_autoptr(GPtrArray) acts = ct_acts_new(html->data, ACTS);
    CtXml *xml = html->xml;

    ct_xml_put(xml, "h3", NULL,
               acts->len == ACTS ? "The three things to do first" : "What to do first");
    if (acts->len == 0) {
        ct_html_paragraph(html, NULL,
                          "No single thing was found that puts a goal out of reach, and no failure "
                          "of the segmentation.");
        return;
    }
    ct_xml_begin_class(xml, "ol", "acts");
    for (guint i = 0; i < acts->len; i++) {
        const CtAct *act = g_ptr_array_index(acts, i);

        ct_xml_begin(xml, "li");
        ct_xml_put(xml, "strong", NULL, act->title);
        ct_xml_put(xml, "span", "why", act->why);
        if (act->place != NULL)
            ct_xml_put(xml, "span", "place", act->place);
        ct_xml_end(xml);
    }
    ct_xml_end(xml);
}

/* --- the verdict, and what carries it --- */

static void
put_overall(const CtHtml *html)
{
    g_auto(CtOverall) verdict = {0};

    ct_report_overall(html->data, &verdict);
    ct_xml_begin_class(html->xml, "p", "verdict");
    ct_html_mark(html,
                 verdict.is_bad == CT_ANSWER_YES  ? CT_HTML_BAD
                 : verdict.is_bad == CT_ANSWER_NO ? CT_HTML_GOOD
                                                  : CT_HTML_OPEN,
                 verdict.text);
    ct_xml_end(html->xml);
}

static void
put_findings(const CtHtml *html)
{
    g_autoptr(GPtrArray) findings = ct_main_findings_new(html->data, ACTS);
    CtXml *xml = html->xml;

    if (findings->len == 0)
        return;
    ct_xml_put(xml, "h3", NULL,
               findings->len == ACTS ? "The three main findings" : "What was found");
    ct_xml_begin_class(xml, "ol", "acts");
    for (guint i = 0; i < findings->len; i++) {
        const CtMainFinding *finding = g_ptr_array_index(findings, i);

        ct_xml_begin(xml, "li");
        ct_xml_put(xml, "strong", NULL, finding->title);
        ct_xml_put(xml, "span", "why", finding->why);
        ct_xml_end(xml);
    }
    ct_xml_end(xml);
}

void
ct_html_summary(const CtHtml *html)
{
    CtXml *xml = html->xml;
    g_autofree char *lead = ct_report_lead(html->data);

    ct_xml_begin_class(xml, "section", "summary");
    ct_xml_attribute(xml, "id", "summary");
    ct_xml_put(xml, "h2", "hidden", "Summary");
    put_overall(html);
    ct_html_paragraph(html, "lead", lead);
    ct_xml_begin_class(xml, "div", "columns halves");
    ct_xml_begin(xml, "div");
    put_findings(html);
    ct_xml_end(xml);
    ct_xml_begin(xml, "div");
    put_acts(html);
    ct_xml_end(xml);
    ct_xml_end(xml);
    ct_xml_put(xml, "h3", NULL, "What he is after");
    put_goals(html);
    ct_xml_end(xml);
}
