/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/md_out.h"

static void
test_text_stays_text(void)
{
    static const struct {
        const char *text, *markdown;
    } cases[] = {
        {"an ordinary sentence, 34% (31-37); so: yes.",
         "an ordinary sentence, 34% (31-37); so: yes."},
        {"S4:corp-control:tcp/443", "S4:corp-control:tcp/443"},
        {"*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"},
        {"[x](y) ![z]", "\\[x\\](y) \\!\\[z\\]"},
        {"a|b", "a\\|b"},
        {"<b>&lt;", "&lt;b\\>&amp;&#8203;lt;"},
        {"two\nlines", "two lines"},
        {"    code", "code"},
        {"- item", "\\- item"},
        {"12. item", "12\\. item"},
        {"1.5 days", "1\\.5 days"},
        {"# heading #12", "\\# heading \\#&#8203;12"},
        {"@team and !7", "\\@&#8203;team and \\!&#8203;7"},
        {"http://evil.example www.evil.example", "http\\://evil.example www\\.evil.example"},
        {"back\\slash", "back\\\\slash"},
        {"esc\033[0m", "esc?\\[0m"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = ct_md_text(cases[i].text);

        CHECK_STR(got, cases[i].markdown);
    }
}

static void
test_a_table_keeps_its_columns(void)
{
    g_autoptr(CtOut) out = ct_out_new_string();
    const char *const headers[] = {"what", "how|ever", NULL};
    const char *const cells[] = {"a|b\nc", NULL};

    ct_md_head(out, headers);
    ct_md_row(out, cells, 2);
    CHECK_STR(ct_out_text(out), "| what | how\\|ever |\n"
                                "|---|---|\n"
                                "| a\\|b c |  |\n");
}

CU_TestInfo test_md_out_tests[] = {
    {"text stays text, whatever is in it", test_text_stays_text},
    {"a table keeps its columns", test_a_table_keeps_its_columns},
    CU_TEST_INFO_NULL,
};
