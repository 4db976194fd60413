/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/limits.h"

static void
test_the_table_names_every_limit_once(void)
{
    const size_t n_fields = sizeof(CtLimits) / sizeof(uint64_t);
    bool seen[sizeof(CtLimits) / sizeof(uint64_t)] = {false};

    CHECK_INT(ct_n_limit_infos, n_fields);
    for (size_t i = 0; i < ct_n_limit_infos; i++) {
        size_t field = ct_limit_infos[i].offset / sizeof(uint64_t);

        CU_ASSERT_FATAL(field < n_fields);
        CHECK_MSG(!seen[field], "--%s is listed twice", ct_limit_infos[i].flag);
        seen[field] = true;
        CU_ASSERT(g_str_has_prefix(ct_limit_infos[i].flag, "max-"));
        CU_ASSERT(*ct_limit_infos[i].help != '\0');
        for (size_t k = 0; k < i; k++)
            CU_ASSERT(strcmp(ct_limit_infos[i].flag, ct_limit_infos[k].flag) != 0);
    }
}

static void
test_defaults_are_those_of_the_design(void)
{
    for (size_t i = 0; i < ct_n_limit_infos; i++) {
        uint64_t value = *(const uint64_t *)(const void *)((const char *)&ct_limits_default +
                                                           ct_limit_infos[i].offset);

        CHECK_MSG(value > 0, "--%s has no default", ct_limit_infos[i].flag);
    }
    CHECK_INT(ct_limits_default.yaml_bytes, 268435456);
    CHECK_INT(ct_limits_default.yaml_nodes, 32000000);
    CHECK_INT(ct_limits_default.yaml_depth, 64);
    CHECK_INT(ct_limits_default.assets, 2000000);
}

CU_TestInfo test_limits_tests[] = {
    {"the table names every limit once", test_the_table_names_every_limit_once},
    {"defaults are those of the design", test_defaults_are_those_of_the_design},
    CU_TEST_INFO_NULL,
};
