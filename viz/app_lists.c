/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lists at the side: which there are, what choosing a row does; and search. */
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
    case CT_APP_TAB_WEAK:
        return app->weak_rows->len > 0;
    case CT_APP_TAB_FAILURES:
        return app->sides[0].subject.segmentation != NULL;
    case CT_APP_TAB_ABOUT:
        return true;
    case CT_APP_TAB_COUNT:
        break;
    }
    return false;
}

/* --- failures --- */

/* The door that a failure is about, else the room that it opens. */
static CtPick
place_of_failure(const CtBlueprint *blueprint, const CtSegFailure *failure)
{
    const char *name = failure->to != NULL ? failure->to : failure->from;
    g_auto(GStrv) words = g_strsplit(failure->rule != NULL ? failure->rule : "", " ", 2);
    uint32_t conduit = words[0] != NULL ? ct_blueprint_find_conduit(blueprint, words[0]) : CT_NO_ID;
    uint32_t zone = name != NULL ? ct_blueprint_find_zone(blueprint, name) : CT_NO_ID;

    if (conduit != CT_NO_ID)
        return (CtPick){CT_PICK_CONDUIT, conduit};
    return zone != CT_NO_ID ? (CtPick){CT_PICK_ZONE, zone} : (CtPick){0};
}

static void
go_to_failure(CtApp *app, const CtSegFailure *failure)
{
    CtPick pick = place_of_failure(app->sides[0].subject.blueprint, failure);

    app->shows_failures = true;
    app->shows_matrix = false;
    ct_app_resize(app, app->width, app->height);
    if (pick.of != CT_PICK_NONE) {
        ct_app_choose(app, pick, 0);
        ct_app_act(app, CT_ACTION_GO_TO);
    }
    ct_app_tell(app, "%s: %s", failure->id, failure->what);
}

void
ct_app_follow_row(CtApp *app, uint32_t row)
{
    if (row == CT_LIST_NONE)
        return;
    if (app->tab == CT_APP_TAB_EVENTS && row < app->events->len) {
        ct_app_follow_event(app, row);
    } else if (app->tab == CT_APP_TAB_PATHS && row < app->ways->len) {
        ct_app_show_way(app, row);
    } else if (app->tab == CT_APP_TAB_WEAK && row < app->weak_rows->len) {
        ct_app_follow_weak(app, row);
    } else if (app->tab == CT_APP_TAB_FAILURES) {
        go_to_failure(app, &app->sides[0].subject.segmentation->failures[row]);
    }
    ct_app_touch(app, CT_APP_SIDE);
    ct_app_touch(app, CT_APP_HEADER);
}

/* --- search --- */

/* @text within @hay, whatever the case. */
static bool
has_text(const char *hay, const char *lower)
{
    if (hay == NULL)
        return false;
    g_autofree char *folded = g_utf8_strdown(hay, -1);

    return strstr(folded, lower) != NULL;
}

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
