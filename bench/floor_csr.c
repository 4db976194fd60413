/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/floor_csr.h"

#include "base/bits.h"

void
ct_floor_csr_build(const CtGraph *graph, CtCsr *ret_edges)
{
    uint32_t n_premises = graph->step_premise_start[graph->n_steps];
    g_autofree uint32_t *gains = g_new(uint32_t, (size_t)n_premises + 1);

    for (uint32_t step = 0; step < graph->n_steps; step++)
        for (uint32_t p = graph->step_premise_start[step]; p < graph->step_premise_start[step + 1];
             p++)
            gains[p] = graph->step_gain[step];
    ct_csr_build(ret_edges, graph->n_facts, graph->premises, gains, n_premises);
}

uint32_t
ct_floor_csr(const CtCsr *edges, const uint32_t *sources, size_t n_sources)
{
    g_autofree uint64_t *seen = ct_bits_new(edges->n_rows);
    g_autofree uint32_t *queue = g_new(uint32_t, (size_t)edges->n_rows + 1);
    uint32_t head = 0, tail = 0;

    for (size_t i = 0; i < n_sources; i++)
        if (!ct_bits_get(seen, sources[i])) {
            ct_bits_set(seen, sources[i]);
            queue[tail++] = sources[i];
        }
    while (head < tail) {
        uint32_t from = queue[head++];

        for (uint32_t e = edges->start[from]; e < edges->start[from + 1]; e++) {
            uint32_t to = edges->value[e];

            if (ct_bits_get(seen, to))
                continue;
            ct_bits_set(seen, to);
            queue[tail++] = to;
        }
    }
    return tail;
}
