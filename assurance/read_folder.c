/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "assurance/read_folder.h"

#include <string.h>

/* The name of @path in messages; g_free(). */
static char *
shown_name(const CtSource *source, const char *path)
{
    const char *label = ct_source_label(source);

    return *label != '\0' ? g_build_filename(label, path, NULL) : g_strdup(path);
}

bool
ct_read_folder(CtSource *source,
               const char *folder,
               const char *suffix,
               uint64_t most,
               CtReadFolderFunc func,
               void *data,
               CtDiag *diag)
{
    g_auto(GStrv) names = ct_source_list(source, folder, suffix);
    bool is_root = *folder == '\0' || strcmp(folder, ".") == 0;
    bool ok = true;

    for (char **name = names; *name != NULL; name++) {
        g_autofree char *path = is_root ? g_strdup(*name) : g_build_filename(folder, *name, NULL);
        g_autofree char *shown = shown_name(source, path);
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) bytes = ct_source_read(source, path, most, &error);
        gsize length = 0;

        if (bytes == NULL) {
            CtPos pos = {.file = ct_diag_add_file(diag, shown, NULL, 0)};

            ct_diag_error(diag, pos, "%s", error->message);
            ok = false;
            continue;
        }
        uint16_t file = ct_diag_add_bytes(diag, shown, bytes);
        const char *text = g_bytes_get_data(bytes, &length);

        ok = func(data, shown, text != NULL ? text : "", length, file, diag) && ok;
    }
    return ok;
}
