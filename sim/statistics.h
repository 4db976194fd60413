/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the replications of a run say together, as plain data with texts of its own: chances with
 * Wilson's interval, times with order statistics, means up to the horizon. Computed from the rows
 * in the order of replications, so that threads, blocks and restarts cannot show (DESIGN 7).
 */
#pragma once

#include "base/stats.h"
#include "sim/defence_statistics.h"
#include "sim/loss_statistics.h"

#define CT_STATISTICS_CONFIDENCE 0.95
enum {
    CT_STATISTICS_N_QUANTILES = 5,
    CT_STATISTICS_N_POINTS = 48, /* of a curve, equally spaced */
};

/* 0.05, 0.25, 0.5, 0.75, 0.95 */
extern const double ct_statistics_quantiles[CT_STATISTICS_N_QUANTILES];

typedef struct CtGoalStatistics {
    char *attacker, *name, *text;
    bool is_possible; /* at rest; where not, no replication can reach it */
    uint64_t n_reached;
    CtEstimate success; /* share of replications that reached it */
    CtTimeQuantile quantiles[CT_STATISTICS_N_QUANTILES];
    CtEstimate restricted_mean_ms; /* mean of the time, at most the horizon */
    CtEstimate mean_given_success_ms;
    double curve[CT_STATISTICS_N_POINTS]; /* share that reached it by then; over curve_ms */
    int64_t last_ms; /* the latest time at which it was reached; CT_STATS_NOT_REACHED */
} CtGoalStatistics;

/* A zone or a row of assets, looked at until each replication ended. */
typedef struct CtPlaceStatistics {
    char *kind, *name;
    uint32_t n_instances;
    CtEstimate fell;               /* share of replications in which any of them fell */
    CtEstimate share;              /* mean share of the instances that had fallen at the end */
    CtEstimate first_ms;           /* mean time of the first fall, given one */
    CtTimeQuantile median;         /* of it, likewise given one */
    CtEstimate restricted_mean_ms; /* NANs unless every replication went to the horizon */
} CtPlaceStatistics;

typedef struct CtRuleStatistics {
    char *name, *title; /* of the rule; of its technique */
    uint64_t n_used;    /* replications with a try */
    uint64_t tries, gains;
} CtRuleStatistics;

typedef struct CtStatistics {
    uint64_t n;            /* replications that count */
    uint64_t n_failed;     /* those that hit a limit, or whose script failed, which do not */
    uint64_t first_failed; /* number of the first of them */
    uint64_t n_reached;    /* all goals */
    int64_t horizon_ms;
    bool to_horizon; /* replications go on when all goals are reached */
    uint64_t seed;
    int64_t curve_ms; /* what curves span: until 95 of 100 have reached each goal, or the horizon */
    CtEstimate success;                          /* of all goals */
    CtEstimate tries, noise, seen, effort_hours; /* a replication */
    GArray *goals;                               /* CtGoalStatistics */
    GArray *places;                              /* CtPlaceStatistics: what fell at least once */
    bool zones_only; /* assets were too many rows to be told apart (CT_PLACES_MOST_ASSETS) */
    GArray *rules;   /* CtRuleStatistics: what was tried, most tries first */
    CtDefenceStatistics defence;
    CtLossSummary losses; /* of functions and requirements */
} CtStatistics;

typedef struct CtStatisticsMaker CtStatisticsMaker;

/* @header outlives the maker. */
CtStatisticsMaker *ct_statistics_maker_new(const CtRunHeader *header);
void ct_statistics_maker_free(CtStatisticsMaker *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtStatisticsMaker, ct_statistics_maker_free)

/* The next row, in the order of replications; @maker is a CtStatisticsMaker. */
void ct_statistics_add(const CtRow *row, void *maker);

/* Error: a row that was damaged. */
CtStatistics *ct_statistics_finish(CtStatisticsMaker *maker,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_statistics_free(CtStatistics *statistics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtStatistics, ct_statistics_free)

/* "success" or the name of a goal: half the width of the interval of its chance. False where there
 * is no such. */
bool ct_statistics_half_width(const CtStatistics *statistics, const char *what, double *ret_half);
