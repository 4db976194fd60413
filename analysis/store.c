/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/store.h"

struct CtDossierStore {
    GStringChunk *texts;
    GPtrArray *arrays;
};

CtDossierStore *
ct_store_new(void)
{
    CtDossierStore *store = g_new0(CtDossierStore, 1);

    store->texts = g_string_chunk_new(4096);
    store->arrays = g_ptr_array_new_with_free_func(g_free);
    return store;
}

void
ct_store_free(CtDossierStore *store)
{
    if (store == NULL)
        return;
    g_string_chunk_free(store->texts);
    g_ptr_array_unref(store->arrays);
    g_free(store);
}

const char *
ct_store_text(CtDossierStore *store, const char *text)
{
    return text != NULL ? g_string_chunk_insert_const(store->texts, text) : NULL;
}

const char *
ct_store_take_text(CtDossierStore *store, char *text)
{
    const char *kept = ct_store_text(store, text);

    g_free(text);
    return kept;
}

void *
ct_store_alloc(CtDossierStore *store, size_t n, size_t size)
{
    void *array = g_malloc0_n(n + 1, size);

    g_ptr_array_add(store->arrays, array);
    return array;
}

const char *const *
ct_store_list(CtDossierStore *store, const GPtrArray *texts)
{
    const char **list = ct_store_alloc(store, texts->len + 1, sizeof *list);
    uint32_t n = 0;

    for (uint32_t i = 0; i < texts->len; i++)
        if (g_ptr_array_index(texts, i) != NULL)
            list[n++] = ct_store_text(store, g_ptr_array_index(texts, i));
    return list;
}

void *
ct_store_array(CtDossierStore *store, const GArray *array)
{
    if (array->len == 0)
        return NULL;

    void *copy =
        g_memdup2(array->data, (size_t)array->len * g_array_get_element_size((GArray *)array));
    g_ptr_array_add(store->arrays, copy);
    return copy;
}
