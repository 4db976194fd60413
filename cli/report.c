/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin report PACKAGE|RUN`: what was found, for those who were not there. */
#include "cli/commands.h"

#include "cli/assess.h"
#include "cli/progress.h"
#include "cli/segments.h"
#include "cli/terminal.h"

#include "report/html.h"
#include "report/sarif.h"

#include <string.h>

static const char *
day_of(const CtAssessment *assessment)
{
    return assessment->run != NULL
               ? ct_run_header_option(ct_run_read_get_header(assessment->run), "as-of")
               : assessment->package.as_of;
}

/* As `run` and `kpi` judge: a report that tells of a missed target does not end as if it did not.
 */
static CtStatus
judge(const CtCli *cli, const CtAssessment *assessment, CtStatus status)
{
    const CtDossier *dossier = assessment->dossier;

    status = ct_status_worse(status, ct_package_judge_goals(dossier));
    if (dossier->segmentation != NULL)
        status = ct_status_worse(status, ct_segments_judge(cli, dossier->segmentation));
    return ct_status_worse(status, ct_assessment_judge_kpis(assessment->kpis));
}

static void
write_report(const CtCli *cli, CtOut *out, const CtReportData *data)
{
    if (strcmp(cli->format, "html") == 0)
        ct_report_html(out, data);
    else
        ct_report_sarif(out, data, cli->options.file_prefix);
}

/* A path within a repository: what a viewer puts before its own root. */
static bool
prefix_fits(const CtCli *cli)
{
    const char *prefix = cli->options.file_prefix;

    if (prefix == NULL)
        return true;
    if (*prefix != '\0' && !g_path_is_absolute(prefix) && g_utf8_validate(prefix, -1, NULL) &&
        strstr(prefix, "..") == NULL && strpbrk(prefix, ":\\") == NULL)
        return true;
    ct_say_error(cli,
                 "--file-prefix '%s' is no path within a repository: write folders parted by '/', "
                 "for example designs/mill",
                 prefix);
    return false;
}

CtStatus
ct_command_report(CtCli *cli)
{
    g_auto(CtAssessment) assessment = {.with_cuts = true};
    CtStatus status;

    if (!prefix_fits(cli))
        return CT_STATUS_INPUT;
    status = ct_assessment_make(&assessment, cli, cli->operands[0]);
    if (assessment.kpis == NULL)
        return status;
    const CtReportData data = {.dossier = assessment.dossier,
                               .statistics = assessment.statistics,
                               .allow_failed = cli->options.allow_failed,
                               .kpis = assessment.kpis,
                               .as_of = day_of(&assessment)};

    ct_progress_phase(cli, "writing the report");
    CtOut *out = ct_result_open(cli);

    write_report(cli, out, &data);
    return ct_result_close(cli, out, judge(cli, &assessment, status));
}
