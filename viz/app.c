/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "viz/app_parts.h"
#include "viz/tries.h"

#include "sim/engine.h"

#include <math.h>
#include <string.h>

enum { TOLD_MS = 6000 };

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
    side->cost = g_new0(double, CT_APP_PLOT_SAMPLES);
}

/* How the figures move over the time of the longer run, on one scale. */
static void
plot(CtApp *app, int64_t end)
{
    for (uint32_t i = 0; i < app->n_sides; i++) {
        CtAppSide *side = &app->sides[i];

        if (side->subject.chronicle == NULL)
            continue;
        ct_snapshot_series(side->subject.blueprint, side->subject.chronicle, end,
                           CT_APP_PLOT_SAMPLES, side->held, side->up);
        ct_snapshot_costs(side->subject.blueprint, side->subject.chronicle, end,
                          CT_APP_PLOT_SAMPLES, side->cost);
        app->most_cost = MAX(app->most_cost, side->cost[CT_APP_PLOT_SAMPLES - 1]);
    }
    for (uint32_t i = 0; i < app->n_sides && app->most_cost > 0; i++)
        for (int k = 0; app->sides[i].cost != NULL && k < CT_APP_PLOT_SAMPLES; k++)
            app->sides[i].cost[k] /= app->most_cost;
}

static void
look_who_acts(CtApp *app)
{
    for (uint32_t s = 0; s < app->n_sides; s++) {
        const CtChronicle *chronicle = app->sides[s].subject.chronicle;

        for (uint32_t i = 0; chronicle != NULL && i < chronicle->n_happenings; i++) {
            const CtHappening *happening = &chronicle->happenings[i];
            CtAppSort sort = ct_app_sort(happening);

            app->defends |= sort == CT_APP_SORT_DETECTION || sort == CT_APP_SORT_DEFENCE;
            app->scripted |=
                happening->by == CT_EVENT_PRIORITY_SCRIPT && happening->kind > CT_TRACE_END;
        }
    }
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
    plot(app, end);
    look_who_acts(app);
    ct_playback_init(&app->playback, end);
    app->fits = true;
    app->zoom = 1;
    app->way = app->weak = CT_LIST_NONE;
    app->events = g_array_new(FALSE, FALSE, sizeof(CtAppEvent));
    app->ways = g_array_new(FALSE, FALSE, sizeof(const CtPath *));
    app->way_goals = g_array_new(FALSE, FALSE, sizeof(const CtGoalFinding *));
    app->weak_rows = g_array_new(FALSE, FALSE, sizeof(CtAppWeak));
    app->step_lines = g_ptr_array_new_with_free_func(g_free);
    app->about = g_ptr_array_new_with_free_func(g_free);
    app->reachers = g_ptr_array_new_with_free_func(g_free);
    app->greets = true;
    ct_field_init(&app->field);
    for (int i = 0; i < CT_APP_TAB_COUNT; i++)
        app->lists[i].chosen = CT_LIST_NONE;
    ct_app_list_events(app);
    ct_app_list_ways(app);
    ct_app_list_weak(app);
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
        g_free(app->sides[i].cost);
    }
    g_array_unref(app->events);
    g_array_unref(app->ways);
    g_array_unref(app->way_goals);
    g_array_unref(app->weak_rows);
    g_ptr_array_unref(app->step_lines);
    g_ptr_array_unref(app->about);
    g_ptr_array_unref(app->reachers);
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
        ct_app_touch(app, CT_APP_HOLDINGS);
        if (app->tab == CT_APP_TAB_ABOUT)
            ct_app_choose(app, app->selected, app->selected_side);
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
    changed |= ct_app_look_for_findings(app, elapsed_ms);
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
