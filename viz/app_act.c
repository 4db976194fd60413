/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each action does. */
#include "viz/app_parts.h"

enum { PAN_STEP = 80 };

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
    ct_app_show_way(app, way < 0 || way >= n ? CT_LIST_NONE : (uint32_t)way);
    app->tab = CT_APP_TAB_PATHS;
    ct_list_choose(&app->lists[CT_APP_TAB_PATHS], app->way);
    ct_app_touch(app, CT_APP_SIDE);
    ct_app_touch(app, CT_APP_HEADER);
}

static void
show_failures(CtApp *app)
{
    const CtSegmentation *segmentation = app->sides[0].subject.segmentation;

    app->shows_failures = !app->shows_failures && segmentation != NULL;
    if (segmentation == NULL)
        ct_app_tell(app, "The zones of this design were not held against each other.");
    else if (segmentation->n_failures == 0)
        ct_app_tell(app, "The segmentation fails nowhere.");
    ct_app_resize(app, app->width, app->height);
}

static void
go_back(CtApp *app)
{
    if (app->shows_help)
        app->shows_help = false;
    else if (app->shows_matrix)
        ct_app_show_matrix(app, false);
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
    ct_app_choose(app, app->selected, app->selected_side);
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

/* From one event of a sort to the next. */
static bool
act_on_sort(CtApp *app, CtWindowAction action)
{
    static const struct {
        uint8_t next, previous; /* CtWindowAction */
        uint8_t sort;           /* CtAppSort */
    } steps[] = {
        {CT_ACTION_NEXT_GOAL, CT_ACTION_PREVIOUS_GOAL, CT_APP_SORT_GOAL},
        {CT_ACTION_NEXT_DETECTION, CT_ACTION_PREVIOUS_DETECTION, CT_APP_SORT_DETECTION},
        {CT_ACTION_NEXT_DEFENCE, CT_ACTION_PREVIOUS_DEFENCE, CT_APP_SORT_DEFENCE},
        {CT_ACTION_NEXT_LOSS, CT_ACTION_PREVIOUS_LOSS, CT_APP_SORT_LOSS},
        {CT_ACTION_NEXT_MOMENT, CT_ACTION_PREVIOUS_MOMENT, CT_APP_SORT_MOMENT},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        if (action == (CtWindowAction)steps[i].next ||
            action == (CtWindowAction)steps[i].previous) {
            ct_app_step_sort(app, (CtAppSort)steps[i].sort,
                             action == (CtWindowAction)steps[i].next ? 1 : -1);
            return true;
        }
    return false;
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
    else if (!act_on_sort(app, action))
        return false;
    ct_app_touch(app, CT_APP_HEADER);
    ct_app_touch(app, CT_APP_TIME);
    return true;
}

static bool
act_on_list(CtApp *app, CtWindowAction action)
{
    CtList *list = &app->lists[app->tab];
    bool in_steps = app->tab == CT_APP_TAB_PATHS && app->way != CT_LIST_NONE;
    CtList *pages = in_steps ? &app->steps : list;
    int64_t page = MAX((int64_t)ct_list_fit(pages) - 1, 1);

    switch (action) {
    case CT_ACTION_NEXT_ROW:
        ct_list_move(list, 1);
        break;
    case CT_ACTION_PREVIOUS_ROW:
        ct_list_move(list, -1);
        break;
    case CT_ACTION_PAGE_UP:
        ct_list_scroll(pages, -page);
        break;
    case CT_ACTION_PAGE_DOWN:
        ct_list_scroll(pages, page);
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

/* Whether what it shows is on the plan. */
static bool
is_on_plan(CtWindowAction action)
{
    return action == CT_ACTION_NEXT_PATH || action == CT_ACTION_PREVIOUS_PATH ||
           action == CT_ACTION_NEXT_CUT || action == CT_ACTION_PREVIOUS_CUT ||
           action == CT_ACTION_FAILURES || action == CT_ACTION_BLAST || action == CT_ACTION_SEARCH;
}

void
ct_app_act(CtApp *app, CtWindowAction action)
{
    if (app->shows_matrix && is_on_plan(action))
        ct_app_show_matrix(app, false);
    app->greets &= action == CT_ACTION_NONE;
    if (app->shows_matrix && ct_app_act_on_matrix(app, action))
        return;
    if (ct_app_await_analysis(app, action))
        return;
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
    } else if (action == CT_ACTION_NEXT_CUT || action == CT_ACTION_PREVIOUS_CUT) {
        ct_app_change_weak(app, action == CT_ACTION_NEXT_CUT ? 1 : -1);
    } else if (action == CT_ACTION_FAILURES) {
        show_failures(app);
    } else if (action == CT_ACTION_MATRIX) {
        ct_app_show_matrix(app, !app->shows_matrix);
    } else if (action == CT_ACTION_BLAST) {
        ask_blast(app);
    } else if (action == CT_ACTION_PANEL) {
        app->no_side_panel = !app->no_side_panel;
        ct_app_resize(app, app->width, app->height);
    } else if (action == CT_ACTION_THEME) {
        ct_app_set_theme(app, app->theme == CT_THEME_DARK ? CT_THEME_LIGHT : CT_THEME_DARK);
    } else if (action == CT_ACTION_LARGER || action == CT_ACTION_SMALLER) {
        app->wants_larger = action == CT_ACTION_LARGER ? 1 : -1;
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
