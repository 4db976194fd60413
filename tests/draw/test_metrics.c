/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/metrics.h"

#include "tests/support/check.h"

static void
test_what_fits_is_kept_whole(void)
{
    bool cut = true;
    g_autofree char *text = ct_text_fit("hmi-1", 10, false, 100, &cut);

    CHECK_STR(text, "hmi-1");
    CHECK_INT(cut, false);
}

/* At every width: no wider than it may be, a beginning of the text, never less at a greater one. */
static void
test_shortened_at_every_width(void)
{
    const char *whole = "Substation Station Road";
    size_t before = 0;

    for (int halves = 0; halves < 400; halves++) {
        double width = 0.5 * halves;
        bool cut;
        g_autofree char *text = ct_text_fit(whole, 11, true, width, &cut);

        if (text == NULL)
            continue;
        size_t kept = cut ? strlen(text) - strlen("…") : strlen(text);

        CHECK_MSG(ct_text_width(text, 11, true) <= width + 1e-9, "\"%s\" at %g", text, width);
        CHECK_MSG(strncmp(text, whole, kept) == 0, "\"%s\" is no beginning", text);
        CHECK_MSG(kept >= before, "less at %g", width);
        before = kept;
    }
    CHECK_INT(before, strlen(whole));
}

static void
test_odd_characters(void)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"a\tb\x1b[31mc", "a?b?[31mc"},
        {"a\xe2\x80\xae"
         "b",
         "a?b"}, /* right-to-left override */
        {"\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"变电站", "变电站"},
        {"محطة", "محطة"},
        {"🏭", "🏭"},
        {"", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        bool cut;
        g_autofree char *text = ct_text_fit(rows[i].text, 10, false, 1000, &cut);

        CHECK_STR(text, rows[i].want);
    }
    CHECK_INT(ct_text_width("变电站", 10, false), 30);
}

static void
test_never_more_than_300(void)
{
    g_autofree char *longer = g_strnfill(5000, 'i');
    bool cut;
    g_autofree char *text = ct_text_fit(longer, 10, false, 1e9, &cut);

    CHECK_INT(cut, true);
    CHECK_INT(g_utf8_strlen(text, -1), 301);
}

CU_TestInfo test_metrics_tests[] = {
    {"what fits is kept whole", test_what_fits_is_kept_whole},
    {"shortened at every width", test_shortened_at_every_width},
    {"odd characters", test_odd_characters},
    {"never more than 300 characters", test_never_more_than_300},
    CU_TEST_INFO_NULL,
};
