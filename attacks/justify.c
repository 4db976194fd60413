/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attacks/justify.h"

#include "base/bits.h"

static int
compare_by_order(gconstpointer a, gconstpointer b, gpointer data)
{
    const uint32_t *order = data;
    uint32_t x = order[*(const CtFactId *)a], y = order[*(const CtFactId *)b];

    return (x > y) - (x < y);
}

void
ct_justify_premises(const CtGraph *graph,
                    const CtFixpoint *fixpoint,
                    uint32_t step,
                    CtIds *ret_facts)
{
    uint32_t gained = fixpoint->order[graph->step_gain[step]];
    uint32_t first = ret_facts->length;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1];
         i++) {
        uint32_t order = fixpoint->order[graph->premises[i]];

        if (order != CT_NO_ID && order < gained)
            ct_ids_add(ret_facts, graph->premises[i]);
    }
    g_qsort_with_data(ret_facts->data + first, (int)(ret_facts->length - first), sizeof(CtFactId),
                      compare_by_order, fixpoint->order);
    ret_facts->length = MIN(ret_facts->length, first + ct_graph_need(graph, step));
}

void
ct_justify(const CtGraph *graph, const CtFixpoint *fixpoint, CtFactId fact, CtIds *ret_steps)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL); /* asked, never walked */
    g_auto(CtIds) facts = {0}, open = {0};

    g_return_if_fail(ct_bits_get(fixpoint->holds, fact));
    ct_ids_add(&open, fact);
    while (open.length > 0) {
        CtFactId next = open.data[--open.length];

        if (fixpoint->cause[next] == CT_NO_ID ||
            !g_hash_table_add(seen, GSIZE_TO_POINTER((size_t)next + 1)))
            continue;
        ct_ids_add(&facts, next);
        ct_justify_premises(graph, fixpoint, fixpoint->cause[next], &open);
    }
    g_qsort_with_data(facts.data, (int)facts.length, sizeof(CtFactId), compare_by_order,
                      fixpoint->order);
    for (uint32_t i = 0; i < facts.length; i++)
        ct_ids_add(ret_steps, fixpoint->cause[facts.data[i]]);
}

/* --- why not --- */

static uint32_t
count_gainers(const CtGraph *graph, CtFactId fact)
{
    return graph->gained_start[fact + 1] - graph->gained_start[fact];
}

/* Of two premises that do not hold, the one that fewer steps could gain. */
static int
compare_by_gainers(gconstpointer a, gconstpointer b, gpointer data)
{
    const CtGraph *graph = data;
    CtFactId x = *(const CtFactId *)a, y = *(const CtFactId *)b;
    uint32_t n = count_gainers(graph, x), m = count_gainers(graph, y);

    if (n != m)
        return n < m ? -1 : 1;
    return (x > y) - (x < y);
}

/* Adds to the set as many premises of @step as keep it from firing. */
static void
shut_out(const CtGraph *graph,
         const CtFixpoint *fixpoint,
         uint32_t step,
         GHashTable *members,
         CtIds *open)
{
    uint32_t start = graph->step_premise_start[step], end = graph->step_premise_start[step + 1];
    uint32_t missing = end - start - ct_graph_need(graph, step) + 1;
    g_auto(CtIds) absent = {0};

    for (uint32_t i = start; i < end && missing > 0; i++) {
        CtFactId premise = graph->premises[i];

        if (g_hash_table_contains(members, GSIZE_TO_POINTER((size_t)premise + 1)))
            missing--;
        else if (!ct_bits_get(fixpoint->holds, premise))
            ct_ids_add(&absent, premise);
    }
    g_qsort_with_data(absent.data, (int)absent.length, sizeof(CtFactId), compare_by_gainers,
                      (gpointer)graph);
    g_assert(missing <= absent.length); /* else it would have fired */
    for (uint32_t i = 0; i < missing; i++) {
        g_hash_table_add(members, GSIZE_TO_POINTER((size_t)absent.data[i] + 1));
        ct_ids_add(open, absent.data[i]);
    }
}

void
ct_justify_absence(const CtGraph *graph,
                   const CtFixpoint *fixpoint,
                   CtFactId fact,
                   CtIds *ret_facts)
{
    g_autoptr(GHashTable) members = g_hash_table_new(NULL, NULL); /* asked, never walked */

    g_return_if_fail(!ct_bits_get(fixpoint->holds, fact));
    g_hash_table_add(members, GSIZE_TO_POINTER((size_t)fact + 1));
    ct_ids_add(ret_facts, fact);
    for (uint32_t i = ret_facts->length - 1; i < ret_facts->length; i++) {
        CtFactId member = ret_facts->data[i];

        for (uint32_t k = graph->gained_start[member]; k < graph->gained_start[member + 1]; k++)
            shut_out(graph, fixpoint, graph->gained[k], members, ret_facts);
    }
    ct_ids_sort_unique(ret_facts);
}
