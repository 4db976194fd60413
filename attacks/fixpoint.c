/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The queue is the array of facts in the order in which they came to hold; each fact is taken from
 * it once and counts up every step that needs it. A step whose count reaches its need gains its
 * fact then, so premises always rank lower than what they yield.
 */
#include "attacks/fixpoint.h"

#include "base/bits.h"
#include "base/pages.h"

#include <string.h>

G_STATIC_ASSERT(CT_NO_ID == UINT32_MAX); /* bytes of 0xff */

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
    memset(fixpoint->cause, 0xff, (size_t)n_facts * sizeof *fixpoint->cause);
    memset(fixpoint->order, 0xff, (size_t)n_facts * sizeof *fixpoint->order);
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

/*
 * How far ahead of the fact at hand the queue is looked into, so that what its turn will read has
 * come from memory by then: its row of uses, what stands there, and what the first step gains. In a
 * graph that no cache holds the pass would wait for each in turn.
 */
enum { AHEAD_ROW = 12, AHEAD_USES = 8, AHEAD_GAIN = 4 };

static void
look_ahead(const CtGraph *graph, const uint32_t *queue, uint32_t head, uint32_t n)
{
    const uint32_t *start = graph->uses_start;

    if (head + AHEAD_ROW >= n)
        return;
    __builtin_prefetch(&start[queue[head + AHEAD_ROW]]);
    __builtin_prefetch(&graph->uses[start[queue[head + AHEAD_USES]]]);

    uint32_t use = start[queue[head + AHEAD_GAIN]];
    if (use < start[queue[head + AHEAD_GAIN] + 1])
        __builtin_prefetch(&graph->step_gain[graph->uses[use]]);
}

static void
propagate(const CtGraph *graph, CtFixpoint *fixpoint, uint32_t *queue, Counters *counters)
{
    const uint32_t *start = graph->uses_start, *uses = graph->uses, *gains = graph->step_gain;

    for (uint32_t head = 0; head < fixpoint->n_held; head++) {
        CtFactId fact = queue[head];

        look_ahead(graph, queue, head, fixpoint->n_held);
        for (uint32_t i = start[fact]; i < start[fact + 1]; i++) {
            uint32_t step = uses[i];

            if (!ct_bits_get(graph->needs_several, step) ||
                count_up(counters, step, ct_graph_need(graph, step)))
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
    for (uint32_t i = 0; i < graph->needs_nothing.length; i++)
        gain(fixpoint, queue, graph->step_gain[graph->needs_nothing.data[i]],
             graph->needs_nothing.data[i]);
    counters.is_wide = graph->most_needed > UINT8_MAX;
    if (counters.is_wide)
        counters.wide = wide = g_new0(uint32_t, (size_t)graph->n_steps + 1);
    else
        counters.narrow = narrow = g_new0(uint8_t, (size_t)graph->n_steps + 1);
    propagate(graph, fixpoint, queue, &counters);
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
