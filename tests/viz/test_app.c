/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "tests/viz/shown_run.h"
#include "viz/app_parts.h"
#include "viz/tries.h"

#include <math.h>

static bool
says(CtApp *app, CtAppPart part, const char *text)
{
    g_autofree char *drawn = ct_shown_part(app, part);

    return strstr(drawn, text) != NULL;
}

static void
test_steps_from_event_to_event(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);
    const CtChronicle *chronicle = shown.chronicle;
    int64_t before = -1;
    uint32_t n = 0;

    ct_shown_type(app, "e"); /* all of them */
    CHECK_INT(app->events->len, chronicle->n_happenings);
    ct_shown_key(app, CT_KEY_HOME);
    while (ct_playback_now(&app->playback) != before && n++ <= chronicle->n_happenings) {
        before = ct_playback_now(&app->playback);
        ct_shown_type(app, "n");
        /* Nothing that happens lies between. */
        for (uint32_t i = 0; i < chronicle->n_happenings; i++)
            CU_ASSERT(chronicle->happenings[i].time <= before ||
                      chronicle->happenings[i].time >= ct_playback_now(&app->playback));
    }
    CHECK_INT(before, chronicle->end_ms);
    for (uint32_t i = 0; i <= chronicle->n_happenings; i++)
        ct_shown_type(app, "p");
    CHECK_INT(ct_playback_now(&app->playback), chronicle->happenings[0].time);
}

/* Wherever one comes from, what is shown is what holds at that time. */
static void
test_seeking_shows_that_time(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);

    for (int i = 0; i < 40; i++) {
        int64_t time = shown.chronicle->end_ms * ((i * 17) % 41) / 40;
        g_autoptr(CtSnapshot) fresh = ct_snapshot_new(shown.blueprint, shown.chronicle);

        ct_app_seek(app, time);
        ct_snapshot_seek(fresh, time);
        CHECK_INT(app->sides[0].snapshot->next, fresh->next);
        for (uint32_t k = 0; k < shown.blueprint->n_instances; k++)
            CHECK_INT(app->sides[0].snapshot->marks[k], fresh->marks[k]);
    }
}

static void
test_the_time_line_is_dragged(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);
    double y = ct_rect_middle(app->line).y;
    CtInput input = {.kind = CT_INPUT_PRESS, .button = 1, .x = app->line.x + 6, .y = y};

    ct_app_input(app, &input);
    CHECK_INT(ct_playback_now(&app->playback), 0);
    input.kind = CT_INPUT_MOVE;
    input.x = app->line.x + app->line.width / 2;
    ct_app_input(app, &input);
    CU_ASSERT(llabs(ct_playback_now(&app->playback) - shown.chronicle->end_ms / 2) <=
              shown.chronicle->end_ms / 100);
    input.y = 2; /* off the line, still held */
    input.x = 5000;
    ct_app_input(app, &input);
    CHECK_INT(ct_playback_now(&app->playback), shown.chronicle->end_ms);
    input.kind = CT_INPUT_RELEASE;
    ct_app_input(app, &input);
    input.kind = CT_INPUT_MOVE;
    input.x = 0;
    ct_app_input(app, &input);
    CHECK_INT(ct_playback_now(&app->playback), shown.chronicle->end_ms);
}

/* The point of the plan under the pointer stays there. */
static void
test_zooms_about_the_pointer(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);
    CtPoint point = ct_rect_middle(app->sides[0].box);

    point.x += 70;
    for (int i = 0; i < 6; i++) {
        CtPlanView before = ct_app_view(app, 0, 0);
        CtPoint was = ct_camera_to_plan(&before.camera, point);

        ct_app_input(app, &(CtInput){.kind = CT_INPUT_WHEEL,
                                     .x = point.x,
                                     .y = point.y,
                                     .wheel = i < 3 ? 1 : -2});
        CtPlanView after = ct_app_view(app, 0, 0);
        CtPoint is = ct_camera_to_plan(&after.camera, point);

        CU_ASSERT(fabs(was.x - is.x) < 0.01 && fabs(was.y - is.y) < 0.01);
    }
    ct_shown_type(app, "0");
    CU_ASSERT(app->fits);
}

/* Whether @pick is asset @a, or one or all of those that share its place. */
static bool
is_of(const CtBlueprint *blueprint, CtPick pick, uint32_t a)
{
    return (pick.of == CT_PICK_ASSET && pick.what == a) ||
           (pick.of == CT_PICK_INSTANCE && ct_blueprint_asset_of(blueprint, pick.what) == a) ||
           (pick.of == CT_PICK_FOLD && blueprint->assets[a].fold == pick.what);
}

/* A click on the place of the first of each fold selects it, whatever the camera. */
static void
test_a_click_selects_what_is_there(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);

    for (uint32_t f = 0; f < shown.blueprint->n_folds; f++) {
        const CtBlueFold *fold = &shown.blueprint->folds[f];
        uint32_t columns, n = fold->n_rows > 1 ? fold->n_rows : fold->n;

        ct_app_select(app, (CtPick){CT_PICK_ASSET, fold->first}, 0);
        ct_shown_type(app, "z");
        CtPlanView view = ct_app_view(app, 0, 0);
        CtRect box =
            ct_camera_rect_to_frame(&view.camera, ct_layout_asset(shown.layout, fold->first));
        CtPoint point = ct_rect_middle(ct_slot_cell(box, n, 0, &columns));

        ct_app_select(app, (CtPick){0}, 0);
        ct_shown_click(app, point);
        CHECK_MSG(is_of(shown.blueprint, app->selected, fold->first), "fold %u: %s %u", f,
                  ct_pick_text((CtPickOf)app->selected.of), app->selected.what);
        CHECK_INT(app->tab, CT_APP_TAB_ABOUT);
        CU_ASSERT(says(app, CT_APP_SIDE, "What the attacker has here"));
    }
    CU_ASSERT(shown.blueprint->n_folds > 0);
}

/* Each mark of each asset is told with the time of the first change that brought it. */
static void
test_the_inspector_says_since_when(void)
{
    g_auto(CtShownRun) shown = {0};
    uint32_t n = 0;

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);

    ct_app_act(app, CT_ACTION_END);
    for (uint32_t i = 0; i < shown.chronicle->n_changes; i++) {
        const CtMarkChange *change = &shown.chronicle->changes[i];

        if (change->of != CT_CHANGE_INSTANCE || !change->on || change->mark != CT_MARK_ADMIN)
            continue;
        uint32_t a = ct_blueprint_asset_of(shown.blueprint, change->what);
        g_autoptr(GPtrArray) lines =
            ct_app_about(&app->sides[0], (CtPick){CT_PICK_INSTANCE, change->what}, false);
        g_autoptr(GString) text = g_string_new(NULL);

        for (guint k = 0; k < lines->len; k++)
            g_string_append_printf(text, "%s\n", (const char *)lines->pdata[k]);
        if (app->sides[0].snapshot->marks[change->what] & CT_MARK_ADMIN)
            CHECK_MSG(strstr(text->str, "runs commands as admin since ") != NULL, "%s:\n%s",
                      shown.blueprint->assets[a].id, text->str);
        n++;
    }
    CHECK_MSG(n > 0, "the sample run gains no admin");
}

/* What is selected in a run says why the attacker has it: the rule's line, the flaw's, the port. */
static void
test_the_inspector_says_why(void)
{
    static const char *const wanted[] = {"  by CT-1 Exploit\n", "  from internet in outside\n",
                                         "    conduit in lets tcp/80 pass (topology.yaml:6:55)\n",
                                         "    flaw flaw in pump (topology.yaml:9:3)\n"};
    g_auto(CtShownRun) shown = {0};
    uint32_t n = 0;

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);

    ct_app_act(app, CT_ACTION_END);
    for (uint32_t i = 0; i < shown.blueprint->n_instances; i++) {
        CtPick pick = {CT_PICK_INSTANCE, i};
        g_autoptr(GPtrArray) lines = ct_app_about(&app->sides[0], pick, true);
        g_autoptr(GPtrArray) brief = ct_app_about(&app->sides[0], pick, false);
        g_autoptr(GString) text = g_string_new(NULL);

        if ((app->sides[0].snapshot->marks[i] & CT_MARK_ADMIN) == 0)
            continue;
        for (guint k = 0; k < lines->len; k++)
            g_string_append_printf(text, "%s\n", (const char *)lines->pdata[k]);
        for (size_t k = 0; k < G_N_ELEMENTS(wanted); k++)
            CHECK_MSG(strstr(text->str, wanted[k]) != NULL, "%s in:\n%s", wanted[k], text->str);
        CU_ASSERT(brief->len < lines->len);
        n++;
    }
    CHECK_MSG(n > 0, "nobody is admin anywhere");
}

static void
test_search_finds_and_steps(void)
{
    g_auto(CtShownRun) shown = {0};
    uint32_t n = 0;

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);
    const char *id = shown.blueprint->assets[shown.blueprint->n_assets - 1].id;

    ct_shown_type(app, "/");
    ct_shown_type(app, id);
    CU_ASSERT(app->n_found >= 1);
    CHECK_INT(app->wants_quit, false); /* a q in a name is no key */
    CHECK_STR(shown.blueprint->assets[app->selected.what].id, id);
    CU_ASSERT(says(app, CT_APP_PART_COUNT, id));
    for (const char *c = id; *c != '\0'; c++)
        ct_shown_key(app, CT_KEY_BACKSPACE);
    ct_shown_key(app, CT_KEY_ESCAPE);
    CHECK_INT(app->asks, CT_ACTION_NONE);
    CHECK_INT(app->wants_quit, false);
    CHECK_INT(ct_app_search(shown.blueprint, "no such thing at all", 0, &n).of, CT_PICK_NONE);
    CHECK_INT(n, 0);
}

static void
test_the_filter_keeps_events_with_the_word(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);

    ct_shown_type(app, "e");
    uint32_t all = app->events->len;

    ct_shown_type(app, "fBEGIN"); /* whatever the case */
    CU_ASSERT(app->events->len > 0 && app->events->len < all);
    for (guint i = 0; i < app->events->len; i++)
        CHECK_INT(ct_app_happening(app, g_array_index(app->events, CtAppEvent, i))->kind,
                  CT_TRACE_BEGIN);
    ct_shown_type(app, "\"\\zzz");
    CHECK_INT(app->events->len, 0);
    CU_ASSERT(says(app, CT_APP_SIDE, "There is nothing to list with that filter (f)."));
}

/* Against the end looked for one by one. */
static void
test_tries_end_where_they_end(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    const CtChronicle *chronicle = shown.chronicle;
    g_autoptr(CtTries) tries = ct_tries_new(chronicle);

    for (uint32_t i = 0; i < chronicle->n_happenings; i++) {
        const CtHappening *a = &chronicle->happenings[i];
        uint32_t end = CT_NO_ID;

        for (uint32_t k = i + 1; a->kind == CT_TRACE_BEGIN && k < chronicle->n_happenings; k++) {
            const CtHappening *b = &chronicle->happenings[k];

            if (b->kind != CT_TRACE_BEGIN && b->rule != NULL && b->actor == a->actor &&
                b->n == a->n && g_strcmp0(a->rule, b->rule) == 0 &&
                g_strcmp0(a->target, b->target) == 0) {
                end = k;
                break;
            }
        }
        CHECK_INT(ct_tries_end(tries, i), end);
    }
}

static void
test_a_design_has_no_time(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.design, 1);

    CHECK_INT((int)app->parts[CT_APP_TIME].height, 0);
    ct_shown_type(app, " n?<>pexbtzh0+-jk");
    ct_shown_key(app, CT_KEY_END);
    ct_shown_key(app, CT_KEY_ENTER);
    ct_shown_key(app, CT_KEY_TAB);
    CHECK_INT(app->wants_quit, false);
    CHECK_INT(ct_app_is_moving(app), false);
    CHECK_INT(app->theme, CT_THEME_DARK);
    CU_ASSERT(says(app, CT_APP_PART_COUNT, "light or dark")); /* the help still stands open */
    ct_shown_key(app, CT_KEY_ESCAPE);
    CHECK_INT(app->shows_help, false);
    ct_shown_key(app, CT_KEY_ESCAPE);
    CHECK_INT(app->wants_quit, true);
}

static void
test_playing_moves_what_is_drawn(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    g_autoptr(CtApp) app = ct_app_new(&shown.run, 1);
    uint64_t line = app->versions[CT_APP_TIME];

    CHECK_INT(ct_app_tick(app, 100), false);
    ct_shown_type(app, " ");
    CHECK_INT(ct_app_is_moving(app), true);
    for (int i = 0; i < 2000 && ct_app_is_moving(app); i++)
        CHECK_INT(ct_app_tick(app, 100), true);
    CHECK_INT(ct_app_is_moving(app), false);
    CHECK_INT(ct_playback_now(&app->playback), shown.chronicle->end_ms);
    CU_ASSERT(app->versions[CT_APP_TIME] > line);
    CU_ASSERT(app->sides[0].assets_version > 0);
}

static void
test_two_runs_share_a_clock(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    const CtChronicle nothing = {0};
    CtAppSubject both[] = {shown.run, shown.run};
    g_autoptr(CtScene) scene = ct_scene_new(1280, 800);

    both[1].chronicle = &nothing;
    g_autoptr(CtApp) app = ct_app_new(both, 2);

    CU_ASSERT(!ct_rect_meets(app->sides[0].box, app->sides[1].box));
    CU_ASSERT(says(app, CT_APP_HEADER, "after 0s"));
    ct_app_draw_marks(app, 1, scene);
    uint32_t before = scene->commands->len;

    ct_app_act(app, CT_ACTION_END);
    CHECK_INT(app->sides[0].snapshot->time, app->sides[1].snapshot->time);
    ct_scene_clear(scene);
    ct_app_draw_marks(app, 1, scene);
    CU_ASSERT(scene->commands->len > before); /* differences */
}

CU_TestInfo test_app_tests[] = {
    {"steps from event to event", test_steps_from_event_to_event},
    {"seeking shows that time", test_seeking_shows_that_time},
    {"the time line is dragged", test_the_time_line_is_dragged},
    {"zooms about the pointer", test_zooms_about_the_pointer},
    {"a click selects what is there", test_a_click_selects_what_is_there},
    {"the inspector says since when", test_the_inspector_says_since_when},
    {"the inspector says why", test_the_inspector_says_why},
    {"search finds and steps", test_search_finds_and_steps},
    {"the filter keeps events with the word", test_the_filter_keeps_events_with_the_word},
    {"tries end where they end", test_tries_end_where_they_end},
    {"a design has no time", test_a_design_has_no_time},
    {"playing moves what is drawn", test_playing_moves_what_is_drawn},
    {"two runs share a clock", test_two_runs_share_a_clock},
    CU_TEST_INFO_NULL,
};
