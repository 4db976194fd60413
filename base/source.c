/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Paths are checked and normalised once, here; makers see only clean ones.
 */
#include "base/source.h"

#include "base/source_folder.h"

#include <string.h>

G_DEFINE_QUARK(ct_source_error_quark, ct_source_error)

struct CtSource {
    unsigned owners;
    char *root;        /* real path of a folder; NULL: in memory */
    char *label;       /* what messages show */
    GHashTable *texts; /* in memory: path → GBytes; looked up, and listed only through a sort */
    GArray *reads;     /* Read; NULL: not remembered */
};

typedef struct Read {
    char *path;
    GBytes *bytes;
} Read;

static void
clear_read(void *data)
{
    Read *read = data;

    g_free(read->path);
    g_bytes_unref(read->bytes);
}

CtSource *
ct_source_new_folder(const char *path, GError **error)
{
    g_autofree char *root = ct_source_folder_root(path, error);
    CtSource *source;

    if (root == NULL)
        return NULL;
    source = g_new0(CtSource, 1);
    source->owners = 1;
    source->root = g_steal_pointer(&root);
    source->label = g_strdup(path);
    return source;
}

CtSource *
ct_source_new_memory(void)
{
    CtSource *source = g_new0(CtSource, 1);

    source->owners = 1;
    source->label = g_strdup("");
    source->texts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    return source;
}

CtSource *
ct_source_ref(CtSource *source)
{
    source->owners++;
    return source;
}

void
ct_source_free(CtSource *source)
{
    if (source == NULL || --source->owners > 0)
        return;
    g_free(source->root);
    g_free(source->label);
    g_clear_pointer(&source->texts, g_hash_table_unref);
    g_clear_pointer(&source->reads, g_array_unref);
    g_free(source);
}

/* "./a//b" becomes "a/b"; NULL for what leaves the package. The root itself is "". */
static char *
normalise(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    g_autoptr(GString) clean = g_string_new(NULL);

    if (path[0] == '/')
        return NULL;
    for (char **part = parts; *part != NULL; part++) {
        if (strcmp(*part, "..") == 0)
            return NULL;
        if (**part == '\0' || strcmp(*part, ".") == 0)
            continue;
        if (clean->len > 0)
            g_string_append_c(clean, '/');
        g_string_append(clean, *part);
    }
    return g_string_free(g_steal_pointer(&clean), FALSE);
}

bool
ct_source_is_inside(const char *path)
{
    g_autofree char *clean = normalise(path);

    return clean != NULL && *clean != '\0';
}

void
ct_source_add(CtSource *source, const char *path, const char *text, size_t length)
{
    g_autofree char *clean = normalise(path);

    g_return_if_fail(source->texts != NULL && clean != NULL);
    g_hash_table_replace(source->texts, g_steal_pointer(&clean), g_bytes_new(text, length));
}

static GBytes *
read_memory(CtSource *source, const char *path, size_t limit, GError **error)
{
    GBytes *bytes = g_hash_table_lookup(source->texts, path);

    if (bytes == NULL) {
        g_set_error(error, CT_SOURCE_ERROR, CT_SOURCE_ERROR_NOT_FOUND, "no file '%s'",
                    *path != '\0' ? path : ".");
        return NULL;
    }
    if (g_bytes_get_size(bytes) > limit) {
        g_set_error(error, CT_SOURCE_ERROR, CT_SOURCE_ERROR_TOO_LARGE,
                    "'%s' is larger than %zu bytes", path, limit);
        return NULL;
    }
    return g_bytes_ref(bytes);
}

static void
remember(CtSource *source, const char *path, GBytes *bytes)
{
    for (guint i = 0; source->reads != NULL && i < source->reads->len; i++)
        if (strcmp(g_array_index(source->reads, Read, i).path, path) == 0)
            return;
    if (source->reads != NULL) {
        Read read = {.path = g_strdup(path), .bytes = g_bytes_ref(bytes)};

        g_array_append_val(source->reads, read);
    }
}

GBytes *
ct_source_read(CtSource *source, const char *path, size_t limit, GError **error)
{
    g_autofree char *clean = normalise(path);

    if (clean == NULL) {
        g_set_error(error, CT_SOURCE_ERROR, CT_SOURCE_ERROR_OUTSIDE,
                    "'%s' is outside the package folder", path);
        return NULL;
    }
    GBytes *bytes = source->root == NULL ? read_memory(source, clean, limit, error)
                                         : ct_source_folder_read(source->root, clean, limit, error);

    if (bytes != NULL)
        remember(source, clean, bytes);
    return bytes;
}

void
ct_source_remember(CtSource *source)
{
    if (source->reads != NULL)
        return;
    source->reads = g_array_new(FALSE, FALSE, sizeof(Read));
    g_array_set_clear_func(source->reads, clear_read);
}

size_t
ct_source_n_read(const CtSource *source)
{
    return source->reads != NULL ? source->reads->len : 0;
}

GBytes *
ct_source_get_read(const CtSource *source, size_t i, const char **ret_path)
{
    const Read *read = &g_array_index(source->reads, Read, i);

    *ret_path = read->path;
    return read->bytes;
}

bool
ct_source_has(CtSource *source, const char *path)
{
    g_autofree char *clean = normalise(path);

    if (clean == NULL)
        return false;
    return source->root == NULL ? g_hash_table_contains(source->texts, clean)
                                : ct_source_folder_has(source->root, clean);
}

static GPtrArray *
list_memory(CtSource *source, const char *folder)
{
    GPtrArray *names = g_ptr_array_new();
    size_t n = strlen(folder);
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, source->texts);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        const char *path = key;

        if (n > 0) {
            if (strncmp(path, folder, n) != 0 || path[n] != '/')
                continue;
            path += n + 1;
        }
        if (strchr(path, '/') == NULL)
            g_ptr_array_add(names, g_strdup(path));
    }
    return names;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **
ct_source_list(CtSource *source, const char *folder, const char *suffix)
{
    g_autofree char *clean = normalise(folder);
    GPtrArray *names;
    guint kept = 0;

    if (clean == NULL)
        return g_new0(char *, 1);
    names = source->root == NULL ? list_memory(source, clean)
                                 : ct_source_folder_list(source->root, clean);
    for (guint i = 0; i < names->len; i++) {
        char *name = g_ptr_array_index(names, i);

        if (g_str_has_suffix(name, suffix))
            g_ptr_array_index(names, kept++) = name;
        else
            g_free(name);
    }
    g_ptr_array_set_size(names, (int)kept);
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

const char *
ct_source_label(const CtSource *source)
{
    return source->label;
}
