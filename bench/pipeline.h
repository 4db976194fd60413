/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One fleet through the program, stage by stage, each timed beside its floor.
 */
#pragma once

#include "bench/fleet.h"

#include <stdbool.h>

typedef enum CtStageKind {
    CT_STAGE_LOAD,
    CT_STAGE_INSTANCES,
    CT_STAGE_REACH,
    CT_STAGE_GROUND,
    CT_STAGE_FIXPOINT,
    CT_STAGE_COUNT,
} CtStageKind;

/* Medians over the repeats. */
typedef struct CtStageResult {
    double seconds;
    double bytes; /* held by the result */
    double floor; /* seconds; 0: has none */
    double units; /* what the stage makes: assets, facts or steps */
} CtStageResult;

typedef struct CtPipelineResult {
    bool ok;
    char problem[256]; /* why not */
    CtStageResult stages[CT_STAGE_COUNT];
    double yaml_bytes, assets, facts, steps, premises, held;
    double peak; /* bytes, of the whole process */
} CtPipelineResult;

extern const char *const ct_stage_names[CT_STAGE_COUNT];
extern const char *const ct_stage_units[CT_STAGE_COUNT];

/*
 * Runs in a child process of its own, so that the peak is that of this fleet, and a crash is a
 * result. @repeats ≥ 1.
 */
void ct_pipeline_run(CtFleetFamily family,
                     uint32_t n_assets,
                     unsigned repeats,
                     CtPipelineResult *ret_result);
