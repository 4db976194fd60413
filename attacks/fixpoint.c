/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The queue is the array of facts in the order in which they came to hold; each fact is taken from
 * it once and counts up every step that needs it. A step whose count reaches its need gains its
 * fact then, so premises always rank lower than what they yield.
 */
#include "attacks/fixpoint.h"

#include "base/bits.h"
#include "base/pages.h"

static void
gain(CtFixpoint *fixpoint, uint32_t *queue, CtFactId fact, uint32_t cause)
{
    if (ct_bits_get(fixpoint->holds, fact))
        return;
    ct_bits_set(fixpoint->holds, fact);
    fixpoint->cause[fact] = cause;
    queue[fixpoint->n_held++] = fact;
}

static uint32_t *
column(uint32_t n)
{
    return ct_pages_large(g_new(uint32_t, (size_t)n + 1), (size_t)n * sizeof(uint32_t));
}

static CtFixpoint *
fixpoint_alloc(uint32_t n_facts)
{
    CtFixpoint *fixpoint = g_new0(CtFixpoint, 1);

    fixpoint->holds = ct_bits_new(n_facts);
    fixpoint->cause = column(n_facts);
    fixpoint->order = column(n_facts);
    for (uint32_t f = 0; f < n_facts; f++)
        fixpoint->cause[f] = CT_NO_ID;
    for (uint32_t f = 0; f < n_facts; f++)
        fixpoint->order[f] = CT_NO_ID;
    return fixpoint;
}

/*
 * How many premises of each step hold. Counted up from zero, so that fresh pages do for it; a byte
 * each unless some step needs more, and most steps need one fact and are never looked up here.
 */
typedef struct Counters {
    bool is_wide; /* else narrow serves */
    uint8_t *narrow;
    uint32_t *wide;
} Counters;

static bool
count_up(Counters *counters, uint32_t step, uint32_t need)
{
    if (counters->is_wide)
        return ++counters->wide[step] == need;
    return ++counters->narrow[step] == need;
}

/* Gains what steps without premises gain; returns the most that any step needs. */
static uint32_t
gain_unconditional(const CtGraph *graph, CtFixpoint *fixpoint, uint32_t *queue)
{
    uint32_t most = 0;

    for (uint32_t s = 0; s < graph->n_steps; s++) {
        uint32_t need = ct_graph_need(graph, s);

        most = MAX(most, need);
        if (need == 0)
            gain(fixpoint, queue, graph->step_gain[s], s);
    }
    return most;
}

static void
propagate(const CtGraph *graph, CtFixpoint *fixpoint, uint32_t *queue, Counters *counters)
{
    const uint32_t *start = graph->uses_start, *uses = graph->uses, *gains = graph->step_gain;

    for (uint32_t head = 0; head < fixpoint->n_held; head++) {
        CtFactId fact = queue[head];

        for (uint32_t i = start[fact]; i < start[fact + 1]; i++) {
            uint32_t step = uses[i];
            uint32_t need = ct_graph_need(graph, step);

            if (need <= 1 || count_up(counters, step, need))
                gain(fixpoint, queue, gains[step], step);
        }
    }
}

CtFixpoint *
ct_fixpoint_new(const CtGraph *graph, const CtFactId *entries, size_t n_entries)
{
    CtFixpoint *fixpoint = fixpoint_alloc(graph->n_facts);
    g_autofree uint32_t *queue = column(graph->n_facts);
    g_autofree uint32_t *wide = NULL;
    g_autofree uint8_t *narrow = NULL;
    Counters counters = {0};

    for (size_t i = 0; i < n_entries; i++)
        gain(fixpoint, queue, entries[i], CT_NO_ID);
    counters.is_wide = gain_unconditional(graph, fixpoint, queue) > UINT8_MAX;
    if (counters.is_wide)
        counters.wide = wide = g_new0(uint32_t, (size_t)graph->n_steps + 1);
    else
        counters.narrow = narrow = g_new0(uint8_t, (size_t)graph->n_steps + 1);
    propagate(graph, fixpoint, queue, &counters);
    for (uint32_t rank = 0; rank < fixpoint->n_held; rank++)
        fixpoint->order[queue[rank]] = rank;
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
