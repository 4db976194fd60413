/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/waiting.h"

#include <glib.h>

static bool
row_before(CtWaitingRow a, CtWaitingRow b)
{
    return a.rank != b.rank ? a.rank < b.rank : a.attempt < b.attempt;
}

void
ct_waiting_add(CtWaiting *waiting, uint64_t rank, uint32_t attempt)
{
    CtWaitingRow row = {.rank = rank, .attempt = attempt};

    if (waiting->length == waiting->capacity) {
        waiting->capacity = MAX(64, waiting->capacity * 2);
        waiting->heap = g_renew(CtWaitingRow, waiting->heap, waiting->capacity);
    }
    uint32_t i = waiting->length++;

    for (; i > 0 && row_before(row, waiting->heap[(i - 1) / 2]); i = (i - 1) / 2)
        waiting->heap[i] = waiting->heap[(i - 1) / 2];
    waiting->heap[i] = row;
}

bool
ct_waiting_take(CtWaiting *waiting, uint32_t *ret_attempt)
{
    if (waiting->length == 0)
        return false;
    *ret_attempt = waiting->heap[0].attempt;
    CtWaitingRow last = waiting->heap[--waiting->length];
    uint32_t i = 0;

    for (uint32_t child = 1; child < waiting->length; child = 2 * i + 1) {
        if (child + 1 < waiting->length &&
            row_before(waiting->heap[child + 1], waiting->heap[child]))
            child++;
        if (!row_before(waiting->heap[child], last))
            break;
        waiting->heap[i] = waiting->heap[child];
        i = child;
    }
    waiting->heap[i] = last;
    return true;
}

void
ct_waiting_empty(CtWaiting *waiting)
{
    waiting->length = 0;
}

void
ct_waiting_clear(CtWaiting *waiting)
{
    g_free(waiting->heap);
    *waiting = (CtWaiting){0};
}
