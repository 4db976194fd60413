/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an attack costs, and how soon those who defend see it, stop it and mend what it broke. */
#include "report/defence_words.h"
#include "report/figures.h"
#include "report/loss_words.h"
#include "report/pdf_parts.h"

#include <math.h>

enum { MOST_LOSSES = 20, PLOT_HEIGHT = 96, N = CT_LOSS_N_POINTS };

/* --- how bad it gets --- */

static void
put_curve(CtScene *scene, CtRect plot, const CtLossSummary *losses)
{
    CtPoint points[N + 2];
    double x = plot.x + plot.width * losses->cost_95 / losses->cost_most;
    const CtPoint bad[] = {{x, plot.y}, {x, ct_rect_bottom(plot)}};
    g_autofree char *text = ct_figure_amount(losses->cost_95);

    for (int i = 0; i < N; i++)
        points[i] = (CtPoint){plot.x + plot.width * i / N,
                              plot.y + plot.height * (1 - losses->cost_above[i])};
    points[N] = (CtPoint){ct_rect_right(plot), points[N - 1].y};
    points[N + 1] = (CtPoint){ct_rect_right(plot), ct_rect_bottom(plot)};
    ct_scene_line(scene, points, N + 2, CT_PAINT_CONDUIT, 1.2);
    ct_scene_line(scene, bad, 2, CT_PAINT_INK_DIM, 0.6);
    ct_scene_text(scene, (CtPoint){x, plot.y - 4}, 60, text, 6, CT_PAINT_INK,
                  x > plot.x + plot.width / 2 ? CT_ALIGN_RIGHT : CT_ALIGN_LEFT, false);
}

static void
put_costs(CtPaper *paper, const CtLossSummary *losses)
{
    static const char *const shares[] = {"100%", "50%", "0"};
    CtScene *scene = NULL;
    CtRect row = ct_paper_room(paper, PLOT_HEIGHT, &scene);
    CtRect plot = {row.x + 26, row.y + 22, row.width * 0.5, PLOT_HEIGHT - 40};
    static const CtAlign aligns[] = {CT_ALIGN_LEFT, CT_ALIGN_MIDDLE, CT_ALIGN_RIGHT};

    ct_scene_text(scene, (CtPoint){plot.x, row.y + 7}, row.width - 40,
                  "How bad it gets: the share of courses that cost more", 7.5, CT_PAINT_INK,
                  CT_ALIGN_LEFT, true);
    for (int i = 0; i < 3; i++) {
        double y = plot.y + plot.height * i / 2;
        const CtPoint grid[] = {{plot.x, y}, {ct_rect_right(plot), y}};
        g_autofree char *amount = ct_figure_amount(losses->cost_most * i / 2);

        ct_scene_line(scene, grid, 2, CT_PAINT_PANEL_EDGE, 0.4);
        ct_scene_text(scene, (CtPoint){plot.x - 3, y}, 22, shares[i], 5.5, CT_PAINT_INK_DIM,
                      CT_ALIGN_RIGHT, false);
        ct_scene_text(scene, (CtPoint){plot.x + plot.width * i / 2, ct_rect_bottom(plot) + 8}, 60,
                      amount, 5.5, CT_PAINT_INK_DIM, aligns[i], false);
    }
    put_curve(scene, plot, losses);
}

/* --- what is lost --- */

static void
put_loss(CtPaper *paper, const CtLossStatistics *loss, const CtLossSummary *losses)
{
    const char *served_word = g_str_equal(loss->kind, "function") ? "service" : "upheld";
    g_autofree char *lost = ct_figure_estimate(loss->lost);
    g_autofree char *first = ct_loss_first_text(loss);
    g_autofree char *total = ct_loss_duration_text(loss->total_ms);
    g_autofree char *often = ct_loss_number_text(loss->times);
    g_autofree char *times = g_strdup_printf("%s times", often);
    g_autofree char *share = ct_figure_share(loss->at_end.value);
    g_autofree char *at_end = g_strdup_printf("at the end: %s", share);
    g_autofree char *service = ct_figure_estimate(loss->service);
    g_autofree char *served =
        isnan(loss->service.value) ? NULL : g_strdup_printf("%s %s", served_word, service);
    g_autofree char *cost =
        losses->is_whole && !isnan(loss->cost.value) ? ct_loss_amount_text(loss->cost) : NULL;
    const CtPaperCell cells[] = {{loss->name, served, true, CT_PAINT_NONE},
                                 {lost, at_end, true, CT_PAINT_NONE},
                                 {first, NULL, false, CT_PAINT_NONE},
                                 {losses->is_whole ? total : "", times, false, CT_PAINT_NONE},
                                 {cost, NULL, false, CT_PAINT_NONE}};

    ct_paper_row(paper, cells);
}

static void
put_kind(CtPaper *paper,
         const CtLossSummary *losses,
         const char *kind,
         const char *lost,
         const char *const *headers)
{
    static const double shares[] = {0.24, 0.18, 0.15, 0.25, 0.18};
    g_autoptr(GPtrArray) rows = ct_loss_rows(losses, kind);
    guint n = ct_loss_count_lost(rows), shown = MIN(n, MOST_LOSSES);
    g_autofree char *never = ct_loss_never_text(rows, lost);

    if (shown > 0) {
        ct_paper_begin_table(paper, headers, shares);
        for (guint i = 0; i < shown; i++)
            put_loss(paper, g_ptr_array_index(rows, i), losses);
        ct_paper_end_table(paper);
    }
    if (shown < n) {
        g_autofree char *more =
            g_strdup_printf("and %u more that are %s less often", n - shown, lost);

        ct_paper_text(paper, 8, CT_PAINT_INK_DIM, more);
    }
    if (never != NULL)
        ct_paper_text(paper, 8, CT_PAINT_INK_DIM, never);
}

void
ct_pdf_losses(CtPaper *paper, const CtReportData *data)
{
    static const char *const functions[] = {"Function",         "Lost in", "Half within",
                                            "Lost for, in all", "Costs",   NULL};
    static const char *const requirements[] = {
        "Requirement", "Violated in", "Half within", "Violated for, in all", "", NULL};
    const CtStatistics *statistics = ct_report_estimates(data);

    if (statistics == NULL || statistics->losses.losses->len == 0)
        return;
    const CtLossSummary *losses = &statistics->losses;
    g_autofree char *sums = ct_loss_sums_text(losses);

    ct_paper_heading(paper, 2, "What it costs");
    if (sums != NULL)
        ct_paper_text(paper, 0, CT_PAINT_INK, sums);
    if (losses->is_whole && losses->cost_most > 0)
        put_costs(paper, losses);
    put_kind(paper, losses, "function", "lost", functions);
    put_kind(paper, losses, "requirement", "violated", requirements);
}

/* --- those who defend --- */

static void
put_question(CtPaper *paper, const CtDefenceQuestion *question, int64_t horizon_ms)
{
    const CtDefenceTimes *times = question->times;
    g_autofree char *of = g_strdup_printf("%" G_GUINT64_FORMAT " %s", times->n, question->of);
    g_autofree char *share = ct_figure_estimate(times->share);
    g_autofree char *median = ct_figure_quantile(times->median, horizon_ms);
    g_autofree char *mean = ct_loss_duration_text(times->mean_given_ms);
    bool any = times->n > 0;
    const CtPaperCell cells[] = {{question->what, NULL, true, CT_PAINT_NONE},
                                 {any ? share : "–", of, false, CT_PAINT_NONE},
                                 {any ? median : "–", NULL, false, CT_PAINT_NONE},
                                 {mean, NULL, false, CT_PAINT_NONE}};

    ct_paper_row(paper, cells);
}

static void
put_figures(CtPaper *paper, const CtDefenceStatistics *defence)
{
    static const char *const headers[] = {"What they have to do", "On average", NULL};
    static const double shares[] = {0.5, 0.5};
    CtDefenceFigure figures[CT_DEFENCE_N_FIGURES];

    ct_defence_figures(defence, figures);
    ct_paper_begin_table(paper, headers, shares);
    for (int i = 0; i < CT_DEFENCE_N_FIGURES; i++) {
        g_autofree char *text = ct_defence_figure_text(&figures[i]);
        const CtPaperCell cells[] = {{figures[i].what, NULL, true, CT_PAINT_NONE},
                                     {text, NULL, false, CT_PAINT_NONE}};

        if (!isnan(figures[i].value.value))
            ct_paper_row(paper, cells);
    }
    ct_paper_end_table(paper);
}

void
ct_pdf_defence(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"How soon", "Happens in", "Half of all within",
                                          "On average, where it happens", NULL};
    static const double shares[] = {0.32, 0.24, 0.22, 0.22};
    const CtStatistics *statistics = ct_report_estimates(data);
    CtDefenceQuestion questions[CT_DEFENCE_N_QUESTIONS];

    if (statistics == NULL || !statistics->defence.is_there)
        return;
    ct_defence_questions(&statistics->defence, questions);
    ct_paper_heading(paper, 2, "How soon it is seen, stopped and mended");
    ct_paper_begin_table(paper, headers, shares);
    for (int i = 0; i < CT_DEFENCE_N_QUESTIONS; i++)
        put_question(paper, &questions[i], statistics->horizon_ms);
    ct_paper_end_table(paper);
    put_figures(paper, &statistics->defence);
}
