/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sorting one bucket: insertion in short stretches, then merging them pairwise. */
#include "sim/event_queue_private.h"

#include <string.h>

#define STRETCH 16

void
ct_event_run_reserve(CtEventRun *run, uint32_t length)
{
    if (length <= run->capacity)
        return;
    run->capacity = MAX(MAX(64, length), run->capacity * 2);
    run->items = g_renew(CtEventItem, run->items, run->capacity);
    run->spare = g_renew(CtEventItem, run->spare, run->capacity);
}

static void
insertion_sort(CtEventItem *items, uint32_t n, const CtSlot *slots)
{
    for (uint32_t i = 1; i < n; i++) {
        CtEventItem item = items[i];
        uint32_t k = i;

        for (; k > 0 && ct_event_item_before(slots, &item, &items[k - 1]); k--)
            items[k] = items[k - 1];
        items[k] = item;
    }
}

/* from[low … middle) and from[middle … high), each sorted, into to[low … high). */
static void
merge(const CtEventItem *from,
      CtEventItem *to,
      uint32_t low,
      uint32_t middle,
      uint32_t high,
      const CtSlot *slots)
{
    uint32_t a = low, b = middle;

    if (middle == high || ct_event_item_before(slots, &from[middle - 1], &from[middle])) {
        memcpy(&to[low], &from[low], (high - low) * sizeof *from);
        return;
    }
    for (uint32_t k = low; k < high; k++)
        if (a < middle && (b >= high || ct_event_item_before(slots, &from[a], &from[b])))
            to[k] = from[a++];
        else
            to[k] = from[b++];
}

void
ct_event_run_sort(CtEventRun *run, const CtSlot *slots)
{
    uint32_t first = run->next, n = run->length;

    for (uint32_t i = first; i < n; i += STRETCH)
        insertion_sort(&run->items[i], MIN(STRETCH, n - i), slots);
    for (uint32_t width = STRETCH; width < n - first; width *= 2) {
        for (uint32_t low = first; low < n; low += 2 * width)
            merge(run->items, run->spare, low, MIN(low + width, n), MIN(low + 2 * width, n), slots);

        CtEventItem *sorted = run->spare;
        run->spare = run->items;
        run->items = sorted;
    }
}
