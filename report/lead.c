/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/lead.h"

#include "report/figures.h"

#include <string.h>

CtGoalCount
ct_report_count_goals(const CtDossier *dossier)
{
    CtGoalCount count = {0};

    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++) {
            uint8_t answer = dossier->attackers[a].goals[g].reachable;

            count.n++;
            count.n_yes += answer == CT_ANSWER_YES;
            count.n_unknown += answer == CT_ANSWER_UNKNOWN;
        }
    return count;
}

/* --- the sentence --- */

static void
append_scope(GString *text, const CtReportData *data, const CtGoalCount *count)
{
    const CtDossier *dossier = data->dossier;
    const char *who = dossier->n_attackers == 1 ? dossier->attackers[0].id : "the attackers";

    if (count->n == 0)
        g_string_append(text, "Nobody said what an attacker is after: there is no goal.");
    else if (count->n_yes == 0 && count->n_unknown == 0)
        g_string_append_printf(text,
                               count->n == 1 ? "The goal of %s is out of reach; that is proved."
                                             : "No goal of %s is within reach; that is proved.",
                               who);
    else if (count->n_yes == 0)
        g_string_append_printf(text, "Of %u goals of %s, %u could not be decided.", count->n, who,
                               count->n_unknown);
    else if (count->n_yes == count->n)
        g_string_append_printf(text,
                               count->n == 1 ? "The goal of %s can be reached."
                                             : "Every goal of %s can be reached.",
                               who);
    else
        g_string_append_printf(text, "%u of %u goals of %s can be reached.", count->n_yes, count->n,
                               who);
}

const CtGoalStatistics *
ct_report_worst_goal(const CtReportData *data)
{
    const CtStatistics *statistics = ct_report_estimates(data);
    const CtGoalStatistics *worst = NULL;
    enum { MEDIAN = CT_STATISTICS_N_QUANTILES / 2 };

    for (guint i = 0; statistics != NULL && i < statistics->goals->len; i++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, i);

        if (goal->n_reached == 0)
            continue;
        if (worst == NULL || goal->n_reached > worst->n_reached ||
            (goal->n_reached == worst->n_reached &&
             goal->restricted_mean_ms.value < worst->restricted_mean_ms.value))
            worst = goal;
    }
    return worst;
}

static void
append_likelihood(GString *text, const CtReportData *data)
{
    const CtGoalStatistics *worst = ct_report_worst_goal(data);

    if (worst == NULL)
        return;
    g_autofree char *share = ct_figure_share(worst->success.value);
    g_autofree char *horizon = ct_figure_time(data->statistics->horizon_ms);
    int64_t median = worst->quantiles[CT_STATISTICS_N_QUANTILES / 2].value_ms;

    g_string_append_printf(text,
                           " The likeliest, %s, was reached in %s of %" G_GUINT64_FORMAT
                           " simulated courses of at most %s",
                           worst->name, share, data->statistics->n, horizon);
    if (median >= 0) {
        g_autofree char *time = ct_figure_time(median);

        g_string_append_printf(text, ", in half of them within %s", time);
    }
    g_string_append_c(text, '.');
}

static void
append_fallen(GString *text, const CtDossier *dossier)
{
    for (uint32_t a = 0; a < dossier->n_attackers; a++) {
        const CtAttackerFinding *attacker = &dossier->attackers[a];
        const CtFallen *fallen = &attacker->fallen;
        guint n = fallen->functions != NULL ? g_strv_length((char **)fallen->functions) : 0;

        if (attacker->n_facts == 0)
            continue;
        g_string_append_printf(text, " If nobody stops %s, %u of %u assets run his code",
                               dossier->n_attackers > 1 ? attacker->id : "him",
                               MAX(fallen->n_user, fallen->n_implanted), fallen->n_assets);
        if (n > 0) {
            g_autofree char *functions = g_strjoinv(", ", (char **)fallen->functions);

            g_string_append_printf(text, " and the business loses %s",
                                   n <= 4 ? functions : "many of its functions");
        }
        g_string_append_c(text, '.');
    }
}

char *
ct_report_lead(const CtReportData *data)
{
    CtGoalCount count = ct_report_count_goals(data->dossier);
    GString *text = g_string_new(NULL);

    append_scope(text, data, &count);
    append_likelihood(text, data);
    append_fallen(text, data->dossier);
    return g_string_free(text, FALSE);
}
