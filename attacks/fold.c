/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What tells assets apart is written into a byte string and hashed to 128 bits; equal hashes are
 * one fold. First without the copy of a replicated zone that an asset stands in: that gives each
 * zone instance a content, the sorted hashes of its assets and of the zones within. An asset's
 * final key adds the contents of the zones around it.
 */
#include "attacks/fold.h"

#include "base/hash.h"
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

typedef struct Folding {
    const CtInstances *instances;
    CtCsr selectors;    /* asset instance → selectors that name it */
    CtKey128 *row_key;  /* asset row → hash of what its instances share */
    CtKey128 *key;      /* asset instance → hash */
    CtKey128 *zone_key; /* zone instance → hash of its content and of those around it */
} Folding;

static void
put(GByteArray *bytes, const void *data, size_t length)
{
    g_byte_array_append(bytes, data, (guint)length);
}

static void
put_number(GByteArray *bytes, uint32_t number)
{
    put(bytes, &number, sizeof number);
}

/* A list of ids as a set: sorted, counted. */
static void
put_pool(GByteArray *bytes, const CtModel *model, CtSpan span)
{
    g_auto(CtIds) ids = {0};

    for (uint32_t i = 0; ct_span_is_stated(span) && i < span.length; i++)
        ct_ids_add(&ids, model->pool.data[span.start + i]);
    ct_ids_sort_unique(&ids);
    put_number(bytes, ids.length);
    if (ids.length > 0)
        put(bytes, ids.data, ids.length * sizeof *ids.data);
}

static CtKey128
key_of_row(const Folding *folding, uint32_t row, GByteArray *bytes)
{
    const CtInstances *instances = folding->instances;
    const CtAsset *asset = &instances->model->assets.data[row];
    const uint32_t numbers[] = {instances->classes->of_asset[row],
                                asset->zone,
                                asset->site,
                                asset->runs_on,
                                asset->operated_by,
                                asset->updates,
                                asset->forwards};
    const uint8_t required[] = {asset->safety, asset->availability, asset->integrity,
                                asset->confidentiality, (uint8_t)asset->sl_t};

    g_byte_array_set_size(bytes, 0);
    put(bytes, numbers, sizeof numbers);
    put(bytes, required, sizeof required);
    put(bytes, &asset->sensor, sizeof asset->sensor);
    put_pool(bytes, instances->model, asset->networks);
    put_pool(bytes, instances->model, asset->stores);
    put_pool(bytes, instances->model, asset->software);
    put_pool(bytes, instances->model, asset->roams);
    return ct_hash_key(bytes->data, bytes->len);
}

static void
invert_selectors(Folding *folding)
{
    const CtCsr *selected = &folding->instances->selected;
    uint32_t n_pairs = selected->start[selected->n_rows];
    g_autofree uint32_t *selector = g_new(uint32_t, (size_t)n_pairs + 1);

    for (uint32_t s = 0; s < selected->n_rows; s++)
        for (uint32_t i = selected->start[s]; i < selected->start[s + 1]; i++)
            selector[i] = s;
    ct_csr_build(&folding->selectors, folding->instances->n_assets, selected->value, selector,
                 n_pairs);
}

static void
key_assets(Folding *folding, const uint32_t *named, size_t n_named)
{
    const CtInstances *instances = folding->instances;
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    for (uint32_t r = 0; r < instances->model->assets.length; r++)
        folding->row_key[r] = key_of_row(folding, r, bytes);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        uint32_t start = folding->selectors.start[a];
        uint32_t n = folding->selectors.start[a + 1] - start;
        CtKey128 key = folding->row_key[instances->asset_row[a]];

        if (n > 0) {
            g_byte_array_set_size(bytes, 0);
            put(bytes, &key, sizeof key);
            put(bytes, folding->selectors.value + start, n * sizeof(uint32_t));
            key = ct_hash_key(bytes->data, bytes->len);
        }
        folding->key[a] = key;
    }
    for (size_t i = 0; i < n_named; i++) {
        g_byte_array_set_size(bytes, 0);
        put(bytes, &folding->key[named[i]], sizeof(CtKey128));
        put_number(bytes, named[i]);
        folding->key[named[i]] = ct_hash_key(bytes->data, bytes->len);
    }
}

static int
compare_keys(const void *a, const void *b)
{
    const CtKey128 *x = a;
    const CtKey128 *y = b;

    if (x->hi != y->hi)
        return x->hi < y->hi ? -1 : 1;
    return (x->lo > y->lo) - (x->lo < y->lo);
}

static CtKey128
key_of_zone(uint32_t row, CtKey128 *content, uint32_t n, GByteArray *bytes)
{
    g_byte_array_set_size(bytes, 0);
    put_number(bytes, row);
    put_number(bytes, n);
    if (n > 0) { /* an empty zone has no content to point at */
        ct_sort(content, n, sizeof *content, compare_keys);
        put(bytes, content, n * sizeof *content);
    }
    return ct_hash_key(bytes->data, bytes->len);
}

/* Zone instances, those within before those around. A parent's instances are numbered without
 * regard to their children's, so depth decides. */
static void
order_zones(const CtInstances *instances, CtCsr *ret_by_depth)
{
    g_autofree uint32_t *depth = g_new0(uint32_t, instances->n_zones + 1);
    g_autofree uint32_t *zone = g_new(uint32_t, instances->n_zones + 1);
    uint32_t deepest = 0;

    for (uint32_t z = 0; z < instances->n_zones; z++) {
        for (uint32_t up = instances->zone_parent[z]; up != CT_NO_ID;
             up = instances->zone_parent[up])
            depth[z]++;
        deepest = MAX(deepest, depth[z]);
        zone[z] = z;
    }
    for (uint32_t z = 0; z < instances->n_zones; z++)
        depth[z] = deepest - depth[z];
    ct_csr_build(ret_by_depth, deepest + 1, depth, zone, instances->n_zones);
}

/* Contents of zones bottom up, then what is around them top down. */
static void
key_zones(Folding *folding)
{
    const CtInstances *instances = folding->instances;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autofree GArray **content = g_new0(GArray *, instances->n_zones + 1);
    g_auto(CtCsr) by_depth = {0};

    order_zones(instances, &by_depth);
    for (uint32_t z = 0; z < instances->n_zones; z++)
        content[z] = g_array_new(FALSE, FALSE, sizeof(CtKey128));
    for (uint32_t a = 0; a < instances->n_assets; a++)
        g_array_append_val(content[instances->asset_zone[a]], folding->key[a]);
    for (uint32_t i = 0; i < instances->n_zones; i++) {
        uint32_t z = by_depth.value[i];
        uint32_t parent = instances->zone_parent[z];

        folding->zone_key[z] =
            key_of_zone(instances->zone_row[z], (CtKey128 *)(void *)content[z]->data,
                        content[z]->len, bytes);
        if (parent != CT_NO_ID)
            g_array_append_val(content[parent], folding->zone_key[z]);
        g_array_unref(content[z]);
    }
    for (uint32_t i = instances->n_zones; i-- > 0;) {
        uint32_t z = by_depth.value[i];
        CtKey128 pair[2] = {folding->zone_key[z]};

        if (instances->zone_parent[z] == CT_NO_ID)
            continue;
        pair[1] = folding->zone_key[instances->zone_parent[z]];
        folding->zone_key[z] = ct_hash_key(pair, sizeof pair);
    }
}

static guint
hash_key(gconstpointer key)
{
    return (guint)((const CtKey128 *)key)->lo;
}

static gboolean
equal_keys(gconstpointer a, gconstpointer b)
{
    return compare_keys(a, b) == 0;
}

static CtFolds *
number_folds(Folding *folding)
{
    const CtInstances *instances = folding->instances;
    CtFolds *folds = g_new0(CtFolds, 1);
    g_autoptr(GHashTable) fold_of_key = g_hash_table_new(hash_key, equal_keys);
    g_autofree uint32_t *asset = g_new(uint32_t, (size_t)instances->n_assets + 1);

    folds->of_asset = g_new(uint32_t, (size_t)instances->n_assets + 1);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        CtKey128 pair[2] = {folding->key[a], folding->zone_key[instances->asset_zone[a]]};
        gpointer known;

        folding->key[a] = ct_hash_key(pair, sizeof pair);
        known = g_hash_table_lookup(fold_of_key, &folding->key[a]);
        if (known == NULL) {
            known = GUINT_TO_POINTER(++folds->n_folds);
            g_hash_table_insert(fold_of_key, &folding->key[a], known);
        }
        folds->of_asset[a] = GPOINTER_TO_UINT(known) - 1;
        asset[a] = a;
    }
    ct_csr_build(&folds->members, folds->n_folds, folds->of_asset, asset, instances->n_assets);
    return folds;
}

static void
number_zones(const Folding *folding, CtFolds *folds)
{
    g_autoptr(GHashTable) kind_of_key = g_hash_table_new(hash_key, equal_keys);
    uint32_t n = 0;

    folds->of_zone = g_new(uint32_t, (size_t)folding->instances->n_zones + 1);
    for (uint32_t z = 0; z < folding->instances->n_zones; z++) {
        gpointer known = g_hash_table_lookup(kind_of_key, &folding->zone_key[z]);

        if (known == NULL) {
            known = GUINT_TO_POINTER(++n);
            g_hash_table_insert(kind_of_key, &folding->zone_key[z], known);
        }
        folds->of_zone[z] = GPOINTER_TO_UINT(known) - 1;
    }
}

CtFolds *
ct_folds_new(const CtInstances *instances, const uint32_t *named, size_t n_named)
{
    Folding folding = {.instances = instances};

    folding.row_key = g_new(CtKey128, (size_t)instances->model->assets.length + 1);
    folding.key = g_new(CtKey128, (size_t)instances->n_assets + 1);
    folding.zone_key = g_new(CtKey128, (size_t)instances->n_zones + 1);
    invert_selectors(&folding);
    key_assets(&folding, named, n_named);
    key_zones(&folding);

    CtFolds *folds = number_folds(&folding);
    number_zones(&folding, folds);
    g_free(folding.row_key);
    g_free(folding.key);
    g_free(folding.zone_key);
    ct_csr_clear(&folding.selectors);
    return folds;
}

void
ct_folds_free(CtFolds *folds)
{
    if (folds == NULL)
        return;
    g_free(folds->of_asset);
    g_free(folds->of_zone);
    ct_csr_clear(&folds->members);
    g_free(folds);
}
