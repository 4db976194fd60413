/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/ident.h"

static void
test_the_grammar_of_ids(void)
{
    static const char *const good[] = {"a", "7", "rtu-500", "A_b-c", "CVE-2017-17562"};
    static const char *const bad[] = {"", "-a", "_a", "a.b", "a:b", "a b", "caf\xC3\xA9", "a\n"};
    g_autofree char *longest = g_strnfill(128, 'x');
    g_autofree char *longer = g_strnfill(129, 'x');

    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        CHECK_MSG(ct_ident_is_valid(good[i], strlen(good[i])), "'%s' is an id", good[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        CHECK_MSG(!ct_ident_is_valid(bad[i], strlen(bad[i])), "'%s' is no id", bad[i]);
    CU_ASSERT(ct_ident_is_valid(longest, 128));
    CU_ASSERT(!ct_ident_is_valid(longer, 129));
    CU_ASSERT(!ct_ident_is_valid("a\0b", 3));
}

static void
test_nearest_finds_slips_and_nothing_else(void)
{
    static const char *const words[] = {"medium", "high", "low", "suppliers", "supplied_by"};
    static const struct {
        const char *text, *nearest;
    } cases[] = {
        {"hgih", "high"}, /* two letters swapped count once */
        {"HIGH", "high"}, /* case does not count */
        {"lo", "low"},    /* one missing of three */
        {"lew", "low"},   /* one replaced */
        {"supplier", "suppliers"},
        {"suppliedby", "supplied_by"},
        {"loooow", NULL}, /* three more than a third of six */
        {"xyz", NULL},
        {"", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *nearest = ct_ident_nearest(cases[i].text, words, G_N_ELEMENTS(words));

        CHECK_MSG(g_strcmp0(nearest, cases[i].nearest) == 0, "nearest to '%s': got %s, want %s",
                  cases[i].text, nearest, cases[i].nearest);
    }
    CU_ASSERT_PTR_NULL(ct_ident_nearest("low", words, 0));
}

static void
test_ties_go_to_the_first_and_long_texts_are_cut(void)
{
    g_autofree char *long_a = g_strnfill(100000, 'a');
    const char *words[] = {"cab", "cat", long_a};

    CHECK_STR(ct_ident_nearest("caz", words, 2), "cab");
    CHECK_STR(ct_ident_nearest("cat", words, 2), "cat");
    CU_ASSERT_PTR_EQUAL(ct_ident_nearest(long_a, words, 3), long_a);
}

/* Restricted alignment, computed the textbook way over a full matrix. */
static unsigned
plain_distance(const char *a, const char *b)
{
    unsigned d[16][16];
    size_t n = strlen(a), m = strlen(b);

    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = (unsigned)(i + j);
                continue;
            }
            d[i][j] = MIN(d[i - 1][j] + 1, d[i][j - 1] + 1);
            d[i][j] = MIN(d[i][j], d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = MIN(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

static void
test_nearest_agrees_with_the_full_matrix(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);

    for (int round = 0; round < 5000; round++) {
        char text[2][13];

        for (int k = 0; k < 2; k++) {
            int length = g_rand_int_range(rand, 1, 12);

            for (int i = 0; i < length; i++)
                text[k][i] = (char)('a' + g_rand_int_range(rand, 0, 3));
            text[k][length] = '\0';
        }

        const char *candidate = text[1];
        unsigned longer = (unsigned)MAX(strlen(text[0]), strlen(text[1]));
        unsigned d = plain_distance(text[0], text[1]);
        bool near = d <= MAX(1, longer / 3) && (d == 0 || d < longer);

        if (near != (ct_ident_nearest(text[0], &candidate, 1) != NULL))
            CHECK_MSG(false, "'%s' and '%s' at distance %u", text[0], text[1], d);
    }
    CU_PASS("5000 pairs compared");
}

static void
test_without_numbers(void)
{
    static const char *const cases[][2] = {
        {"meter[17].web", "meter[].web"},
        {"desk[3][0] of 12", "desk[][] of 12"},
        {"[", "["},
        {"a[1x]", "a[x]"},
        {"", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) got = g_string_new(NULL);

        ct_ident_put_without_numbers(got, cases[i][0]);
        ct_ident_put_without_numbers(got, NULL);
        CHECK_STR(got->str, cases[i][1]);
    }
}

CU_TestInfo test_ident_tests[] = {
    {"names without the numbers of instances", test_without_numbers},
    {"the grammar of ids", test_the_grammar_of_ids},
    {"nearest finds slips and nothing else", test_nearest_finds_slips_and_nothing_else},
    {"ties go to the first and long texts are cut",
     test_ties_go_to_the_first_and_long_texts_are_cut},
    {"nearest agrees with the full matrix", test_nearest_agrees_with_the_full_matrix},
    CU_TEST_INFO_NULL,
};
