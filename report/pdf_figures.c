/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Key figures, what replications say, standards, and what all of it rests on. */
#include "report/figures.h"
#include "report/kpi.h"
#include "report/pdf_parts.h"
#include "report/text_parts.h"

#include <math.h>

enum { MOST_PLOTS = 12, PLOTS_A_ROW = 3, PLOT_HEIGHT = 92 };
enum { MEDIAN = CT_STATISTICS_N_QUANTILES / 2, N = CT_STATISTICS_N_POINTS };

void
ct_pdf_figures(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"Figure",  "Value",      "Target",
                                          "Verdict", "What it is", NULL};
    static const double shares[] = {0.3, 0.16, 0.1, 0.14, 0.3};
    static const CtPaperCell verdicts[] = {
        [CT_KPI_NO_TARGET] = {NULL, NULL, false, CT_PAINT_NONE},
        [CT_KPI_MET] = {"✓ met", NULL, true, CT_PAINT_GUARD},
        [CT_KPI_MISSED] = {"✗ missed", NULL, true, CT_PAINT_FAILURE},
        [CT_KPI_UNJUDGED] = {"? not judged", NULL, true, CT_PAINT_INK},
    };

    ct_paper_heading(paper, 2, "Key figures");
    ct_paper_begin_table(paper, headers, shares);
    for (uint32_t i = 0; i < data->kpis->n_kpis; i++) {
        const CtKpi *kpi = &data->kpis->kpis[i];
        g_autofree char *value = ct_kpi_estimate_text(kpi);
        g_autofree char *target = ct_kpi_target_text(kpi);
        const CtPaperCell cells[] = {{kpi->info.name, kpi->of, true, CT_PAINT_NONE},
                                     {value, kpi->info.unit, false, CT_PAINT_NONE},
                                     {target, NULL, false, CT_PAINT_NONE},
                                     verdicts[kpi->met],
                                     {NULL, kpi->info.formula, false, CT_PAINT_NONE}};

        if (kpi->because == NULL || kpi->met != CT_KPI_NO_TARGET)
            ct_paper_row(paper, cells);
    }
    ct_paper_end_table(paper);
}

/* --- simulation --- */

/* The share that had reached it over time, with its name above and the span below. */
static void
put_plot(CtScene *scene, CtRect box, const CtStatistics *statistics, const CtGoalStatistics *goal)
{
    CtRect plot = {box.x + 22, box.y + 14, box.width - 34, box.height - 34};
    CtPoint points[N + 1] = {{plot.x, ct_rect_bottom(plot)}};
    g_autofree char *span = ct_figure_time(statistics->curve_ms);
    g_autofree char *half = ct_figure_quantile(goal->quantiles[MEDIAN], statistics->horizon_ms);
    g_autofree char *below = g_strdup_printf("half within %s", half);
    static const char *const shares[] = {"100%", "50%", "0"};

    for (int i = 0; i < 3; i++) {
        double y = plot.y + plot.height * i / 2;
        const CtPoint grid[] = {{plot.x, y}, {ct_rect_right(plot), y}};

        ct_scene_line(scene, grid, 2, CT_PAINT_PANEL_EDGE, 0.4);
        ct_scene_text(scene, (CtPoint){plot.x - 3, y}, 22, shares[i], 5.5, CT_PAINT_INK_DIM,
                      CT_ALIGN_RIGHT, false);
    }
    for (int i = 0; i < N; i++)
        points[i + 1] = (CtPoint){plot.x + plot.width * (i + 1) / N,
                                  plot.y + plot.height * (1 - goal->curve[i])};
    ct_scene_line(scene, points, N + 1, CT_PAINT_CONDUIT, 1.2);
    ct_scene_text(scene, (CtPoint){plot.x, box.y + 6}, plot.width, goal->name, 7.5, CT_PAINT_INK,
                  CT_ALIGN_LEFT, true);
    ct_scene_text(scene, (CtPoint){plot.x, ct_rect_bottom(plot) + 8}, plot.width - 24, below, 5.5,
                  CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
    ct_scene_text(scene, (CtPoint){ct_rect_right(plot), ct_rect_bottom(plot) + 8}, 30, span, 5.5,
                  CT_PAINT_INK_DIM, CT_ALIGN_RIGHT, false);
}

static void
put_plots(CtPaper *paper, const CtStatistics *statistics)
{
    CtScene *scene = NULL;
    CtRect row = {0};
    uint32_t n = 0;

    for (guint i = 0; i < statistics->goals->len && n < MOST_PLOTS; i++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, i);
        double width;

        if (goal->n_reached == 0)
            continue;
        if (n % PLOTS_A_ROW == 0)
            row = ct_paper_room(paper, PLOT_HEIGHT, &scene);
        width = row.width / PLOTS_A_ROW;
        put_plot(scene, (CtRect){row.x + width * (n % PLOTS_A_ROW), row.y, width, row.height},
                 statistics, goal);
        n++;
    }
}

void
ct_pdf_simulation(CtPaper *paper, const CtReportData *data)
{
    const CtStatistics *statistics = ct_report_estimates(data);

    if (statistics == NULL)
        return;
    g_autofree char *horizon = ct_figure_time(statistics->horizon_ms);
    g_autofree char *text = g_strdup_printf(
        "The attack was played %" G_GUINT64_FORMAT
        " times, each time with other luck, for at most %s. Intervals are at 95%% and speak of "
        "sampling error only: of a wrong number in a technique they know nothing. The curves show "
        "the share of courses that had reached a goal; what is above them had not.",
        statistics->n + statistics->n_failed, horizon);

    ct_paper_heading(paper, 2, "How likely, how soon");
    ct_paper_text(paper, 0, CT_PAINT_INK, text);
    put_plots(paper, statistics);
}

/* --- standards --- */

static void
put_failing(CtPaper *paper, const CtStandardResult *standard)
{
    static const char *const headers[] = {"Requirement", "Why it fails", "What mends it", NULL};
    static const double shares[] = {0.3, 0.4, 0.3};

    if (standard->counts[CT_RULING_FAIL] == 0)
        return;
    ct_paper_heading(paper, 3, standard->title);
    ct_paper_begin_table(paper, headers, shares);
    for (uint32_t i = 0; i < standard->n_requirements; i++) {
        const CtRequirementResult *requirement = &standard->requirements[i];
        g_autofree char *waiver = ct_requirement_waiver_text(requirement);
        g_autofree char *accepted =
            requirement->waiver == CT_SEG_WAIVED ? g_strconcat("accepted ", waiver, NULL) : NULL;
        const CtPaperCell cells[] = {{requirement->id, requirement->title, true, CT_PAINT_NONE},
                                     {requirement->reason, accepted, false, CT_PAINT_NONE},
                                     {requirement->fix, NULL, false, CT_PAINT_NONE}};

        if (requirement->ruling == CT_RULING_FAIL)
            ct_paper_row(paper, cells);
    }
    ct_paper_end_table(paper);
}

void
ct_pdf_standards(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"Standard",       "Pass",           "Fail",
                                          "Does not apply", "Not assessable", NULL};
    static const double shares[] = {0.48, 0.1, 0.1, 0.16, 0.16};
    static const uint8_t order[] = {CT_RULING_PASS, CT_RULING_FAIL, CT_RULING_NOT_APPLICABLE,
                                    CT_RULING_NOT_ASSESSABLE};
    const CtAssurance *assurance = data->assurance;

    if (assurance == NULL || assurance->n_standards == 0)
        return;
    ct_paper_heading(paper, 2, "Would it pass");
    ct_paper_begin_table(paper, headers, shares);
    for (uint32_t i = 0; i < assurance->n_standards; i++) {
        const CtStandardResult *standard = &assurance->standards[i];
        CtPaperCell cells[5] = {{standard->title, standard->id, true, CT_PAINT_NONE}};
        char counts[4][16];

        for (size_t k = 0; k < G_N_ELEMENTS(order); k++) {
            g_snprintf(counts[k], sizeof counts[k], "%u", standard->counts[order[k]]);
            cells[k + 1].text = counts[k];
        }
        ct_paper_row(paper, cells);
    }
    ct_paper_end_table(paper);
    for (uint32_t i = 0; i < assurance->n_standards; i++)
        put_failing(paper, &assurance->standards[i]);
}

/* --- appendix --- */

void
ct_pdf_appendix(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"Input", "SHA-256", NULL};
    static const double shares[] = {0.34, 0.66};
    const CtDossier *dossier = data->dossier;
    const CtStatistics *statistics = data->statistics;
    g_autofree char *made =
        statistics != NULL
            ? g_strdup_printf("Made by Cybertwin " CT_VERSION ", as of %s, from %" G_GUINT64_FORMAT
                              " replications with seed %" G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT
                              " of which hit a limit. Sampling error only.",
                              data->as_of != NULL ? data->as_of : "no day",
                              statistics->n + statistics->n_failed, statistics->seed,
                              statistics->n_failed)
            : g_strdup_printf("Made by Cybertwin " CT_VERSION ", as of %s. Nothing was simulated.",
                              data->as_of != NULL ? data->as_of : "no day");

    ct_paper_heading(paper, 2, "Appendix");
    ct_paper_text(paper, 0, CT_PAINT_INK, made);
    ct_paper_text(
        paper, 0, CT_PAINT_INK,
        "Times and efforts are means of single steps, each succeeding: to compare designs "
        "by, no forecast. What is marked as assumed is a default where the topology says "
        "nothing.");
    ct_paper_begin_table(paper, headers, shares);
    for (uint32_t i = 0; i < dossier->n_hashes; i++) {
        const CtPaperCell cells[] = {{dossier->hashes[i].path, NULL, false, CT_PAINT_NONE},
                                     {NULL, dossier->hashes[i].sha256, false, CT_PAINT_NONE}};

        ct_paper_row(paper, cells);
    }
    ct_paper_end_table(paper);
}
