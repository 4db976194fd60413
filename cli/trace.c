/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin trace RUN`: one replication, event by event. */
#include "cli/commands.h"

#include "cli/progress.h"
#include "cli/replication.h"
#include "cli/terminal.h"

#include "report/trace.h"

#include <string.h>

static CtTraceFormat
format_of(const CtCli *cli)
{
    if (strcmp(cli->format, "jsonl") == 0)
        return CT_TRACE_FORMAT_JSONL;
    return strcmp(cli->format, "csv") == 0 ? CT_TRACE_FORMAT_CSV : CT_TRACE_FORMAT_TEXT;
}

CtStatus
ct_command_trace(CtCli *cli)
{
    CtStatus status = CT_STATUS_OK;
    g_autoptr(CtRunRead) run = ct_run_open(cli, cli->operands[0], &status);
    g_autoptr(CtRunAgain) again = NULL;
    uint64_t replication = 0;

    if (run == NULL || !ct_replication_find(cli, run, &replication, &status))
        return status;
    again = ct_run_do_again(cli, run, &status);
    if (again == NULL)
        return status;
    g_autoptr(GArray) records = ct_replication_events(cli, run, again->sim, replication, &status);

    if (records == NULL)
        return status;
    CtOut *out = ct_result_open(cli);

    ct_report_trace(out,
                    &(CtTraceReport){.twin = again->twin,
                                     .sim = again->sim,
                                     .records = records,
                                     .replication = replication,
                                     .text = {.width = cli->width,
                                              .color = cli->color,
                                              .all = cli->options.verbose}},
                    format_of(cli));
    return ct_result_close(cli, out, CT_STATUS_OK);
}
