/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin cuts PACKAGE`: what to take away so that a goal is out of reach. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "analysis/attacker.h"
#include "report/weak_points.h"

#include <string.h>

enum { MOST_CUTS = 100, SECONDS_A_KIND = 10 };

/* A time limit that was hit leaves something undecided. */
static bool
is_decided(const CtWeakPoints *points)
{
    for (uint32_t i = 0; i < points->n_cuts; i++)
        if (points->cuts[i].cuts->hit_limit)
            return false;
    return true;
}

CtStatus
ct_command_cuts(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_autoptr(GPtrArray) points =
        g_ptr_array_new_with_free_func((GDestroyNotify)ct_weak_points_free);
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_SOLVED);
    bool decided = true;

    if (status != CT_STATUS_OK)
        return status;
    const CtAttacker *attacker = g_ptr_array_index(package.twin->attackers, package.twin->attacker);

    if (attacker->goals.length == 0) {
        ct_say_error(cli, "no goal: name one with --goal, as in --goal exec:hmi-1:admin");
        return CT_STATUS_INPUT;
    }
    for (uint32_t g = 0; g < attacker->goals.length; g++) {
        ct_progress_phase(cli, "looking for cuts");
        CtWeakPoints *found = ct_weak_points_new(package.twin, g, MOST_CUTS, SECONDS_A_KIND);

        g_ptr_array_add(points, found);
        decided = decided && is_decided(found);
    }
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_cuts_json(out, package.twin, points);
    else
        ct_report_cuts_text(out, package.twin, points,
                            &(CtTextOptions){.width = cli->width,
                                             .color = cli->color,
                                             .all = cli->options.verbose});
    return ct_result_close(cli, out, decided ? CT_STATUS_OK : CT_STATUS_UNDECIDED);
}
