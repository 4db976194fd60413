/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is said of a failure once its path is known: which zones it really goes over, and which door
 * it comes in by last.
 */
#include "analysis/seg_parts.h"

#include <string.h>

void
ct_seg_list_between(const CtZoneMatrix *matrix, CtId from, CtId to, CtIds *ret_between)
{
    ret_between->length = 0;
    for (CtId z = 0; z < matrix->n; z++)
        if (z != from && z != to && ct_zone_cell(matrix, from, z)->allowed == CT_ANSWER_YES &&
            ct_zone_cell(matrix, z, to)->allowed == CT_ANSWER_YES)
            ct_ids_add(ret_between, z);
}

CtId
ct_seg_find_door(const CtModel *model, CtId between, CtId to)
{
    CtId found = CT_NO_ID;

    for (CtId c = 0; c < model->conduits.length; c++) {
        const CtConduit *conduit = &model->conduits.data[c];

        if ((ct_zone_is_within(model, between, conduit->from) ||
             ct_zone_is_within(model, conduit->from, between)) &&
            (ct_zone_is_within(model, to, conduit->to) ||
             ct_zone_is_within(model, conduit->to, to)) &&
            (found == CT_NO_ID || strcmp(ct_model_id(model, CT_SECTION_CONDUITS, c),
                                         ct_model_id(model, CT_SECTION_CONDUITS, found)) < 0))
            found = c;
    }
    return found;
}

/* The row of a zone as a path names it, "home[3]" or "home". */
static CtId
row_of(const CtModel *model, const char *crossing)
{
    g_autofree char *id = g_strndup(crossing, strcspn(crossing, "["));

    return ct_model_find(model, CT_SECTION_ZONES, id);
}

/* The zones that the path enters on its way from @from to @to. */
static void
list_crossed(const CtModel *model, const CtPath *path, CtId from, CtId to, CtIds *ret_zones)
{
    for (uint32_t i = 0; path->crossings[i] != NULL; i++) {
        CtId zone = row_of(model, path->crossings[i]);

        if (zone != CT_NO_ID && !ct_zone_is_within(model, zone, from) &&
            !ct_zone_is_within(model, zone, to))
            ct_ids_add(ret_zones, zone);
    }
    ct_ids_sort_unique(ret_zones);
}

static void
tell_pivot(CtSegWork *work, CtSegDraft *draft)
{
    const CtModel *model = work->model;
    const CtSegFailure *failure = &draft->failure;
    g_auto(CtIds) between = {0};
    g_auto(CtIds) crossed = {0};
    g_auto(CtIds) over = {0};

    list_crossed(model, failure->path, draft->from_row, draft->to_row, &crossed);
    ct_seg_list_between(work->matrix, draft->from_row, draft->to_row, &between);
    for (uint32_t i = 0; i < crossed.length; i++)
        for (uint32_t k = 0; k < between.length; k++)
            if (ct_zone_is_within(model, crossed.data[i], between.data[k]))
                ct_ids_add(&over, crossed.data[i]);
    g_autofree char *doors = ct_seg_zone_names(model, &between);

    if (crossed.length == 0) {
        draft->failure.fix = ct_seg_keep(
            work, g_strdup_printf("See to what joins the two first (S1, S7): the cheapest way uses "
                                  "no door. Then ask again: doors allow it over %s as well.",
                                  doors));
        return;
    }
    ct_ids_sort_unique(&over);
    g_autofree char *names = ct_seg_zone_names(model, over.length > 0 ? &over : &crossed);
    draft->failure.what = ct_seg_keep(
        work, over.length > 0
                  ? g_strdup_printf("no rule lets %s into %s, yet who holds %s gets there over %s: "
                                    "one door allows the first half of the way, one the second",
                                    failure->from, failure->to, failure->from, names)
                  : g_strdup_printf("no rule lets %s into %s, yet who holds %s gets there, the "
                                    "cheapest way over %s; doors allow it over %s",
                                    failure->from, failure->to, failure->from, names, doors));
}

/* The conduit by which the path comes into the zone it ends in; CT_NO_ID. */
static CtId
last_door(const CtModel *model, const CtPath *path)
{
    uint32_t n = 0;
    CtId from, to;

    while (path->crossings[n] != NULL)
        n++;
    if (n < 2)
        return CT_NO_ID;
    from = row_of(model, path->crossings[n - 2]);
    to = row_of(model, path->crossings[n - 1]);
    return from == CT_NO_ID || to == CT_NO_ID ? CT_NO_ID : ct_seg_find_door(model, from, to);
}

static void
tell_policy(CtSegWork *work, CtSegDraft *draft)
{
    const CtModel *model = work->model;
    CtId door = last_door(model, draft->failure.path);

    if (door != CT_NO_ID)
        draft->failure.fix = ct_seg_keep(
            work,
            g_strdup_printf("Its last door is conduit %s: narrow who may use it and for what, "
                            "or ask a second factor there. Then ask again, since there may be "
                            "other ways.",
                            ct_model_id(model, CT_SECTION_CONDUITS, door)));
}

/* How many conduits lead from where @from stands to where @to does. */
static uint32_t
count_doors(const CtModel *model, CtId from, CtId to)
{
    uint32_t n = 0;

    for (CtId c = 0; c < model->conduits.length; c++)
        n += ct_zone_is_within(model, from, model->conduits.data[c].from) &&
             ct_zone_is_within(model, to, model->conduits.data[c].to);
    return n;
}

/* Whether the path goes from one side of the draft's conduit to the other, and where so whether
 * that must be by this conduit. */
static bool
passes(const CtModel *model, const CtSegDraft *draft, bool *ret_for_sure)
{
    const char *const *crossings = draft->failure.path->crossings;
    bool found = false;

    *ret_for_sure = false;
    for (uint32_t i = 0; crossings[i] != NULL && crossings[i + 1] != NULL; i++) {
        CtId from = row_of(model, crossings[i]);
        CtId to = row_of(model, crossings[i + 1]);

        if (from == CT_NO_ID || to == CT_NO_ID ||
            !ct_zone_is_within(model, from, draft->from_row) ||
            !ct_zone_is_within(model, to, draft->to_row))
            continue;
        found = true;
        *ret_for_sure = *ret_for_sure || count_doors(model, from, to) == 1;
    }
    return found;
}

/* The attack is what the two zones bear, cheapest first; it need not come in by this door. */
static void
tell_unguarded(CtSegWork *work, CtSegDraft *draft)
{
    bool for_sure;
    bool found = passes(work->model, draft, &for_sure);

    if (for_sure)
        return;
    draft->failure.what =
        ct_seg_keep(work,
                    g_strdup_printf("%s; the cheapest attack %s", draft->failure.what,
                                    found ? "may use another door between the two"
                                          : "gets there without it, by another door or by none"));
}

void
ct_seg_tell(CtSegWork *work)
{
    for (guint i = 0; i < work->drafts->len; i++) {
        CtSegDraft *draft = &g_array_index(work->drafts, CtSegDraft, i);

        if (draft->failure.path == NULL)
            continue;
        if (draft->failure.class == CT_SEG_PIVOT)
            tell_pivot(work, draft);
        else if (draft->failure.class == CT_SEG_POLICY)
            tell_policy(work, draft);
        else if (draft->failure.class == CT_SEG_UNGUARDED)
            tell_unguarded(work, draft);
    }
}
