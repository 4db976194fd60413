/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Three tables are walked side by side in the order of replications: rows, times of goals, losses.
 * No value is trusted.
 */
#include "sim/run_rows.h"

/* A table with any number of rows a replication, their first column. */
typedef struct Beside {
    CtQuery *query;
    bool is_there; /* a row waits to be taken */
    bool failed;
} Beside;

static void
next(Beside *beside, GError **error)
{
    beside->is_there = ct_query_next(beside->query, &beside->failed, error);
}

static bool
begin(Beside *beside, CtDb *db, const char *sql, GError **error)
{
    beside->query = ct_query_new(db, sql, error);
    if (beside->query == NULL)
        return false;
    next(beside, error);
    return !beside->failed;
}

static bool
is_of(const Beside *beside, const CtRow *row)
{
    return beside->is_there && (uint64_t)ct_query_integer(beside->query, 0) == row->replication;
}

static bool
take_goal_times(Beside *times, CtRow *row, GError **error)
{
    for (uint32_t g = 0; g < row->n_goals; g++)
        row->goal_ms[g] = CT_NOT_REACHED;
    while (is_of(times, row)) {
        int64_t goal = ct_query_integer(times->query, 1), ms = ct_query_integer(times->query, 2);

        if (goal < 0 || goal >= row->n_goals || ms < 0 || ms > row->end_ms)
            return ct_run_damaged("table goal_time", error);
        row->goal_ms[goal] = ms;
        next(times, error);
    }
    return !times->failed;
}

/* Whether it can have been lost so in a replication that ended at @end_ms. */
static bool
is_sound(const int64_t *numbers, int64_t end_ms)
{
    int64_t first = numbers[0], total = numbers[1], times = numbers[2], at_end = numbers[3];

    return first >= 0 && first <= end_ms && total >= 0 && total <= end_ms - first && times >= 1 &&
           times <= UINT32_MAX && (at_end == 0 || at_end == 1);
}

static bool
take_losses(Beside *losses, CtRow *row, GError **error)
{
    for (uint32_t i = 0; i < row->n_losses; i++)
        row->losses[i] = (CtLossTime){.first_ms = CT_NOT_REACHED};
    while (is_of(losses, row)) {
        int64_t loss = ct_query_integer(losses->query, 1), numbers[4];

        for (int i = 0; i < 4; i++)
            numbers[i] = ct_query_integer(losses->query, i + 2);
        if (loss < 0 || loss >= row->n_losses || !is_sound(numbers, row->end_ms))
            return ct_run_damaged("table loss_time", error);
        row->losses[loss] = (CtLossTime){.first_ms = numbers[0],
                                         .total_ms = numbers[1],
                                         .times = (uint32_t)numbers[2],
                                         .is_lost = numbers[3] == 1};
        next(losses, error);
    }
    return !losses->failed;
}

static bool
take_row(CtQuery *query, CtRow *row, GError **error)
{
    row->replication = (uint64_t)ct_query_integer(query, 0);
    row->outcome = (uint8_t)ct_query_integer(query, 1);
    row->end_ms = ct_query_integer(query, 2);
    row->tries = (uint64_t)ct_query_integer(query, 3);
    row->gains = (uint64_t)ct_query_integer(query, 4);
    row->noise_ppm = ct_query_integer(query, 5);
    row->seen_ppm = ct_query_integer(query, 6);
    row->effort_ms = ct_query_integer(query, 7);
    row->detail = (uint8_t *)(uintptr_t)ct_query_blob(query, 8, &row->detail_length);
    return (ct_query_integer(query, 0) >= 0 && ct_query_integer(query, 1) >= 0 &&
            ct_query_integer(query, 1) <= CT_OUTCOME_FAILED && row->end_ms >= 0 &&
            ct_query_integer(query, 3) >= 0 && ct_query_integer(query, 4) >= 0 &&
            row->noise_ppm >= 0 && row->seen_ppm >= 0 && row->effort_ms >= 0 &&
            row->detail != NULL) ||
           ct_run_damaged("table replication", error);
}

static bool
read_rows(CtQuery *rows,
          Beside *times,
          Beside *losses,
          CtRow *row,
          void (*visit)(const CtRow *row, void *data),
          void *data,
          GError **error)
{
    bool failed = false;

    while (ct_query_next(rows, &failed, error)) {
        if (!take_row(rows, row, error) || !take_goal_times(times, row, error) ||
            !take_losses(losses, row, error))
            return false;
        visit(row, data);
    }
    if (failed)
        return false;
    return !(times->is_there || losses->is_there) ||
           ct_run_damaged("a time belongs to no replication", error);
}

bool
ct_run_read_rows(CtDb *db,
                 const CtRunHeader *header,
                 void (*visit)(const CtRow *row, void *data),
                 void *data,
                 GError **error)
{
    g_autoptr(CtQuery) rows = ct_query_new(db, "SELECT * FROM replication ORDER BY number", error);
    g_autofree int64_t *goal_ms = g_new(int64_t, (size_t)header->goals->len + 1);
    g_autofree CtLossTime *loss_times = g_new(CtLossTime, (size_t)header->losses->len + 1);
    Beside times = {0}, losses = {0};
    CtRow row = {.goal_ms = goal_ms,
                 .n_goals = header->goals->len,
                 .losses = loss_times,
                 .n_losses = header->losses->len};
    bool ok = rows != NULL &&
              begin(&times, db, "SELECT * FROM goal_time ORDER BY replication, goal", error) &&
              begin(&losses, db, "SELECT * FROM loss_time ORDER BY replication, loss", error) &&
              read_rows(rows, &times, &losses, &row, visit, data, error);

    ct_query_free(times.query);
    ct_query_free(losses.query);
    return ok;
}
