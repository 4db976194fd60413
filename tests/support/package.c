/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/package.h"

#include <glib/gstdio.h>
#include <stdarg.h>

CtTestPackage *
ct_test_package_new(const char *name, ...)
{
    CtTestPackage *package = g_new0(CtTestPackage, 1);
    va_list rest;

    package->folder = g_dir_make_tmp("cybertwin-XXXXXX", NULL);
    g_assert(package->folder != NULL);
    va_start(rest, name);
    while (name != NULL) {
        g_autofree char *path = g_build_filename(package->folder, name, NULL);

        if (!g_file_set_contents(path, va_arg(rest, const char *), -1, NULL))
            g_error("cannot write %s", path);
        name = va_arg(rest, const char *);
    }
    va_end(rest);
    return package;
}

void
ct_test_package_free(CtTestPackage *package)
{
    g_autoptr(GDir) folder = NULL;
    const char *name;

    if (package == NULL)
        return;
    folder = g_dir_open(package->folder, 0, NULL);
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *path = g_build_filename(package->folder, name, NULL);

        g_unlink(path);
    }
    g_rmdir(package->folder);
    g_free(package->folder);
    g_free(package);
}
