/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/csr_pairs.h"
#include "base/span.h"

static void
test_rows_keep_the_order_of_their_pairs(void)
{
    static const uint32_t row[] = {2, 0, 2, 1, 2};
    static const uint32_t value[] = {9, 8, 7, 6, 5};
    g_auto(CtCsr) csr = {0};

    ct_csr_build(&csr, 4, row, value, G_N_ELEMENTS(row));

    CHECK_INT(csr.start[0], 0);
    CHECK_INT(csr.start[1], 1);
    CHECK_INT(csr.start[2], 2);
    CHECK_INT(csr.start[3], 5);
    CHECK_INT(csr.start[4], 5);
    CHECK_INT(csr.value[0], 8);
    CHECK_INT(csr.value[2], 9);
    CHECK_INT(csr.value[3], 7);
    CHECK_INT(csr.value[4], 5);
}

static void
test_sorted_ids_are_unique_and_found(void)
{
    static const uint32_t values[] = {5, 1, 5, 3, 1};
    g_auto(CtIds) ids = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        ct_ids_add(&ids, values[i]);
    ct_ids_sort_unique(&ids);

    CHECK_INT(ids.length, 3);
    CU_ASSERT(ct_ids_has_sorted(ids.data, ids.length, 1));
    CU_ASSERT(ct_ids_has_sorted(ids.data, ids.length, 5));
    CU_ASSERT(!ct_ids_has_sorted(ids.data, ids.length, 4));
    CU_ASSERT(!ct_ids_has_sorted(ids.data, 0, 1));
}

static void
test_gathered_pairs_become_rows(void)
{
    CtCsrPairs pairs = {0};
    g_auto(CtCsr) csr = {0};

    ct_csr_pairs_add(&pairs, 1, 9);
    ct_csr_pairs_add(&pairs, 0, 8);
    ct_csr_pairs_add(&pairs, 1, 7);
    ct_csr_close(&csr, 2, &pairs);

    CHECK_INT(csr.start[2], 3);
    CHECK_INT(csr.value[0], 8);
    CHECK_INT(csr.value[1], 9);
    CHECK_INT(csr.value[2], 7);
    CHECK_INT(pairs.row.length, 0);
    CHECK_INT(pairs.value.length, 0);
}

CU_TestInfo test_span_tests[] = {
    {"rows keep the order of their pairs", test_rows_keep_the_order_of_their_pairs},
    {"gathered pairs become rows", test_gathered_pairs_become_rows},
    {"sorted ids are unique and found", test_sorted_ids_are_unique_and_found},
    CU_TEST_INFO_NULL,
};
