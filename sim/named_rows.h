/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arrays of rows that begin with texts of their own. */
#pragma once

#include <glib.h>

enum { CT_NAMED_ROWS_MOST_TEXTS = 3 };

/* An array of rows of @size bytes, the first @n_texts fields of each (one to three) char *, which
 * go with the row. g_array_unref(). */
GArray *ct_named_rows_new(guint size, guint n_texts);

/* Likewise, of rows of @type whose last text is @last: up to it they hold nothing but texts. */
#define CT_NAMED_ROWS_NEW(type, last)                                                              \
    ct_named_rows_new(sizeof(type), G_STRUCT_OFFSET(type, last) / sizeof(char *) + 1)
