/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of a package in a folder of the file system. Part of source, which hands in clean paths:
 * relative, without "." and "..".
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The real path of folder @path; NULL and an error if it is none. Free with g_free(). */
char *ct_source_folder_root(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Refuses links that lead out of @root, and everything that is not a regular file. */
GBytes *ct_source_folder_read(const char *root, const char *path, size_t limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

bool ct_source_folder_has(const char *root, const char *path);

/* Names of the regular files directly in @folder, in no order. */
GPtrArray *ct_source_folder_list(const char *root, const char *folder);
