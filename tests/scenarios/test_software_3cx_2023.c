/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The package scenarios/software-3cx-2023: what must come out of it, and what must end it. */
#include "tests/scenarios/expected.h"
#include "tests/support/check.h"

#include "analysis/pipeline.h"
#include "analysis/segmentation.h"

static void
test_history(void)
{
    ct_expected_check(CT_SOURCE_DIR "/scenarios/software-3cx-2023",
                      CT_SOURCE_DIR "/tests/scenarios/software-3cx-2023.yaml", CT_COST_TIME);
}

/* The business works over the doors there are, and together they break the maker's own rule. */
static void
test_homes_get_where_they_never_should(void)
{
    const char *folder = CT_SOURCE_DIR "/scenarios/software-3cx-2023";
    g_autoptr(CtTwin) twin = ct_twin_new(&(CtTwinOptions){0});
    g_autoptr(CtSegmentation) segmentation = NULL;
    GError *error = NULL;
    bool ok = ct_twin_load(twin, folder, CT_TWIN_RULES, &error) &&
              ct_twin_load(twin, folder, CT_TWIN_REACH, &error);

    CHECK_OK(ok, error);
    segmentation = ct_segmentation_new(twin, &(CtSegOptions){.as_of = "2026-01-01"}, &error);
    CHECK_OK(segmentation != NULL, error);
    CU_ASSERT_FATAL(segmentation != NULL && segmentation->n_failures > 0);
    CHECK_STR(segmentation->failures[0].id, "S2:homes-never-build");
    for (uint32_t i = 0; i < segmentation->n_failures; i++)
        CHECK_MSG(!g_str_has_prefix(segmentation->failures[i].id, "S8:"), "%s",
                  segmentation->failures[i].id);
}

CU_TestInfo test_software_3cx_2023_tests[] = {
    {"the history and its negative controls", test_history},
    {"homes get where they never should", test_homes_get_where_they_never_should},
    CU_TEST_INFO_NULL,
};
