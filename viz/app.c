/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "viz/app_parts.h"
#include "viz/tries.h"

#include <math.h>
#include <string.h>

enum { TOLD_MS = 6000, PAN_STEP = 80 };

/* --- making and sharing out --- */

static void
start_side(CtAppSide *side, const CtAppSubject *subject)
{
    side->subject = *subject;
    if (subject->chronicle == NULL)
        return;
    side->snapshot = ct_snapshot_new(subject->blueprint, subject->chronicle);
    ct_snapshot_seek(side->snapshot, 0);
    side->tries = ct_tries_new(subject->chronicle);
    side->held = g_new0(double, CT_APP_PLOT_SAMPLES);
    side->up = g_new0(double, CT_APP_PLOT_SAMPLES);
}

CtApp *
ct_app_new(const CtAppSubject *subjects, uint32_t n)
{
    CtApp *app = g_new0(CtApp, 1);
    int64_t end = 0;

    g_return_val_if_fail(n >= 1 && n <= CT_APP_MOST_SIDES, NULL);
    app->n_sides = n;
    for (uint32_t i = 0; i < n; i++) {
        start_side(&app->sides[i], &subjects[i]);
        if (subjects[i].chronicle != NULL)
            end = MAX(end, subjects[i].chronicle->end_ms);
    }
    for (uint32_t i = 0; i < n; i++)
        if (subjects[i].chronicle != NULL)
            ct_snapshot_series(subjects[i].blueprint, subjects[i].chronicle, end,
                               CT_APP_PLOT_SAMPLES, app->sides[i].held, app->sides[i].up);
    ct_playback_init(&app->playback, end);
    app->fits = true;
    app->zoom = 1;
    app->way = CT_LIST_NONE;
    app->events = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    app->ways = g_array_new(FALSE, FALSE, sizeof(const CtPath *));
    app->way_goals = g_array_new(FALSE, FALSE, sizeof(const CtGoalFinding *));
    app->about = g_ptr_array_new_with_free_func(g_free);
    ct_field_init(&app->field);
    for (int i = 0; i < CT_APP_TAB_COUNT; i++)
        app->lists[i].chosen = CT_LIST_NONE;
    ct_app_list_events(app);
    ct_app_list_ways(app);
    while (app->tab < CT_APP_TAB_ABOUT && !ct_app_has_tab(app, (CtAppTab)app->tab))
        app->tab++;
    ct_app_resize(app, 1280, 800);
    return app;
}

void
ct_app_free(CtApp *app)
{
    if (app == NULL)
        return;
    for (uint32_t i = 0; i < app->n_sides; i++) {
        ct_snapshot_free(app->sides[i].snapshot);
        ct_chronicle_free(app->sides[i].blast);
        ct_tries_free(app->sides[i].tries);
        g_free(app->sides[i].held);
        g_free(app->sides[i].up);
    }
    g_array_unref(app->events);
    g_array_unref(app->ways);
    g_array_unref(app->way_goals);
    g_ptr_array_unref(app->about);
    ct_field_clear(&app->field);
    g_free(app->filter);
    g_free(app->told);
    g_free(app);
}

void
ct_app_touch_plan(CtApp *app)
{
    for (uint32_t i = 0; i < app->n_sides; i++) {
        app->sides[i].ground_version++;
        app->sides[i].assets_version++;
    }
}

void
ct_app_set_theme(CtApp *app, CtTheme theme)
{
    app->theme = theme;
    ct_app_touch_plan(app);
    for (int i = 0; i < CT_APP_PART_COUNT; i++)
        ct_app_touch(app, (CtAppPart)i);
}

/* --- time --- */

/* Brings what is shown to the present. */
static void
follow_clock(CtApp *app)
{
    for (uint32_t i = 0; i < app->n_sides; i++) {
        CtAppSide *side = &app->sides[i];

        if (side->subject.chronicle == NULL)
            continue;
        uint32_t before = side->snapshot->next;

        ct_snapshot_seek(side->snapshot, ct_playback_now(&app->playback));
        uint32_t after = side->snapshot->next;

        if (before == after)
            continue;
        side->assets_version++;
        for (uint32_t k = MIN(before, after); k < MAX(before, after); k++)
            if (side->subject.chronicle->changes[k].of != CT_CHANGE_INSTANCE) {
                side->ground_version++;
                break;
            }
        ct_app_touch(app, CT_APP_HEADER);
        if (app->tab == CT_APP_TAB_ABOUT)
            ct_app_select(app, app->selected, app->selected_side);
    }
    ct_app_touch(app, CT_APP_TIME);
    ct_app_follow_time(app);
}

void
ct_app_seek(CtApp *app, int64_t time)
{
    ct_playback_seek(&app->playback, time);
    follow_clock(app);
}

bool
ct_app_tick(CtApp *app, uint64_t elapsed_ms)
{
    bool changed = false;

    if (app->told != NULL) {
        app->told_ms -= MIN(app->told_ms, elapsed_ms);
        if (app->told_ms == 0) {
            g_clear_pointer(&app->told, g_free);
            changed = true;
        }
    }
    if (ct_playback_advance(&app->playback, elapsed_ms)) {
        follow_clock(app);
        changed = true;
    }
    return changed;
}

bool
ct_app_is_moving(const CtApp *app)
{
    return app->playback.playing;
}

void
ct_app_tell(CtApp *app, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_free(app->told);
    app->told = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    app->told_ms = TOLD_MS;
}

/* --- actions --- */

static void
ask_blast(CtApp *app)
{
    CtAppSide *side = &app->sides[0];
    g_autofree char *id = ct_app_id(side->subject.blueprint, app->selected);

    if (side->blast != NULL) {
        g_clear_pointer(&side->snapshot, ct_snapshot_free);
        g_clear_pointer(&side->blast, ct_chronicle_free);
    } else if (id == NULL) {
        ct_app_tell(app, "Select an asset or a supplier first: b shows what falls with it.");
        return;
    } else if (app->blast_of == NULL ||
               (side->blast = app->blast_of(id, app->blast_data)) == NULL) {
        ct_app_tell(app, "There is no telling what falls with %s alone.", id);
        return;
    } else {
        side->snapshot = ct_snapshot_new(side->subject.blueprint, side->blast);
        ct_snapshot_seek(side->snapshot, 0);
        ct_app_tell(app, "With %s alone %u of %u assets fall. b again: back.", id,
                    ct_snapshot_fallen(&side->snapshot->all), side->subject.blueprint->n_instances);
    }
    ct_app_touch_plan(app);
    ct_app_select(app, app->selected, 0);
    ct_app_resize(app, app->width, app->height);
}

static void
change_way(CtApp *app, int by)
{
    int64_t n = app->ways->len, way = app->way == CT_LIST_NONE ? -1 : (int64_t)app->way;

    if (n == 0) {
        ct_app_tell(app, "No way to a goal is known for this design.");
        return;
    }
    way += by;
    app->way = way < 0 || way >= n ? CT_LIST_NONE : (uint32_t)way;
    app->tab = CT_APP_TAB_PATHS;
    ct_list_choose(&app->lists[CT_APP_TAB_PATHS], app->way);
    ct_app_touch(app, CT_APP_SIDE);
    ct_app_touch(app, CT_APP_HEADER);
}

static void
go_back(CtApp *app)
{
    if (app->shows_help)
        app->shows_help = false;
    else if (app->selected.of != CT_PICK_NONE)
        ct_app_select(app, (CtPick){0}, 0);
    else
        app->wants_quit = true;
}

static void
next_tab(CtApp *app)
{
    do
        app->tab = (uint8_t)((app->tab + 1) % CT_APP_TAB_COUNT);
    while (!ct_app_has_tab(app, (CtAppTab)app->tab));
    app->no_side_panel = false;
    ct_app_resize(app, app->width, app->height);
}

static void
go_to_selected(CtApp *app)
{
    const CtAppSide *side = &app->sides[app->selected_side];
    CtRect rect;

    if (ct_app_place(side->subject.layout, app->selected, &rect))
        ct_app_show_rect(app, rect);
}

/* Of the plan and what is around it. */
static bool
act_on_plan(CtApp *app, CtWindowAction action)
{
    CtPoint middle = ct_rect_middle(app->sides[0].box);

    if (action == CT_ACTION_LEFT || action == CT_ACTION_RIGHT)
        ct_app_pan(app, action == CT_ACTION_LEFT ? PAN_STEP : -PAN_STEP, 0);
    else if (action == CT_ACTION_UP || action == CT_ACTION_DOWN)
        ct_app_pan(app, 0, action == CT_ACTION_UP ? PAN_STEP : -PAN_STEP);
    else if (action == CT_ACTION_ZOOM_IN || action == CT_ACTION_ZOOM_OUT)
        ct_app_zoom(app, action == CT_ACTION_ZOOM_IN ? 1.25 : 0.8,
                    ct_rect_has(app->sides[0].box, app->pointer) ? app->pointer : middle);
    else if (action == CT_ACTION_FIT)
        ct_app_fit(app);
    else if (action == CT_ACTION_GO_TO)
        go_to_selected(app);
    else
        return false;
    return true;
}

static bool
act_on_time(CtApp *app, CtWindowAction action)
{
    if (action == CT_ACTION_PLAY)
        ct_playback_toggle(&app->playback);
    else if (action == CT_ACTION_SLOWER || action == CT_ACTION_FASTER)
        ct_playback_change_speed(&app->playback, action == CT_ACTION_FASTER ? 1 : -1);
    else if (action == CT_ACTION_NEXT_EVENT || action == CT_ACTION_PREVIOUS_EVENT)
        ct_app_step_event(app, action == CT_ACTION_NEXT_EVENT ? 1 : -1);
    else if (action == CT_ACTION_START || action == CT_ACTION_END)
        ct_app_seek(app, action == CT_ACTION_START ? 0 : app->playback.end_ms);
    else
        return false;
    ct_app_touch(app, CT_APP_HEADER);
    ct_app_touch(app, CT_APP_TIME);
    return true;
}

static bool
act_on_list(CtApp *app, CtWindowAction action)
{
    CtList *list = &app->lists[app->tab];
    int64_t page = MAX((int64_t)ct_list_fit(list) - 1, 1);

    switch (action) {
    case CT_ACTION_NEXT_ROW:
        ct_list_move(list, 1);
        break;
    case CT_ACTION_PREVIOUS_ROW:
        ct_list_move(list, -1);
        break;
    case CT_ACTION_PAGE_UP:
        ct_list_scroll(list, -page);
        break;
    case CT_ACTION_PAGE_DOWN:
        ct_list_scroll(list, page);
        break;
    case CT_ACTION_CHOOSE:
        ct_app_follow_row(app, list->chosen);
        break;
    default:
        return false;
    }
    ct_app_touch(app, CT_APP_SIDE);
    return true;
}

void
ct_app_act(CtApp *app, CtWindowAction action)
{
    if (act_on_plan(app, action) || act_on_list(app, action) ||
        (ct_app_is_run(app) && act_on_time(app, action)))
        return;
    if (action == CT_ACTION_SEARCH || action == CT_ACTION_FILTER) {
        ct_app_open_field(app, action);
    } else if (action == CT_ACTION_EVERYTHING) {
        app->all_events = !app->all_events;
        ct_app_list_events(app);
    } else if (action == CT_ACTION_NEXT_TAB) {
        next_tab(app);
    } else if (action == CT_ACTION_NEXT_PATH || action == CT_ACTION_PREVIOUS_PATH) {
        change_way(app, action == CT_ACTION_NEXT_PATH ? 1 : -1);
    } else if (action == CT_ACTION_FAILURES) {
        app->shows_failures = !app->shows_failures && app->sides[0].subject.segmentation != NULL;
        ct_app_resize(app, app->width, app->height);
    } else if (action == CT_ACTION_BLAST) {
        ask_blast(app);
    } else if (action == CT_ACTION_PANEL) {
        app->no_side_panel = !app->no_side_panel;
        ct_app_resize(app, app->width, app->height);
    } else if (action == CT_ACTION_THEME) {
        ct_app_set_theme(app, app->theme == CT_THEME_DARK ? CT_THEME_LIGHT : CT_THEME_DARK);
    } else if (action == CT_ACTION_FULL_SCREEN) {
        app->wants_full_screen = true;
    } else if (action == CT_ACTION_SCREENSHOT) {
        app->wants_screenshot = true;
    } else if (action == CT_ACTION_HELP) {
        app->shows_help = !app->shows_help;
    } else if (action == CT_ACTION_BACK) {
        go_back(app);
    } else if (action == CT_ACTION_QUIT) {
        app->wants_quit = true;
    }
}
