/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/run_read.h"

#include "sim/run_rows.h"
#include "sim/run_schema.h"

struct CtRunRead {
    CtDb *db;
    CtRunHeader *header;
};

CtRunRead *
ct_run_read_open(const char *path, GError **error)
{
    g_autoptr(CtRunRead) run = g_new0(CtRunRead, 1);

    run->db = ct_db_open(path, &ct_run_format, false, error);
    if (run->db == NULL)
        return NULL;
    run->header = ct_run_read_header(run->db, error);
    if (run->header == NULL) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    return g_steal_pointer(&run);
}

void
ct_run_read_close(CtRunRead *run)
{
    if (run == NULL)
        return;
    ct_db_close(run->db);
    ct_run_header_free(run->header);
    g_free(run);
}

const CtRunHeader *
ct_run_read_get_header(const CtRunRead *run)
{
    return run->header;
}

bool
ct_run_read_count(CtRunRead *run, uint64_t *ret_n, GError **error)
{
    g_autoptr(CtQuery) query = ct_query_new(run->db, "SELECT count(*) FROM replication", error);
    bool failed;

    if (query == NULL || !ct_query_next(query, &failed, error))
        return false;
    *ret_n = (uint64_t)ct_query_integer(query, 0);
    return true;
}

bool
ct_run_read_each_row(CtRunRead *run,
                     void (*visit)(const CtRow *row, void *data),
                     void *data,
                     GError **error)
{
    return ct_run_read_rows(run->db, run->header, visit, data, error);
}

char *
ct_run_read_result(CtRunRead *run, const char *name, GError **error)
{
    g_autoptr(CtQuery) query =
        ct_query_new(run->db, "SELECT json FROM result WHERE name = ?", error);
    bool failed;

    if (query == NULL)
        return NULL;
    ct_query_bind_text(query, 1, name);
    return ct_query_next(query, &failed, error) ? g_strdup(ct_query_text(query, 0)) : NULL;
}

char *
ct_run_read_hash(CtRunRead *run, GError **error)
{
    return ct_content_hash(run->db, ct_run_tables, error);
}

bool
ct_run_read_check(CtRunRead *run, GError **error)
{
    return ct_db_check(run->db, error);
}

bool
ct_run_read_each_chunk(CtRunRead *run,
                       uint64_t replication,
                       bool (*visit)(const void *data, size_t length, void *user, GError **error),
                       void *user,
                       uint32_t *ret_n,
                       GError **error)
{
    g_autoptr(CtQuery) query =
        ct_query_new(run->db, "SELECT data FROM trace_chunk WHERE replication = ? ORDER BY part",
                     error);
    bool failed = false;

    *ret_n = 0;
    if (query == NULL)
        return false;
    ct_query_bind_integer(query, 1, (int64_t)replication);
    while (ct_query_next(query, &failed, error)) {
        size_t length;
        const void *data = ct_query_blob(query, 0, &length);

        if (data == NULL || !visit(data, length, user, error))
            return false;
        ++*ret_n;
    }
    return !failed;
}
