/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/statistics_parts.h"

#include <math.h>

void
ct_statistics_put_estimate(CtJson *json, const char *key, CtEstimate estimate)
{
    ct_json_key(json, key);
    if (isnan(estimate.value)) {
        ct_json_null(json);
        return;
    }
    ct_json_begin_object(json);
    ct_json_put_number(json, "value", estimate.value);
    ct_json_put_number(json, "low", estimate.low);
    ct_json_put_number(json, "high", estimate.high);
    ct_json_end_object(json);
}

/* A time past the horizon is null. */
void
ct_statistics_put_time(CtJson *json, const char *key, int64_t ms)
{
    ct_json_key(json, key);
    if (ms < 0)
        ct_json_null(json);
    else
        ct_json_integer(json, ms);
}

static void
put_quantile(CtJson *json, double q, CtTimeQuantile quantile)
{
    ct_json_begin_object(json);
    ct_json_put_number(json, "share", q);
    ct_statistics_put_time(json, "ms", quantile.value_ms);
    ct_statistics_put_time(json, "low_ms", quantile.low_ms);
    ct_statistics_put_time(json, "high_ms", quantile.high_ms);
    ct_json_end_object(json);
}

static void
put_goal(CtJson *json, const CtGoalStatistics *goal)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "attacker", goal->attacker);
    ct_json_put_string(json, "id", goal->name);
    ct_json_put_string(json, "text", goal->text);
    ct_json_put_bool(json, "possible", goal->is_possible);
    ct_json_put_integer(json, "reached", (int64_t)goal->n_reached);
    ct_statistics_put_estimate(json, "success_probability", goal->success);
    ct_json_key(json, "time_quantiles");
    ct_json_begin_array(json);
    for (int q = 0; q < CT_STATISTICS_N_QUANTILES; q++)
        put_quantile(json, ct_statistics_quantiles[q], goal->quantiles[q]);
    ct_json_end_array(json);
    ct_statistics_put_estimate(json, "restricted_mean_ms", goal->restricted_mean_ms);
    ct_statistics_put_estimate(json, "mean_given_success_ms", goal->mean_given_success_ms);
    ct_json_key(json, "reached_by");
    ct_json_begin_array(json);
    for (int i = 0; i < CT_STATISTICS_N_POINTS; i++)
        ct_json_number(json, goal->curve[i]);
    ct_json_end_array(json);
    ct_json_end_object(json);
}

static void
put_place(CtJson *json, const CtPlaceStatistics *place)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "kind", place->kind);
    ct_json_put_string(json, "id", place->name);
    ct_json_put_integer(json, "instances", place->n_instances);
    ct_statistics_put_estimate(json, "fall_probability", place->fell);
    ct_statistics_put_estimate(json, "mean_share_fallen", place->share);
    ct_statistics_put_estimate(json, "mean_given_fall_ms", place->first_ms);
    ct_statistics_put_time(json, "median_given_fall_ms", place->median.value_ms);
    ct_statistics_put_estimate(json, "restricted_mean_ms", place->restricted_mean_ms);
    ct_json_end_object(json);
}

static void
put_rule(CtJson *json, const CtRuleStatistics *rule)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "rule", rule->name);
    ct_json_put_string(json, "title", rule->title);
    ct_json_put_integer(json, "replications", (int64_t)rule->n_used);
    ct_json_put_integer(json, "tries", (int64_t)rule->tries);
    ct_json_put_integer(json, "successes", (int64_t)rule->gains);
    ct_json_end_object(json);
}

static void
put_defence_times(CtJson *json, const char *key, const CtDefenceTimes *times)
{
    ct_json_key(json, key);
    ct_json_begin_object(json);
    ct_json_put_integer(json, "replications", (int64_t)times->n);
    ct_statistics_put_estimate(json, "share", times->share);
    ct_statistics_put_time(json, "median_ms", times->median.value_ms);
    ct_statistics_put_estimate(json, "mean_given_ms", times->mean_given_ms);
    ct_statistics_put_estimate(json, "restricted_mean_ms", times->restricted_mean_ms);
    ct_json_end_object(json);
}

static void
put_defence(CtJson *json, const CtDefenceStatistics *defence)
{
    if (!defence->is_there)
        return;
    ct_json_key(json, "defence");
    ct_json_begin_object(json);
    put_defence_times(json, "detect", &defence->detect);
    put_defence_times(json, "contain", &defence->contain);
    put_defence_times(json, "dwell", &defence->dwell);
    put_defence_times(json, "recover", &defence->recover);
    ct_statistics_put_estimate(json, "true_alerts", defence->true_alerts);
    ct_statistics_put_estimate(json, "false_alarms", defence->false_alarms);
    ct_statistics_put_estimate(json, "confirmed", defence->confirmed);
    ct_statistics_put_estimate(json, "missed", defence->missed);
    ct_statistics_put_estimate(json, "misled", defence->misled);
    ct_statistics_put_estimate(json, "false_alarms_a_day", defence->false_a_day);
    ct_statistics_put_estimate(json, "actions", defence->actions);
    ct_statistics_put_estimate(json, "wait_ms", defence->wait_ms);
    ct_statistics_put_estimate(json, "workload", defence->workload);
    ct_statistics_put_estimate(json, "escalated", defence->escalated);
    ct_statistics_put_estimate(json, "expert_wait_ms", defence->expert_wait_ms);
    ct_statistics_put_estimate(json, "expert_workload", defence->expert_workload);
    ct_json_end_object(json);
}

static void
put_estimates(CtJson *json, const CtStatistics *statistics)
{
    ct_statistics_put_estimate(json, "success_probability", statistics->success);
    ct_json_put_integer(json, "curve_ms", statistics->curve_ms);
    ct_statistics_put_estimate(json, "tries", statistics->tries);
    ct_statistics_put_estimate(json, "noise", statistics->noise);
    ct_statistics_put_estimate(json, "expected_detections", statistics->seen);
    ct_statistics_put_estimate(json, "effort_hours", statistics->effort_hours);
    ct_json_key(json, "goals");
    ct_json_begin_array(json);
    for (guint i = 0; i < statistics->goals->len; i++)
        put_goal(json, &g_array_index(statistics->goals, CtGoalStatistics, i));
    ct_json_end_array(json);
    ct_json_put_bool(json, "zones_only", statistics->zones_only);
    ct_json_key(json, "places");
    ct_json_begin_array(json);
    for (guint i = 0; i < statistics->places->len; i++)
        put_place(json, &g_array_index(statistics->places, CtPlaceStatistics, i));
    ct_json_end_array(json);
    ct_json_key(json, "techniques");
    ct_json_begin_array(json);
    for (guint i = 0; i < statistics->rules->len; i++)
        put_rule(json, &g_array_index(statistics->rules, CtRuleStatistics, i));
    ct_json_end_array(json);
    put_defence(json, &statistics->defence);
    ct_statistics_put_losses(json, &statistics->losses);
}

void
ct_report_statistics_json(CtJson *json, const CtStatistics *statistics, bool allow_failed)
{
    g_autofree char *seed = NULL;

    ct_json_key(json, "statistics");
    if (statistics == NULL) {
        ct_json_null(json);
        return;
    }
    seed = g_strdup_printf("%" G_GUINT64_FORMAT, statistics->seed);
    ct_json_begin_object(json);
    ct_json_put_integer(json, "replications", (int64_t)statistics->n);
    ct_json_put_integer(json, "failed", (int64_t)statistics->n_failed);
    ct_json_put_integer(json, "reached", (int64_t)statistics->n_reached);
    ct_json_put_string(json, "seed", seed); /* 64 bits are more than a JSON number holds */
    ct_json_put_integer(json, "horizon_ms", statistics->horizon_ms);
    ct_json_put_bool(json, "to_horizon", statistics->to_horizon);
    ct_json_put_number(json, "confidence", CT_STATISTICS_CONFIDENCE);
    ct_json_put_string(json, "note", "sampling error only");
    if (ct_report_statistics_stand(statistics, allow_failed))
        put_estimates(json, statistics);
    ct_json_end_object(json);
}
