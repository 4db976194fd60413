/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The queue is the array of facts in the order in which they came to hold; each fact is taken from
 * it once and counts down every step that needs it. A step whose count reaches zero gains its fact
 * then, so premises always rank lower than what they yield.
 */
#include "attacks/fixpoint.h"

#include "base/bits.h"

static void
gain(CtFixpoint *fixpoint, uint32_t *queue, CtFactId fact, uint32_t cause)
{
    if (ct_bits_get(fixpoint->holds, fact))
        return;
    ct_bits_set(fixpoint->holds, fact);
    fixpoint->cause[fact] = cause;
    fixpoint->order[fact] = fixpoint->n_held;
    queue[fixpoint->n_held++] = fact;
}

static CtFixpoint *
fixpoint_alloc(uint32_t n_facts)
{
    CtFixpoint *fixpoint = g_new0(CtFixpoint, 1);

    fixpoint->holds = ct_bits_new(n_facts);
    fixpoint->cause = g_new(uint32_t, n_facts + 1);
    fixpoint->order = g_new(uint32_t, n_facts + 1);
    for (uint32_t f = 0; f < n_facts; f++) {
        fixpoint->cause[f] = CT_NO_ID;
        fixpoint->order[f] = CT_NO_ID;
    }
    return fixpoint;
}

CtFixpoint *
ct_fixpoint_new(const CtGraph *graph, const CtFactId *entries, size_t n_entries)
{
    CtFixpoint *fixpoint = fixpoint_alloc(graph->n_facts);
    g_autofree uint32_t *queue = g_new(uint32_t, graph->n_facts + 1);
    g_autofree uint32_t *missing = g_new(uint32_t, graph->n_steps + 1);

    for (size_t i = 0; i < n_entries; i++)
        gain(fixpoint, queue, entries[i], CT_NO_ID);
    for (uint32_t s = 0; s < graph->n_steps; s++) {
        missing[s] = ct_graph_need(graph, s);
        if (missing[s] == 0)
            gain(fixpoint, queue, graph->step_gain[s], s);
    }
    for (uint32_t head = 0; head < fixpoint->n_held; head++) {
        CtFactId fact = queue[head];

        for (uint32_t i = graph->uses_start[fact]; i < graph->uses_start[fact + 1]; i++) {
            uint32_t step = graph->uses[i];

            if (missing[step] > 0 && --missing[step] == 0)
                gain(fixpoint, queue, graph->step_gain[step], step);
        }
    }
    return fixpoint;
}

void
ct_fixpoint_free(CtFixpoint *fixpoint)
{
    if (fixpoint == NULL)
        return;
    g_free(fixpoint->holds);
    g_free(fixpoint->cause);
    g_free(fixpoint->order);
    g_free(fixpoint);
}
