/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/brute_paths.h"

#include <glib.h>

/* The number of attempts before @step, which is its bit. */
static uint32_t
attempt_bit(const CtGraph *graph, uint32_t step)
{
    uint32_t bit = 0;

    for (uint32_t s = 0; s < step; s++)
        bit += graph->step_kind[s] == CT_STEP_ATTEMPT;
    return bit;
}

/* The @need-th smallest time of the premises, by counting how many are at most each. */
static int64_t
nth_premise(const CtGraph *graph, const int64_t *time, uint32_t step)
{
    uint32_t start = graph->step_premise_start[step], end = graph->step_premise_start[step + 1];
    uint32_t need = ct_graph_need(graph, step);
    int64_t best = CT_BRUTE_NEVER;

    if (need == 0)
        return 0;
    for (uint32_t i = start; i < end; i++) {
        int64_t candidate = time[graph->premises[i]];
        uint32_t n = 0;

        for (uint32_t j = start; j < end; j++)
            n += time[graph->premises[j]] <= candidate;
        if (n >= need && candidate < best)
            best = candidate;
    }
    return best;
}

/* A tick at least, as every attempt takes. */
static int64_t
attempt_time(const CtGraph *graph, uint32_t step)
{
    const CtVerdict *verdict = graph->templates.data[graph->step_reason[step]].verdict;

    return MAX(1, (int64_t)(verdict->prepare.a + verdict->time.a));
}

int64_t *
ct_brute_times(const CtGraph *graph, CtFactId entry, uint64_t mask)
{
    int64_t *time = g_new(int64_t, graph->n_facts);
    bool changed = true;

    for (uint32_t f = 0; f < graph->n_facts; f++)
        time[f] = f == entry ? 0 : CT_BRUTE_NEVER;
    while (changed) {
        changed = false;
        for (uint32_t step = 0; step < graph->n_steps; step++) {
            bool is_attempt = graph->step_kind[step] == CT_STEP_ATTEMPT;
            int64_t at = nth_premise(graph, time, step);

            if (at == CT_BRUTE_NEVER || (is_attempt && (mask >> attempt_bit(graph, step) & 1) == 0))
                continue;
            if (is_attempt)
                at += attempt_time(graph, step);
            if (at < time[graph->step_gain[step]]) {
                time[graph->step_gain[step]] = at;
                changed = true;
            }
        }
    }
    return time;
}

static uint8_t
highest_skill(const CtGraph *graph, uint64_t mask)
{
    uint8_t highest = 0;

    for (uint32_t step = 0; step < graph->n_steps; step++)
        if (graph->step_kind[step] == CT_STEP_ATTEMPT && (mask >> attempt_bit(graph, step) & 1))
            highest = MAX(highest, graph->templates.data[graph->step_reason[step]].verdict->skill);
    return highest;
}

CtBrute *
ct_brute_new(const CtGraph *graph, CtFactId entry, CtFactId goal)
{
    CtBrute *brute = g_new0(CtBrute, 1);
    uint32_t n = attempt_bit(graph, graph->n_steps);

    g_assert(n <= 16);
    brute->minimal = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    brute->time = brute->time_of_minimal = CT_BRUTE_NEVER;
    brute->steps = UINT32_MAX;
    brute->skill = UINT8_MAX;

    /* Rising masks: a set's subsets have lower numbers, so they are known before it. */
    for (uint64_t mask = 0; mask < UINT64_C(1) << n; mask++) {
        g_autofree int64_t *time = ct_brute_times(graph, entry, mask);
        bool is_minimal = true;

        if (time[goal] == CT_BRUTE_NEVER)
            continue;
        brute->reachable = true;
        brute->time = MIN(brute->time, time[goal]);
        brute->skill = MIN(brute->skill, highest_skill(graph, mask));
        brute->steps = MIN(brute->steps, (uint32_t)__builtin_popcountll(mask));
        for (uint32_t i = 0; i < brute->minimal->len; i++) {
            uint64_t other = g_array_index(brute->minimal, uint64_t, i);

            is_minimal = is_minimal && (other & mask) != other;
        }
        if (is_minimal) {
            g_array_append_val(brute->minimal, mask);
            brute->time_of_minimal = MIN(brute->time_of_minimal, time[goal]);
        }
    }
    return brute;
}

void
ct_brute_free(CtBrute *brute)
{
    if (brute == NULL)
        return;
    g_array_unref(brute->minimal);
    g_free(brute);
}
