/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "draw/metrics.h"
#include "viz/widgets.h"

#include <string.h>

static void
count_row(CtScene *scene, CtRect box, uint32_t row, G_GNUC_UNUSED bool chosen, void *data)
{
    uint32_t *n = data;

    (void)scene;
    CU_ASSERT(box.height == 20);
    (void)row;
    (*n)++;
}

static CtList
list_of(uint32_t n)
{
    return (CtList){.box = {10, 100, 200, 100}, .row = 20, .n = n, .chosen = CT_LIST_NONE};
}

static void
test_a_list_draws_what_fits(void)
{
    g_autoptr(CtScene) scene = ct_scene_new(400, 400);
    static const uint32_t sizes[] = {0, 1, 5, 6, 1000000};

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        CtList list = list_of(sizes[i]);
        uint32_t n = 0;

        ct_list_draw(scene, &list, count_row, &n);
        CHECK_INT(n, MIN(sizes[i], 5));
    }
}

static void
test_a_list_scrolls_within_its_rows(void)
{
    CtList list = list_of(12);

    ct_list_scroll(&list, 100);
    CHECK_INT(list.first, 7);
    ct_list_scroll(&list, -3);
    CHECK_INT(list.first, 4);
    ct_list_scroll(&list, INT32_MIN);
    CHECK_INT(list.first, 0);
    list.n = 3;
    ct_list_scroll(&list, 1);
    CHECK_INT(list.first, 0);
}

static void
test_what_is_chosen_is_seen(void)
{
    CtList list = list_of(50);

    ct_list_move(&list, 1); /* nothing was: the first shown */
    CHECK_INT(list.chosen, 0);
    for (uint32_t row = 0; row < 50; row = row * 2 + 1) {
        ct_list_choose(&list, row);
        CU_ASSERT(list.first <= row && row < list.first + 5);
    }
    ct_list_move(&list, 1000);
    CHECK_INT(list.chosen, 49);
    ct_list_move(&list, -1000);
    CHECK_INT(list.chosen, 0);
    CHECK_INT(list.first, 0);
    ct_list_choose(&list, 50); /* there is none */
    CHECK_INT(list.chosen, CT_LIST_NONE);
}

static void
test_a_point_is_on_a_row(void)
{
    CtList list = list_of(7);

    list.first = 2;
    CHECK_INT(ct_list_at(&list, (CtPoint){50, 105}), 2);
    CHECK_INT(ct_list_at(&list, (CtPoint){50, 185}), 6);
    CHECK_INT(ct_list_at(&list, (CtPoint){50, 205}), CT_LIST_NONE);
    CHECK_INT(ct_list_at(&list, (CtPoint){5, 105}), CT_LIST_NONE);
    list.first = 4;
    CHECK_INT(ct_list_at(&list, (CtPoint){50, 165}), CT_LIST_NONE); /* below the last */
    list.box.height = 0;
    CHECK_INT(ct_list_at(&list, (CtPoint){50, 100}), CT_LIST_NONE);
}

static void
test_a_field_takes_what_can_be_printed(void)
{
    CtField field;

    ct_field_init(&field);
    CHECK_INT(ct_field_type(&field, "Zürich 電"), true);
    CHECK_INT(ct_field_type(&field, "\x1b\n"), false);
    CHECK_INT(ct_field_type(&field, "\xff"), false);
    CHECK_STR(field.text->str, "Zürich 電");
    CHECK_INT(ct_field_erase(&field), true);
    CHECK_STR(field.text->str, "Zürich ");
    for (int i = 0; i < 500; i++)
        (void)ct_field_type(&field, "é");
    CHECK_INT(g_utf8_strlen(field.text->str, -1), 200);
    while (ct_field_erase(&field))
        ;
    CHECK_STR(field.text->str, "");
    ct_field_clear(&field);
}

/* No line is too wide unless it is one word, no word is lost, and no line could have taken the next
 * word. */
static void
test_text_is_broken_between_words(void)
{
    static const char *const texts[] = {"",
                                        "word",
                                        "  led in",
                                        "a b c d e f g h i j k l m n",
                                        "averyveryverylongwordthatfitsnowhere and some more",
                                        "one two  three   four"};
    const double size = 11;

    for (size_t t = 0; t < G_N_ELEMENTS(texts); t++)
        for (int width = 5; width < 300; width += 7) {
            g_auto(GStrv) lines = ct_text_break(texts[t], size, false, width);
            g_autofree char *joined = g_strjoinv(" ", lines);

            CHECK_STR(joined, texts[t]);
            for (guint i = 0; lines[i] != NULL; i++) {
                const char *word = lines[i] + strspn(lines[i], " ");

                CHECK_MSG(ct_text_width(lines[i], size, false) <= width ||
                              strchr(word, ' ') == NULL,
                          "'%s' at %d", lines[i], width);
                if (i == 0)
                    continue;
                g_auto(GStrv) words = g_strsplit(lines[i], " ", 2);
                g_autofree char *longer = g_strconcat(lines[i - 1], " ", words[0], NULL);

                CHECK_MSG(ct_text_width(longer, size, false) > width, "'%s'", longer);
            }
        }
}

CU_TestInfo test_widgets_tests[] = {
    {"a list draws what fits", test_a_list_draws_what_fits},
    {"a list scrolls within its rows", test_a_list_scrolls_within_its_rows},
    {"what is chosen is seen", test_what_is_chosen_is_seen},
    {"a point is on a row", test_a_point_is_on_a_row},
    {"a field takes what can be printed", test_a_field_takes_what_can_be_printed},
    {"text is broken between words", test_text_is_broken_between_words},
    CU_TEST_INFO_NULL,
};
