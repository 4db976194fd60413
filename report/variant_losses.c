/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/variant_losses.h"

#include "base/text_table.h"
#include "base/units.h"
#include "report/figures.h"
#include "report/statistics_parts.h"

#include <math.h>
#include <string.h>

static bool
same_thing(const CtVariantLoss *a, const CtVariantLoss *b)
{
    return strcmp(a->kind, b->kind) == 0 && strcmp(a->name, b->name) == 0;
}

void
ct_variant_losses_sort(GArray *rows)
{
    for (guint i = 1; i < rows->len; i++) {
        CtVariantLoss row = g_array_index(rows, CtVariantLoss, i);
        guint place = i;

        for (guint k = 0; k < i; k++)
            if (same_thing(&g_array_index(rows, CtVariantLoss, k), &row))
                place = k + 1;
        memmove(&g_array_index(rows, CtVariantLoss, place + 1),
                &g_array_index(rows, CtVariantLoss, place), (i - place) * sizeof row);
        g_array_index(rows, CtVariantLoss, place) = row;
    }
}

static void
add_row(CtTextTable *table, const CtVariantLoss *row, bool is_first, bool whole)
{
    g_autofree char *lost = ct_figure_estimate(row->lost);
    g_autofree char *points = isnan(row->lost_more.value)
                                  ? g_strdup("")
                                  : g_strdup_printf("%+.1f", 100 * row->lost_more.value);
    g_autofree char *longer = ct_figure_later(row->longer_ms.value);

    ct_text_table_add(table,
                      (const char *const[]){is_first ? row->name : "",
                                            row->variant != NULL ? row->variant : "(as written)",
                                            lost, points, whole ? longer : NULL});
}

/* Whether row @i and those after it, of the same thing, say that it is ever lost. */
static bool
is_ever_lost(const GArray *rows, guint i)
{
    const CtVariantLoss *first = &g_array_index(rows, CtVariantLoss, i);

    for (; i < rows->len; i++) {
        const CtVariantLoss *row = &g_array_index(rows, CtVariantLoss, i);

        if (!same_thing(first, row))
            return false;
        if (row->lost.value > 0)
            return true;
    }
    return false;
}

static void
write_kind(CtOut *out,
           const CtVariants *variants,
           const char *const *headers,
           const CtTextOptions *options)
{
    const GArray *rows = variants->losses;
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);
    const CtVariantLoss *before = NULL;
    bool shows = false, any = false;

    for (guint i = 0; i < rows->len; i++) {
        const CtVariantLoss *row = &g_array_index(rows, CtVariantLoss, i);
        bool is_first = before == NULL || !same_thing(row, before);

        before = row;
        if (is_first)
            shows = strcmp(row->kind, headers[0]) == 0 && is_ever_lost(rows, i);
        if (shows)
            add_row(table, row, is_first, !variants->is_cut_off);
        any = any || shows;
    }
    if (!any)
        return;
    ct_out_put(out, "\n");
    ct_text_table_write(table, out, options->color);
}

void
ct_variant_losses_text(CtOut *out, const CtVariants *variants, const CtTextOptions *options)
{
    const char *longer = variants->is_cut_off ? NULL : "longer by";
    const char *const functions[] = {"function", "variant", "lost in", "points more", longer, NULL};
    const char *const requirements[] = {"requirement", "variant", "violated in",
                                        "points more", longer,    NULL};

    write_kind(out, variants, functions, options);
    write_kind(out, variants, requirements, options);
}

static CtEstimate
cost_more(const CtVariantLoss *row)
{
    double an_ms = row->cost_per_hour / (double)CT_MS_HOUR;

    return (CtEstimate){.value = row->longer_ms.value * an_ms,
                        .low = row->longer_ms.low * an_ms,
                        .high = row->longer_ms.high * an_ms};
}

void
ct_variant_losses_json(CtJson *json, const GArray *rows)
{
    if (rows->len == 0)
        return;
    ct_json_key(json, "variant_losses");
    ct_json_begin_array(json);
    for (guint i = 0; i < rows->len; i++) {
        const CtVariantLoss *row = &g_array_index(rows, CtVariantLoss, i);

        ct_json_begin_object(json);
        ct_json_put_string(json, "kind", row->kind);
        ct_json_put_string(json, "id", row->name);
        ct_json_key(json, "variant");
        if (row->variant != NULL)
            ct_json_string(json, row->variant);
        else
            ct_json_null(json);
        ct_statistics_put_estimate(json, "loss_probability", row->lost);
        ct_statistics_put_estimate(json, "lost_ms", row->lost_ms);
        ct_statistics_put_estimate(json, "loss_more", row->lost_more);
        ct_statistics_put_estimate(json, "longer_ms", row->longer_ms);
        ct_statistics_put_estimate(json, "cost_more", cost_more(row));
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}
