/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The zone matrix in the window, against its cells. */
#include "tests/support/check.h"

#include "analysis/segmentation.h"
#include "tests/viz/shown_run.h"
#include "viz/app_parts.h"

#include <string.h>

typedef struct Shown {
    CtShownRun run;
    CtSegmentation *segmentation;
    CtApp *app;
} Shown;

static void
shown_init(Shown *shown)
{
    GError *error = NULL;

    *shown = (Shown){0};
    ct_shown_run_init(&shown->run);
    if (!ct_twin_load(shown->run.sample.twin, "hall", CT_TWIN_SOLVED, &error))
        g_error("%s", error->message);
    shown->segmentation =
        ct_segmentation_new(shown->run.sample.twin, &(CtSegOptions){.as_of = "2026-01-01"}, &error);
    if (shown->segmentation == NULL)
        g_error("%s", error->message);
    CtAppSubject subject = shown->run.design;

    subject.segmentation = shown->segmentation;
    shown->app = ct_app_new(&subject, 1);
}

static void
shown_clear(Shown *shown)
{
    ct_app_free(shown->app);
    ct_segmentation_free(shown->segmentation);
    ct_shown_run_clear(&shown->run);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Shown, shown_clear)

static char *
about_text(const CtApp *app)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < app->about->len; i++)
        g_string_append_printf(text, "%s\n", (const char *)app->about->pdata[i]);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Whether @text answers @what as the cell does. */
static bool
answers(const char *text, const char *what, uint8_t answer)
{
    static const char *const words[][2] = {[CT_ANSWER_YES] = {"yes", "yes"},
                                           [CT_ANSWER_NO] = {"no,", "no,"},
                                           [CT_ANSWER_UNKNOWN] = {"undecided", "not stated"}};
    g_autofree char *a = g_strdup_printf("%s: %s", what, words[answer][0]);
    g_autofree char *b = g_strdup_printf("%s: %s", what, words[answer][1]);

    return strstr(text, a) != NULL || strstr(text, b) != NULL;
}

/* The arrows come to every cell, and what is said of each is what it holds. */
static void
test_every_cell_says_what_it_holds(void)
{
    g_auto(Shown) shown = {0};
    uint32_t n_said = 0;

    shown_init(&shown);
    uint32_t n = shown.segmentation->n_zones;

    ct_shown_type(shown.app, "m");
    CU_ASSERT(shown.app->parts[CT_APP_MATRIX].height > 0);
    for (uint32_t row = 0; row < n; row++)
        for (uint32_t column = 0; column < n; column++) {
            const CtZoneCell *cell = &shown.segmentation->cells[row * n + column];

            ct_app_select(shown.app, (CtPick){0}, 0);
            ct_shown_key(shown.app, CT_KEY_DOWN); /* the first */
            for (uint32_t i = 0; i < row; i++)
                ct_shown_key(shown.app, CT_KEY_DOWN);
            for (uint32_t i = 0; i < column; i++)
                ct_shown_key(shown.app, CT_KEY_RIGHT);
            CHECK_INT(shown.app->selected.of, CT_PICK_CELL);
            CHECK_INT(shown.app->selected.what, row * n + column);
            g_autofree char *text = about_text(shown.app);
            g_autofree char *heading =
                g_strdup_printf("#From %s into %s\n", shown.segmentation->zones[row].id,
                                shown.segmentation->zones[column].id);

            CHECK_MSG(strstr(text, heading) != NULL, "%s", text);
            if (cell->allowed == CT_NO_ANSWER)
                continue;
            n_said++;
            CHECK_MSG(answers(text, "intended", cell->intended), "%s", text);
            CHECK_MSG(answers(text, "allowed", cell->allowed), "%s", text);
            CHECK_MSG(answers(text, "attackable", cell->attackable), "%s", text);
        }
    CU_ASSERT(n_said > 1);
}

/* Pointing at a cell says so, a click selects it, and Enter goes to its zone on the plan. */
static void
test_a_cell_is_pointed_at(void)
{
    g_auto(Shown) shown = {0};
    uint32_t n_hit = 0;

    shown_init(&shown);
    ct_shown_type(shown.app, "m");
    CtRect part = shown.app->parts[CT_APP_MATRIX];

    for (int i = 0; i < 60; i++)
        for (int k = 0; k < 40; k++) {
            CtPoint point = {part.x + part.width * i / 60, part.y + part.height * k / 40};

            ct_app_input(shown.app, &(CtInput){.kind = CT_INPUT_MOVE, .x = point.x, .y = point.y});
            if (shown.app->hovered.of != CT_PICK_CELL)
                continue;
            CtPick hovered = shown.app->hovered;

            ct_shown_click(shown.app, point);
            CHECK_INT(shown.app->selected.of, CT_PICK_CELL);
            CHECK_INT(shown.app->selected.what, hovered.what);
            n_hit++;
        }
    CU_ASSERT(n_hit > 0);
    ct_shown_key(shown.app, CT_KEY_ENTER);
    CHECK_INT(shown.app->shows_matrix, false);
    CHECK_INT(shown.app->selected.of, CT_PICK_ZONE);
}

static void
test_escape_brings_the_plan_back(void)
{
    g_auto(Shown) shown = {0};

    shown_init(&shown);
    ct_shown_type(shown.app, "m");
    ct_shown_key(shown.app, CT_KEY_ESCAPE);
    CHECK_INT(shown.app->shows_matrix, false);
    CHECK_INT(shown.app->wants_quit, false);
    CHECK_INT((int)shown.app->parts[CT_APP_MATRIX].height, 0);
    ct_shown_type(shown.app, "mx"); /* what is on the plan brings it back */
    CHECK_INT(shown.app->shows_matrix, false);
    CHECK_INT(shown.app->shows_failures, true);
}

static void
test_without_a_matrix_it_says_so(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.design, 1);

    ct_shown_type(app, "m");
    CHECK_INT(app->shows_matrix, false);
    CU_ASSERT(app->told != NULL);
}

/* Pointing at the mark of a failure tells what is wrong, and a click keeps it at the side. */
static void
test_a_mark_of_a_failure_is_pointed_at(void)
{
    CtSegFailure failures[] = {{.id = "S5:in",
                                .class = CT_SEG_UNGUARDED,
                                .rule = "in allow[0]",
                                .from = "outside",
                                .to = "inside",
                                .what = "nobody asks who comes in",
                                .fix = "Ask."}};
    g_auto(Shown) shown = {0};
    uint32_t side, n = 0;

    shown_init(&shown);
    CtSegmentation made = *shown.segmentation;
    CtAppSubject subject = shown.run.design;

    made.failures = failures;
    made.n_failures = 1;
    subject.segmentation = &made;
    g_autoptr(CtApp) app = ct_app_new(&subject, 1);

    ct_shown_type(app, "x");
    CtRect box = app->sides[0].box;

    for (int across = 0; across < box.width; across += 6)
        for (int down = 0; down < box.height; down += 6) {
            CtPoint point = {box.x + across, box.y + down};

            if (ct_app_pick(app, point, &side).of != CT_PICK_FAILURE || n++ > 0)
                continue;
            ct_app_input(app, &(CtInput){.kind = CT_INPUT_MOVE, .x = point.x, .y = point.y});
            g_autofree char *hint = ct_shown_part(app, CT_APP_PART_COUNT);

            CHECK_MSG(strstr(hint, "nobody asks who comes in") != NULL, "%s", hint);
            ct_shown_click(app, point);
            g_autofree char *text = about_text(app);

            CHECK_MSG(strstr(text, "What helps: Ask.") != NULL, "%s", text);
        }
    CU_ASSERT(n > 0);
}

/* A failure leads to its door, else to the room it opens, else nowhere. */
static void
test_a_failure_leads_to_its_wall(void)
{
    static const struct {
        const char *rule, *from, *to;
        CtPickOf of;
    } cases[] = {{"in allow[0]", "outside", "inside", CT_PICK_CONDUIT},
                 {"in", "outside", "inside", CT_PICK_CONDUIT},
                 {"network hall", "outside", "inside", CT_PICK_ZONE},
                 {NULL, "outside", NULL, CT_PICK_ZONE},
                 {"gone allow[1]", "gone", NULL, CT_PICK_NONE}};
    CtSegFailure failures[G_N_ELEMENTS(cases)] = {0};
    g_auto(Shown) shown = {0};

    shown_init(&shown);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        failures[i] = (CtSegFailure){.id = "S5:x",
                                     .class = CT_SEG_UNGUARDED,
                                     .rule = cases[i].rule,
                                     .from = cases[i].from,
                                     .to = cases[i].to,
                                     .what = "it is open"};
    CtSegmentation made = *shown.segmentation;
    CtAppSubject subject = shown.run.design;

    made.failures = failures;
    made.n_failures = G_N_ELEMENTS(cases);
    subject.segmentation = &made;
    g_autoptr(CtApp) app = ct_app_new(&subject, 1);

    app->tab = CT_APP_TAB_FAILURES;
    for (uint32_t i = 0; i < made.n_failures; i++) {
        ct_app_choose(app, (CtPick){0}, 0);
        ct_app_follow_row(app, i);
        CHECK_MSG(app->selected.of == cases[i].of, "%s: %u", cases[i].rule, app->selected.of);
        CHECK_INT(app->shows_failures, true);
        CHECK_STR(app->told, "S5:x: it is open");
    }
}

CU_TestInfo test_matrix_tests[] = {
    {"every cell says what it holds", test_every_cell_says_what_it_holds},
    {"a cell is pointed at", test_a_cell_is_pointed_at},
    {"escape brings the plan back", test_escape_brings_the_plan_back},
    {"without a matrix it says so", test_without_a_matrix_it_says_so},
    {"a mark of a failure is pointed at", test_a_mark_of_a_failure_is_pointed_at},
    {"a failure leads to its wall", test_a_failure_leads_to_its_wall},
    CU_TEST_INFO_NULL,
};
