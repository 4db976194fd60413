/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is selected, and what it is called. */
#include "viz/app_parts.h"

#include <string.h>

char *
ct_app_id(const CtBlueprint *blueprint, CtPick pick)
{
    switch ((CtPickOf)pick.of) {
    case CT_PICK_ZONE:
        return g_strdup(blueprint->zones[pick.what].id);
    case CT_PICK_FOLD:
        return g_strdup(blueprint->assets[blueprint->folds[pick.what].first].product);
    case CT_PICK_ASSET:
        return g_strdup(blueprint->assets[pick.what].id);
    case CT_PICK_INSTANCE: {
        const CtBlueAsset *asset = &blueprint->assets[ct_blueprint_asset_of(blueprint, pick.what)];

        return asset->n > 1 ? g_strdup_printf("%s[%u]", asset->id, pick.what - asset->first)
                            : g_strdup(asset->id);
    }
    case CT_PICK_SUPPLIER:
        return g_strdup(blueprint->suppliers[pick.what].id);
    case CT_PICK_CONDUIT:
        return g_strdup(blueprint->conduits[pick.what].id);
    case CT_PICK_CHANNEL:
        return g_strdup(blueprint->channels[pick.what].id);
    case CT_PICK_CREDENTIAL:
        return g_strdup(blueprint->credentials[pick.what].id);
    case CT_PICK_NONE:
    case CT_PICK_STEP:
    case CT_PICK_FAILURE:
    case CT_PICK_TIME:
    case CT_PICK_CELL:
        return NULL;
    }
    return NULL;
}

const char *
ct_app_title(const CtBlueprint *blueprint, CtPick pick)
{
    switch ((CtPickOf)pick.of) {
    case CT_PICK_ZONE:
        return blueprint->zones[pick.what].title;
    case CT_PICK_ASSET:
        return blueprint->assets[pick.what].title;
    case CT_PICK_SUPPLIER:
        return blueprint->suppliers[pick.what].title;
    case CT_PICK_CONDUIT:
        return blueprint->conduits[pick.what].title;
    case CT_PICK_CHANNEL:
        return blueprint->channels[pick.what].title;
    case CT_PICK_CREDENTIAL:
        return blueprint->credentials[pick.what].title;
    default:
        return NULL;
    }
}

GPtrArray *
ct_app_break_lines(const GPtrArray *lines)
{
    GPtrArray *broken = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < lines->len; i++) {
        const char *line = lines->pdata[i];
        bool heading = *line == '#';
        int indent = (int)strspn(line, " ") + 2;
        g_auto(GStrv) parts = ct_text_break(line, CT_APP_LINE_TEXT, heading, CT_APP_LINE_WIDTH);

        for (guint k = 0; parts[k] != NULL; k++) {
            const char *lead = heading ? "#" : "";
            int spaces = heading ? 0 : indent;

            g_ptr_array_add(broken, k == 0
                                        ? g_strdup(parts[k])
                                        : g_strdup_printf("%s%*s%s", lead, spaces, "", parts[k]));
        }
    }
    return broken;
}

/* Lines that may differ from moment to moment, then those that do not. */
static void
tell_about(CtApp *app)
{
    CtList *list = &app->lists[CT_APP_TAB_ABOUT];

    g_autoptr(GPtrArray) lines = ct_app_about(&app->sides[app->selected_side], app->selected, true);

    for (guint i = 0; i < app->reachers->len; i++)
        ct_app_say(lines, "%s", (const char *)app->reachers->pdata[i]);
    g_ptr_array_unref(app->about);
    app->about = ct_app_break_lines(lines);
    list->n = app->about->len;
    list->chosen = CT_LIST_NONE;
    ct_app_touch(app, CT_APP_SIDE);
}

void
ct_app_choose(CtApp *app, CtPick pick, uint32_t side)
{
    bool other = app->selected.of != pick.of || app->selected.what != pick.what ||
                 app->selected_side != side;

    app->selected = pick;
    app->selected_side = side;
    if (other) {
        app->lists[CT_APP_TAB_ABOUT].first = 0;
        g_ptr_array_set_size(app->reachers, 0);
        if (!ct_app_is_analysing(app)) /* who analyses may be making the relation */
            ct_app_say_reachers(app->reachers, &app->sides[side], pick);
    }
    tell_about(app);
}

void
ct_app_select(CtApp *app, CtPick pick, uint32_t side)
{
    bool other = app->selected.of != pick.of || app->selected.what != pick.what;

    ct_app_choose(app, pick, side);
    if (other && pick.of != CT_PICK_NONE)
        app->tab = CT_APP_TAB_ABOUT;
}
