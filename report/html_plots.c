/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/html_plots.h"

#include "report/figures.h"
#include "report/loss_words.h"

#include <math.h>

/* In the units of the drawing. */
enum { WIDTH = 360, HEIGHT = 170, LEFT = 38, TOP = 12, RIGHT = 10, BOTTOM = 24 };
enum { PLOT_WIDTH = WIDTH - LEFT - RIGHT, PLOT_HEIGHT = HEIGHT - TOP - BOTTOM };
enum { N = CT_STATISTICS_N_POINTS, MEDIAN = CT_STATISTICS_N_QUANTILES / 2 };

/* The highest bar takes less than half of the height, so that it does not read as a share. */
#define BARS 0.4

static double
x_at(double point)
{
    return LEFT + PLOT_WIDTH * point / N;
}

static double
y_at(double share)
{
    return TOP + PLOT_HEIGHT * (1 - share);
}

static void
put_line(CtXml *xml, const char *class, double x1, double y1, double x2, double y2)
{
    ct_xml_begin_class(xml, "line", class);
    ct_xml_attributef(xml, "x1", "%.1f", x1);
    ct_xml_attributef(xml, "y1", "%.1f", y1);
    ct_xml_attributef(xml, "x2", "%.1f", x2);
    ct_xml_attributef(xml, "y2", "%.1f", y2);
    ct_xml_end(xml);
}

static void
put_label(CtXml *xml, const char *anchor, double x, double y, const char *text)
{
    ct_xml_begin(xml, "text");
    ct_xml_attribute(xml, "text-anchor", anchor);
    ct_xml_attributef(xml, "x", "%.1f", x);
    ct_xml_attributef(xml, "y", "%.1f", y);
    ct_xml_text(xml, text);
    ct_xml_end(xml);
}

static void
put_shares_axis(CtXml *xml)
{
    static const char *const shares[] = {"0%", "50%", "100%"};

    for (int i = 0; i <= 2; i++) {
        put_line(xml, "grid", LEFT, y_at(i / 2.0), WIDTH - RIGHT, y_at(i / 2.0));
        put_label(xml, "end", LEFT - 5, y_at(i / 2.0) + 4, shares[i]);
    }
}

/* The label of mark @i of three on the axis across. */
static void
put_mark(CtXml *xml, int i, const char *text)
{
    static const char *const anchors[] = {"start", "middle", "end"};

    put_line(xml, "grid", x_at(N * i / 2.0), y_at(0), x_at(N * i / 2.0), y_at(0) + 4);
    put_label(xml, anchors[i], x_at(N * i / 2.0), HEIGHT - 6, text);
}

static void
put_axes(CtXml *xml, int64_t span_ms)
{
    put_shares_axis(xml);
    for (int i = 0; i <= 2; i++) {
        g_autofree char *time = i == 0 ? g_strdup("0") : ct_figure_time(span_ms * i / 2);

        put_mark(xml, i, time);
    }
}

static double
in_stretch(const CtGoalStatistics *goal, int i)
{
    return goal->curve[i] - (i > 0 ? goal->curve[i - 1] : 0);
}

static void
put_bars(CtXml *xml, const CtGoalStatistics *goal)
{
    double most = 0;

    for (int i = 0; i < N; i++)
        most = MAX(most, in_stretch(goal, i));
    for (int i = 0; i < N; i++) {
        double height = most > 0 ? in_stretch(goal, i) / most * BARS : 0;

        if (height <= 0)
            continue;
        ct_xml_begin_class(xml, "rect", "bar");
        ct_xml_attributef(xml, "x", "%.1f", x_at(i) + 0.5);
        ct_xml_attributef(xml, "y", "%.1f", y_at(height));
        ct_xml_attributef(xml, "width", "%.1f", (double)PLOT_WIDTH / N - 1);
        ct_xml_attributef(xml, "height", "%.1f", PLOT_HEIGHT * height);
        ct_xml_end(xml);
    }
}

static CtEstimate
share_at(const CtStatistics *statistics, const CtGoalStatistics *goal, int i)
{
    uint64_t k = (uint64_t)llround(goal->curve[i] * (double)statistics->n);

    return ct_stats_share(MIN(k, statistics->n), statistics->n, CT_STATISTICS_CONFIDENCE);
}

static void
put_band(CtXml *xml, const CtStatistics *statistics, const CtGoalStatistics *goal)
{
    g_autoptr(GString) points = g_string_new(NULL);

    for (int i = 0; i < N; i++)
        g_string_append_printf(points, "%s%.1f,%.1f", i > 0 ? " " : "", x_at(i + 1),
                               y_at(share_at(statistics, goal, i).high));
    for (int i = N - 1; i >= 0; i--)
        g_string_append_printf(points, " %.1f,%.1f", x_at(i + 1),
                               y_at(share_at(statistics, goal, i).low));
    ct_xml_begin_class(xml, "polygon", "band");
    ct_xml_attribute(xml, "points", points->str);
    ct_xml_end(xml);
}

static void
put_curve(CtXml *xml, const CtGoalStatistics *goal)
{
    g_autoptr(GString) points = g_string_new(NULL);

    g_string_append_printf(points, "%.1f,%.1f", x_at(0), y_at(0));
    for (int i = 0; i < N; i++)
        g_string_append_printf(points, " %.1f,%.1f", x_at(i + 1), y_at(goal->curve[i]));
    ct_xml_begin_class(xml, "polyline", "curve");
    ct_xml_attribute(xml, "points", points->str);
    ct_xml_end(xml);
}

static void
put_median(CtXml *xml, const CtStatistics *statistics, const CtGoalStatistics *goal)
{
    int64_t median = goal->quantiles[MEDIAN].value_ms;
    double x;

    if (median < 0 || median > statistics->curve_ms)
        return;
    x = x_at(N * (double)median / (double)statistics->curve_ms);
    put_line(xml, "median", x, y_at(0.5), x, y_at(0));
    g_autofree char *time = ct_figure_time(median);

    put_label(xml, "start", x + 4, y_at(0.5) + 14, time);
}

static void
begin_plot(CtXml *xml, int height)
{
    ct_xml_begin(xml, "figure");
    ct_xml_begin_class(xml, "svg", "plot");
    ct_xml_attributef(xml, "viewBox", "0 0 %d %d", WIDTH, height);
    ct_xml_attribute(xml, "role", "img");
}

void
ct_html_plot_times(const CtHtml *html, const CtStatistics *statistics, const CtGoalStatistics *goal)
{
    CtXml *xml = html->xml;
    g_autofree char *share = ct_figure_estimate(goal->success);
    g_autofree char *half = ct_figure_quantile(goal->quantiles[MEDIAN], statistics->horizon_ms);

    begin_plot(xml, HEIGHT);
    ct_xml_attributef(xml, "aria-label",
                      "Share of simulated courses that had reached %s, over time: %s in all, half "
                      "of all within %s",
                      goal->name, share, half);
    put_axes(xml, statistics->curve_ms);
    put_bars(xml, goal);
    put_band(xml, statistics, goal);
    put_curve(xml, goal);
    put_median(xml, statistics, goal);
    ct_xml_end(xml);
    ct_xml_begin(xml, "figcaption");
    ct_xml_put(xml, "strong", NULL, goal->name);
    ct_xml_textf(xml, " reached in %s; half of all within %s", share, half);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

/* --- costs --- */

static void
put_exceedance(CtXml *xml, const CtLossSummary *losses)
{
    g_autoptr(GString) points = g_string_new(NULL);
    const double last = losses->cost_above[CT_LOSS_N_POINTS - 1];

    for (int i = 0; i < CT_LOSS_N_POINTS; i++)
        g_string_append_printf(points, "%.1f,%.1f ", x_at(i * (double)N / CT_LOSS_N_POINTS),
                               y_at(losses->cost_above[i]));
    g_string_append_printf(points, "%.1f,%.1f %.1f,%.1f", x_at(N), y_at(last), x_at(N), y_at(0));
    ct_xml_begin_class(xml, "polyline", "curve");
    ct_xml_attribute(xml, "points", points->str);
    ct_xml_end(xml);
}

void
ct_html_plot_costs(const CtHtml *html, const CtLossSummary *losses)
{
    CtXml *xml = html->xml;
    g_autofree char *most = ct_figure_amount(losses->cost_most);
    g_autofree char *bad = ct_figure_amount(losses->cost_95);
    double x = x_at(N * losses->cost_95 / losses->cost_most);

    begin_plot(xml, HEIGHT);
    ct_xml_attributef(xml, "aria-label",
                      "Share of simulated courses that cost more than an amount: 5 of 100 cost "
                      "more than %s, none more than %s",
                      bad, most);
    put_shares_axis(xml);
    for (int i = 0; i <= 2; i++) {
        g_autofree char *amount = ct_figure_amount(losses->cost_most * i / 2);

        put_mark(xml, i, amount);
    }
    put_exceedance(xml, losses);
    put_line(xml, "median", x, y_at(1), x, y_at(0));
    put_label(xml, x > WIDTH / 2.0 ? "end" : "start", x, TOP - 2, bad);
    ct_xml_end(xml);
    ct_xml_begin(xml, "figcaption");
    ct_xml_put(xml, "strong", NULL, "How bad it gets");
    ct_xml_textf(xml, ": the share of courses that cost more; 95 of 100 cost at most %s", bad);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

static gint
compare_costs(gconstpointer left, gconstpointer right)
{
    const CtLossStatistics *a = *(const CtLossStatistics *const *)left;
    const CtLossStatistics *b = *(const CtLossStatistics *const *)right;

    return (a->cost.value < b->cost.value) - (a->cost.value > b->cost.value);
}

/* The front of @name, where it is too long to stand before a bar. */
static char *
shortened(const char *name)
{
    enum { MOST = 20 };

    if (g_utf8_strlen(name, -1) <= MOST)
        return g_strdup(name);
    g_autofree char *front = g_utf8_substring(name, 0, MOST - 1);

    return g_strconcat(front, "…", NULL);
}

static void
put_cost_bar(CtXml *xml, const CtLossStatistics *loss, double y, double most)
{
    enum { NAMES = 120, THICK = 9, FIGURES = 46 };
    const double span = WIDTH - NAMES - FIGURES, middle = y + THICK / 2.0;
    g_autofree char *amount = ct_figure_amount(loss->cost.value);
    g_autofree char *name = shortened(loss->name);

    put_label(xml, "end", NAMES - 6, middle + 4, name);
    ct_xml_begin_class(xml, "rect", "filled");
    ct_xml_attributef(xml, "x", "%d", NAMES);
    ct_xml_attributef(xml, "y", "%.1f", y);
    ct_xml_attributef(xml, "width", "%.1f", MAX(span * loss->cost.value / most, 0.5));
    ct_xml_attributef(xml, "height", "%d", THICK);
    ct_xml_end(xml);
    if (!isnan(loss->cost.low))
        put_line(xml, "whisker", NAMES + span * loss->cost.low / most, middle,
                 NAMES + span * loss->cost.high / most, middle);
    put_label(xml, "start", NAMES + span * fmax(loss->cost.value, loss->cost.high) / most + 4,
              middle + 4, amount);
}

void
ct_html_plot_shares(const CtHtml *html, const CtLossSummary *losses)
{
    enum { ROW = 18, MOST_ROWS = 8 };
    CtXml *xml = html->xml;
    g_autoptr(GPtrArray) all = ct_loss_rows(losses, "function"), rows = g_ptr_array_new();
    double most = 0;

    for (guint i = 0; i < all->len; i++) {
        const CtLossStatistics *loss = g_ptr_array_index(all, i);

        if (!(loss->cost.value > 0))
            continue;
        g_ptr_array_add(rows, (void *)loss);
        most = fmax(most, fmax(loss->cost.value, loss->cost.high));
    }
    if (rows->len < 2)
        return;
    g_ptr_array_sort(rows, compare_costs);
    guint shown = MIN(rows->len, MOST_ROWS);

    begin_plot(xml, (int)shown * ROW + 6);
    ct_xml_attribute(xml, "aria-label", "Mean cost of a course by function, the dearest first");
    for (guint i = 0; i < shown; i++)
        put_cost_bar(xml, g_ptr_array_index(rows, i), 4 + i * (double)ROW, most);
    ct_xml_end(xml);
    ct_xml_begin(xml, "figcaption");
    ct_xml_put(xml, "strong", NULL, "Where it comes from");
    ct_xml_textf(xml, ": what each function costs a course on average, with its interval");
    if (shown < rows->len)
        ct_xml_textf(xml, "; the dearest %u of %u", shown, rows->len);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

void
ct_html_plot_bar(const CtHtml *html, double share)
{
    CtXml *xml = html->xml;

    ct_xml_begin_class(xml, "svg", "share");
    ct_xml_attribute(xml, "viewBox", "0 0 100 8");
    ct_xml_attribute(xml, "preserveAspectRatio", "none");
    ct_xml_attribute(xml, "aria-hidden", "true");
    ct_xml_begin_class(xml, "rect", "rest");
    ct_xml_attribute(xml, "width", "100");
    ct_xml_attribute(xml, "height", "8");
    ct_xml_end(xml);
    ct_xml_begin_class(xml, "rect", "filled");
    ct_xml_attributef(xml, "width", "%.1f", CLAMP(share, 0, 1) * 100);
    ct_xml_attribute(xml, "height", "8");
    ct_xml_end(xml);
    ct_xml_end(xml);
}
