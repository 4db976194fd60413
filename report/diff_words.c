/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/diff_parts.h"

#include "report/kpi.h"
#include "report/text_parts.h"

#include <math.h>

typedef struct Counted {
    uint32_t n;
    const char *one, *many;
} Counted;

static char *
list_text(const Counted *counted, size_t n)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < n; i++) {
        if (counted[i].n == 0)
            continue;
        g_autofree char *count = ct_text_plural(counted[i].n, counted[i].one, counted[i].many);

        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", count);
    }
    return g_string_free(text, FALSE);
}

char *
ct_diff_worse_text(const CtComparison *comparison)
{
    const Counted counted[] = {
        {comparison->n_newly_reachable, "goal newly reachable", "goals newly reachable"},
        {comparison->n_gained, "segmentation failure gained", "segmentation failures gained"},
        {comparison->n_newly_missed, "target newly missed", "targets newly missed"},
        {comparison->n_newly_failing, "requirement newly failing", "requirements newly failing"},
        {comparison->n_worse, "figure worse", "figures worse"},
    };

    return list_text(counted, G_N_ELEMENTS(counted));
}

char *
ct_diff_better_text(const CtComparison *comparison)
{
    const Counted counted[] = {
        {comparison->n_no_longer_reachable, "goal no longer reachable",
         "goals no longer reachable"},
        {comparison->n_lost, "segmentation failure gone", "segmentation failures gone"},
        {comparison->n_no_longer_missed, "target no longer missed", "targets no longer missed"},
        {comparison->n_no_longer_failing, "requirement no longer failing",
         "requirements no longer failing"},
        {comparison->n_better, "figure better", "figures better"},
    };

    return list_text(counted, G_N_ELEMENTS(counted));
}

const char *
ct_diff_answer_text(const CtGoalFinding *goal)
{
    if (goal == NULL)
        return "not asked";
    return goal->reachable == CT_ANSWER_YES  ? "reachable"
           : goal->reachable == CT_ANSWER_NO ? "not reachable"
                                             : "undecided";
}

char *
ct_diff_points_text(CtEstimate difference)
{
    if (isnan(difference.value))
        return g_strdup("");
    return g_strdup_printf("%+.1f%% (%+.1f to %+.1f)", difference.value * 100, difference.low * 100,
                           difference.high * 100);
}

bool
ct_diff_has_moved(const CtKpiChange *change)
{
    return change->change == CT_CHANGE_BETTER || change->change == CT_CHANGE_WORSE ||
           change->is_newly_missed || change->is_no_longer_missed ||
           (change->before != NULL && change->after != NULL && change->change == CT_CHANGE_OPEN);
}

char *
ct_diff_value_text(const CtKpi *kpi)
{
    return kpi != NULL ? ct_kpi_value_text(&kpi->info, kpi->value) : g_strdup("–");
}

char *
ct_diff_figure_text(const CtKpiChange *change)
{
    return g_strconcat(ct_change_text((CtChange)change->change),
                       change->is_newly_missed       ? ", target missed"
                       : change->is_no_longer_missed ? ", target no longer missed"
                                                     : "",
                       NULL);
}
