/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Choke points and cuts: the list of them, and where on the plan each is. */
#include "viz/app_parts.h"

#include <string.h>

static void
add_row(CtApp *app, CtAppWeak row)
{
    g_array_append_val(app->weak_rows, row);
}

void
ct_app_list_weak(CtApp *app)
{
    const CtDossier *dossier = app->sides[0].subject.dossier;
    uint32_t n = dossier != NULL && dossier->exposure.is_there ? dossier->exposure.n_weak : 0;

    g_array_set_size(app->weak_rows, 0);
    for (uint32_t w = 0; w < n; w++) {
        const CtWeakFinding *weak = &dossier->exposure.weak[w];

        add_row(app, (CtAppWeak){.weak = weak});
        for (uint32_t i = 0; i < weak->n_chokes; i++)
            add_row(app, (CtAppWeak){.weak = weak, .elements = &weak->chokes[i], .n_elements = 1});
        for (uint32_t c = 0; c < weak->n_cuts; c++)
            for (uint32_t s = 0; s < weak->cuts[c].n_sets; s++) {
                const CtCutSet *set = &weak->cuts[c].sets[s];

                /* A set of one is a choke point, which stands above, or a measure. */
                if (set->n_elements > 1 || strcmp(weak->cuts[c].by, "measure") == 0)
                    add_row(app, (CtAppWeak){.weak = weak,
                                             .cuts = &weak->cuts[c],
                                             .elements = set->elements,
                                             .n_elements = set->n_elements});
            }
    }
    app->lists[CT_APP_TAB_WEAK].n = app->weak_rows->len;
}

CtPick
ct_app_element_pick(const CtBlueprint *blueprint, const CtElementFinding *element)
{
    const char *end = strchr(element->id, ' '); /* "corp-control allow[2]" */
    g_autofree char *first =
        end != NULL ? g_strndup(element->id, (gsize)(end - element->id)) : g_strdup(element->id);
    CtPick pick = {CT_PICK_NONE, CT_NO_ID};

    if (strcmp(element->kind, "rule") == 0)
        pick = (CtPick){CT_PICK_CONDUIT, ct_blueprint_find_conduit(blueprint, first)};
    else if (strcmp(element->kind, "asset") == 0)
        pick = (CtPick){CT_PICK_ASSET, ct_blueprint_find_asset(blueprint, element->id)};
    else if (strcmp(element->kind, "supplier") == 0)
        pick = (CtPick){CT_PICK_SUPPLIER, ct_blueprint_find_supplier(blueprint, first)};
    return pick.what == CT_NO_ID ? (CtPick){0} : pick;
}

static const CtAppWeak *
shown(const CtApp *app)
{
    return app->weak != CT_LIST_NONE ? &g_array_index(app->weak_rows, CtAppWeak, app->weak) : NULL;
}

char *
ct_app_weak_text(const CtAppWeak *row)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (uint32_t i = 0; i < row->n_elements; i++) {
        const CtElementFinding *element = &row->elements[i];

        g_string_append_printf(text, "%s%s %s", i > 0 ? " + " : "", element->kind, element->id);
        if (element->n_alike > 1)
            g_string_append_printf(text, " (%u of %u alike)", element->n, element->n_alike);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

void
ct_app_follow_weak(CtApp *app, uint32_t row)
{
    const CtAppWeak *weak = &g_array_index(app->weak_rows, CtAppWeak, row);
    bool somewhere = false;

    app->weak = weak->n_elements > 0 ? row : CT_LIST_NONE;
    ct_app_resize(app, app->width, app->height);
    if (weak->n_elements == 0)
        return;
    for (uint32_t i = 0; i < weak->n_elements; i++)
        somewhere |= ct_app_element_pick(app->sides[0].subject.blueprint, &weak->elements[i]).of !=
                     CT_PICK_NONE;
    g_autofree char *text = ct_app_weak_text(weak);

    ct_app_tell(app, "Without %s no way leads to %s.%s", text, weak->weak->goal,
                somewhere ? "" : " It stands nowhere on the plan.");
}

void
ct_app_change_weak(CtApp *app, int by)
{
    int64_t n = app->weak_rows->len, row = app->weak == CT_LIST_NONE ? -1 : (int64_t)app->weak;

    if (n == 0) {
        ct_app_tell(app, "There are no choke points and no cuts to show for this design.");
        return;
    }
    if (row < 0 && by < 0)
        row = n;
    do
        row += by;
    while (row >= 0 && row < n && g_array_index(app->weak_rows, CtAppWeak, row).n_elements == 0);
    app->tab = CT_APP_TAB_WEAK;
    if (row < 0 || row >= n) {
        app->weak = CT_LIST_NONE;
        ct_app_resize(app, app->width, app->height);
    } else {
        ct_app_follow_weak(app, (uint32_t)row);
    }
    ct_list_choose(&app->lists[CT_APP_TAB_WEAK], app->weak);
    ct_app_touch(app, CT_APP_SIDE);
    ct_app_touch(app, CT_APP_HEADER);
}

void
ct_app_draw_weak(const CtApp *app, CtScene *scene, const CtPlanView *view)
{
    const CtAppWeak *weak = shown(app);

    if (weak != NULL)
        ct_plan_draw_elements(scene, view, weak->elements, weak->n_elements,
                              weak->cuts != NULL ? CT_ICON_SCISSORS : CT_ICON_SHIELD);
}

bool
ct_app_shows_cut(const CtApp *app)
{
    return shown(app) != NULL && shown(app)->cuts != NULL;
}
