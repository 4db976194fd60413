/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin merge RUN… -o NAME.ctrun`: the shares of a run become the run. */
#include "cli/commands.h"

#include "cli/assess.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "analysis/exposure_write.h"
#include "base/bits.h"

#include <string.h>

/* The first share's header without the word that it is one. */
static CtRunHeader *
whole_header(const CtRunHeader *share)
{
    CtRunHeader *header = ct_run_header_copy(share);

    ct_run_header_remove_option(header, "shard");
    return header;
}

typedef struct Joining {
    CtRunFile *file;
    uint64_t n;     /* rows taken */
    uint64_t *seen; /* bit a replication of the run: it is there */
    uint64_t n_seen;
    bool twice; /* one came a second time */
    uint64_t which;
    GError *error;
} Joining;

static void
take_row(const CtRow *row, void *data)
{
    Joining *joining = data;

    if (joining->twice || row->replication >= joining->n_seen)
        return;
    joining->twice = ct_bits_get(joining->seen, row->replication);
    joining->which = row->replication;
    ct_bits_set(joining->seen, row->replication);
    if (!joining->twice && joining->error == NULL &&
        ct_run_file_add(joining->file, row, &joining->error))
        joining->n++;
}

/* Adds the rows of share @path, which must be of the run of @header. */
static CtStatus
join(const CtCli *cli, const char *path, const CtRunHeader *header, Joining *joining)
{
    CtStatus status = CT_STATUS_OK;
    g_autoptr(CtRunRead) run = ct_run_open(cli, path, &status);
    g_autoptr(CtRunHeader) whole = NULL;
    g_autofree char *difference = NULL;
    g_autoptr(GError) error = NULL;

    if (run == NULL)
        return status;
    whole = whole_header(ct_run_read_get_header(run));
    difference = ct_run_header_difference(header, whole);
    if (difference != NULL || whole->n != header->n) {
        ct_say_error(cli, "'%s' is a share of another run than '%s': the %s differs", path,
                     cli->operands[0], difference != NULL ? difference : "number of replications");
        return CT_STATUS_INPUT;
    }
    bool read = ct_run_read_each_row(run, take_row, joining, &error);

    if (joining->twice) {
        ct_say_error(cli,
                     "%s: replication %" G_GUINT64_FORMAT
                     " is in a file before it as well: a share was given twice",
                     path, joining->which);
        return CT_STATUS_INPUT;
    }
    if (read && joining->error == NULL)
        return CT_STATUS_OK;
    ct_say_error(cli, "%s: %s", path,
                 joining->error != NULL ? joining->error->message : error->message);
    return joining->error != NULL ? CT_STATUS_INTERNAL : ct_run_status(error);
}

/* What was found at rest is found again, as `run` does it. */
static CtDossier *
analyse(const CtCli *cli, CtPackage *package, const CtRunHeader *header, CtKpiMaker *maker)
{
    const char *cost = ct_run_header_option(header, "cost");
    const char *paths = ct_run_header_option(header, "paths");
    CtExposureOptions exposure;
    CtDossierOptions options = {.cost = CT_COST_EFFORT,
                                .scenario_cost = cost == NULL,
                                .n_paths =
                                    paths != NULL ? (uint32_t)g_ascii_strtoull(paths, NULL, 10) : 0,
                                .exposure = &exposure,
                                .as_of = package->as_of,
                                .look = ct_kpi_look,
                                .look_data = maker};
    g_autoptr(GError) error = NULL;

    if (cost != NULL && !ct_cost_parse(cost, &options.cost)) {
        ct_say_error(cli, "the run was made with an unknown cost '%s'", cost);
        return NULL;
    }
    ct_progress_phase(cli, "looking for the best paths");
    ct_exposure_options_brief(&exposure, &package->twin->limits);
    ct_package_check_day(package);
    CtDossier *dossier = ct_twin_load(package->twin, header->package, CT_TWIN_SOLVED, &error)
                             ? ct_dossier_new(package->twin, &options, &error)
                             : NULL;

    if (dossier == NULL)
        ct_say_error(cli, "%s", error->message);
    return dossier;
}

static CtStatus
complete(CtSimulation *simulation, const CtCli *cli, const CtRunRead *first)
{
    CtStatus status = CT_STATUS_OK;
    g_autoptr(CtRunAgain) again = NULL;
    g_autoptr(CtDossier) dossier = NULL;
    g_autoptr(GError) error = NULL;
    g_auto(CtKpiSetup) setup = {0};
    g_auto(CtStandards) standards = {0};
    g_autoptr(CtAssurance) assurance = NULL;
    CtPackage package = {0};

    if (!ct_simulation_evaluate(simulation, &error)) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INTERNAL;
    }
    again = ct_run_do_again(cli, (CtRunRead *)first, &status);
    if (again == NULL)
        return status;
    package = (CtPackage){.twin = again->twin,
                          .as_of = (char *)ct_run_header_option(simulation->header, "as-of")};
    CtAssessOptions options = {.as_of = package.as_of, .statistics = simulation->statistics};

    if (!ct_kpi_setup_load(&setup, cli, again->twin, simulation->header)) {
        ct_say_diagnostics(cli, again->twin->diag);
        return CT_STATUS_INPUT;
    }
    g_autoptr(CtKpiMaker) maker = ct_kpi_maker_new(again->twin, setup.own, setup.profile);

    dossier = analyse(cli, &package, simulation->header, maker);
    if (dossier == NULL)
        return CT_STATUS_INPUT;
    status = ct_standards_open(&standards, cli, again->twin, simulation->header, again);
    if (status == CT_STATUS_OK)
        status = ct_standards_assess(&standards, cli, again->twin, &options, &assurance);
    if (status != CT_STATUS_OK)
        return status;
    ct_kpi_maker_use_assurance(maker, assurance);
    g_autoptr(CtKpis) kpis =
        ct_kpi_maker_finish(maker, dossier, ct_assessment_standing(cli, simulation->statistics));

    const CtReportData result = {.dossier = dossier,
                                 .statistics = simulation->statistics,
                                 .allow_failed = cli->options.allow_failed,
                                 .kpis = kpis,
                                 .assurance = assurance};

    simulation->sim = again->sim;
    status = ct_simulation_finish(simulation, cli, &result);
    simulation->sim = NULL;
    return status;
}

static CtStatus
join_all(CtSimulation *simulation, const CtCli *cli, const CtRunRead *first)
{
    g_autofree uint64_t *seen = ct_bits_new(simulation->header->n);
    Joining joining = {.file = simulation->file, .seen = seen, .n_seen = simulation->header->n};
    CtStatus status = CT_STATUS_OK;

    ct_progress_phase(cli, "joining");
    for (unsigned i = 0; i < cli->n_operands && status == CT_STATUS_OK; i++)
        status = join(cli, cli->operands[i], simulation->header, &joining);
    g_clear_error(&joining.error);
    if (status != CT_STATUS_OK)
        return status;
    if (joining.n != simulation->header->n) {
        ct_say_error(cli,
                     "%" G_GUINT64_FORMAT " replications of %" G_GUINT64_FORMAT
                     " came together: a share is missing or not complete",
                     joining.n, simulation->header->n);
        return CT_STATUS_INPUT;
    }
    return complete(simulation, cli, first);
}

CtStatus
ct_command_merge(CtCli *cli)
{
    g_auto(CtSimulation) simulation = {0};
    CtStatus status = CT_STATUS_OK;
    g_autoptr(CtRunRead) first = NULL;
    g_autoptr(GError) error = NULL;

    if (!ct_simulation_is_run_file(cli->options.output)) {
        ct_say_error(cli, "name the run file to write: -o NAME.ctrun");
        return CT_STATUS_INPUT;
    }
    first = ct_run_open(cli, cli->operands[0], &status);
    if (first == NULL)
        return status;
    simulation.header = whole_header(ct_run_read_get_header(first));
    simulation.file = ct_run_file_open(cli->options.output, simulation.header, false, &error);
    if (simulation.file == NULL) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    status = join_all(&simulation, cli, first);
    if (status != CT_STATUS_OK && simulation.file != NULL)
        ct_run_file_discard(g_steal_pointer(&simulation.file));
    return status;
}
