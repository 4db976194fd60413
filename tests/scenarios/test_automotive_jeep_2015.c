/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The package scenarios/automotive-jeep-2015: what must come out of it, and what must end it. */
#include "tests/scenarios/expected.h"
#include "tests/support/check.h"

static void
test_history(void)
{
    ct_expected_check(CT_SOURCE_DIR "/scenarios/automotive-jeep-2015",
                      CT_SOURCE_DIR "/tests/scenarios/automotive-jeep-2015.yaml", CT_COST_TIME);
}

CU_TestInfo test_automotive_jeep_2015_tests[] = {
    {"the history and its negative controls", test_history},
    CU_TEST_INFO_NULL,
};
