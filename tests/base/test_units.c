/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/units.h"

#include <float.h>
#include <locale.h>
#include <math.h>

static void
test_times_are_read(void)
{
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"0", 0},
        {"0s", 0},
        {"250ms", 250},
        {"2h", 2 * CT_MS_HOUR},
        {"1.5d", 36 * CT_MS_HOUR},
        {"2h30m", 150 * CT_MS_MINUTE},
        {"2h 30m", 150 * CT_MS_MINUTE},
        {"90min", 90 * CT_MS_MINUTE},
        {"1h5min 3s", 65 * CT_MS_MINUTE + 3000},
        {"30.4d", INT64_C(2626560000)},
        {"4w", 28 * CT_MS_DAY},
        {"1y", 365 * CT_MS_DAY},
        {"1y2w3d4h5m6s7ms", (365 + 14 + 3) * CT_MS_DAY + 4 * CT_MS_HOUR + 5 * CT_MS_MINUTE + 6007},
        {"0.0005s", 1}, /* half a tick rounds up */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        int64_t ms = -1;

        CHECK_OK(ct_units_parse_time(cases[i].text, &ms, &error), error);
        CHECK_MSG(ms == cases[i].ms, "%s: got %" PRId64, cases[i].text, ms);
    }
}

static void
test_bad_times_are_refused(void)
{
    static const char *const bad[] = {
        "",           " ",     "5",          "h",    "-1h",  "+1h",
        "1 h",        "1h ",   " 1h",        "1m2h", "1h1h", "1x",
        "1.h",        ".5h",   "1.1234567h", "1e3s", "0x1s", "99999999999999999999s",
        "300000000y", "1h,",   "1,5h",       "1hm",  "inf",  "1H",
        "1mi",        "1mins", "1m2min",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        int64_t ms = -1;

        CHECK_ERR(ct_units_parse_time(bad[i], &ms, &error), error, CT_UNITS_ERROR,
                  CT_UNITS_ERROR_FAILED);
        CHECK_INT(ms, -1);
    }
}

static void
test_times_are_written_in_two_parts_at_most(void)
{
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {
        {0, "0s"},
        {1, "1ms"},
        {999, "999ms"},
        {1000, "1s"},
        {1001, "1s 1ms"},
        {59999, "59s 999ms"},
        {150 * CT_MS_MINUTE, "2h 30m"},
        {2 * CT_MS_HOUR - 1, "2h"},
        {CT_MS_DAY - 1, "1d"},
        {INT64_C(2626560000), "30d 10h"},
        {400 * CT_MS_DAY, "1y 35d"},
        {-90 * CT_MS_SECOND, "-1m 30s"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = ct_units_time_text(cases[i].ms);

        CHECK_STR(text, cases[i].text);
    }

    g_autofree char *longest = ct_units_time_text(INT64_MAX);
    g_autofree char *shortest = ct_units_time_text(INT64_MIN);

    CU_ASSERT(g_str_has_prefix(longest, "292471208y"));
    CU_ASSERT(g_str_has_prefix(shortest, "-292471208y"));
}

static void
test_numbers_are_read_whole(void)
{
    static const char *const bad[] = {
        "",    "-",    ".",    "1.2.3", "1e", "1e+", "inf",
        "nan", "-inf", "0x10", "1 ",    " 1", "1,5", "1e999",
    };
    static const struct {
        const char *text;
        double number;
    } good[] = {
        {"0", 0}, {"-1.5", -1.5}, {".25", 0.25}, {"5.", 5}, {"1e3", 1000}, {"1E-2", 0.01},
    };
    g_autoptr(GError) error = NULL;
    double number = 42;

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        CHECK_ERR(ct_units_parse_number(bad[i], &number, &error), error, CT_UNITS_ERROR,
                  CT_UNITS_ERROR_FAILED);
    CU_ASSERT(number == 42);
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        CHECK_OK(ct_units_parse_number(good[i].text, &number, &error), error);
        CHECK_MSG(number == good[i].number, "%s: got %g", good[i].text, number);
    }
}

static void
test_integers_are_bounded(void)
{
    static const char *const bad[] = {
        "", "-", "+1", "1.0", "1e3", " 1", "0x1", "256", "-1", "99999999999999999999",
    };
    g_autoptr(GError) error = NULL;
    int64_t integer = 42;

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        CHECK_ERR(ct_units_parse_integer(bad[i], 0, 255, &integer, &error), error, CT_UNITS_ERROR,
                  CT_UNITS_ERROR_FAILED);
    CHECK_INT(integer, 42);
    CHECK_OK(ct_units_parse_integer("255", 0, 255, &integer, &error), error);
    CHECK_INT(integer, 255);
    CHECK_OK(ct_units_parse_integer("-9223372036854775808", INT64_MIN, 0, &integer, &error), error);
    CHECK_INT(integer, INT64_MIN);
}

static void
test_number_texts_read_back(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    char text[32];

    CHECK_STR(ct_units_number_text(0.1, text), "0.1");
    CHECK_STR(ct_units_number_text(3, text), "3");
    CHECK_STR(ct_units_number_text(-2.5e-10, text), "-2.5e-10");
    CHECK_STR(ct_units_number_text(0.1 + 0.2, text), "0.30000000000000004");
    CHECK_STR(ct_units_number_text(1e21, text), "1e+21");
    CU_ASSERT(strlen(ct_units_number_text(-DBL_MIN, text)) < 32);
    CU_ASSERT(g_ascii_strtod(ct_units_number_text(DBL_MAX, text), NULL) == DBL_MAX);
    for (int i = 0; i < 10000; i++) {
        double number = ldexp(g_rand_double(rand) - 0.5, g_rand_int_range(rand, -300, 300));

        if (g_ascii_strtod(ct_units_number_text(number, text), NULL) != number)
            CHECK_MSG(false, "%a came back from %s", number, text);
    }
}

/* What is written of a time reads back as the same text: rounding happens once. */
static void
test_written_times_read_back(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(9);

    for (int round = 0; round < 5000; round++) {
        int64_t ms = (int64_t)ldexp(g_rand_double(rand), g_rand_int_range(rand, 1, 62));
        int64_t again = -1;
        g_autofree char *text = ct_units_time_text(ms);
        g_autofree char *twice = NULL;
        g_autoptr(GError) error = NULL;

        CHECK_OK(ct_units_parse_time(text, &again, &error), error);
        twice = ct_units_time_text(again);
        CHECK_STR(twice, text);
        /* Two parts: at worst half an hour of a day, half a day of a year is lost. */
        CU_ASSERT(ABS(again - ms) <= ms / 24 + 1);
    }
}

CU_TestInfo test_units_tests[] = {
    {"times are read", test_times_are_read},
    {"bad times are refused", test_bad_times_are_refused},
    {"times are written in two parts at most", test_times_are_written_in_two_parts_at_most},
    {"numbers are read whole", test_numbers_are_read_whole},
    {"integers are bounded", test_integers_are_bounded},
    {"number texts read back", test_number_texts_read_back},
    {"written times read back", test_written_times_read_back},
    CU_TEST_INFO_NULL,
};
