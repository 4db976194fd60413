/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `cybertwin cuts PACKAGE`: what to take away so that a goal is out of reach; `blast`: what falls
 * when one thing alone is the attacker's; `surface`: what he can touch before his first attempt.
 */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "analysis/exposure_write.h"
#include "report/exposure.h"

#include <string.h>

typedef struct Report {
    unsigned part;
    const char *phase;
    void (*json)(CtOut *out, const CtDossier *dossier);
    void (*text)(CtOut *out, const CtDossier *dossier, const CtTextOptions *options);
} Report;

static bool
has_goal(const CtTwin *twin)
{
    for (guint i = 0; i < twin->attackers->len; i++)
        if (((const CtAttacker *)g_ptr_array_index(twin->attackers, i))->goals.length > 0)
            return true;
    return false;
}

static CtStatus
write_report(CtCli *cli, const Report *report, const CtDossier *dossier)
{
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        report->json(out, dossier);
    else
        report->text(out, dossier,
                     &(CtTextOptions){.width = cli->width,
                                      .color = cli->color,
                                      .all = cli->options.verbose});
    return ct_result_close(cli, out,
                           ct_exposure_is_decided(&dossier->exposure) ? CT_STATUS_OK
                                                                      : CT_STATUS_UNDECIDED);
}

static CtStatus
run(CtCli *cli, const Report *report)
{
    g_auto(CtPackage) package = {0};
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_SOLVED);
    CtExposureOptions exposure;
    CtDossierOptions options = {.exposure = &exposure};
    g_autoptr(GError) error = NULL;

    if (status != CT_STATUS_OK)
        return status;
    if (report->part == CT_EXPOSURE_CUTS && !has_goal(package.twin)) {
        ct_say_error(cli, "no goal: name one with --goal, as in --goal exec:hmi-1:admin, or "
                          "state requirements in the topology");
        return CT_STATUS_INPUT;
    }
    ct_exposure_options_full(&exposure, &cli->options.limits);
    exposure.parts = report->part;
    if (cli->options.most > 0)
        exposure.cuts.most = (uint32_t)cli->options.most;
    if (cli->options.sample > 0)
        exposure.seed = (uint64_t)cli->options.sample;
    ct_progress_phase(cli, report->phase);
    g_autoptr(CtDossier) dossier = ct_dossier_new_exposure(package.twin, &options, &error);

    if (dossier != NULL)
        return write_report(cli, report, dossier);
    ct_say_error(cli, "%s", error->message);
    return ct_package_status(error);
}

CtStatus
ct_command_cuts(CtCli *cli)
{
    static const Report report = {CT_EXPOSURE_CUTS, "looking for cuts", ct_report_cuts_json,
                                  ct_report_cuts_text};

    return run(cli, &report);
}

CtStatus
ct_command_blast(CtCli *cli)
{
    static const Report report = {CT_EXPOSURE_BLAST, "following every source", ct_report_blast_json,
                                  ct_report_blast_text};

    return run(cli, &report);
}

CtStatus
ct_command_surface(CtCli *cli)
{
    static const Report report = {CT_EXPOSURE_SURFACE, "looking at what is open",
                                  ct_report_surface_json, ct_report_surface_text};

    return run(cli, &report);
}
