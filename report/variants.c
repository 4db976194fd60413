/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/variants.h"

#include "base/text_table.h"
#include "base/units.h"
#include "report/figures.h"
#include "report/statistics_parts.h"
#include "report/variant_losses.h"

#include <math.h>
#include <string.h>

static void
clear_row(void *data)
{
    CtVariantRow *row = data;

    g_free(row->attacker);
    g_free(row->goal);
    g_free(row->variant);
}

static void
clear_loss(void *data)
{
    CtVariantLoss *loss = data;

    g_free(loss->kind);
    g_free(loss->name);
    g_free(loss->variant);
}

void
ct_variants_init(CtVariants *variants)
{
    *variants = (CtVariants){.rows = g_array_new(FALSE, FALSE, sizeof(CtVariantRow)),
                             .losses = g_array_new(FALSE, FALSE, sizeof(CtVariantLoss))};
    g_array_set_clear_func(variants->losses, clear_loss);
    g_array_set_clear_func(variants->rows, clear_row);
}

void
ct_variants_clear(CtVariants *variants)
{
    g_clear_pointer(&variants->rows, g_array_unref);
    g_clear_pointer(&variants->losses, g_array_unref);
}

static bool
same_goal(const CtVariantRow *a, const CtVariantRow *b)
{
    return strcmp(a->attacker, b->attacker) == 0 && strcmp(a->goal, b->goal) == 0;
}

/* Stable, and few rows: each is taken to where its goal's rows end. */
void
ct_variants_sort(CtVariants *variants)
{
    GArray *rows = variants->rows;

    for (guint i = 1; i < rows->len; i++) {
        CtVariantRow row = g_array_index(rows, CtVariantRow, i);
        guint place = i;

        for (guint k = 0; k < i; k++)
            if (same_goal(&g_array_index(rows, CtVariantRow, k), &row))
                place = k + 1;
        memmove(&g_array_index(rows, CtVariantRow, place + 1),
                &g_array_index(rows, CtVariantRow, place), (i - place) * sizeof row);
        g_array_index(rows, CtVariantRow, place) = row;
    }
    ct_variant_losses_sort(variants->losses);
}

/* "-12 (-15 to -9.6)" points of a hundred. */
static char *
points_text(CtEstimate more)
{
    const double values[] = {more.value, more.low, more.high};
    char texts[G_N_ELEMENTS(values)][16];

    if (isnan(more.value))
        return g_strdup("");
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        g_snprintf(texts[i], sizeof texts[i], fabs(values[i]) < 0.0995 ? "%+.1f" : "%+.0f",
                   100 * values[i]);
    return g_strdup_printf("%s (%s to %s)", texts[0], texts[1], texts[2]);
}

/* Whether anybody ever got there, in any of them; or it is not known. */
static bool
is_ever_reached(const CtVariants *variants, const CtVariantRow *goal)
{
    for (guint i = 0; i < variants->rows->len; i++) {
        const CtVariantRow *row = &g_array_index(variants->rows, CtVariantRow, i);

        if (same_goal(row, goal) && !(row->reached.value <= 0))
            return true;
    }
    return false;
}

/* The goals that the table leaves out. */
static void
put_never_reached(CtOut *out, const CtVariants *variants, unsigned width)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (guint i = 0; i < variants->rows->len; i++) {
        const CtVariantRow *row = &g_array_index(variants->rows, CtVariantRow, i);

        if (row->variant == NULL && !is_ever_reached(variants, row))
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", row->goal);
    }
    if (names->len == 0)
        return;
    g_string_prepend(names, "Reached in none of them: ");
    g_string_append(names, ".");
    ct_out_put(out, "\n  ");
    ct_text_wrap(out, names->str, width, 2);
    ct_out_put(out, "\n");
}

void
ct_report_variants_text(CtOut *out, const CtVariants *variants, const CtTextOptions *options)
{
    static const char *const headers[] = {"goal",        "variant",  "reached",
                                          "points more", "later by", NULL};
    const CtVariantRow *before = NULL;

    if (variants->rows->len == 0)
        return;
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);

    ct_out_put(out, "\nVariants\n  ");
    g_autofree char *text = g_strdup_printf(
        "%" G_GUINT64_FORMAT " replications of each under the same luck; differences from the "
        "scenario as written are paired, with intervals at 95%%. Later: the mean time until the "
        "goal, at most the horizon.",
        variants->n);

    ct_text_wrap(out, text, options->width, 2);
    ct_out_put(out, "\n\n");
    for (guint i = 0; i < variants->rows->len; i++) {
        const CtVariantRow *row = &g_array_index(variants->rows, CtVariantRow, i);
        if (!is_ever_reached(variants, row))
            continue;
        g_autofree char *reached = ct_figure_estimate(row->reached);
        g_autofree char *points = points_text(row->reached_more);
        g_autofree char *later = ct_figure_later(row->later_ms.value);

        ct_text_table_add(
            table, (const char *const[]){before != NULL && same_goal(row, before) ? "" : row->goal,
                                         row->variant != NULL ? row->variant : "(as written)",
                                         reached, points, later});
        before = row;
    }
    ct_text_table_write(table, out, options->color);
    put_never_reached(out, variants, options->width);
    ct_variant_losses_text(out, variants, options);
}

void
ct_report_variants_json(CtJson *json, const CtVariants *variants)
{
    if (variants->rows->len == 0)
        return;
    ct_json_key(json, "variants");
    ct_json_begin_array(json);
    for (guint i = 0; i < variants->rows->len; i++) {
        const CtVariantRow *row = &g_array_index(variants->rows, CtVariantRow, i);

        ct_json_begin_object(json);
        ct_json_put_string(json, "attacker", row->attacker);
        ct_json_put_string(json, "goal", row->goal);
        ct_json_key(json, "variant");
        if (row->variant != NULL)
            ct_json_string(json, row->variant);
        else
            ct_json_null(json);
        ct_statistics_put_estimate(json, "success", row->reached);
        ct_statistics_put_estimate(json, "restricted_mean_ms", row->restricted_mean_ms);
        ct_statistics_put_estimate(json, "success_more", row->reached_more);
        ct_statistics_put_estimate(json, "later_ms", row->later_ms);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_variant_losses_json(json, variants->losses);
}
