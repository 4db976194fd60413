/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the replications of a run say about what the business loses: how often, how soon, for how
 * long and at what cost each function is lost and each requirement violated. Counted until each
 * replication ended; only where all of them went to the horizon is there a share of service.
 */
#pragma once

#include "base/stats.h"
#include "sim/run_file.h"

typedef struct CtLossStatistics {
    char *kind, *name;     /* "function", "requirement" */
    double cost_per_hour;  /* NaN: unstated */
    CtEstimate lost;       /* share of replications in which it was lost at all */
    CtTimeQuantile median; /* of its first loss, given one */
    CtEstimate
        restricted_mean_ms; /* of the same, at most the horizon; NaNs unless all went there */
    CtEstimate total_ms;    /* lost in all: mean over all replications */
    CtEstimate given_ms;    /* likewise, over those that lost it */
    CtEstimate times;       /* mean of how often */
    CtEstimate at_end;      /* share of replications that ended with it lost */
    CtEstimate service;     /* mean share of the time without loss; NaNs as above */
    CtEstimate cost;        /* mean of total × cost_per_hour; NaNs where that is unstated */
} CtLossStatistics;

enum { CT_LOSS_N_POINTS = 40 }; /* of a curve of costs */

typedef struct CtLossSummary {
    GArray *losses;     /* CtLossStatistics: all that can be lost, functions first; may be empty */
    bool is_whole;      /* every replication went to the horizon: nothing is cut off */
    CtEstimate service; /* mean over functions; NaNs where none, or not whole */
    CtEstimate cost;    /* of all functions that state one; NaNs where none does */
    double cost_95;     /* the least that 95 of 100 replications do not exceed; NaN likewise */
    double cost_95_low, cost_95_high;    /* order statistics; NaN: too few replications */
    double cost_most;                    /* of the dearest replication; NaN as cost */
    double cost_above[CT_LOSS_N_POINTS]; /* share that cost more than cost_most × i / points */
} CtLossSummary;

void ct_loss_summary_clear(CtLossSummary *summary);

typedef struct CtLossMaker CtLossMaker;

/* @header outlives the maker. */
CtLossMaker *ct_loss_maker_new(const CtRunHeader *header);
void ct_loss_maker_free(CtLossMaker *maker);

/* The next row that did not fail. */
void ct_loss_maker_add(CtLossMaker *maker, const CtRow *row);

/* @is_whole as in CtLossSummary. Memory and cost: with what was lost, and with replications. */
void ct_loss_maker_finish(CtLossMaker *maker,
                          int64_t horizon_ms,
                          bool is_whole,
                          CtLossSummary *ret_summary);
