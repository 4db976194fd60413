/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin segments PACKAGE`: zones held against each other. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/segments.h"
#include "cli/terminal.h"

#include "report/segments.h"

#include <string.h>

CtStatus
ct_segments_judge(const CtCli *cli, const CtSegmentation *segmentation)
{
    CtStatus status = segmentation->undecided != NULL ? CT_STATUS_UNDECIDED : CT_STATUS_OK;
    CtSegSeverity least;

    if (ct_segmentation_misses(segmentation))
        status = ct_status_worse(status, CT_STATUS_MISSED);
    if (cli->options.fail_on == NULL || !ct_seg_severity_parse(cli->options.fail_on, &least))
        return status;
    for (uint32_t i = 0; i < segmentation->n_failures; i++)
        if (segmentation->failures[i].waiver != CT_SEG_WAIVED &&
            segmentation->failures[i].severity >= least)
            status = ct_status_worse(status, CT_STATUS_MISSED);
    return status;
}

CtStatus
ct_command_segments(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_autoptr(GError) error = NULL;
    CtSegOptions options = {0};
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_RULES);
    CtTwin *twin = package.twin;

    if (status != CT_STATUS_OK)
        return status;
    /* A limit that kept packets from being followed leaves the rest to be said. */
    if (!ct_twin_load(twin, cli->operands[0], CT_TWIN_REACH, &error)) {
        status = ct_package_status(error);
        ct_say_error(cli, "%s", error->message);
        if (status != CT_STATUS_UNDECIDED)
            return status;
        options.undecided = "network reach has too many edges (--max-reach raises the limit)";
        g_clear_error(&error);
    }
    options.as_of = package.as_of;
    ct_progress_phase(cli, "holding zones against each other");
    g_autoptr(CtSegmentation) segmentation = ct_segmentation_new(twin, &options, &error);

    if (segmentation == NULL) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    g_autofree char *name = g_path_get_basename(twin->package);
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_segments_json(out, segmentation, name);
    else
        ct_report_segments_text(out, segmentation, name,
                                &(CtTextOptions){.width = cli->width,
                                                 .color = cli->color,
                                                 .brief = cli->options.quiet,
                                                 .all = cli->options.verbose});
    return ct_result_close(cli, out, ct_status_worse(status, ct_segments_judge(cli, segmentation)));
}
