/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Estimates from replications, with what sampling alone leaves open. Replications are censored only
 * at the horizon, all at the same time, so no survival estimator is needed: what was not reached
 * by then is known to be later, and nothing else is known of it. All intervals are two-sided at
 * the given confidence (0.95); nothing depends on the order of the replications except the pairing.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define CT_STATS_NOT_REACHED INT64_C(-1)

/* Low and high are NAN where the data do not bound the value. */
typedef struct CtEstimate {
    double value;
    double low, high;
} CtEstimate;

/* The share @k of @n, with Wilson's score interval; value NAN of nothing. Source: Wilson, "Probable
 * inference", JASA 22 (1927). */
CtEstimate ct_stats_share(uint64_t k, uint64_t n, double confidence);

/* The mean of @values, summed in their order, with Student's interval; NANs where there are too few
 * (value: none, interval: one). */
CtEstimate ct_stats_mean(const double *values, size_t n, double confidence);

/* The mean of b[i] - a[i]: the same replications of two variants, under the same luck. */
CtEstimate ct_stats_paired(const double *a, const double *b, size_t n, double confidence);

/* How replications of two variants agree on whether something happened. */
typedef struct CtPairedCounts {
    uint64_t both, only_a, only_b, neither;
} CtPairedCounts;

/* Share in b minus share in a, with the score interval for paired proportions. Source: Newcombe,
 * Statistics in Medicine 17 (1998), 2635–2650, method 10. */
CtEstimate ct_stats_paired_shares(const CtPairedCounts *counts, double confidence);

/* When something was reached, over all replications of a run. */
typedef struct CtTimes {
    int64_t *reached_ms; /* ascending; owned */
    size_t n_reached;
    size_t n; /* replications */
    int64_t horizon_ms;
} CtTimes;

/* From one time a replication; negative, or past @horizon_ms: not reached. Cost: n log n. */
void ct_times_init(CtTimes *times, const int64_t *times_ms, size_t n, int64_t horizon_ms);
void ct_times_clear(CtTimes *times);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtTimes, ct_times_clear)

/* Replications that had reached it by @time_ms, that moment included. Cost: log n. */
size_t ct_times_by(const CtTimes *times, int64_t time_ms);

/* The share that reached it within the horizon. */
CtEstimate ct_times_share(const CtTimes *times, double confidence);

/* The mean of min(time, horizon), in ms: defined whatever is censored, and bounded by the horizon.
 */
CtEstimate ct_times_restricted_mean(const CtTimes *times, double confidence);

/* The mean in ms over those replications that reached it, and nothing about the others. It is the
 * mean time only where all did. */
CtEstimate ct_times_mean_given_success(const CtTimes *times, double confidence);

/* A quantile of the time; each part CT_STATS_NOT_REACHED where it lies past the horizon. */
typedef struct CtTimeQuantile {
    int64_t value_ms; /* the least time by which a share q of the replications had reached it */
    int64_t low_ms;   /* 0 where there are too few replications for a bound */
    int64_t high_ms;
} CtTimeQuantile;

/*
 * @q in (0, 1). The value is given only if more than @q of the replications reached it; the lower
 * bound may be known all the same ("> 3d"). The bounds are order statistics whose ranks come from
 * exact binomial sums, so they hold whatever the distribution. Source: David and Nagaraja, "Order
 * Statistics" (2003), 7.1. Cost: √n.
 */
CtTimeQuantile ct_times_quantile(const CtTimes *times, double q, double confidence);

/* The ranks behind: the @ret_low-th and @ret_high-th smallest of @n enclose the @q quantile with at
 * least @confidence. 0 and @n + 1 stand for no bound. */
void
ct_stats_quantile_ranks(size_t n, double q, double confidence, size_t *ret_low, size_t *ret_high);
