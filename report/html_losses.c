/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an attack costs, and how soon those who defend see it, stop it and mend what it broke. */
#include "report/defence_words.h"
#include "report/figures.h"
#include "report/html_parts.h"
#include "report/html_plots.h"
#include "report/loss_words.h"

#include <math.h>
#include <string.h>

enum { MOST_LOSSES = 20 };

/* "12.4 (11.9–12.9)" with its interval below the value, so that columns stay narrow. */
static void
put_estimate(const CtHtml *html, const char *text)
{
    const char *open = strstr(text, " (");
    size_t length = open != NULL ? (size_t)(open - text) : strlen(text);
    g_autofree char *value = g_strndup(text, length);

    ct_xml_begin_class(html->xml, "td", "number");
    ct_xml_text(html->xml, value);
    if (open != NULL) {
        g_autofree char *bounds = g_strndup(open + 2, strcspn(open + 2, ")"));

        ct_xml_put(html->xml, "small", NULL, bounds);
    }
    ct_xml_end(html->xml);
}

/* --- losses --- */

/* Its name and line where the report has them, else its id. */
static void
put_name(const CtHtml *html, const CtLossStatistics *loss)
{
    const CtInventory *inventory = html->data->inventory;
    bool is_function = strcmp(loss->kind, "function") == 0;
    const CtFunctionEntry *function = NULL;

    for (uint32_t i = 0; inventory != NULL && is_function && i < inventory->n_functions; i++)
        if (strcmp(inventory->functions[i].id, loss->name) == 0)
            function = &inventory->functions[i];
    ct_xml_begin(html->xml, "th");
    ct_xml_attribute(html->xml, "scope", "row");
    ct_xml_text(html->xml,
                function != NULL && function->name != NULL ? function->name : loss->name);
    if (function != NULL && function->name != NULL)
        ct_xml_put(html->xml, "small", NULL, loss->name);
    ct_xml_end(html->xml);
}

static void
put_loss(const CtHtml *html, const CtLossStatistics *loss, bool is_whole, bool with_cost)
{
    g_autofree char *lost = ct_figure_estimate(loss->lost);
    g_autofree char *first = ct_loss_first_text(loss);
    g_autofree char *often = ct_loss_number_text(loss->times);
    g_autofree char *at_end = ct_figure_estimate(loss->at_end);
    g_autofree char *total = ct_loss_duration_text(loss->total_ms);
    g_autofree char *service = ct_figure_estimate(loss->service);
    g_autofree char *cost = ct_loss_amount_text(loss->cost);

    ct_xml_begin(html->xml, "tr");
    put_name(html, loss);
    put_estimate(html, lost);
    ct_xml_begin(html->xml, "td");
    ct_html_plot_bar(html, loss->lost.value);
    ct_xml_end(html->xml);
    put_estimate(html, first);
    put_estimate(html, often);
    put_estimate(html, at_end);
    if (is_whole) {
        put_estimate(html, total);
        put_estimate(html, service);
    }
    if (with_cost)
        put_estimate(html, cost);
    ct_xml_end(html->xml);
}

static void
put_kind(const CtHtml *html,
         const CtLossSummary *summary,
         const char *kind,
         const char *lost,
         const char *const *headers,
         bool with_cost)
{
    g_autoptr(GPtrArray) rows = ct_loss_rows(summary, kind);
    guint n = ct_loss_count_lost(rows), shown = MIN(n, MOST_LOSSES);
    g_autofree char *never = ct_loss_never_text(rows, lost);

    if (shown > 0) {
        ct_html_table(html, NULL, NULL, headers);
        for (guint i = 0; i < shown; i++)
            put_loss(html, g_ptr_array_index(rows, i), summary->is_whole, with_cost);
        ct_html_end_table(html);
    }
    if (shown < n)
        ct_xml_putf(html->xml, "p", "note", "and %u more that are %s less often", n - shown, lost);
    if (never != NULL)
        ct_xml_put(html->xml, "p", "note", never);
}

void
ct_html_losses(const CtHtml *html)
{
    const CtStatistics *statistics = ct_report_estimates(html->data);
    const CtLossSummary *losses = statistics != NULL ? &statistics->losses : NULL;

    if (losses == NULL || losses->losses->len == 0)
        return;
    bool whole = losses->is_whole, with_cost = whole && !isnan(losses->cost.value);
    const char *const functions[] = {"Function",
                                     "Lost in",
                                     "",
                                     "First lost, half within",
                                     "How often",
                                     "Still lost at the end",
                                     whole ? "Lost for, in all" : NULL,
                                     "Service delivered",
                                     with_cost ? "Costs" : NULL,
                                     NULL};
    const char *const requirements[] = {"Requirement",
                                        "Violated in",
                                        "",
                                        "First violated, half within",
                                        "How often",
                                        "Still violated at the end",
                                        whole ? "Violated for, in all" : NULL,
                                        "Upheld",
                                        NULL};
    g_autofree char *sums = ct_loss_sums_text(losses);
    g_autofree char *horizon = ct_figure_time(statistics->horizon_ms);

    ct_html_section(html, "losses", "What it costs");
    if (sums != NULL)
        ct_xml_put(html->xml, "p", "lead", sums);
    if (with_cost && losses->cost_most > 0) {
        ct_xml_begin_class(html->xml, "div", "plots");
        ct_html_plot_costs(html, losses);
        ct_html_plot_shares(html, losses);
        ct_xml_end(html->xml);
    }
    ct_xml_putf(
        html->xml, "p", "note",
        "Each figure is of a course of at most %s, with its interval at 95%% below; how often "
        "and for how long are means over all courses, those without a loss among them.%s",
        horizon, with_cost ? " Costs are in the currency of the design." : "");
    put_kind(html, losses, "function", "lost", functions, with_cost);
    put_kind(html, losses, "requirement", "violated", requirements, false);
    ct_xml_end(html->xml);
}

/* --- those who defend --- */

static void
put_question(const CtHtml *html, const CtDefenceQuestion *question, int64_t horizon_ms)
{
    const CtDefenceTimes *times = question->times;
    g_autofree char *share = ct_figure_estimate(times->share);
    g_autofree char *median = ct_figure_quantile(times->median, horizon_ms);
    g_autofree char *mean = ct_loss_duration_text(times->mean_given_ms);

    ct_xml_begin(html->xml, "tr");
    ct_html_row_head(html, question->what);
    ct_xml_begin(html->xml, "td");
    ct_xml_textf(html->xml, "%" G_GUINT64_FORMAT " %s", times->n, question->of);
    ct_xml_end(html->xml);
    put_estimate(html, times->n > 0 ? share : "–");
    ct_xml_begin(html->xml, "td");
    if (times->n > 0)
        ct_html_plot_bar(html, times->share.value);
    ct_xml_end(html->xml);
    put_estimate(html, times->n > 0 ? median : "–");
    put_estimate(html, mean);
    ct_xml_end(html->xml);
}

static void
put_figures(const CtHtml *html, const CtDefenceStatistics *defence)
{
    static const char *const headers[] = {"What they have to do", "On average", "", NULL};
    CtDefenceFigure figures[CT_DEFENCE_N_FIGURES];

    ct_defence_figures(defence, figures);
    ct_html_table(html, NULL, NULL, headers);
    for (int i = 0; i < CT_DEFENCE_N_FIGURES; i++) {
        g_autofree char *text = ct_defence_figure_text(&figures[i]);

        if (isnan(figures[i].value.value))
            continue;
        ct_xml_begin(html->xml, "tr");
        ct_html_row_head(html, figures[i].what);
        ct_html_cell(html, "number", text);
        ct_xml_begin(html->xml, "td");
        if (figures[i].unit == CT_DEFENCE_SHARE)
            ct_html_plot_bar(html, figures[i].value.value);
        ct_xml_end(html->xml);
        ct_xml_end(html->xml);
    }
    ct_html_end_table(html);
}

void
ct_html_defence(const CtHtml *html)
{
    static const char *const headers[] = {
        "How soon", "Of", "Happens in", "", "Half of all within", "Where it happens, on average",
        NULL};
    const CtStatistics *statistics = ct_report_estimates(html->data);
    CtDefenceQuestion questions[CT_DEFENCE_N_QUESTIONS];

    if (statistics == NULL || !statistics->defence.is_there)
        return;
    ct_defence_questions(&statistics->defence, questions);
    ct_html_section(html, "defence", "How soon it is seen, stopped and mended");
    ct_html_table(html, NULL, NULL, headers);
    for (int i = 0; i < CT_DEFENCE_N_QUESTIONS; i++)
        put_question(html, &questions[i], statistics->horizon_ms);
    ct_html_end_table(html);
    put_figures(html, &statistics->defence);
    ct_xml_end(html->xml);
}
