/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/data.h"

#include "report/statistics.h"

#include <string.h>

const CtStatistics *
ct_report_estimates(const CtReportData *data)
{
    if (data->statistics == NULL ||
        !ct_report_statistics_stand(data->statistics, data->allow_failed))
        return NULL;
    return data->statistics;
}

const CtGoalStatistics *
ct_report_goal_statistics(const CtReportData *data, const char *attacker, const char *goal)
{
    const CtStatistics *statistics = ct_report_estimates(data);

    for (guint i = 0; statistics != NULL && i < statistics->goals->len; i++) {
        const CtGoalStatistics *one = &g_array_index(statistics->goals, CtGoalStatistics, i);

        if (strcmp(one->attacker, attacker) == 0 && strcmp(one->name, goal) == 0)
            return one;
    }
    return NULL;
}
