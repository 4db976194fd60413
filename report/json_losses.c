/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/statistics_parts.h"

#include <math.h>

static void
put_loss(CtJson *json, const CtLossStatistics *loss)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "kind", loss->kind);
    ct_json_put_string(json, "id", loss->name);
    ct_statistics_put_estimate(json, "loss_probability", loss->lost);
    ct_statistics_put_time(json, "median_given_loss_ms",
                           loss->lost.value > 0 ? loss->median.value_ms : -1);
    ct_statistics_put_estimate(json, "restricted_mean_ms", loss->restricted_mean_ms);
    ct_statistics_put_estimate(json, "lost_ms", loss->total_ms);
    ct_statistics_put_estimate(json, "lost_given_loss_ms", loss->given_ms);
    ct_statistics_put_estimate(json, "times", loss->times);
    ct_statistics_put_estimate(json, "lost_at_end", loss->at_end);
    ct_statistics_put_estimate(json, "service", loss->service);
    ct_statistics_put_estimate(json, "cost", loss->cost);
    ct_json_end_object(json);
}

/* How many replications cost more than each of as many amounts, from nought to the dearest. */
static void
put_curve(CtJson *json, const CtLossSummary *summary)
{
    ct_json_put_number(json, "cost_most", summary->cost_most);
    ct_json_key(json, "cost_above");
    ct_json_begin_array(json);
    for (int i = 0; i < CT_LOSS_N_POINTS; i++)
        ct_json_number(json, summary->cost_above[i]);
    ct_json_end_array(json);
}

void
ct_statistics_put_losses(CtJson *json, const CtLossSummary *summary)
{
    if (summary->losses->len == 0)
        return;
    ct_json_key(json, "losses");
    ct_json_begin_object(json);
    ct_json_put_bool(json, "to_horizon", summary->is_whole);
    ct_statistics_put_estimate(json, "service", summary->service);
    ct_statistics_put_estimate(json, "cost", summary->cost);
    ct_statistics_put_estimate(json, "cost_95",
                               (CtEstimate){.value = summary->cost_95,
                                            .low = summary->cost_95_low,
                                            .high = summary->cost_95_high});
    if (!isnan(summary->cost_most))
        put_curve(json, summary);
    ct_json_key(json, "each");
    ct_json_begin_array(json);
    for (guint i = 0; i < summary->losses->len; i++)
        put_loss(json, &g_array_index(summary->losses, CtLossStatistics, i));
    ct_json_end_array(json);
    ct_json_end_object(json);
}
