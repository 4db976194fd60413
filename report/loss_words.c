/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/loss_words.h"

#include "report/figures.h"

#include <math.h>
#include <string.h>

enum { MOST_NAMED = 12 };

static gint
compare_losses(gconstpointer left, gconstpointer right)
{
    const CtLossStatistics *a = *(const CtLossStatistics *const *)left;
    const CtLossStatistics *b = *(const CtLossStatistics *const *)right;

    return (a->lost.value < b->lost.value) - (a->lost.value > b->lost.value);
}

GPtrArray *
ct_loss_rows(const CtLossSummary *summary, const char *kind)
{
    GPtrArray *rows = g_ptr_array_new();

    for (guint i = 0; i < summary->losses->len; i++) {
        CtLossStatistics *loss = &g_array_index(summary->losses, CtLossStatistics, i);

        if (g_str_equal(loss->kind, kind))
            g_ptr_array_add(rows, loss);
    }
    g_ptr_array_sort(rows, compare_losses); /* GLib's sort is stable */
    return rows;
}

guint
ct_loss_count_lost(const GPtrArray *rows)
{
    guint n = 0;

    while (n < rows->len &&
           ((const CtLossStatistics *)g_ptr_array_index((GPtrArray *)rows, n))->lost.value > 0)
        n++;
    return n;
}

char *
ct_loss_never_text(const GPtrArray *rows, const char *lost)
{
    guint from = ct_loss_count_lost(rows);
    g_autoptr(GString) text = g_string_new(NULL);

    if (from == rows->len)
        return NULL;
    g_string_append_printf(text, "Never %s in any course: ", lost);
    for (guint i = from; i < rows->len && i < from + MOST_NAMED; i++)
        g_string_append_printf(
            text, "%s%s", i > from ? ", " : "",
            ((const CtLossStatistics *)g_ptr_array_index((GPtrArray *)rows, i))->name);
    if (rows->len - from > MOST_NAMED)
        g_string_append_printf(text, " and %u more", rows->len - from - MOST_NAMED);
    g_string_append_c(text, '.');
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* @text of the value, and of its bounds. */
static char *
with_bounds(CtEstimate estimate, char *(*text)(double number))
{
    g_autofree char *value = text(estimate.value);

    if (isnan(estimate.value) || isnan(estimate.low) || estimate.high <= estimate.low)
        return g_steal_pointer(&value);
    g_autofree char *low = text(estimate.low), *high = text(estimate.high);

    return ct_figure_between(value, low, high);
}

static char *
duration_text(double ms)
{
    return isnan(ms) ? g_strdup("–") : ct_figure_time(llrint(ms));
}

char *
ct_loss_amount_text(CtEstimate amount)
{
    return with_bounds(amount, ct_figure_amount);
}

char *
ct_loss_duration_text(CtEstimate mean_ms)
{
    return with_bounds(mean_ms, duration_text);
}

char *
ct_loss_number_text(CtEstimate mean)
{
    return with_bounds(mean, ct_figure_number);
}

char *
ct_loss_first_text(const CtLossStatistics *loss)
{
    CtTimeQuantile median = loss->median;

    if (loss->lost.value == 0)
        return g_strdup("–");
    return ct_loss_duration_text((CtEstimate){
        .value = (double)MAX(median.value_ms, 0),
        .low = median.high_ms < 0 ? NAN : (double)MAX(median.low_ms, 0),
        .high = median.high_ms < 0 ? NAN : (double)median.high_ms,
    });
}

char *
ct_loss_sums_text(const CtLossSummary *summary)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *service = ct_figure_estimate(summary->service);
    g_autofree char *cost = ct_loss_amount_text(summary->cost);
    g_autofree char *bad = ct_loss_amount_text((CtEstimate){.value = summary->cost_95,
                                                            .low = summary->cost_95_low,
                                                            .high = summary->cost_95_high});

    if (!summary->is_whole)
        return g_strdup("A course ends with its last goal: for how long functions are lost, and at "
                        "what cost, is told where courses go on to their horizon (--to-horizon).");
    if (!isnan(summary->cost.value))
        g_string_append_printf(text,
                               "On average an attack costs %s; in 95 of 100 courses it costs at "
                               "most %s.",
                               cost, bad);
    if (!isnan(summary->service.value))
        g_string_append_printf(text, "%sFunctions deliver %s of their service.",
                               text->len > 0 ? " " : "", service);
    return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
