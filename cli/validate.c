/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin validate PACKAGE`: would the design pass. */
#include "cli/commands.h"

#include "cli/assess.h"
#include "cli/gate.h"
#include "cli/package.h"
#include "cli/progress.h"
#include "cli/run_open.h"
#include "cli/standards.h"
#include "cli/terminal.h"

#include "assurance/assess.h"
#include "report/validate.h"

#include <string.h>

const CtExample ct_validate_examples[] = {
    {"validate scenarios/energy-ukraine-2015 --standard iec62443-3-3",
     "one standard, zone by zone, and what would change most"},
    {"validate PACKAGE --standard eu-cra-annex-i --all", "every requirement, with the evidence"},
    {"validate PACKAGE --standard iec62443-3-3:SR-5.2", "one requirement"},
    {"validate run.ctrun", "with what the replications of a run say, too"},
    {"validate PACKAGE --fail-on high -f json", "for a gate, and for a program to read"},
    {NULL, NULL},
};

static void
on_phase(void *data, const char *what)
{
    const CtCli *cli = data;

    ct_progress_phase(cli, what);
}

/* Without --fail-on, what a standard demands and the design misses counts; what it recommends does
 * not. */
static CtStatus
judge(const CtCli *cli, const CtAssurance *assurance, const CtGate *gate)
{
    CtStatus status = assurance->undecided != NULL ? CT_STATUS_UNDECIDED : CT_STATUS_OK;
    CtGravity least = CT_GRAVITY_MEDIUM;

    if (cli->options.fail_on != NULL && !ct_gravity_parse(cli->options.fail_on, &least))
        return status; /* never */
    if (gate->baseline != NULL)
        return ct_status_worse(status, ct_gate_judge_validation(gate, cli, assurance, least));
    if (ct_assurance_fails(assurance, least))
        status = ct_status_worse(status, CT_STATUS_MISSED);
    return status;
}

static CtStatus
write_result(CtCli *cli, const CtAssurance *assurance, const CtGate *gate)
{
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_validate_json(out, assurance);
    else
        ct_report_validate_text(out, assurance,
                                &(CtTextOptions){.width = cli->width,
                                                 .color = cli->color,
                                                 .brief = cli->options.quiet,
                                                 .all = cli->options.all});
    return ct_result_close(cli, out, judge(cli, assurance, gate));
}

/* What is judged: a package, or what a run file holds, with what its replications say. */
typedef struct Judged {
    CtPackage package;
    CtRunRead *run;
    CtRunAgain *again;
    CtStatistics *statistics;
    CtTwin *twin; /* of either */
    const char *as_of;
} Judged;

static void
judged_clear(Judged *judged)
{
    g_clear_pointer(&judged->statistics, ct_statistics_free);
    g_clear_pointer(&judged->again, ct_run_again_free);
    g_clear_pointer(&judged->run, ct_run_read_close);
    ct_package_clear(&judged->package);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Judged, judged_clear)

static CtStatus
open_run(Judged *judged, const CtCli *cli)
{
    CtStatus status = CT_STATUS_OK;
    g_autoptr(GError) error = NULL;

    judged->run = ct_run_open(cli, cli->operands[0], &status);
    if (judged->run != NULL)
        judged->again = ct_run_do_again(cli, judged->run, &status);
    if (judged->again == NULL)
        return status;
    const CtRunHeader *header = ct_run_read_get_header(judged->run);
    g_autoptr(CtStatisticsMaker) maker = ct_statistics_maker_new(header);

    if (ct_run_read_each_row(judged->run, ct_statistics_add, maker, &error))
        judged->statistics = ct_statistics_finish(maker, &error);
    if (judged->statistics == NULL) {
        ct_say_error(cli, "%s: %s", cli->operands[0], error->message);
        return ct_run_status(error);
    }
    judged->twin = judged->again->twin;
    judged->as_of = ct_run_header_option(header, "as-of");
    return CT_STATUS_OK;
}

static CtStatus
open_package(Judged *judged, const CtCli *cli)
{
    CtStatus status = ct_package_load(&judged->package, cli, cli->operands[0], CT_TWIN_RULES);
    g_autoptr(GError) error = NULL;

    judged->twin = judged->package.twin;
    judged->as_of = judged->package.as_of;
    if (status != CT_STATUS_OK)
        return status;
    ct_progress_phase(cli, "working out who can reach whom");
    if (ct_twin_load(judged->twin, cli->operands[0], CT_TWIN_REACH, &error))
        return CT_STATUS_OK;
    ct_say_error(cli, "%s", error->message);
    status = ct_package_status(error);
    return status == CT_STATUS_UNDECIDED ? CT_STATUS_OK : status; /* the rest can be said */
}

CtStatus
ct_command_validate(CtCli *cli)
{
    g_auto(Judged) judged = {0};
    g_auto(CtStandards) standards = {0};
    g_autoptr(GError) error = NULL;
    g_auto(CtGate) gate = {0};
    bool is_run = ct_assessment_is_run(cli->operands[0]);
    CtStatus status = ct_gate_load(&gate, cli, true);

    if (status == CT_STATUS_OK)
        status = is_run ? open_run(&judged, cli) : open_package(&judged, cli);

    if (status == CT_STATUS_OK)
        status = ct_standards_load(&standards, cli,
                                   judged.twin->is_lone_file ? NULL : judged.twin->source);
    if (status != CT_STATUS_OK)
        return status;
    g_auto(GStrv) names = ct_standards_named(cli, judged.twin);

    if (!ct_standards_check(&standards, cli, (const char *const *)names))
        return CT_STATUS_INPUT;
    if (names[0] == NULL) {
        g_strfreev(names);
        names = ct_standards_for_domain(&standards, judged.twin);
    }
    g_autofree char *run = is_run ? g_path_get_basename(cli->operands[0]) : NULL;
    CtAssessOptions options = {.standards = (const char *const *)names,
                               .as_of = judged.as_of,
                               .statistics = judged.statistics,
                               .run = run,
                               .on_phase = on_phase,
                               .data = cli};
    g_autoptr(CtAssurance) assurance =
        ct_assess(judged.twin, standards.catalogs, standards.checks, &options, &error);

    if (assurance == NULL) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    return write_result(cli, assurance, &gate);
}
