/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the replications say: how likely, how soon, how loud, and what fell. */
#include "report/figures.h"
#include "report/html_parts.h"
#include "report/html_plots.h"
#include "report/text_parts.h"

#include <math.h>
#include <string.h>

enum { MOST_PLOTS = 12, MOST_PLACES = 15, MOST_RULES = 12 };

static void
put_goal(const CtHtml *html, const CtStatistics *statistics, const CtGoalStatistics *goal)
{
    CtXml *xml = html->xml;
    g_autofree char *share = ct_figure_estimate(goal->success);
    g_autofree char *n = g_strdup_printf("%" G_GUINT64_FORMAT, goal->n_reached);

    ct_xml_begin(xml, "tr");
    ct_html_row_head(html, goal->name);
    ct_html_cell(html, "number", goal->is_possible ? share : "never: out of reach at rest");
    ct_html_cell(html, "number", n);
    for (int q = 0; q < CT_STATISTICS_N_QUANTILES; q += 2) { /* one in twenty, half, all but one */
        g_autofree char *time = ct_figure_quantile(goal->quantiles[q], statistics->horizon_ms);

        ct_html_cell(html, "number", goal->is_possible ? time : "");
    }
    ct_xml_end(xml);
}

static void
put_goals(const CtHtml *html, const CtStatistics *statistics)
{
    static const char *const headers[] = {"Goal",
                                          "Reached in",
                                          "Courses",
                                          "The first twentieth within",
                                          "Half of all within",
                                          "All but a twentieth within",
                                          NULL};
    uint32_t shown = 0;

    ct_html_table(html, NULL, NULL, headers);
    for (guint i = 0; i < statistics->goals->len; i++)
        put_goal(html, statistics, &g_array_index(statistics->goals, CtGoalStatistics, i));
    ct_html_end_table(html);
    ct_xml_put(html->xml, "p", "note",
               "Below, for each goal: the line is the share of courses that had reached it by "
               "then, with its interval; what is above the line had not, the survival curve. The "
               "bars show how many reached it in each stretch of time, against the fullest one.");
    ct_xml_begin_class(html->xml, "div", "plots");
    for (guint i = 0; i < statistics->goals->len && shown < MOST_PLOTS; i++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, i);

        if (goal->n_reached == 0)
            continue;
        ct_html_plot_times(html, statistics, goal);
        shown++;
    }
    ct_xml_end(html->xml);
}

/* "12.4 (11.9–12.9)" */
static char *
mean_text(CtEstimate mean)
{
    if (isnan(mean.value))
        return g_strdup("–");
    int digits = mean.value >= 100 ? 0 : mean.value >= 10 ? 1 : 2;

    if (isnan(mean.low) || isnan(mean.high))
        return g_strdup_printf("%.*f", digits, mean.value);
    return g_strdup_printf("%.*f (%.*f–%.*f)", digits, mean.value, digits, mean.low, digits,
                           mean.high);
}

static void
put_loudness(const CtHtml *html, const CtStatistics *statistics)
{
    g_autofree char *tries = mean_text(statistics->tries);
    g_autofree char *seen = mean_text(statistics->seen);
    g_autofree char *effort = ct_text_effort(statistics->effort_hours.value);

    ct_xml_putf(html->xml, "p", NULL,
                "In the mean of a course he tries something %s times, works %s at it, and sensors "
                "see %s of his tries.",
                tries, effort, seen);
}

static void
put_place(const CtHtml *html, const CtPlaceStatistics *place)
{
    CtXml *xml = html->xml;
    g_autofree char *fell = ct_figure_estimate(place->fell);
    g_autofree char *share = ct_figure_share(place->share.value);
    g_autofree char *median =
        place->median.value_ms >= 0 ? ct_figure_time(place->median.value_ms) : g_strdup("–");

    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "th");
    ct_xml_attribute(xml, "scope", "row");
    ct_xml_text(xml, place->name);
    if (place->n_instances > 1)
        ct_xml_textf(xml, " ×%u", place->n_instances);
    ct_xml_end(xml);
    ct_html_cell(html, "number", fell);
    ct_xml_begin(xml, "td");
    ct_html_plot_bar(html, place->fell.value);
    ct_xml_end(xml);
    ct_html_cell(html, "number", share);
    ct_html_cell(html, "number", median);
    ct_xml_end(xml);
}

static int
compare_places(gconstpointer left, gconstpointer right)
{
    const CtPlaceStatistics *a = *(void *const *)left, *b = *(void *const *)right;

    return (a->fell.value < b->fell.value) - (a->fell.value > b->fell.value);
}

static void
put_places(const CtHtml *html, const CtStatistics *statistics, const char *kind, const char *title)
{
    static const char *const headers[] = {
        "Which", "Fell in", "", "Share of it, in the mean", "When it fell, half within", NULL};
    g_autoptr(GPtrArray) places = g_ptr_array_new();
    uint32_t shown;

    for (guint i = 0; i < statistics->places->len; i++) {
        CtPlaceStatistics *place = &g_array_index(statistics->places, CtPlaceStatistics, i);

        if (strcmp(place->kind, kind) == 0)
            g_ptr_array_add(places, place);
    }
    if (places->len == 0)
        return;
    g_ptr_array_sort(places, compare_places); /* GLib's sort is stable */
    ct_xml_put(html->xml, "h3", NULL, title);
    ct_html_table(html, NULL, NULL, headers);
    shown = MIN(places->len, MOST_PLACES);
    for (guint i = 0; i < shown; i++)
        put_place(html, g_ptr_array_index(places, i));
    ct_html_end_table(html);
    if (shown < places->len)
        ct_xml_putf(html->xml, "p", "note", "and %u more that fell less often",
                    places->len - shown);
}

static void
put_rules(const CtHtml *html, const CtStatistics *statistics)
{
    static const char *const headers[] = {"Technique", "Courses that used it",
                                          "",          "Tries",
                                          "Successes", NULL};
    uint32_t shown = MIN(statistics->rules->len, MOST_RULES);

    if (shown == 0)
        return;
    ct_xml_put(html->xml, "h3", NULL, "What he tried");
    ct_html_table(html, NULL, NULL, headers);
    for (uint32_t i = 0; i < shown; i++) {
        const CtRuleStatistics *rule = &g_array_index(statistics->rules, CtRuleStatistics, i);
        double share = statistics->n > 0 ? (double)rule->n_used / (double)statistics->n : 0;
        g_autofree char *used = ct_figure_share(share);
        g_autofree char *tries = g_strdup_printf("%" G_GUINT64_FORMAT, rule->tries);
        g_autofree char *gains = g_strdup_printf("%" G_GUINT64_FORMAT, rule->gains);

        ct_xml_begin(html->xml, "tr");
        ct_html_row_head(html, rule->title);
        ct_html_cell(html, "number", used);
        ct_xml_begin(html->xml, "td");
        ct_html_plot_bar(html, share);
        ct_xml_end(html->xml);
        ct_html_cell(html, "number", tries);
        ct_html_cell(html, "number", gains);
        ct_xml_end(html->xml);
    }
    ct_html_end_table(html);
}

void
ct_html_simulation(const CtHtml *html)
{
    const CtStatistics *all = html->data->statistics;
    const CtStatistics *statistics = ct_report_estimates(html->data);

    if (all == NULL)
        return;
    ct_html_section(html, "simulation", "How likely, how soon, how loud");
    g_autofree char *horizon = ct_figure_time(all->horizon_ms);

    ct_xml_putf(html->xml, "p", NULL,
                "The attack was played %" G_GUINT64_FORMAT
                " times, each time with other luck, for at most %s. Intervals are at 95%% and "
                "speak of sampling error only: of a wrong number in a technique they know nothing.",
                all->n + all->n_failed, horizon);
    if (all->n_failed > 0)
        ct_xml_putf(html->xml, "p", NULL,
                    "%" G_GUINT64_FORMAT " of them hit a limit and do not count%s.", all->n_failed,
                    statistics == NULL ? "; no estimate is given while there is one" : "");
    if (statistics != NULL) {
        put_goals(html, statistics);
        put_loudness(html, statistics);
        put_places(html, statistics, "zone", "Zones that fell");
        put_places(html, statistics, "asset", "Assets that fell");
        put_rules(html, statistics);
    }
    ct_xml_end(html->xml);
}
