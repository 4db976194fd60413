/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which products a channel's `to` stands for: those it names, and those of the assets it names.
 */
#include "topology/yaml/resolve.h"

#include "base/bits.h"
#include "topology/validate.h"

typedef struct Gather {
    CtModel *model;
    GArray *ids;    /* products in order of first mention */
    uint64_t *seen; /* by product */
} Gather;

static void
add_product(Gather *gather, CtId product)
{
    if (product == CT_NO_ID || ct_bits_get(gather->seen, product))
        return;
    ct_bits_set(gather->seen, product);
    g_array_append_val(gather->ids, product);
}

static bool
lies_in(const CtModel *model, CtId zone, CtId ancestor)
{
    /* Cycles and deeper chains of parents are errors found later. */
    for (uint32_t i = 0; zone != CT_NO_ID && i <= CT_MAX_ZONE_DEPTH; i++) {
        if (zone == ancestor)
            return true;
        zone = model->zones.data[zone].parent;
    }
    return false;
}

static void
add_term(Gather *gather, const CtTerm *term)
{
    const CtModel *model = gather->model;

    switch ((CtTermKind)term->kind) {
    case CT_TERM_ASSET:
        if (term->id != CT_NO_ID)
            add_product(gather, model->assets.data[term->id].product);
        break;
    case CT_TERM_PRODUCT:
        add_product(gather, term->id);
        break;
    case CT_TERM_ZONE:
        for (uint32_t i = 0; i < model->assets.length; i++)
            if (lies_in(model, model->assets.data[i].zone, term->id))
                add_product(gather, model->assets.data[i].product);
        break;
    case CT_TERM_SUPPLIER:
        for (uint32_t i = 0; i < model->products.length; i++)
            if (model->products.data[i].supplier == term->id)
                add_product(gather, i);
        break;
    case CT_TERM_KIND:
        for (uint32_t i = 0; i < model->products.length; i++)
            if (model->products.data[i].kind == term->id)
                add_product(gather, i);
        break;
    }
}

void
ct_resolve_channels(CtBinder *binder)
{
    CtModel *model = binder->model;

    for (uint32_t i = 0; i < model->channels.length; i++) {
        CtChannel *channel = &model->channels.data[i];
        guint mark = binder->ids->len;

        if (channel->to == CT_NO_ID)
            continue;

        g_autofree uint64_t *seen = ct_bits_new(model->products.length);
        Gather gather = {.model = model, .ids = binder->ids, .seen = seen};
        CtSpan terms = model->selectors.data[channel->to].terms;

        for (uint32_t j = 0; j < terms.length; j++)
            add_term(&gather, &model->terms.data[terms.start + j]);
        channel->to_products = ct_bind_pool(binder, mark);
    }
}
