/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two look-ups. The first is per asset and cheap: rows that read alike (product, software,
 * override, updates, forwards, whether removable media reach it) were seen before. Only a new one
 * has its effective content written out, and that is looked up in turn, so that overrides which
 * come to the same share a class.
 */
#include "topology/classes.h"

#include "topology/classes_content.h"

/* What of an asset row decides its class. */
typedef struct RowKey {
    CtId product, override;
    CtSpan software; /* as written, in model->pool */
    uint8_t updates, forwards, carried_media;
} RowKey;

typedef struct Builder {
    CtClasses *classes;
    CtClassesContent *content;
    GHashTable *by_row;     /* RowKey → class; look-ups only */
    GHashTable *by_content; /* GBytes → class; look-ups only */
    const CtModel *model;
} Builder;

static uint32_t
mix(uint32_t hash, uint32_t value)
{
    return (hash ^ value) * UINT32_C(0x9E3779B1) + (hash >> 15);
}

static guint
hash_row_key(gconstpointer data)
{
    const RowKey *key = data;
    uint32_t hash = mix(mix(0, key->product), key->override);

    hash = mix(hash, key->software.length);
    hash =
        mix(hash, (uint32_t)key->updates << 16 | (uint32_t)key->forwards << 8 | key->carried_media);
    return hash;
}

static bool
same_software(const RowKey *a, const RowKey *b, const CtModel *model)
{
    if (a->software.length != b->software.length)
        return false;
    for (uint32_t i = 0; i < a->software.length; i++)
        if (model->pool.data[a->software.start + i] != model->pool.data[b->software.start + i])
            return false;
    return true;
}

static bool
same_row_but_software(const RowKey *a, const RowKey *b)
{
    return a->product == b->product && a->override == b->override && a->updates == b->updates &&
           a->forwards == b->forwards && a->carried_media == b->carried_media;
}

static bool
is_carried_by_stick(const CtModel *model, CtId network)
{
    uint8_t medium = model->networks.data[network].medium;

    return medium == CT_MEDIUM_USB || medium == CT_MEDIUM_REMOVABLE;
}

static bool
on_carried_media(const CtModel *model, const CtAsset *asset)
{
    CtSpan networks = asset->networks;

    if (!ct_span_is_stated(networks) && asset->zone != CT_NO_ID)
        networks = model->zones.data[asset->zone].networks;
    for (uint32_t i = 0; i < networks.length; i++)
        if (is_carried_by_stick(model, model->pool.data[networks.start + i]))
            return true;
    return false;
}

static RowKey
row_key_of(const CtModel *model, const CtAsset *asset)
{
    return (RowKey){
        .product = asset->product,
        .override = asset->override,
        .software = asset->software,
        .updates = asset->updates,
        .forwards = asset->forwards,
        .carried_media = on_carried_media(model, asset),
    };
}

static uint32_t
class_of_content(Builder *builder, const CtAsset *asset, bool carried_media)
{
    GBytes *bytes = ct_classes_content_of(builder->content, asset, carried_media);
    gpointer found;
    uint32_t class;

    if (g_hash_table_lookup_extended(builder->by_content, bytes, NULL, &found)) {
        g_bytes_unref(bytes);
        return GPOINTER_TO_UINT(found);
    }
    class = ct_classes_content_add(builder->content, builder->classes);
    g_hash_table_insert(builder->by_content, bytes, GUINT_TO_POINTER(class));
    return class;
}

/* Rows that differ in their software list alone hang in one bucket. */
typedef struct Known {
    RowKey key;
    uint32_t class;
    struct Known *next;
} Known;

static void
free_known(gpointer data)
{
    for (Known *known = data; known != NULL;) {
        Known *next = known->next;

        g_free(known);
        known = next;
    }
}

static gboolean
equal_row_keys(gconstpointer a, gconstpointer b)
{
    const RowKey *x = a;
    const RowKey *y = b;

    return same_row_but_software(x, y) && x->software.length == y->software.length;
}

static uint32_t
class_of_asset(Builder *builder, const CtAsset *asset, const RowKey *key)
{
    Known *head = g_hash_table_lookup(builder->by_row, key);

    for (Known *known = head; known != NULL; known = known->next)
        if (same_software(&known->key, key, builder->model))
            return known->class;

    Known *known = g_new0(Known, 1);

    known->key = *key;
    known->class = class_of_content(builder, asset, key->carried_media);
    if (head == NULL) {
        g_hash_table_insert(builder->by_row, &known->key, known);
    } else {
        known->next = head->next;
        head->next = known;
    }
    return known->class;
}

CtClasses *
ct_classes_new(const CtModel *model)
{
    g_return_val_if_fail(model != NULL, NULL);

    CtClasses *classes = g_new0(CtClasses, 1);
    Builder builder = {
        .classes = classes,
        .content = ct_classes_content_new(model),
        .by_row = g_hash_table_new_full(hash_row_key, equal_row_keys, NULL, free_known),
        .by_content =
            g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL),
        .model = model,
    };
    RowKey previous = {0};

    classes->model = model;
    classes->of_asset = g_new(uint32_t, (size_t)model->assets.length + 1);
    for (uint32_t i = 0; i < model->assets.length; i++) {
        RowKey key = row_key_of(model, &model->assets.data[i]);

        /* Fleets are written in runs of the same: no look-up for the next of a run. */
        if (i > 0 && same_row_but_software(&key, &previous) &&
            same_software(&key, &previous, model))
            classes->of_asset[i] = classes->of_asset[i - 1];
        else
            classes->of_asset[i] = class_of_asset(&builder, &model->assets.data[i], &key);
        previous = key;
    }
    g_hash_table_destroy(builder.by_row);
    g_hash_table_destroy(builder.by_content);
    ct_classes_content_free(builder.content);
    return classes;
}

void
ct_classes_free(CtClasses *classes)
{
    if (classes == NULL)
        return;
    g_free(classes->classes.data);
    g_free(classes->services.data);
    g_free(classes->vulnerabilities.data);
    g_free(classes->ids.data);
    g_free(classes->of_asset);
    g_free(classes);
}
