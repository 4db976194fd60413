/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a report is written from: what was found at rest, and what replications say. Made from a
 * package or from a run file alone; a report cannot tell which.
 */
#pragma once

#include "analysis/dossier.h"
#include "analysis/inventory.h"
#include "assurance/kpi.h"
#include "assurance/verdict.h"
#include "draw/layout.h"
#include "sim/statistics.h"

typedef struct CtReportData {
    const CtDossier *dossier;
    const CtStatistics *statistics; /* NULL: nothing was simulated */
    bool allow_failed;              /* estimates count although replications failed */
    const CtKpis *kpis;
    const CtAssurance *assurance; /* NULL: no standard was asked for */
    const CtInventory *inventory; /* NULL: nobody looked */
    const CtLayout *layout;       /* of the blueprint; NULL: no picture */
    const char *as_of;            /* YYYY-MM-DD */
} CtReportData;

/* Estimates there are; NULL where nothing was simulated, or failed replications forbid them. */
const CtStatistics *ct_report_estimates(const CtReportData *data);

/* The statistics of a goal; NULL where there are none. */
const CtGoalStatistics *
ct_report_goal_statistics(const CtReportData *data, const char *attacker, const char *goal);
