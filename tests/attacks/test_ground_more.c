/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grounded graph on the second thousand models: a suite of its own runs beside the first. */
#include "tests/support/check.h"

#include "tests/support/ground_models.h"

static void
test_equals_the_naive_attack(void)
{
    ct_check_ground_models(1000, 1000);
}

CU_TestInfo test_ground_more_tests[] = {
    {"equals the naive attack", test_equals_the_naive_attack},
    CU_TEST_INFO_NULL,
};
