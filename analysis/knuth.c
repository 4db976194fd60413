/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A 4-ary heap of facts by (cost, number), with places for decreasing a key. A fact that leaves
 * the heap is settled: a superior function never makes a later one cheaper. A step fires when the
 * premise that completes its count settles; facts settle in rising cost, so for LATEST and
 * HIGHEST that premise is the dearest of the `need` cheapest. Zero in `rank`, `place` and `seen`
 * means untouched, so that fresh arrays are untouched pages.
 */
#include "analysis/knuth.h"

#include "base/bits.h"

static int64_t
add_saturated(int64_t a, int64_t b)
{
    int64_t sum = a + b; /* both below NEVER = INT64_MAX / 4: no overflow */

    return sum < CT_KNUTH_NEVER ? sum : CT_KNUTH_NEVER - 1;
}

static bool
fact_before(const CtKnuth *knuth, CtFactId a, CtFactId b)
{
    if (knuth->cost[a] != knuth->cost[b])
        return knuth->cost[a] < knuth->cost[b];
    return a < b;
}

static void
put_at(CtKnuth *knuth, uint32_t place, CtFactId fact)
{
    knuth->heap[place] = fact;
    knuth->place[fact] = place + 1;
}

static void
sift_up(CtKnuth *knuth, uint32_t place, CtFactId fact)
{
    while (place > 0) {
        uint32_t parent = (place - 1) / 4;

        if (!fact_before(knuth, fact, knuth->heap[parent]))
            break;
        put_at(knuth, place, knuth->heap[parent]);
        place = parent;
    }
    put_at(knuth, place, fact);
}

static void
sift_down(CtKnuth *knuth, CtFactId fact)
{
    uint32_t place = 0;

    for (;;) {
        uint32_t first = 4 * place + 1;
        uint32_t end = MIN(first + 4, knuth->n_heap);
        uint32_t best = first;

        if (first >= knuth->n_heap)
            break;
        for (uint32_t child = first + 1; child < end; child++)
            if (fact_before(knuth, knuth->heap[child], knuth->heap[best]))
                best = child;
        if (!fact_before(knuth, knuth->heap[best], fact))
            break;
        put_at(knuth, place, knuth->heap[best]);
        place = best;
    }
    put_at(knuth, place, fact);
}

static CtFactId
pop(CtKnuth *knuth)
{
    CtFactId first = knuth->heap[0];

    knuth->place[first] = 0;
    knuth->n_heap--;
    if (knuth->n_heap > 0)
        sift_down(knuth, knuth->heap[knuth->n_heap]);
    return first;
}

/* Offers @fact at @cost by @step. */
static void
relax(CtKnuth *knuth, CtFactId fact, int64_t cost, uint32_t step)
{
    if (knuth->rank[fact] != 0)
        return;
    if (knuth->place[fact] == 0) {
        knuth->cost[fact] = cost;
        knuth->step[fact] = step;
        knuth->n_heap++;
        sift_up(knuth, knuth->n_heap - 1, fact);
    } else if (cost < knuth->cost[fact]) {
        knuth->cost[fact] = cost;
        knuth->step[fact] = step;
        sift_up(knuth, knuth->place[fact] - 1, fact);
    } else if (cost == knuth->cost[fact] && step < knuth->step[fact]) {
        knuth->step[fact] = step;
    }
}

static int64_t
own_cost(const CtGraph *graph, const int64_t *own, int64_t free_cost, uint32_t step)
{
    return graph->step_kind[step] == CT_STEP_ATTEMPT ? own[graph->step_reason[step]] : free_cost;
}

/* Whether @step may be used at all. */
static bool
is_open(const CtKnuth *knuth, const CtKnuthProblem *problem, uint32_t step)
{
    const CtGraph *graph = knuth->graph;
    CtFactId gain = graph->step_gain[step];

    if (problem->slice != NULL && !ct_bits_get(problem->slice, gain))
        return false;
    if (problem->blocked != NULL && ct_bits_get(problem->blocked, step))
        return false;
    if (graph->step_kind[step] == CT_STEP_ATTEMPT) {
        if (problem->attempts != NULL && !ct_bits_get(problem->attempts, step))
            return false;
        if (problem->own[graph->step_reason[step]] >= CT_KNUTH_NEVER)
            return false;
    }
    return true;
}

/* The step fired in the earlier run, at the cost which its gain has there. */
static bool
is_tight(const CtKnuth *earlier, uint32_t step)
{
    const CtGraph *graph = earlier->graph;
    CtFactId gain = graph->step_gain[step];

    return earlier->rank[gain] != 0 && earlier->seen[step] >= ct_graph_need(graph, step) &&
           earlier->at[step] == earlier->cost[gain];
}

/*
 * Whether @premise was there, in the earlier run, when @step began; of a threshold some come
 * later. Saturated costs cannot be told apart.
 */
static bool
is_in_time(const CtKnuth *earlier, const int64_t *own, uint32_t step, CtFactId premise)
{
    if (earlier->rank[premise] == 0)
        return false;
    return earlier->at[step] >= CT_KNUTH_NEVER - 1 ||
           earlier->cost[premise] <= earlier->at[step] - own_cost(earlier->graph, own, 0, step);
}

/* One more premise of @step holds, at @cost. */
static void
count_premise(CtKnuth *knuth, const CtKnuthProblem *problem, uint32_t step, int64_t cost)
{
    const CtGraph *graph = knuth->graph;
    uint32_t need = ct_graph_need(graph, step);
    int64_t own = own_cost(graph, problem->own, problem->free_cost, step);

    if (knuth->seen[step] >= need)
        return;
    knuth->seen[step]++;
    if (problem->how == CT_KNUTH_TREE)
        knuth->at[step] = add_saturated(knuth->seen[step] == 1 ? 0 : knuth->at[step], cost);
    if (knuth->seen[step] < need)
        return;

    int64_t total = 0;
    switch (problem->how) {
    case CT_KNUTH_LATEST:
        total = add_saturated(cost, own);
        break;
    case CT_KNUTH_HIGHEST:
        total = MAX(cost, own);
        break;
    case CT_KNUTH_TREE:
        total = add_saturated(knuth->at[step], own);
        break;
    }
    knuth->at[step] = total;
    relax(knuth, graph->step_gain[step], total, step);
}

static bool
is_usable(const CtKnuth *knuth, const CtKnuthProblem *problem, uint32_t step, CtFactId premise)
{
    if (!is_open(knuth, problem, step))
        return false;
    return problem->tight == NULL ||
           (is_tight(problem->tight, step) &&
            is_in_time(problem->tight, problem->tight_own, step, premise));
}

static void
settle(CtKnuth *knuth, const CtKnuthProblem *problem, CtFactId fact)
{
    const CtGraph *graph = knuth->graph;

    knuth->order[knuth->n_settled++] = fact;
    knuth->rank[fact] = knuth->n_settled;
    for (uint32_t i = graph->uses_start[fact]; i < graph->uses_start[fact + 1]; i++)
        if (is_usable(knuth, problem, graph->uses[i], fact))
            count_premise(knuth, problem, graph->uses[i], knuth->cost[fact]);
}

/* Back to untouched, at the cost of what was touched. */
static void
clear_last(CtKnuth *knuth)
{
    const CtGraph *graph = knuth->graph;

    for (uint32_t i = 0; i < knuth->n_settled; i++) {
        CtFactId fact = knuth->order[i];

        knuth->rank[fact] = 0;
        for (uint32_t j = graph->uses_start[fact]; j < graph->uses_start[fact + 1]; j++)
            knuth->seen[graph->uses[j]] = 0;
    }
    for (uint32_t i = 0; i < knuth->n_heap; i++)
        knuth->place[knuth->heap[i]] = 0;
    knuth->n_settled = 0;
    knuth->n_heap = 0;
}

static void
fire_axioms(CtKnuth *knuth, const CtKnuthProblem *problem)
{
    const CtGraph *graph = knuth->graph;

    for (uint32_t i = 0; i < knuth->axioms.length; i++) {
        uint32_t step = knuth->axioms.data[i];

        knuth->at[step] = own_cost(graph, problem->own, problem->free_cost, step);
        if (is_open(knuth, problem, step) &&
            (problem->tight == NULL || is_tight(problem->tight, step)))
            relax(knuth, graph->step_gain[step], knuth->at[step], step);
    }
}

void
ct_knuth_run(CtKnuth *knuth, const CtKnuthProblem *problem)
{
    size_t n_open_targets = problem->need_targets != 0 ? problem->need_targets : problem->n_targets;

    int64_t most = CT_KNUTH_NEVER;

    clear_last(knuth);
    for (size_t i = 0; i < problem->n_entries; i++)
        relax(knuth, problem->entries[i], 0, CT_NO_ID);
    for (size_t i = 0; i < problem->n_entries; i++) /* a step that gains it at 0 is no cause */
        knuth->step[problem->entries[i]] = CT_NO_ID;
    fire_axioms(knuth, problem);

    while (knuth->n_heap > 0 && knuth->cost[knuth->heap[0]] <= most) {
        CtFactId fact = pop(knuth);

        settle(knuth, problem, fact);
        for (size_t i = 0; i < problem->n_targets; i++)
            if (problem->targets[i] == fact && n_open_targets > 0)
                n_open_targets--;
        if (problem->targets == NULL || n_open_targets > 0 || most < CT_KNUTH_NEVER)
            continue;
        if (!problem->with_ties)
            return;
        most = knuth->cost[fact];
    }
}

static int
compare_pairs(gconstpointer a, gconstpointer b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

void
ct_knuth_premises(const CtKnuth *knuth,
                  const CtKnuthProblem *problem,
                  uint32_t step,
                  CtIds *ret_facts)
{
    const CtGraph *graph = knuth->graph;
    uint32_t start = graph->step_premise_start[step], end = graph->step_premise_start[step + 1];
    uint32_t need = ct_graph_need(graph, step);

    if (need == end - start) {
        for (uint32_t i = start; i < end; i++)
            ct_ids_add(ret_facts, graph->premises[i]);
        return;
    }

    uint32_t gain_rank = knuth->rank[graph->step_gain[step]];
    g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(uint64_t)); /* rank, fact */

    for (uint32_t i = start; i < end; i++) {
        CtFactId premise = graph->premises[i];
        uint64_t pair = (uint64_t)knuth->rank[premise] << 32 | premise;

        if (knuth->rank[premise] != 0 && knuth->rank[premise] < gain_rank &&
            is_usable(knuth, problem, step, premise))
            g_array_append_val(pairs, pair);
    }
    g_array_sort(pairs, compare_pairs);
    for (uint32_t i = 0; i < MIN(need, pairs->len); i++)
        ct_ids_add(ret_facts, (uint32_t)g_array_index(pairs, uint64_t, i));
}

void
ct_knuth_slice(const CtKnuth *knuth,
               const int64_t *own,
               const CtFactId *targets,
               size_t n_targets,
               uint64_t *ret_slice)
{
    const CtGraph *graph = knuth->graph;
    g_auto(CtIds) open = {0};

    for (size_t i = 0; i < n_targets; i++)
        if (knuth->rank[targets[i]] != 0 && !ct_bits_get(ret_slice, targets[i])) {
            ct_bits_set(ret_slice, targets[i]);
            ct_ids_add(&open, targets[i]);
        }
    while (open.length > 0) {
        CtFactId fact = open.data[--open.length];

        for (uint32_t i = graph->gained_start[fact]; i < graph->gained_start[fact + 1]; i++) {
            uint32_t step = graph->gained[i];

            if (!is_tight(knuth, step))
                continue;
            for (uint32_t j = graph->step_premise_start[step];
                 j < graph->step_premise_start[step + 1]; j++) {
                CtFactId premise = graph->premises[j];

                if (!ct_bits_get(ret_slice, premise) && is_in_time(knuth, own, step, premise)) {
                    ct_bits_set(ret_slice, premise);
                    ct_ids_add(&open, premise);
                }
            }
        }
    }
}

CtKnuth *
ct_knuth_new(const CtGraph *graph)
{
    CtKnuth *knuth = g_new0(CtKnuth, 1);

    knuth->graph = graph;
    knuth->cost = g_new0(int64_t, graph->n_facts);
    knuth->step = g_new0(uint32_t, graph->n_facts);
    knuth->rank = g_new0(uint32_t, graph->n_facts);
    knuth->order = g_new0(uint32_t, graph->n_facts);
    knuth->heap = g_new0(uint32_t, graph->n_facts);
    knuth->place = g_new0(uint32_t, graph->n_facts);
    knuth->seen = g_new0(uint32_t, graph->n_steps);
    knuth->at = g_new0(int64_t, graph->n_steps);
    for (uint32_t step = 0; step < graph->n_steps; step++)
        if (ct_graph_need(graph, step) == 0)
            ct_ids_add(&knuth->axioms, step);
    return knuth;
}

void
ct_knuth_free(CtKnuth *knuth)
{
    if (knuth == NULL)
        return;
    g_free(knuth->cost);
    g_free(knuth->step);
    g_free(knuth->rank);
    g_free(knuth->order);
    g_free(knuth->heap);
    g_free(knuth->place);
    g_free(knuth->seen);
    g_free(knuth->at);
    ct_ids_clear(&knuth->axioms);
    g_free(knuth);
}
