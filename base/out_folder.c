/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/out_folder.h"

#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_NAMES_TRIED 100

typedef struct OneFile {
    char *name, *text;
} OneFile;

struct CtOutFiles {
    GArray *files; /* OneFile */
};

static void
clear_file(void *data)
{
    OneFile *file = data;

    g_free(file->name);
    g_free(file->text);
}

CtOutFiles *
ct_out_files_new(void)
{
    CtOutFiles *files = g_new0(CtOutFiles, 1);

    files->files = g_array_new(FALSE, FALSE, sizeof(OneFile));
    g_array_set_clear_func(files->files, clear_file);
    return files;
}

void
ct_out_files_free(CtOutFiles *files)
{
    if (files == NULL)
        return;
    g_array_unref(files->files);
    g_free(files);
}

void
ct_out_files_add(CtOutFiles *files, const char *name, char *text)
{
    OneFile file = {.name = g_strdup(name), .text = text};

    g_array_append_val(files->files, file);
}

const char *
ct_out_files_get(const CtOutFiles *files, const char *name)
{
    for (guint i = 0; i < files->files->len; i++) {
        const OneFile *file = &g_array_index(files->files, OneFile, i);

        if (strcmp(file->name, name) == 0)
            return file->text;
    }
    return NULL;
}

static bool
fail(const char *path, int code, GError **error)
{
    if (code == ENOTEMPTY || code == EEXIST)
        g_set_error(error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED,
                    "'%s' is there already; name a folder that is new or empty", path);
    else
        g_set_error(error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED, "cannot write folder '%s': %s", path,
                    g_strerror(code));
    return false;
}

/* Without what stands at its end: rename() wants a name. */
static char *
strip_slashes(const char *path)
{
    size_t length = strlen(path);

    while (length > 1 && path[length - 1] == '/')
        length--;
    return g_strndup(path, length);
}

/* Whether @path is free: nothing, or an empty folder. */
static bool
check_free(const char *path, GError **error)
{
    g_autoptr(GDir) folder = NULL;
    struct stat there;

    if (lstat(path, &there) != 0)
        return errno == ENOENT || fail(path, errno, error);
    if (!S_ISDIR(there.st_mode))
        return fail(path, EEXIST, error);
    folder = g_dir_open(path, 0, NULL);
    if (folder != NULL && g_dir_read_name(folder) != NULL)
        return fail(path, ENOTEMPTY, error);
    return true;
}

/* mkdir() rather than mkdtemp(), so that the kernel applies the umask. */
static char *
make_temporary(const char *path, GError **error)
{
    g_autofree char *above = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);

    for (int i = 0; i < MOST_NAMES_TRIED; i++) {
        g_autofree char *candidate =
            g_strdup_printf("%s/.%.200s.%ld-%d.tmp", above, name, (long)getpid(), i);

        if (g_mkdir(candidate, 0755) == 0)
            return g_steal_pointer(&candidate);
        if (errno != EEXIST)
            break;
    }
    fail(path, errno == EEXIST ? EBUSY : errno, error);
    return NULL;
}

static bool
write_file(const char *folder, const OneFile *file, GError **error)
{
    g_autofree char *path = g_build_filename(folder, file->name, NULL);
    g_autoptr(CtOut) out = ct_out_new_file(path);

    ct_out_put(out, file->text);
    return ct_out_close(out, error);
}

static void
remove_folder(const char *folder, const CtOutFiles *files)
{
    for (guint i = 0; i < files->files->len; i++) {
        g_autofree char *path =
            g_build_filename(folder, g_array_index(files->files, OneFile, i).name, NULL);

        g_unlink(path);
    }
    g_rmdir(folder);
}

/* The new name is safe only once the folder around it is on the disk, too. */
static void
sync_above(const char *path)
{
    g_autofree char *above = g_path_get_dirname(path);
    int fd = open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

bool
ct_out_folder_write(const char *path, const CtOutFiles *files, GError **error)
{
    g_autofree char *stripped = strip_slashes(path);
    g_autofree char *temporary = NULL;
    bool ok = true;

    if (!check_free(stripped, error))
        return false;
    temporary = make_temporary(stripped, error);
    if (temporary == NULL)
        return false;
    for (guint i = 0; ok && i < files->files->len; i++)
        ok = write_file(temporary, &g_array_index(files->files, OneFile, i), error);
    if (ok && g_rename(temporary, stripped) != 0)
        ok = fail(stripped, errno, error);
    if (ok)
        sync_above(stripped);
    else
        remove_folder(temporary, files);
    return ok;
}
