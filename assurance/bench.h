/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The workbench of checks: the design, and what was found out about it by analysis and simulation.
 */
#pragma once

#include "analysis/segmentation.h"
#include "assurance/deeds.h"
#include "assurance/subjects.h"
#include "sim/statistics.h"

typedef struct CtBench {
    const CtTwin *twin;
    CtSubjects *subjects;
    CtDeeds *deeds;                     /* NULL where no check needs them */
    const CtSegmentation *segmentation; /* likewise */
    const CtStatistics *statistics;     /* NULL: no run */
    const char *as_of;                  /* YYYY-MM-DD; NULL in tests that do not ask */
} CtBench;
