/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/scales.h"

#include "cli/terminal.h"

#include "base/sort.h"
#include "base/units.h"

#include <stdlib.h>

enum { FACTORS_MOST = 16 };

static const double least = 1e-3, greatest = 1e3;

static int
compare_factors(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return a < b ? -1 : a > b;
}

/* The factors of --scale-times and 1, rising, each once; 0 where they cannot be read. */
static size_t
read_factors(const char *text, double factors[FACTORS_MOST + 1])
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    size_t n = 0, kept = 0;

    factors[n++] = 1;
    for (size_t i = 0; parts[i] != NULL; i++) {
        if (n > FACTORS_MOST || !ct_units_parse_number(g_strstrip(parts[i]), &factors[n], NULL) ||
            !(factors[n] >= least && factors[n] <= greatest))
            return 0;
        n++;
    }
    ct_sort(factors, n, sizeof *factors, compare_factors);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || factors[i] != factors[i - 1])
            factors[kept++] = factors[i];
    return kept;
}

bool
ct_scales_are_sound(const CtCli *cli)
{
    const char *text = cli->options.scale_times;
    double factors[FACTORS_MOST + 1];

    if (text == NULL)
        return true;
    if (read_factors(text, factors) == 0) {
        ct_say_error(cli,
                     "--scale-times '%s': write up to %d factors from 0.001 to 1000 with commas "
                     "between, as in 0.5,2",
                     text, FACTORS_MOST);
        return false;
    }
    if (ct_simulation_is_run_file(cli->options.output)) {
        ct_say_error(cli, "--scale-times does not go with a run file, which holds one run: leave "
                          "out -o, or name another kind of file");
        return false;
    }
    return true;
}

static const CtGoalStatistics *
find_goal(const CtStatistics *statistics, const CtAttackerFinding *attacker, uint32_t goal)
{
    for (guint i = 0; statistics != NULL && i < statistics->goals->len; i++) {
        const CtGoalStatistics *one = &g_array_index(statistics->goals, CtGoalStatistics, i);

        if (g_strcmp0(one->attacker, attacker->id) == 0 &&
            g_strcmp0(one->name, attacker->goals[goal].id) == 0)
            return one;
    }
    return NULL;
}

static void
add_goals(CtScales *scales, const CtDossier *dossier, const CtStatistics *statistics, double factor)
{
    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++) {
            const CtGoalFinding *goal = &dossier->attackers[a].goals[g];
            const CtGoalStatistics *seen = find_goal(statistics, &dossier->attackers[a], g);
            CtScaleRow row = {.factor = factor,
                              .attacker = g_strdup(dossier->attackers[a].id),
                              .goal = g_strdup(goal->id),
                              .best_ms = goal->n_paths > 0 ? goal->paths[0].cost.time_ms : -1,
                              .is_simulated = seen != NULL};

            if (seen != NULL) {
                row.reached = seen->success;
                row.restricted_mean_ms = seen->restricted_mean_ms;
                row.median = seen->quantiles[CT_STATISTICS_N_QUANTILES / 2];
            }
            g_array_append_val(scales->rows, row);
        }
}

static void
set_factor(CtTwin *twin, double factor)
{
    for (guint a = 0; a < twin->attackers->len; a++)
        ((CtAttacker *)g_ptr_array_index(twin->attackers, a))->traits.scale_times = factor;
    ct_twin_solution_free(ct_twin_take_solution(twin)); /* that of another factor */
}

/* @known: what the replications say, where they were played before. */
static CtStatus
try_factor(CtScales *scales,
           const CtCli *cli,
           CtPackage *package,
           double factor,
           const CtStatistics *known,
           uint64_t n)
{
    const CtDossierOptions options = {.cost = CT_COST_TIME, .n_paths = 1};
    g_auto(CtSimulation) simulation = {0};
    CtStatus status = CT_STATUS_OK;

    set_factor(package->twin, factor);
    g_autoptr(CtDossier) dossier = ct_package_analyse(package, cli, &options, &status);

    if (dossier == NULL || status != CT_STATUS_OK)
        return status;
    if (known == NULL && n > 0) {
        status = ct_simulation_run(&simulation, cli, package, n, NULL);
        if (status != CT_STATUS_OK)
            return status;
        known = simulation.statistics;
    }
    add_goals(scales, dossier, known, factor);
    return CT_STATUS_OK;
}

CtStatus
ct_scales_try(CtScales *scales,
              const CtCli *cli,
              CtPackage *package,
              const CtStatistics *statistics,
              uint64_t n)
{
    double factors[FACTORS_MOST + 1];
    CtCli each = *cli;

    each.options.until = NULL; /* as many as the run took: equal luck is compared */
    if (cli->options.scale_times == NULL)
        return CT_STATUS_OK;
    size_t n_factors = read_factors(cli->options.scale_times, factors);

    for (size_t i = 0; i < n_factors; i++) {
        CtStatus status =
            try_factor(scales, &each, package, factors[i], factors[i] == 1 ? statistics : NULL, n);

        if (status != CT_STATUS_OK)
            return status;
    }
    if (scales->rows->len > 0)
        ct_scales_sort(scales);
    scales->horizon_ms = statistics != NULL ? statistics->horizon_ms : 0;
    return CT_STATUS_OK;
}
