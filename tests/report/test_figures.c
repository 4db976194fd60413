/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "report/figures.h"

#include <math.h>

static void
test_numbers_without_powers(void)
{
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0, "0"},
        {12, "12"},
        {1234567, "1234567"},
        {2923.4, "2923"},
        {0.0123, "0.0123"},
        {999.6, "1000"},
        {999.4, "999"},
        {4.556, "4.56"},
        {-2923.4, "-2923"},
        {1e15 + 1, "1000000000000001"},
        {NAN, "–"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = ct_figure_number(cases[i].number);

        CHECK_STR(got, cases[i].text);
    }
}

static void
test_bounds_short_of_all(void)
{
    static const struct {
        CtEstimate estimate;
        const char *text;
    } cases[] = {
        {{1, 0.99988, 1}, "100% (99.99–100)"},
        {{1, 0.9999999, 1}, "100% (99.99–100)"},
        {{1, 0.9964, 1}, "100% (99.6–100)"},
        {{0.5, 0.4, 0.6}, "50% (40–60)"},
        {{0, 0, 0.00012}, "0% (0–0.012)"},
        {{0.999999, 0.9995, 0.99999}, "99.9% (99.95–99.99)"},
        {{NAN, NAN, NAN}, "–"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = ct_figure_estimate(cases[i].estimate);

        CHECK_STR(got, cases[i].text);
    }
}

CU_TestInfo test_figures_tests[] = {
    {"numbers are told without powers of ten", test_numbers_without_powers},
    {"a bound short of all is not told as all", test_bounds_short_of_all},
    CU_TEST_INFO_NULL,
};
