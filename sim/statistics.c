/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rows are spread into one column a number, in the order of replications; each estimate is then
 * computed from its column. Of places only the falls are kept, so memory goes with what happened.
 */
#include "sim/statistics.h"

#include "base/units.h"
#include "sim/named_rows.h"

#include <math.h>
#include <string.h>

const double ct_statistics_quantiles[CT_STATISTICS_N_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

typedef struct Falls {
    GArray *first_ms; /* int64_t, of replications in which it fell */
    GArray *share;    /* double, likewise */
} Falls;

struct CtStatisticsMaker {
    const CtRunHeader *header;
    CtStatistics *result;
    GArray **goal_ms;                      /* per goal: int64_t a replication */
    GArray *tries, *noise, *seen, *effort; /* double a replication */
    Falls *falls;                          /* per place */
    CtRuleStatistics *rules;
    CtLossMaker *losses;
    GArray *defence;  /* CtDefenceRow a replication; empty where nobody defends */
    uint64_t n_short; /* replications that ended before the horizon */
    GError *error;    /* of the first damaged row */
};

static GArray *
doubles(void)
{
    return g_array_new(FALSE, FALSE, sizeof(double));
}

static int64_t
number_of(const CtRunHeader *header, const char *name)
{
    const char *text = ct_run_header_option(header, name);

    return text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
}

/* What can fall stands in a zone, so assets are missing only where they were left out. */
static bool
has_zones_only(const CtRunHeader *header)
{
    for (guint i = 0; i < header->places->len; i++)
        if (strcmp(g_array_index(header->places, CtRunPlace, i).kind, "asset") == 0)
            return false;
    return header->places->len > 0;
}

CtStatisticsMaker *
ct_statistics_maker_new(const CtRunHeader *header)
{
    CtStatisticsMaker *maker = g_new0(CtStatisticsMaker, 1);
    const char *seed = ct_run_header_option(header, "seed");

    maker->header = header;
    maker->result = g_new0(CtStatistics, 1);
    maker->result->horizon_ms = CLAMP(number_of(header, "horizon-ms"), 0, CT_TIME_NEVER);
    maker->result->to_horizon = g_strcmp0(ct_run_header_option(header, "to-horizon"), "true") == 0;
    maker->result->seed = seed != NULL ? g_ascii_strtoull(seed, NULL, 10) : 0;
    maker->result->zones_only = has_zones_only(header);
    maker->goal_ms = g_new0(GArray *, (size_t)header->goals->len + 1);
    for (guint g = 0; g < header->goals->len; g++)
        maker->goal_ms[g] = g_array_new(FALSE, FALSE, sizeof(int64_t));
    maker->falls = g_new0(Falls, (size_t)header->places->len + 1);
    for (guint p = 0; p < header->places->len; p++)
        maker->falls[p] =
            (Falls){.first_ms = g_array_new(FALSE, FALSE, sizeof(int64_t)), .share = doubles()};
    maker->rules = g_new0(CtRuleStatistics, (size_t)header->rules->len + 1);
    maker->defence = g_array_new(FALSE, FALSE, sizeof(CtDefenceRow));
    maker->losses = ct_loss_maker_new(header);
    maker->tries = doubles();
    maker->noise = doubles();
    maker->seen = doubles();
    maker->effort = doubles();
    return maker;
}

void
ct_statistics_maker_free(CtStatisticsMaker *maker)
{
    if (maker == NULL)
        return;
    for (guint g = 0; g < maker->header->goals->len; g++)
        g_array_unref(maker->goal_ms[g]);
    for (guint p = 0; p < maker->header->places->len; p++) {
        g_array_unref(maker->falls[p].first_ms);
        g_array_unref(maker->falls[p].share);
    }
    g_free(maker->goal_ms);
    g_free(maker->falls);
    g_free(maker->rules);
    ct_loss_maker_free(maker->losses);
    g_array_unref(maker->defence);
    g_array_unref(maker->tries);
    g_array_unref(maker->noise);
    g_array_unref(maker->seen);
    g_array_unref(maker->effort);
    g_clear_error(&maker->error);
    ct_statistics_free(maker->result);
    g_free(maker);
}

/* --- rows --- */

static void
add_rule(uint32_t rule, uint64_t tries, uint64_t gains, void *data)
{
    CtRuleStatistics *row = &((CtStatisticsMaker *)data)->rules[rule];

    row->n_used++;
    row->tries += tries;
    row->gains += gains;
}

static void
add_fall(uint32_t place, int64_t first_ms, uint32_t fallen, void *data)
{
    CtStatisticsMaker *maker = data;
    uint32_t all = g_array_index(maker->header->places, CtRunPlace, place).n_instances;
    double share = (double)MIN(fallen, all) / (double)all;

    g_array_append_val(maker->falls[place].first_ms, first_ms);
    g_array_append_val(maker->falls[place].share, share);
}

static void
add_defence(const CtDefenceRow *defence, void *data)
{
    g_array_append_vals(((CtStatisticsMaker *)data)->defence, defence, 1);
}

static void
add_double(GArray *column, double value)
{
    g_array_append_val(column, value);
}

void
ct_statistics_add(const CtRow *row, void *data)
{
    CtStatisticsMaker *maker = data;
    CtStatistics *result = maker->result;
    const CtRowVisitor visitor = {.rule = add_rule,
                                  .place = add_fall,
                                  .defence = add_defence,
                                  .data = maker};

    if (row->outcome == CT_OUTCOME_FAILED) {
        if (result->n_failed++ == 0)
            result->first_failed = row->replication;
        return;
    }
    if (maker->error != NULL ||
        !ct_row_read_detail(row, maker->header->rules->len, maker->header->places->len, &visitor,
                            &maker->error))
        return;
    result->n++;
    result->n_reached += row->outcome == CT_OUTCOME_REACHED;
    maker->n_short += row->end_ms < result->horizon_ms;
    for (guint g = 0; g < maker->header->goals->len; g++)
        g_array_append_val(maker->goal_ms[g], row->goal_ms[g]);
    ct_loss_maker_add(maker->losses, row);
    add_double(maker->tries, (double)row->tries);
    add_double(maker->noise, (double)row->noise_ppm / 1e6);
    add_double(maker->seen, (double)row->seen_ppm / 1e6);
    add_double(maker->effort, (double)row->effort_ms / (double)CT_MS_HOUR);
}

/* --- estimates --- */

static CtEstimate
mean_of(const GArray *column)
{
    return ct_stats_mean((const double *)(const void *)column->data, column->len,
                         CT_STATISTICS_CONFIDENCE);
}

static void
goal_times(const CtStatisticsMaker *maker, guint g, CtTimes *ret_times)
{
    ct_times_init(ret_times, (const int64_t *)(const void *)maker->goal_ms[g]->data,
                  maker->goal_ms[g]->len, maker->result->horizon_ms);
}

static void
finish_goal(CtStatisticsMaker *maker, guint g)
{
    const CtRunGoal *goal = &g_array_index(maker->header->goals, CtRunGoal, g);
    g_auto(CtTimes) times = {0};
    CtGoalStatistics row = {.attacker = g_strdup(goal->attacker),
                            .name = g_strdup(goal->name),
                            .text = g_strdup(goal->text),
                            .is_possible = goal->is_possible};

    goal_times(maker, g, &times);
    row.n_reached = times.n_reached;
    row.success = ct_times_share(&times, CT_STATISTICS_CONFIDENCE);
    row.restricted_mean_ms = ct_times_restricted_mean(&times, CT_STATISTICS_CONFIDENCE);
    row.mean_given_success_ms = ct_times_mean_given_success(&times, CT_STATISTICS_CONFIDENCE);
    for (int q = 0; q < CT_STATISTICS_N_QUANTILES; q++)
        row.quantiles[q] =
            ct_times_quantile(&times, ct_statistics_quantiles[q], CT_STATISTICS_CONFIDENCE);
    row.last_ms =
        times.n_reached > 0 ? times.reached_ms[times.n_reached - 1] : CT_STATS_NOT_REACHED;
    g_array_append_val(maker->result->goals, row);
}

/* One span for all, so that curves under each other compare; goals that nobody reached need none.
 */
static void
finish_curves(CtStatisticsMaker *maker)
{
    CtStatistics *result = maker->result;

    for (guint g = 0; g < result->goals->len; g++) {
        const CtGoalStatistics *goal = &g_array_index(result->goals, CtGoalStatistics, g);
        int64_t most = goal->quantiles[CT_STATISTICS_N_QUANTILES - 1].value_ms;

        if (goal->n_reached > 0)
            result->curve_ms = MAX(result->curve_ms, most >= 0 ? most : result->horizon_ms);
    }
    if (result->curve_ms == 0)
        result->curve_ms = result->horizon_ms;
    for (guint g = 0; g < result->goals->len; g++) {
        CtGoalStatistics *goal = &g_array_index(result->goals, CtGoalStatistics, g);
        g_auto(CtTimes) times = {0};

        goal_times(maker, g, &times);
        for (int i = 0; i < CT_STATISTICS_N_POINTS; i++) {
            int64_t at = (int64_t)((double)result->curve_ms * (i + 1) / CT_STATISTICS_N_POINTS);

            goal->curve[i] = times.n > 0 ? (double)ct_times_by(&times, at) / (double)times.n : 0;
        }
    }
}

/* The mean over all replications of a share that is nought where nothing fell. */
static CtEstimate
mean_share(const CtStatisticsMaker *maker, const Falls *falls)
{
    g_autofree double *all = g_new0(double, (size_t)maker->result->n + 1);

    memcpy(all, falls->share->data, falls->share->len * sizeof *all);
    return ct_stats_mean(all, (size_t)maker->result->n, CT_STATISTICS_CONFIDENCE);
}

static CtEstimate
restricted_mean(const CtStatisticsMaker *maker, const Falls *falls)
{
    size_t n = (size_t)maker->result->n;
    g_autofree int64_t *all = g_new(int64_t, n + 1);
    g_auto(CtTimes) times = {0};

    if (maker->n_short > 0)
        return (CtEstimate){.value = NAN, .low = NAN, .high = NAN};
    for (size_t i = 0; i < n; i++)
        all[i] = i < falls->first_ms->len ? g_array_index(falls->first_ms, int64_t, i)
                                          : CT_STATS_NOT_REACHED;
    ct_times_init(&times, all, n, maker->result->horizon_ms);
    return ct_times_restricted_mean(&times, CT_STATISTICS_CONFIDENCE);
}

static void
finish_place(CtStatisticsMaker *maker, guint p)
{
    const CtRunPlace *place = &g_array_index(maker->header->places, CtRunPlace, p);
    const Falls *falls = &maker->falls[p];
    g_auto(CtTimes) given = {0};

    if (falls->first_ms->len == 0)
        return;
    ct_times_init(&given, (const int64_t *)(const void *)falls->first_ms->data,
                  falls->first_ms->len, maker->result->horizon_ms);
    CtPlaceStatistics row = {
        .kind = g_strdup(place->kind),
        .name = g_strdup(place->name),
        .n_instances = place->n_instances,
        .fell = ct_stats_share(falls->first_ms->len, maker->result->n, CT_STATISTICS_CONFIDENCE),
        .share = mean_share(maker, falls),
        .first_ms = ct_times_mean_given_success(&given, CT_STATISTICS_CONFIDENCE),
        .median = ct_times_quantile(&given, 0.5, CT_STATISTICS_CONFIDENCE),
        .restricted_mean_ms = restricted_mean(maker, falls),
    };

    g_array_append_val(maker->result->places, row);
}

static gint
compare_rules(gconstpointer left, gconstpointer right)
{
    const CtRuleStatistics *a = left, *b = right;

    if (a->tries != b->tries)
        return a->tries > b->tries ? -1 : 1;
    return strcmp(a->name, b->name);
}

static void
finish_rules(CtStatisticsMaker *maker)
{
    for (guint r = 0; r < maker->header->rules->len; r++) {
        CtRuleStatistics *row = &maker->rules[r];
        const CtRunRule *rule = &g_array_index(maker->header->rules, CtRunRule, r);

        if (row->tries == 0)
            continue;
        row->name = g_strdup(rule->name); /* the result's from here on */
        row->title = g_strdup(rule->title);
        g_array_append_vals(maker->result->rules, row, 1);
    }
    g_array_sort(maker->result->rules, compare_rules);
}

CtStatistics *
ct_statistics_finish(CtStatisticsMaker *maker, GError **error)
{
    CtStatistics *result = maker->result;

    if (maker->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&maker->error));
        return NULL;
    }
    result->goals = CT_NAMED_ROWS_NEW(CtGoalStatistics, text);
    result->places = CT_NAMED_ROWS_NEW(CtPlaceStatistics, name);
    result->rules = CT_NAMED_ROWS_NEW(CtRuleStatistics, title);
    result->success = ct_stats_share(result->n_reached, result->n, CT_STATISTICS_CONFIDENCE);
    result->tries = mean_of(maker->tries);
    result->noise = mean_of(maker->noise);
    result->seen = mean_of(maker->seen);
    result->effort_hours = mean_of(maker->effort);
    for (guint g = 0; g < maker->header->goals->len; g++)
        finish_goal(maker, g);
    finish_curves(maker);
    for (guint p = 0; p < maker->header->places->len; p++)
        finish_place(maker, p);
    finish_rules(maker);
    ct_defence_statistics((const CtDefenceRow *)(const void *)maker->defence->data,
                          maker->defence->len, result->horizon_ms, maker->n_short == 0,
                          &result->defence);
    ct_loss_maker_finish(maker->losses, result->horizon_ms, maker->n_short == 0, &result->losses);
    return g_steal_pointer(&maker->result);
}

void
ct_statistics_free(CtStatistics *statistics)
{
    if (statistics == NULL)
        return;
    g_clear_pointer(&statistics->goals, g_array_unref);
    g_clear_pointer(&statistics->places, g_array_unref);
    g_clear_pointer(&statistics->rules, g_array_unref);
    ct_loss_summary_clear(&statistics->losses);
    g_free(statistics);
}

bool
ct_statistics_half_width(const CtStatistics *statistics, const char *what, double *ret_half)
{
    if (strcmp(what, "success") == 0) {
        *ret_half = (statistics->success.high - statistics->success.low) / 2;
        return true;
    }
    for (guint g = 0; g < statistics->goals->len; g++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, g);

        if (strcmp(goal->name, what) != 0)
            continue;
        *ret_half = (goal->success.high - goal->success.low) / 2;
        return true;
    }
    return false;
}
