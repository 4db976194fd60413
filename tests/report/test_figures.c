/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/units.h"
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
        {{0.999999, 0.9995, 0.99999}, "99.99% (99.95–99.99)"},
        {{NAN, NAN, NAN}, "–"},
        {{0.9784, 0.977, 0.979}, "97.8% (97.7–97.9)"},
        {{0.000123, 0.0000847, 0.000161}, "0.0123% (0.00847–0.0161)"},
        {{1, 1, 1}, "100%"},
        {{0.97777, 0.97776, 0.97778}, "97.8%"}, /* as fine as its bounds are told */
        {{0, 0, 0}, "0%"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = ct_figure_estimate(cases[i].estimate);

        CHECK_STR(got, cases[i].text);
    }
}

/* However coarse the value is told: nobody reads it outside of the interval beside it. */
static void
test_value_within_bounds(void)
{
    for (int exponent = 0; exponent < 6; exponent++) {
        for (int i = 0; i <= 1000; i++) {
            double value = i / 1000.0, wide = pow(10, -exponent);
            g_autofree char *text = ct_figure_estimate(
                (CtEstimate){value, value * (1 - wide), value + (1 - value) * wide});
            const char *open = strchr(text, '('), *dash = strstr(text, "–");

            if (open == NULL && wide < 1e-2) /* no wider than its digits */
                continue;
            CHECK_MSG(open != NULL && dash != NULL &&
                          g_ascii_strtod(text, NULL) >= g_ascii_strtod(open + 1, NULL) &&
                          g_ascii_strtod(text, NULL) <= g_ascii_strtod(dash + strlen("–"), NULL),
                      "%s", text);
        }
    }
}

/* What the digits shown cannot tell apart is told once; with a digit that differs, all three. */
static void
test_intervals_no_wider_than_shown(void)
{
    static const struct {
        CtTimeQuantile quantile;
        const char *text;
    } cases[] = {
        {{297 * CT_MS_DAY, 297 * CT_MS_DAY - CT_MS_HOUR, 297 * CT_MS_DAY + CT_MS_HOUR}, "297d"},
        {{297 * CT_MS_DAY, 296 * CT_MS_DAY, 297 * CT_MS_DAY}, "297d (296d–297d)"},
        {{297 * CT_MS_DAY, 297 * CT_MS_DAY, -1}, "297d (297d–> 1y)"},
        {{6 * CT_MS_HOUR, 6 * CT_MS_HOUR, 6 * CT_MS_HOUR + CT_MS_SECOND}, "6h"},
        {{1, 1, 1}, "at once"},
        {{-1, -1, -1}, "> 1y"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = ct_figure_quantile(cases[i].quantile, 365 * CT_MS_DAY);

        CHECK_STR(got, cases[i].text);
    }
}

static void
test_how_much_later(void)
{
    static const struct {
        double ms;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-999, "0"},
        {5811, "+6s"},
        {-1499, "-1s"},
        {62.0 * 3600e3, "+2d 14h"},
        {-291.0 * 86400e3, "-291d"},
        {NAN, ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = ct_figure_later(cases[i].ms);

        CHECK_STR(got, cases[i].text);
    }
}

CU_TestInfo test_figures_tests[] = {
    {"an interval no wider than what is shown", test_intervals_no_wider_than_shown},
    {"how much later", test_how_much_later},
    {"a value reads as within its bounds", test_value_within_bounds},
    {"numbers are told without powers of ten", test_numbers_without_powers},
    {"a bound short of all is not told as all", test_bounds_short_of_all},
    CU_TEST_INFO_NULL,
};
