/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/db_private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

G_DEFINE_QUARK(ct_db_error, ct_db_error)

enum { MOST_BYTES_A_VALUE = 1 << 30 };

static CtDbError
code_of(int result)
{
    /* A limit of the size of files, or a quota, is to SQLite an error like any other of writing. */
    if (result == SQLITE_IOERR_WRITE)
        return CT_DB_ERROR_FULL;
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return CT_DB_ERROR_BUSY;
    case SQLITE_FULL:
        return CT_DB_ERROR_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return CT_DB_ERROR_DAMAGED;
    default:
        return CT_DB_ERROR_FAILED;
    }
}

bool
ct_db_fail(const CtDb *db, int result, GError **error)
{
    CtDbError code = code_of(result);
    const char *path = db->path;

    switch (code) {
    case CT_DB_ERROR_BUSY:
        g_set_error(error, CT_DB_ERROR, code, "'%s' is being written by another process", path);
        break;
    case CT_DB_ERROR_FULL:
        g_set_error(error, CT_DB_ERROR, code,
                    "no room left to write '%s', or the disk does not take it", path);
        break;
    case CT_DB_ERROR_DAMAGED:
        g_set_error(error, CT_DB_ERROR, code, "'%s' is no %s, or a damaged one (%s)", path,
                    db->format->what, sqlite3_errmsg(db->handle));
        break;
    default:
        g_set_error(error, CT_DB_ERROR, code, "'%s': %s", path, sqlite3_errmsg(db->handle));
    }
    return false;
}

static bool
succeed(const CtDb *db, int result, GError **error)
{
    return result == SQLITE_OK || ct_db_fail(db, result, error);
}

/* --- opening --- */

static void
restrict_handle(sqlite3 *handle)
{
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, MOST_BYTES_A_VALUE);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM INTO attaches its target */
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
}

static CtDb *
open_handle(const char *path, const CtDbFormat *format, int flags, GError **error)
{
    g_autoptr(CtDb) db = g_new0(CtDb, 1);

    db->path = g_strdup(path);
    db->format = format;
    int result = sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);

    if (result != SQLITE_OK) {
        ct_db_fail(db, result, error);
        return NULL;
    }
    restrict_handle(db->handle);
    return g_steal_pointer(&db);
}

void
ct_db_close(CtDb *db)
{
    if (db == NULL)
        return;
    sqlite3_close_v2(db->handle);
    g_free(db->path);
    g_free(db);
}

bool
ct_db_exec(CtDb *db, const char *sql, GError **error)
{
    return succeed(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL), error);
}

static bool
set_up_writer(CtDb *db, GError **error)
{
    return ct_db_exec(db,
                      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE;"
                      "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;",
                      error);
}

bool
ct_db_begin(CtDb *db, GError **error)
{
    return ct_db_exec(db, "BEGIN EXCLUSIVE", error);
}

bool
ct_db_commit(CtDb *db, GError **error)
{
    if (ct_db_exec(db, "COMMIT", error))
        return true;
    if (!sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

static bool
read_number(CtDb *db, const char *sql, int64_t *ret_number, GError **error)
{
    g_autoptr(CtQuery) query = ct_query_new(db, sql, error);
    bool failed;

    if (query == NULL || !ct_query_next(query, &failed, error))
        return false;
    *ret_number = ct_query_integer(query, 0);
    return true;
}

/* In the transaction that it leaves open. */
static bool
make_schema(CtDb *db, GError **error)
{
    g_autofree char *head = g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d;",
                                            db->format->application, db->format->version);
    int64_t n_tables = 0;

    if (!ct_db_exec(db, "PRAGMA page_size = 4096", error) || !ct_db_begin(db, error) ||
        !read_number(db, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
        return false;
    if (n_tables > 0) {
        g_set_error(error, CT_DB_ERROR, CT_DB_ERROR_FAILED, "'%s' has come to be meanwhile",
                    db->path);
        return false;
    }
    if (!ct_db_exec(db, head, error))
        return false;
    for (const char *const *sql = db->format->schema; *sql != NULL; sql++)
        if (!ct_db_exec(db, *sql, error))
            return false;
    return true;
}

/* SQLite would take an existing file, and follows links that this refuses. */
static bool
make_file(const char *path, bool blank, GError **error)
{
    int flags = O_WRONLY | O_CREAT | (blank ? 0 : O_EXCL) | O_CLOEXEC | O_NOFOLLOW;
    int fd = g_open(path, flags, 0644);

    if (fd >= 0) {
        close(fd);
        return true;
    }
    g_set_error(error, CT_DB_ERROR, CT_DB_ERROR_FAILED, "cannot write '%s': %s", path,
                g_strerror(errno));
    return false;
}

CtDb *
ct_db_create(const char *path, const CtDbFormat *format, bool blank, GError **error)
{
    if (!make_file(path, blank, error))
        return NULL;
    g_autoptr(CtDb) db = open_handle(path, format, SQLITE_OPEN_READWRITE, error);

    if (db != NULL && set_up_writer(db, error) && make_schema(db, error))
        return g_steal_pointer(&db);
    g_clear_pointer(&db, ct_db_close);
    if (!blank)
        g_unlink(path);
    return NULL;
}

bool
ct_db_is_blank(const char *path)
{
    static const CtDbFormat any = {.what = "database"};
    g_autoptr(CtDb) db = g_file_test(path, G_FILE_TEST_IS_REGULAR)
                             ? open_handle(path, &any, SQLITE_OPEN_READWRITE, NULL)
                             : NULL;
    int64_t n_pages = 1;

    return db != NULL && read_number(db, "PRAGMA page_count", &n_pages, NULL) && n_pages == 0;
}

/* --- is it ours --- */

static bool
has_our_numbers(CtDb *db, GError **error)
{
    int64_t application = 0, version = 0;

    if (!read_number(db, "PRAGMA application_id", &application, error) ||
        !read_number(db, "PRAGMA user_version", &version, error))
        return false;
    if (application != db->format->application) {
        g_set_error(error, CT_DB_ERROR, CT_DB_ERROR_FOREIGN,
                    "'%s' is a database, but no %s of this program", db->path, db->format->what);
        return false;
    }
    if (version != db->format->version) {
        g_set_error(error, CT_DB_ERROR, CT_DB_ERROR_VERSION,
                    "'%s' is a %s of version %" G_GINT64_FORMAT "; this program reads version %d",
                    db->path, db->format->what, version, db->format->version);
        return false;
    }
    return true;
}

static bool
has_our_schema(CtDb *db, GError **error)
{
    g_autoptr(CtQuery) query =
        ct_query_new(db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid",
                     error);
    const char *const *expected = db->format->schema;
    bool failed = false;
    bool same = true;

    if (query == NULL)
        return false;
    while (ct_query_next(query, &failed, error)) {
        const char *sql = ct_query_text(query, 0);

        same = same && *expected != NULL && sql != NULL && strcmp(sql, *expected) == 0;
        if (*expected != NULL)
            expected++;
    }
    if (failed)
        return false;
    if (!same || *expected != NULL) {
        g_set_error(error, CT_DB_ERROR, CT_DB_ERROR_DAMAGED, "'%s' has not the tables of a %s",
                    db->path, db->format->what);
        return false;
    }
    return true;
}

CtDb *
ct_db_open(const char *path, const CtDbFormat *format, bool writable, GError **error)
{
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, CT_DB_ERROR, CT_DB_ERROR_NOT_FOUND,
                    g_file_test(path, G_FILE_TEST_EXISTS) ? "'%s' is no file"
                                                          : "there is no file '%s'",
                    path);
        return NULL;
    }
    g_autoptr(CtDb) db =
        open_handle(path, format, writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, error);

    if (db == NULL || (writable && !set_up_writer(db, error)) || !has_our_numbers(db, error) ||
        !has_our_schema(db, error))
        return NULL;
    /* A lock that another writer holds shows now and not after hours of computing. */
    if (writable && (!ct_db_begin(db, error) || !ct_db_commit(db, error)))
        return NULL;
    return g_steal_pointer(&db);
}

bool
ct_db_check(CtDb *db, GError **error)
{
    g_autoptr(CtQuery) query = ct_query_new(db, "PRAGMA integrity_check(1)", error);
    bool failed;

    if (query == NULL || !ct_query_next(query, &failed, error))
        return false;
    if (g_strcmp0(ct_query_text(query, 0), "ok") == 0)
        return true;
    g_set_error(error, CT_DB_ERROR, CT_DB_ERROR_DAMAGED, "'%s' is a damaged %s", db->path,
                db->format->what);
    return false;
}

static bool
put_on_disk(const char *temporary, const char *path, GError **error)
{
    int fd = g_open(temporary, O_RDWR | O_CLOEXEC, 0);
    bool done = fd >= 0 && fsync(fd) == 0 && g_rename(temporary, path) == 0;

    if (!done)
        g_set_error(error, CT_DB_ERROR, CT_DB_ERROR_FAILED, "cannot write '%s': %s", path,
                    g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return done;
}

static void
remove_with_journal(const char *path)
{
    g_autofree char *journal = g_strdup_printf("%s-journal", path);

    g_unlink(path);
    g_unlink(journal);
}

bool
ct_db_copy_to(CtDb *db, const char *path, GError **error)
{
    g_autofree char *temporary = g_strdup_printf("%s.tmp", path);
    g_autoptr(CtQuery) query = NULL;

    /* Of a process that died: whoever writes @path holds the lock on @db. A journal that was left
     * would be played back into what is written now. */
    remove_with_journal(temporary);
    query = ct_query_new(db, "VACUUM INTO ?", error);
    if (query == NULL)
        return false;
    ct_query_bind_text(query, 1, temporary);
    if (ct_query_run(query, error) && put_on_disk(temporary, path, error))
        return true;
    remove_with_journal(temporary);
    return false;
}
