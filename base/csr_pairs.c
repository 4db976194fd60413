/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/csr_pairs.h"

void
ct_csr_pairs_add(CtCsrPairs *pairs, uint32_t row, uint32_t value)
{
    ct_ids_add(&pairs->row, row);
    ct_ids_add(&pairs->value, value);
}

void
ct_csr_pairs_clear(CtCsrPairs *pairs)
{
    ct_ids_clear(&pairs->row);
    ct_ids_clear(&pairs->value);
}

void
ct_csr_close(CtCsr *csr, uint32_t n_rows, CtCsrPairs *pairs)
{
    ct_csr_build(csr, n_rows, pairs->row.data, pairs->value.data, pairs->row.length);
    ct_csr_pairs_clear(pairs);
}
