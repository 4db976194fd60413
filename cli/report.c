/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin report PACKAGE|RUN`: what was found, for those who were not there. */
#include "cli/commands.h"

#include "cli/assess.h"
#include "cli/progress.h"
#include "cli/segments.h"
#include "cli/terminal.h"

#include "base/out_folder.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/json_result.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "report/pdf.h"
#include "report/sarif.h"

#include <string.h>

static const char *
day_of(const CtAssessment *assessment)
{
    return assessment->run != NULL
               ? ct_run_header_option(ct_run_read_get_header(assessment->run), "as-of")
               : assessment->package.as_of;
}

/* As `run`, `kpi` and `validate` judge: a report that tells of a missed target does not end as if
 * it did not.
 */
static CtStatus
judge(const CtCli *cli,
      const CtAssessment *assessment,
      const CtAssurance *assurance,
      CtStatus status)
{
    const CtDossier *dossier = assessment->dossier;

    status = ct_status_worse(status, ct_package_judge_goals(dossier));
    if (dossier->segmentation != NULL)
        status = ct_status_worse(status, ct_segments_judge(cli, dossier->segmentation));
    if (assurance != NULL && assurance->undecided != NULL)
        status = ct_status_worse(status, CT_STATUS_UNDECIDED);
    if (assurance != NULL && ct_assurance_fails(assurance, CT_GRAVITY_MEDIUM))
        status = ct_status_worse(status, CT_STATUS_MISSED);
    return ct_status_worse(status, ct_assessment_judge_kpis(assessment->kpis));
}

/* The result of a run as it was written then; as it would be now where there is none, or where it
 * is asked for other standards. */
static bool
write_json(const CtCli *cli,
           CtOut *out,
           CtAssessment *assessment,
           const CtReportData *data,
           GError **error)
{
    bool asks_for_more = cli->options.standards != NULL || cli->options.catalogs != NULL;
    g_autoptr(GError) problem = NULL;
    g_autofree char *kept = assessment->run != NULL && !asks_for_more
                                ? ct_run_read_result(assessment->run, "result", &problem)
                                : NULL;

    if (problem != NULL) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return false;
    }
    if (kept != NULL)
        ct_out_put(out, kept);
    else
        ct_report_json(out, data);
    return true;
}

static const struct {
    const char *format;
    void (*write)(CtOut *out, const CtReportData *data);
} writers[] = {{"html", ct_report_html}, {"junit", ct_report_junit}, {"md", ct_report_markdown}};

static CtStatus
write_one(CtCli *cli, CtAssessment *assessment, const CtReportData *data, CtStatus status)
{
    g_autoptr(GError) error = NULL;
    CtOut *out = ct_result_open(cli);

    for (size_t i = 0; i < G_N_ELEMENTS(writers); i++)
        if (strcmp(cli->format, writers[i].format) == 0)
            writers[i].write(out, data);
    if (strcmp(cli->format, "sarif") == 0)
        ct_report_sarif(out, data, cli->options.file_prefix);
    if (strcmp(cli->format, "csv") == 0)
        ct_report_csv(out, data, cli->options.table);
    bool ok = strcmp(cli->format, "json") == 0  ? write_json(cli, out, assessment, data, &error)
              : strcmp(cli->format, "pdf") == 0 ? ct_report_pdf(out, data, &error)
                                                : true;

    if (ok)
        return ct_result_close(cli, out, status);
    ct_out_free(out);
    ct_say_error(cli, "%s: %s", cli->operands[0], error->message);
    return ct_run_status(error);
}

/* Every table as a file of a new folder. */
static CtStatus
write_tables(CtCli *cli, const CtReportData *data, CtStatus status)
{
    g_autoptr(CtOutFiles) files = ct_out_files_new();
    g_autoptr(GError) error = NULL;
    bool ok;

    for (const char *const *table = ct_report_csv_tables; *table != NULL; table++) {
        g_autoptr(CtOut) out = ct_out_new_string();
        g_autofree char *name = g_strconcat(*table, ".csv", NULL);

        ct_report_csv(out, data, *table);
        ct_out_files_add(files, name, g_strdup(ct_out_text(out)));
    }
    ct_progress_stop();
    ct_terminal_hold(true);
    ok = ct_out_folder_write(cli->options.output, files, &error);
    ct_terminal_hold(false);
    if (ok)
        return status;
    ct_say_error(cli, "%s", error->message);
    return CT_STATUS_INPUT;
}

/* A path within a repository: what a viewer puts before its own root. */
static bool
options_fit(const CtCli *cli)
{
    const char *prefix = cli->options.file_prefix;
    bool is_csv = strcmp(cli->format, "csv") == 0;

    if (is_csv && cli->options.table == NULL && cli->options.output == NULL) {
        ct_say_error(cli, "csv is many tables: name one with --table, or a new folder with -o");
        return false;
    }
    if (!is_csv && cli->options.table != NULL) {
        ct_say_error(cli, "--table is of --format csv");
        return false;
    }
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
    g_autoptr(CtInventory) inventory = NULL;
    g_autoptr(CtBlueprint) blueprint = NULL;
    g_autoptr(CtLayout) layout = NULL;
    CtStatus status;

    if (!options_fit(cli))
        return CT_STATUS_INPUT;
    status = ct_assessment_make(&assessment, cli, cli->operands[0]);
    if (assessment.kpis == NULL)
        return status;
    if (strcmp(cli->format, "html") == 0 || strcmp(cli->format, "pdf") == 0) {
        ct_progress_phase(cli, "drawing the blueprint");
        inventory = ct_inventory_new(assessment.twin->instances);
        blueprint = ct_blueprint_new(assessment.twin);
        layout = ct_layout_new(blueprint);
    }
    const CtReportData data = {.dossier = assessment.dossier,
                               .statistics = assessment.statistics,
                               .allow_failed = cli->options.allow_failed,
                               .kpis = assessment.kpis,
                               .assurance = assessment.assurance,
                               .inventory = inventory,
                               .layout = layout,
                               .as_of = day_of(&assessment)};

    ct_progress_phase(cli, "writing the report");
    status = judge(cli, &assessment, assessment.assurance, status);
    if (strcmp(cli->format, "csv") == 0 && cli->options.table == NULL)
        return write_tables(cli, &data, status);
    return write_one(cli, &assessment, &data, status);
}
