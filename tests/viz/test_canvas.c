/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "tests/viz/shown_run.h"
#include "viz/canvas.h"

static void
paint(CtCanvas *canvas, CtApp *app)
{
    int width, height;
    const uint32_t *pixels = ct_canvas_paint(canvas, app, 1, &width, &height);

    CHECK_INT(width, (int)app->width);
    CHECK_INT(height, (int)app->height);
    for (int i = 0; i < width * height; i++)
        if (pixels[i] >> 24 != 0xff) {
            CHECK_MSG(false, "nothing was painted at %d, %d", i % width, i / width);
            return;
        }
}

/* What is kept may not differ from what is painted from nothing. */
static void
check_fresh(CtCanvas *canvas, CtApp *app, const char *when)
{
    g_autoptr(CtCanvas) fresh = ct_canvas_new();
    int width, height, differ = 0;
    const uint32_t *kept = ct_canvas_paint(canvas, app, 1, &width, &height);
    const uint32_t *made = ct_canvas_paint(fresh, app, 1, &width, &height);

    for (int i = 0; i < width * height; i++)
        differ += kept[i] != made[i];
    CHECK_MSG(differ == 0, "%s: %d pixels are not what they would be", when, differ);
}

static void
test_the_plan_is_painted_only_when_it_changes(void)
{
    g_auto(CtShownRun) shown = {0};
    g_autoptr(CtCanvas) canvas = ct_canvas_new();

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);

    paint(canvas, app);
    CHECK_INT(ct_canvas_paintings(canvas), 1);
    paint(canvas, app);
    CHECK_INT(ct_canvas_paintings(canvas), 1);
    ct_app_act(app, CT_ACTION_LEFT); /* within the margin */
    paint(canvas, app);
    CHECK_INT(ct_canvas_paintings(canvas), 1);
    ct_app_act(app, CT_ACTION_LEFT); /* past it */
    paint(canvas, app);
    CHECK_INT(ct_canvas_paintings(canvas), 2);
    ct_app_act(app, CT_ACTION_HELP);
    paint(canvas, app);
    CHECK_INT(ct_canvas_paintings(canvas), 2);
    ct_app_act(app, CT_ACTION_END); /* states have changed */
    paint(canvas, app);
    CHECK_INT(ct_canvas_paintings(canvas), 3);
    ct_app_act(app, CT_ACTION_ZOOM_IN);
    paint(canvas, app);
    CHECK_INT(ct_canvas_paintings(canvas), 4);
}

static void
test_what_is_kept_is_what_would_be_painted(void)
{
    static const CtWindowAction actions[] = {CT_ACTION_NEXT_EVENT, CT_ACTION_NEXT_EVENT,
                                             CT_ACTION_THEME,      CT_ACTION_END,
                                             CT_ACTION_START,      CT_ACTION_FIT,
                                             CT_ACTION_PANEL,      CT_ACTION_HELP,
                                             CT_ACTION_NEXT_TAB,   CT_ACTION_EVERYTHING,
                                             CT_ACTION_NEXT_ROW};
    g_auto(CtShownRun) shown = {0};
    g_autoptr(CtCanvas) canvas = ct_canvas_new();

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);

    ct_app_resize(app, 700, 500);
    paint(canvas, app);
    for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) {
        g_autofree char *when = g_strdup_printf("after action %zu", i);

        ct_app_act(app, actions[i]);
        check_fresh(canvas, app, when);
    }
}

static void
test_any_size_is_painted(void)
{
    static const double sizes[][2] = {{1, 1},     {200, 150}, {320, 240}, {639, 299},
                                      {640, 300}, {1280, 90}, {90, 900},  {2000, 1200}};
    g_auto(CtShownRun) shown = {0};
    g_autoptr(CtCanvas) canvas = ct_canvas_new();

    ct_shown_run_init(&shown);
    const CtAppSubject both[] = {shown.run, shown.run};

    for (uint32_t n = 1; n <= 2; n++) {
        g_autoptr(CtApp) app = ct_app_new(both, n);

        for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
            ct_app_resize(app, sizes[i][0], sizes[i][1]);
            paint(canvas, app);
        }
    }
}

CU_TestInfo test_canvas_tests[] = {
    {"the plan is painted only when it changes", test_the_plan_is_painted_only_when_it_changes},
    {"what is kept is what would be painted", test_what_is_kept_is_what_would_be_painted},
    {"any size is painted", test_any_size_is_painted},
    CU_TEST_INFO_NULL,
};
