/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin paths PACKAGE`: the k best ways to each goal side by side. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "report/paths.h"

#include <string.h>

enum { DEFAULT_PATHS = 10 };

static bool
has_goal(const CtDossier *dossier)
{
    for (uint32_t i = 0; i < dossier->n_attackers; i++)
        if (dossier->attackers[i].n_goals > 0)
            return true;
    return false;
}

static CtStatus
write_result(CtCli *cli, const CtDossier *dossier)
{
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_paths_json(out, dossier);
    else
        ct_report_paths_text(out, dossier,
                             &(CtTextOptions){.width = cli->width,
                                              .color = cli->color,
                                              .brief = cli->options.quiet,
                                              .all = cli->options.verbose});
    return ct_result_close(cli, out, ct_package_judge_goals(dossier));
}

CtStatus
ct_command_paths(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    CtDossierOptions options = {.cost = CT_COST_EFFORT,
                                .scenario_cost = cli->options.cost == NULL,
                                .n_paths = cli->options.paths != 0 ? (uint32_t)cli->options.paths
                                                                   : DEFAULT_PATHS};
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_RULES);

    if (status != CT_STATUS_OK)
        return status;
    if (cli->options.cost != NULL && !ct_cost_parse(cli->options.cost, &options.cost))
        g_assert_not_reached(); /* the option's words are those that parse */
    g_autoptr(CtDossier) dossier = ct_package_analyse(&package, cli, &options, &status);

    if (dossier == NULL)
        return status;
    if (!has_goal(dossier)) {
        ct_say_error(cli, "no goal: name one with --goal, as in --goal exec:hmi-1:admin");
        return CT_STATUS_INPUT;
    }
    return ct_status_worse(status, write_result(cli, dossier));
}
