/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin diff A [B]`: two designs or runs side by side. */
#include "cli/commands.h"

#include "cli/assess.h"
#include "cli/terminal.h"

#include "report/diff.h"

#include <string.h>

/* What --fail-on takes for worse; without it, everything but figures without a target. */
static CtStatus
judge(const CtCli *cli, const CtComparison *comparison)
{
    const char *on = cli->options.fail_on != NULL ? cli->options.fail_on : "low";
    CtSegSeverity least = CT_SEG_LOW;
    bool is_worse = comparison->n_newly_reachable > 0;

    if (strcmp(on, "never") == 0)
        return CT_STATUS_OK;
    if (strcmp(on, "reachable") == 0)
        return is_worse ? CT_STATUS_MISSED : CT_STATUS_OK;
    if (strcmp(on, "worse") == 0)
        is_worse = is_worse || comparison->n_worse > 0;
    else if (!ct_seg_severity_parse(on, &least))
        g_assert_not_reached(); /* the option's words are those that parse */
    for (uint32_t i = 0; i < comparison->n_gained; i++)
        is_worse = is_worse || comparison->gained[i]->severity >= least;
    is_worse = is_worse || comparison->n_newly_missed > 0 || comparison->n_newly_failing > 0;
    return is_worse ? CT_STATUS_MISSED : CT_STATUS_OK;
}

static CtStatus
assess(CtAssessment *assessment, const CtCli *cli, char *path, bool with_changes)
{
    char *operands[] = {path, NULL};
    CtCli one = *cli;

    one.operands = operands;
    one.n_operands = 1;
    if (!with_changes)
        one.options.set = NULL;
    assessment->facts = ct_held_facts_new();
    assessment->times = ct_goal_times_new();
    return ct_assessment_make(assessment, &one, path);
}

static CtCompareSide
side_of(const CtCli *cli, const CtAssessment *assessment)
{
    return (CtCompareSide){.dossier = assessment->dossier,
                           .kpis = assessment->kpis,
                           .statistics = ct_assessment_standing(cli, assessment->statistics),
                           .times = assessment->times,
                           .facts = assessment->facts,
                           .assurance = assessment->assurance};
}

/* "plant" and, with changes, "plant --set a=b". */
static char *
name_of(const CtCli *cli, const CtAssessment *assessment, bool with_changes)
{
    const CtDossier *dossier = assessment->dossier;
    GString *name = g_string_new(dossier->name != NULL ? dossier->name : dossier->package);

    for (char **set = cli->options.set; with_changes && set != NULL && *set != NULL; set++)
        g_string_append_printf(name, " --set %s", *set);
    return g_string_free(name, FALSE);
}

static CtStatus
write_result(CtCli *cli, const CtAssessment *before, const CtAssessment *after)
{
    CtCompareSide a = side_of(cli, before), b = side_of(cli, after);
    g_autoptr(CtComparison) comparison = ct_comparison_new(&a, &b);
    g_autofree char *name_a = name_of(cli, before, false);
    g_autofree char *name_b = name_of(cli, after, true);
    CtDiffNames names = {.before = name_a, .after = name_b};
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_diff_json(out, comparison, &a, &b);
    else if (strcmp(cli->format, "html") == 0)
        ct_report_diff_html(out, comparison, &a, &b, &names);
    else
        ct_report_diff_text(out, comparison, &a, &b, &names,
                            &(CtTextOptions){.width = cli->width,
                                             .color = cli->color,
                                             .brief = cli->options.quiet,
                                             .all = cli->options.verbose});
    return ct_result_close(cli, out, judge(cli, comparison));
}

CtStatus
ct_command_diff(CtCli *cli)
{
    g_auto(CtAssessment) before = {0}, after = {0};
    bool has_two = cli->n_operands == 2;
    CtStatus first, second;

    if (!has_two && cli->options.set == NULL) {
        ct_say_error(cli, "one design alone is compared with what --set makes of it: give --set, "
                          "or a second design");
        return CT_STATUS_INPUT;
    }
    if (!has_two && ct_assessment_is_run(cli->operands[0])) {
        ct_say_error(cli, "--set changes a package; a run file is what it is");
        return CT_STATUS_INPUT;
    }
    first = assess(&before, cli, cli->operands[0], false);
    if (before.kpis == NULL)
        return first;
    second = assess(&after, cli, cli->operands[has_two ? 1 : 0], true);
    if (after.kpis == NULL)
        return second;
    return ct_status_worse(ct_status_worse(first, second), write_result(cli, &before, &after));
}
