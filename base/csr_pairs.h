/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pairs of a row and a value while they are gathered, on the way to a CSR. */
#pragma once

#include "base/span.h"

typedef struct CtCsrPairs {
    CtIds row, value;
} CtCsrPairs;

void ct_csr_pairs_add(CtCsrPairs *pairs, uint32_t row, uint32_t value);
void ct_csr_pairs_clear(CtCsrPairs *pairs);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtCsrPairs, ct_csr_pairs_clear)

/* As ct_csr_build(), from @pairs, which are none afterwards. */
void ct_csr_close(CtCsr *csr, uint32_t n_rows, CtCsrPairs *pairs);
