/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/costs.h"

#include "analysis/knuth.h"

#include <math.h>

int64_t
ct_costs_mean_ms(const CtDist *dist)
{
    double mean = ct_dist_mean_ms(dist);

    if (isnan(mean) || mean <= 0)
        return 0;
    if (mean >= (double)CT_KNUTH_NEVER / 4)
        return CT_KNUTH_NEVER / 4;
    return (int64_t)llround(mean);
}

int64_t *
ct_costs_time(const CtGraph *graph)
{
    int64_t *own = g_new(int64_t, (size_t)graph->templates.length + 1);

    for (uint32_t i = 0; i < graph->templates.length; i++) {
        const CtVerdict *verdict = graph->templates.data[i].verdict;
        int64_t mean = ct_costs_mean_ms(&verdict->prepare) + ct_costs_mean_ms(&verdict->time);

        own[i] = MAX(mean, 1);
    }
    return own;
}

int64_t *
ct_costs_skill(const CtGraph *graph)
{
    int64_t *own = g_new(int64_t, (size_t)graph->templates.length + 1);

    for (uint32_t i = 0; i < graph->templates.length; i++)
        own[i] = graph->templates.data[i].verdict->skill;
    return own;
}

int64_t *
ct_costs_step(const CtGraph *graph, int64_t most_skill)
{
    int64_t *own = g_new(int64_t, (size_t)graph->templates.length + 1);

    for (uint32_t i = 0; i < graph->templates.length; i++)
        own[i] = graph->templates.data[i].verdict->skill <= most_skill ? 1 : CT_KNUTH_NEVER;
    return own;
}
