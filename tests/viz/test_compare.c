/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is marked where two runs differ, against counting instance by instance; who reaches what. */
#include "tests/support/check.h"

#include "tests/viz/shown_run.h"
#include "viz/app_parts.h"

#include <string.h>

/* Fallen instances of @fold at @time in @chronicle, by a snapshot of their own. */
static uint32_t
fallen_of(const CtShownRun *shown, const CtChronicle *chronicle, uint32_t fold, int64_t time)
{
    g_autoptr(CtSnapshot) snapshot = ct_snapshot_new(shown->blueprint, chronicle);
    const CtBlueFold *of = &shown->blueprint->folds[fold];
    uint32_t n = 0, first = shown->blueprint->assets[of->first].first;

    ct_snapshot_seek(snapshot, time);
    for (uint32_t i = first; i < first + of->n; i++)
        n += ct_shown_is_fallen(ct_shown_of(snapshot->marks[i]));
    return n;
}

static bool
has_text(const CtScene *scene, const char *text)
{
    for (guint i = 0; i < scene->commands->len; i++) {
        const CtDraw *draw = &g_array_index(scene->commands, CtDraw, i);

        if (draw->kind == CT_DRAW_TEXT && strcmp(draw->text, text) == 0)
            return true;
    }
    return false;
}

static void
test_a_difference_says_how_many_more(void)
{
    g_auto(CtShownRun) shown = {0};
    const CtChronicle nothing = {0};
    uint32_t n_marked = 0;

    ct_shown_run_init(&shown);
    CtAppSubject both[] = {shown.run, shown.run};

    both[1].chronicle = &nothing;
    g_autoptr(CtApp) app = ct_app_new(both, 2);

    for (int step = 0; step <= 20; step++) {
        int64_t time = shown.chronicle->end_ms * step / 20;

        ct_app_seek(app, time);
        for (uint32_t side = 0; side < 2; side++) {
            g_autoptr(CtScene) scene = ct_scene_new(1280, 800);
            CtPlanView view = ct_app_view(app, side, 0);

            ct_app_draw_differences(app, side, scene, &view);
            for (uint32_t f = 0; f < shown.blueprint->n_folds; f++) {
                uint32_t n = fallen_of(&shown, shown.chronicle, f, time);
                g_autofree char *text = g_strdup_printf("%s%u", side == 0 ? "+" : "-", n);

                if (n > 0)
                    CHECK_MSG(has_text(scene, text), "%s at step %d", text, step);
                n_marked += n > 0;
            }
        }
    }
    CU_ASSERT(n_marked > 4);
}

static void
test_a_run_does_not_differ_from_itself(void)
{
    g_auto(CtShownRun) shown = {0};
    g_autoptr(CtScene) scene = ct_scene_new(1280, 800);

    ct_shown_run_init(&shown);
    CtAppSubject both[] = {shown.run, shown.run};
    g_autoptr(CtApp) app = ct_app_new(both, 2);

    ct_app_act(app, CT_ACTION_END);
    CtPlanView view = ct_app_view(app, 1, 0);

    ct_app_draw_differences(app, 1, scene, &view);
    CHECK_INT(scene->commands->len, 0);
}

static void
test_each_plan_says_whose_it_is(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    CtAppSubject both[] = {shown.run, shown.run};

    both[0].name = "before";
    both[1].name = "after";
    g_autoptr(CtApp) app = ct_app_new(both, 2);
    g_autofree char *overlay = ct_shown_part(app, CT_APP_PART_COUNT);

    CU_ASSERT(strstr(overlay, "A · 0 held · before") != NULL);
    CU_ASSERT(strstr(overlay, "B · 0 held · after") != NULL);
}

static char *
about_text(const CtApp *app)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < app->about->len; i++)
        g_string_append_printf(text, "%s\n", (const char *)app->about->pdata[i]);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The sample's one conduit lets anybody outside in; the neighbours stand on one network. */
static void
test_the_inspector_says_who_reaches_it(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);
    uint32_t plc = ct_blueprint_find_asset(shown.blueprint, "plc");

    ct_app_select(app, (CtPick){CT_PICK_ASSET, plc}, 0);
    g_autofree char *text = about_text(app);

    CHECK_MSG(strstr(text, "#Who reaches it\n") != NULL, "%s", text);
    CHECK_MSG(strstr(text, "inside, 4 assets: web\n") != NULL, "%s", text);
    CHECK_MSG(strstr(text, "outside, anybody: web\n") != NULL, "%s", text);
    ct_app_seek(app, shown.chronicle->end_ms);
    g_autofree char *later = about_text(app);

    CHECK_MSG(strstr(later, "outside, anybody: web\n") != NULL, "%s", later);
    ct_app_select(app, (CtPick){CT_PICK_ZONE, 0}, 0);
    g_autofree char *zone = about_text(app);

    CHECK_MSG(strstr(zone, "Who reaches it") == NULL, "%s", zone);
}

/* Until something is pressed the window says what to press. */
static void
test_the_first_picture_says_what_to_do(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);
    g_autofree char *before = ct_shown_part(app, CT_APP_PART_COUNT);

    CU_ASSERT(strstr(before, "space plays") != NULL);
    ct_shown_type(app, "0");
    g_autofree char *after = ct_shown_part(app, CT_APP_PART_COUNT);

    CU_ASSERT(strstr(after, "space plays") == NULL);
}

/* Every key is in the help of a large window; a small one says how many are not. */
static void
test_the_help_lists_all_keys(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    for (int run = 0; run < 2; run++) {
        g_autoptr(CtApp) app = ct_app_new(run ? &shown.run : &shown.design, 1);

        ct_shown_type(app, "?");
        g_autofree char *help = ct_shown_part(app, CT_APP_PART_COUNT);

        for (size_t i = 0; i < ct_n_bindings; i++)
            if (ct_bindings[i].keys != NULL &&
                ct_bindings[i].of != (run ? CT_ACTION_OF_DESIGN : CT_ACTION_OF_RUN))
                CHECK_MSG(strstr(help, ct_bindings[i].what) != NULL, "%s", ct_bindings[i].what);
        CU_ASSERT(strstr(help, "in a larger window") == NULL);
        ct_app_resize(app, 200, 150);
        g_autofree char *small = ct_shown_part(app, CT_APP_PART_COUNT);

        CHECK_MSG(strstr(small, " more in a") != NULL, "%s", small);
    }
}

CU_TestInfo test_compare_tests[] = {
    {"a difference says how many more", test_a_difference_says_how_many_more},
    {"a run does not differ from itself", test_a_run_does_not_differ_from_itself},
    {"each plan says whose it is", test_each_plan_says_whose_it_is},
    {"the inspector says who reaches it", test_the_inspector_says_who_reaches_it},
    {"the help lists all keys", test_the_help_lists_all_keys},
    {"the first picture says what to do", test_the_first_picture_says_what_to_do},
    CU_TEST_INFO_NULL,
};
