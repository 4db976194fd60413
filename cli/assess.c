/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/assess.h"

#include "cli/progress.h"
#include "cli/terminal.h"

#include "analysis/exposure_write.h"
#include "report/statistics.h"

#include <stdio.h>
#include <string.h>

void
ct_assessment_clear(CtAssessment *assessment)
{
    g_clear_pointer(&assessment->facts, ct_held_facts_free);
    g_clear_pointer(&assessment->times, ct_goal_times_free);
    g_clear_pointer(&assessment->kpis, ct_kpis_free);
    g_clear_pointer(&assessment->assurance, ct_assurance_free);
    ct_standards_clear(&assessment->standards);
    g_clear_pointer(&assessment->dossier, ct_dossier_free);
    g_clear_pointer(&assessment->read, ct_statistics_free);
    ct_kpi_setup_clear(&assessment->kpi_setup);
    g_clear_pointer(&assessment->again, ct_run_again_free);
    g_clear_pointer(&assessment->run, ct_run_read_close);
    ct_simulation_clear(&assessment->simulation);
    ct_package_clear(&assessment->package);
}

bool
ct_assessment_is_run(const char *path)
{
    static const char magic[] = "SQLite format 3";
    char first[sizeof magic] = {0};

    if (g_str_has_suffix(path, ".ctrun") || g_str_has_suffix(path, ".ctrun.part"))
        return true;
    FILE *file = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? fopen(path, "rb") : NULL;

    if (file == NULL)
        return false;
    size_t n = fread(first, 1, sizeof first, file);

    (void)fclose(file);
    return n == sizeof first && memcmp(first, magic, sizeof magic) == 0;
}

const CtStatistics *
ct_assessment_standing(const CtCli *cli, const CtStatistics *statistics)
{
    if (statistics == NULL || !ct_report_statistics_stand(statistics, cli->options.allow_failed))
        return NULL;
    return statistics;
}

static void
set_options(const CtAssessment *assessment,
            CtDossierOptions *options,
            CtExposureOptions *exposure,
            const CtLimits *limits)
{
    ct_exposure_options_brief(exposure, limits);
    if (!assessment->with_cuts)
        exposure->parts = CT_EXPOSURE_BLAST | CT_EXPOSURE_SURFACE;
    *options =
        (CtDossierOptions){.cost = CT_COST_EFFORT, .scenario_cost = true, .exposure = exposure};
}

/* @cost as given; NULL: the scenario's, else effort. */
static void
set_cost(CtDossierOptions *options, const char *cost)
{
    options->scenario_cost = cost == NULL || !ct_cost_parse(cost, &options->cost);
}

/* Everybody who looks on while the attackers are gone through. */
typedef struct Lookers {
    CtKpiMaker *maker;
    CtHeldFacts *facts; /* NULL */
} Lookers;

static void
look(const CtTwin *twin, void *data)
{
    const Lookers *lookers = data;

    ct_kpi_look(twin, lookers->maker);
    if (lookers->facts != NULL)
        ct_held_facts_look(twin, lookers->facts);
}

/* Standards, then figures, once everything else is there. */
static CtStatus
finish(CtAssessment *assessment, const CtCli *cli, CtKpiMaker *maker, const char *as_of)
{
    CtAssessOptions options = {.as_of = as_of, .statistics = assessment->statistics};
    CtStatus status = ct_standards_assess(&assessment->standards, cli, assessment->twin, &options,
                                          &assessment->assurance);

    if (status != CT_STATUS_OK)
        return status;
    ct_kpi_maker_use_assurance(maker, assessment->assurance);
    assessment->kpis = ct_kpi_maker_finish(maker, assessment->dossier,
                                           ct_assessment_standing(cli, assessment->statistics));
    return CT_STATUS_OK;
}

static CtStatus
assess_package(CtAssessment *assessment, const CtCli *cli, const char *path)
{
    CtPackage *package = &assessment->package;
    CtExposureOptions exposure;
    CtDossierOptions options;
    uint64_t n = 0;
    CtStatus status = ct_package_load(package, cli, path, CT_TWIN_RULES);

    if (status != CT_STATUS_OK)
        return status;
    if (!ct_simulation_wanted(cli, package->twin, &n))
        return CT_STATUS_INPUT;
    assessment->twin = package->twin;
    status = ct_standards_open(&assessment->standards, cli, assessment->twin, NULL, NULL);
    if (status != CT_STATUS_OK)
        return status;
    g_autoptr(CtKpiMaker) maker =
        ct_kpi_maker_new(package->twin, package->kpis.own, package->kpis.profile);
    Lookers lookers = {.maker = maker, .facts = assessment->facts};

    set_options(assessment, &options, &exposure, &cli->options.limits);
    options.as_of = package->as_of;
    set_cost(&options, cli->options.cost);
    options.n_paths = (uint32_t)cli->options.paths;
    options.look = look;
    options.look_data = &lookers;
    assessment->dossier = ct_package_analyse(package, cli, &options, &status);
    if (assessment->dossier == NULL)
        return status;
    if (n > 0 && status == CT_STATUS_OK)
        status = ct_simulation_run(&assessment->simulation, cli, package, n, NULL);
    if (status != CT_STATUS_OK && status != CT_STATUS_UNDECIDED)
        return status;
    assessment->statistics = assessment->simulation.statistics;
    for (guint i = 0; assessment->times != NULL && assessment->statistics != NULL &&
                      i < assessment->simulation.rows->len;
         i++)
        ct_goal_times_add(assessment->simulation.rows->pdata[i], assessment->times);
    return ct_status_worse(status, finish(assessment, cli, maker, package->as_of));
}

static bool
read_statistics(CtAssessment *assessment, GError **error)
{
    g_autoptr(CtStatisticsMaker) maker =
        ct_statistics_maker_new(ct_run_read_get_header(assessment->run));

    if (!ct_run_read_each_row(assessment->run, ct_statistics_add, maker, error) ||
        (assessment->times != NULL &&
         !ct_run_read_each_row(assessment->run, ct_goal_times_add, assessment->times, error)))
        return false;
    assessment->read = ct_statistics_finish(maker, error);
    assessment->statistics = assessment->read;
    return assessment->read != NULL;
}

static CtStatus
assess_run(CtAssessment *assessment, const CtCli *cli, const char *path)
{
    CtStatus status = CT_STATUS_OK;
    CtExposureOptions exposure;
    CtDossierOptions options;
    g_autoptr(GError) error = NULL;

    assessment->run = ct_run_open(cli, path, &status);
    if (assessment->run == NULL)
        return status;
    assessment->again = ct_run_do_again(cli, assessment->run, &status);
    if (assessment->again == NULL)
        return status;
    CtTwin *twin = assessment->twin = assessment->again->twin;

    status = ct_standards_open(&assessment->standards, cli, twin,
                               ct_run_read_get_header(assessment->run), assessment->again);
    if (status != CT_STATUS_OK)
        return status;
    if (!ct_kpi_setup_load(&assessment->kpi_setup, cli, twin,
                           ct_run_read_get_header(assessment->run))) {
        ct_say_diagnostics(cli, twin->diag);
        return CT_STATUS_INPUT;
    }
    g_autoptr(CtKpiMaker) maker =
        ct_kpi_maker_new(twin, assessment->kpi_setup.own, assessment->kpi_setup.profile);
    Lookers lookers = {.maker = maker, .facts = assessment->facts};

    set_options(assessment, &options, &exposure, &twin->limits);
    ct_run_ask(&options, ct_run_read_get_header(assessment->run));
    options.look = look;
    options.look_data = &lookers;
    assessment->dossier = ct_run_analyse(cli, path, assessment->again, &options, &status);
    if (assessment->dossier == NULL)
        return status;
    if (!read_statistics(assessment, &error)) {
        ct_say_error(cli, "%s: %s", path, error->message);
        return ct_run_status(error);
    }
    return finish(assessment, cli, maker, options.as_of);
}

CtStatus
ct_assessment_make(CtAssessment *assessment, const CtCli *cli, const char *path)
{
    CtStatus status = ct_assessment_is_run(path) ? assess_run(assessment, cli, path)
                                                 : assess_package(assessment, cli, path);

    if (status == CT_STATUS_OK && assessment->statistics != NULL &&
        ct_assessment_standing(cli, assessment->statistics) == NULL &&
        assessment->statistics->n_failed > 0)
        return CT_STATUS_UNDECIDED;
    return status;
}

CtStatus
ct_assessment_judge_kpis(const CtKpis *kpis)
{
    if (kpis->n_missed > 0)
        return CT_STATUS_MISSED;
    return kpis->n_unjudged > 0 ? CT_STATUS_UNDECIDED : CT_STATUS_OK;
}
