/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin structure PACKAGE`: single points, and zones against what really talks to what. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "report/structure.h"

#include <string.h>

CtStatus
ct_command_structure(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_autoptr(GError) error = NULL;
    uint64_t seed = cli->options.sample > 0 ? (uint64_t)cli->options.sample : 1;
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_REACH);

    if (status != CT_STATUS_OK)
        return status;
    ct_progress_phase(cli, "measuring the structure");
    g_autoptr(CtStructure) structure = ct_structure_new(package.twin->reach, seed, &error);

    if (structure == NULL) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INTERNAL;
    }
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_structure_json(out, package.twin, structure);
    else if (strcmp(cli->format, "graphml") == 0)
        ct_report_structure_graphml(out, package.twin, structure);
    else
        ct_report_structure_text(out, package.twin, structure,
                                 &(CtTextOptions){.width = cli->width,
                                                  .color = cli->color,
                                                  .all = cli->options.verbose});
    return ct_result_close(cli, out,
                           structure->connectivity != NULL ? CT_STATUS_OK : CT_STATUS_UNDECIDED);
}
