/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/variants.h"

#include "cli/progress.h"
#include "cli/terminal.h"
#include "cli/variant_losses.h"

#include "report/statistics.h"

#include <math.h>
#include <string.h>

static bool
wants_all(const CtCli *cli)
{
    return g_strcmp0(cli->options.variant, "all") == 0;
}

bool
ct_variants_are_sound(const CtCli *cli, const CtTwin *twin)
{
    if (!wants_all(cli))
        return true;
    if (twin->scenario == NULL || twin->scenario->variants.length == 0) {
        ct_say_error(cli, "--variant all: the scenario has no variants; one is written "
                          "variant(\"name\", function() set(\"…\", …) end)");
        return false;
    }
    if (ct_simulation_is_run_file(cli->options.output)) {
        ct_say_error(cli, "--variant all does not go with a run file, which holds one run: write "
                          "one for each, with --variant NAME -o NAME.ctrun; 'cybertwin diff' holds "
                          "two side by side");
        return false;
    }
    return true;
}

/* --- differences --- */

/* What the rows of two runs say about one goal of each. */
typedef struct Pairs {
    double *a, *b; /* ms, at most the horizon */
    size_t n;
    CtPairedCounts counts;
} Pairs;

static double
restricted(int64_t ms, int64_t horizon_ms)
{
    return (double)(ms == CT_NOT_REACHED ? horizon_ms : MIN(ms, horizon_ms));
}

static void
add_pair(Pairs *pairs, const CtRow *a, const CtRow *b, guint goal_a, guint goal_b, int64_t horizon)
{
    bool in_a = a->goal_ms[goal_a] != CT_NOT_REACHED;
    bool in_b = b->goal_ms[goal_b] != CT_NOT_REACHED;

    pairs->a[pairs->n] = restricted(a->goal_ms[goal_a], horizon);
    pairs->b[pairs->n++] = restricted(b->goal_ms[goal_b], horizon);
    pairs->counts.both += in_a && in_b;
    pairs->counts.only_a += in_a && !in_b;
    pairs->counts.only_b += !in_a && in_b;
    pairs->counts.neither += !in_a && !in_b;
}

/* Replications that failed in either make no pair. */
static void
compare(CtVariantRow *row,
        const CtSimulation *written,
        const CtSimulation *other,
        guint goal_a,
        guint goal_b)
{
    guint n = MIN(written->rows->len, other->rows->len);
    int64_t horizon = MIN(written->sim->horizon_ms, other->sim->horizon_ms);
    Pairs pairs = {.a = g_new(double, (size_t)n + 1), .b = g_new(double, (size_t)n + 1)};

    for (guint i = 0; i < n; i++) {
        const CtRow *a = written->rows->pdata[i], *b = other->rows->pdata[i];

        if (a != NULL && b != NULL && a->outcome != CT_OUTCOME_FAILED &&
            b->outcome != CT_OUTCOME_FAILED)
            add_pair(&pairs, a, b, goal_a, goal_b, horizon);
    }
    row->later_ms = ct_stats_paired(pairs.a, pairs.b, pairs.n, CT_STATISTICS_CONFIDENCE);
    row->reached_more = ct_stats_paired_shares(&pairs.counts, CT_STATISTICS_CONFIDENCE);
    g_free(pairs.a);
    g_free(pairs.b);
}

static guint
find_goal(const CtStatistics *statistics, const CtGoalStatistics *goal)
{
    guint i = 0;

    while (i < statistics->goals->len) {
        const CtGoalStatistics *one = &g_array_index(statistics->goals, CtGoalStatistics, i);

        if (strcmp(one->attacker, goal->attacker) == 0 && strcmp(one->name, goal->name) == 0)
            break;
        i++;
    }
    return i;
}

/* The goals of @other, @name; NULL: the scenario as written itself. */
static void
add_rows(CtVariants *variants,
         const CtCli *cli,
         const CtSimulation *written,
         const CtSimulation *other,
         const char *name)
{
    const CtEstimate none = {.value = NAN, .low = NAN, .high = NAN};
    const CtStatistics *statistics = other->statistics;
    bool stands = ct_report_statistics_stand(statistics, cli->options.allow_failed) &&
                  ct_report_statistics_stand(written->statistics, cli->options.allow_failed);

    for (guint g = 0; g < statistics->goals->len; g++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, g);
        guint first = find_goal(written->statistics, goal);
        CtVariantRow row = {.attacker = g_strdup(goal->attacker),
                            .goal = g_strdup(goal->name),
                            .variant = g_strdup(name),
                            .reached = stands ? goal->success : none,
                            .restricted_mean_ms = stands ? goal->restricted_mean_ms : none,
                            .reached_more = none,
                            .later_ms = none};

        if (stands && name != NULL && first < written->statistics->goals->len)
            compare(&row, written, other, first, g);
        g_array_append_val(variants->rows, row);
    }
    ct_variants_add_losses(variants, written, other, name, stands);
}

/* --- one after the other --- */

static CtStatus
try_variant(CtVariants *variants,
            const CtCli *cli,
            const CtSimulation *written,
            const char *name,
            uint64_t n)
{
    g_auto(CtPackage) package = {0};
    g_auto(CtSimulation) simulation = {0};
    CtCli each = *cli;

    each.options.variant = (char *)(uintptr_t)name;
    each.options.until = NULL; /* as many as the run took: equal luck is compared */
    each.options.quiet = true; /* what is odd was said of the scenario as written */
    CtStatus status = ct_package_load(&package, &each, cli->operands[0], CT_TWIN_SOLVED);

    if (status == CT_STATUS_OK)
        status = ct_simulation_run(&simulation, &each, &package, n, NULL);
    if (status != CT_STATUS_OK) {
        ct_say_error(cli, "variant '%s' could not be played", name);
        return status;
    }
    add_rows(variants, cli, written, &simulation, name);
    return CT_STATUS_OK;
}

CtStatus
ct_variants_try(CtVariants *variants,
                const CtCli *cli,
                const CtPackage *package,
                const CtSimulation *simulation,
                uint64_t n)
{
    if (!wants_all(cli) || simulation->statistics == NULL)
        return CT_STATUS_OK;
    const CtScenario *scenario = package->twin->scenario;

    variants->n = n;
    variants->horizon_ms = simulation->sim->horizon_ms;
    add_rows(variants, cli, simulation, simulation, NULL);
    for (uint32_t i = 0; i < scenario->variants.length; i++) {
        CtStatus status =
            try_variant(variants, cli, simulation, scenario->variants.data[i].name, n);

        if (status != CT_STATUS_OK)
            return status;
    }
    ct_variants_sort(variants);
    return CT_STATUS_OK;
}
