/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A whole report in three sentences: what can happen, how likely and soon, what it would cost. */
#pragma once

#include "report/data.h"

typedef struct CtGoalCount {
    uint32_t n, n_yes, n_unknown;
} CtGoalCount;

CtGoalCount ct_report_count_goals(const CtDossier *dossier);

/* The goal that is reached most often, and of those the soonest; NULL where none is, or nobody
 * played it. */
const CtGoalStatistics *ct_report_worst_goal(const CtReportData *data);

char *ct_report_lead(const CtReportData *data); /* free with g_free() */
