/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/diag.h"

static CtPos
at(uint16_t file, uint32_t line, uint16_t column)
{
    return (CtPos){.file = file, .line = line, .column = column};
}

static void
test_findings_come_sorted_with_a_caret(void)
{
    static const char text[] = "cybertwin: 1\nzones:\n    trust: hgih\n    - id: ot\033[31m";
    g_autoptr(CtDiag) diag = ct_diag_new();
    uint16_t file = ct_diag_add_file(diag, "topology.yaml", text, sizeof text - 1);
    uint16_t patch = ct_diag_add_file(diag, "--set", NULL, 0);
    g_autofree char *report = NULL;

    ct_diag_error(diag, at(patch, 1, 4), "late");
    ct_diag_error(diag, at(file, 4, 7), "zone '%s' is defined twice", "ot\033[31m");
    ct_diag_warning(diag, at(file, 3, 12), "second at this place");
    ct_diag_error(diag, at(file, 3, 5), "first of line 3");
    ct_diag_add(diag, CT_SEVERITY_NOTE, at(file, 3, 12), "third at this place");
    ct_diag_error(diag, at(file, 0, 0), "no line");
    report = ct_diag_to_text(diag, 50);

    CHECK_STR(report, "topology.yaml: no line\n"
                      "topology.yaml:3:5: first of line 3\n"
                      "      trust: hgih\n"
                      "      ^\n"
                      "topology.yaml:3:12: warning: second at this place\n"
                      "      trust: hgih\n"
                      "             ^\n"
                      "topology.yaml:3:12: note: third at this place\n"
                      "      trust: hgih\n"
                      "             ^\n"
                      "topology.yaml:4:7: zone 'ot?[31m' is defined twice\n"
                      "      - id: ot?[31m\n"
                      "        ^\n"
                      "--set:1:4: late\n");
    CHECK_INT(ct_diag_count(diag, CT_SEVERITY_ERROR), 4);
    CHECK_INT(ct_diag_count(diag, CT_SEVERITY_WARNING), 1);
    CHECK_INT(ct_diag_count(diag, CT_SEVERITY_NOTE), 1);
    CHECK_INT(ct_diag_length(diag), 6);
}

static void
test_findings_added_after_a_look_are_sorted_in(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    uint16_t file = ct_diag_add_file(diag, "f", NULL, 0);
    CtSeverity severity;
    CtPos pos;
    const char *message;

    ct_diag_error(diag, at(file, 2, 1), "b");
    ct_diag_error(diag, at(file, 1, 1), "a");
    ct_diag_get(diag, 0, &severity, &pos, &message);
    CHECK_STR(message, "a");
    ct_diag_warning(diag, at(file, 1, 1), "a, later");
    ct_diag_get(diag, 1, &severity, &pos, &message);
    CHECK_STR(message, "a, later");
    CHECK_INT(severity, CT_SEVERITY_WARNING);
    CHECK_INT(pos.line, 1);
    ct_diag_get(diag, 2, &severity, &pos, &message);
    CHECK_STR(message, "b");
}

static void
check_caret(const char *text, size_t length, uint32_t line, uint16_t column, const char *want)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    uint16_t file = ct_diag_add_file(diag, "f", text, length);
    g_autofree char *report = NULL;
    g_autofree char *whole = g_strdup_printf("f:%u:%u: m\n%s", line, column, want);

    ct_diag_error(diag, at(file, line, column), "m");
    report = ct_diag_to_text(diag, 1);
    CHECK_STR(report, whole);
}

static void
test_the_caret_stands_under_its_character(void)
{
    check_caret("a\tb: c", 6, 1, 4, "  a\tb: c\n   \t ^\n");                 /* tabs stay */
    check_caret("gr\xC3\xBC\xC3\x9F: x", 9, 1, 7, "  grüß: x\n        ^\n"); /* characters */
    check_caret("\xE6\xBC\xA2: x", 6, 1, 2, "  漢: x\n    ^\n");             /* two columns */
    check_caret("a\xFF"
                "b",
                3, 1, 3, "  a?b\n    ^\n");                  /* no UTF-8: a character a byte */
    check_caret("\xEF\xBB\xBFkey", 6, 1, 1, "  key\n  ^\n"); /* byte order mark */
    check_caret("ab", 2, 1, 9, "  ab\n    ^\n");             /* behind the end */
    check_caret("ab", 2, 7, 1, "");                          /* no such line */
    check_caret("", 0, 1, 1, "  \n  ^\n");
    check_caret("a\r\nb\rc\xC2\x85"
                "d",
                9, 4, 1, "  d\n  ^\n"); /* every line break of YAML */
    check_caret("a\xE2\x80\xA8"
                "b\xE2\x80\xAE"
                "c",
                9, 2, 3, "  b?c\n    ^\n"); /* override */
}

static void
test_a_long_line_is_cut_around_the_caret(void)
{
    g_autofree char *blank = g_strnfill(300, 'x');
    g_autofree char *window = g_strnfill(96, 'x');
    g_autofree char *middle = g_strdup_printf("  …%s…\n  %*s^\n", window, 61, "");
    g_autofree char *start = g_strdup_printf("  %s…\n  ^\n", window);
    g_autofree char *end = g_strdup_printf("  …%s\n  %*s^\n", window, 97, "");

    check_caret(blank, 300, 1, 150, middle);
    check_caret(blank, 300, 1, 1, start);
    check_caret(blank, 300, 1, 301, end);
}

/* A column is kept in 16 bits: past them the line is named, and no caret stands in a wrong place.
 */
static void
test_a_column_too_far_out_is_not_told(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autofree char *line = g_strnfill(70000, 'x');
    uint16_t file = ct_diag_add_file(diag, "a.yaml", line, strlen(line));

    ct_diag_error(diag, ((CtPos){.file = file, .line = 1, .column = UINT16_MAX}), "far");
    g_autofree char *text = ct_diag_to_text(diag, 10);
    CHECK_STR(text, "a.yaml:1: far\n");
}

static void
test_the_rest_is_counted(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    uint16_t file = ct_diag_add_file(diag, "f\007", NULL, 0);
    g_autofree char *few = NULL;
    g_autofree char *none = NULL;

    for (uint32_t i = 0; i < 100003; i++)
        ct_diag_error(diag, at(file, 100003 - i, 0), "e");
    few = ct_diag_to_text(diag, 1);
    none = ct_diag_to_text(diag, 0);
    CHECK_STR(few, "f?:4: e\nand 100002 more\n");
    CHECK_STR(none, "and 100003 more\n");
    CHECK_INT(ct_diag_count(diag, CT_SEVERITY_ERROR), 100003);
    CHECK_INT(ct_diag_length(diag), 100000);
}

static void
test_places_as_text(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    uint16_t file = ct_diag_add_file(diag, "f", NULL, 0);
    g_autofree char *whole = ct_diag_pos_text(diag, at(file, 3, 4));
    g_autofree char *nowhere = ct_diag_pos_text(diag, at(file, 0, 0));
    g_autofree char *unknown = ct_diag_pos_text(diag, at(9, 1, 1));

    CHECK_STR(whole, "f:3:4");
    CHECK_STR(nowhere, "f");
    CHECK_STR(unknown, "(unknown file):1:1");
}

/* Any bytes, any place: valid UTF-8 of bounded width, nothing in it that a terminal obeys, and at
 * most two lines. */
static void
test_any_text_and_place_give_a_printable_report(void)
{
    static const char *const pieces[] = {
        "a",    ":",        " ",           "\t",           "\n",           "\r",
        "\r\n", "\033",     "\xC2\x85",    "\xE2\x80\xA8", "\xE6\xBC\xA2", "\xFF",
        "\xE2", "\xCC\x81", "\xEF\xBB\xBF"};
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);

    for (int round = 0; round < 3000; round++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(CtDiag) diag = ct_diag_new();
        g_autofree char *exact = NULL;
        g_autofree char *report = NULL;
        int n = g_rand_int_range(rand, 0, 400);

        for (int i = 0; i < n; i++)
            g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
        exact = g_memdup2(text->str, text->len); /* no NUL behind it */
        ct_diag_add_file(diag, "f", exact, text->len);
        for (int i = 0; i < 4; i++)
            ct_diag_error(diag,
                          at(0, (uint32_t)g_rand_int_range(rand, 0, 9),
                             (uint16_t)g_rand_int_range(rand, 0, 300)),
                          "m");
        report = ct_diag_to_text(diag, 50);
        CU_ASSERT(g_utf8_validate(report, -1, NULL));
        CU_ASSERT(g_utf8_strlen(report, -1) < 4 * (20 + 2 * 110));
        for (const char *c = report; *c != '\0'; c++)
            if ((unsigned char)*c < ' ' && *c != '\n' && *c != '\t')
                CHECK_MSG(false, "control byte %d in the report", *c);
    }
}

CU_TestInfo test_diag_tests[] = {
    {"findings come sorted with a caret", test_findings_come_sorted_with_a_caret},
    {"findings added after a look are sorted in", test_findings_added_after_a_look_are_sorted_in},
    {"the caret stands under its character", test_the_caret_stands_under_its_character},
    {"a long line is cut around the caret", test_a_long_line_is_cut_around_the_caret},
    {"a column too far out is not told", test_a_column_too_far_out_is_not_told},
    {"the rest is counted", test_the_rest_is_counted},
    {"places as text", test_places_as_text},
    {"any text and place give a printable report", test_any_text_and_place_give_a_printable_report},
    CU_TEST_INFO_NULL,
};
