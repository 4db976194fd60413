/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The course of one replication, event by event. */
#pragma once

#include "report/text.h"
#include "sim/run_make.h"
#include "sim/trace.h"

typedef enum CtTraceFormat {
    CT_TRACE_FORMAT_TEXT,
    CT_TRACE_FORMAT_JSONL, /* one object a line */
    CT_TRACE_FORMAT_CSV, /* RFC 4180; cells that a spreadsheet would take for a formula begin with '
                          */
} CtTraceFormat;

typedef struct CtTraceReport {
    const CtTwin *twin;
    const CtSim *sim;
    const GArray *records; /* CtTraceRecord, in order */
    uint64_t replication;
    CtTextOptions text; /* `all`: failed and cancelled tries too, and where tries begin */
} CtTraceReport;

/* Cost: linear in the events. */
void ct_report_trace(CtOut *out, const CtTraceReport *report, CtTraceFormat format);
