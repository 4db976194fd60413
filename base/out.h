/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text on its way to a user: a buffered writer over a GString or a file, and files written whole
 * or not at all (temporary file in the same folder, fsync, rename).
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CT_OUT_ERROR ct_out_error_quark()
typedef enum CtOutError { CT_OUT_ERROR_FAILED } CtOutError;
GQuark ct_out_error_quark(void);

typedef struct CtOut CtOut;

CtOut *ct_out_new_string(void);           /* collects in memory */
CtOut *ct_out_new_stream(FILE *stream);   /* buffers; the stream stays the caller's */
CtOut *ct_out_new_file(const char *path); /* nothing under @path until ct_out_close() */
void ct_out_free(CtOut *out);             /* without close: a file leaves nothing behind */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtOut, ct_out_free)

void ct_out_put(CtOut *out, const char *text);
void ct_out_put_n(CtOut *out, const char *bytes, size_t length);
void ct_out_printf(CtOut *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* What a string writer holds so far; owned by @out. */
const char *ct_out_text(const CtOut *out);

/* Whether no error was met so far. */
bool ct_out_is_good(const CtOut *out);

/* Flushes, and for a file renames it into place. The first error met since opening. */
bool ct_out_close(CtOut *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;
