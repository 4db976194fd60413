/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables that fit a terminal, and its colours. Widths count display columns of UTF-8 text. A cell
 * that does not fit wraps at spaces, or is cut with '…' where it has none.
 */
#pragma once

#include "base/out.h"

typedef enum CtStyle {
    CT_STYLE_PLAIN,
    CT_STYLE_BOLD,
    CT_STYLE_DIM,
    CT_STYLE_GOOD,
    CT_STYLE_BAD,
    CT_STYLE_WARN,
    CT_STYLE_ACCENT,
} CtStyle;

typedef struct CtTextTable CtTextTable;

/* @headers: NULL-terminated. @width: columns to fit, 0 for 80. */
CtTextTable *ct_text_table_new(const char *const *headers, unsigned width);
void ct_text_table_free(CtTextTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtTextTable, ct_text_table_free)

/* One row of as many cells as headers; texts are copied. */
void ct_text_table_add(CtTextTable *table, const char *const *cells);
void ct_text_table_set_right(CtTextTable *table, unsigned column); /* aligned right */
void ct_text_table_write(CtTextTable *table, CtOut *out, bool colour);

/* @text in @style, or plain when not @colour. */
void ct_text_style(CtOut *out, bool colour, CtStyle style, const char *text);

/* @text broken at spaces to @width columns, every line after the first indented by @indent. */
void ct_text_wrap(CtOut *out, const char *text, unsigned width, unsigned indent);

/* Display columns of UTF-8 @text. */
unsigned ct_text_columns(const char *text);
