/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zones, products or the design: what a row speaks of, and which things speak for which. */
#include "assurance/assess_parts.h"

#include <string.h>

int
ct_assess_area(const char *area)
{
    for (int i = 0; area != NULL && i < CT_N_AREAS; i++)
        if (strcmp(ct_area_text(i), area) == 0)
            return i;
    return -1;
}

uint32_t
ct_assess_n_scopes(const CtAssessing *work, CtScopeKind kind)
{
    switch (kind) {
    case CT_SCOPE_ZONE:
        return work->subjects->model->zones.length;
    case CT_SCOPE_PRODUCT:
        return work->subjects->model->products.length;
    case CT_SCOPE_SYSTEM:
        break;
    }
    return 1;
}

static void
make_scopes(CtAssessing *work, CtSubjectKind kind, CtScopeKind scope)
{
    CtScopeIndex *index = &work->scopes[kind][scope];
    uint32_t n = ct_subjects_count(work->subjects, kind);
    g_auto(CtIds) ids = {0}, rows = {0};

    for (uint32_t id = 0; id < n; id++) {
        g_auto(CtIds) own = {0};

        ct_subjects_scopes(work->subjects, kind, id, scope, &own);
        for (uint32_t i = 0; i < own.length; i++) {
            ct_ids_add(&ids, id);
            ct_ids_add(&rows, own.data[i]);
        }
    }
    ct_csr_build(&index->rows, n, ids.data, rows.data, ids.length);
    index->is_made = true;
}

const uint32_t *
ct_assess_scopes(
    CtAssessing *work, CtSubjectKind kind, uint32_t id, CtScopeKind scope, uint32_t *ret_n)
{
    CtScopeIndex *index = &work->scopes[kind][scope];

    if (!index->is_made)
        make_scopes(work, kind, scope);
    *ret_n = index->rows.start[id + 1] - index->rows.start[id];
    return index->rows.value + index->rows.start[id];
}

/* Of a product: the highest that any zone asks in which one stands. */
static int
product_target(const CtAssessing *work, uint32_t product, int area)
{
    const CtCsr *folds = &work->subjects->of_product;
    int level = -1;

    for (uint32_t i = folds->start[product]; i < folds->start[product + 1]; i++) {
        uint32_t zone = ct_subjects_zone(work->subjects, folds->value[i]);

        level = MAX(level, ct_assess_target(work, CT_SCOPE_ZONE, zone, area));
    }
    return level;
}

int
ct_assess_target(const CtAssessing *work, CtScopeKind kind, uint32_t id, int area)
{
    if (kind == CT_SCOPE_PRODUCT)
        return product_target(work, id, area);
    return ct_subjects_sl_t(work->subjects, id, area);
}
