/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/span.h"
#include "base/sort.h"

#include <stdlib.h>

void
ct_ids_add(CtIds *ids, uint32_t value)
{
    if (ids->length == ids->capacity) {
        g_assert(ids->capacity < UINT32_MAX / 2);
        ids->capacity = ids->capacity == 0 ? 8 : ids->capacity * 2;
        ids->data = g_renew(uint32_t, ids->data, ids->capacity);
    }
    ids->data[ids->length++] = value;
}

void
ct_ids_clear(CtIds *ids)
{
    g_free(ids->data);
    *ids = (CtIds){0};
}

static int
compare_ids(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

void
ct_ids_sort_unique(CtIds *ids)
{
    uint32_t kept = 0;

    if (ids->length == 0)
        return;
    ct_sort(ids->data, ids->length, sizeof *ids->data, compare_ids);
    for (uint32_t i = 0; i < ids->length; i++)
        if (kept == 0 || ids->data[kept - 1] != ids->data[i])
            ids->data[kept++] = ids->data[i];
    ids->length = kept;
}

bool
ct_ids_has_sorted(const uint32_t *data, size_t length, uint32_t value)
{
    size_t low = 0;
    size_t high = length;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (data[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low < length && data[low] == value;
}

void
ct_csr_build(
    CtCsr *csr, uint32_t n_rows, const uint32_t *row, const uint32_t *value, size_t n_pairs)
{
    csr->n_rows = n_rows;
    csr->start = g_new0(uint32_t, (size_t)n_rows + 2);
    csr->value = g_new(uint32_t, n_pairs + 1);

    /* Counted two places up: after the running sum start[r + 1] is where row r begins to be
     * filled, and it has moved to where row r ends once it is full. */
    for (size_t i = 0; i < n_pairs; i++)
        csr->start[row[i] + 2]++;
    for (uint32_t r = 1; r < n_rows + 2; r++)
        csr->start[r] += csr->start[r - 1];
    for (size_t i = 0; i < n_pairs; i++)
        csr->value[csr->start[row[i] + 1]++] = value[i];
}

void
ct_csr_clear(CtCsr *csr)
{
    g_free(csr->start);
    g_free(csr->value);
    *csr = (CtCsr){0};
}
