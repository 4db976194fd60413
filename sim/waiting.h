/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Attempts that wait for a slot, the least rank first; equal ranks by number. */
#pragma once

#include "base/ids.h"

typedef struct CtWaitingRow {
    uint64_t rank;
    uint32_t attempt;
} CtWaitingRow;

typedef struct CtWaiting {
    CtWaitingRow *heap; /* binary: the parent of i is (i - 1) / 2 */
    uint32_t length, capacity;
} CtWaiting;

/* Cost: O(log n). */
void ct_waiting_add(CtWaiting *waiting, uint64_t rank, uint32_t attempt);

/* The first, out of it; false where none waits. Cost: O(log n). */
bool ct_waiting_take(CtWaiting *waiting, uint32_t *ret_attempt);

/* Forgets all and keeps the memory. */
void ct_waiting_empty(CtWaiting *waiting);
void ct_waiting_clear(CtWaiting *waiting);
