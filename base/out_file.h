/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file that appears whole or not at all: written beside its place under a temporary name, then
 * renamed over it. What is not a regular file (a terminal, a pipe, /dev/null) is written straight
 * to. A link is followed, and what it points to replaced. Part of out.
 *
 * While the temporary name is there, the calling thread holds back SIGINT, SIGTERM and SIGHUP; one
 * that comes is let through at the next write, once the name is gone, or after the commit. So they
 * end the program soon and leave nothing behind.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct CtOutFile CtOutFile;

/* NULL on error. New files have mode 0644 less the umask; a replaced file keeps its own. */
CtOutFile *ct_out_file_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* False with EINTR's text, where such a signal came and a caller holds it back as well. */
bool ct_out_file_write(CtOutFile *file, const char *bytes, size_t length, GError **error);

/* Both free @file. Commit fails if the bytes may not have reached the disk; then nothing is left
 * under the name. */
bool ct_out_file_commit(CtOutFile *file, GError **error);
void ct_out_file_abandon(CtOutFile *file);
