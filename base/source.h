/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of a package, read whole and bounded. A package path is relative, '/'-separated, and
 * never leaves the package: "..", absolute paths and links that point outside are refused. The
 * interface has several makers: a folder, texts in memory (tests, --set), later a run file.
 */
#pragma once

#include "base/ids.h"

#include <glib.h>

#define CT_SOURCE_ERROR ct_source_error_quark()
typedef enum CtSourceError {
    CT_SOURCE_ERROR_FAILED,
    CT_SOURCE_ERROR_NOT_FOUND,
    CT_SOURCE_ERROR_TOO_LARGE,
    CT_SOURCE_ERROR_OUTSIDE,
} CtSourceError;
GQuark ct_source_error_quark(void);

typedef struct CtSource CtSource;

/* A folder; @path must be one. */
CtSource *ct_source_new_folder(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Empty; filled with ct_source_add(). */
CtSource *ct_source_new_memory(void);
/* @path is within the package. */
void ct_source_add(CtSource *source, const char *path, const char *text, size_t length);
CtSource *ct_source_ref(CtSource *source); /* one more owner; each frees it */
void ct_source_free(CtSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSource, ct_source_free)

/* The bytes of @path, at most @limit of them; the caller unrefs. */
GBytes *ct_source_read(CtSource *source, const char *path, size_t limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Whether @path is a package path: relative, and never leaving the package. */
bool ct_source_is_inside(const char *path);

/* Whether a regular file is there. */
bool ct_source_has(CtSource *source, const char *path);

/* Names directly below @folder that end in @suffix, sorted by bytes; NULL-terminated, g_strfreev().
 */
char **ct_source_list(CtSource *source, const char *folder, const char *suffix);

/*
 * From now on what is read is remembered, once a path: the i-th of ct_source_n_read(), in the order
 * of first reading, with its path within the source. Borrowed until the source is freed.
 */
void ct_source_remember(CtSource *source);
size_t ct_source_n_read(const CtSource *source);
GBytes *ct_source_get_read(const CtSource *source, size_t i, const char **ret_path);

/* What messages show before a package path: the folder as given, "" in memory. */
const char *ct_source_label(const CtSource *source);
