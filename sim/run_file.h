/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The run file while it grows: NAME.ctrun.part, one SQLite database. It begins with everything
 * that the run is a function of, so that it can be done again from the file alone; rows are
 * committed at least every two seconds, so that a killed run loses no more. Complete, it is copied
 * in compact form and renamed to NAME.ctrun.
 */
#pragma once

#include "sim/row.h"

#include "base/out.h"

/* Everything that the result is a function of, as texts. All of it belongs to the header. */
typedef struct CtRunInput {
    char
        *path; /* within the package; of folders that were given "techniques-N/…", "catalogs-N/…" */
    char *kind; /* "package", "technique", "catalog", "profile" */
    GBytes *bytes;
} CtRunInput;

typedef struct CtRunOption {
    char *name; /* "set", "entry", "goal", "seed" … */
    uint32_t position;
    char *value;
} CtRunOption;

typedef struct CtRunGoal {
    char *attacker, *name, *text;
    bool is_possible; /* it can be reached at rest; else no replication can */
} CtRunGoal;

typedef struct CtRunRule {
    char *name, *title; /* "valid-accounts", "T1078/T0859 Valid Accounts" */
} CtRunRule;

typedef struct CtRunPlace {
    char *kind, *name;
    uint32_t n_instances;
} CtRunPlace;

typedef struct CtRunLoss {
    char *kind, *name;    /* "function", "requirement" */
    double cost_per_hour; /* NaN: unstated */
} CtRunLoss;

typedef struct CtRunHeader {
    char *program;   /* version that made it */
    char *package;   /* the name that the topology gives itself, else that of its file */
    char *topology;  /* path of the topology within it */
    bool is_lone;    /* a topology file by itself */
    uint64_t n;      /* replications wanted */
    GArray *options; /* CtRunOption, by name and position */
    GArray *inputs;  /* CtRunInput, by path */
    GArray *goals;   /* CtRunGoal, in the order of the run's goals */
    GArray *rules;   /* CtRunRule; of the library's rules by number */
    GArray *places;  /* CtRunPlace */
    GArray *losses;  /* CtRunLoss: what can be lost, functions first */
} CtRunHeader;

CtRunHeader *ct_run_header_new(void);
void ct_run_header_free(CtRunHeader *header);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRunHeader, ct_run_header_free)

/* Appends; texts are copied. */
void ct_run_header_add_option(CtRunHeader *header, const char *name, const char *value);
void
ct_run_header_add_input(CtRunHeader *header, const char *path, const char *kind, GBytes *bytes);

/* A copy of its own. */
CtRunHeader *ct_run_header_copy(const CtRunHeader *header);

/* All of that name. */
void ct_run_header_remove_option(CtRunHeader *header, const char *name);

/* The value of an option given once; NULL where it is not there. */
const char *ct_run_header_option(const CtRunHeader *header, const char *name);

/* Says what the run of @b does otherwise than that of @a; NULL where nothing but the number of
 * replications is. g_free(). */
char *ct_run_header_difference(const CtRunHeader *a, const CtRunHeader *b);

#define CT_RUN_FILE_ERROR ct_run_file_error_quark()
typedef enum CtRunFileError {
    CT_RUN_FILE_ERROR_FAILED,
    CT_RUN_FILE_ERROR_THERE,     /* a part of another run is there */
    CT_RUN_FILE_ERROR_DIFFERENT, /* it was made from other inputs or options */
} CtRunFileError;
GQuark ct_run_file_error_quark(void);

typedef struct CtRunFile CtRunFile;

/*
 * Makes @path.part, or goes on with it (@resume) if it was made from the same as @header; without
 * @resume a part that is there is an error. The one writer until it is freed.
 */
CtRunFile *ct_run_file_open(const char *path,
                            const CtRunHeader *header,
                            bool resume,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is committed stays as @path.part. */
void ct_run_file_free(CtRunFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRunFile, ct_run_file_free)

/* Frees it and removes the part. */
void ct_run_file_discard(CtRunFile *file);

/* Whether a row is committed since before it was opened. Any thread. */
bool ct_run_file_has(uint64_t replication, void *file);
uint64_t ct_run_file_count(const CtRunFile *file);

/* Adds a row, and commits where the last time was long enough ago. */
bool ct_run_file_add(CtRunFile *file, const CtRow *row, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Commits where the last time was long enough ago; to be called a few times a second. */
bool ct_run_file_tick(CtRunFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Commits what is not. */
bool ct_run_file_flush(CtRunFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many replications the run has, where that came out otherwise than the header said; rows of
 * further ones are dropped. */
bool ct_run_file_set_n(CtRunFile *file, uint64_t n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Drops findings and traces: those of a run that was stopped while they were made, and now goes on
 * to more replications. */
bool ct_run_file_drop_findings(CtRunFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A finding as JSON, in place of what stood under that name. */
bool ct_run_file_put_result(CtRunFile *file, const char *name, const char *json, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* One more line about who ran it and how; no part of the result. */
bool ct_run_file_put_session(CtRunFile *file, const char *key, const char *value, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* One part of the trace of a replication. */
typedef struct CtRunTraceChunk {
    uint64_t replication;
    uint32_t part;
    int64_t first_ms, last_ms;
    uint32_t n_events;
    GBytes *data; /* packed */
} CtRunTraceChunk;

bool ct_run_file_put_trace(CtRunFile *file,
                           uint64_t replication,
                           const char *reason,
                           uint64_t n_events,
                           const CtRunTraceChunk *chunks,
                           size_t n_chunks,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Every row in the order of numbers, those just added included. */
bool ct_run_file_each_row(CtRunFile *file,
                          void (*visit)(const CtRow *row, void *data),
                          void *data,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Complete: commits, writes @path, removes the part, and frees @file whatever comes of it. */
bool ct_run_file_finish(CtRunFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
