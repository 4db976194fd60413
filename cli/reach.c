/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin reach PACKAGE FROM TO`: can packets get there, and by which rule. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/terminal.h"

#include "report/reach.h"

#include <string.h>

CtStatus
ct_command_reach(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_autoptr(GError) error = NULL;
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_REACH);

    if (status != CT_STATUS_OK)
        return status;
    g_autoptr(CtReachExplanation) explanation =
        ct_reach_explain(package.twin->reach, cli->operands[1], cli->operands[2],
                         cli->options.service, &error);

    if (explanation == NULL) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_reach_json(out, package.twin, explanation);
    else
        ct_report_reach_text(out, package.twin, explanation,
                             &(CtTextOptions){.width = cli->width,
                                              .color = cli->color,
                                              .all = cli->options.verbose});
    return ct_result_close(cli, out, CT_STATUS_OK);
}
