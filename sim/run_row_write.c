/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A row of a replication is one row of its table, one a goal reached and one a loss. */
#include "sim/run_rows.h"

struct CtRunRowWriter {
    CtQuery *row, *goal, *loss;
};

CtRunRowWriter *
ct_run_row_writer_new(CtDb *db, GError **error)
{
    CtRunRowWriter *writer = g_new0(CtRunRowWriter, 1);

    writer->row =
        ct_query_new(db, "INSERT OR REPLACE INTO replication VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     error);
    if (writer->row != NULL)
        writer->goal = ct_query_new(db, "INSERT OR REPLACE INTO goal_time VALUES (?, ?, ?)", error);
    if (writer->goal != NULL)
        writer->loss =
            ct_query_new(db, "INSERT OR REPLACE INTO loss_time VALUES (?, ?, ?, ?, ?, ?)", error);
    if (writer->loss != NULL)
        return writer;
    ct_run_row_writer_free(writer);
    return NULL;
}

void
ct_run_row_writer_free(CtRunRowWriter *writer)
{
    if (writer == NULL)
        return;
    ct_query_free(writer->row);
    ct_query_free(writer->goal);
    ct_query_free(writer->loss);
    g_free(writer);
}

static bool
put(CtQuery *query, const int64_t *numbers, size_t n, GError **error)
{
    for (size_t i = 0; i < n; i++)
        ct_query_bind_integer(query, (int)i + 1, numbers[i]);
    return ct_query_run(query, error);
}

static bool
put_goals(CtQuery *query, const CtRow *row, GError **error)
{
    for (uint32_t g = 0; g < row->n_goals; g++) {
        const int64_t numbers[] = {(int64_t)row->replication, g, row->goal_ms[g]};

        if (row->goal_ms[g] >= 0 && !put(query, numbers, G_N_ELEMENTS(numbers), error))
            return false;
    }
    return true;
}

static bool
put_losses(CtQuery *query, const CtRow *row, GError **error)
{
    for (uint32_t i = 0; i < row->n_losses; i++) {
        const CtLossTime *loss = &row->losses[i];
        const int64_t numbers[] = {(int64_t)row->replication,
                                   i,
                                   loss->first_ms,
                                   loss->total_ms,
                                   loss->times,
                                   loss->is_lost};

        if (loss->times > 0 && !put(query, numbers, G_N_ELEMENTS(numbers), error))
            return false;
    }
    return true;
}

bool
ct_run_row_write(CtRunRowWriter *writer, const CtRow *row, GError **error)
{
    const int64_t numbers[] = {
        (int64_t)row->replication, row->outcome,   row->end_ms,   (int64_t)row->tries,
        (int64_t)row->gains,       row->noise_ppm, row->seen_ppm, row->effort_ms};

    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        ct_query_bind_integer(writer->row, (int)i + 1, numbers[i]);
    ct_query_bind_blob(writer->row, G_N_ELEMENTS(numbers) + 1, row->detail, row->detail_length);
    return ct_query_run(writer->row, error) && put_goals(writer->goal, row, error) &&
           put_losses(writer->loss, row, error);
}

bool
ct_run_drop_rows(CtDb *db, uint64_t n, GError **error)
{
    static const char *const statements[] = {"DELETE FROM replication WHERE number >= ?",
                                             "DELETE FROM goal_time WHERE replication >= ?",
                                             "DELETE FROM loss_time WHERE replication >= ?"};

    for (size_t i = 0; i < G_N_ELEMENTS(statements); i++) {
        g_autoptr(CtQuery) query = ct_query_new(db, statements[i], error);

        if (query == NULL)
            return false;
        ct_query_bind_integer(query, 1, (int64_t)n);
        if (!ct_query_run(query, error))
            return false;
    }
    return true;
}
