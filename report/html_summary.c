/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first screen: what can happen, how soon, how likely, and the three things to do first. */
#include "report/acts.h"
#include "report/figures.h"
#include "report/html_parts.h"
#include "report/text_parts.h"
#include "report/words.h"

#include <string.h>

enum { ACTS = 3, MOST_GOALS = 8 };

typedef struct Count {
    uint32_t n, n_yes, n_unknown;
} Count;

static Count
count_goals(const CtDossier *dossier)
{
    Count count = {0};

    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++) {
            uint8_t answer = dossier->attackers[a].goals[g].reachable;

            count.n++;
            count.n_yes += answer == CT_ANSWER_YES;
            count.n_unknown += answer == CT_ANSWER_UNKNOWN;
        }
    return count;
}

/* --- the sentence --- */

static void
append_scope(GString *text, const CtReportData *data, const Count *count)
{
    const CtDossier *dossier = data->dossier;
    const char *who = dossier->n_attackers == 1 ? dossier->attackers[0].id : "the attackers";

    if (count->n == 0)
        g_string_append(text, "Nobody said what an attacker is after: there is no goal.");
    else if (count->n_yes == 0 && count->n_unknown == 0)
        g_string_append_printf(text,
                               count->n == 1 ? "The goal of %s is out of reach; that is proved."
                                             : "No goal of %s is within reach; that is proved.",
                               who);
    else if (count->n_yes == 0)
        g_string_append_printf(text, "Of %u goals of %s, %u could not be decided.", count->n, who,
                               count->n_unknown);
    else if (count->n_yes == count->n)
        g_string_append_printf(text,
                               count->n == 1 ? "The goal of %s can be reached."
                                             : "Every goal of %s can be reached.",
                               who);
    else
        g_string_append_printf(text, "%u of %u goals of %s can be reached.", count->n_yes, count->n,
                               who);
}

/* The goal that is reached most often, and of those the soonest. */
static const CtGoalStatistics *
worst_goal(const CtReportData *data)
{
    const CtStatistics *statistics = ct_report_estimates(data);
    const CtGoalStatistics *worst = NULL;
    enum { MEDIAN = CT_STATISTICS_N_QUANTILES / 2 };

    for (guint i = 0; statistics != NULL && i < statistics->goals->len; i++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, i);

        if (goal->n_reached == 0)
            continue;
        if (worst == NULL || goal->n_reached > worst->n_reached ||
            (goal->n_reached == worst->n_reached &&
             goal->restricted_mean_ms.value < worst->restricted_mean_ms.value))
            worst = goal;
    }
    return worst;
}

static void
append_likelihood(GString *text, const CtReportData *data)
{
    const CtGoalStatistics *worst = worst_goal(data);

    if (worst == NULL)
        return;
    g_autofree char *share = ct_figure_share(worst->success.value);
    g_autofree char *horizon = ct_figure_time(data->statistics->horizon_ms);
    int64_t median = worst->quantiles[CT_STATISTICS_N_QUANTILES / 2].value_ms;

    g_string_append_printf(text,
                           " The likeliest, %s, was reached in %s of %" G_GUINT64_FORMAT
                           " simulated courses of at most %s",
                           worst->name, share, data->statistics->n, horizon);
    if (median >= 0) {
        g_autofree char *time = ct_figure_time(median);

        g_string_append_printf(text, ", in half of them within %s", time);
    }
    g_string_append_c(text, '.');
}

static void
append_fallen(GString *text, const CtDossier *dossier)
{
    for (uint32_t a = 0; a < dossier->n_attackers; a++) {
        const CtAttackerFinding *attacker = &dossier->attackers[a];
        const CtFallen *fallen = &attacker->fallen;
        guint n = fallen->functions != NULL ? g_strv_length((char **)fallen->functions) : 0;

        if (attacker->n_facts == 0)
            continue;
        g_string_append_printf(text, " If nobody stops %s, %u of %u assets run his code",
                               dossier->n_attackers > 1 ? attacker->id : "him",
                               MAX(fallen->n_user, fallen->n_implanted), fallen->n_assets);
        if (n > 0) {
            g_autofree char *functions = g_strjoinv(", ", (char **)fallen->functions);

            g_string_append_printf(text, " and the business loses %s",
                                   n <= 4 ? functions : "many of its functions");
        }
        g_string_append_c(text, '.');
    }
}

static void
put_sentence(const CtHtml *html, const Count *count)
{
    GString *text = g_string_new(NULL);

    append_scope(text, html->data, count);
    append_likelihood(text, html->data);
    append_fallen(text, html->data->dossier);
    ct_html_paragraph(html, "lead", text->str);
    g_string_free(text, TRUE);
}

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
    if (statistics != NULL) {
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

static void
put_goals(const CtHtml *html)
{
    static const char *const headers[] = {"Goal", "Verdict", "How likely", "Half of all within",
                                          NULL};
    const CtDossier *dossier = html->data->dossier;
    uint32_t n = 0, n_all = 0;

    ct_html_table(html, NULL, NULL, headers);
    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++, n_all++)
            if (n < MOST_GOALS) {
                put_goal(html, &dossier->attackers[a], &dossier->attackers[a].goals[g]);
                n++;
            }
    ct_html_end_table(html);
    if (n < n_all)
        ct_xml_putf(html->xml, "p", "note", "and %u more, below", n_all - n);
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

void
ct_html_summary(const CtHtml *html)
{
    CtXml *xml = html->xml;
    Count count = count_goals(html->data->dossier);

    ct_xml_begin_class(xml, "section", "summary");
    ct_xml_attribute(xml, "id", "summary");
    ct_xml_put(xml, "h2", "hidden", "Summary");
    put_sentence(html, &count);
    ct_xml_begin_class(xml, "div", "columns");
    ct_xml_begin(xml, "div");
    put_goals(html);
    ct_xml_end(xml);
    ct_xml_begin(xml, "div");
    put_acts(html);
    ct_xml_end(xml);
    ct_xml_end(xml);
    ct_xml_end(xml);
}
