/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ways to a goal: how many (up to a cap), how long, how quick, how diverse. Lengths are counted
 * in attempts. The shortest is looked for by itself; the others are the quickest ways found, as the
 * number of all ways is exponential.
 */
#include "assurance/kpi_parts.h"

#include "analysis/best_paths.h"
#include "analysis/plan_cost.h"
#include "base/units.h"

#include <math.h>

enum { MOST_PATHS = 20 };

/* Facts and steps that finding the ways may pass over, about: on a large graph fewer are found. */
#define PATHS_WORK UINT64_C(10000000)

/* Of the search for the shortest: enough for designs of the usual size. */
#define SHORTEST_WORK UINT64_C(500000)

static CtBestPaths *
ask(const CtKpiLook *look, CtCost cost, uint32_t k, uint64_t work)
{
    const CtTwin *twin = look->twin;

    return ct_best_paths_new(
        &(CtBestQuery){.graph = twin->graph,
                       .fixpoint = twin->fixpoint,
                       .entries = (const CtFactId *)(const void *)twin->entries->data,
                       .n_entries = twin->entries->len,
                       .finder = look->finder,
                       .targets = look->targets,
                       .cost = cost,
                       .k = k,
                       .work = work});
}

static void
find_shortest(const CtKpiLook *look, CtKpiGoal *goal)
{
    uint64_t limit = look->twin->limits.search;
    g_autoptr(CtBestPaths) best =
        ask(look, CT_COST_STEPS, 1, limit != 0 ? MIN(limit, SHORTEST_WORK) : SHORTEST_WORK);
    const CtPlan *plan = best != NULL ? g_ptr_array_index(best->plans, 0) : NULL;

    if (plan == NULL)
        return;
    goal->shortest = ct_kpi_number(plan->n_attempts);
    if (best->is_optimal)
        return;
    goal->shortest.low = isnan(best->lower_bound) ? 0 : ceil(best->lower_bound);
    goal->shortest.high = plan->n_attempts;
}

/* Distinct products attacked over attempts on any, of one way. */
static double
diversity_of(const CtGraph *graph, const CtPlan *plan)
{
    g_auto(CtIds) products = {0};
    uint32_t n = 0;

    for (uint32_t i = 0; i < plan->steps.length; i++) {
        uint32_t step = plan->steps.data[i].step;

        if (graph->step_kind[step] != CT_STEP_ATTEMPT)
            continue;
        uint32_t asset = ct_plan_target_asset(graph, step);

        if (asset == CT_NO_ID)
            continue;
        n++;
        ct_ids_add(&products, ct_instances_class(graph->instances, asset)->product);
    }
    ct_ids_sort_unique(&products);
    return n > 0 ? (double)products.length / n : (double)NAN;
}

/* The sum over the assets that a way passes of what each takes by itself. */
static double
mcqueen_of(const CtKpiLook *look, const CtPlan *plan)
{
    const CtGraph *graph = look->twin->graph;
    g_auto(CtIds) assets = {0};
    double days = 0;

    for (uint32_t i = 0; i < plan->steps.length; i++) {
        uint32_t step = plan->steps.data[i].step;

        if (graph->step_kind[step] == CT_STEP_ATTEMPT &&
            ct_plan_target_asset(graph, step) != CT_NO_ID)
            ct_ids_add(&assets, ct_plan_target_asset(graph, step));
    }
    ct_ids_sort_unique(&assets);
    for (uint32_t i = 0; i < assets.length; i++) {
        CtSpan flaws = ct_instances_class(graph->instances, assets.data[i])->vulnerabilities;

        days += ct_kpi_mcqueen_days(flaws.length, look->attacker->traits.skill);
    }
    return days;
}

void
ct_kpi_look_at_paths(const CtKpiLook *look, CtKpiGoal *goal)
{
    const CtGraph *graph = look->twin->graph;
    uint64_t size = (uint64_t)graph->n_facts + graph->n_steps + 1;
    uint32_t most = (uint32_t)CLAMP(PATHS_WORK / size, 1, MOST_PATHS);
    g_autoptr(CtBestPaths) best = ask(look, CT_COST_TIME, most, 0);
    double sum = 0, least = (double)NAN, mcqueen = (double)NAN;

    if (best == NULL)
        return;
    for (guint i = 0; i < best->plans->len; i++) {
        const CtPlan *plan = g_ptr_array_index(best->plans, i);
        double diversity = diversity_of(graph, plan), days = mcqueen_of(look, plan);

        sum += plan->n_attempts;
        least = isnan(least) || diversity < least ? diversity : least;
        mcqueen = isnan(mcqueen) || days < mcqueen ? days : mcqueen;
    }
    goal->n_paths = ct_kpi_number(best->plans->len);
    if (best->plans->len == most || best->limit != NULL)
        goal->n_paths.low = best->plans->len;
    goal->mean_length = ct_kpi_number(sum / best->plans->len);
    goal->diversity =
        isnan(least) ? ct_kpi_no_number("no way attacks a product") : ct_kpi_number(least);
    goal->mcqueen = ct_kpi_number(mcqueen);
    goal->quickest = ct_kpi_number(
        (double)((const CtPlan *)g_ptr_array_index(best->plans, 0))->time_ms / (double)CT_MS_DAY);
    find_shortest(look, goal);
}
