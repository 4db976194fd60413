/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Backwards from the goal over steps all of whose needed premises can hold. A step of which fewer
 * premises hold than it lists keeps only those that do: the others never will.
 */
#include "analysis/slice.h"

#include "base/bits.h"

typedef struct Slicing {
    const CtGraph *graph;
    const CtFixpoint *fixpoint;
    CtSlice *slice;
    GHashTable *local; /* fact → local number + 1 */
    CtIds facts;       /* local number → fact; [0] stands for the goal */
    CtIds steps;       /* kept steps of the graph, attempts and free ones mixed */
} Slicing;

static uint32_t
local_fact(Slicing *slicing, CtFactId fact)
{
    gpointer known = g_hash_table_lookup(slicing->local, GUINT_TO_POINTER(fact + 1));

    if (known != NULL)
        return GPOINTER_TO_UINT(known) - 1;
    g_hash_table_insert(slicing->local, GUINT_TO_POINTER(fact + 1),
                        GUINT_TO_POINTER(slicing->facts.length + 1));
    ct_ids_add(&slicing->facts, fact);
    return slicing->facts.length - 1;
}

static bool
can_fire(const Slicing *slicing, uint32_t step)
{
    const CtGraph *graph = slicing->graph;
    uint32_t have = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        have += ct_bits_get(slicing->fixpoint->holds, graph->premises[i]) ? 1 : 0;
    return have >= ct_graph_need(graph, step);
}

/* Facts enter the list as premises of kept steps; the list is walked as it grows. */
static void
gather(Slicing *slicing)
{
    const CtGraph *graph = slicing->graph;

    for (uint32_t next = 1; next < slicing->facts.length; next++) {
        CtFactId fact = slicing->facts.data[next];

        for (uint32_t i = graph->gained_start[fact]; i < graph->gained_start[fact + 1]; i++) {
            uint32_t step = graph->gained[i];

            if (!can_fire(slicing, step))
                continue;
            ct_ids_add(&slicing->steps, step);
            for (uint32_t p = graph->step_premise_start[step];
                 p < graph->step_premise_start[step + 1]; p++)
                if (ct_bits_get(slicing->fixpoint->holds, graph->premises[p]))
                    local_fact(slicing, graph->premises[p]);
        }
    }
}

/* Attempts first, each part in the graph's order. */
static void
order_steps(Slicing *slicing)
{
    CtSlice *slice = slicing->slice;
    uint32_t next = 0;

    ct_ids_sort_unique(&slicing->steps);
    slice->n_steps = slicing->steps.length + 1;
    slice->step = g_new(uint32_t, slice->n_steps);
    for (int attempts = 1; attempts >= 0; attempts--) {
        for (uint32_t i = 0; i < slicing->steps.length; i++) {
            uint32_t step = slicing->steps.data[i];

            if ((slicing->graph->step_kind[step] == CT_STEP_ATTEMPT) == (attempts == 1))
                slice->step[next++] = step;
        }
        if (attempts == 1)
            slice->n_attempts = next;
    }
    slice->step[next] = CT_NO_ID;
}

static void
put_premises(Slicing *slicing, uint32_t s, CtIds *rows, CtIds *values)
{
    const CtGraph *graph = slicing->graph;
    uint32_t step = slicing->slice->step[s];

    for (uint32_t p = graph->step_premise_start[step]; p < graph->step_premise_start[step + 1]; p++)
        if (ct_bits_get(slicing->fixpoint->holds, graph->premises[p])) {
            ct_ids_add(rows, s);
            ct_ids_add(values, local_fact(slicing, graph->premises[p]));
        }
}

static void
fill(Slicing *slicing, const CtFactId *goals, uint32_t n_goals, uint32_t need)
{
    CtSlice *slice = slicing->slice;
    uint32_t last = slice->n_steps - 1;
    g_auto(CtIds) rows = {0};
    g_auto(CtIds) values = {0};

    slice->gain = g_new0(uint32_t, slice->n_steps);
    slice->need = g_new0(uint32_t, slice->n_steps);
    for (uint32_t s = 0; s < last; s++) {
        slice->gain[s] = local_fact(slicing, slicing->graph->step_gain[slice->step[s]]);
        slice->need[s] = ct_graph_need(slicing->graph, slice->step[s]);
        put_premises(slicing, s, &rows, &values);
    }
    for (uint32_t g = 0; g < n_goals; g++)
        if (ct_bits_get(slicing->fixpoint->holds, goals[g])) {
            ct_ids_add(&rows, last);
            ct_ids_add(&values, local_fact(slicing, goals[g]));
        }
    slice->need[last] = need;
    slice->n_facts = slicing->facts.length;
    slice->fact = g_memdup2(slicing->facts.data, slice->n_facts * sizeof *slice->fact);
    ct_csr_build(&slice->premises, slice->n_steps, rows.data, values.data, rows.length);
    ct_csr_build(&slice->uses, slice->n_facts, values.data, rows.data, rows.length);
}

CtSlice *
ct_slice_new(const CtGraph *graph,
             const CtFixpoint *fixpoint,
             const CtFactId *entries,
             size_t n_entries,
             const CtFactId *goals,
             uint32_t n_goals,
             uint32_t need)
{
    Slicing slicing = {.graph = graph, .fixpoint = fixpoint};
    uint32_t have = 0;

    for (uint32_t g = 0; g < n_goals; g++)
        have += ct_bits_get(fixpoint->holds, goals[g]) ? 1 : 0;
    if (have < need)
        return NULL;
    slicing.slice = g_new0(CtSlice, 1);
    slicing.local = g_hash_table_new(g_direct_hash, g_direct_equal);
    ct_ids_add(&slicing.facts, CT_NO_ID);
    for (uint32_t g = 0; g < n_goals; g++)
        if (ct_bits_get(fixpoint->holds, goals[g]))
            local_fact(&slicing, goals[g]);
    gather(&slicing);
    order_steps(&slicing);
    fill(&slicing, goals, n_goals, need);
    for (size_t e = 0; e < n_entries; e++) {
        gpointer known = g_hash_table_lookup(slicing.local, GUINT_TO_POINTER(entries[e] + 1));

        if (known != NULL)
            ct_ids_add(&slicing.slice->entries, GPOINTER_TO_UINT(known) - 1);
    }
    ct_ids_sort_unique(&slicing.slice->entries);
    g_hash_table_unref(slicing.local);
    ct_ids_clear(&slicing.facts);
    ct_ids_clear(&slicing.steps);
    return slicing.slice;
}

void
ct_slice_free(CtSlice *slice)
{
    if (slice == NULL)
        return;
    g_free(slice->fact);
    g_free(slice->step);
    g_free(slice->gain);
    g_free(slice->need);
    ct_csr_clear(&slice->premises);
    ct_csr_clear(&slice->uses);
    ct_ids_clear(&slice->entries);
    g_free(slice);
}

/* Counts step @s down; what it gains when that was the last is queued in progress->facts. */
static void
count_down(CtProgress *progress, uint32_t s)
{
    uint32_t fact = progress->slice->gain[s];

    ct_ids_add(&progress->trail, s);
    if (--progress->missing[s] != 0 || progress->holds[fact] != 0)
        return;
    progress->holds[fact] = 1;
    ct_ids_add(&progress->facts, fact);
}

static void
follow(CtProgress *progress, uint32_t from)
{
    const CtSlice *slice = progress->slice;

    for (uint32_t next = from; next < progress->facts.length; next++) {
        uint32_t fact = progress->facts.data[next];

        for (uint32_t i = slice->uses.start[fact]; i < slice->uses.start[fact + 1]; i++)
            count_down(progress, slice->uses.value[i]);
    }
}

/* Thresholds: counts start so high that they reach zero with the last premise needed, and go on
 * below it; unsigned wrap-around is undone step by step like everything else. */
CtProgress *
ct_progress_new(const CtSlice *slice)
{
    CtProgress *progress = g_new0(CtProgress, 1);

    progress->slice = slice;
    progress->holds = g_new0(uint8_t, (size_t)slice->n_facts + 1);
    progress->missing = g_new(uint32_t, (size_t)slice->n_steps + 1);
    for (uint32_t s = 0; s < slice->n_steps; s++)
        progress->missing[s] = slice->need[s] + (s < slice->n_attempts ? 1 : 0);
    for (uint32_t e = 0; e < slice->entries.length; e++) {
        progress->holds[slice->entries.data[e]] = 1;
        ct_ids_add(&progress->facts, slice->entries.data[e]);
    }
    for (uint32_t s = slice->n_attempts; s < slice->n_steps; s++)
        if (progress->missing[s] == 0 && progress->holds[slice->gain[s]] == 0) {
            progress->holds[slice->gain[s]] = 1;
            ct_ids_add(&progress->facts, slice->gain[s]);
        }
    follow(progress, 0);
    return progress;
}

void
ct_progress_free(CtProgress *progress)
{
    if (progress == NULL)
        return;
    g_free(progress->holds);
    g_free(progress->missing);
    ct_ids_clear(&progress->facts);
    ct_ids_clear(&progress->taken);
    ct_ids_clear(&progress->trail);
    g_free(progress);
}

void
ct_progress_take(CtProgress *progress, uint32_t attempt)
{
    uint32_t from = progress->facts.length;

    g_assert(attempt < progress->slice->n_attempts);
    ct_ids_add(&progress->taken, attempt);
    count_down(progress, attempt);
    follow(progress, from);
}

CtProgressMark
ct_progress_mark(const CtProgress *progress)
{
    return (CtProgressMark){.facts = progress->facts.length,
                            .taken = progress->taken.length,
                            .trail = progress->trail.length};
}

void
ct_progress_back(CtProgress *progress, CtProgressMark mark)
{
    while (progress->trail.length > mark.trail)
        progress->missing[progress->trail.data[--progress->trail.length]]++;
    while (progress->facts.length > mark.facts)
        progress->holds[progress->facts.data[--progress->facts.length]] = 0;
    progress->taken.length = mark.taken;
}
