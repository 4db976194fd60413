/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin stats RUN`: what the replications of a run file say. */
#include "cli/commands.h"

#include "cli/run_open.h"
#include "cli/terminal.h"

#include "report/statistics.h"
#include "sim/statistics.h"

#include <string.h>

static CtStatistics *
evaluate(const CtCli *cli, CtRunRead *run, CtStatus *ret_status)
{
    g_autoptr(CtStatisticsMaker) maker = ct_statistics_maker_new(ct_run_read_get_header(run));
    g_autoptr(GError) error = NULL;
    CtStatistics *statistics = NULL;

    if (ct_run_read_each_row(run, ct_statistics_add, maker, &error))
        statistics = ct_statistics_finish(maker, &error);
    if (statistics == NULL) {
        ct_say_error(cli, "%s: %s", cli->operands[0], error->message);
        *ret_status = ct_run_status(error);
    }
    return statistics;
}

static void
write_json(CtOut *out, const CtRunHeader *header, const CtStatistics *statistics, bool allow)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", header->program);
    ct_json_put_string(json, "package", header->package);
    ct_json_put_integer(json, "wanted", (int64_t)header->n);
    ct_report_statistics_json(json, statistics, allow);
    ct_json_end_object(json);
}

static void
write_text(CtOut *out, const CtCli *cli, const CtRunHeader *header, const CtStatistics *statistics)
{
    const CtTextOptions text = {.width = cli->width,
                                .color = cli->color,
                                .brief = cli->options.quiet,
                                .all = cli->options.verbose};
    uint64_t n = statistics->n + statistics->n_failed;

    ct_out_printf(out, "%s", header->package);
    if (n < header->n)
        ct_out_printf(out,
                      ": %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " replications are there", n,
                      header->n);
    ct_out_put(out, "\n");
    ct_report_statistics_text(out, statistics, cli->options.allow_failed, &text);
}

CtStatus
ct_command_stats(CtCli *cli)
{
    CtStatus status = CT_STATUS_OK;
    g_autoptr(CtRunRead) run = ct_run_open(cli, cli->operands[0], &status);
    g_autoptr(CtStatistics) statistics = run != NULL ? evaluate(cli, run, &status) : NULL;
    bool allow = cli->options.allow_failed;

    if (statistics == NULL)
        return status;
    const CtRunHeader *header = ct_run_read_get_header(run);
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        write_json(out, header, statistics, allow);
    else
        write_text(out, cli, header, statistics);
    if (statistics->n_failed > 0 && !allow)
        status = CT_STATUS_UNDECIDED;
    return ct_result_close(cli, out, status);
}
