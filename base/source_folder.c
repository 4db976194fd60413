/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/source_folder.h"

#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
fail(GError **error, CtSourceError code, const char *path, const char *why)
{
    g_set_error(error, CT_SOURCE_ERROR, code, "'%s' %s", *path != '\0' ? path : ".", why);
    return false;
}

static bool
fail_errno(GError **error, const char *path)
{
    int code = errno;

    if (code == ENOENT || code == ENOTDIR) {
        g_set_error(error, CT_SOURCE_ERROR, CT_SOURCE_ERROR_NOT_FOUND, "no file '%s'", path);
        return false;
    }
    g_set_error(error, CT_SOURCE_ERROR, CT_SOURCE_ERROR_FAILED, "cannot read '%s': %s", path,
                g_strerror(code));
    return false;
}

char *
ct_source_folder_root(const char *path, GError **error)
{
    char *real = realpath(path, NULL);
    char *root = NULL;
    struct stat there;

    if (real == NULL)
        fail_errno(error, path);
    else if (stat(real, &there) != 0)
        fail_errno(error, path);
    else if (!S_ISDIR(there.st_mode))
        fail(error, CT_SOURCE_ERROR_FAILED, path, "is not a folder");
    else
        root = g_strdup(real);
    free(real);
    return root;
}

static bool
is_below(const char *root, const char *real)
{
    size_t n = strlen(root);

    if (strcmp(root, "/") == 0)
        return true;
    return strncmp(real, root, n) == 0 && (real[n] == '/' || real[n] == '\0');
}

/* Where @path really lies, links followed; NULL if that is outside. Free with g_free(). */
static char *
resolve(const char *root, const char *path, GError **error)
{
    g_autofree char *full = g_strconcat(root, "/", path, NULL);
    char *real = realpath(full, NULL);
    char *resolved = NULL;

    if (real == NULL)
        fail_errno(error, path);
    else if (!is_below(root, real))
        fail(error, CT_SOURCE_ERROR_OUTSIDE, path, "leads outside the package folder");
    else
        resolved = g_strdup(real);
    free(real);
    return resolved;
}

static bool
check_regular(const struct stat *there, const char *path, size_t limit, GError **error)
{
    if (S_ISDIR(there->st_mode))
        return fail(error, CT_SOURCE_ERROR_FAILED, path, "is a folder");
    if (!S_ISREG(there->st_mode))
        return fail(error, CT_SOURCE_ERROR_FAILED, path, "is not a regular file");
    if (there->st_size < 0 || (uint64_t)there->st_size > limit) {
        g_set_error(error, CT_SOURCE_ERROR, CT_SOURCE_ERROR_TOO_LARGE,
                    "'%s' is larger than %zu bytes", path, limit);
        return false;
    }
    return true;
}

/* Reads to the end; a file that grows meanwhile is too large as soon as it passes @limit. */
static GBytes *
read_all(int fd, size_t size, const char *path, size_t limit, GError **error)
{
    size_t capacity = size + 1, length = 0;
    g_autofree char *bytes = g_malloc(capacity);

    for (;;) {
        ssize_t n;

        if (length == capacity) {
            capacity *= 2;
            bytes = g_realloc(bytes, capacity);
        }
        n = read(fd, bytes + length, capacity - length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            fail_errno(error, path);
            return NULL;
        }
        if (n == 0)
            return g_bytes_new_take(g_steal_pointer(&bytes), length);
        length += (size_t)n;
        if (length > limit) {
            g_set_error(error, CT_SOURCE_ERROR, CT_SOURCE_ERROR_TOO_LARGE,
                        "'%s' is larger than %zu bytes", path, limit);
            return NULL;
        }
    }
}

GBytes *
ct_source_folder_read(const char *root, const char *path, size_t limit, GError **error)
{
    g_autofree char *real = resolve(root, path, error);
    struct stat there;
    GBytes *bytes = NULL;
    int fd;

    if (real == NULL)
        return NULL;
    /* Looked at before it is opened, because opening a device can do things, and again after,
     * because it may have been exchanged; O_NONBLOCK, so that a pipe cannot hold us. */
    if (stat(real, &there) != 0) {
        fail_errno(error, path);
        return NULL;
    }
    if (!check_regular(&there, path, limit, error))
        return NULL;
    fd = open(real, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        fail_errno(error, path);
        return NULL;
    }
    if (fstat(fd, &there) != 0)
        fail_errno(error, path);
    else if (check_regular(&there, path, limit, error))
        bytes = read_all(fd, (size_t)there.st_size, path, limit, error);
    close(fd);
    return bytes;
}

bool
ct_source_folder_has(const char *root, const char *path)
{
    g_autofree char *real = resolve(root, path, NULL);
    struct stat there;

    return real != NULL && stat(real, &there) == 0 && S_ISREG(there.st_mode);
}

GPtrArray *
ct_source_folder_list(const char *root, const char *folder)
{
    GPtrArray *names = g_ptr_array_new();
    g_autofree char *real = resolve(root, folder, NULL);
    g_autoptr(GDir) dir = real == NULL ? NULL : g_dir_open(real, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path =
            folder[0] == '\0' ? g_strdup(name) : g_strconcat(folder, "/", name, NULL);

        if (ct_source_folder_has(root, path))
            g_ptr_array_add(names, g_strdup(name));
    }
    return names;
}
