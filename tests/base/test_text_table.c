/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/text.h"
#include "base/text_table.h"

static void
test_columns_line_up(void)
{
    static const char *const headers[] = {"name", "count", "note", NULL};
    static const char *const rows[][3] = {
        {"grüß", "7", "漢字 here"},
        {"a", "12345", ""},
        {"\033[31m", "1", "two\nlines"},
    };
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 0);
    g_autoptr(CtOut) out = ct_out_new_string();

    ct_text_table_set_right(table, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        ct_text_table_add(table, rows[i]);
    ct_text_table_write(table, out, false);
    CHECK_STR(ct_out_text(out), "name   count  note\n"
                                "grüß       7  漢字 here\n"
                                "a      12345\n"
                                "?[31m      1  two\n"
                                "              lines\n");
}

static void
test_the_widest_column_gives(void)
{
    static const char *const headers[] = {"id", "why", NULL};
    static const char *const row[] = {"rtu-1",
                                      "the firewall lets it pass verylongwordthatcannotbreak"};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 24);
    g_autoptr(CtOut) out = ct_out_new_string();

    ct_text_table_add(table, row);
    ct_text_table_write(table, out, false);
    CHECK_STR(ct_out_text(out), "id     why\n"
                                "rtu-1  the firewall lets\n"
                                "       it pass\n"
                                "       verylongwordthat…\n");
}

static void
test_colour_is_put_around_text(void)
{
    static const char *const headers[] = {"a", NULL};
    static const char *const row[] = {"x"};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 0);
    g_autoptr(CtOut) out = ct_out_new_string();

    ct_text_table_add(table, row);
    ct_text_table_write(table, out, true);
    ct_text_style(out, true, CT_STYLE_BAD, "bad\033");
    ct_text_style(out, false, CT_STYLE_BAD, "plain");
    CHECK_STR(ct_out_text(out), "\033[1ma\033[0m\nx\n\033[31mbad?\033[0mplain");
}

static void
test_text_wraps_with_an_indent(void)
{
    g_autoptr(CtOut) out = ct_out_new_string();

    ct_text_wrap(out, "one two three four\nfive", 12, 2);
    CHECK_STR(ct_out_text(out), "one two\n  three four\n  five");
    CHECK_INT(ct_text_columns("漢a\xCC\x81"), 3);
    CHECK_INT(ct_text_columns(""), 0);
}

/* Whatever the bytes and the width: valid text, no control bytes, no line too wide. */
static void
test_any_bytes_wrap_within_the_width(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);

    for (int round = 0; round < 2000; round++) {
        char bytes[64];
        unsigned width = (unsigned)g_rand_int_range(rand, 2, 20);
        g_autoptr(CtOut) out = ct_out_new_string();
        g_auto(GStrv) lines = NULL;

        for (size_t i = 0; i < sizeof bytes - 1; i++)
            bytes[i] =
                g_rand_int_range(rand, 0, 4) == 0 ? ' ' : (char)g_rand_int_range(rand, 1, 256);
        bytes[sizeof bytes - 1] = '\0';
        ct_text_wrap(out, bytes, width, 0);
        CU_ASSERT(g_utf8_validate(ct_out_text(out), -1, NULL));
        lines = g_strsplit(ct_out_text(out), "\n", -1);
        for (char **line = lines; *line != NULL; line++) {
            if (ct_text_columns(*line) > width)
                CHECK_MSG(false, "'%s' is wider than %u", *line, width);
            for (const char *c = *line; *c != '\0'; c++)
                if ((unsigned char)*c < ' ')
                    CHECK_MSG(false, "control byte %d", *c);
        }
    }
}

static void
test_what_does_not_print_is_a_question_mark(void)
{
    g_autofree char *text =
        ct_text_printable("a\033b\x7F\xC2\x9B\xFF\xE2\x80\xAE\xC3\xA9\xF0\x9F", SIZE_MAX);

    CHECK_STR(text, "a?b????é??");
}

CU_TestInfo test_text_table_tests[] = {
    {"columns line up", test_columns_line_up},
    {"the widest column gives", test_the_widest_column_gives},
    {"colour is put around text", test_colour_is_put_around_text},
    {"text wraps with an indent", test_text_wraps_with_an_indent},
    {"any bytes wrap within the width", test_any_bytes_wrap_within_the_width},
    {"what does not print is a question mark", test_what_does_not_print_is_a_question_mark},
    CU_TEST_INFO_NULL,
};
