/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Four attack histories in small, with what must come out of them, as they lie beside the
 * repository where it is developed. They are not part of it: where they are not, this says so.
 */
#include "tests/scenarios/expected.h"
#include "tests/support/check.h"

#include <stdio.h>

static void
check_history(const char *name)
{
    g_autofree char *topology =
        g_build_filename(CT_SOURCE_DIR, "..", "shared", "examples", name, "topology.yaml", NULL);
    g_autofree char *expected =
        g_build_filename(CT_SOURCE_DIR, "..", "shared", "examples", name, "expected.yaml", NULL);

    if (!g_file_test(topology, G_FILE_TEST_EXISTS)) {
        printf("skipped: %s is not here\n", name);
        return;
    }
    ct_expected_check(topology, expected, CT_COST_EFFORT);
}

static void
test_ukraine(void)
{
    check_history("ukraine-2015");
}

static void
test_jeep(void)
{
    check_history("jeep-2015");
}

static void
test_3cx(void)
{
    check_history("3cx-2023");
}

static void
test_unitronics(void)
{
    check_history("unitronics-2023");
}

CU_TestInfo test_small_histories_tests[] = {
    {"Ukraine 2015", test_ukraine},       {"Jeep 2015", test_jeep}, {"3CX 2023", test_3cx},
    {"Unitronics 2023", test_unitronics}, CU_TEST_INFO_NULL,
};
