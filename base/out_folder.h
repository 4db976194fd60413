/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A folder of texts, written whole or not at all: made under another name beside it, then renamed.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Texts by file name, in the order they were added. */
typedef struct CtOutFiles CtOutFiles;

CtOutFiles *ct_out_files_new(void);
void ct_out_files_free(CtOutFiles *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtOutFiles, ct_out_files_free)

/* Takes @text over. @name is a plain file name, no path. */
void ct_out_files_add(CtOutFiles *files, const char *name, char *text);

/* The text of @name; NULL if there is none. */
const char *ct_out_files_get(const CtOutFiles *files, const char *name);

/*
 * Makes folder @path with these files and nothing else; CT_OUT_ERROR and nothing left behind if it
 * cannot. What stands there already is never written over: only an empty folder may be there.
 */
bool ct_out_folder_write(const char *path,
                         const CtOutFiles *files,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
