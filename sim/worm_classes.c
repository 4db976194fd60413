/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hosts that send to the same shared facts are one class: found by a hash of those facts. */
#include "base/bits.h"
#include "base/csr_pairs.h"
#include "base/sort.h"
#include "sim/worm_plan_private.h"

#include <string.h>

static int
compare_ids(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return a < b ? -1 : a > b;
}

/* Whether @fact, which is some host's own and sent whenever that is held, is all @step needs. */
static bool
is_of_frontier(const CtWormPlanner *planner, CtFactId fact, uint32_t step)
{
    const CtGraph *graph = planner->graph;
    const CtWormPlan *plan = planner->plan;

    return plan->host_of[fact] != CT_NO_ID && ct_bits_get(plan->always, fact) &&
           graph->step_premise_start[step + 1] == graph->step_premise_start[step] + 1;
}

void
ct_worm_find_chains(CtWormPlanner *planner)
{
    CtWormPlan *plan = planner->plan;
    CtCsrPairs pairs = {0};

    for (CtFactId f = 0; f < planner->graph->n_facts; f++)
        for (uint32_t k = plan->carried.start[f]; k < plan->carried.start[f + 1]; k++)
            if (is_of_frontier(planner, f, plan->carried.value[k]))
                ct_csr_pairs_add(&pairs, plan->host_of[f],
                                 plan->course_step[plan->carried.value[k]]);
    ct_csr_close(&plan->chain, plan->n_hosts, &pairs);
}

static void
find_frontiers(CtWormPlanner *planner, CtCsr *ret_frontiers)
{
    const CtGraph *graph = planner->graph;
    const CtWormPlan *plan = planner->plan;
    CtCsrPairs pairs = {0};

    for (CtFactId f = 0; f < graph->n_facts; f++) {
        for (uint32_t k = plan->carried.start[f]; k < plan->carried.start[f + 1]; k++) {
            uint32_t step = plan->carried.value[k];
            CtFactId gain = graph->step_gain[step];

            if (is_of_frontier(planner, f, step) && plan->host_of[gain] == CT_NO_ID)
                ct_csr_pairs_add(&pairs, plan->host_of[f], gain);
        }
    }
    ct_csr_close(ret_frontiers, plan->n_hosts, &pairs);
}

static guint
hash_key(gconstpointer key)
{
    return (guint)((const CtKey128 *)key)->lo;
}

static gboolean
equal_keys(gconstpointer left, gconstpointer right)
{
    return memcmp(left, right, sizeof(CtKey128)) == 0;
}

void
ct_worm_find_classes(CtWormPlanner *planner)
{
    CtWormPlan *plan = planner->plan;
    g_auto(CtCsr) frontiers = {0};
    g_autoptr(GHashTable) classes = /* asked, never walked */
        g_hash_table_new_full(hash_key, equal_keys, g_free, NULL);
    CtCsrPairs pairs = {0};

    find_frontiers(planner, &frontiers);
    for (uint32_t h = 0; h < plan->n_hosts; h++) {
        uint32_t *facts = &frontiers.value[frontiers.start[h]];
        uint32_t n = frontiers.start[h + 1] - frontiers.start[h];
        CtKey128 key;
        gpointer found;

        plan->class_of[h] = CT_NO_ID;
        if (n == 0)
            continue;
        ct_sort(facts, n, sizeof *facts, compare_ids);
        key = ct_hash_key(facts, n * sizeof *facts);
        found = g_hash_table_lookup(classes, &key);
        if (found == NULL) {
            found = GUINT_TO_POINTER(++plan->n_classes);
            g_hash_table_insert(classes, g_memdup2(&key, sizeof key), found);
            for (uint32_t i = 0; i < n; i++)
                if (i == 0 || facts[i] != facts[i - 1])
                    ct_csr_pairs_add(&pairs, plan->n_classes - 1, facts[i]);
        }
        plan->class_of[h] = GPOINTER_TO_UINT(found) - 1;
    }
    ct_csr_close(&plan->frontier, plan->n_classes, &pairs);
}
