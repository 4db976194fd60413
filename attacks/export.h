/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The attack graph, or the part of it that matters, as a drawing or data: facts and steps as
 * nodes, premises and gains as edges. A fact's id is its text; an auxiliary fact's and a step's id
 * is built from texts too, so that ids stay put where the topology does.
 */
#pragma once

#include "attacks/fixpoint.h"

#include "base/json_out.h"

typedef enum CtExportFormat {
    CT_EXPORT_DOT,
    CT_EXPORT_GRAPHML,
    CT_EXPORT_JSON,
} CtExportFormat;

typedef struct CtExportOptions {
    CtExportFormat format;
    const CtFactId *targets; /* only what derives these; NULL: see `all` */
    uint32_t n_targets;
    bool all;           /* also what does not hold; else facts that hold and steps that fire */
    uint64_t max_nodes; /* 0: 20 000 */
} CtExportOptions;

#define CT_EXPORT_ERROR ct_export_error_quark()
typedef enum CtExportError {
    CT_EXPORT_ERROR_LIMIT,  /* more nodes than asked for; the message has how many */
    CT_EXPORT_ERROR_TARGET, /* a target does not hold, so nothing derives it */
} CtExportError;
GQuark ct_export_error_quark(void);

/* Nothing is written on error. Cost: linear in the graph. */
bool ct_graph_export(const CtGraph *graph,
                     const CtFixpoint *fixpoint,
                     const CtExportOptions *options,
                     CtOut *out,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
