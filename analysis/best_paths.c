/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sums go to the additive solver here; time and skill to the partition (best_partition.c). Sets
 * that come up twice are told by their bytes.
 */
#include "analysis/best_parts.h"

#include "analysis/additive.h"
#include "analysis/additive_costs.h"
#include "analysis/slice_fold.h"

#include "base/bits.h"
#include "base/limits.h"

#include <math.h>

#define SUM_LIMIT "the search ended at its limit (--max-search)"

void
ct_best_paths_free(CtBestPaths *best)
{
    if (best == NULL)
        return;
    g_ptr_array_unref(best->plans);
    g_free(best);
}

CtBestPaths *
ct_best_paths_alloc(void)
{
    CtBestPaths *best = g_new0(CtBestPaths, 1);

    best->plans = g_ptr_array_new_with_free_func((GDestroyNotify)ct_plan_free);
    return best;
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

void
ct_best_attempts(const CtGraph *graph, const CtPlan *plan, CtIds *ret_attempts)
{
    for (uint32_t i = 0; i < plan->steps.length; i++)
        if (graph->step_kind[plan->steps.data[i].step] == CT_STEP_ATTEMPT)
            ct_ids_add(ret_attempts, plan->steps.data[i].step);
    ct_ids_sort_unique(ret_attempts);
}

GBytes *
ct_best_kind(const CtBestQuery *query, const CtIds *attempts)
{
    g_autoptr(GArray) kinds = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    for (uint32_t i = 0; i < attempts->length; i++) {
        uint32_t step = attempts->data[i];

        if (query->alike != NULL)
            step = query->alike->orbit[step];
        g_array_append_val(kinds, step);
    }
    g_array_sort(kinds, compare_numbers);
    return g_bytes_new(kinds->data, kinds->len * sizeof(uint32_t));
}

uint32_t *
ct_best_labels(const CtBestQuery *query, const CtSlice *slice)
{
    uint32_t *label;

    if (query->alike == NULL)
        return NULL;
    label = g_new(uint32_t, (size_t)slice->n_attempts + 1);
    for (uint32_t a = 0; a < slice->n_attempts; a++)
        label[a] = query->alike->orbit[slice->step[a]];
    return label;
}

void
ct_best_allow_folded(const CtBestQuery *query, uint64_t *allowed)
{
    g_autoptr(CtSlice) slice =
        ct_slice_new(query->graph, query->fixpoint, query->entries, query->n_entries,
                     query->targets.facts, query->targets.n, query->targets.need);
    g_autofree uint32_t *label = ct_best_labels(query, slice);
    g_autofree double *own = g_new0(double, (size_t)slice->n_attempts + 1); /* as labels say */
    CtAdditiveCosts costs = {.own = own};

    ct_csr_build(&costs.shares, slice->n_attempts, NULL, NULL, 0);
    g_autoptr(CtSliceFold) fold = ct_slice_fold_new(slice, &costs, label);

    for (uint32_t a = 0; a < slice->n_attempts; a++)
        ct_bits_unset(allowed, slice->step[a]);
    for (uint32_t a = 0; a < fold->slice->n_attempts; a++)
        ct_bits_set(allowed, fold->slice->step[a]);
    ct_csr_clear(&costs.shares);
}

/* --- sums --- */

static double
bound_of(CtCost cost, double sum)
{
    return cost == CT_COST_PROBABILITY || cost == CT_COST_STEALTH ? exp(-sum) : sum;
}

static void
add_set(const CtBestQuery *query,
        const CtSlice *slice,
        const CtIds *set,
        GHashTable *found,
        CtBestPaths *best)
{
    g_autofree uint64_t *steps = ct_bits_new(query->graph->n_steps);
    g_auto(CtIds) attempts = {0};
    CtPlan *plan;

    for (uint32_t i = 0; i < set->length; i++)
        ct_bits_set(steps, slice->step[set->data[i]]);
    plan = ct_path_finder_within(query->finder, &query->targets, steps, CT_COST_TIME);
    g_assert(plan != NULL); /* the set derives the goal */
    ct_best_attempts(query->graph, plan, &attempts);
    if (best->plans->len < query->k && g_hash_table_add(found, ct_best_kind(query, &attempts)))
        g_ptr_array_add(best->plans, plan);
    else
        ct_plan_free(plan);
}

static CtBestPaths *
solve_slice(const CtBestQuery *query, const CtSlice *slice, const GArray *groups)
{
    g_autoptr(CtSumCosts) costs =
        ct_sum_costs_new(query->graph, query->fixpoint, slice, query->cost);
    g_autofree uint32_t *label = ct_best_labels(query, slice);
    g_autoptr(GHashTable) found =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    g_autoptr(CtAdditiveResult) result = ct_additive_solve(&(CtAdditiveProblem){
        .slice = slice,
        .costs = &costs->costs,
        .k = query->k,
        .groups = groups,
        .label = label,
        .work = query->work > 0 ? query->work : ct_limits_default.search,
        .seconds = query->seconds > 0 ? query->seconds : CT_BEST_PATHS_SECONDS,
    });
    const CtAdditiveSet *first = &g_array_index(result->sets, CtAdditiveSet, 0);
    CtBestPaths *best = ct_best_paths_alloc();

    for (uint32_t i = 0; i < result->sets->len; i++)
        add_set(query, slice, &g_array_index(result->sets, CtAdditiveSet, i).attempts, found, best);
    best->is_optimal = first->is_optimal;
    best->limit = result->hit_limit ? SUM_LIMIT : NULL;
    best->lower_bound =
        bound_of(query->cost, first->is_optimal ? first->cost : result->lower_bound);
    return best;
}

static CtBestPaths *
by_sum(const CtBestQuery *query)
{
    g_autoptr(CtSlice) slice =
        ct_slice_new(query->graph, query->fixpoint, query->entries, query->n_entries,
                     query->targets.facts, query->targets.n, query->targets.need);
    g_autofree uint32_t *label = ct_best_labels(query, slice);

    if (label == NULL)
        return solve_slice(query, slice, NULL);

    g_autoptr(CtSumCosts) costs =
        ct_sum_costs_new(query->graph, query->fixpoint, slice, query->cost);
    g_autoptr(CtSliceFold) fold = ct_slice_fold_new(slice, &costs->costs, label);
    return solve_slice(query, fold->slice, fold->groups);
}

CtBestPaths *
ct_best_paths_new(const CtBestQuery *query)
{
    g_return_val_if_fail(query->k > 0, NULL);

    if (!ct_path_finder_reaches(query->finder, &query->targets))
        return NULL;

    CtBestPaths *best = query->cost == CT_COST_TIME || query->cost == CT_COST_SKILL
                            ? ct_best_by_partition(query)
                            : by_sum(query);
    ct_best_order(query, best);
    return best;
}
