/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The line that one types a search or a filter into. */
#include "viz/app_parts.h"

static void
search(CtApp *app)
{
    const char *text = app->field.text->str;

    if (*text == '\0')
        return;
    CtPick pick = ct_app_search(app->sides[0].subject.blueprint, text, app->found, &app->n_found);

    if (app->n_found == 0)
        return;
    ct_app_select(app, pick, 0);
    ct_app_act(app, CT_ACTION_GO_TO);
}

static void
field_changed(CtApp *app)
{
    if (app->asks == CT_ACTION_SEARCH) {
        app->found = app->n_found = 0;
        search(app);
    } else {
        g_free(app->filter);
        app->filter = app->field.text->len > 0 ? g_strdup(app->field.text->str) : NULL;
        ct_app_list_events(app);
    }
}

void
ct_app_open_field(CtApp *app, CtWindowAction what)
{
    app->asks = (uint8_t)what;
    g_string_assign(app->field.text,
                    what == CT_ACTION_FILTER && app->filter != NULL ? app->filter : "");
    app->found = app->n_found = 0;
    if (what == CT_ACTION_FILTER)
        app->tab = CT_APP_TAB_EVENTS;
    ct_app_touch(app, CT_APP_SIDE);
}

bool
ct_app_field_input(CtApp *app, const CtInput *input)
{
    if (app->asks == CT_ACTION_NONE)
        return false;
    if (input->kind == CT_INPUT_TEXT) {
        if (ct_field_type(&app->field, input->text))
            field_changed(app);
        return true;
    }
    if (input->kind != CT_INPUT_KEY)
        return false;
    switch (input->key) {
    case CT_KEY_BACKSPACE:
        if (ct_field_erase(&app->field))
            field_changed(app);
        return true;
    case CT_KEY_ESCAPE:
    case CT_KEY_ENTER:
        app->asks = CT_ACTION_NONE;
        return true;
    case CT_KEY_TAB:
    case CT_KEY_DOWN:
    case CT_KEY_UP:
        if (app->asks == CT_ACTION_SEARCH && app->n_found > 0) {
            app->found =
                (app->found + (input->key == CT_KEY_UP ? app->n_found - 1 : 1)) % app->n_found;
            search(app);
        }
        return true;
    default:
        return false;
    }
}
