/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is lost, what it costs and what those who defend do, as rows. */
#include "report/csv_parts.h"
#include "report/defence_words.h"

#include <math.h>

/* Figures that a course cut off at its last goal cannot give are left empty. */
static CtEstimate
if_whole(const CtLossSummary *losses, CtEstimate estimate)
{
    return losses->is_whole ? estimate : (CtEstimate){.value = NAN, .low = NAN, .high = NAN};
}

void
ct_csv_put_losses(const CtCsvReport *report)
{
    const CtStatistics *statistics = ct_report_estimates(report->data);
    CtCsv *csv = report->csv;

    for (guint i = 0; statistics != NULL && i < statistics->losses.losses->len; i++) {
        const CtLossSummary *losses = &statistics->losses;
        const CtLossStatistics *loss = &g_array_index(losses->losses, CtLossStatistics, i);
        bool never = loss->lost.value == 0;

        ct_csv_text(csv, loss->kind);
        ct_csv_text(csv, loss->name);
        ct_csv_put_estimate(report, loss->lost);
        ct_csv_put_quantile(report, never ? (CtTimeQuantile){-1, -1, -1} : loss->median);
        ct_csv_put_estimate(report, if_whole(losses, loss->total_ms));
        ct_csv_put_estimate(report, loss->times);
        ct_csv_number(csv, loss->at_end.value);
        ct_csv_put_estimate(report, loss->service);
        ct_csv_put_estimate(report, if_whole(losses, loss->cost));
        ct_csv_bool(csv, losses->is_whole);
    }
}

void
ct_csv_put_costs(const CtCsvReport *report)
{
    const CtStatistics *statistics = ct_report_estimates(report->data);
    const CtLossSummary *losses = statistics != NULL ? &statistics->losses : NULL;

    if (losses == NULL || !losses->is_whole || isnan(losses->cost_most))
        return;
    for (int i = 0; i <= CT_LOSS_N_POINTS; i++) {
        ct_csv_number(report->csv, losses->cost_most * i / CT_LOSS_N_POINTS);
        ct_csv_number(report->csv, i < CT_LOSS_N_POINTS ? losses->cost_above[i] : 0);
    }
}

void
ct_csv_put_defence(const CtCsvReport *report)
{
    const CtStatistics *statistics = ct_report_estimates(report->data);
    CtDefenceQuestion questions[CT_DEFENCE_N_QUESTIONS];

    if (statistics == NULL || !statistics->defence.is_there)
        return;
    ct_defence_questions(&statistics->defence, questions);
    for (int i = 0; i < CT_DEFENCE_N_QUESTIONS; i++) {
        const CtDefenceTimes *times = questions[i].times;

        ct_csv_text(report->csv, questions[i].id);
        ct_csv_integer(report->csv, (int64_t)times->n);
        ct_csv_put_estimate(report, times->share);
        ct_csv_put_quantile(report, times->median);
        ct_csv_put_estimate(report, times->mean_given_ms);
    }
}

void
ct_csv_put_workload(const CtCsvReport *report)
{
    const CtStatistics *statistics = ct_report_estimates(report->data);
    CtDefenceFigure figures[CT_DEFENCE_N_FIGURES];

    if (statistics == NULL || !statistics->defence.is_there)
        return;
    ct_defence_figures(&statistics->defence, figures);
    for (int i = 0; i < CT_DEFENCE_N_FIGURES; i++) {
        if (isnan(figures[i].value.value))
            continue;
        ct_csv_text(report->csv, figures[i].id);
        ct_csv_text(report->csv, ct_defence_unit_text(figures[i].unit));
        ct_csv_put_estimate(report, figures[i].value);
    }
}
