/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/defence_statistics.h"

#include "base/units.h"

#include <math.h>

enum { N_COUNTS = 7 };

static const double confidence = 0.95;

/* From @from of each row (the start where @from is NULL) to @to. */
static CtDefenceTimes
times_of(const CtDefenceRow *rows,
         uint64_t n,
         int64_t horizon_ms,
         bool all_long,
         int64_t (*from)(const CtDefenceRow *row),
         int64_t (*to)(const CtDefenceRow *row))
{
    g_autofree int64_t *ms = g_new(int64_t, (size_t)n + 1);
    g_auto(CtTimes) times = {0};
    CtDefenceTimes result = {0};

    for (uint64_t i = 0; i < n; i++) {
        int64_t start = from != NULL ? from(&rows[i]) : 0, end = to(&rows[i]);

        if (start >= 0)
            ms[result.n++] = end >= 0 ? MAX(0, end - start) : CT_STATS_NOT_REACHED;
    }
    ct_times_init(&times, ms, (size_t)result.n, horizon_ms);
    result.share = ct_times_share(&times, confidence);
    result.median = ct_times_quantile(&times, 0.5, confidence);
    result.mean_given_ms = ct_times_mean_given_success(&times, confidence);
    result.restricted_mean_ms = all_long && from == NULL
                                    ? ct_times_restricted_mean(&times, confidence)
                                    : (CtEstimate){.value = NAN, .low = NAN, .high = NAN};
    return result;
}

static int64_t
detect(const CtDefenceRow *row)
{
    return row->detect_ms;
}

static int64_t
contain(const CtDefenceRow *row)
{
    return row->contain_ms;
}

static int64_t
held(const CtDefenceRow *row)
{
    return row->held_ms;
}

static int64_t
impair(const CtDefenceRow *row)
{
    return row->impair_ms;
}

static int64_t
recover(const CtDefenceRow *row)
{
    return row->recover_ms;
}

/* Means of @of over @for_what, of the rows in which there is any. */
static CtEstimate
mean_ratio(const CtDefenceRow *rows,
           uint64_t n,
           int64_t (*of)(const CtDefenceRow *row),
           int64_t (*for_what)(const CtDefenceRow *row))
{
    g_autofree double *values = g_new(double, (size_t)n + 1);
    size_t k = 0;

    for (uint64_t i = 0; i < n; i++)
        if (for_what(&rows[i]) > 0)
            values[k++] = (double)of(&rows[i]) / (double)for_what(&rows[i]);
    return ct_stats_mean(values, k, confidence);
}

static int64_t
waited(const CtDefenceRow *row)
{
    return row->waited_ms;
}

static int64_t
triaged(const CtDefenceRow *row)
{
    return row->triaged;
}

static int64_t
busy(const CtDefenceRow *row)
{
    return row->busy_ms;
}

static int64_t
available(const CtDefenceRow *row)
{
    return row->available_ms;
}

static int64_t
expert_waited(const CtDefenceRow *row)
{
    return row->expert_waited_ms;
}

static int64_t
examined(const CtDefenceRow *row)
{
    return row->examined;
}

static int64_t
expert_busy(const CtDefenceRow *row)
{
    return row->expert_busy_ms;
}

static int64_t
expert_available(const CtDefenceRow *row)
{
    return row->expert_available_ms;
}

static int64_t
false_alarms(const CtDefenceRow *row)
{
    return row->false_alarms;
}

static int64_t
lasted(const CtDefenceRow *row)
{
    return row->end_ms;
}

static CtEstimate
times_a_day(CtEstimate a_ms)
{
    return (CtEstimate){.value = a_ms.value * (double)CT_MS_DAY,
                        .low = a_ms.low < 0 ? 0 : a_ms.low * (double)CT_MS_DAY,
                        .high = a_ms.high * (double)CT_MS_DAY};
}

static void
count(const CtDefenceRow *rows, uint64_t n, CtDefenceStatistics *result)
{
    CtEstimate *const counts[N_COUNTS] = {&result->true_alerts, &result->false_alarms,
                                          &result->confirmed,   &result->missed,
                                          &result->misled,      &result->actions,
                                          &result->escalated};
    g_autofree double *values = g_new(double, (size_t)n + 1);

    for (int c = 0; c < N_COUNTS; c++) {
        for (uint64_t i = 0; i < n; i++) {
            const int64_t all[N_COUNTS] = {rows[i].true_alerts, rows[i].false_alarms,
                                           rows[i].confirmed,   rows[i].missed,
                                           rows[i].misled,      rows[i].actions,
                                           rows[i].escalated};

            values[i] = (double)all[c];
        }
        *counts[c] = ct_stats_mean(values, (size_t)n, confidence);
    }
}

void
ct_defence_statistics(const CtDefenceRow *rows,
                      uint64_t n,
                      int64_t horizon_ms,
                      bool all_long,
                      CtDefenceStatistics *ret_statistics)
{
    *ret_statistics = (CtDefenceStatistics){.is_there = n > 0};
    if (n == 0)
        return;
    ret_statistics->detect = times_of(rows, n, horizon_ms, all_long, NULL, detect);
    ret_statistics->contain = times_of(rows, n, horizon_ms, all_long, detect, contain);
    ret_statistics->dwell = times_of(rows, n, horizon_ms, all_long, held, detect);
    ret_statistics->recover = times_of(rows, n, horizon_ms, all_long, impair, recover);
    count(rows, n, ret_statistics);
    ret_statistics->wait_ms = mean_ratio(rows, n, waited, triaged);
    ret_statistics->false_a_day = times_a_day(mean_ratio(rows, n, false_alarms, lasted));
    ret_statistics->expert_wait_ms = mean_ratio(rows, n, expert_waited, examined);
    ret_statistics->expert_workload = mean_ratio(rows, n, expert_busy, expert_available);
    ret_statistics->workload = mean_ratio(rows, n, busy, available);
}
