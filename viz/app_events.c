/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The events of the runs shown, on one clock: which are listed, and stepping from one to the next.
 */
#include "viz/app_parts.h"

#include "sim/engine.h"

#include <string.h>

const CtHappening *
ct_app_happening(const CtApp *app, CtAppEvent event)
{
    return &app->sides[event.side].subject.chronicle->happenings[event.happening];
}

static const CtHappening *
listed(const CtApp *app, uint32_t row)
{
    return ct_app_happening(app, g_array_index(app->events, CtAppEvent, row));
}

/* --- sorts --- */

CtAppSort
ct_app_sort(const CtHappening *happening)
{
    switch ((CtTraceKind)happening->kind) {
    case CT_TRACE_BEGIN:
    case CT_TRACE_SUCCESS:
    case CT_TRACE_FAILURE:
    case CT_TRACE_CANCEL:
    case CT_TRACE_GAIN:
    case CT_TRACE_LOSS:
        return CT_APP_SORT_ATTACK;
    case CT_TRACE_GOAL:
        return CT_APP_SORT_GOAL;
    case CT_TRACE_ALERT:
    case CT_TRACE_FALSE_ALARM:
    case CT_TRACE_TRIAGE:
    case CT_TRACE_CONFIRMED:
    case CT_TRACE_DISMISSED:
    case CT_TRACE_FOUND:
        return CT_APP_SORT_DETECTION;
    case CT_TRACE_RESPONDING:
    case CT_TRACE_RESPONDED:
        return CT_APP_SORT_DEFENCE;
    case CT_TRACE_IMPAIRED:
    case CT_TRACE_RECOVERED:
    case CT_TRACE_VIOLATED:
    case CT_TRACE_UPHELD:
        return CT_APP_SORT_LOSS;
    case CT_TRACE_START:
    case CT_TRACE_END:
    case CT_TRACE_GIVE:
    case CT_TRACE_LOG:
    case CT_TRACE_OPEN:
    case CT_TRACE_CLOSE:
    case CT_TRACE_DISCLOSE:
    case CT_TRACE_CONCEAL:
    case CT_TRACE_AWAIT:
        return CT_APP_SORT_MOMENT;
    case CT_TRACE_ISOLATE:
    case CT_TRACE_RECONNECT:
    case CT_TRACE_TAKE_DOWN:
    case CT_TRACE_RESTORE:
    case CT_TRACE_HALT:
    case CT_TRACE_RESUME:
    case CT_TRACE_PATCH:
    case CT_TRACE_ROTATE:
    case CT_TRACE_BLOCK:
    case CT_TRACE_UNBLOCK:
    case CT_TRACE_REVOKE:
    case CT_TRACE_REINSTATE:
    case CT_TRACE_QUARANTINE:
    case CT_TRACE_ADMIT:
    case CT_TRACE_REFUSE:
        return happening->by == CT_EVENT_PRIORITY_DEFENDER ? CT_APP_SORT_DEFENCE
                                                           : CT_APP_SORT_MOMENT;
    case CT_TRACE_COUNT:
        break;
    }
    return CT_APP_SORT_MOMENT;
}

const char *
ct_app_sort_text(CtAppSort sort)
{
    static const char *const texts[CT_APP_SORT_COUNT] = {"attack",  "goal", "detection",
                                                         "defence", "loss", "moment"};

    return texts[sort];
}

/* --- the list --- */

/* Tries that came to nothing, and what only leads up to something, unless all is asked for. */
static bool
is_minor(const CtHappening *happening)
{
    return happening->kind == CT_TRACE_BEGIN || happening->kind == CT_TRACE_FAILURE ||
           happening->kind == CT_TRACE_CANCEL || happening->kind == CT_TRACE_TRIAGE ||
           happening->kind == CT_TRACE_RESPONDING;
}

static bool
is_listed(const CtApp *app, CtAppEvent event, const char *lower)
{
    const CtHappening *happening = ct_app_happening(app, event);

    if (!app->all_events && is_minor(happening))
        return false;
    if (lower == NULL || strstr(ct_app_sort_text(ct_app_sort(happening)), lower) != NULL)
        return true;
    g_autofree char *text =
        ct_furniture_happening_text(app->sides[event.side].subject.blueprint, happening);
    g_autofree char *folded = g_utf8_strdown(text, -1);

    return strstr(folded, lower) != NULL;
}

/* The next of both runs, the first run's first at equal times; false at the end of both. */
static bool
take_next(const CtApp *app, uint32_t *next, CtAppEvent *ret_event)
{
    bool any = false;

    for (uint32_t i = 0; i < app->n_sides; i++) {
        const CtChronicle *chronicle = app->sides[i].subject.chronicle;
        CtAppEvent event = {i, next[i]};

        if (chronicle == NULL || next[i] == chronicle->n_happenings ||
            (any && ct_app_happening(app, event)->time >= ct_app_happening(app, *ret_event)->time))
            continue;
        *ret_event = event;
        any = true;
    }
    if (any)
        next[ret_event->side]++;
    return any;
}

void
ct_app_list_events(CtApp *app)
{
    g_autofree char *lower = app->filter != NULL ? g_utf8_strdown(app->filter, -1) : NULL;
    uint32_t next[CT_APP_MOST_SIDES] = {0};
    CtAppEvent event;

    g_array_set_size(app->events, 0);
    while (take_next(app, next, &event))
        if (is_listed(app, event, lower))
            g_array_append_val(app->events, event);
    app->lists[CT_APP_TAB_EVENTS].n = app->events->len;
    ct_app_follow_time(app);
    ct_app_touch(app, CT_APP_SIDE);
}

/* How many of the events listed are not after @time. */
static uint32_t
listed_until(const CtApp *app, int64_t time)
{
    uint32_t low = 0, high = app->events->len;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (listed(app, middle)->time <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void
ct_app_follow_time(CtApp *app)
{
    CtList *list = &app->lists[CT_APP_TAB_EVENTS];

    if (!ct_app_is_run(app))
        return;
    uint32_t n = listed_until(app, ct_playback_now(&app->playback));
    uint32_t now = n > 0 ? n - 1 : CT_LIST_NONE;

    if (now == list->chosen)
        return;
    ct_list_choose(list, now);
    if (now == CT_LIST_NONE)
        list->first = 0;
    if (app->tab == CT_APP_TAB_EVENTS)
        ct_app_touch(app, CT_APP_SIDE);
}

void
ct_app_follow_event(CtApp *app, uint32_t row)
{
    CtAppEvent event = g_array_index(app->events, CtAppEvent, row);
    const CtHappening *happening = ct_app_happening(app, event);
    const CtBlueprint *blueprint = app->sides[event.side].subject.blueprint;

    app->playback.playing = false;
    ct_app_seek(app, happening->time);
    /* Of several at one time the one asked for stays chosen. */
    ct_list_choose(&app->lists[CT_APP_TAB_EVENTS], row);
    if (happening->to_instance == CT_NO_ID)
        return;
    ct_app_choose(app,
                  (CtPick){CT_PICK_ASSET, ct_blueprint_asset_of(blueprint, happening->to_instance)},
                  event.side);
}

/* --- stepping --- */

void
ct_app_step_event(CtApp *app, int by)
{
    int64_t now = ct_playback_now(&app->playback);
    uint32_t i = by > 0 ? listed_until(app, now) : listed_until(app, now - 1);

    app->playback.playing = false;
    if (by > 0 ? i >= app->events->len : i == 0) {
        ct_app_tell(app, by > 0 ? "There is no event after this." : "This is the first event.");
        return;
    }
    ct_app_seek(app, listed(app, by > 0 ? i : i - 1)->time);
}

/* Whether @a is nearer than @b to where one comes from. */
static bool
is_nearer(const CtHappening *a, const CtHappening *b, int by)
{
    return b == NULL || (by > 0 ? a->time < b->time : a->time > b->time);
}

void
ct_app_step_sort(CtApp *app, CtAppSort sort, int by)
{
    static const char *const names[CT_APP_SORT_COUNT] = {
        "step that succeeds", "goal that is reached",  "detection",
        "act of a defender",  "function that is lost", "moment of the script or the world"};
    int64_t now = ct_playback_now(&app->playback);
    const CtHappening *found = NULL;
    uint32_t side = 0;

    app->playback.playing = false;
    for (uint32_t i = 0; i < app->n_sides; i++) {
        const CtChronicle *chronicle = app->sides[i].subject.chronicle;

        for (uint32_t k = 0; chronicle != NULL && k < chronicle->n_happenings; k++) {
            const CtHappening *happening = &chronicle->happenings[k];

            if (!is_minor(happening) && ct_app_sort(happening) == sort &&
                (by > 0 ? happening->time > now : happening->time < now) &&
                is_nearer(happening, found, by)) {
                found = happening;
                side = i;
            }
        }
    }
    if (found == NULL) {
        ct_app_tell(app, "There is no %s %s this.", names[sort], by > 0 ? "after" : "before");
        return;
    }
    g_autofree char *text = ct_furniture_happening_text(app->sides[side].subject.blueprint, found);

    ct_app_seek(app, found->time);
    ct_app_tell(app, "%s", text);
}
