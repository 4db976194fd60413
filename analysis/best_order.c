/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Paths that cost the same, in the order in which an architect reads them: fewer attempts first,
 * then fewer assets, then the sooner, then as rules and entities stand in their files, by the
 * numbers of attempts.
 */
#include "analysis/best_parts.h"

#include "analysis/plan_cost.h"

#include <math.h>

/* Sums of equal terms in another order, relative to them. */
#define COST_TOLERANCE 1e-9

typedef struct Ranked {
    CtPlan *plan;
    double cost;
    uint32_t class; /* paths of one class cost the same */
    uint32_t n_assets;
    CtIds attempts; /* rising */
} Ranked;

static double
cost_of(const CtGraph *graph, const CtPlan *plan, CtCost cost)
{
    CtPathCost sums;

    if (cost == CT_COST_TIME)
        return (double)plan->time_ms;
    if (cost == CT_COST_SKILL)
        return plan->skill;
    ct_plan_cost(graph, plan, &sums, NULL);
    switch (cost) {
    case CT_COST_STEPS:
        return sums.steps;
    case CT_COST_EFFORT:
        return sums.effort_hours;
    case CT_COST_PROBABILITY:
        return sums.probability;
    case CT_COST_STEALTH:
        return sums.stealth;
    case CT_COST_TIME:
    case CT_COST_SKILL:
    case CT_COST_COUNT:
        break;
    }
    return 0;
}

/* The asset that a fact of @kind speaks of; CT_NO_ID where it is none. */
static uint32_t
asset_of(const CtGraph *graph, CtFact fact)
{
    switch (ct_fact_kind_entity(graph->kinds, fact.kind)) {
    case CT_ENTITY_ASSET:
        return fact.entity;
    case CT_ENTITY_SERVICE:
        return ct_instances_service_asset(graph->instances, fact.entity);
    default:
        return CT_NO_ID;
    }
}

/* On how many assets attempts and their outcomes gain something. */
static uint32_t
count_assets(const CtGraph *graph, const CtPlan *plan)
{
    g_auto(CtIds) assets = {0};

    if (graph->instances == NULL)
        return 0;
    for (uint32_t i = 0; i < plan->steps.length; i++) {
        uint32_t step = plan->steps.data[i].step;
        CtFact fact;

        if (graph->step_kind[step] != CT_STEP_ATTEMPT && graph->step_kind[step] != CT_STEP_OUTCOME)
            continue;
        if (ct_graph_fact_of(graph, graph->step_gain[step], &fact) &&
            asset_of(graph, fact) != CT_NO_ID)
            ct_ids_add(&assets, asset_of(graph, fact));
    }
    ct_ids_sort_unique(&assets);
    return assets.length;
}

static int
compare_ranked(gconstpointer a, gconstpointer b)
{
    const Ranked *x = a, *y = b;

    if (x->class != y->class)
        return x->class < y->class ? -1 : 1;
    if (x->attempts.length != y->attempts.length)
        return x->attempts.length < y->attempts.length ? -1 : 1;
    if (x->n_assets != y->n_assets)
        return x->n_assets < y->n_assets ? -1 : 1;
    if (x->plan->time_ms != y->plan->time_ms)
        return x->plan->time_ms < y->plan->time_ms ? -1 : 1;
    for (uint32_t i = 0; i < x->attempts.length; i++)
        if (x->attempts.data[i] != y->attempts.data[i])
            return x->attempts.data[i] < y->attempts.data[i] ? -1 : 1;
    return 0;
}

void
ct_best_order(const CtBestQuery *query, CtBestPaths *best)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(Ranked));

    for (guint i = 0; i < best->plans->len; i++) {
        CtPlan *plan = g_ptr_array_index(best->plans, i);
        const Ranked *last = i > 0 ? &g_array_index(rows, Ranked, i - 1) : NULL;
        Ranked row = {.plan = plan,
                      .cost = cost_of(query->graph, plan, query->cost),
                      .n_assets = count_assets(query->graph, plan)};

        ct_best_attempts(query->graph, plan, &row.attempts);
        if (last != NULL)
            row.class = last->class +
                        (fabs(row.cost - last->cost) > COST_TOLERANCE * fabs(last->cost) ? 1 : 0);
        g_array_append_val(rows, row);
    }
    g_array_sort(rows, compare_ranked);
    for (guint i = 0; i < rows->len; i++) {
        Ranked *row = &g_array_index(rows, Ranked, i);

        best->plans->pdata[i] = row->plan;
        ct_ids_clear(&row->attempts);
    }
}
