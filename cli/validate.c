/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin validate PACKAGE`: would the design pass. */
#include "cli/commands.h"

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
    {"validate PACKAGE --fail-on high -f json", "for a gate, and for a program to read"},
    {NULL, NULL},
};

static void
on_phase(void *data, const char *what)
{
    const CtCli *cli = data;

    ct_progress_phase(cli, what);
}

/* Every standard that --standard names is there. */
static bool
check_standards(const CtCli *cli, const CtStandards *standards)
{
    bool ok = true;

    for (char **id = cli->options.standards; id != NULL && *id != NULL; id++)
        ok = ct_standards_find(standards, cli, *id) != NULL && ok;
    return ok;
}

/* Without --fail-on, what a standard demands and the design misses counts; what it recommends does
 * not. */
static CtStatus
judge(const CtCli *cli, const CtAssurance *assurance)
{
    CtStatus status = assurance->undecided != NULL ? CT_STATUS_UNDECIDED : CT_STATUS_OK;
    CtGravity least = CT_GRAVITY_MEDIUM;

    if (cli->options.fail_on != NULL && !ct_gravity_parse(cli->options.fail_on, &least))
        return status; /* never */
    if (ct_assurance_fails(assurance, least))
        status = ct_status_worse(status, CT_STATUS_MISSED);
    return status;
}

static CtStatus
write_result(CtCli *cli, const CtAssurance *assurance)
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
    return ct_result_close(cli, out, judge(cli, assurance));
}

CtStatus
ct_command_validate(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_auto(CtStandards) standards = {0};
    g_autoptr(GError) error = NULL;
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_RULES);
    CtAssessOptions options = {.standards = (const char *const *)cli->options.standards,
                               .as_of = package.as_of,
                               .on_phase = on_phase,
                               .data = cli};

    if (status == CT_STATUS_OK)
        status = ct_standards_load(&standards, cli,
                                   package.twin->is_lone_file ? NULL : package.twin->source);
    if (status != CT_STATUS_OK)
        return status;
    if (!check_standards(cli, &standards))
        return CT_STATUS_INPUT;
    if (!ct_twin_load(package.twin, cli->operands[0], CT_TWIN_REACH, &error)) {
        status = ct_package_status(error);
        ct_say_error(cli, "%s", error->message);
        if (status != CT_STATUS_UNDECIDED)
            return status;
        g_clear_error(&error);
    }
    g_autoptr(CtAssurance) assurance =
        ct_assess(package.twin, standards.catalogs, standards.checks, &options, &error);

    if (assurance == NULL) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    return write_result(cli, assurance);
}
