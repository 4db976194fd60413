/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one door to SQLite. A database that is read may come from anybody: its schema must be the
 * expected one to the letter, and triggers, views and extensions are off. One thread a database.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CT_DB_ERROR ct_db_error_quark()
typedef enum CtDbError {
    CT_DB_ERROR_FAILED,
    CT_DB_ERROR_NOT_FOUND,
    CT_DB_ERROR_BUSY,    /* another process writes to it */
    CT_DB_ERROR_FULL,    /* no room on the disk, or past a limit of file size */
    CT_DB_ERROR_DAMAGED, /* no database, or one that is truncated or malformed */
    CT_DB_ERROR_FOREIGN, /* a database of another program */
    CT_DB_ERROR_VERSION, /* of another version */
} CtDbError;
GQuark ct_db_error_quark(void);

/* What makes a database ours. */
typedef struct CtDbFormat {
    int32_t application;       /* PRAGMA application_id */
    int32_t version;           /* PRAGMA user_version */
    const char *what;          /* "run file", for messages */
    const char *const *schema; /* CREATE statements in order, NULL-terminated */
} CtDbFormat;

typedef struct CtDb CtDb;

/*
 * Makes a database at @path, for one writer; nothing may be there, or (@blank) at most what
 * ct_db_is_blank(). Rollback journal, synchronous. A transaction is open, to be committed once
 * what must be there from the start is: a process that dies before leaves a blank file.
 */
CtDb *ct_db_create(const char *path, const CtDbFormat *format, bool blank, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Whether what is at @path is the file of a database of which nothing was ever committed. */
bool ct_db_is_blank(const char *path);

/*
 * Opens one that is there, to read or (@writable) as its only writer. Nothing else in it is looked
 * at than application, version and schema.
 */
CtDb *ct_db_open(const char *path, const CtDbFormat *format, bool writable, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* What is not committed is rolled back. */
void ct_db_close(CtDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtDb, ct_db_close)

/* Runs statements that return nothing. */
bool ct_db_exec(CtDb *db, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

bool ct_db_begin(CtDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool ct_db_commit(CtDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Every page read and every index compared. Cost: the file. */
bool ct_db_check(CtDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Writes a compact copy to @path: equal contents give equal bytes. It is written beside @path and
 * renamed once it is on the disk. Cost: the file.
 */
bool ct_db_copy_to(CtDb *db, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* --- statements --- */

typedef struct CtQuery CtQuery;

/* One statement; ? are bound by number from 1. */
CtQuery *ct_query_new(CtDb *db, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_query_free(CtQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtQuery, ct_query_free)

/* Values are copied. A NULL text or blob is NULL. */
void ct_query_bind_integer(CtQuery *query, int i, int64_t value);
void ct_query_bind_text(CtQuery *query, int i, const char *text);
void ct_query_bind_blob(CtQuery *query, int i, const void *bytes, size_t length);

/* Runs it to its end and makes it ready to be bound again. */
bool ct_query_run(CtQuery *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The next row; false at the end (@ret_failed false, ready to be bound again) or on error. */
bool ct_query_next(CtQuery *query, bool *ret_failed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Columns of the row, from 0. Of another type than asked for: 0, NULL. Borrowed until the next. */
int64_t ct_query_integer(CtQuery *query, int i);
const char *ct_query_text(CtQuery *query, int i); /* without NUL inside; NULL otherwise */
const void *ct_query_blob(CtQuery *query, int i, size_t *ret_length);
bool ct_query_is_null(CtQuery *query, int i);
int ct_query_n_columns(CtQuery *query);

/* 'i' integer, 't' text, 'b' blob, 'r' real, 'n' null. */
char ct_query_type(CtQuery *query, int i);
