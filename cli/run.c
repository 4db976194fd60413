/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin run PACKAGE`: what the attacker can reach, how, and what falls. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "analysis/exposure_write.h"
#include "report/json_result.h"
#include "report/text.h"

#include <string.h>

/* --fail-on makes a reachable goal a miss; a goal that nobody could decide is no success. */
static CtStatus
judge(const CtCli *cli, const CtDossier *dossier)
{
    bool reachable_fails = g_strcmp0(cli->options.fail_on, "reachable") == 0;
    CtStatus status = CT_STATUS_OK;

    for (uint32_t i = 0; i < dossier->n_attackers; i++) {
        const CtAttackerFinding *attacker = &dossier->attackers[i];

        for (uint32_t k = 0; k < attacker->n_goals; k++) {
            uint8_t reachable = attacker->goals[k].reachable;

            if (reachable == CT_ANSWER_UNKNOWN)
                status = ct_status_worse(status, CT_STATUS_UNDECIDED);
            if (reachable == CT_ANSWER_YES && reachable_fails)
                status = ct_status_worse(status, CT_STATUS_MISSED);
        }
    }
    return status;
}

static CtStatus
write_result(CtCli *cli, const CtDossier *dossier)
{
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_json(out, dossier);
    else
        ct_report_text(out, dossier,
                       &(CtTextOptions){.width = cli->width,
                                        .color = cli->color,
                                        .brief = cli->options.quiet,
                                        .all = cli->options.verbose});
    return ct_result_close(cli, out, judge(cli, dossier));
}

/*
 * A limit that was hit while computing makes every answer unknown; that is a result, too. NULL,
 * having said why, where there is none.
 */
static CtDossier *
analyse(CtCli *cli, CtPackage *package, const CtDossierOptions *options, CtStatus *ret_status)
{
    CtTwin *twin = package->twin;
    g_autoptr(GError) error = NULL;

    ct_progress_phase(cli, "building the attack graph");
    if (ct_twin_load(twin, cli->operands[0], CT_TWIN_SOLVED, &error)) {
        ct_progress_phase(cli, "looking for the best paths");
        CtDossier *dossier = ct_dossier_new(twin, options, &error);

        if (dossier != NULL)
            return dossier;
    }
    ct_say_error(cli, "%s", error->message);
    *ret_status = ct_package_status(error);
    return *ret_status == CT_STATUS_UNDECIDED
               ? ct_dossier_new_undecided(twin, options, error->message)
               : NULL;
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
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_RULES);

    if (status != CT_STATUS_OK)
        return status;
    if (cli->options.cost != NULL && !ct_cost_parse(cli->options.cost, &options.cost))
        g_assert_not_reached(); /* the option's words are those that parse */
    ct_exposure_options_brief(&exposure, &cli->options.limits);
    g_autoptr(CtDossier) dossier = analyse(cli, &package, &options, &status);

    if (dossier == NULL)
        return status;
    return ct_status_worse(status, write_result(cli, dossier));
}
