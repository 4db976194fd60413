/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Header and rows between a run file's tables and structs. Private to sim/run_*.c. */
#pragma once

#include "sim/run_file.h"
#include "store/db.h"

/* A header's bounds, so that a file from elsewhere cannot fill memory. */
enum {
    CT_RUN_MOST_INPUTS = 20000,
    CT_RUN_MOST_INPUT_BYTES = 1 << 28,
    CT_RUN_MOST_NAMES = 1 << 20,
    CT_RUN_MOST_OPTIONS = 20000,
    CT_RUN_MOST_REPLICATIONS = 10000000, /* as -n */
};

bool
ct_run_write_header(CtDb *db, const CtRunHeader *header, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CtRunHeader *ct_run_read_header(CtDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Says that the file is no run file that this program wrote, as @what shows; false. */
bool ct_run_damaged(const char *what, GError **error);

/* Writes rows, over those that are there under their number. */
typedef struct CtRunRowWriter CtRunRowWriter;

CtRunRowWriter *ct_run_row_writer_new(CtDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_run_row_writer_free(CtRunRowWriter *writer);
bool ct_run_row_write(CtRunRowWriter *writer,
                      const CtRow *row,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Drops the rows of replication @n and those after it. */
bool ct_run_drop_rows(CtDb *db, uint64_t n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rows in the order of their numbers. */
bool ct_run_read_rows(CtDb *db,
                      const CtRunHeader *header,
                      void (*visit)(const CtRow *row, void *data),
                      void *data,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
