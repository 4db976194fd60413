/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is found out on request, by an analyst who ends when the test says so. */
#include "tests/support/check.h"

#include "analysis/exposure_write.h"
#include "tests/viz/shown_run.h"
#include "viz/app_parts.h"

#include <string.h>

typedef struct Asked {
    CtShownRun run;
    CtDossier *dossier;
    const char *problem;
    CtApp *app;
    uint32_t n_starts, n_looks;
    bool has_ended, is_empty;
} Asked;

static void
start(void *data)
{
    Asked *asked = data;

    asked->n_starts++;
}

static bool
look(CtAppFindings *ret_findings, void *data)
{
    Asked *asked = data;

    asked->n_looks++;
    if (!asked->has_ended)
        return false;
    *ret_findings = (CtAppFindings){.problem = asked->problem};
    if (!asked->is_empty) {
        ret_findings->dossier = asked->dossier;
        ret_findings->segmentation = asked->dossier->segmentation;
    }
    return true;
}

/* A run without an analysis, but with someone who has one. */
static void
asked_init(Asked *asked)
{
    CtExposureOptions exposure;
    GError *error = NULL;

    *asked = (Asked){0};
    ct_shown_run_init(&asked->run);
    ct_exposure_options_brief(&exposure, &ct_limits_default);
    exposure.parts = CT_EXPOSURE_CUTS;
    if (ct_twin_load(asked->run.sample.twin, "hall", CT_TWIN_SOLVED, &error))
        asked->dossier =
            ct_dossier_new(asked->run.sample.twin,
                           &(CtDossierOptions){.exposure = &exposure, .as_of = "2026-01-01"},
                           &error);
    if (asked->dossier == NULL)
        g_error("%s", error->message);
    asked->app = ct_app_new(&asked->run.run, 1);
    ct_app_set_analyst(asked->app, &(CtAppAnalyst){.start = start, .look = look, .data = asked});
}

static void
asked_clear(Asked *asked)
{
    ct_app_free(asked->app);
    ct_dossier_free(asked->dossier);
    ct_shown_run_clear(&asked->run);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

static void
test_it_begins_when_it_is_first_needed(void)
{
    static const char keys[] = "wWcCxv";

    for (size_t i = 0; keys[i] != '\0'; i++) {
        g_auto(Asked) asked = {0};
        const char key[] = {keys[i], '\0'};

        asked_init(&asked);
        ct_shown_type(asked.app, "ngd+-0 ");
        CHECK_INT(asked.n_starts, 0);
        ct_shown_type(asked.app, key);
        CHECK_MSG(asked.n_starts == 1, "%s", key);
        ct_shown_type(asked.app, "cwxv");
        CHECK_MSG(asked.n_starts == 1, "%s", key);
        CU_ASSERT(ct_app_is_analysing(asked.app));
    }
}

/* Meanwhile it says so, each second anew, and everything else can be used. */
static void
test_the_window_goes_on_meanwhile(void)
{
    g_auto(Asked) asked = {0};

    asked_init(&asked);
    ct_shown_type(asked.app, "c");
    CU_ASSERT(!ct_app_tick(asked.app, 400));
    CU_ASSERT(ct_app_tick(asked.app, 700));
    CHECK_INT(asked.n_looks, 2);
    g_autofree char *overlay = ct_shown_part(asked.app, CT_APP_PART_COUNT);

    CHECK_MSG(strstr(overlay, "Looking for ways, cuts and failures of the design: 1 s") != NULL,
              "%s", overlay);
    ct_app_seek(asked.app, asked.app->playback.end_ms);
    CHECK_INT(asked.app->sides[0].snapshot->time, asked.app->playback.end_ms);
    ct_app_select(asked.app, (CtPick){CT_PICK_ASSET, 0}, 0);
    CU_ASSERT(asked.app->about->len > 0);
    CHECK_INT(asked.app->weak_rows->len, 0);
}

/* What was asked for last is shown when it has ended. */
static void
test_what_was_asked_for_is_shown_then(void)
{
    static const struct {
        const char *keys;
        CtAppTab tab;
        bool matrix, failures, way, weak;
    } cases[] = {{"w", CT_APP_TAB_PATHS, .way = true},
                 {"c", CT_APP_TAB_WEAK, .weak = true},
                 {"x", CT_APP_TAB_EVENTS, .failures = true},
                 {"v", CT_APP_TAB_EVENTS, .matrix = true},
                 {"cxv", CT_APP_TAB_EVENTS, .matrix = true}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Asked) asked = {0};

        asked_init(&asked);
        ct_shown_type(asked.app, cases[i].keys);
        asked.has_ended = true;
        CU_ASSERT(ct_app_tick(asked.app, 50));
        CU_ASSERT(!ct_app_is_analysing(asked.app));
        CHECK_INT(asked.app->tab, cases[i].tab);
        CHECK_INT(asked.app->shows_matrix, cases[i].matrix);
        CHECK_INT(asked.app->shows_failures, cases[i].failures);
        CHECK_INT(asked.app->way != CT_LIST_NONE, cases[i].way);
        CHECK_INT(asked.app->weak != CT_LIST_NONE, cases[i].weak);
        CU_ASSERT(ct_app_has_tab(asked.app, CT_APP_TAB_PATHS));
        CU_ASSERT(ct_app_has_tab(asked.app, CT_APP_TAB_WEAK));
        CU_ASSERT(ct_app_has_tab(asked.app, CT_APP_TAB_FAILURES));
        ct_shown_type(asked.app, "c");
        CHECK_INT(asked.n_starts, 1);
    }
}

/* The present of the run stays on the plan, and the line above says both. */
static void
test_a_way_is_shown_over_a_moment(void)
{
    g_auto(Asked) asked = {0};

    asked_init(&asked);
    asked.has_ended = true;
    ct_app_seek(asked.app, asked.app->playback.end_ms);
    ct_shown_type(asked.app, "w");
    ct_app_tick(asked.app, 50);
    g_autofree char *header = ct_shown_part(asked.app, CT_APP_HEADER);
    g_autofree char *side = ct_shown_part(asked.app, CT_APP_SIDE);

    CHECK_MSG(strstr(header, "assets held") != NULL && strstr(header, "Way 1 to first") != NULL,
              "%s", header);
    CHECK_MSG(strstr(side, "CT-1 Exploit") != NULL, "%s", side);
}

/* An analysis that comes to nothing says why, once, and leaves the run as it was. */
static void
test_a_problem_is_said(void)
{
    g_auto(Asked) asked = {0};

    asked_init(&asked);
    ct_shown_type(asked.app, "v");
    asked.problem = "technique 'own': it did not end";
    asked.is_empty = asked.has_ended = true;
    ct_app_tick(asked.app, 50);
    CHECK_STR(asked.app->told, asked.problem);
    CU_ASSERT(!asked.app->shows_matrix);
    CU_ASSERT(!ct_app_has_tab(asked.app, CT_APP_TAB_FAILURES));
    ct_shown_type(asked.app, "v");
    CHECK_INT(asked.n_starts, 1);
    CU_ASSERT(!asked.app->shows_matrix);
}

/* Side by side the findings are of A: nothing of them is drawn on B. */
static void
test_of_two_runs_it_is_of_the_first(void)
{
    g_auto(Asked) asked = {0};
    CtAppSubject subjects[] = {{0}, {0}};

    asked_init(&asked);
    ct_app_free(asked.app);
    subjects[0] = subjects[1] = asked.run.run;
    asked.app = ct_app_new(subjects, 2);
    ct_app_set_analyst(asked.app, &(CtAppAnalyst){.start = start, .look = look, .data = &asked});
    asked.has_ended = true;
    for (uint32_t s = 0; s < 2; s++) {
        g_autoptr(CtScene) before = ct_scene_new(1280, 800);
        g_autoptr(CtScene) after = ct_scene_new(1280, 800);

        ct_app_draw_marks(asked.app, s, before);
        ct_shown_type(asked.app, s == 0 ? "wcx" : "");
        ct_app_tick(asked.app, 50);
        ct_shown_type(asked.app, s == 0 ? "wc" : "");
        ct_app_draw_marks(asked.app, s, after);
        CHECK_INT(after->commands->len > before->commands->len, s == 0);
    }
}

CU_TestInfo test_analysis_tests[] = {
    {"it begins when it is first needed", test_it_begins_when_it_is_first_needed},
    {"the window goes on meanwhile", test_the_window_goes_on_meanwhile},
    {"what was asked for is shown then", test_what_was_asked_for_is_shown_then},
    {"a way is shown over a moment", test_a_way_is_shown_over_a_moment},
    {"a problem is said", test_a_problem_is_said},
    {"of two runs it is of the first", test_of_two_runs_it_is_of_the_first},
    CU_TEST_INFO_NULL,
};
