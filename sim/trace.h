/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What happened in one replication, made by playing it again with the engine, and how it is kept:
 * chunks of at most 4 096 events, each led by what the attackers had when it began, so that a
 * reader can start anywhere.
 *
 * A chunk before packing, little endian: the number of facts held and of events, 32 bits each; of
 * each fact attacker and number in his attack graph, 32 bits each; of each event the time in ms (64
 * bits), kind, attacker, step and try (32 bits each) and the fact (32 bits; all ones: none), 28
 * bytes; then the texts of lines that a script logged, each as many bytes as its event's try says,
 * one after the other. The fact of a begin or success of a worm is execution where it comes from.
 * Numbers are those of the attack graph that the inputs in the run file give.
 */
#pragma once

#include "sim/engine.h"
#include "sim/run_file.h"

/* As CtTraceEvent, in numbers of the attack graph. */
typedef struct CtTraceRecord {
    int64_t time;
    uint32_t kind;  /* CtTraceKind */
    uint32_t actor; /* of actions: who acts, a CtEventPriority; of false alarms a CtSection, of
                       responses a CtDefence */
    uint32_t step;  /* CT_NO_ID */
    uint32_t n;
    uint32_t fact; /* GAIN, LOSS, GIVE, GOAL; BEGIN and SUCCESS of a worm: where it comes from; of
                      actions: the entity (sim/actions.h); CT_NO_ID */
    char *text;    /* LOG: the line, n bytes of UTF-8 (actor is 0); else NULL. Owned */
} CtTraceRecord;

/* None yet; g_array_unref(). */
GArray *ct_trace_records_new(void);

/* Every event of @replication in order, CtTraceRecord; GAIN only for facts that can be named. With
 * what came of it in @ret_summary, which is initialised, or NULL. */
GArray *ct_trace_play(const CtSim *sim, uint64_t replication, CtSummary *ret_summary);

/* @records in chunks, CtRunTraceChunk; free with ct_trace_chunks_free(). */
GArray *ct_trace_pack(const GArray *records, uint64_t replication);
void ct_trace_chunks_free(GArray *chunks);

#define CT_TRACE_ERROR ct_trace_error_quark()
typedef enum CtTraceError { CT_TRACE_ERROR_FORMAT } CtTraceError;
GQuark ct_trace_error_quark(void);

/* Appends the events of a packed chunk to @records (ct_trace_records_new()), and what was held when
 * it began to @held (attacker and fact in turn, as uint32_t; NULL: not wanted). Every number is
 * within @sim. */
bool ct_trace_unpack(const CtSim *sim,
                     const void *data,
                     size_t length,
                     GArray *records,
                     GArray *held,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
