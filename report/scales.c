/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/scales.h"

#include "base/text_table.h"
#include "report/figures.h"
#include "report/statistics_parts.h"

#include <string.h>

static void
clear_row(void *data)
{
    CtScaleRow *row = data;

    g_free(row->attacker);
    g_free(row->goal);
}

void
ct_scales_init(CtScales *scales)
{
    *scales = (CtScales){.rows = g_array_new(FALSE, FALSE, sizeof(CtScaleRow))};
    g_array_set_clear_func(scales->rows, clear_row);
}

void
ct_scales_clear(CtScales *scales)
{
    g_clear_pointer(&scales->rows, g_array_unref);
}

static bool
same_goal(const CtScaleRow *a, const CtScaleRow *b)
{
    return strcmp(a->attacker, b->attacker) == 0 && strcmp(a->goal, b->goal) == 0;
}

void
ct_scales_sort(CtScales *scales)
{
    guint n = scales->rows->len, n_goals = 0;
    g_autofree CtScaleRow *rows = g_memdup2(scales->rows->data, n * sizeof *rows);

    /* Each factor brought all goals in the same order. */
    while (n_goals < n && rows[n_goals].factor == rows[0].factor)
        n_goals++;
    if (n_goals == 0)
        return;
    for (guint i = 0; i < n; i++)
        g_array_index(scales->rows, CtScaleRow, i % n_goals * (n / n_goals) + i / n_goals) =
            rows[i];
}

/* "× 0.5" */
static char *
factor_text(double factor)
{
    return g_strdup_printf("× %g", factor);
}

/* @before: the row above; NULL: none. */
static void
add_row(CtTextTable *table, const CtScales *scales, const CtScaleRow *row, const CtScaleRow *before)
{
    bool again = before != NULL && same_goal(row, before);
    g_autofree char *factor = factor_text(row->factor);
    g_autofree char *best = ct_figure_time(row->best_ms);
    g_autofree char *reached = row->is_simulated ? ct_figure_estimate(row->reached) : NULL;
    g_autofree char *median =
        row->is_simulated ? ct_figure_quantile(row->median, scales->horizon_ms) : NULL;

    ct_text_table_add(table,
                      (const char *const[]){again ? "" : row->goal, factor, best, reached, median});
}

void
ct_report_scales_text(CtOut *out, const CtScales *scales, const CtTextOptions *options)
{
    static const char *const simulated[] = {
        "goal", "times", "quickest way", "reached", "half of all within", NULL};
    static const char *const at_rest[] = {"goal", "times", "quickest way", NULL};
    const CtScaleRow *before = NULL;

    if (scales->rows->len == 0)
        return;
    bool is_simulated = g_array_index(scales->rows, CtScaleRow, 0).is_simulated;
    g_autoptr(CtTextTable) table =
        ct_text_table_new(is_simulated ? simulated : at_rest, options->width);

    ct_out_put(out, "\nIf everything took longer, or shorter\n  ");
    ct_text_wrap(out,
                 "Every duration of every technique multiplied, the luck the same. What hardly "
                 "changes does not hang on how long things were assumed to take.",
                 options->width, 2);
    ct_out_put(out, "\n\n");
    for (guint i = 0; i < scales->rows->len; i++) {
        const CtScaleRow *row = &g_array_index(scales->rows, CtScaleRow, i);

        if (row->best_ms < 0)
            continue; /* no time makes a way of none */
        add_row(table, scales, row, before);
        before = row;
    }
    if (before != NULL)
        ct_text_table_write(table, out, options->color);
    else
        ct_out_put(out, "  No goal is within reach, whatever things take.\n");
}

void
ct_report_scales_json(CtJson *json, const CtScales *scales)
{
    if (scales->rows->len == 0)
        return;
    ct_json_key(json, "time_scales");
    ct_json_begin_array(json);
    for (guint i = 0; i < scales->rows->len; i++) {
        const CtScaleRow *row = &g_array_index(scales->rows, CtScaleRow, i);

        ct_json_begin_object(json);
        ct_json_put_string(json, "attacker", row->attacker);
        ct_json_put_string(json, "goal", row->goal);
        ct_json_put_number(json, "factor", row->factor);
        ct_statistics_put_time(json, "quickest_ms", row->best_ms);
        if (row->is_simulated) {
            ct_statistics_put_estimate(json, "success_probability", row->reached);
            ct_statistics_put_time(json, "median_ms", row->median.value_ms);
            ct_statistics_put_time(json, "median_low_ms", row->median.low_ms);
            ct_statistics_put_time(json, "median_high_ms", row->median.high_ms);
            ct_statistics_put_estimate(json, "restricted_mean_ms", row->restricted_mean_ms);
        }
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}
