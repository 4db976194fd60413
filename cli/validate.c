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
    {"validate PACKAGE --run run.ctrun", "the same, where the run is of this very design"},
    {"validate PACKAGE --fail-on high -f json", "for a gate, and for a program to read"},
    {NULL, NULL},
};

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

/* What the replications of @path say. */
static CtStatus
read_statistics(Judged *judged, const CtCli *cli, const char *path)
{
    CtStatus status = CT_STATUS_OK;
    g_autoptr(GError) error = NULL;

    judged->run = ct_run_open(cli, path, &status);
    if (judged->run == NULL)
        return status;
    g_autoptr(CtStatisticsMaker) maker =
        ct_statistics_maker_new(ct_run_read_get_header(judged->run));

    if (ct_run_read_each_row(judged->run, ct_statistics_add, maker, &error))
        judged->statistics = ct_statistics_finish(maker, &error);
    if (judged->statistics != NULL)
        return CT_STATUS_OK;
    ct_say_error(cli, "%s: %s", path, error->message);
    return ct_run_status(error);
}

static CtStatus
open_run(Judged *judged, const CtCli *cli)
{
    CtStatus status = read_statistics(judged, cli, cli->operands[0]);

    if (status == CT_STATUS_OK)
        judged->again = ct_run_do_again(cli, judged->run, &status);
    if (judged->again == NULL)
        return status;
    judged->twin = judged->again->twin;
    judged->as_of = ct_run_header_option(ct_run_read_get_header(judged->run), "as-of");
    return CT_STATUS_OK;
}

/* Which file of the package is not what it was when the run was made; NULL: none. */
static const char *
find_changed(const CtRunHeader *header, const CtTwin *twin)
{
    static const char prefix[] = "package/";

    for (guint i = 0; i < header->inputs->len; i++) {
        const CtRunInput *input = &g_array_index(header->inputs, CtRunInput, i);
        const char *path = input->path + strlen(prefix);

        if (!g_str_has_prefix(input->path, prefix) || g_str_has_prefix(path, "standards/"))
            continue;
        g_autoptr(GBytes) bytes = ct_source_read(twin->source, path, twin->limits.yaml_bytes, NULL);

        if (bytes == NULL || !g_bytes_equal(bytes, input->bytes))
            return path;
    }
    return NULL;
}

/* --run: the replications of a run of this very design. */
static CtStatus
add_run(Judged *judged, const CtCli *cli)
{
    CtStatus status = read_statistics(judged, cli, cli->options.run);

    if (status != CT_STATUS_OK)
        return status;
    const char *changed = find_changed(ct_run_read_get_header(judged->run), judged->twin);
    bool is_set = cli->options.set != NULL ||
                  ct_run_header_option(ct_run_read_get_header(judged->run), "set") != NULL;

    if (changed == NULL && !is_set)
        return CT_STATUS_OK;
    if (changed != NULL)
        ct_say_error(cli, "--run %s: it was made of another design, '%s' differs: run it again",
                     cli->options.run, changed);
    else
        ct_say_error(cli,
                     "--run %s: with --set, judge the run by itself: 'validate %s' has what it "
                     "was made of",
                     cli->options.run, cli->options.run);
    return CT_STATUS_INPUT;
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

/* Where nobody says which, those for the domain. */
static CtStatus
open_standards(CtStandards *standards, const CtCli *cli, const Judged *judged)
{
    const CtRunHeader *header = judged->again != NULL ? ct_run_read_get_header(judged->run) : NULL;
    CtStatus status = ct_standards_open(standards, cli, judged->twin, header, judged->again);

    if (status != CT_STATUS_OK || standards->names[0] != NULL)
        return status;
    status = ct_standards_load(standards, cli, judged->twin,
                               judged->again != NULL ? judged->again->catalogs : NULL);
    if (status == CT_STATUS_OK)
        ct_standards_use_domain(standards, judged->twin);
    return status;
}

CtStatus
ct_command_validate(CtCli *cli)
{
    g_auto(Judged) judged = {0};
    g_auto(CtStandards) standards = {0};
    g_autoptr(CtAssurance) assurance = NULL;
    g_auto(CtGate) gate = {0};
    bool is_run = ct_assessment_is_run(cli->operands[0]);
    CtStatus status = CT_STATUS_OK;

    if (is_run && cli->options.run != NULL) {
        ct_say_error(cli, "--run belongs to a package; '%s' is a run already", cli->operands[0]);
        return CT_STATUS_INPUT;
    }
    status = ct_gate_load(&gate, cli, true);
    if (status == CT_STATUS_OK)
        status = is_run ? open_run(&judged, cli) : open_package(&judged, cli);
    if (status == CT_STATUS_OK && cli->options.run != NULL)
        status = add_run(&judged, cli);
    if (status == CT_STATUS_OK)
        status = open_standards(&standards, cli, &judged);
    if (status != CT_STATUS_OK)
        return status;
    const char *file = is_run ? cli->operands[0] : cli->options.run;
    g_autofree char *run = file != NULL ? g_path_get_basename(file) : NULL;
    CtAssessOptions options = {.as_of = judged.as_of, .statistics = judged.statistics, .run = run};

    status = ct_standards_assess(&standards, cli, judged.twin, &options, &assurance);
    if (status != CT_STATUS_OK)
        return status;
    return write_result(cli, assurance, &gate);
}
