/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin kpi PACKAGE|RUN`: the key figures of a design, held against its targets. */
#include "cli/commands.h"

#include "cli/assess.h"
#include "cli/terminal.h"

#include "report/kpi.h"

#include <string.h>

CtStatus
ct_command_kpi(CtCli *cli)
{
    g_auto(CtAssessment) assessment = {0};
    CtStatus status = ct_assessment_make(&assessment, cli, cli->operands[0]);

    if (assessment.kpis == NULL)
        return status;
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_kpis_json(out, assessment.dossier, assessment.kpis);
    else
        ct_report_kpis_text(out, assessment.dossier, assessment.kpis,
                            &(CtTextOptions){.width = cli->width,
                                             .color = cli->color,
                                             .brief = cli->options.quiet,
                                             .all = cli->options.verbose});
    return ct_result_close(cli, out,
                           ct_status_worse(status, ct_assessment_judge_kpis(assessment.kpis)));
}
