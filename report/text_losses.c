/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the business loses: a table of functions, one of requirements, and what they say together.
 */
#include "report/statistics_parts.h"

#include "base/text_table.h"
#include "report/figures.h"
#include "report/loss_words.h"

#include <math.h>

enum { MOST_LOSSES = 8 };

static char *
time_text(double ms)
{
    return ct_figure_time(llrint(ms));
}

/* What it lost it for and what that costs are said only where no course was cut off. */
static void
add_row(CtTextTable *table, const CtLossStatistics *loss, bool is_whole, bool with_cost)
{
    bool never = loss->lost.value == 0;
    g_autofree char *lost = ct_figure_estimate(loss->lost);
    g_autofree char *median = never ? g_strdup("–") : ct_figure_time(MAX(loss->median.value_ms, 0));
    g_autofree char *total = never ? g_strdup("–") : time_text(loss->total_ms.value);
    g_autofree char *at_end = ct_figure_share(loss->at_end.value);
    g_autofree char *cost = ct_figure_amount(loss->cost.value);

    ct_text_table_add(table,
                      (const char *const[]){loss->name, lost, median, at_end,
                                            is_whole ? total : NULL, with_cost ? cost : NULL});
}

static void
write_kind(CtOut *out,
           const CtLossSummary *summary,
           const CtTextOptions *options,
           const char *const *headers,
           bool with_cost)
{
    g_autoptr(GPtrArray) rows = ct_loss_rows(summary, headers[0]);
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);
    guint shown = options->all ? rows->len : MIN(rows->len, MOST_LOSSES);

    if (shown == 0)
        return;
    ct_out_put(out, "\n");
    for (guint i = 0; i < shown; i++)
        add_row(table, g_ptr_array_index(rows, i), summary->is_whole, with_cost);
    ct_text_table_write(table, out, options->color);
    if (shown < rows->len)
        ct_statistics_paragraph(out, options,
                                g_strdup_printf("and %u more (--verbose shows all)",
                                                rows->len - shown));
}

static void
write_sums(CtOut *out, const CtLossSummary *summary, const CtTextOptions *options)
{
    g_autofree char *service = ct_figure_estimate(summary->service);
    g_autofree char *cost = ct_loss_amount_text(summary->cost);
    g_autofree char *bad = ct_figure_amount(summary->cost_95);

    if (!summary->is_whole) {
        ct_statistics_paragraph(
            out, options,
            g_strdup("A course ends with its last goal: --to-horizon plays on, and says for how "
                     "long functions are lost, and at what cost."));
        return;
    }
    if (!isnan(summary->service.value))
        ct_statistics_paragraph(out, options,
                                g_strdup_printf("On average functions deliver %s of their service.",
                                                service));
    if (!isnan(summary->cost.value))
        ct_statistics_paragraph(out, options,
                                g_strdup_printf("Their loss costs %s a course; 95 of 100 courses "
                                                "cost at most %s.",
                                                cost, bad));
}

void
ct_statistics_write_losses(CtOut *out, const CtLossSummary *summary, const CtTextOptions *options)
{
    bool whole = summary->is_whole, with_cost = whole && !isnan(summary->cost.value);
    const char *const functions[] = {"function",
                                     "lost in",
                                     "half within",
                                     "ends lost",
                                     whole ? "lost for" : NULL,
                                     with_cost ? "costs" : NULL,
                                     NULL};
    const char *const requirements[] = {
        "requirement", "violated in", "half within", "ends so", whole ? "violated for" : NULL,
        NULL};

    if (summary->losses->len == 0)
        return;
    write_kind(out, summary, options, functions, with_cost);
    write_kind(out, summary, options, requirements, false);
    write_sums(out, summary, options);
}
