/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/named_rows.h"

static void
clear_texts(void *row, guint n)
{
    char **texts = row;

    for (guint i = 0; i < n; i++)
        g_free(texts[i]);
}

static void
clear_one(void *row)
{
    clear_texts(row, 1);
}

static void
clear_two(void *row)
{
    clear_texts(row, 2);
}

static void
clear_three(void *row)
{
    clear_texts(row, 3);
}

GArray *
ct_named_rows_new(guint size, guint n_texts)
{
    static const GDestroyNotify clear[CT_NAMED_ROWS_MOST_TEXTS] = {clear_one, clear_two,
                                                                   clear_three};
    GArray *rows = g_array_new(FALSE, FALSE, size);

    g_assert(n_texts >= 1 && n_texts <= CT_NAMED_ROWS_MOST_TEXTS);
    g_array_set_clear_func(rows, clear[n_texts - 1]);
    return rows;
}
