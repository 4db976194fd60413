/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Choke points and cuts in the window, against the findings that they are made from. */
#include "tests/support/check.h"

#include "analysis/exposure_write.h"
#include "draw/render_text.h"
#include "tests/viz/shown_run.h"
#include "viz/app_parts.h"

#include <string.h>

typedef struct Shown {
    CtShownRun run;
    CtDossier *dossier;
    CtApp *app;
} Shown;

static void
shown_init(Shown *shown)
{
    CtExposureOptions exposure;
    GError *error = NULL;

    *shown = (Shown){0};
    ct_shown_run_init(&shown->run);
    ct_exposure_options_brief(&exposure, &ct_limits_default);
    exposure.parts = CT_EXPOSURE_CUTS;
    if (!ct_twin_load(shown->run.sample.twin, "hall", CT_TWIN_SOLVED, &error))
        g_error("%s", error->message);
    shown->dossier =
        ct_dossier_new(shown->run.sample.twin, &(CtDossierOptions){.exposure = &exposure}, &error);
    if (shown->dossier == NULL)
        g_error("%s", error->message);
    CtAppSubject subject = shown->run.design;

    subject.dossier = shown->dossier;
    shown->app = ct_app_new(&subject, 1);
}

static void
shown_clear(Shown *shown)
{
    ct_app_free(shown->app);
    ct_dossier_free(shown->dossier);
    ct_shown_run_clear(&shown->run);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Shown, shown_clear)

static const CtAppWeak *
row_of(const CtApp *app, uint32_t row)
{
    return &g_array_index(app->weak_rows, CtAppWeak, row);
}

/* Whether some row holds exactly @set of @weak. */
static bool
is_listed(const CtApp *app, const CtWeakFinding *weak, const CtElementFinding *set, uint32_t n)
{
    for (uint32_t i = 0; i < app->weak_rows->len; i++)
        if (row_of(app, i)->weak == weak && row_of(app, i)->elements == set &&
            row_of(app, i)->n_elements == n)
            return true;
    return false;
}

static void
test_every_choke_and_cut_is_listed(void)
{
    g_auto(Shown) shown = {0};
    uint32_t n_chokes = 0;

    shown_init(&shown);
    const CtExposure *exposure = &shown.dossier->exposure;

    CU_ASSERT(exposure->is_there && exposure->n_weak > 0);
    for (uint32_t w = 0; w < exposure->n_weak; w++) {
        const CtWeakFinding *weak = &exposure->weak[w];

        for (uint32_t i = 0; i < weak->n_chokes; i++, n_chokes++)
            CU_ASSERT(is_listed(shown.app, weak, &weak->chokes[i], 1));
        for (uint32_t c = 0; c < weak->n_cuts; c++)
            for (uint32_t s = 0; s < weak->cuts[c].n_sets; s++)
                if (weak->cuts[c].sets[s].n_elements > 1)
                    CU_ASSERT(is_listed(shown.app, weak, weak->cuts[c].sets[s].elements,
                                        weak->cuts[c].sets[s].n_elements));
    }
    CU_ASSERT(n_chokes > 0);
}

/* The key goes through all that can be shown, forth and back, and then shows none. */
static void
test_a_key_goes_through_them(void)
{
    g_auto(Shown) shown = {0};
    uint32_t n = 0, steps = 0;

    shown_init(&shown);
    for (uint32_t i = 0; i < shown.app->weak_rows->len; i++)
        n += row_of(shown.app, i)->n_elements > 0;
    for (ct_shown_type(shown.app, "c"); shown.app->weak != CT_LIST_NONE && steps <= n; steps++) {
        CU_ASSERT(row_of(shown.app, shown.app->weak)->n_elements > 0);
        CHECK_INT(shown.app->tab, CT_APP_TAB_WEAK);
        ct_shown_type(shown.app, "c");
    }
    CHECK_INT(steps, n);
    for (steps = 0, ct_shown_type(shown.app, "C"); shown.app->weak != CT_LIST_NONE && steps <= n;
         steps++)
        ct_shown_type(shown.app, "C");
    CHECK_INT(steps, n);
}

/* What is shown is marked where it stands. */
static void
test_what_is_shown_is_marked(void)
{
    g_auto(Shown) shown = {0};
    uint32_t marked = 0;

    shown_init(&shown);
    for (uint32_t i = 0; i < shown.app->weak_rows->len; i++) {
        const CtAppWeak *row = row_of(shown.app, i);
        g_autoptr(CtScene) scene = ct_scene_new(1280, 800);

        if (row->n_elements == 0)
            continue;
        ct_app_follow_weak(shown.app, i);
        ct_app_draw_marks(shown.app, 0, scene);
        for (uint32_t e = 0; e < row->n_elements; e++) {
            CtPick pick = ct_app_element_pick(shown.run.blueprint, &row->elements[e]);
            bool found = pick.of == CT_PICK_NONE;

            for (guint c = 0; c < scene->commands->len; c++) {
                CtPick of = g_array_index(scene->commands, CtDraw, c).pick;

                found |= of.of == pick.of && of.what == pick.what;
            }
            CHECK_MSG(found, "%s %s", row->elements[e].kind, row->elements[e].id);
            marked += pick.of != CT_PICK_NONE;
        }
    }
    CU_ASSERT(marked > 0);
}

/* The row of way @way, drawn; g_free(). */
static char *
row_text(CtApp *app, uint32_t way)
{
    g_autoptr(CtScene) scene = ct_scene_new(330, 36);
    g_autoptr(CtOut) out = ct_out_new_string();

    ct_app_rows[CT_APP_TAB_PATHS](scene, (CtRect){0, 0, 318, 36}, way, false, app);
    ct_render_text(scene, out);
    return g_strdup(ct_out_text(out));
}

/* Rows of ways to one goal differ: by number, and after the best by what is first their own. */
static void
test_rows_of_ways_differ(void)
{
    static const char *const hops[] = {"pc", "plc", NULL};
    CtWhy whys[] = {{.kind = CT_WHY_NEEDS, .text = "credential a"},
                    {.kind = CT_WHY_NEEDS, .text = "credential b"},
                    {.kind = CT_WHY_DERIVED, .text = "admin implies user"}};
    CtPathStep first = {.technique = "T1", .from = "net", .to = "pc", .why = whys, .n_why = 1};
    CtPathStep other_reason = {
        .technique = "T1", .from = "net", .to = "pc", .why = whys + 1, .n_why = 2};
    CtPathStep last = {.technique = "T2", .from = "pc", .to = "plc", .why = whys, .n_why = 1};
    CtPathStep elsewhere = {.technique = "T2", .from = "pc", .to = "hmi", .why = whys, .n_why = 1};
    CtPathStep ways[][3] = {{first, last},
                            {other_reason, last},
                            {first, elsewhere, last},
                            {last, first}};
    CtPath paths[G_N_ELEMENTS(ways)];
    CtGoalFinding goal = {.id = "stop", .paths = paths, .n_paths = G_N_ELEMENTS(ways)};
    CtAttackerFinding attacker = {.goals = &goal, .n_goals = 1};
    CtDossier dossier = {.attackers = &attacker, .n_attackers = 1};
    static const char *const marks[] = {"\"pc → plc\"", "\"step 1: credential b\"",
                                        "\"step 2: T2 on hmi\"", "\"pc → plc\""};
    g_auto(CtShownRun) shown = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
        paths[i] = (CtPath){.steps = ways[i], .n_steps = i == 2 ? 3 : 2, .hops = hops};
    ct_shown_run_init(&shown);
    shown.design.dossier = &dossier;
    g_autoptr(CtApp) app = ct_app_new(&shown.design, 1);

    CHECK_INT(app->ways->len, G_N_ELEMENTS(ways));
    for (uint32_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autofree char *text = row_text(app, i);
        g_autofree char *number = g_strdup_printf("\"%u. stop\"", i + 1);

        CHECK_MSG(strstr(text, number) != NULL && strstr(text, marks[i]) != NULL, "%s", text);
    }
}

static void
test_elements_are_found_by_kind(void)
{
    g_auto(CtShownRun) shown = {0};
    static const struct {
        const char *kind, *id;
        CtPickOf of;
    } cases[] = {{"rule", "in allow[0]", CT_PICK_CONDUIT},
                 {"rule", "gone allow[0]", CT_PICK_NONE},
                 {"asset", "plc", CT_PICK_ASSET},
                 {"asset", "spare[3]", CT_PICK_ASSET},
                 {"asset", "in", CT_PICK_NONE},
                 {"vulnerability", "flaw", CT_PICK_NONE},
                 {"measure", "plc", CT_PICK_NONE}};

    ct_shown_run_init(&shown);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        CtElementFinding element = {.kind = cases[i].kind, .id = cases[i].id};

        CHECK_MSG(ct_app_element_pick(shown.blueprint, &element).of == cases[i].of, "%s %s",
                  cases[i].kind, cases[i].id);
    }
}

/* Each step of the way shown is listed by its number, in order, with why it can be done. */
static void
test_the_steps_of_a_way_are_listed(void)
{
    g_auto(Shown) shown = {0};
    uint32_t n_why = 0;

    shown_init(&shown);
    CU_ASSERT(shown.app->ways->len > 0);
    for (uint32_t w = 0; w < shown.app->ways->len; w++) {
        const CtPath *path = g_array_index(shown.app->ways, const CtPath *, w);
        g_autoptr(GString) text = g_string_new("\n");
        const char *at;

        ct_shown_type(shown.app, "n");
        CHECK_INT(shown.app->way, w);
        CU_ASSERT(shown.app->steps.box.height > 0);
        for (guint i = 0; i < shown.app->step_lines->len; i++)
            g_string_append_printf(text, "%s\n", (const char *)shown.app->step_lines->pdata[i]);
        at = text->str;
        for (uint32_t i = 0; i < path->n_steps && at != NULL; i++) {
            g_autofree char *heading =
                g_strdup_printf("\n#%u. %s ", i + 1, path->steps[i].technique);

            at = strstr(at, heading);
            CHECK_MSG(at != NULL, "%s in %s", heading, text->str);
            n_why += path->steps[i].n_why;
        }
    }
    CU_ASSERT(n_why > 0);
    ct_shown_type(shown.app, "n"); /* past the last: none is shown */
    CHECK_INT(shown.app->way, CT_LIST_NONE);
    CHECK_INT(shown.app->step_lines->len, 0);
}

CU_TestInfo test_weak_tests[] = {
    {"every choke and cut is listed", test_every_choke_and_cut_is_listed},
    {"a key goes through them", test_a_key_goes_through_them},
    {"what is shown is marked", test_what_is_shown_is_marked},
    {"the steps of a way are listed", test_the_steps_of_a_way_are_listed},
    {"rows of ways differ", test_rows_of_ways_differ},
    {"elements are found by kind", test_elements_are_found_by_kind},
    CU_TEST_INFO_NULL,
};
