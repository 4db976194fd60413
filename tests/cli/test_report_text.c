/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/text.h"

#include "base/text_table.h"
#include "tests/cli/sample_dossier.h"
#include "tests/support/check.h"

static char *
report(unsigned width, bool color, bool brief)
{
    g_autoptr(CtOut) out = ct_out_new_string();

    ct_report_text(out, sample_dossier(),
                   &(CtTextOptions){.width = width, .color = color, .brief = brief});
    return g_strdup(ct_out_text(out));
}

static void
test_no_line_is_wider_than_asked(void)
{
    for (unsigned width = 60; width <= 120; width++) {
        g_autofree char *text = report(width, false, false);
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

        for (char **line = lines; *line != NULL; line++)
            CHECK_MSG(ct_text_columns(*line) <= width, "at %u columns: \"%s\"", width, *line);
    }
}

static void
test_the_first_screen_says_it_all(void)
{
    g_autofree char *text = report(80, false, false);
    static const char *const parts[] = {"A distributor",      "located:internet", "✗ reachable",
                                        "impaired:switching", "✓ not reachable",  "? undecided",
                                        "--max-steps",        "  1  T1566.001",   "mail → ws-12",
                                        "topology.yaml:123:5"};
    const char *at = text;

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        const char *found = strstr(at, parts[i]);

        CHECK_MSG(found != NULL, "'%s' is missing, or comes too early, in:\n%s", parts[i], text);
        if (found == NULL)
            return;
        at = found;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    unsigned n = 0;

    while (lines[n] != NULL && strstr(lines[n], "T1566.001") == NULL)
        n++;
    CHECK_MSG(n < 24, "the path begins on line %u", n);
}

static void
test_assumptions_are_marked(void)
{
    g_autofree char *text = report(80, false, false);
    const char *at = strstr(text, "security.macros = allowed");

    CU_ASSERT_FATAL(at != NULL);
    CHECK_MSG(strncmp(at - strlen("assumed  "), "assumed  ", strlen("assumed  ")) == 0,
              "not marked: %s", at);
}

static void
test_colours_only_when_asked(void)
{
    g_autofree char *plain = report(80, false, false);
    g_autofree char *coloured = report(80, true, false);

    CHECK_MSG(strchr(plain, '\033') == NULL, "escape sequences without colour");
    CHECK_MSG(strchr(coloured, '\033') != NULL, "no colour");
}

static void
test_brief_is_verdicts_alone(void)
{
    g_autofree char *text = report(80, false, true);

    CHECK_MSG(strstr(text, "reachable") != NULL && strstr(text, "because") == NULL, "%s", text);
}

CU_TestInfo test_report_text_tests[] = {
    {"no line is wider than asked", test_no_line_is_wider_than_asked},
    {"the first screen says what, for whom, the verdicts and the path",
     test_the_first_screen_says_it_all},
    {"assumptions are marked", test_assumptions_are_marked},
    {"colours only when asked", test_colours_only_when_asked},
    {"brief is the verdicts alone", test_brief_is_verdicts_alone},
    CU_TEST_INFO_NULL,
};
