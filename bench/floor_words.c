/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/floor_words.h"

#include "bench/measure.h"

double
ct_floor_words(const CtCsr *edges, const CtFactId *sources, const uint64_t *worlds, uint32_t n)
{
    uint32_t n_facts = edges->n_rows;
    g_autofree uint64_t *word = g_new0(uint64_t, (size_t)n_facts + 1);
    g_autofree uint8_t *queued = g_new0(uint8_t, (size_t)n_facts + 1);
    g_autofree uint32_t *queue = g_new(uint32_t, (size_t)n_facts + 1);
    uint32_t head = 0;
    uint32_t tail = 0;
    double began = ct_measure_seconds();

    for (uint32_t i = 0; i < n; i++) {
        word[sources[i]] |= worlds[i];
        if (queued[sources[i]]++ == 0)
            queue[tail++] = sources[i];
    }
    while (head != tail) {
        uint32_t fact = queue[head];

        head = head == n_facts ? 0 : head + 1;
        queued[fact] = 0;
        for (uint32_t e = edges->start[fact]; e < edges->start[fact + 1]; e++) {
            uint32_t to = edges->value[e];

            if ((word[fact] & ~word[to]) == 0)
                continue;
            word[to] |= word[fact];
            if (queued[to] != 0)
                continue;
            queued[to] = 1;
            queue[tail] = to;
            tail = tail == n_facts ? 0 : tail + 1;
        }
    }
    return ct_measure_seconds() - began;
}
