/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/content_hash.h"

#include <string.h>

static void
add_value(GChecksum *sum, char type, const void *bytes, size_t length)
{
    g_autofree char *head = g_strdup_printf("%c%" G_GSIZE_FORMAT ":", type, length);

    g_checksum_update(sum, (const guchar *)head, (gssize)strlen(head));
    if (length > 0)
        g_checksum_update(sum, bytes, (gssize)length);
}

static void
add_column(GChecksum *sum, CtQuery *query, int i)
{
    char type = ct_query_type(query, i);
    char number[32];
    const char *text;
    const void *bytes;
    size_t length;

    switch (type) {
    case 'i':
        g_snprintf(number, sizeof number, "%" G_GINT64_FORMAT, ct_query_integer(query, i));
        add_value(sum, type, number, strlen(number));
        break;
    case 't':
        text = ct_query_text(query, i);
        add_value(sum, type, text, text != NULL ? strlen(text) : 0);
        break;
    case 'b':
        bytes = ct_query_blob(query, i, &length);
        add_value(sum, type, bytes, length);
        break;
    default:
        add_value(sum, type, NULL, 0);
    }
}

static bool
add_table(CtDb *db, const CtHashedTable *table, GChecksum *sum, GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT * FROM %s ORDER BY %s", table->name, table->order);
    g_autoptr(CtQuery) query = ct_query_new(db, sql, error);
    bool failed = false;

    if (query == NULL)
        return false;
    add_value(sum, 'T', table->name, strlen(table->name));
    while (ct_query_next(query, &failed, error)) {
        add_value(sum, 'R', NULL, 0);
        for (int i = 0; i < ct_query_n_columns(query); i++)
            add_column(sum, query, i);
    }
    return !failed;
}

char *
ct_content_hash(CtDb *db, const CtHashedTable *tables, GError **error)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

    for (const CtHashedTable *table = tables; table->name != NULL; table++)
        if (!add_table(db, table, sum, error))
            return NULL;
    return g_strdup(g_checksum_get_string(sum));
}
