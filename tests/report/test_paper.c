/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nothing that is set is lost, and nothing stands off the sheet. */
#include "tests/support/check.h"

#include "report/paper.h"

enum { ROUNDS = 60 };

/* All texts of all sheets without blanks: how words were parted into lines does not show. */
static char *
gather(const CtPaper *paper)
{
    GString *text = g_string_new(NULL);

    for (uint32_t i = 0; i < ct_paper_count(paper); i++) {
        double scale;
        const CtScene *sheet = ct_paper_sheet(paper, i, &scale);

        for (guint c = 0; c < sheet->commands->len; c++) {
            const CtDraw *draw = &g_array_index(sheet->commands, CtDraw, c);

            for (const char *at = draw->kind == CT_DRAW_TEXT ? draw->text : ""; *at != '\0'; at++)
                if (*at != ' ')
                    g_string_append_c(text, *at);
        }
    }
    return g_string_free(text, FALSE);
}

static char *
random_text(GRand *random, GString *all, int most_words)
{
    GString *text = g_string_new(NULL);
    int n = g_rand_int_range(random, 1, most_words);

    for (int w = 0; w < n; w++) {
        int length = g_rand_int_range(random, 0, 20) == 0 ? 150 : g_rand_int_range(random, 1, 12);

        g_string_append(text, w > 0 ? " " : "");
        for (int i = 0; i < length; i++) {
            char letter = (char)g_rand_int_range(random, 'a', 'z' + 1);

            g_string_append_c(text, letter);
            if (all != NULL)
                g_string_append_c(all, letter);
        }
    }
    return g_string_free(text, FALSE);
}

static void
check_on_sheet(const CtPaper *paper, int round)
{
    for (uint32_t i = 0; i < ct_paper_count(paper); i++) {
        double scale;
        const CtScene *sheet = ct_paper_sheet(paper, i, &scale);

        CHECK_MSG(sheet->n_shortened + sheet->n_left_out == 0,
                  "round %d: %u shortened, %u left out", round, sheet->n_shortened,
                  sheet->n_left_out);
        for (guint c = 0; c < sheet->commands->len; c++) {
            const CtDraw *draw = &g_array_index(sheet->commands, CtDraw, c);

            if (draw->kind == CT_DRAW_TEXT)
                CHECK_MSG(draw->box.y > 0 && draw->box.y < sheet->height && draw->box.x >= 0 &&
                              ct_rect_right(ct_scene_text_box(draw)) <= sheet->width,
                          "round %d: text off the sheet at %g, %g", round, draw->box.x,
                          draw->box.y);
        }
    }
}

static void
test_paragraphs_lose_nothing(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(3);

    for (int round = 0; round < ROUNDS; round++) {
        g_autoptr(CtPaper) paper = ct_paper_new();
        g_autoptr(GString) all = g_string_new(NULL);
        int n = g_rand_int_range(random, 1, 30);

        for (int i = 0; i < n; i++) {
            g_autofree char *text = random_text(random, all, 120);

            if (i % 7 == 0)
                ct_paper_heading(paper, 1 + i % 4, text);
            else
                ct_paper_text(paper, 0, CT_PAINT_INK, text);
        }
        g_autofree char *got = gather(paper);

        CHECK_MSG(strcmp(got, all->str) == 0, "round %d: what was set is not what stands there",
                  round);
        check_on_sheet(paper, round);
    }
}

static void
test_tables_lose_nothing_and_repeat_their_headers(void)
{
    static const char *const headers[] = {"FIRST", "SECOND", NULL};
    static const double shares[] = {0.4, 0.6};
    g_autoptr(GRand) random = g_rand_new_with_seed(5);

    for (int round = 0; round < ROUNDS; round++) {
        g_autoptr(CtPaper) paper = ct_paper_new();
        size_t letters = 0, found = 0, n_headers = 0;
        int n = g_rand_int_range(random, 1, 40);

        ct_paper_begin_table(paper, headers, shares);
        for (int i = 0; i < n; i++) {
            g_autoptr(GString) all = g_string_new(NULL);
            g_autofree char *first = random_text(random, all, 20);
            g_autofree char *second = random_text(random, all, 200);
            g_autofree char *small = random_text(random, all, 30);

            ct_paper_row(paper, (const CtPaperCell[]){{first, NULL, true, CT_PAINT_NONE},
                                                      {second, small, false, CT_PAINT_NONE}});
            letters += all->len;
        }
        ct_paper_end_table(paper);
        g_autofree char *got = gather(paper);

        for (const char *at = got; *at != '\0'; at++)
            found += g_ascii_islower(*at);
        for (const char *at = got; (at = strstr(at, "FIRSTSECOND")) != NULL; at++)
            n_headers++;
        CHECK_INT(found, letters);
        CHECK_INT(n_headers, ct_paper_count(paper));
        check_on_sheet(paper, round);
    }
}

/* However full the sheet is: on which a heading stands, there its table begins, headers in full. */
static void
test_a_heading_stays_with_its_table(void)
{
    static const char *const headers[] = {"Half of all courses within", "b", NULL};
    static const double shares[] = {0.1, 0.9};

    for (int fill = 0; fill < 120; fill++) {
        g_autoptr(CtPaper) paper = ct_paper_new();
        guint with_heading = 0, with_header = 0;

        ct_paper_text(paper, 0, CT_PAINT_INK, "Before it.");
        for (int i = 0; i < fill; i++)
            ct_paper_space(paper, 7);
        ct_paper_heading(paper, 1 + fill % 4, "Heading");
        ct_paper_begin_table(paper, headers, shares);
        ct_paper_row(paper, (const CtPaperCell[]){{"x", NULL, true, CT_PAINT_NONE},
                                                  {"y", NULL, false, CT_PAINT_NONE}});
        ct_paper_end_table(paper);
        for (uint32_t i = 0; i < ct_paper_count(paper); i++) {
            double scale;
            const CtScene *sheet = ct_paper_sheet(paper, i, &scale);

            for (guint c = 0; c < sheet->commands->len; c++) {
                const CtDraw *draw = &g_array_index(sheet->commands, CtDraw, c);

                if (draw->kind == CT_DRAW_TEXT && strcmp(draw->text, "Heading") == 0)
                    with_heading = i + 1;
                if (draw->kind == CT_DRAW_TEXT && g_str_has_prefix(draw->text, "Half"))
                    with_header = i + 1;
            }
        }
        CHECK_INT(with_heading, with_header);
        CU_ASSERT(with_heading > 0);
        check_on_sheet(paper, fill);
    }
}

CU_TestInfo test_paper_tests[] = {
    {"a heading stays with its table", test_a_heading_stays_with_its_table},
    {"paragraphs lose nothing", test_paragraphs_lose_nothing},
    {"tables lose nothing and repeat their headers",
     test_tables_lose_nothing_and_repeat_their_headers},
    CU_TEST_INFO_NULL,
};
