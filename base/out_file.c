/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/out_file.h"

#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_NAMES_TRIED 100

struct CtOutFile {
    char *path;      /* where it will be */
    char *folder;    /* of path */
    char *temporary; /* NULL: written in place */
    int fd;
    bool holds;      /* signals, until nothing is left under the temporary name */
    sigset_t before; /* what was held already */
};

/* What ends a program from outside: Ctrl-C, kill, a terminal that goes away. */
static const int endings[] = {SIGINT, SIGTERM, SIGHUP};

static bool
fail(GError **error, const char *path)
{
    int code = errno;

    g_set_error(error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED, "cannot write '%s': %s", path,
                g_strerror(code));
    return false;
}

static void
hold_endings(CtOutFile *file)
{
    sigset_t held;

    sigemptyset(&held);
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        sigaddset(&held, endings[i]);
    file->holds = pthread_sigmask(SIG_BLOCK, &held, &file->before) == 0;
}

/* What came meanwhile comes now, unless the caller holds it back as well. */
static void
let_endings_come(CtOutFile *file)
{
    if (file->holds)
        pthread_sigmask(SIG_SETMASK, &file->before, NULL);
    file->holds = false;
}

static bool
is_asked_to_end(const CtOutFile *file)
{
    sigset_t pending;

    if (!file->holds || sigpending(&pending) != 0)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (sigismember(&pending, endings[i]) == 1)
            return true;
    return false;
}

static void
free_file(CtOutFile *file)
{
    let_endings_come(file);
    if (file->fd >= 0)
        close(file->fd);
    g_free(file->path);
    g_free(file->folder);
    g_free(file->temporary);
    g_free(file);
}

/* open() with O_EXCL rather than mkstemp(), so that the kernel applies the umask. */
static bool
open_temporary(CtOutFile *file, GError **error)
{
    g_autofree char *name = g_path_get_basename(file->path);

    for (int i = 0; i < MOST_NAMES_TRIED; i++) {
        g_autofree char *candidate =
            g_strdup_printf("%s/.%.200s.%ld-%d.tmp", file->folder, name, (long)getpid(), i);

        file->fd = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (file->fd >= 0) {
            file->temporary = g_steal_pointer(&candidate);
            return true;
        }
        if (errno != EEXIST)
            break;
    }
    return fail(error, file->path);
}

static bool
open_in_place(CtOutFile *file, GError **error)
{
    file->fd = open(file->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return file->fd >= 0 || fail(error, file->path);
}

/* Where a link leads; @path itself if it is none. */
static char *
follow_link(const char *path)
{
    char *real = realpath(path, NULL);
    char *copy = g_strdup(real == NULL ? path : real);

    free(real);
    return copy;
}

CtOutFile *
ct_out_file_open(const char *path, GError **error)
{
    CtOutFile *file = g_new0(CtOutFile, 1);
    struct stat there;
    bool exists = stat(path, &there) == 0;
    bool ok;

    file->fd = -1;
    file->path = exists ? follow_link(path) : g_strdup(path);
    file->folder = g_path_get_dirname(file->path);
    if (exists && !S_ISREG(there.st_mode)) {
        ok = open_in_place(file, error);
    } else {
        hold_endings(file);
        ok = open_temporary(file, error);
        if (ok && exists && fchmod(file->fd, there.st_mode & 0777) != 0)
            ok = fail(error, path);
    }
    if (ok)
        return file;
    ct_out_file_abandon(file);
    return NULL;
}

/* Whether it has to end; it comes back only where a caller holds the signal back, too. */
static bool
gives_way(CtOutFile *file, GError **error)
{
    if (!is_asked_to_end(file))
        return false;
    unlink(file->temporary);
    let_endings_come(file);
    errno = EINTR;
    fail(error, file->path);
    return true;
}

bool
ct_out_file_write(CtOutFile *file, const char *bytes, size_t length, GError **error)
{
    if (gives_way(file, error))
        return false;
    while (length > 0) {
        ssize_t n = write(file->fd, bytes, length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(error, file->path);
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

/* The new name is safe only once the folder is on the disk, too. Some file systems cannot sync a
 * folder; there the rename is as safe as it gets. */
static void
sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

bool
ct_out_file_commit(CtOutFile *file, GError **error)
{
    bool ok;
    int fd = file->fd;

    if (gives_way(file, error)) {
        ct_out_file_abandon(file);
        return false;
    }
    if (file->temporary != NULL && fsync(fd) != 0) {
        ok = fail(error, file->path);
        ct_out_file_abandon(file);
        return ok;
    }
    file->fd = -1;
    if (close(fd) != 0 || (file->temporary != NULL && rename(file->temporary, file->path) != 0)) {
        ok = fail(error, file->path);
        ct_out_file_abandon(file);
        return ok;
    }
    if (file->temporary != NULL)
        sync_folder(file->folder);
    free_file(file);
    return true;
}

void
ct_out_file_abandon(CtOutFile *file)
{
    if (file->temporary != NULL)
        unlink(file->temporary);
    free_file(file);
}
