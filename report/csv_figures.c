/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Key figures, what replications say, and inputs as rows. */
#include "report/csv_parts.h"

#include <string.h>

void
ct_csv_put_figures(const CtCsvReport *report)
{
    const CtKpis *kpis = report->data->kpis;
    CtCsv *csv = report->csv;

    for (uint32_t i = 0; i < kpis->n_kpis; i++) {
        const CtKpi *kpi = &kpis->kpis[i];

        ct_csv_text(csv, kpi->info.id);
        ct_csv_text(csv, kpi->info.catalog);
        ct_csv_text(csv, kpi->info.name);
        ct_csv_put_estimate(report, (CtEstimate){kpi->value, kpi->low, kpi->high});
        ct_csv_text(csv, kpi->info.unit);
        ct_csv_text(csv, ct_kpi_better_text((CtKpiBetter)kpi->info.better));
        ct_csv_text(csv, kpi->of);
        ct_csv_number(csv, kpi->min);
        ct_csv_number(csv, kpi->max);
        ct_csv_text(csv, ct_kpi_met_text((CtKpiMet)kpi->met));
        ct_csv_text(csv, kpi->because);
    }
}

void
ct_csv_put_simulation(const CtCsvReport *report)
{
    enum { MEDIAN = CT_STATISTICS_N_QUANTILES / 2 };
    const CtStatistics *statistics = ct_report_estimates(report->data);
    CtCsv *csv = report->csv;

    for (guint i = 0; statistics != NULL && i < statistics->goals->len; i++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, i);

        ct_csv_text(csv, goal->attacker);
        ct_csv_text(csv, goal->name);
        ct_csv_integer(csv, (int64_t)statistics->n);
        ct_csv_integer(csv, (int64_t)goal->n_reached);
        ct_csv_put_estimate(report, goal->success);
        ct_csv_put_quantile(report, goal->quantiles[MEDIAN]);
        ct_csv_put_estimate(report, goal->restricted_mean_ms);
    }
}

void
ct_csv_put_curves(const CtCsvReport *report)
{
    const CtStatistics *statistics = ct_report_estimates(report->data);

    for (guint i = 0; statistics != NULL && i < statistics->goals->len; i++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, i);

        for (int k = 0; k < CT_STATISTICS_N_POINTS; k++) {
            ct_csv_text(report->csv, goal->attacker);
            ct_csv_text(report->csv, goal->name);
            ct_csv_integer(report->csv, (int64_t)((double)statistics->curve_ms * (k + 1) /
                                                  CT_STATISTICS_N_POINTS));
            ct_csv_number(report->csv, goal->curve[k]);
        }
    }
}

void
ct_csv_put_places(const CtCsvReport *report)
{
    const CtStatistics *statistics = ct_report_estimates(report->data);
    CtCsv *csv = report->csv;

    for (guint i = 0; statistics != NULL && i < statistics->places->len; i++) {
        const CtPlaceStatistics *place = &g_array_index(statistics->places, CtPlaceStatistics, i);

        ct_csv_text(csv, place->kind);
        ct_csv_text(csv, place->name);
        ct_csv_integer(csv, place->n_instances);
        ct_csv_put_estimate(report, place->fell);
        ct_csv_number(csv, place->share.value);
        ct_csv_put_time(report, place->median.value_ms);
    }
}

void
ct_csv_put_techniques(const CtCsvReport *report)
{
    const CtStatistics *statistics = ct_report_estimates(report->data);
    CtCsv *csv = report->csv;

    for (guint i = 0; statistics != NULL && i < statistics->rules->len; i++) {
        const CtRuleStatistics *rule = &g_array_index(statistics->rules, CtRuleStatistics, i);

        ct_csv_text(csv, rule->name);
        ct_csv_text(csv, rule->title);
        ct_csv_integer(csv, (int64_t)rule->n_used);
        ct_csv_integer(csv, (int64_t)rule->tries);
        ct_csv_integer(csv, (int64_t)rule->gains);
    }
}

static CtSpot
first_spot(const CtRequirementResult *requirement)
{
    for (uint32_t i = 0; i < requirement->n_evidence; i++)
        if (requirement->evidence[i].ruling == requirement->ruling &&
            requirement->evidence[i].place.file != NULL)
            return requirement->evidence[i].place;
    return (CtSpot){0};
}

static void
put_requirement(CtCsv *csv,
                const CtStandardResult *standard,
                const CtRequirementResult *requirement)
{
    bool fails = requirement->ruling == CT_RULING_FAIL;
    CtSpot spot = first_spot(requirement);

    ct_csv_text(csv, standard->id);
    ct_csv_text(csv, requirement->id);
    ct_csv_text(csv, requirement->title);
    ct_csv_text(csv, requirement->area);
    ct_csv_text(csv, ct_ruling_text((CtRuling)requirement->ruling));
    ct_csv_text(csv, fails ? ct_gravity_text((CtGravity)requirement->gravity) : NULL);
    ct_csv_text(csv, ct_automation_text((CtAutomation)requirement->automation));
    ct_csv_bool(csv, requirement->is_recommended);
    ct_csv_text(csv, requirement->reason);
    ct_csv_text(csv, requirement->fix);
    ct_csv_text(csv, requirement->document);
    ct_csv_text(csv, ct_csv_waiver_text(requirement->waiver));
    ct_csv_text(csv, requirement->until);
    ct_csv_text(csv, requirement->owner);
    ct_csv_text(csv, requirement->waived_for);
    ct_csv_text(csv, spot.file);
    if (spot.file == NULL) {
        ct_csv_text(csv, NULL);
        ct_csv_text(csv, NULL);
        return;
    }
    ct_csv_integer(csv, spot.line);
    ct_csv_integer(csv, spot.column);
}

void
ct_csv_put_requirements(const CtCsvReport *report)
{
    const CtAssurance *assurance = report->data->assurance;

    for (uint32_t i = 0; assurance != NULL && i < assurance->n_standards; i++)
        for (uint32_t k = 0; k < assurance->standards[i].n_requirements; k++)
            put_requirement(report->csv, &assurance->standards[i],
                            &assurance->standards[i].requirements[k]);
}

void
ct_csv_put_inputs(const CtCsvReport *report)
{
    const CtDossier *dossier = report->data->dossier;

    for (uint32_t i = 0; i < dossier->n_hashes; i++) {
        ct_csv_text(report->csv, dossier->hashes[i].path);
        ct_csv_text(report->csv, dossier->hashes[i].sha256);
    }
}
