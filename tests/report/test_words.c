/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "report/words.h"

static void
test_facts_read_as_deeds(void)
{
    static const struct {
        const char *fact, *words;
    } cases[] = {
        {"controls:rtu-1", "commands rtu-1"},
        {"exec:hmi-1:admin", "runs commands on hmi-1 as administrator"},
        {"exec:hmi-1:user", "runs commands on hmi-1"},
        {"impaired:supply", "makes the function supply fail"},
        {"halted:meter[17]", "stops meter[17]"},
        {"exfiltrated:plans", "carries plans away"},
        /* What is no single fact of a known kind stays as it is. */
        {"all(controls:a, controls:b)", "all(controls:a, controls:b)"},
        {"escaped:kiosk-1:admin", "escaped:kiosk-1:admin"},
        {"", ""},
        {"controls", "controls"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = ct_fact_words(cases[i].fact);

        CHECK_STR(got, cases[i].words);
    }
}

CU_TestInfo test_words_tests[] = {
    {"facts read as deeds", test_facts_read_as_deeds},
    CU_TEST_INFO_NULL,
};
