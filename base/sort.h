/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * qsort() that takes an array of nothing, which may be NULL: the C library's may not be given that.
 */
#pragma once

#include <stdlib.h>

/* @compare must tell apart whatever is not alike in every way: equal rows come in any order. */
static inline void
ct_sort(void *rows, size_t n, size_t size, int (*compare)(const void *, const void *))
{
    if (n > 1)
        qsort(rows, n, size, compare);
}
