/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/floor_passage.h"

#include "bench/measure.h"

#include <glib.h>
#include <math.h>
#include <string.h>

typedef struct Arrival {
    double time;
    uint32_t node;
} Arrival;

typedef struct Heap {
    Arrival *rows;
    uint32_t n;
} Heap;

/* xorshift64* (Vigna 2016). */
static double
draw(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (double)(((*state * UINT64_C(0x2545f4914f6cdd1d)) >> 11) | 1) * 0x1p-53;
}

static void
push(Heap *heap, Arrival row)
{
    uint32_t i = heap->n++;

    for (; i > 0 && row.time < heap->rows[(i - 1) / 4].time; i = (i - 1) / 4)
        heap->rows[i] = heap->rows[(i - 1) / 4];
    heap->rows[i] = row;
}

static Arrival
pop(Heap *heap)
{
    Arrival first = heap->rows[0], last = heap->rows[--heap->n];
    uint32_t i = 0;

    while (4 * i + 1 < heap->n) {
        uint32_t least = 4 * i + 1, end = MIN(least + 4, heap->n);

        for (uint32_t child = least + 1; child < end; child++)
            if (heap->rows[child].time < heap->rows[least].time)
                least = child;
        if (last.time <= heap->rows[least].time)
            break;
        heap->rows[i] = heap->rows[least];
        i = least;
    }
    heap->rows[i] = last;
    return first;
}

double
ct_floor_passage(const CtCsr *edges, double mean_ms, uint32_t n, double *ret_sum)
{
    uint32_t n_nodes = edges->n_rows;
    g_autofree uint8_t *reached = g_new(uint8_t, (size_t)n_nodes + 1);
    g_autofree Arrival *rows = g_new(Arrival, (size_t)edges->start[n_nodes] + 2);
    Heap heap = {.rows = rows};
    uint64_t state = 88172645463325252;
    double began = ct_measure_seconds();

    *ret_sum = 0;
    for (uint32_t r = 0; r < n; r++) {
        memset(reached, 0, n_nodes);
        heap.n = 0;
        push(&heap, (Arrival){0});
        while (heap.n > 0) {
            Arrival now = pop(&heap);

            if (reached[now.node])
                continue;
            reached[now.node] = 1;
            *ret_sum += now.time;
            for (uint32_t e = edges->start[now.node]; e < edges->start[now.node + 1]; e++)
                if (!reached[edges->value[e]])
                    push(&heap, (Arrival){.time = now.time - mean_ms * log(draw(&state)),
                                          .node = edges->value[e]});
        }
    }
    return ct_measure_seconds() - began;
}
