/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin blast PACKAGE`: what falls when one thing alone is the attacker's; and
 * `cybertwin surface PACKAGE`: what he can touch before his first attempt. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "report/weak_points.h"

#include <string.h>

enum { MOST_SOURCES = 65536, SAMPLE_SEED = 1 };

CtStatus
ct_command_blast(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_SOLVED);

    if (status != CT_STATUS_OK)
        return status;
    ct_progress_phase(cli, "following every source");
    g_autoptr(CtFolds) folds = ct_folds_new(package.twin->instances, NULL, 0);
    g_autoptr(CtBlast) blast = ct_blast_new(package.twin->graph, folds, MOST_SOURCES, SAMPLE_SEED);
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_blast_json(out, package.twin, blast);
    else
        ct_report_blast_text(out, package.twin, blast,
                             &(CtTextOptions){.width = cli->width,
                                              .color = cli->color,
                                              .all = cli->options.verbose});
    return ct_result_close(cli, out, CT_STATUS_OK);
}

CtStatus
ct_command_surface(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_SOLVED);

    if (status != CT_STATUS_OK)
        return status;
    g_autoptr(CtSurface) surface =
        ct_surface_new(package.twin->graph,
                       (const CtFactId *)(const void *)package.twin->entries->data,
                       package.twin->entries->len);
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_surface_json(out, package.twin, surface);
    else
        ct_report_surface_text(out, package.twin, surface,
                               &(CtTextOptions){.width = cli->width, .color = cli->color});
    return ct_result_close(cli, out, CT_STATUS_OK);
}
