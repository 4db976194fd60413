/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rows go into an open transaction that is committed when two seconds have passed since the last.
 * The lock of the first transaction keeps a second writer out.
 */
#include "sim/run_file.h"

#include "base/bits.h"
#include "sim/run_rows.h"
#include "sim/run_schema.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

G_DEFINE_QUARK(ct_run_file_error, ct_run_file_error)

enum { MOST_SECONDS_OPEN = 2 };

struct CtRunFile {
    char *path, *part;
    CtDb *db;
    CtRunHeader *header; /* as it stands in the file */
    CtRunRowWriter *writer;
    uint64_t *there; /* bit per replication that was there at the opening */
    uint64_t n_there, n_bits;
    gint64 committed_at; /* monotonic */
    bool is_open;        /* a transaction */
    int64_t session;
};

void
ct_run_file_free(CtRunFile *file)
{
    if (file == NULL)
        return;
    ct_run_row_writer_free(file->writer);
    ct_db_close(file->db);
    ct_run_header_free(file->header);
    g_free(file->there);
    g_free(file->path);
    g_free(file->part);
    g_free(file);
}

void
ct_run_file_discard(CtRunFile *file)
{
    g_autofree char *part = g_strdup(file->part);

    ct_run_file_free(file);
    g_unlink(part);
}

static bool
begin(CtRunFile *file, GError **error)
{
    if (file->is_open)
        return true;
    if (!ct_db_begin(file->db, error))
        return false;
    file->is_open = true;
    return true;
}

bool
ct_run_file_flush(CtRunFile *file, GError **error)
{
    if (!file->is_open)
        return true;
    file->is_open = false;
    file->committed_at = g_get_monotonic_time();
    return ct_db_commit(file->db, error);
}

/* --- opening --- */

/* Schema and header come in one transaction: a part that is there has both, or is blank. */
static bool
create(CtRunFile *file, const CtRunHeader *header, bool blank, GError **error)
{
    file->db = ct_db_create(file->part, &ct_run_format, blank, error);
    file->is_open = file->db != NULL;
    if (file->is_open && ct_run_write_header(file->db, header, error) &&
        ct_run_file_flush(file, error))
        return true;
    if (file->db != NULL && !blank)
        g_unlink(file->part);
    return false;
}

bool
ct_run_file_set_n(CtRunFile *file, uint64_t n, GError **error)
{
    g_autoptr(CtQuery) query =
        ct_query_new(file->db, "UPDATE meta SET value = ? WHERE key = 'replications'", error);
    g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, n);

    if (query == NULL || !begin(file, error))
        return false;
    ct_query_bind_text(query, 1, text);
    if (!ct_query_run(query, error) || !ct_run_drop_rows(file->db, n, error))
        return false;
    if (file->header != NULL)
        file->header->n = n;
    return true;
}

/* It goes on as the run of @header, which may want more replications. */
static bool
adopt(CtRunFile *file, const CtRunHeader *header, GError **error)
{
    g_autoptr(CtRunHeader) stored = NULL;
    g_autofree char *difference = NULL;

    file->db = ct_db_open(file->part, &ct_run_format, true, error);
    stored = file->db != NULL ? ct_run_read_header(file->db, error) : NULL;
    if (stored == NULL)
        return false;
    difference = ct_run_header_difference(stored, header);
    if (difference != NULL) {
        g_set_error(error, CT_RUN_FILE_ERROR, CT_RUN_FILE_ERROR_DIFFERENT,
                    "'%s' is part of another run: the %s differs", file->part, difference);
        return false;
    }
    return ct_run_file_set_n(file, header->n, error) && ct_run_file_flush(file, error);
}

/* Which replications are there, below the number wanted. */
static bool
read_numbers(CtRunFile *file, uint64_t n, GError **error)
{
    g_autoptr(CtQuery) query =
        ct_query_new(file->db, "SELECT number FROM replication ORDER BY number", error);
    bool failed = false;

    file->n_bits = n;
    file->there = ct_bits_new(n);
    if (query == NULL)
        return false;
    while (ct_query_next(query, &failed, error)) {
        uint64_t number = (uint64_t)ct_query_integer(query, 0);

        if (number >= n)
            continue; /* none, but in a file from elsewhere */
        ct_bits_set(file->there, number);
        file->n_there++;
    }
    return !failed;
}

static bool
next_session(CtRunFile *file, GError **error)
{
    g_autoptr(CtQuery) query =
        ct_query_new(file->db, "SELECT coalesce(max(id), 0) + 1 FROM session", error);
    bool failed = false;

    if (query == NULL || !ct_query_next(query, &failed, error))
        return false;
    file->session = ct_query_integer(query, 0);
    return true;
}

CtRunFile *
ct_run_file_open(const char *path, const CtRunHeader *header, bool resume, GError **error)
{
    g_autoptr(CtRunFile) file = g_new0(CtRunFile, 1);
    bool is_there, blank;

    file->path = g_strdup(path);
    file->part = g_strdup_printf("%s.part", path);
    file->committed_at = g_get_monotonic_time();
    is_there = g_file_test(file->part, G_FILE_TEST_EXISTS);
    if (is_there && !resume) {
        g_set_error(error, CT_RUN_FILE_ERROR, CT_RUN_FILE_ERROR_THERE,
                    "'%s' is there from a run that did not end: go on with it by --resume, or "
                    "remove it",
                    file->part);
        return NULL;
    }
    blank = is_there && ct_db_is_blank(file->part);
    if (!(is_there && !blank ? adopt(file, header, error) : create(file, header, blank, error)))
        return NULL;
    file->header = ct_run_read_header(file->db, error);
    if (file->header == NULL || !read_numbers(file, header->n, error) || !next_session(file, error))
        return NULL;
    file->writer = ct_run_row_writer_new(file->db, error);
    if (file->writer == NULL)
        return NULL;
    return g_steal_pointer(&file);
}

bool
ct_run_file_has(uint64_t replication, void *data)
{
    const CtRunFile *file = data;

    return replication < file->n_bits && ct_bits_get(file->there, replication);
}

uint64_t
ct_run_file_count(const CtRunFile *file)
{
    return file->n_there;
}

/* --- writing --- */

bool
ct_run_file_add(CtRunFile *file, const CtRow *row, GError **error)
{
    return begin(file, error) && ct_run_row_write(file->writer, row, error) &&
           ct_run_file_tick(file, error);
}

bool
ct_run_file_tick(CtRunFile *file, GError **error)
{
    if (g_get_monotonic_time() - file->committed_at < MOST_SECONDS_OPEN * G_TIME_SPAN_SECOND / 2)
        return true;
    return ct_run_file_flush(file, error);
}

bool
ct_run_file_drop_findings(CtRunFile *file, GError **error)
{
    return begin(file, error) &&
           ct_db_exec(file->db, "DELETE FROM result; DELETE FROM trace; DELETE FROM trace_chunk",
                      error);
}

static bool
put_two(CtRunFile *file, const char *sql, const char *a, const char *b, GError **error)
{
    g_autoptr(CtQuery) query = NULL;

    if (!begin(file, error))
        return false;
    query = ct_query_new(file->db, sql, error);
    if (query == NULL)
        return false;
    ct_query_bind_text(query, 1, a);
    ct_query_bind_text(query, 2, b);
    return ct_query_run(query, error);
}

bool
ct_run_file_put_result(CtRunFile *file, const char *name, const char *json, GError **error)
{
    return put_two(file, "INSERT OR REPLACE INTO result VALUES (?, ?)", name, json, error);
}

bool
ct_run_file_put_session(CtRunFile *file, const char *key, const char *value, GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("INSERT OR REPLACE INTO session VALUES (%" G_GINT64_FORMAT ", ?, ?)",
                        file->session);

    return put_two(file, sql, key, value, error);
}

static bool
put_chunk(CtRunFile *file, const CtRunTraceChunk *chunk, GError **error)
{
    g_autoptr(CtQuery) query =
        ct_query_new(file->db, "INSERT OR REPLACE INTO trace_chunk VALUES (?, ?, ?, ?, ?, ?)",
                     error);
    gsize length;
    const void *data = g_bytes_get_data(chunk->data, &length);

    if (query == NULL)
        return false;
    ct_query_bind_integer(query, 1, (int64_t)chunk->replication);
    ct_query_bind_integer(query, 2, chunk->part);
    ct_query_bind_integer(query, 3, chunk->first_ms);
    ct_query_bind_integer(query, 4, chunk->last_ms);
    ct_query_bind_integer(query, 5, chunk->n_events);
    ct_query_bind_blob(query, 6, data, length);
    return ct_query_run(query, error);
}

bool
ct_run_file_put_trace(CtRunFile *file,
                      uint64_t replication,
                      const char *reason,
                      uint64_t n_events,
                      const CtRunTraceChunk *chunks,
                      size_t n_chunks,
                      GError **error)
{
    g_autoptr(CtQuery) query = NULL;

    if (!begin(file, error))
        return false;
    query = ct_query_new(file->db, "INSERT OR REPLACE INTO trace VALUES (?, ?, ?)", error);
    if (query == NULL)
        return false;
    ct_query_bind_integer(query, 1, (int64_t)replication);
    ct_query_bind_text(query, 2, reason);
    ct_query_bind_integer(query, 3, (int64_t)n_events);
    if (!ct_query_run(query, error))
        return false;
    for (size_t i = 0; i < n_chunks; i++)
        if (!put_chunk(file, &chunks[i], error))
            return false;
    return true;
}

bool
ct_run_file_each_row(CtRunFile *file,
                     void (*visit)(const CtRow *row, void *data),
                     void *data,
                     GError **error)
{
    return ct_run_read_rows(file->db, file->header, visit, data, error);
}

bool
ct_run_file_finish(CtRunFile *file, GError **error)
{
    bool done = ct_run_file_flush(file, error) && ct_db_copy_to(file->db, file->path, error);
    g_autofree char *part = g_strdup(file->part);

    ct_run_file_free(file);
    if (done && g_unlink(part) != 0) {
        g_set_error(error, CT_RUN_FILE_ERROR, CT_RUN_FILE_ERROR_FAILED, "cannot remove '%s': %s",
                    part, g_strerror(errno));
        return false;
    }
    return done;
}
