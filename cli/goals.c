/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin goals PACKAGE`: which facts would violate which requirement. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "report/goals.h"

#include <string.h>

static void
clear_attacker(gpointer data)
{
    g_ptr_array_unref(((CtAttackerGoals *)data)->goals);
}

/* By the cost asked for, else by time: that is found at once and always proved. */
static CtCost
cost_of(const CtCli *cli)
{
    CtCost cost = CT_COST_TIME;

    if (cli->options.cost != NULL && !ct_cost_parse(cli->options.cost, &cost))
        g_assert_not_reached(); /* the option's words are those that parse */
    return cost;
}

CtStatus
ct_command_goals(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_autoptr(GArray) attackers = g_array_new(FALSE, FALSE, sizeof(CtAttackerGoals));
    g_autoptr(GError) error = NULL;
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_SOLVED);
    CtTwin *twin = package.twin;

    g_array_set_clear_func(attackers, clear_attacker);
    if (status != CT_STATUS_OK)
        return status;
    for (uint32_t a = 0; a < twin->attackers->len; a++) {
        CtAttackerGoals own = {.attacker = a};

        if (twin->attacker != a && !ct_twin_select(twin, a, &error)) {
            ct_say_error(cli, "%s", error->message);
            return ct_package_status(error);
        }
        ct_progress_phase(cli, "looking for the best ways");
        own.goals = ct_requirement_goals_new(twin, cost_of(cli));
        g_array_append_val(attackers, own);
    }
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_goals_json(out, twin, attackers);
    else
        ct_report_goals_text(out, twin, attackers,
                             &(CtTextOptions){.width = cli->width,
                                              .color = cli->color,
                                              .all = cli->options.verbose});
    return ct_result_close(cli, out, CT_STATUS_OK);
}
