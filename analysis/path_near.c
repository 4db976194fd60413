/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A derivation of the targets that is no later than some time has each of its facts early enough
 * for the attempts that still follow. The least time that can follow a fact is found backward, as
 * if each step needed that premise alone; what holds too late for it has no part in the derivation.
 * Leaving attempts out makes neither of the two less, so the choice stands for any such problem
 * (after P. E. Hart, N. J. Nilsson, B. Raphael, "A formal basis for the heuristic determination of
 * minimum cost paths", IEEE Transactions on Systems Science and Cybernetics 4(2), 1968).
 */
#include "analysis/path_parts.h"

#include "base/bits.h"

/* A fact, and what follows it at least. */
typedef struct Ahead {
    int64_t rest;
    CtFactId fact;
} Ahead;

typedef struct Near {
    const CtPathFinder *finder;
    int64_t latest;
    GArray *heap;      /* Ahead, the least rest first; stale ones are skipped */
    int64_t next;      /* the least time that was too late */
    uint64_t *settled; /* bit per fact: the result */
} Near;

static Ahead *
heap_at(const Near *near, uint32_t place)
{
    return &g_array_index(near->heap, Ahead, place);
}

static void
push(Near *near, Ahead ahead)
{
    uint32_t place = near->heap->len;

    g_array_append_val(near->heap, ahead);
    for (; place > 0 && heap_at(near, (place - 1) / 2)->rest > ahead.rest; place = (place - 1) / 2)
        *heap_at(near, place) = *heap_at(near, (place - 1) / 2);
    *heap_at(near, place) = ahead;
}

static Ahead
pop(Near *near)
{
    uint32_t n = near->heap->len - 1, place = 0;
    Ahead first = *heap_at(near, 0), last = *heap_at(near, n);

    g_array_set_size(near->heap, n);
    if (n == 0)
        return first;
    for (uint32_t child = 1; child < n; child = 2 * place + 1) {
        if (child + 1 < n && heap_at(near, child + 1)->rest < heap_at(near, child)->rest)
            child++;
        if (heap_at(near, child)->rest >= last.rest)
            break;
        *heap_at(near, place) = *heap_at(near, child);
        place = child;
    }
    *heap_at(near, place) = last;
    return first;
}

/* Whether @time is early enough; what is not is remembered. */
static bool
is_early(Near *near, int64_t time)
{
    if (time <= near->latest)
        return true;
    near->next = MIN(near->next, time);
    return false;
}

static void
offer(Near *near, CtFactId fact, int64_t rest)
{
    const CtKnuth *by_time = near->finder->by_time;

    if (ct_knuth_holds(by_time, fact) && !ct_bits_get(near->settled, fact) &&
        is_early(near, by_time->cost[fact] + rest))
        push(near, (Ahead){.rest = rest, .fact = fact});
}

static void
settle(Near *near, Ahead ahead)
{
    const CtPathFinder *finder = near->finder;
    const CtGraph *graph = finder->graph;
    const CtKnuth *by_time = finder->by_time;

    ct_bits_set(near->settled, ahead.fact);
    for (uint32_t g = graph->gained_start[ahead.fact]; g < graph->gained_start[ahead.fact + 1];
         g++) {
        uint32_t step = graph->gained[g];
        int64_t own = graph->step_kind[step] == CT_STEP_ATTEMPT
                          ? finder->own_time[graph->step_reason[step]]
                          : 0;

        if (by_time->seen[step] < ct_graph_need(graph, step) ||
            !is_early(near, by_time->at[step] + ahead.rest))
            continue;
        for (uint32_t k = graph->step_premise_start[step]; k < graph->step_premise_start[step + 1];
             k++)
            offer(near, graph->premises[k], ahead.rest + own);
    }
}

uint64_t *
ct_path_finder_near(const CtPathFinder *finder,
                    const CtTargets *targets,
                    int64_t latest,
                    int64_t *ret_next)
{
    g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(Ahead));
    Near near = {.finder = finder,
                 .latest = latest,
                 .heap = heap,
                 .next = CT_KNUTH_NEVER,
                 .settled = ct_bits_new(finder->graph->n_facts)};

    for (uint32_t i = 0; i < targets->n; i++)
        offer(&near, targets->facts[i], 0);
    while (heap->len > 0) {
        Ahead ahead = pop(&near);

        if (!ct_bits_get(near.settled, ahead.fact))
            settle(&near, ahead);
    }
    *ret_next = near.next;
    return near.settled;
}
