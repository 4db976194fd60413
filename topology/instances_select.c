/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Selectors to asset instances. Asset rows are indexed by zone (in pre-order of the zone tree, so
 * that a subtree is one slice), product, supplier and kind once; a term then costs what it selects.
 */
#include "topology/instances_build.h"

typedef struct Index {
    const CtInstances *instances;
    uint32_t *preorder; /* zone row → its number in pre-order */
    uint32_t *subtree;  /* zone row → the first number past its subtree */
    CtCsr by_zone;      /* pre-order number → asset rows */
    CtCsr by_product;   /* product → asset rows, software included */
    CtCsr by_maker;     /* supplier → products it makes */
    CtCsr by_kind;      /* interned word → products */
    CtCsr as_main;      /* product → asset rows that are of it */
} Index;

static void
number_zones(Index *index)
{
    const CtModel *model = index->instances->model;
    uint32_t n = model->zones.length;
    g_auto(CtCsr) children = {0};
    g_autofree uint32_t *row = g_new(uint32_t, (size_t)n + 1);
    g_autofree uint32_t *parent = g_new(uint32_t, (size_t)n + 1);
    g_auto(CtIds) stack = {0};
    uint32_t next = 0;

    index->preorder = g_new0(uint32_t, (size_t)n + 1);
    index->subtree = g_new0(uint32_t, (size_t)n + 1);
    for (uint32_t z = 0; z < n; z++) {
        row[z] = z;
        parent[z] = model->zones.data[z].parent == CT_NO_ID ? n : model->zones.data[z].parent;
    }
    ct_csr_build(&children, n + 1, parent, row, n);

    /* A zone is met twice: going down, and (marked by the high bit) when its subtree is done. */
    const uint32_t done = UINT32_C(1) << 31;

    ct_ids_add(&stack, n);
    while (stack.length > 0) {
        uint32_t z = stack.data[--stack.length];

        if ((z & done) != 0) {
            index->subtree[z & ~done] = next;
            continue;
        }
        if (z < n) {
            index->preorder[z] = next++;
            ct_ids_add(&stack, z | done);
        }
        for (uint32_t i = children.start[z]; i < children.start[z + 1]; i++)
            ct_ids_add(&stack, children.value[i]);
    }
}

static void
index_assets(Index *index)
{
    const CtModel *model = index->instances->model;
    g_auto(CtIds) zone = {0};
    g_auto(CtIds) in_zone = {0};
    g_auto(CtIds) product = {0};
    g_auto(CtIds) of_product = {0};
    g_auto(CtIds) main_product = {0};
    g_auto(CtIds) of_main = {0};

    for (uint32_t row = 0; row < model->assets.length; row++) {
        const CtAsset *asset = &model->assets.data[row];
        CtSpan software = asset->software;

        if (asset->zone != CT_NO_ID) {
            ct_ids_add(&zone, index->preorder[asset->zone]);
            ct_ids_add(&in_zone, row);
        }
        if (asset->product != CT_NO_ID) {
            ct_ids_add(&product, asset->product);
            ct_ids_add(&of_product, row);
            ct_ids_add(&main_product, asset->product);
            ct_ids_add(&of_main, row);
        }
        for (uint32_t i = 0; i < software.length; i++) {
            ct_ids_add(&product, model->pool.data[software.start + i]);
            ct_ids_add(&of_product, row);
        }
    }
    ct_csr_build(&index->by_zone, model->zones.length, zone.data, in_zone.data, zone.length);
    ct_csr_build(&index->by_product, model->products.length, product.data, of_product.data,
                 product.length);
    ct_csr_build(&index->as_main, model->products.length, main_product.data, of_main.data,
                 main_product.length);
}

static void
index_products(Index *index)
{
    const CtModel *model = index->instances->model;
    g_auto(CtIds) supplier = {0};
    g_auto(CtIds) made = {0};
    g_auto(CtIds) kind = {0};
    g_auto(CtIds) of_kind = {0};

    for (uint32_t p = 0; p < model->products.length; p++) {
        const CtProduct *product = &model->products.data[p];

        if (product->supplier != CT_NO_ID) {
            ct_ids_add(&supplier, product->supplier);
            ct_ids_add(&made, p);
        }
        if (product->kind != CT_NO_ID) {
            ct_ids_add(&kind, product->kind);
            ct_ids_add(&of_kind, p);
        }
    }

    uint32_t n_kinds = 0;

    for (uint32_t i = 0; i < kind.length; i++)
        n_kinds = MAX(n_kinds, kind.data[i] + 1);
    ct_csr_build(&index->by_maker, model->suppliers.length, supplier.data, made.data,
                 supplier.length);
    ct_csr_build(&index->by_kind, n_kinds, kind.data, of_kind.data, kind.length);
}

static void
add_row(const CtInstances *instances, uint32_t row, CtIds *selected)
{
    for (uint32_t i = instances->asset_first[row]; i < instances->asset_first[row + 1]; i++)
        ct_ids_add(selected, i);
}

static void
add_rows(const CtInstances *instances, const CtCsr *rows, uint32_t key, CtIds *selected)
{
    if (key >= rows->n_rows)
        return;
    for (uint32_t i = rows->start[key]; i < rows->start[key + 1]; i++)
        add_row(instances, rows->value[i], selected);
}

static void
add_products(const Index *index, const CtCsr *products, uint32_t key, CtIds *selected)
{
    if (key >= products->n_rows)
        return;
    for (uint32_t i = products->start[key]; i < products->start[key + 1]; i++)
        add_rows(index->instances, &index->as_main, products->value[i], selected);
}

/* The instances of one asset row whose indices begin with those of @term. */
static void
add_asset(const CtInstances *instances, const CtTerm *term, CtIds *selected)
{
    uint32_t counts[CT_MAX_COUNTS];
    uint32_t n_counts = ct_instances_asset_counts(instances, term->id, counts);
    uint32_t first = instances->asset_first[term->id];
    uint64_t stride = instances->asset_first[term->id + 1] - first;
    uint64_t offset = 0;

    for (uint32_t i = 0; i < term->depth && i < n_counts; i++) {
        if (term->index[i] >= counts[i])
            return;
        stride /= counts[i];
        offset += stride * term->index[i];
    }
    for (uint64_t i = 0; i < stride; i++)
        ct_ids_add(selected, first + (uint32_t)(offset + i));
}

static void
add_term(const Index *index, const CtTerm *term, CtIds *selected)
{
    const CtInstances *instances = index->instances;

    switch ((CtTermKind)term->kind) {
    case CT_TERM_ASSET:
        add_asset(instances, term, selected);
        return;
    case CT_TERM_ZONE:
        for (uint32_t z = index->preorder[term->id]; z < index->subtree[term->id]; z++)
            add_rows(instances, &index->by_zone, z, selected);
        return;
    case CT_TERM_PRODUCT:
        add_rows(instances, &index->by_product, term->id, selected);
        return;
    case CT_TERM_SUPPLIER:
        add_products(index, &index->by_maker, term->id, selected);
        return;
    case CT_TERM_KIND:
        add_products(index, &index->by_kind, term->id, selected);
        return;
    }
}

static bool
is_rising(const CtIds *ids)
{
    for (uint32_t i = 1; i < ids->length; i++)
        if (ids->data[i - 1] >= ids->data[i])
            return false;
    return true;
}

static void
clear_index(Index *index)
{
    g_free(index->preorder);
    g_free(index->subtree);
    ct_csr_clear(&index->by_zone);
    ct_csr_clear(&index->by_product);
    ct_csr_clear(&index->by_maker);
    ct_csr_clear(&index->by_kind);
    ct_csr_clear(&index->as_main);
}

bool
ct_instances_select(CtInstances *instances)
{
    const CtModel *model = instances->model;
    Index index = {.instances = instances};
    g_auto(CtIds) selected = {0};
    CtIds all = {0};
    CtCsr *csr = &instances->selected;
    bool within = true;

    number_zones(&index);
    index_assets(&index);
    index_products(&index);
    csr->n_rows = model->selectors.length;
    csr->start = g_new0(uint32_t, (size_t)model->selectors.length + 2);
    for (uint32_t s = 0; s < model->selectors.length && within; s++) {
        CtSpan terms = model->selectors.data[s].terms;

        selected.length = 0;
        for (uint32_t i = 0; i < terms.length; i++) {
            add_term(&index, &model->terms.data[terms.start + i], &selected);
            if (selected.length / 2 > instances->n_assets) /* terms that name the same again */
                ct_ids_sort_unique(&selected);
        }
        if (!is_rising(&selected))
            ct_ids_sort_unique(&selected);
        for (uint32_t i = 0; i < selected.length; i++)
            ct_ids_add(&all, selected.data[i]);
        csr->start[s + 1] = all.length;
        within = all.length <= CT_MOST_SELECTED;
    }
    csr->value = all.data != NULL ? all.data : g_new0(uint32_t, 1);
    clear_index(&index);
    return within;
}
