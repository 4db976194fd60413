/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/sim_times.h"

#include "sim/engine.h"
#include "sim/first_passage.h"
#include "tests/support/check.h"

#include <math.h>
#include <stdlib.h>

static void
check_same(const CtSim *sim, const CtSummary *a, const CtSummary *b)
{
    CHECK_INT(a->end_ms, b->end_ms);
    CHECK_INT(a->tries, b->tries);
    CHECK_INT(a->noise_ppm, b->noise_ppm);
    CHECK_INT(a->effort_ms, b->effort_ms);
    CU_ASSERT(memcmp(a->goal_ms, b->goal_ms, sim->n_goals * sizeof *a->goal_ms) == 0);
}

CtSimTimes *
ct_sim_times_new(const CtSim *sim, uint32_t n)
{
    CtSimTimes *times = g_new0(CtSimTimes, 1);
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    g_autoptr(CtFirstPassage) passage = ct_sim_is_one_pass(sim) ? ct_first_passage_new(sim) : NULL;
    g_auto(CtSummary) summary = {0}, second = {0};

    ct_summary_init(&summary, sim);
    ct_summary_init(&second, sim);
    *times = (CtSimTimes){.n = n,
                          .n_goals = sim->n_goals,
                          .goal_ms = g_new(int64_t, (size_t)n * sim->n_goals + 1),
                          .end_ms = g_new(int64_t, (size_t)n + 1),
                          .tries = g_new(uint64_t, (size_t)n + 1),
                          .fallen = g_new0(uint64_t, (size_t)n + 1)};
    for (uint32_t r = 0; r < n; r++) {
        ct_engine_run(engine, r, &summary);
        if (passage != NULL) {
            ct_first_passage_run(passage, r, &second);
            check_same(sim, &summary, &second);
        }
        for (uint32_t g = 0; g < sim->n_goals; g++)
            times->goal_ms[r * sim->n_goals + g] = summary.goal_ms[g];
        for (uint32_t p = 0; p < sim->places->n_places; p++)
            times->fallen[r] += summary.place_fallen[p];
        times->end_ms[r] = summary.end_ms;
        times->tries[r] = summary.tries;
    }
    return times;
}

void
ct_sim_times_free(CtSimTimes *times)
{
    if (times == NULL)
        return;
    g_free(times->goal_ms);
    g_free(times->end_ms);
    g_free(times->tries);
    g_free(times->fallen);
    g_free(times);
}

uint32_t
ct_sim_times_reached(const CtSimTimes *times, uint32_t goal)
{
    return times->n - ct_sim_times_at(times, goal, CT_NOT_REACHED);
}

uint32_t
ct_sim_times_at(const CtSimTimes *times, uint32_t goal, int64_t ms)
{
    uint32_t n = 0;

    for (uint32_t r = 0; r < times->n; r++)
        n += times->goal_ms[r * times->n_goals + goal] == ms;
    return n;
}

static int
compare_times(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return a < b ? -1 : a > b;
}

double
ct_sim_times_distance(
    const CtSimTimes *times, uint32_t goal, int64_t horizon_ms, CtSimCdf cdf, const void *data)
{
    g_autofree int64_t *sorted = g_new(int64_t, (size_t)times->n + 1);
    double n = times->n, most = 0;
    uint32_t reached = 0;

    for (uint32_t r = 0; r < times->n; r++) {
        int64_t ms = times->goal_ms[r * times->n_goals + goal];

        if (ms != CT_NOT_REACHED)
            sorted[reached++] = ms;
    }
    qsort(sorted, reached, sizeof *sorted, compare_times);
    for (uint32_t i = 0; i < reached; i++) {
        double wanted = cdf((double)sorted[i], data);

        most = MAX(most, MAX(fabs(i / n - wanted), fabs((i + 1) / n - wanted)));
    }
    most = MAX(most, fabs(reached / n - cdf((double)horizon_ms, data)));
    return most * sqrt(n);
}

double
ct_stages_cdf(double ms, const void *data)
{
    const CtStages *stages = data;
    double rate = 0, at[17] = {1}, weight, sum = 0, left = 1;

    for (uint32_t i = 0; i < stages->n; i++)
        rate = MAX(rate, 1 / stages->mean_ms[i]);
    if (rate * ms > 600) /* past what exp() resolves; stages of the tests are over by then */
        return 1;
    weight = exp(-rate * ms);
    for (uint32_t k = 0; left > 1e-12 && k < 4000; k++) {
        sum += weight * at[stages->n];
        left -= weight;
        weight *= rate * ms / (k + 1);
        for (uint32_t i = stages->n; i-- > 0;) {
            double moves = at[i] / stages->mean_ms[i] / rate;

            at[i + 1] += moves;
            at[i] -= moves;
        }
    }
    return sum;
}

double
ct_share_z(uint32_t k, uint32_t n, double p)
{
    return (k - n * p) / sqrt(n * p * (1 - p));
}
