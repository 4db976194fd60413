/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/diff.h"

#include "report/json_parts.h"
#include "report/statistics_parts.h"

static void
put_side(CtJson *json, const char *key, const CtCompareSide *side)
{
    ct_json_key(json, key);
    ct_json_begin_object(json);
    ct_json_put_model(json, side->dossier);
    ct_json_key(json, "replications");
    if (side->statistics != NULL)
        ct_json_integer(json, (int64_t)side->statistics->n);
    else
        ct_json_null(json);
    ct_json_end_object(json);
}

static void
put_answer(CtJson *json, const char *key, const CtGoalFinding *goal)
{
    ct_json_put_string(json, key, goal != NULL ? ct_answer_text((CtAnswer)goal->reachable) : NULL);
}

static void
put_goals(CtJson *json, const CtComparison *comparison)
{
    ct_json_key(json, "goals");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < comparison->n_goals; i++) {
        const CtGoalChange *goal = &comparison->goals[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "attacker", goal->attacker);
        ct_json_put_string(json, "id", goal->id);
        put_answer(json, "before", goal->before);
        put_answer(json, "after", goal->after);
        ct_json_put_string(json, "change", ct_change_text((CtChange)goal->change));
        ct_statistics_put_estimate(json, "success_difference", goal->success);
        ct_statistics_put_estimate(json, "mean_days_difference", goal->mean_days);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_facts(CtJson *json, const CtComparison *comparison)
{
    ct_json_key(json, "facts");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < comparison->n_facts; i++) {
        ct_json_begin_object(json);
        ct_json_put_string(json, "fact", comparison->facts[i].text);
        ct_json_put_integer(json, "before", (int64_t)comparison->facts[i].before);
        ct_json_put_integer(json, "after", (int64_t)comparison->facts[i].after);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_failures(CtJson *json,
             const char *key,
             const CtSegFailure *const *failures,
             uint32_t n,
             const CtDossier *dossier)
{
    ct_json_key(json, key);
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < n; i++) {
        ct_json_begin_object(json);
        ct_json_put_string(json, "id", failures[i]->id);
        ct_json_put_string(json, "severity",
                           ct_seg_severity_text((CtSegSeverity)failures[i]->severity));
        ct_json_put_string(json, "what", failures[i]->what);
        ct_json_put_string(json, "fix", failures[i]->fix);
        ct_json_put_dossier_place(json, dossier, failures[i]->pos);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_value(CtJson *json, const char *key, const CtKpi *kpi)
{
    ct_json_key(json, key);
    if (kpi == NULL) {
        ct_json_null(json);
        return;
    }
    ct_json_begin_object(json);
    ct_json_put_number(json, "value", kpi->value);
    ct_json_put_number(json, "low", kpi->low);
    ct_json_put_number(json, "high", kpi->high);
    ct_json_put_string(json, "of", kpi->of);
    ct_json_key(json, "met");
    if (kpi->met == CT_KPI_MET || kpi->met == CT_KPI_MISSED)
        ct_json_bool(json, kpi->met == CT_KPI_MET);
    else
        ct_json_null(json);
    ct_json_end_object(json);
}

static void
put_kpis(CtJson *json, const CtComparison *comparison)
{
    ct_json_key(json, "kpis");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < comparison->n_kpis; i++) {
        const CtKpiChange *change = &comparison->kpis[i];
        const CtKpiInfo *info =
            change->after != NULL ? &change->after->info : &change->before->info;

        ct_json_begin_object(json);
        ct_json_put_string(json, "id", info->id);
        ct_json_put_string(json, "unit", info->unit);
        put_value(json, "before", change->before);
        put_value(json, "after", change->after);
        ct_json_put_number(json, "difference", change->difference);
        ct_statistics_put_estimate(json, "paired_difference", change->paired);
        ct_json_put_string(json, "change", ct_change_text((CtChange)change->change));
        ct_json_put_bool(json, "newly_missed", change->is_newly_missed);
        ct_json_put_bool(json, "no_longer_missed", change->is_no_longer_missed);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_verdicts(CtJson *json, const CtComparison *comparison)
{
    ct_json_key(json, "requirements");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < comparison->n_verdicts; i++) {
        const CtVerdictChange *change = &comparison->verdicts[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "standard", change->standard);
        ct_json_put_string(json, "id", change->after->id);
        ct_json_put_string(json, "title", change->after->title);
        ct_json_put_string(json, "before", ct_ruling_text((CtRuling)change->before->ruling));
        ct_json_put_string(json, "after", ct_ruling_text((CtRuling)change->after->ruling));
        ct_json_put_string(json, "change", ct_change_text((CtChange)change->change));
        ct_json_put_string(json, "reason", change->after->reason);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

void
ct_report_diff_json(CtOut *out,
                    const CtComparison *comparison,
                    const CtCompareSide *before,
                    const CtCompareSide *after)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    put_side(json, "before", before);
    put_side(json, "after", after);
    ct_json_put_bool(json, "paired", comparison->is_paired);
    ct_json_put_string(json, "unpaired_why", comparison->unpaired_why);
    put_goals(json, comparison);
    put_facts(json, comparison);
    put_failures(json, "failures_gained", comparison->gained, comparison->n_gained, after->dossier);
    put_failures(json, "failures_lost", comparison->lost, comparison->n_lost, before->dossier);
    put_verdicts(json, comparison);
    put_kpis(json, comparison);
    ct_json_end_object(json);
}
