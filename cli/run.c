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

#include <string.h>

/* --fail-on makes a reachable goal a miss; a goal that nobody could decide is no success, and
 * neither are best paths of which a limit left open whether they are. */
static CtStatus
judge(const CtCli *cli, const CtDossier *dossier, const CtKpis *kpis, const CtGate *gate)
{
    bool reachable_fails = g_strcmp0(cli->options.fail_on, "reachable") == 0;
    CtStatus status = ct_package_judge_goals(dossier);

    if (gate->baseline != NULL) {
        if (kpis->n_unjudged > 0 ||
            (dossier->segmentation != NULL && dossier->segmentation->undecided != NULL))
            status = ct_status_worse(status, CT_STATUS_UNDECIDED);
        return ct_status_worse(status, ct_gate_judge_run(gate, cli, dossier, kpis));
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
write_result(CtCli *cli,
             const CtDossier *dossier,
             const CtStatistics *statistics,
             const CtKpis *kpis,
             const CtGate *gate)
{
    CtCli to = *cli;
    CtTextOptions text = {.width = cli->width,
                          .color = cli->color,
                          .brief = cli->options.quiet,
                          .all = cli->options.verbose};

    if (ct_simulation_is_run_file(cli->options.output))
        to.options.output = NULL; /* the run file is there; this is for whoever waits */
    CtOut *out = ct_result_open(&to);

    if (strcmp(cli->format, "json") == 0) {
        ct_report_json(out, dossier, statistics, kpis, cli->options.allow_failed);
    } else {
        ct_report_text(out, dossier, &text);
        if (statistics != NULL)
            ct_report_statistics_text(out, statistics, cli->options.allow_failed, &text);
        if (dossier->scales != NULL)
            ct_report_scales_text(out, dossier->scales, &text);
        if (dossier->variants != NULL)
            ct_report_variants_text(out, dossier->variants, &text);
        ct_report_kpis_summary(out, kpis, &text);
    }
    return ct_result_close(&to, out, judge(cli, dossier, kpis, gate));
}

/* Failed replications leave the question open. */
static CtStatus
judge_simulation(const CtCli *cli, const CtStatistics *statistics)
{
    if (statistics == NULL || ct_report_statistics_stand(statistics, cli->options.allow_failed))
        return CT_STATUS_OK;
    return statistics->n_failed > 0 ? CT_STATUS_UNDECIDED : CT_STATUS_OK;
}

/* What was decided at rest is written even where nothing can be simulated. */
static CtStatus
simulate_and_write(CtCli *cli,
                   CtPackage *package,
                   CtDossier *dossier,
                   CtKpiMaker *maker,
                   const CtGate *gate,
                   uint64_t n,
                   CtStatus status)
{
    g_auto(CtSimulation) simulation = {0};
    g_auto(CtScales) scales = {0};
    g_auto(CtVariants) variants = {0};
    bool to_file = ct_simulation_is_run_file(cli->options.output);

    ct_scales_init(&scales);
    ct_variants_init(&variants);
    if (n > 0 && status == CT_STATUS_OK) {
        CtStatus simulated =
            ct_simulation_run(&simulation, cli, package, n, to_file ? cli->options.output : NULL);

        if (simulated != CT_STATUS_OK)
            return simulated;
        n = simulation.header->n;
    }
    g_autoptr(CtKpis) kpis =
        ct_kpi_maker_finish(maker, dossier, ct_assessment_standing(cli, simulation.statistics));

    if (simulation.file != NULL) {
        CtStatus finished = ct_simulation_finish(&simulation, cli, dossier, kpis);

        if (finished != CT_STATUS_OK)
            return finished;
    }
    if (simulation.is_share)
        return CT_STATUS_OK;
    if (status == CT_STATUS_OK) {
        CtStatus varied = ct_variants_try(&variants, cli, package, &simulation, n);

        if (varied != CT_STATUS_OK)
            return varied;
        dossier->variants = &variants;
        CtStatus scaled = ct_scales_try(&scales, cli, package, simulation.statistics, n);

        if (scaled != CT_STATUS_OK)
            return scaled;
        dossier->scales = &scales;
    }
    return ct_status_worse(write_result(cli, dossier, simulation.statistics, kpis, gate),
                           judge_simulation(cli, simulation.statistics));
}

CtStatus
ct_command_run(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    CtExposureOptions exposure;
    CtDossierOptions options = {.cost = CT_COST_EFFORT,
                                .scenario_cost = cli->options.cost == NULL,
                                .n_paths = (uint32_t)cli->options.paths,
                                .exposure = &exposure};
    g_auto(CtGate) gate = {0};
    CtStatus status = ct_gate_load(&gate, cli, false);
    uint64_t n = 0;

    if (status == CT_STATUS_OK)
        status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_RULES);

    if (status != CT_STATUS_OK)
        return status;
    if (!ct_simulation_wanted(cli, package.twin, &n) || !ct_scales_are_sound(cli) ||
        !ct_variants_are_sound(cli, package.twin))
        return CT_STATUS_INPUT;
    options.as_of = package.as_of;
    if (cli->options.cost != NULL && !ct_cost_parse(cli->options.cost, &options.cost))
        g_assert_not_reached(); /* the option's words are those that parse */
    ct_exposure_options_brief(&exposure, &cli->options.limits);
    g_autoptr(CtKpiMaker) maker =
        ct_kpi_maker_new(package.twin, package.kpis.own, package.kpis.profile);

    options.look = ct_kpi_look;
    options.look_data = maker;
    g_autoptr(CtDossier) dossier = ct_package_analyse(&package, cli, &options, &status);

    if (dossier == NULL)
        return status;
    return ct_status_worse(status,
                           simulate_and_write(cli, &package, dossier, maker, &gate, n, status));
}
