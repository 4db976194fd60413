/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the replications of a run say. */
#include "assurance/kpi_parts.h"

#include "base/bits.h"
#include "base/units.h"

#include <math.h>
#include <string.h>

static double
days(int64_t ms)
{
    return (double)ms / (double)CT_MS_DAY;
}

/* Room for a part a goal; false, refused, where nothing was simulated. */
static bool
begin_parts(const CtKpiWork *work, CtKpi *kpi)
{
    if (work->statistics == NULL) {
        ct_kpi_refuse(kpi, CT_KPI_NOT_SIMULATED);
        return false;
    }
    kpi->n = work->statistics->n;
    kpi->n_parts = work->statistics->goals->len;
    kpi->parts = ct_store_alloc(work->store, kpi->n_parts, sizeof *kpi->parts);
    return true;
}

static const CtGoalStatistics *
goal_of(const CtKpiWork *work, uint32_t i)
{
    return &g_array_index(work->statistics->goals, CtGoalStatistics, i);
}

void
ct_kpi_attack_success(const CtKpiWork *work, CtKpi *kpi)
{
    if (!begin_parts(work, kpi))
        return;
    for (uint32_t i = 0; i < kpi->n_parts; i++) {
        const CtGoalStatistics *goal = goal_of(work, i);

        kpi->parts[i] = (CtKpiPart){.of = ct_store_text(work->store, goal->name),
                                    .value = goal->success.value,
                                    .low = goal->success.low,
                                    .high = goal->success.high};
    }
    ct_kpi_take_worst(kpi);
}

/* --- times --- */

/* A quantile past the horizon is at least the horizon. */
static void
take_quantile(const CtKpiWork *work, CtKpi *kpi, unsigned q)
{
    double horizon;

    if (!begin_parts(work, kpi))
        return;
    horizon = days(work->statistics->horizon_ms);
    for (uint32_t i = 0; i < kpi->n_parts; i++) {
        const CtGoalStatistics *goal = goal_of(work, i);
        CtTimeQuantile quantile = goal->quantiles[q];
        CtKpiPart *part = &kpi->parts[i];

        *part = (CtKpiPart){.of = ct_store_text(work->store, goal->name),
                            .value = days(quantile.value_ms),
                            .low = days(MAX(quantile.low_ms, 0)),
                            .high = days(quantile.high_ms)};
        if (quantile.high_ms < 0)
            part->high = (double)NAN;
        if (quantile.value_ms >= 0)
            continue;
        part->value = (double)NAN;
        part->low = quantile.low_ms > 0 ? part->low : horizon;
        part->because = "too few replications reached it within the horizon";
    }
    ct_kpi_take_worst(kpi);
    if (isnan(kpi->value) && kpi->n_parts > 0)
        kpi->low = horizon;
}

void
ct_kpi_time_to_compromise(const CtKpiWork *work, CtKpi *kpi)
{
    take_quantile(work, kpi, CT_STATISTICS_N_QUANTILES / 2);
}

void
ct_kpi_early_time_to_compromise(const CtKpiWork *work, CtKpi *kpi)
{
    take_quantile(work, kpi, 0);
}

void
ct_kpi_mean_time_to_compromise(const CtKpiWork *work, CtKpi *kpi)
{
    if (!begin_parts(work, kpi))
        return;
    for (uint32_t i = 0; i < kpi->n_parts; i++) {
        CtEstimate mean = goal_of(work, i)->restricted_mean_ms;

        kpi->parts[i] = (CtKpiPart){.of = ct_store_text(work->store, goal_of(work, i)->name),
                                    .value = mean.value / (double)CT_MS_DAY,
                                    .low = mean.low / (double)CT_MS_DAY,
                                    .high = mean.high / (double)CT_MS_DAY,
                                    .because = isnan(mean.value) ? "nothing was counted" : NULL};
    }
    ct_kpi_take_worst(kpi);
    g_autofree char *horizon = ct_units_time_text(work->statistics->horizon_ms);

    kpi->note =
        ct_store_take_text(work->store,
                           g_strdup_printf("a course that did not get there counts %s", horizon));
}

/* --- techniques and sensors --- */

void
ct_kpi_technique_coverage(const CtKpiWork *work, CtKpi *kpi)
{
    const CtStatistics *statistics = work->statistics;
    uint32_t n_applies = 0, n_used = 0;

    if (statistics == NULL) {
        ct_kpi_refuse(kpi, CT_KPI_NOT_SIMULATED);
        return;
    }
    for (uint32_t i = 0; work->applies != NULL && i < ct_library_count(work->twin->library); i++)
        n_applies += ct_bits_get(work->applies, i);
    for (guint i = 0; i < statistics->rules->len; i++)
        n_used += g_array_index(statistics->rules, CtRuleStatistics, i).gains > 0;
    if (n_applies == 0) {
        ct_kpi_refuse(kpi, "no technique applies");
        return;
    }
    kpi->value = MIN(1.0, (double)n_used / n_applies);
    kpi->note = ct_store_take_text(work->store, g_strdup_printf("%u of %u techniques that apply",
                                                                n_used, n_applies));
}

void
ct_kpi_sensor_coverage(const CtKpiWork *work, CtKpi *kpi)
{
    const CtStatistics *statistics = work->statistics;

    if (statistics == NULL || !(statistics->noise.value > 0)) {
        ct_kpi_refuse(kpi,
                      statistics == NULL ? CT_KPI_NOT_SIMULATED : "the attacker makes no noise");
        return;
    }
    kpi->n = statistics->n;
    kpi->value = statistics->seen.value / statistics->noise.value;
    if (isnan(statistics->seen.low) || !(statistics->noise.low > 0))
        return;
    /* Both bounds at once: wider than it need be, as the two go together. */
    kpi->low = MAX(statistics->seen.low, 0) / statistics->noise.high;
    kpi->high = MIN(statistics->seen.high / statistics->noise.low, 1);
}

/* --- who defends --- */

/* The median of @times, @nothing_yet where it could not happen once. */
static void
take_median(CtKpi *kpi, const CtDefenceTimes *times, const char *nothing_yet)
{
    const CtTimeQuantile *median = &times->median;

    if (times->n == 0) {
        ct_kpi_refuse(kpi, nothing_yet);
        return;
    }
    kpi->n = times->n;
    if (median->low_ms >= 0)
        kpi->low = days(median->low_ms);
    if (median->high_ms >= 0)
        kpi->high = days(median->high_ms);
    if (median->value_ms >= 0) {
        kpi->value = days(median->value_ms);
        return;
    }
    kpi->because = "it did not happen in half of the replications";
}

/* What the replications say of who defends; NULL, refused, where nobody does. */
static const CtDefenceStatistics *
defence_of(const CtKpiWork *work, CtKpi *kpi)
{
    if (work->statistics != NULL && work->statistics->defence.is_there)
        return &work->statistics->defence;
    ct_kpi_refuse(kpi,
                  work->statistics == NULL ? CT_KPI_NOT_SIMULATED : "no defender is simulated");
    return NULL;
}

void
ct_kpi_time_to_detect(const CtKpiWork *work, CtKpi *kpi)
{
    const CtDefenceStatistics *defence = defence_of(work, kpi);

    if (defence != NULL)
        take_median(kpi, &defence->detect, "nothing was counted");
}

void
ct_kpi_time_to_contain(const CtKpiWork *work, CtKpi *kpi)
{
    const CtDefenceStatistics *defence = defence_of(work, kpi);

    if (defence != NULL)
        take_median(kpi, &defence->contain, "nothing was detected");
}

void
ct_kpi_dwell_time(const CtKpiWork *work, CtKpi *kpi)
{
    const CtDefenceStatistics *defence = defence_of(work, kpi);

    if (defence != NULL)
        take_median(kpi, &defence->dwell, "the attacker gained nothing");
}

void
ct_kpi_time_to_recover(const CtKpiWork *work, CtKpi *kpi)
{
    const CtDefenceStatistics *defence = defence_of(work, kpi);

    if (defence != NULL)
        take_median(kpi, &defence->recover, "no function was lost");
}

static void
take_mean(CtKpi *kpi, uint64_t n, CtEstimate mean, const char *nothing_yet)
{
    if (isnan(mean.value)) {
        ct_kpi_refuse(kpi, nothing_yet);
        return;
    }
    kpi->n = n;
    kpi->value = mean.value;
    kpi->low = mean.low;
    kpi->high = mean.high;
}

void
ct_kpi_false_alarms(const CtKpiWork *work, CtKpi *kpi)
{
    const CtDefenceStatistics *defence = defence_of(work, kpi);

    if (defence != NULL)
        take_mean(kpi, work->statistics->n, defence->false_a_day, "no replication took any time");
}

void
ct_kpi_analyst_workload(const CtKpiWork *work, CtKpi *kpi)
{
    const CtDefenceStatistics *defence = defence_of(work, kpi);

    if (defence != NULL)
        take_mean(kpi, work->statistics->n, defence->workload, "no analyst is on shift");
}

/* --- what the business loses --- */

static bool
has_functions(const CtLossSummary *losses)
{
    return losses->losses->len > 0 &&
           g_str_equal(g_array_index(losses->losses, CtLossStatistics, 0).kind, "function");
}

/* What replications say of functions; NULL, refused, where they say nothing that is whole. */
static const CtLossSummary *
losses_of(const CtKpiWork *work, CtKpi *kpi)
{
    const CtStatistics *statistics = work->statistics;

    if (statistics == NULL || statistics->losses.losses == NULL)
        ct_kpi_refuse(kpi, CT_KPI_NOT_SIMULATED);
    else if (!has_functions(&statistics->losses))
        ct_kpi_refuse(kpi, "the topology has no functions");
    else if (!statistics->losses.is_whole)
        ct_kpi_refuse(kpi, "replications ended with their last goal, and what is lost after it "
                           "does not count: --to-horizon plays on");
    else
        return &statistics->losses;
    return NULL;
}

/* A part for each function of which @of says something. */
static void
add_functions(const CtKpiWork *work,
              const CtLossSummary *losses,
              CtEstimate (*of)(const CtLossStatistics *loss),
              CtKpi *kpi)
{
    kpi->parts = ct_store_alloc(work->store, losses->losses->len, sizeof *kpi->parts);
    for (guint i = 0; i < losses->losses->len; i++) {
        const CtLossStatistics *loss = &g_array_index(losses->losses, CtLossStatistics, i);
        CtEstimate one = of(loss);

        if (isnan(one.value) || strcmp(loss->kind, "function") != 0)
            continue;
        kpi->parts[kpi->n_parts++] = (CtKpiPart){.of = ct_store_text(work->store, loss->name),
                                                 .value = one.value,
                                                 .low = one.low,
                                                 .high = one.high};
    }
}

static CtEstimate
service(const CtLossStatistics *loss)
{
    return loss->service;
}

static CtEstimate
cost(const CtLossStatistics *loss)
{
    return loss->cost;
}

void
ct_kpi_service_resilience(const CtKpiWork *work, CtKpi *kpi)
{
    const CtLossSummary *losses = losses_of(work, kpi);

    if (losses == NULL)
        return;
    take_mean(kpi, work->statistics->n, losses->service, "nothing was counted");
    add_functions(work, losses, service, kpi);
}

void
ct_kpi_expected_loss(const CtKpiWork *work, CtKpi *kpi)
{
    const CtLossSummary *losses = losses_of(work, kpi);

    if (losses == NULL)
        return;
    take_mean(kpi, work->statistics->n, losses->cost, "no function states its cost_per_hour");
    add_functions(work, losses, cost, kpi);
    g_autofree char *horizon = ct_units_time_text(work->statistics->horizon_ms);

    if (!isnan(kpi->value))
        kpi->note = ct_store_take_text(work->store, g_strdup_printf("in %s", horizon));
}
