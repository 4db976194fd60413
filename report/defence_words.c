/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/defence_words.h"

#include "report/figures.h"
#include "report/loss_words.h"

#include <math.h>
#include <string.h>

void
ct_defence_questions(const CtDefenceStatistics *defence,
                     CtDefenceQuestion ret_questions[CT_DEFENCE_N_QUESTIONS])
{
    const CtDefenceQuestion questions[CT_DEFENCE_N_QUESTIONS] = {
        {"detect", "Detected, from the start", "courses", &defence->detect},
        {"dwell", "Detected, from the first gain", "courses with a gain", &defence->dwell},
        {"contain", "Contained, from detection", "courses detected", &defence->contain},
        {"recover", "All functions back", "courses with a loss", &defence->recover},
    };

    memcpy(ret_questions, questions, sizeof questions);
}

void
ct_defence_figures(const CtDefenceStatistics *defence,
                   CtDefenceFigure ret_figures[CT_DEFENCE_N_FIGURES])
{
    /* Without experts nothing is handed to them. */
    const CtEstimate escalated =
        isnan(defence->expert_workload.value) ? defence->expert_workload : defence->escalated;
    const CtDefenceFigure figures[CT_DEFENCE_N_FIGURES] = {
        {"true-alerts", "Alerts of real attempts", defence->true_alerts, CT_DEFENCE_A_COURSE},
        {"confirmed", "of them confirmed", defence->confirmed, CT_DEFENCE_A_COURSE},
        {"missed", "of them dismissed", defence->missed, CT_DEFENCE_A_COURSE},
        {"false-alarms", "False alarms", defence->false_alarms, CT_DEFENCE_A_COURSE},
        {"false-alarms-a-day", "False alarms", defence->false_a_day, CT_DEFENCE_A_DAY},
        {"misled", "False alarms taken for an attack", defence->misled, CT_DEFENCE_A_COURSE},
        {"actions", "Actions that change anything", defence->actions, CT_DEFENCE_A_COURSE},
        {"wait", "An alert waits for an analyst", defence->wait_ms, CT_DEFENCE_MS},
        {"workload", "Analysts are busy, of their shifts", defence->workload, CT_DEFENCE_SHARE},
        {"escalated", "Alerts handed to experts", escalated, CT_DEFENCE_A_COURSE},
        {"expert-wait", "An alert waits for an expert", defence->expert_wait_ms, CT_DEFENCE_MS},
        {"expert-workload", "Experts are busy, of their shifts", defence->expert_workload,
         CT_DEFENCE_SHARE},
    };

    memcpy(ret_figures, figures, sizeof figures);
}

const char *
ct_defence_unit_text(CtDefenceUnit unit)
{
    static const char *const texts[] = {[CT_DEFENCE_A_COURSE] = "a course",
                                        [CT_DEFENCE_A_DAY] = "a day",
                                        [CT_DEFENCE_MS] = "ms",
                                        [CT_DEFENCE_SHARE] = "share"};

    return texts[unit];
}

char *
ct_defence_figure_text(const CtDefenceFigure *figure)
{
    g_autofree char *number = NULL;

    switch (figure->unit) {
    case CT_DEFENCE_MS:
        return ct_loss_duration_text(figure->value);
    case CT_DEFENCE_SHARE:
        return ct_figure_estimate(figure->value);
    case CT_DEFENCE_A_COURSE:
    case CT_DEFENCE_A_DAY:
        number = ct_loss_number_text(figure->value);
        return g_strdup_printf("%s %s", number, ct_defence_unit_text(figure->unit));
    }
    g_assert_not_reached();
}
