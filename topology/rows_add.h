/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Appending to CT_ROWS arrays.
 */
#pragma once

#include "topology/model.h"

#include <glib.h>

/* Room for one more element of @size bytes; growth is by doubling. */
static inline void *
ct_rows_reserve(void *data, uint32_t length, uint32_t *capacity, size_t size)
{
    if (length < *capacity)
        return data;
    g_assert(*capacity < UINT32_MAX / 2);
    *capacity = *capacity == 0 ? 16 : *capacity * 2;
    return g_realloc_n(data, *capacity, size);
}

#define CT_ROWS_ADD(rows, value)                                                                   \
    ((rows)->data =                                                                                \
         ct_rows_reserve((rows)->data, (rows)->length, &(rows)->capacity, sizeof *(rows)->data),   \
     (rows)->data[(rows)->length++] = (value))
