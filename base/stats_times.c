/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Times are kept in ascending order, and summed in it: the same sum for any order of replications.
 */
#include "base/sort.h"
#include "base/stats.h"

#include <math.h>
#include <stdlib.h>

static int
compare_times(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

void
ct_times_init(CtTimes *times, const int64_t *times_ms, size_t n, int64_t horizon_ms)
{
    *times = (CtTimes){.reached_ms = g_new(int64_t, n + 1), .n = n, .horizon_ms = horizon_ms};
    for (size_t i = 0; i < n; i++)
        if (times_ms[i] >= 0 && times_ms[i] <= horizon_ms)
            times->reached_ms[times->n_reached++] = times_ms[i];
    ct_sort(times->reached_ms, times->n_reached, sizeof *times->reached_ms, compare_times);
}

void
ct_times_clear(CtTimes *times)
{
    g_free(times->reached_ms);
    *times = (CtTimes){0};
}

size_t
ct_times_by(const CtTimes *times, int64_t time_ms)
{
    size_t low = 0, high = times->n_reached;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (times->reached_ms[middle] <= time_ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

CtEstimate
ct_times_share(const CtTimes *times, double confidence)
{
    return ct_stats_share(times->n_reached, times->n, confidence);
}

/* Of the first @n in ascending order, the horizon standing for those not reached. */
static CtEstimate
mean_of_first(const CtTimes *times, size_t n, double confidence)
{
    g_autofree double *values = g_new(double, n + 1);

    for (size_t i = 0; i < n; i++)
        values[i] = (double)(i < times->n_reached ? times->reached_ms[i] : times->horizon_ms);
    return ct_stats_mean(values, n, confidence);
}

CtEstimate
ct_times_restricted_mean(const CtTimes *times, double confidence)
{
    CtEstimate mean = mean_of_first(times, times->n, confidence);

    if (times->n > 1) {
        mean.low = fmax(0.0, mean.low);
        mean.high = fmin((double)times->horizon_ms, mean.high);
    }
    return mean;
}

CtEstimate
ct_times_mean_given_success(const CtTimes *times, double confidence)
{
    CtEstimate mean = mean_of_first(times, times->n_reached, confidence);

    if (times->n_reached > 1)
        mean.low = fmax(0.0, mean.low);
    return mean;
}

/* The @rank-th smallest, counted from 1. */
static int64_t
order_statistic(const CtTimes *times, size_t rank)
{
    return rank <= times->n_reached ? times->reached_ms[rank - 1] : CT_STATS_NOT_REACHED;
}

CtTimeQuantile
ct_times_quantile(const CtTimes *times, double q, double confidence)
{
    static const CtTimeQuantile unknown = {CT_STATS_NOT_REACHED, 0, CT_STATS_NOT_REACHED};
    CtTimeQuantile quantile = unknown;
    size_t low, high;

    g_return_val_if_fail(q > 0 && q < 1, unknown);
    if (times->n == 0)
        return unknown;
    ct_stats_quantile_ranks(times->n, q, confidence, &low, &high);
    quantile.low_ms = low == 0 ? 0 : order_statistic(times, low);
    /* 0.1 × 30 is a little more than 3 in binary, 0.29 × 100 a little less than 29. */
    double share = q * (double)times->n;
    if ((double)times->n_reached > share * (1.0 + 1e-12)) {
        double rank = ceil(share * (1.0 - 1e-12));

        quantile.value_ms = order_statistic(times, (size_t)fmax(1.0, rank));
        quantile.high_ms = order_statistic(times, high);
    }
    return quantile;
}
