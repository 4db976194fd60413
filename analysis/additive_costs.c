/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/additive_costs.h"

#include "analysis/costs.h"
#include "analysis/plan_cost.h"

#include "base/units.h"

#include <math.h>

static double
minus_log(double chance)
{
    return chance > 0 ? MIN(-log(MIN(chance, 1)), CT_SUM_IMPOSSIBLE) : CT_SUM_IMPOSSIBLE;
}

static double
prepare_hours(const CtVerdict *verdict)
{
    return MIN(verdict->effort_hours,
               (double)ct_costs_mean_ms(&verdict->prepare) / (double)CT_MS_HOUR);
}

/* What the attempt pays alone, and what it pays with those of the same key. */
static double
own_part(const CtGraph *graph, const CtFixpoint *fixpoint, uint32_t step, CtCost cost)
{
    const CtVerdict *verdict = graph->templates.data[graph->step_reason[step]].verdict;

    switch (cost) {
    case CT_COST_EFFORT:
        return MAX(0, verdict->effort_hours - prepare_hours(verdict));
    case CT_COST_PROBABILITY:
        return minus_log(verdict->chance);
    case CT_COST_STEALTH:
        return minus_log(1 - verdict->noise * ct_plan_least_sensors(graph, fixpoint, step));
    default:
        return 1;
    }
}

static double
shared_part(const CtVerdict *verdict, CtCost cost)
{
    if (cost == CT_COST_EFFORT)
        return prepare_hours(verdict);
    return cost == CT_COST_PROBABILITY ? minus_log(verdict->works) : 0;
}

static GBytes *
shared_key(const CtGraph *graph, uint32_t step, const CtVerdict *verdict, CtCost cost)
{
    if (cost == CT_COST_EFFORT)
        return ct_plan_scope_key(graph, step, (CtPer)verdict->prepare_per, 1);
    return ct_plan_scope_key(graph, step, (CtPer)verdict->works_per, 0);
}

CtSumCosts *
ct_sum_costs_new(const CtGraph *graph,
                 const CtFixpoint *fixpoint,
                 const CtSlice *slice,
                 CtCost cost)
{
    CtSumCosts *costs = g_new0(CtSumCosts, 1);
    double *own = g_new0(double, (size_t)slice->n_attempts + 1);
    g_autoptr(GArray) shared = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GHashTable) keys = /* key → item + 1; asked, never walked */
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    g_auto(CtIds) rows = {0}, items = {0};

    for (uint32_t attempt = 0; attempt < slice->n_attempts; attempt++) {
        uint32_t step = slice->step[attempt];
        const CtVerdict *verdict = graph->templates.data[graph->step_reason[step]].verdict;
        double part = shared_part(verdict, cost);

        own[attempt] = own_part(graph, fixpoint, step, cost);
        if (part <= 0)
            continue;
        GBytes *key = shared_key(graph, step, verdict, cost);
        gpointer item = g_hash_table_lookup(keys, key);

        if (item == NULL) {
            g_array_append_val(shared, part);
            item = GUINT_TO_POINTER(shared->len);
            g_hash_table_insert(keys, g_bytes_ref(key), item);
        }
        g_bytes_unref(key);
        ct_ids_add(&rows, attempt);
        ct_ids_add(&items, GPOINTER_TO_UINT(item) - 1);
    }
    costs->costs.own = own;
    costs->costs.n_shared = shared->len;
    ct_csr_build(&costs->costs.shares, slice->n_attempts, rows.data, items.data, rows.length);
    costs->costs.shared = (double *)(void *)g_array_free(g_steal_pointer(&shared), FALSE);
    return costs;
}

void
ct_sum_costs_free(CtSumCosts *costs)
{
    if (costs == NULL)
        return;
    g_free((double *)costs->costs.own);
    g_free((double *)costs->costs.shared);
    ct_csr_clear(&costs->costs.shares);
    g_free(costs);
}
