/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin run PACKAGE`: what the attacker can reach, how, and what falls. */
#include "cli/commands.h"

#include "cli/assess.h"
#include "cli/gate.h"
#include "cli/progress.h"
#include "cli/scales.h"
#include "cli/segments.h"
#include "cli/simulate.h"
#include "cli/terminal.h"
#include "cli/variants.h"

#include "analysis/exposure_write.h"
#include "report/json_result.h"
#include "report/kpi.h"
#include "report/statistics.h"
#include "report/text.h"
#include "report/validate.h"

#include <string.h>

/* --fail-on makes a reachable goal a miss; a goal that nobody could decide is no success, and
 * neither are best paths of which a limit left open whether they are. */
static CtStatus
judge(const CtCli *cli, const CtReportData *result, const CtGate *gate)
{
    const CtDossier *dossier = result->dossier;
    const CtKpis *kpis = result->kpis;
    bool reachable_fails = g_strcmp0(cli->options.fail_on, "reachable") == 0;
    CtStatus status = ct_package_judge_goals(dossier);

    if (gate->baseline != NULL) {
        if (kpis->n_unjudged > 0 ||
            (dossier->segmentation != NULL && dossier->segmentation->undecided != NULL))
            status = ct_status_worse(status, CT_STATUS_UNDECIDED);
        return ct_status_worse(status, ct_gate_judge_run(gate, cli, result));
    }

    for (uint32_t i = 0; reachable_fails && i < dossier->n_attackers; i++)
        for (uint32_t k = 0; k < dossier->attackers[i].n_goals; k++)
            if (dossier->attackers[i].goals[k].reachable == CT_ANSWER_YES)
                status = ct_status_worse(status, CT_STATUS_MISSED);
    if (dossier->segmentation != NULL)
        status = ct_status_worse(status, ct_segments_judge(cli, dossier->segmentation));
    return ct_status_worse(status, ct_assessment_judge_kpis(kpis));
}

static CtStatus
write_result(CtCli *cli, const CtReportData *result, const CtGate *gate)
{
    const CtDossier *dossier = result->dossier;
    CtCli to = *cli;
    CtTextOptions text = {.width = cli->width,
                          .color = cli->color,
                          .brief = cli->options.quiet,
                          .all = cli->options.verbose};

    if (ct_simulation_is_run_file(cli->options.output))
        to.options.output = NULL; /* the run file is there; this is for whoever waits */
    CtOut *out = ct_result_open(&to);

    if (strcmp(cli->format, "json") == 0) {
        ct_report_json(out, result);
    } else {
        ct_report_text(out, dossier, &text);
        if (result->statistics != NULL)
            ct_report_statistics_text(out, result->statistics, cli->options.allow_failed, &text);
        if (dossier->scales != NULL)
            ct_report_scales_text(out, dossier->scales, &text);
        if (dossier->variants != NULL)
            ct_report_variants_text(out, dossier->variants, &text);
        ct_report_kpis_summary(out, result->kpis, &text);
        if (result->assurance != NULL)
            ct_report_validate_summary(out, result->assurance, &text);
    }
    return ct_result_close(&to, out, judge(cli, result, gate));
}

/* Failed replications leave the question open. */
static CtStatus
judge_simulation(const CtCli *cli, const CtStatistics *statistics)
{
    if (statistics == NULL || ct_report_statistics_stand(statistics, cli->options.allow_failed))
        return CT_STATUS_OK;
    return statistics->n_failed > 0 ? CT_STATUS_UNDECIDED : CT_STATUS_OK;
}

/* One run on its way from a package to a result. */
typedef struct Course {
    CtCli *cli;
    CtPackage package;
    CtStandards standards;
    CtGate gate;
    CtKpiMaker *maker;
    CtDossier *dossier;
    CtSimulation simulation;
    CtScales scales;
    CtVariants variants;
    CtAssurance *assurance;
    CtKpis *kpis;
} Course;

static void
course_clear(Course *course)
{
    g_clear_pointer(&course->kpis, ct_kpis_free);
    g_clear_pointer(&course->assurance, ct_assurance_free);
    ct_variants_clear(&course->variants);
    ct_scales_clear(&course->scales);
    ct_simulation_clear(&course->simulation);
    g_clear_pointer(&course->dossier, ct_dossier_free);
    g_clear_pointer(&course->maker, ct_kpi_maker_free);
    ct_gate_clear(&course->gate);
    ct_standards_clear(&course->standards);
    ct_package_clear(&course->package);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Course, course_clear)

/* Variants and scaled times, beside the run as it is. */
static CtStatus
vary(Course *course, uint64_t n)
{
    CtStatus status =
        ct_variants_try(&course->variants, course->cli, &course->package, &course->simulation, n);

    if (status != CT_STATUS_OK)
        return status;
    course->dossier->variants = &course->variants;
    status = ct_scales_try(&course->scales, course->cli, &course->package,
                           course->simulation.statistics, n);
    if (status == CT_STATUS_OK)
        course->dossier->scales = &course->scales;
    return status;
}

/* What standards and targets make of it. */
static CtStatus
assess(Course *course)
{
    const CtStatistics *statistics = course->simulation.statistics;
    CtAssessOptions options = {.as_of = course->package.as_of, .statistics = statistics};
    CtStatus status = CT_STATUS_OK;

    if (!course->simulation.is_share)
        status = ct_standards_assess(&course->standards, course->cli, course->package.twin,
                                     &options, &course->assurance);
    if (status != CT_STATUS_OK)
        return status;
    ct_kpi_maker_use_assurance(course->maker, course->assurance);
    course->kpis = ct_kpi_maker_finish(course->maker, course->dossier,
                                       ct_assessment_standing(course->cli, statistics));
    return CT_STATUS_OK;
}

/* What was decided at rest is written even where nothing can be simulated. */
static CtStatus
simulate_and_write(Course *course, uint64_t n, CtStatus status)
{
    CtCli *cli = course->cli;
    CtSimulation *simulation = &course->simulation;
    bool to_file = ct_simulation_is_run_file(cli->options.output);
    CtStatus done = CT_STATUS_OK;

    simulation->standards = &course->standards;
    if (n > 0 && status == CT_STATUS_OK)
        done = ct_simulation_run(simulation, cli, &course->package, n,
                                 to_file ? cli->options.output : NULL);
    if (done == CT_STATUS_OK)
        done = assess(course);
    if (done != CT_STATUS_OK)
        return done;
    const CtReportData result = {.dossier = course->dossier,
                                 .statistics = simulation->statistics,
                                 .allow_failed = cli->options.allow_failed,
                                 .kpis = course->kpis,
                                 .assurance = course->assurance};

    if (simulation->file != NULL)
        done = ct_simulation_finish(simulation, cli, &result);
    if (done != CT_STATUS_OK || simulation->is_share)
        return done;
    if (status == CT_STATUS_OK)
        done = vary(course, simulation->header != NULL ? simulation->header->n : n);
    if (done != CT_STATUS_OK)
        return done;
    return ct_status_worse(write_result(cli, &result, &course->gate),
                           judge_simulation(cli, simulation->statistics));
}

/* The package, what it is judged by, and whether the options fit. */
static CtStatus
prepare(Course *course, uint64_t *ret_n)
{
    CtCli *cli = course->cli;
    CtStatus status = ct_gate_load(&course->gate, cli, false);

    if (status == CT_STATUS_OK)
        status = ct_package_load(&course->package, cli, cli->operands[0], CT_TWIN_RULES);
    if (status == CT_STATUS_OK)
        status = ct_standards_open(&course->standards, cli, course->package.twin, NULL, NULL);
    if (status != CT_STATUS_OK)
        return status;
    return ct_simulation_wanted(cli, course->package.twin, ret_n) && ct_scales_are_sound(cli) &&
                   ct_variants_are_sound(cli, course->package.twin)
               ? CT_STATUS_OK
               : CT_STATUS_INPUT;
}

/* Text shows the key figures that have a target; of what has none, nobody waits for the search. */
static bool
needs_kpis(const Course *course)
{
    const CtCli *cli = course->cli;

    return strcmp(cli->format, "text") != 0 || ct_simulation_is_run_file(cli->options.output) ||
           course->gate.baseline != NULL || course->package.kpis.profile != NULL ||
           course->package.twin->model->targets.length > 0;
}

CtStatus
ct_command_run(CtCli *cli)
{
    g_auto(Course) course = {.cli = cli};
    CtExposureOptions exposure;
    CtDossierOptions options = {.cost = CT_COST_EFFORT,
                                .scenario_cost = cli->options.cost == NULL,
                                .n_paths = (uint32_t)cli->options.paths,
                                .exposure = &exposure};
    uint64_t n = 0;
    CtStatus status;

    ct_scales_init(&course.scales);
    ct_variants_init(&course.variants);
    status = prepare(&course, &n);
    if (status != CT_STATUS_OK)
        return status;
    options.as_of = course.package.as_of;
    if (cli->options.cost != NULL && !ct_cost_parse(cli->options.cost, &options.cost))
        g_assert_not_reached(); /* the option's words are those that parse */
    ct_exposure_options_brief(&exposure, &cli->options.limits);
    course.maker =
        ct_kpi_maker_new(course.package.twin, course.package.kpis.own, course.package.kpis.profile);
    if (needs_kpis(&course)) {
        options.look = ct_kpi_look;
        options.look_data = course.maker;
    }
    course.dossier = ct_package_analyse(&course.package, cli, &options, &status);
    if (course.dossier == NULL)
        return status;
    return ct_status_worse(status, simulate_and_write(&course, n, status));
}
