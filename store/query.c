/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements: bound by number, run, read row by row. */
#include "store/db_private.h"

#include <string.h>

struct CtQuery {
    CtDb *db;
    sqlite3_stmt *statement;
};

CtQuery *
ct_query_new(CtDb *db, const char *sql, GError **error)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL);

    if (result != SQLITE_OK) {
        ct_db_fail(db, result, error);
        return NULL;
    }
    CtQuery *query = g_new(CtQuery, 1);

    *query = (CtQuery){.db = db, .statement = statement};
    return query;
}

void
ct_query_free(CtQuery *query)
{
    if (query == NULL)
        return;
    sqlite3_finalize(query->statement);
    g_free(query);
}

void
ct_query_bind_integer(CtQuery *query, int i, int64_t value)
{
    sqlite3_bind_int64(query->statement, i, value);
}

void
ct_query_bind_text(CtQuery *query, int i, const char *text)
{
    sqlite3_bind_text(query->statement, i, text, -1, SQLITE_TRANSIENT);
}

void
ct_query_bind_blob(CtQuery *query, int i, const void *bytes, size_t length)
{
    if (bytes != NULL && length == 0)
        sqlite3_bind_zeroblob(query->statement, i, 0);
    else
        sqlite3_bind_blob64(query->statement, i, bytes, length, SQLITE_TRANSIENT);
}

bool
ct_query_run(CtQuery *query, GError **error)
{
    int result = sqlite3_step(query->statement);

    while (result == SQLITE_ROW)
        result = sqlite3_step(query->statement);
    bool done = result == SQLITE_DONE || ct_db_fail(query->db, result, error);

    sqlite3_reset(query->statement);
    sqlite3_clear_bindings(query->statement);
    return done;
}

bool
ct_query_next(CtQuery *query, bool *ret_failed, GError **error)
{
    int result = sqlite3_step(query->statement);

    *ret_failed = result != SQLITE_ROW && result != SQLITE_DONE;
    if (result == SQLITE_ROW)
        return true;
    if (*ret_failed)
        ct_db_fail(query->db, result, error);
    sqlite3_reset(query->statement);
    sqlite3_clear_bindings(query->statement);
    return false;
}

int64_t
ct_query_integer(CtQuery *query, int i)
{
    return sqlite3_column_type(query->statement, i) == SQLITE_INTEGER
               ? sqlite3_column_int64(query->statement, i)
               : 0;
}

const char *
ct_query_text(CtQuery *query, int i)
{
    if (sqlite3_column_type(query->statement, i) != SQLITE_TEXT)
        return NULL;
    const char *text = (const char *)sqlite3_column_text(query->statement, i);
    int length = sqlite3_column_bytes(query->statement, i);

    if (text == NULL || strlen(text) != (size_t)length || !g_utf8_validate(text, length, NULL))
        return NULL;
    return text;
}

const void *
ct_query_blob(CtQuery *query, int i, size_t *ret_length)
{
    *ret_length = 0;
    if (sqlite3_column_type(query->statement, i) != SQLITE_BLOB)
        return NULL;
    const void *bytes = sqlite3_column_blob(query->statement, i);

    *ret_length = (size_t)sqlite3_column_bytes(query->statement, i);
    return bytes != NULL ? bytes : "";
}

bool
ct_query_is_null(CtQuery *query, int i)
{
    return sqlite3_column_type(query->statement, i) == SQLITE_NULL;
}

int
ct_query_n_columns(CtQuery *query)
{
    return sqlite3_column_count(query->statement);
}

char
ct_query_type(CtQuery *query, int i)
{
    switch (sqlite3_column_type(query->statement, i)) {
    case SQLITE_INTEGER:
        return 'i';
    case SQLITE_FLOAT:
        return 'r';
    case SQLITE_TEXT:
        return 't';
    case SQLITE_BLOB:
        return 'b';
    default:
        return 'n';
    }
}
