/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lists at the side: events, ways, failures; and search. */
#include "viz/app_parts.h"

#include "draw/metrics.h"

#include <string.h>

bool
ct_app_has_tab(const CtApp *app, CtAppTab tab)
{
    switch (tab) {
    case CT_APP_TAB_EVENTS:
        return ct_app_is_run(app);
    case CT_APP_TAB_PATHS:
        return app->ways->len > 0;
    case CT_APP_TAB_FAILURES:
        return app->sides[0].subject.segmentation != NULL;
    case CT_APP_TAB_ABOUT:
        return true;
    case CT_APP_TAB_COUNT:
        break;
    }
    return false;
}

/* --- events --- */

/* @text within @hay, whatever the case. */
static bool
has_text(const char *hay, const char *lower)
{
    if (hay == NULL)
        return false;
    g_autofree char *folded = g_utf8_strdown(hay, -1);

    return strstr(folded, lower) != NULL;
}

static bool
is_listed(const CtApp *app, const CtHappening *happening, const char *lower)
{
    bool told = happening->kind != CT_TRACE_BEGIN && happening->kind != CT_TRACE_FAILURE &&
                happening->kind != CT_TRACE_CANCEL;

    if (!app->all_events && !told)
        return false;
    if (lower == NULL)
        return true;
    g_autofree char *text = ct_furniture_happening_text(app->sides[0].subject.blueprint, happening);

    return has_text(text, lower);
}

void
ct_app_list_events(CtApp *app)
{
    const CtChronicle *chronicle = app->sides[0].subject.chronicle;
    g_autofree char *lower = app->filter != NULL ? g_utf8_strdown(app->filter, -1) : NULL;

    g_array_set_size(app->events, 0);
    for (uint32_t i = 0; chronicle != NULL && i < chronicle->n_happenings; i++)
        if (is_listed(app, &chronicle->happenings[i], lower))
            g_array_append_val(app->events, i);
    app->lists[CT_APP_TAB_EVENTS].n = app->events->len;
    ct_app_follow_time(app);
    ct_app_touch(app, CT_APP_SIDE);
}

/* How many of the events listed are not after @time. */
static uint32_t
listed_until(const CtApp *app, int64_t time)
{
    const CtChronicle *chronicle = app->sides[0].subject.chronicle;
    uint32_t low = 0, high = app->events->len;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (chronicle->happenings[g_array_index(app->events, uint32_t, middle)].time <= time)
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
ct_app_step_event(CtApp *app, int by)
{
    const CtChronicle *chronicle = app->sides[0].subject.chronicle;
    int64_t now = ct_playback_now(&app->playback);
    uint32_t i = by > 0 ? listed_until(app, now) : listed_until(app, now - 1);

    app->playback.playing = false;
    if (by > 0 ? i >= app->events->len : i == 0) {
        ct_app_tell(app, by > 0 ? "There is no event after this." : "This is the first event.");
        return;
    }
    const CtHappening *to =
        &chronicle->happenings[g_array_index(app->events, uint32_t, by > 0 ? i : i - 1)];

    ct_app_seek(app, to->time);
}

/* --- ways --- */

void
ct_app_list_ways(CtApp *app)
{
    const CtDossier *dossier = app->sides[0].subject.dossier;

    for (uint32_t a = 0; dossier != NULL && a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++) {
            const CtGoalFinding *goal = &dossier->attackers[a].goals[g];

            for (uint32_t k = 0; k < goal->n_paths; k++) {
                const CtPath *path = &goal->paths[k];

                g_array_append_val(app->ways, path);
                g_array_append_val(app->way_goals, goal);
            }
        }
    app->lists[CT_APP_TAB_PATHS].n = app->ways->len;
    if (app->sides[0].subject.segmentation != NULL)
        app->lists[CT_APP_TAB_FAILURES].n = app->sides[0].subject.segmentation->n_failures;
}

/* The zone that a failure is in. */
static void
go_to_failure(CtApp *app, const CtSegFailure *failure)
{
    const CtBlueprint *blueprint = app->sides[0].subject.blueprint;
    const char *name = failure->to != NULL ? failure->to : failure->from;
    uint32_t zone = name != NULL ? ct_blueprint_find_zone(blueprint, name) : CT_NO_ID;

    app->shows_failures = true;
    ct_app_resize(app, app->width, app->height);
    if (zone != CT_NO_ID) {
        app->selected = (CtPick){CT_PICK_ZONE, zone};
        app->selected_side = 0;
    }
    ct_app_tell(app, "%s: %s", failure->id, failure->what);
}

void
ct_app_follow_row(CtApp *app, uint32_t row)
{
    if (row == CT_LIST_NONE)
        return;
    if (app->tab == CT_APP_TAB_EVENTS && row < app->events->len) {
        const CtHappening *happening =
            &app->sides[0].subject.chronicle->happenings[g_array_index(app->events, uint32_t, row)];

        app->playback.playing = false;
        ct_app_seek(app, happening->time);
        /* Of several at one time the one asked for stays chosen. */
        ct_list_choose(&app->lists[CT_APP_TAB_EVENTS], row);
        if (happening->to_instance != CT_NO_ID)
            app->selected =
                (CtPick){CT_PICK_ASSET, ct_blueprint_asset_of(app->sides[0].subject.blueprint,
                                                              happening->to_instance)};
    } else if (app->tab == CT_APP_TAB_PATHS && row < app->ways->len) {
        app->way = row;
        ct_app_resize(app, app->width, app->height);
    } else if (app->tab == CT_APP_TAB_FAILURES) {
        go_to_failure(app, &app->sides[0].subject.segmentation->failures[row]);
    }
    ct_app_touch(app, CT_APP_SIDE);
    ct_app_touch(app, CT_APP_HEADER);
}

/* --- search --- */

typedef struct Search {
    const char *lower;
    uint32_t nth, n;
    CtPick found;
} Search;

static void
look_at(Search *search, CtPickOf of, uint32_t what, const char *id, const char *title)
{
    if (!has_text(id, search->lower) && !has_text(title, search->lower))
        return;
    if (search->n == search->nth)
        search->found = (CtPick){(uint8_t)of, what};
    search->n++;
}

CtPick
ct_app_search(const CtBlueprint *blueprint, const char *text, uint32_t nth, uint32_t *ret_n)
{
    g_autofree char *lower = g_utf8_strdown(text, -1);
    Search search = {.lower = lower, .nth = nth};

    for (uint32_t i = 0; i < blueprint->n_assets; i++)
        look_at(&search, CT_PICK_ASSET, i, blueprint->assets[i].id, blueprint->assets[i].title);
    for (uint32_t i = 0; i < blueprint->n_zones; i++)
        look_at(&search, CT_PICK_ZONE, i, blueprint->zones[i].id, blueprint->zones[i].title);
    for (uint32_t i = 0; i < blueprint->n_suppliers; i++)
        look_at(&search, CT_PICK_SUPPLIER, i, blueprint->suppliers[i].id,
                blueprint->suppliers[i].title);
    for (uint32_t i = 0; i < blueprint->n_conduits; i++)
        look_at(&search, CT_PICK_CONDUIT, i, blueprint->conduits[i].id,
                blueprint->conduits[i].title);
    for (uint32_t i = 0; i < blueprint->n_channels; i++)
        look_at(&search, CT_PICK_CHANNEL, i, blueprint->channels[i].id,
                blueprint->channels[i].title);
    *ret_n = search.n;
    return search.found;
}
