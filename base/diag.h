/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Diagnostics: what is wrong with an input, where, and what was meant. Collected, never thrown:
 * a loader reports everything it finds and asks once at the end. They come out sorted by file,
 * line, column, then in the order they were added. Nothing here prints.
 */
#pragma once

#include "base/ids.h"

#include <glib.h>

typedef enum CtSeverity {
    CT_SEVERITY_ERROR,
    CT_SEVERITY_WARNING,
    CT_SEVERITY_NOTE,
} CtSeverity;

typedef struct CtDiag CtDiag;

CtDiag *ct_diag_new(void);
void ct_diag_free(CtDiag *diag);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtDiag, ct_diag_free)

/*
 * Makes a file known and returns its index for CtPos.file. @name is what messages show. @text,
 * @length bytes that need not end in NUL, is kept by reference for the caret line and must outlive
 * @diag; NULL where there is none.
 */
uint16_t ct_diag_add_file(CtDiag *diag, const char *name, const char *text, size_t length);

/* The same for @text that @diag is to keep: it takes a reference of its own. */
uint16_t ct_diag_add_bytes(CtDiag *diag, const char *name, GBytes *text);

const char *ct_diag_file_name(const CtDiag *diag, uint16_t file);

/* How many files are known, and the bytes of one; NULL where they were not given. */
size_t ct_diag_file_count(const CtDiag *diag);
const char *ct_diag_file_text(const CtDiag *diag, uint16_t file, size_t *ret_length);

/* Adds one diagnostic. Control bytes in the finished message are shown as '?'. */
void ct_diag_add(CtDiag *diag, CtSeverity severity, CtPos pos, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

#define ct_diag_error(diag, pos, ...) ct_diag_add(diag, CT_SEVERITY_ERROR, pos, __VA_ARGS__)
#define ct_diag_warning(diag, pos, ...) ct_diag_add(diag, CT_SEVERITY_WARNING, pos, __VA_ARGS__)

/* How many were added. Only the first 100 000 of a severity are kept. */
size_t ct_diag_count(const CtDiag *diag, CtSeverity severity);

/* How many are kept, of all severities together. */
size_t ct_diag_length(const CtDiag *diag);

/* The i-th of those kept, in report order; the message is owned by @diag. */
void ct_diag_get(
    CtDiag *diag, size_t i, CtSeverity *ret_severity, CtPos *ret_pos, const char **ret_message);

/*
 * All diagnostics as text, "file:line:column: message", the source line and a caret under it;
 * at most @most of them and then how many were left out. Free with g_free().
 */
char *ct_diag_to_text(CtDiag *diag, size_t most);

/* "file:line:column" of @pos, or "file" when it has no line. Free with g_free(). */
char *ct_diag_pos_text(const CtDiag *diag, CtPos pos);
