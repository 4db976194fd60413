/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The package scenarios/software-3cx-2023: what must come out of it, and what must end it. */
#include "tests/scenarios/expected.h"
#include "tests/support/check.h"

static void
test_history(void)
{
    ct_expected_check(CT_SOURCE_DIR "/scenarios/software-3cx-2023",
                      CT_SOURCE_DIR "/tests/scenarios/software-3cx-2023.yaml", CT_COST_TIME);
}

CU_TestInfo test_software_3cx_2023_tests[] = {
    {"the history and its negative controls", test_history},
    CU_TEST_INFO_NULL,
};
