/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/statistics_parts.h"

#include "base/text_table.h"
#include "base/units.h"
#include "report/defence_words.h"
#include "report/figures.h"
#include "report/text_parts.h"

#include <math.h>

enum { MOST_ZONES = 8, MOST_ASSETS = 8, MOST_TECHNIQUES = 6, CURVE_COLUMNS = 16 };

/* A column of blocks for each stretch of time, filled as high as the share that was there by its
 * end. */
static char *
curve_text(const double *curve)
{
    static const char *const blocks[] = {"·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    GString *text = g_string_new(NULL);

    for (int c = 0; c < CURVE_COLUMNS; c++) {
        double share = curve[(c + 1) * CT_STATISTICS_N_POINTS / CURVE_COLUMNS - 1];
        int level = (int)floor(share * 8 + 0.5);

        g_string_append(text, blocks[share > 0 ? CLAMP(level, 1, 8) : 0]);
    }
    return g_string_free(text, FALSE);
}

static void
heading(CtOut *out, const CtTextOptions *options, const char *title)
{
    ct_out_put(out, "\n");
    ct_text_style(out, options->color, CT_STYLE_BOLD, title);
    ct_out_put(out, "\n");
}

void
ct_statistics_paragraph(CtOut *out, const CtTextOptions *options, char *text)
{
    ct_out_put(out, "  ");
    ct_text_wrap(out, text, options->width, 2);
    ct_out_put(out, "\n");
    g_free(text);
}

static void
write_head(CtOut *out, const CtStatistics *statistics, const CtTextOptions *options)
{
    g_autofree char *horizon = ct_figure_time(statistics->horizon_ms);
    g_autofree char *n =
        ct_text_plural(statistics->n + statistics->n_failed, "replication", "replications");

    heading(out, options, "Simulated");
    ct_statistics_paragraph(out, options,
                            g_strdup_printf("%s of at most %s, seed %" G_GUINT64_FORMAT
                                            "; intervals at 95%%, sampling error only.",
                                            n, horizon, statistics->seed));
}

static void
add_goal(CtTextTable *table, const CtGoalStatistics *goal, int64_t horizon_ms)
{
    g_autofree char *success = ct_figure_estimate(goal->success);
    g_autofree char *median =
        ct_figure_quantile(goal->quantiles[CT_STATISTICS_N_QUANTILES / 2], horizon_ms);
    g_autofree char *curve = curve_text(goal->curve);
    const char *const cells[] = {goal->name, success, median, curve};

    ct_text_table_add(table, cells);
}

/* What cannot be reached at rest needs no row of noughts. */
static void
write_impossible(CtOut *out, const CtTextOptions *options, const GPtrArray *names)
{
    g_autoptr(GString) text = g_string_new("Never reached, being out of reach at rest: ");

    if (names->len == 0)
        return;
    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               (const char *)g_ptr_array_index(names, i));
    g_string_append_c(text, '.');
    ct_statistics_paragraph(out, options, g_string_free(g_steal_pointer(&text), FALSE));
}

static void
write_goals(CtOut *out, const CtStatistics *statistics, const CtTextOptions *options)
{
    g_autofree char *span = ct_figure_time(statistics->curve_ms);
    g_autofree char *within = g_strdup_printf("share within %s", span);
    const char *const headers[] = {"goal", "reached", "half of all within", within, NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);
    g_autoptr(GPtrArray) impossible = g_ptr_array_new();

    for (guint i = 0; i < statistics->goals->len; i++) {
        const CtGoalStatistics *goal = &g_array_index(statistics->goals, CtGoalStatistics, i);

        if (goal->is_possible)
            add_goal(table, goal, statistics->horizon_ms);
        else
            g_ptr_array_add(impossible, goal->name);
    }
    if (statistics->goals->len > 1 && impossible->len == 0) {
        g_autofree char *all = ct_figure_estimate(statistics->success);
        const char *const cells[] = {"all of them", all, "", ""};

        ct_text_table_add(table, cells);
    }
    if (impossible->len < statistics->goals->len) {
        ct_text_table_write(table, out, options->color);
        if (impossible->len > 0)
            ct_out_put(out, "\n");
    }
    write_impossible(out, options, impossible);
}

static void
write_sums(CtOut *out, const CtStatistics *statistics, const CtTextOptions *options)
{
    g_autofree char *effort =
        ct_figure_time((int64_t)llrint(statistics->effort_hours.value * (double)CT_MS_HOUR));

    g_autofree char *seen = ct_figure_number(statistics->seen.value);
    g_autofree char *noise = ct_figure_number(statistics->noise.value);

    ct_statistics_paragraph(
        out, options,
        g_strdup_printf("On average a course takes the attacker %.0f tries and %s of work; "
                        "%s of them are seen by the sensors of the design, %s would be "
                        "by perfect ones everywhere.",
                        statistics->tries.value, effort, seen, noise));
}

static gint
compare_places(gconstpointer left, gconstpointer right)
{
    const CtPlaceStatistics *a = *(const CtPlaceStatistics *const *)left;
    const CtPlaceStatistics *b = *(const CtPlaceStatistics *const *)right;

    if (a->fell.value != b->fell.value)
        return a->fell.value > b->fell.value ? -1 : 1;
    if (a->median.value_ms != b->median.value_ms)
        return a->median.value_ms < b->median.value_ms ? -1 : 1;
    return 0; /* the sort is stable: file order */
}

/* The places of one kind, those that fall most often first. */
static GPtrArray *
places_of(const CtStatistics *statistics, const char *kind)
{
    GPtrArray *places = g_ptr_array_new();

    for (guint i = 0; i < statistics->places->len; i++) {
        CtPlaceStatistics *place = &g_array_index(statistics->places, CtPlaceStatistics, i);

        if (g_strcmp0(place->kind, kind) == 0)
            g_ptr_array_add(places, place);
    }
    g_ptr_array_sort(places, compare_places);
    return places;
}

static void
write_places(CtOut *out,
             const CtStatistics *statistics,
             const CtTextOptions *options,
             const char *kind,
             guint most)
{
    const char *const headers[] = {kind, "falls", "how much of it", "half of these within", NULL};
    g_autoptr(GPtrArray) places = places_of(statistics, kind);
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);
    guint shown = options->all ? places->len : MIN(places->len, most);

    if (shown == 0)
        return;
    ct_out_put(out, "\n");
    for (guint i = 0; i < shown; i++) {
        const CtPlaceStatistics *place = g_ptr_array_index(places, i);
        g_autofree char *fell = ct_figure_estimate(place->fell);
        g_autofree char *share = ct_figure_share(place->share.value);
        g_autofree char *median = ct_figure_time(MAX(place->median.value_ms, 0));
        g_autofree char *of = g_strdup_printf("%s of %u", share, place->n_instances);
        const char *const cells[] = {place->name, fell, of, median};

        ct_text_table_add(table, cells);
    }
    ct_text_table_write(table, out, options->color);
    if (shown < places->len)
        ct_statistics_paragraph(out, options,
                                g_strdup_printf("and %u more (--verbose shows all)",
                                                places->len - shown));
}

static void
write_rules(CtOut *out, const CtStatistics *statistics, const CtTextOptions *options)
{
    static const char *const headers[] = {"technique", "tries", "succeed", "used in", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);
    guint shown =
        options->all ? statistics->rules->len : MIN(statistics->rules->len, MOST_TECHNIQUES);

    if (shown == 0)
        return;
    ct_out_put(out, "\n");
    ct_text_table_set_right(table, 1);
    for (guint i = 0; i < shown; i++) {
        const CtRuleStatistics *rule = &g_array_index(statistics->rules, CtRuleStatistics, i);
        g_autofree char *tries =
            g_strdup_printf("%.1f", (double)rule->tries / (double)statistics->n);
        g_autofree char *gains = ct_figure_share((double)rule->gains / (double)rule->tries);
        g_autofree char *used = ct_figure_share((double)rule->n_used / (double)statistics->n);
        const char *const cells[] = {rule->title, tries, gains, used};

        ct_text_table_add(table, cells);
    }
    ct_text_table_write(table, out, options->color);
    if (shown < statistics->rules->len)
        ct_statistics_paragraph(out, options,
                                g_strdup_printf("and %u more (--verbose shows all); tries are "
                                                "means of a replication",
                                                statistics->rules->len - shown));
}

static void
add_defence(CtTextTable *table, const CtDefenceQuestion *question, int64_t horizon_ms)
{
    const CtDefenceTimes *times = question->times;

    if (times->n == 0)
        return;
    g_autofree char *what = g_strdup(question->what);
    g_autofree char *share = ct_figure_estimate(times->share);
    g_autofree char *of = g_strdup_printf("%" G_GUINT64_FORMAT, times->n);
    g_autofree char *median = ct_figure_quantile(times->median, horizon_ms);
    const char *const cells[] = {what, of, share, median};

    what[0] = g_ascii_tolower(what[0]); /* as all heads of rows on a terminal */
    ct_text_table_add(table, cells);
}

/* "waits 20m for an analyst". */
static char *
wait_text(CtEstimate wait_ms, const char *whom)
{
    g_autofree char *time = ct_figure_time(llrint(wait_ms.value));

    return wait_ms.value < 0.5 ? g_strdup_printf("does not wait for %s", whom)
                               : g_strdup_printf("waits %s for %s", time, whom);
}

/* Where there are no alerts, nothing is said of how they are dealt with. */
static void
write_work(CtOut *out, const CtDefenceStatistics *defence, const CtTextOptions *options)
{
    if (isnan(defence->wait_ms.value))
        return;
    g_autofree char *wait = wait_text(defence->wait_ms, "an analyst");
    g_autofree char *work = ct_figure_share(defence->workload.value);

    ct_statistics_paragraph(out, options,
                            g_strdup_printf("An alert %s; analysts are busy for %s of their "
                                            "shifts.",
                                            wait, work));
}

static void
write_defence(CtOut *out, const CtStatistics *statistics, const CtTextOptions *options)
{
    static const char *const headers[] = {"defence", "of", "happens", "half of all within", NULL};
    const CtDefenceStatistics *defence = &statistics->defence;
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);
    CtDefenceQuestion questions[CT_DEFENCE_N_QUESTIONS];

    if (!defence->is_there)
        return;
    ct_defence_questions(defence, questions);
    ct_out_put(out, "\n");
    ct_text_table_set_right(table, 1);
    for (int i = 0; i < CT_DEFENCE_N_QUESTIONS; i++)
        add_defence(table, &questions[i], statistics->horizon_ms);
    ct_text_table_write(table, out, options->color);
    g_autofree char *real = ct_figure_number(defence->true_alerts.value);
    g_autofree char *confirmed = ct_figure_number(defence->confirmed.value);
    g_autofree char *missed = ct_figure_number(defence->missed.value);
    g_autofree char *false_alarms = ct_figure_number(defence->false_alarms.value);
    g_autofree char *a_day = ct_figure_number(defence->false_a_day.value);
    g_autofree char *misled = ct_figure_number(defence->misled.value);
    g_autofree char *actions = ct_figure_number(defence->actions.value);

    ct_statistics_paragraph(
        out, options,
        g_strdup_printf("On average %s alerts of real attempts (%s confirmed, %s missed) and "
                        "%s false alarms, %s a day (%s taken for an attack); %s actions change "
                        "anything.",
                        real, confirmed, missed, false_alarms, a_day, misled, actions));
    write_work(out, defence, options);
}

/* Nothing where there are none. */
static void
write_experts(CtOut *out, const CtDefenceStatistics *defence, const CtTextOptions *options)
{
    if (!defence->is_there || isnan(defence->expert_workload.value))
        return;
    g_autofree char *escalated = ct_figure_number(defence->escalated.value);
    g_autofree char *work = ct_figure_share(defence->expert_workload.value);

    if (isnan(defence->expert_wait_ms.value)) {
        ct_statistics_paragraph(out, options, g_strdup("Analysts hand no alert to experts."));
        return;
    }
    g_autofree char *wait = wait_text(defence->expert_wait_ms, "an expert");

    ct_statistics_paragraph(out, options,
                            g_strdup_printf("Analysts hand %s alerts to experts; one %s, and "
                                            "experts are busy for %s of their shifts.",
                                            escalated, wait, work));
}

static void
write_failures(CtOut *out, const CtStatistics *statistics, bool stand, const CtTextOptions *options)
{
    if (statistics->n_failed == 0)
        return;
    ct_statistics_paragraph(
        out, options,
        g_strdup_printf("%" G_GUINT64_FORMAT " of them hit a limit, or the script failed, "
                        "and say nothing about what lies past it.%s",
                        statistics->n_failed,
                        stand ? " The estimates are over the others alone."
                              : " No estimate is given; --allow-failed gives those of the "
                                "others."));
}

void
ct_report_statistics_text(CtOut *out,
                          const CtStatistics *statistics,
                          bool allow_failed,
                          const CtTextOptions *options)
{
    bool stand = ct_report_statistics_stand(statistics, allow_failed);

    write_head(out, statistics, options);
    write_failures(out, statistics, stand, options);
    if (!stand)
        return;
    if (statistics->goals->len > 0) {
        ct_out_put(out, "\n");
        write_goals(out, statistics, options);
    }
    if (options->brief)
        return;
    ct_out_put(out, "\n");
    write_sums(out, statistics, options);
    write_defence(out, statistics, options);
    write_experts(out, &statistics->defence, options);
    ct_statistics_write_losses(out, &statistics->losses, options);
    write_places(out, statistics, options, "zone", MOST_ZONES);
    write_places(out, statistics, options, "asset", MOST_ASSETS);
    if (statistics->zones_only)
        ct_statistics_paragraph(
            out, options,
            g_strdup_printf("Assets are more than %d rows of the topology, too many to be "
                            "counted one by one: zones alone are.",
                            CT_PLACES_MOST_ASSETS));
    write_rules(out, statistics, options);
}
