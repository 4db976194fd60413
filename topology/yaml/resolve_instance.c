/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * meter[17]: an index for each count above 1 on the way from the outermost zone to the asset.
 */
#include "topology/yaml/resolve.h"

#include "topology/validate.h"

/* The counts above 1 of the asset and the zones around it, outermost first; how many there are. */
static uint32_t
find_counts(const CtModel *model, CtId asset, uint32_t *counts, uint32_t most)
{
    CtId zone = model->assets.data[asset].zone;
    uint32_t n = 0, walked = 0;

    if (model->assets.data[asset].count > 1)
        counts[n++] = model->assets.data[asset].count;
    for (; zone != CT_NO_ID &&
           walked++ <= CT_MAX_ZONE_DEPTH; /* cycles and deeper chains are errors found later */
         zone = model->zones.data[zone].parent)
        if (model->zones.data[zone].count > 1 && n < most)
            counts[n++] = model->zones.data[zone].count;
    for (uint32_t i = 0; i + 1 < n - i; i++) {
        uint32_t other = counts[n - 1 - i];

        counts[n - 1 - i] = counts[i];
        counts[i] = other;
    }
    return n;
}

void
ct_resolve_check_instance(CtBinder *binder, CtPos pos, const CtTerm *term)
{
    const CtModel *model = binder->model;
    const char *name = ct_model_text(model, term->id);
    CtId asset = ct_index_find(model, CT_SECTION_ASSETS, 0, term->id);
    uint32_t counts[CT_MAX_PATH + 1], n;

    if (term->depth == 0 || asset == CT_NO_ID)
        return;
    n = find_counts(model, asset, counts, CT_MAX_PATH + 1);
    if (n == 0) {
        ct_bind_error(binder, pos, "'%s' is a single asset; write it without an index", name);
        return;
    }
    if (n != term->depth) {
        ct_bind_error(binder, pos,
                      "an instance of '%s' has %u %s, one for each count on the way; found %u",
                      name, n, n == 1 ? "index" : "indices", term->depth);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        if (term->index[i] >= counts[i])
            ct_bind_error(binder, pos,
                          "index %u of '%s' is past the last, which is %u (counted from 0)",
                          term->index[i], name, counts[i] - 1);
}
