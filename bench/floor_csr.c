/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/floor_csr.h"

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
    g_autofree uint32_t *distance = g_new(uint32_t, (size_t)edges->n_rows + 1);
    g_autofree uint32_t *queue = g_new(uint32_t, (size_t)edges->n_rows + 1);
    uint32_t tail = 0;

    for (uint32_t v = 0; v < edges->n_rows; v++)
        distance[v] = CT_NO_ID;
    for (size_t i = 0; i < n_sources; i++)
        if (distance[sources[i]] == CT_NO_ID) {
            distance[sources[i]] = 0;
            queue[tail++] = sources[i];
        }
    for (uint32_t head = 0; head < tail; head++) {
        uint32_t from = queue[head];

        for (uint32_t e = edges->start[from]; e < edges->start[from + 1]; e++) {
            uint32_t to = edges->value[e];

            if (distance[to] != CT_NO_ID)
                continue;
            distance[to] = distance[from] + 1;
            queue[tail++] = to;
        }
    }
    return tail;
}
