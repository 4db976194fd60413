/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/gate.h"

#include "cli/assess.h"
#include "cli/terminal.h"

#include "base/source.h"

#include <string.h>

void
ct_gate_clear(CtGate *gate)
{
    g_clear_pointer(&gate->baseline, ct_baseline_free);
    g_clear_pointer(&gate->diag, ct_diag_free);
}

/* --- reading --- */

/* The result that a run file holds. */
static GBytes *
result_of_run(const CtCli *cli, const char *path, CtStatus *ret_status)
{
    g_autoptr(CtRunRead) run = ct_run_open(cli, path, ret_status);
    g_autoptr(GError) error = NULL;
    char *result = run != NULL ? ct_run_read_result(run, "result", &error) : NULL;

    if (result != NULL)
        return g_bytes_new_take(result, strlen(result));
    if (run == NULL)
        return NULL;
    *ret_status = error != NULL ? ct_run_status(error) : CT_STATUS_INPUT;
    ct_say_error(cli, "%s: %s", path,
                 error != NULL ? error->message : "the run is not complete: it has no result yet");
    return NULL;
}

static GBytes *
result_of_file(const CtCli *cli, const char *path, CtStatus *ret_status)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    g_autoptr(GError) error = NULL;
    g_autoptr(CtSource) source = ct_source_new_folder(folder, &error);
    GBytes *bytes = source != NULL
                        ? ct_source_read(source, name, cli->options.limits.yaml_bytes, &error)
                        : NULL;

    if (bytes == NULL) {
        ct_say_error(cli, "--baseline %s: %s", path, error->message);
        *ret_status = CT_STATUS_INPUT;
    }
    return bytes;
}

CtStatus
ct_gate_load(CtGate *gate, const CtCli *cli, bool of_validation)
{
    const char *path = cli->options.baseline;
    CtStatus status = CT_STATUS_OK;

    if (path == NULL)
        return CT_STATUS_OK;
    g_autoptr(GBytes) bytes = ct_assessment_is_run(path) ? result_of_run(cli, path, &status)
                                                         : result_of_file(cli, path, &status);

    if (bytes == NULL)
        return status;
    gate->diag = ct_diag_new();
    gate->baseline = ct_baseline_read(path, bytes, &cli->options.limits, gate->diag);
    if (gate->baseline == NULL) {
        ct_say_diagnostics(cli, gate->diag);
        return CT_STATUS_INPUT;
    }
    if (of_validation ? ct_baseline_is_of_validation(gate->baseline)
                      : ct_baseline_is_of_run(gate->baseline))
        return CT_STATUS_OK;
    ct_say_error(cli, "--baseline %s: this is a result of '%s', and %s", path,
                 of_validation ? "run" : "validate",
                 of_validation ? "one of 'validate' as JSON is needed" : "one of 'run' is needed");
    return CT_STATUS_INPUT;
}

/* --- judging --- */

static bool
new_goals(const CtGate *gate, const CtCli *cli, const CtDossier *dossier)
{
    bool is_new = false;

    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++) {
            const CtGoalFinding *goal = &dossier->attackers[a].goals[g];

            if (goal->reachable != CT_ANSWER_YES ||
                ct_baseline_reached(gate->baseline, dossier->attackers[a].id, goal->id))
                continue;
            ct_say_error(cli, "new: the goal %s can be reached", goal->id);
            is_new = true;
        }
    return is_new;
}

static bool
new_failures(const CtGate *gate,
             const CtCli *cli,
             const CtSegmentation *segmentation,
             CtSegSeverity least)
{
    bool is_new = false;

    for (uint32_t i = 0; segmentation != NULL && i < segmentation->n_failures; i++) {
        const CtSegFailure *failure = &segmentation->failures[i];

        if (failure->waiver == CT_SEG_WAIVED || failure->severity < least ||
            ct_baseline_had_failure(gate->baseline, failure->id))
            continue;
        ct_say_error(cli, "new: %s, %s: %s%s", failure->id,
                     ct_seg_severity_text((CtSegSeverity)failure->severity), failure->what,
                     failure->waiver == CT_SEG_EXPIRED ? " (its waiver has ended)" : "");
        is_new = true;
    }
    return is_new;
}

static bool
new_misses(const CtGate *gate, const CtCli *cli, const CtKpis *kpis)
{
    bool is_new = false;

    for (uint32_t i = 0; i < kpis->n_kpis; i++) {
        const CtKpi *kpi = &kpis->kpis[i];

        if (kpi->met != CT_KPI_MISSED || ct_baseline_missed(gate->baseline, kpi->info.id))
            continue;
        ct_say_error(cli, "new: the target for %s is missed", kpi->info.id);
        is_new = true;
    }
    return is_new;
}

/* @of_baseline: only those of standards that it was judged by. */
static bool
new_requirements(const CtGate *gate,
                 const CtCli *cli,
                 const CtAssurance *assurance,
                 CtGravity least,
                 bool of_baseline)
{
    bool is_new = false;

    for (uint32_t s = 0; assurance != NULL && s < assurance->n_standards; s++)
        for (uint32_t i = 0; i < assurance->standards[s].n_requirements; i++) {
            const CtStandardResult *standard = &assurance->standards[s];
            const CtRequirementResult *row = &standard->requirements[i];

            if (!ct_requirement_counts(row) || row->gravity < least ||
                (of_baseline && !ct_baseline_judged(gate->baseline, standard->id)) ||
                ct_baseline_failed(gate->baseline, standard->id, row->id))
                continue;
            ct_say_error(cli, "new: %s %s fails: %s%s", standard->id, row->id,
                         row->reason != NULL ? row->reason : row->title,
                         row->waiver == CT_SEG_EXPIRED ? " (its waiver has ended)" : "");
            is_new = true;
        }
    return is_new;
}

CtStatus
ct_gate_judge_run(const CtGate *gate, const CtCli *cli, const CtReportData *result)
{
    const char *on = cli->options.fail_on != NULL ? cli->options.fail_on : "low";
    CtSegSeverity least = CT_SEG_LOW;
    CtGravity gravity = CT_GRAVITY_LOW;
    bool is_worse;

    if (strcmp(on, "never") == 0)
        return CT_STATUS_OK;
    is_worse = new_goals(gate, cli, result->dossier);
    if (ct_seg_severity_parse(on, &least))
        is_worse = new_failures(gate, cli, result->dossier->segmentation, least) || is_worse;
    if (ct_gravity_parse(on, &gravity))
        is_worse = new_requirements(gate, cli, result->assurance, gravity, true) || is_worse;
    is_worse = new_misses(gate, cli, result->kpis) || is_worse;
    return is_worse ? CT_STATUS_MISSED : CT_STATUS_OK;
}

CtStatus
ct_gate_judge_validation(const CtGate *gate,
                         const CtCli *cli,
                         const CtAssurance *assurance,
                         CtGravity least)
{
    return new_requirements(gate, cli, assurance, least, false) ? CT_STATUS_MISSED : CT_STATUS_OK;
}
