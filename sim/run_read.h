/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A complete run file, or the part of one, to be read. What is in it is not trusted. */
#pragma once

#include "sim/run_file.h"

typedef struct CtRunRead CtRunRead;

/* Opens @path; error: CT_DB_ERROR. */
CtRunRead *ct_run_read_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_run_read_close(CtRunRead *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRunRead, ct_run_read_close)

const CtRunHeader *ct_run_read_get_header(const CtRunRead *run);

/* How many replications are in it. */
bool ct_run_read_count(CtRunRead *run, uint64_t *ret_n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Every row in the order of numbers. */
bool ct_run_read_each_row(CtRunRead *run,
                          void (*visit)(const CtRow *row, void *data),
                          void *data,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The finding kept under @name as JSON, NULL where there is none (without an error). g_free(). */
char *
ct_run_read_result(CtRunRead *run, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* 64 hex digits over all that is part of the result; g_free(). Cost: the file. */
char *ct_run_read_hash(CtRunRead *run, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Every page and index. Cost: the file. */
bool ct_run_read_check(CtRunRead *run, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Visits the packed chunks of the trace of @replication in order; none where it was not kept
 * (@ret_n 0). The visitor says with false that it has seen enough, having set @error or not.
 */
bool
ct_run_read_each_chunk(CtRunRead *run,
                       uint64_t replication,
                       bool (*visit)(const void *data, size_t length, void *user, GError **error),
                       void *user,
                       uint32_t *ret_n,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
