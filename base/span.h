/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Growable arrays of 32-bit ids, and compressed rows (CSR) built from (row, value) pairs. Values
 * keep the order in which they were added within a row.
 */
#pragma once

#include "base/ids.h"

#include <glib.h>

typedef struct CtIds {
    uint32_t *data;
    uint32_t length;
    uint32_t capacity;
} CtIds;

void ct_ids_add(CtIds *ids, uint32_t value);
void ct_ids_clear(CtIds *ids);
void ct_ids_sort_unique(CtIds *ids);
bool ct_ids_has_sorted(const uint32_t *data, size_t length, uint32_t value); /* binary search */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtIds, ct_ids_clear)

typedef struct CtCsr {
    uint32_t *start; /* n_rows + 1 offsets into value */
    uint32_t *value;
    uint32_t n_rows;
} CtCsr;

/* Rows 0 … @n_rows - 1 from the pairs (row[i], value[i]). Cost: linear. */
void ct_csr_build(
    CtCsr *csr, uint32_t n_rows, const uint32_t *row, const uint32_t *value, size_t n_pairs);
void ct_csr_clear(CtCsr *csr);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtCsr, ct_csr_clear)
