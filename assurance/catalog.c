/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "assurance/catalog.h"

#include "assurance/catalog_read.h"
#include "assurance/embedded.h"
#include "assurance/read_folder.h"
#include "base/ident.h"

#include <string.h>

enum { MOST_BYTES = 4 * 1024 * 1024 };

typedef struct Entry {
    CtCatalog catalog;
    CtDossierStore *store;
    uint32_t batch; /* the load it came with */
} Entry;

struct CtCatalogs {
    CtLimits limits;
    GPtrArray *entries; /* Entry, sorted by id */
    uint32_t batches;
};

static void
free_entry(void *data)
{
    Entry *entry = data;

    ct_store_free(entry->store);
    g_free(entry);
}

CtCatalogs *
ct_catalogs_new(const CtLimits *limits)
{
    CtCatalogs *catalogs = g_new0(CtCatalogs, 1);

    catalogs->limits = *limits;
    catalogs->entries = g_ptr_array_new_with_free_func(free_entry);
    return catalogs;
}

void
ct_catalogs_free(CtCatalogs *catalogs)
{
    if (catalogs == NULL)
        return;
    g_ptr_array_unref(catalogs->entries);
    g_free(catalogs);
}

static gint
compare_entries(gconstpointer a, gconstpointer b)
{
    const Entry *x = *(const Entry *const *)a, *y = *(const Entry *const *)b;

    return strcmp(x->catalog.id, y->catalog.id);
}

static Entry *
find_entry(const CtCatalogs *catalogs, const char *id)
{
    for (uint32_t i = 0; i < catalogs->entries->len; i++) {
        Entry *entry = g_ptr_array_index(catalogs->entries, i);

        if (strcmp(entry->catalog.id, id) == 0)
            return entry;
    }
    return NULL;
}

/* False where it is there twice. */
static bool
add_entry(CtCatalogs *catalogs, Entry *entry, CtPos pos, CtDiag *diag)
{
    Entry *old = find_entry(catalogs, entry->catalog.id);

    if (old != NULL && old->batch == entry->batch) {
        ct_diag_error(diag, pos, "catalog '%s' is there twice, first in %s", entry->catalog.id,
                      old->catalog.file);
        free_entry(entry);
        return false;
    }
    if (old != NULL) {
        ct_diag_add(diag, CT_SEVERITY_NOTE, pos, "catalog '%s' replaces the one of %s",
                    entry->catalog.id, old->catalog.file);
        g_ptr_array_remove(catalogs->entries, old);
    }
    g_ptr_array_add(catalogs->entries, entry);
    g_ptr_array_sort(catalogs->entries, compare_entries);
    return true;
}

static bool
load_text(CtCatalogs *catalogs,
          const char *text,
          size_t length,
          uint16_t file,
          bool is_builtin,
          CtDiag *diag)
{
    CtPos start = {.file = file, .line = 1, .column = 1};
    g_autoptr(CtYamlTree) tree = ct_yaml_tree_new(text, length, start, &catalogs->limits, diag);

    if (tree == NULL)
        return false;
    Entry *entry = g_new0(Entry, 1);

    entry->store = ct_store_new();
    entry->batch = catalogs->batches;
    entry->catalog.is_builtin = is_builtin;
    entry->catalog.file = ct_store_text(entry->store, ct_diag_file_name(diag, file));
    if (!ct_catalog_read(ct_yaml_tree_root(tree), entry->store, diag, &entry->catalog)) {
        free_entry(entry);
        return false;
    }
    return add_entry(catalogs, entry, ct_yaml_tree_root(tree)->pos, diag);
}

bool
ct_catalogs_load_builtin(CtCatalogs *catalogs, CtDiag *diag)
{
    bool ok = true;

    catalogs->batches++;
    for (size_t i = 0; i < ct_n_embedded_catalogs; i++) {
        const CtEmbedded *file = &ct_embedded_catalogs[i];
        uint16_t index = ct_diag_add_file(diag, file->name, file->text, file->length);

        ok = load_text(catalogs, file->text, file->length, index, true, diag) && ok;
    }
    return ok;
}

/* A CtReadFolderFunc. */
static bool
load_file(void *data,
          G_GNUC_UNUSED const char *name,
          const char *text,
          size_t length,
          uint16_t file,
          CtDiag *diag)
{
    return load_text(data, text, length, file, false, diag);
}

bool
ct_catalogs_load_folder(CtCatalogs *catalogs, CtSource *source, const char *folder, CtDiag *diag)
{
    catalogs->batches++;
    return ct_read_folder(source, folder, ".yaml", MOST_BYTES, load_file, catalogs, diag);
}

static bool
bind_row(CtCatalogRow *row, CtChecks *checks, CtDiag *diag)
{
    g_autoptr(GError) error = NULL;

    if (row->check == NULL)
        return true;
    row->bound = ct_checks_find(checks, row->check);
    if (row->bound == NULL) {
        const char *near = ct_checks_nearest(checks, row->check);

        ct_diag_error(diag, row->check_pos, "there is no check '%.64s'%s%s%s", row->check,
                      near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                      near != NULL ? "'?" : "");
        return false;
    }
    if (ct_checks_take(checks, row->bound, row->with, &error))
        return true;
    ct_diag_error(diag, row->with_pos, "%s", error->message);
    return false;
}

bool
ct_catalogs_bind(CtCatalogs *catalogs, CtChecks *checks, CtDiag *diag)
{
    bool ok = true;

    for (uint32_t i = 0; i < catalogs->entries->len; i++) {
        CtCatalog *catalog = &((Entry *)g_ptr_array_index(catalogs->entries, i))->catalog;

        for (uint32_t r = 0; r < catalog->n_rows; r++)
            ok = bind_row(&catalog->rows[r], checks, diag) && ok;
    }
    return ok;
}

uint32_t
ct_catalogs_count(const CtCatalogs *catalogs)
{
    return catalogs->entries->len;
}

const CtCatalog *
ct_catalogs_get(const CtCatalogs *catalogs, uint32_t i)
{
    return &((const Entry *)g_ptr_array_index(catalogs->entries, i))->catalog;
}

const CtCatalog *
ct_catalogs_find(const CtCatalogs *catalogs, const char *id)
{
    const Entry *entry = find_entry(catalogs, id);

    return entry != NULL ? &entry->catalog : NULL;
}

bool
ct_catalog_is_for(const CtCatalog *catalog, const char *domain)
{
    return domain == NULL || catalog->domains[0] == NULL ||
           g_strv_contains(catalog->domains, domain);
}

/* Whether @a and @b are one id as people write it. */
static bool
same_id(const char *a, const char *b)
{
    for (;; a++, b++) {
        while (*a == ' ' || *a == '-' || *a == '_')
            a++;
        while (*b == ' ' || *b == '-' || *b == '_')
            b++;
        if (g_ascii_tolower(*a) != g_ascii_tolower(*b))
            return false;
        if (*a == '\0')
            return true;
    }
}

const CtCatalogRow *
ct_catalog_find_row(const CtCatalog *catalog, const char *id)
{
    /* One that is written exactly so goes first: 5.1-2 and 5.12 may not be taken for each other. */
    for (uint32_t i = 0; i < catalog->n_rows; i++)
        if (strcmp(catalog->rows[i].id, id) == 0)
            return &catalog->rows[i];
    for (uint32_t i = 0; i < catalog->n_rows; i++)
        if (same_id(catalog->rows[i].id, id))
            return &catalog->rows[i];
    return NULL;
}

const char *
ct_catalogs_nearest(const CtCatalogs *catalogs, const char *id)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();

    for (uint32_t i = 0; i < catalogs->entries->len; i++)
        g_ptr_array_add(ids, (void *)ct_catalogs_get(catalogs, i)->id);
    return ct_ident_nearest(id, (const char *const *)ids->pdata, ids->len);
}

const char *
ct_catalog_nearest_row(const CtCatalog *catalog, const char *id)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();

    for (uint32_t i = 0; i < catalog->n_rows; i++)
        g_ptr_array_add(ids, (void *)catalog->rows[i].id);
    return ct_ident_nearest(id, (const char *const *)ids->pdata, ids->len);
}
