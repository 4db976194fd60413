/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A whole report in three sentences: what can happen, how likely and soon, what it would cost. */
#pragma once

#include "report/data.h"

typedef struct CtGoalCount {
    uint32_t n, n_yes, n_unknown;
} CtGoalCount;

CtGoalCount ct_report_count_goals(const CtDossier *dossier);

char *ct_report_lead(const CtReportData *data); /* free with g_free() */
