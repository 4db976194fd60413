/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How much the answers depend on how long things take: the same goals with every duration
 * multiplied by a factor, side by side, under the same luck.
 */
#pragma once

#include "base/json_out.h"
#include "report/text.h"
#include "sim/statistics.h"

typedef struct CtScaleRow {
    double factor;
    char *attacker, *goal;
    int64_t best_ms; /* of the quickest path at rest; -1: there is none, or none was found */
    bool is_simulated;
    CtEstimate reached, restricted_mean_ms; /* where simulated */
    CtTimeQuantile median;                  /* likewise */
} CtScaleRow;

typedef struct CtScales {
    GArray *rows; /* CtScaleRow, by goal, then factor */
    int64_t horizon_ms;
} CtScales;

void ct_scales_init(CtScales *scales);
void ct_scales_clear(CtScales *scales);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtScales, ct_scales_clear)

/* By goal, in the order in which they came, then by factor. */
void ct_scales_sort(CtScales *scales);

void ct_report_scales_text(CtOut *out, const CtScales *scales, const CtTextOptions *options);

/* The key `time_scales` of a JSON result, within its object; nothing where there are no rows. */
void ct_report_scales_json(CtJson *json, const CtScales *scales);
