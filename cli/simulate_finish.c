/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is added to a run file once all its rows are there. */
#include "cli/simulate.h"

#include "cli/progress.h"
#include "cli/terminal.h"

#include "report/json_result.h"
#include "sim/trace.h"
#include "sim/trace_choice.h"

static bool
put_result(CtSimulation *simulation, const CtReportData *result, GError **error)
{
    g_autoptr(CtOut) out = ct_out_new_string();

    ct_report_json(out, result);
    return ct_run_file_put_result(simulation->file, "result", ct_out_text(out), error);
}

static bool
put_traces(CtSimulation *simulation, GError **error)
{
    CtTraceChoice choice = {0};

    ct_trace_choice_begin(&choice, simulation->header);
    if (!ct_run_file_flush(simulation->file, error) ||
        !ct_run_file_each_row(simulation->file, ct_trace_choice_add, &choice, error))
        return false;
    ct_trace_choice_end(&choice);
    for (uint32_t i = 0; i < choice.n_chosen; i++) {
        GArray *records = ct_trace_play(simulation->sim, choice.chosen[i].replication, NULL);
        GArray *chunks = ct_trace_pack(records, choice.chosen[i].replication);
        bool put = ct_run_file_put_trace(simulation->file, choice.chosen[i].replication,
                                         choice.chosen[i].reason, records->len,
                                         (const CtRunTraceChunk *)(const void *)chunks->data,
                                         chunks->len, error);

        g_array_unref(records);
        ct_trace_chunks_free(chunks);
        if (!put)
            return false;
    }
    return true;
}

static bool
put_session(CtSimulation *simulation, const CtCli *cli, GError **error)
{
    g_autofree char *jobs = g_strdup_printf("%d", cli->options.jobs);

    return ct_run_file_put_session(simulation->file, "command", cli->command->name, error) &&
           ct_run_file_put_session(simulation->file, "output", cli->options.output, error) &&
           ct_run_file_put_session(simulation->file, "jobs", jobs, error);
}

CtStatus
ct_simulation_finish(CtSimulation *simulation, const CtCli *cli, const CtReportData *result)
{
    g_autoptr(GError) error = NULL;
    bool done;

    ct_progress_phase(cli, "completing the run file");
    done = ct_run_file_set_n(simulation->file, simulation->header->n, &error) &&
           ct_run_file_drop_findings(simulation->file, &error) &&
           (simulation->is_share ||
            (put_result(simulation, result, &error) && put_traces(simulation, &error))) &&
           put_session(simulation, cli, &error) &&
           ct_run_file_finish(g_steal_pointer(&simulation->file), &error);
    if (done)
        return CT_STATUS_OK;
    ct_say_error(cli, "%s", error->message);
    return CT_STATUS_INTERNAL;
}
