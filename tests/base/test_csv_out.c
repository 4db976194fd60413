/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/csv_out.h"

#include <math.h>

static void
test_rows_end_where_the_headers_do(void)
{
    g_autoptr(CtOut) out = ct_out_new_string();
    const char *const headers[] = {"id", "n", "share", "yes", NULL};
    g_autoptr(CtCsv) csv = ct_csv_new(out, headers);

    ct_csv_text(csv, "a");
    ct_csv_integer(csv, -7);
    ct_csv_number(csv, 0.1);
    ct_csv_bool(csv, true);
    ct_csv_text(csv, NULL);
    ct_csv_integer(csv, INT64_MAX);
    ct_csv_number(csv, NAN);
    ct_csv_bool(csv, false);

    CHECK_STR(ct_out_text(out), "id,n,share,yes\r\n"
                                "a,-7,0.1,true\r\n"
                                ",9223372036854775807,,false\r\n");
}

static void
test_texts_stay_texts_in_a_spreadsheet(void)
{
    static const struct {
        const char *text, *cell;
    } cases[] = {
        {"plain", "plain"},
        {"a,b", "\"a,b\""},
        {"say \"no\"", "\"say \"\"no\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"=1+1", "\"'=1+1\""},
        {"+1", "\"'+1\""},
        {"-1", "\"'-1\""},
        {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"\t=1", "\"'?=1\""},
        {"\r=1", "\"'?=1\""},
        {"  =1", "\"'  =1\""},
        {"a=1", "a=1"},
        {"esc\033[0m", "esc?[0m"},
    };
    const char *const headers[] = {"t", NULL};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(CtOut) out = ct_out_new_string();
        g_autoptr(CtCsv) csv = ct_csv_new(out, headers);
        g_autofree char *want = g_strdup_printf("t\r\n%s\r\n", cases[i].cell);

        ct_csv_text(csv, cases[i].text);
        CHECK_STR(ct_out_text(out), want);
    }
}

CU_TestInfo test_csv_out_tests[] = {
    {"a row ends where the headers do", test_rows_end_where_the_headers_do},
    {"a text stays a text in a spreadsheet", test_texts_stay_texts_in_a_spreadsheet},
    CU_TEST_INFO_NULL,
};
