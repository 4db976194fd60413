/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Of each thing that can be lost only the replications that lost it are kept; the others count as
 * noughts. Of a replication as a whole two numbers remain: what it cost, and the service that it
 * missed.
 */
#include "sim/loss_statistics.h"

#include "base/sort.h"
#include "base/units.h"

#include <math.h>
#include <string.h>

static const double confidence = 0.95;
static const double bad_share = 0.95;

struct CtLossMaker {
    const CtRunHeader *header;
    GArray **lost; /* per CtRunLoss: CtLossTime of replications that lost it */
    GArray *cost;  /* double a replication */
    GArray *share; /* double a replication: of functions and time, what was not delivered */
    guint n_functions, n_costly;
};

void
ct_loss_summary_clear(CtLossSummary *summary)
{
    g_clear_pointer(&summary->losses, g_array_unref);
}

CtLossMaker *
ct_loss_maker_new(const CtRunHeader *header)
{
    CtLossMaker *maker = g_new0(CtLossMaker, 1);

    maker->header = header;
    maker->lost = g_new0(GArray *, (size_t)header->losses->len + 1);
    for (guint i = 0; i < header->losses->len; i++) {
        const CtRunLoss *loss = &g_array_index(header->losses, CtRunLoss, i);

        maker->lost[i] = g_array_new(FALSE, FALSE, sizeof(CtLossTime));
        maker->n_functions += (guint)g_str_equal(loss->kind, "function");
        maker->n_costly += isnan(loss->cost_per_hour) ? 0 : 1;
    }
    maker->cost = g_array_new(FALSE, FALSE, sizeof(double));
    maker->share = g_array_new(FALSE, FALSE, sizeof(double));
    return maker;
}

void
ct_loss_maker_free(CtLossMaker *maker)
{
    if (maker == NULL)
        return;
    for (guint i = 0; i < maker->header->losses->len; i++)
        g_array_unref(maker->lost[i]);
    g_free(maker->lost);
    g_array_unref(maker->cost);
    g_array_unref(maker->share);
    g_free(maker);
}

static double
cost_of(const CtRunLoss *loss, int64_t ms)
{
    return isnan(loss->cost_per_hour) ? 0 : (double)ms / (double)CT_MS_HOUR * loss->cost_per_hour;
}

void
ct_loss_maker_add(CtLossMaker *maker, const CtRow *row)
{
    double cost = 0, missed = 0;

    for (uint32_t i = 0; i < MIN(row->n_losses, maker->header->losses->len); i++) {
        const CtRunLoss *loss = &g_array_index(maker->header->losses, CtRunLoss, i);

        if (row->losses[i].times == 0)
            continue;
        g_array_append_val(maker->lost[i], row->losses[i]);
        cost += cost_of(loss, row->losses[i].total_ms);
        if (i < maker->n_functions && row->end_ms > 0)
            missed += (double)row->losses[i].total_ms / (double)row->end_ms;
    }
    missed /= MAX(maker->n_functions, 1);
    g_array_append_val(maker->cost, cost);
    g_array_append_val(maker->share, missed);
}

/* --- estimates --- */

static CtEstimate
nothing(void)
{
    return (CtEstimate){.value = NAN, .low = NAN, .high = NAN};
}

/* What is lost is not less than nothing; NaN stays. */
static CtEstimate
at_least_nothing(CtEstimate mean)
{
    if (mean.low < 0)
        mean.low = 0;
    return mean;
}

static double
number_lost(const CtLossTime *time)
{
    return time->times;
}

static double
ms_lost(const CtLossTime *time)
{
    return (double)time->total_ms;
}

/* The mean of @of over @n replications, nought in those that did not lose it. */
static CtEstimate
mean_of(const GArray *lost, uint64_t n, double (*of)(const CtLossTime *time), double factor)
{
    g_autofree double *all = g_new0(double, (size_t)n + 1);

    for (guint i = 0; i < lost->len; i++)
        all[i] = factor * of(&g_array_index(lost, CtLossTime, i));
    return at_least_nothing(ct_stats_mean(all, (size_t)n, confidence));
}

static CtEstimate
rest_of(CtEstimate missed)
{
    missed = at_least_nothing(missed);
    return (CtEstimate){.value = 1 - missed.value,
                        .low = missed.high > 1 ? 0 : 1 - missed.high,
                        .high = 1 - missed.low};
}

/* When it was first lost: of all, where no replication was cut off before the horizon. */
static void
take_first(const GArray *lost, uint64_t n, int64_t horizon_ms, bool is_whole, CtLossStatistics *row)
{
    g_autofree int64_t *first = g_new(int64_t, (size_t)n + 1);
    g_auto(CtTimes) given = {0}, all = {0};

    for (guint i = 0; i < n; i++)
        first[i] =
            i < lost->len ? g_array_index(lost, CtLossTime, i).first_ms : CT_STATS_NOT_REACHED;
    ct_times_init(&given, first, lost->len, horizon_ms);
    row->median = ct_times_quantile(&given, 0.5, confidence);
    ct_times_init(&all, first, (size_t)n, horizon_ms);
    row->restricted_mean_ms = is_whole ? ct_times_restricted_mean(&all, confidence) : nothing();
}

static CtLossStatistics
finish_one(const CtLossMaker *maker, guint i, int64_t horizon_ms, bool is_whole)
{
    const CtRunLoss *loss = &g_array_index(maker->header->losses, CtRunLoss, i);
    const GArray *lost = maker->lost[i];
    uint64_t n = maker->cost->len, n_at_end = 0;
    CtLossStatistics row = {.kind = g_strdup(loss->kind),
                            .name = g_strdup(loss->name),
                            .cost_per_hour = loss->cost_per_hour};

    for (guint k = 0; k < lost->len; k++)
        n_at_end += g_array_index(lost, CtLossTime, k).is_lost;
    row.lost = ct_stats_share(lost->len, n, confidence);
    row.at_end = ct_stats_share(n_at_end, n, confidence);
    take_first(lost, n, horizon_ms, is_whole, &row);
    row.total_ms = mean_of(lost, n, ms_lost, 1);
    row.given_ms = mean_of(lost, lost->len, ms_lost, 1);
    row.times = mean_of(lost, n, number_lost, 1);
    row.service = is_whole && horizon_ms > 0
                      ? rest_of(mean_of(lost, n, ms_lost, 1 / (double)horizon_ms))
                      : nothing();
    row.cost = isnan(loss->cost_per_hour)
                   ? nothing()
                   : mean_of(lost, n, ms_lost, loss->cost_per_hour / (double)CT_MS_HOUR);
    return row;
}

static gint
compare_doubles(gconstpointer left, gconstpointer right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* Of @sorted, those past each point on the way to the dearest. */
static void
take_cost_curve(const double *sorted, size_t n, CtLossSummary *summary)
{
    size_t below = 0;

    summary->cost_most = sorted[n - 1];
    for (int i = 0; i < CT_LOSS_N_POINTS; i++) {
        while (below < n && sorted[below] <= summary->cost_most * i / CT_LOSS_N_POINTS)
            below++;
        summary->cost_above[i] = (double)(n - below) / (double)n;
    }
}

static void
take_bad_cost(const GArray *costs, CtLossSummary *summary)
{
    g_autofree double *sorted = g_memdup2(costs->data, costs->len * sizeof *sorted);
    size_t low, high, n = costs->len;

    if (n == 0)
        return;
    ct_sort(sorted, n, sizeof *sorted, compare_doubles);
    ct_stats_quantile_ranks(n, bad_share, confidence, &low, &high);
    summary->cost_95 = sorted[MAX((size_t)ceil(bad_share * (double)n), 1) - 1];
    if (low >= 1)
        summary->cost_95_low = sorted[low - 1];
    if (high >= 1 && high <= n)
        summary->cost_95_high = sorted[high - 1];
    take_cost_curve(sorted, n, summary);
}

static void
clear_loss(void *data)
{
    CtLossStatistics *loss = data;

    g_free(loss->kind);
    g_free(loss->name);
}

void
ct_loss_maker_finish(CtLossMaker *maker,
                     int64_t horizon_ms,
                     bool is_whole,
                     CtLossSummary *ret_summary)
{
    const double *cost = (const double *)(const void *)maker->cost->data;
    const double *share = (const double *)(const void *)maker->share->data;

    *ret_summary = (CtLossSummary){.losses = g_array_new(FALSE, FALSE, sizeof(CtLossStatistics)),
                                   .is_whole = is_whole,
                                   .service = nothing(),
                                   .cost = nothing(),
                                   .cost_95 = NAN,
                                   .cost_95_low = NAN,
                                   .cost_95_high = NAN,
                                   .cost_most = NAN};
    g_array_set_clear_func(ret_summary->losses, clear_loss);
    for (guint i = 0; i < maker->header->losses->len; i++) {
        CtLossStatistics row = finish_one(maker, i, horizon_ms, is_whole);

        g_array_append_val(ret_summary->losses, row);
    }
    if (maker->n_functions > 0 && is_whole)
        ret_summary->service = rest_of(ct_stats_mean(share, maker->share->len, confidence));
    if (maker->n_costly == 0)
        return;
    ret_summary->cost = at_least_nothing(ct_stats_mean(cost, maker->cost->len, confidence));
    take_bad_cost(maker->cost, ret_summary);
}
