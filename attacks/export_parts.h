/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of an export, private to attacks/export*.c. */
#pragma once

#include "attacks/export.h"

typedef struct CtExport {
    const CtGraph *graph;
    const CtFixpoint *fixpoint;
    uint64_t *facts, *steps; /* bit each: wanted */
    CtOut *out;
} CtExport;

char *ct_export_fact_id(const CtExport *picture, CtFactId fact);
char *ct_export_step_id(const CtExport *picture, uint32_t step);

void ct_export_write_dot(const CtExport *picture);
void ct_export_write_graphml(const CtExport *picture);
void ct_export_write_json(const CtExport *picture);
