/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/status.h"

#include "tests/support/check.h"

static void
test_a_proven_miss_wins_over_undecided(void)
{
    CHECK_INT(ct_status_worse(CT_STATUS_MISSED, CT_STATUS_UNDECIDED), 1);
    CHECK_INT(ct_status_worse(CT_STATUS_UNDECIDED, CT_STATUS_MISSED), 1);
}

static void
test_trouble_wins_over_findings(void)
{
    static const CtStatus ranked[] = {CT_STATUS_INTERRUPTED, CT_STATUS_INTERNAL,  CT_STATUS_INPUT,
                                      CT_STATUS_MISSED,      CT_STATUS_UNDECIDED, CT_STATUS_OK};

    for (size_t i = 0; i < G_N_ELEMENTS(ranked); i++) {
        for (size_t k = i; k < G_N_ELEMENTS(ranked); k++) {
            CHECK_INT(ct_status_worse(ranked[i], ranked[k]), ranked[i]);
            CHECK_INT(ct_status_worse(ranked[k], ranked[i]), ranked[i]);
        }
    }
}

CU_TestInfo test_status_tests[] = {
    {"a proven miss wins over an undecided answer", test_a_proven_miss_wins_over_undecided},
    {"trouble wins over findings", test_trouble_wins_over_findings},
    CU_TEST_INFO_NULL,
};
