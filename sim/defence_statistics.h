/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the replications of a run say about who defends. */
#pragma once

#include "base/stats.h"
#include "sim/defence.h"

/* How long something took, of the replications in which it could happen. */
typedef struct CtDefenceTimes {
    uint64_t n;                    /* replications in which it could */
    CtEstimate share;              /* of them, those in which it did before the replication ended */
    CtTimeQuantile median;         /* where it did not, it took longer than any */
    CtEstimate mean_given_ms;      /* of those in which it did */
    CtEstimate restricted_mean_ms; /* NANs unless every replication went to the horizon */
} CtDefenceTimes;

typedef struct CtDefenceStatistics {
    bool is_there;          /* somebody defends */
    CtDefenceTimes detect;  /* from the start to the first confirmed alert of a real attempt */
    CtDefenceTimes contain; /* from then to the first action that takes something away */
    CtDefenceTimes dwell;   /* from the first fact gained to the first confirmed alert */
    CtDefenceTimes recover; /* from the first function impaired until none is */
    /* Means a replication. */
    CtEstimate true_alerts, false_alarms, confirmed, missed, misled, actions;
    CtEstimate wait_ms;     /* mean of an alert's wait for an analyst, over replications with any */
    CtEstimate false_a_day; /* false alarms: mean over replications of a day's */
    CtEstimate escalated;   /* to experts: mean a replication */
    CtEstimate expert_wait_ms;  /* as wait_ms */
    CtEstimate expert_workload; /* as workload; NANs where there are no experts */
    CtEstimate workload;        /* share of their shifts that analysts are busy; overtime counts */
} CtDefenceStatistics;

/* From @n rows in the order of replications; @all_long: each of them went to the horizon. */
void ct_defence_statistics(const CtDefenceRow *rows,
                           uint64_t n,
                           int64_t horizon_ms,
                           bool all_long,
                           CtDefenceStatistics *ret_statistics);
