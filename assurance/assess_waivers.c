/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Requirements that may fail for a time. A waiver names a requirement as --standard does, "ID:ROW";
 * the verdict stays what it is, the failure does not count until the waiver ends. What a waiver
 * names is found once, before the first row is told.
 */
#include "assurance/assess_parts.h"

#include <string.h>

/* The row that @finding names, with its catalog; else false and why not, or NULL where the waiver
 * is not about requirements. */
static const CtCatalogRow *
find_row(const CtCatalogs *catalogs, const char *finding, const char **ret_why)
{
    const char *colon = strchr(finding, ':');
    g_autofree char *id = colon != NULL ? g_strndup(finding, (gsize)(colon - finding)) : NULL;
    const CtCatalog *catalog = id != NULL ? ct_catalogs_find(catalogs, id) : NULL;
    const CtCatalogRow *row = catalog != NULL ? ct_catalog_find_row(catalog, colon + 1) : NULL;

    *ret_why = NULL;
    if (ct_segmentation_is_failure_id(finding) || row != NULL)
        return row;
    *ret_why = catalog != NULL
                   ? "the standard has no such requirement"
                   : "it names neither a segmentation failure (S1:… to S9:…) nor a requirement "
                     "(STANDARD:ROW) of a standard that is there";
    return NULL;
}

static bool
has_ended(const CtAssessing *work, const CtWaiver *waiver)
{
    const char *until = ct_model_text(work->twin->model, waiver->until);

    return *until != '\0' && work->options->as_of != NULL &&
           strcmp(until, work->options->as_of) < 0;
}

static void
add_idle(CtAssessing *work, const char *finding, const char *why)
{
    CtIdleWaiver idle = {.finding = ct_store_text(work->store, finding), .why = why};

    g_array_append_val(work->idle_waivers, idle);
}

void
ct_assess_read_waivers(CtAssessing *work, const CtCatalogs *catalogs)
{
    const CtModel *model = work->twin->model;

    work->waivers = g_hash_table_new(NULL, NULL);
    work->idle_waivers = g_array_new(FALSE, FALSE, sizeof(CtIdleWaiver));
    for (uint32_t i = 0; i < model->waivers.length; i++) {
        const CtWaiver *waiver = &model->waivers.data[i];
        const char *finding = ct_model_text(model, waiver->finding), *why;
        const CtCatalogRow *row = find_row(catalogs, finding, &why);

        if (why != NULL)
            add_idle(work, finding, why);
        if (row == NULL)
            continue;
        const CtWaiver *other = g_hash_table_lookup(work->waivers, row);

        if (other == NULL || has_ended(work, other)) /* one that is in force is enough */
            g_hash_table_insert(work->waivers, (gpointer)row, (gpointer)waiver);
    }
}

void
ct_assess_waive(CtAssessing *work, const CtCatalogRow *row, CtRequirementResult *result)
{
    const CtModel *model = work->twin->model;
    const CtWaiver *waiver = g_hash_table_lookup(work->waivers, row);

    if (waiver == NULL)
        return;
    if (result->ruling != CT_RULING_FAIL) {
        if (work->undecided == NULL)
            add_idle(work, ct_model_text(model, waiver->finding), "the requirement does not fail");
        return;
    }
    result->waiver = has_ended(work, waiver) ? CT_SEG_EXPIRED : CT_SEG_WAIVED;
    result->waived_for = ct_store_text(work->store, ct_model_text(model, waiver->reason));
    result->owner = ct_store_text(work->store, ct_model_text(model, waiver->owner));
    result->until = ct_store_text(work->store, ct_model_text(model, waiver->until));
}

void
ct_assess_list_waivers(const CtAssessing *work, CtAssurance *assurance)
{
    assurance->n_idle_waivers = work->idle_waivers->len;
    assurance->idle_waivers = ct_store_array(work->store, work->idle_waivers);
}
