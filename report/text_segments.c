/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The matrix for people. A cell is one sign, told apart by its shape; only signs that occur are in
 * the legend. Columns are numbered as rows are; many zones get narrow columns, then several blocks.
 * Of many zones only those are shown between which something is amiss.
 */
#include "report/segments_parts.h"
#include "report/zone_signs.h"

#include "base/bits.h"

#include <string.h>

enum { FEW_ZONES = 26, LABEL = 24 };

typedef struct View {
    const CtTextReport *report;
    const CtSegmentation *segmentation;
    CtIds rows, columns; /* zones shown */
    bool seen[CT_ZONE_SIGN_COUNT];
} View;

/* All zones where they are few, else those with a cell that is more than closed. */
static void
choose(View *view)
{
    const CtSegmentation *segmentation = view->segmentation;
    uint32_t n = segmentation->n_zones;
    bool all = n <= FEW_ZONES || view->report->options->all;
    g_autofree uint64_t *row = ct_bits_new(n);
    g_autofree uint64_t *column = ct_bits_new(n);

    for (uint32_t from = 0; from < n; from++)
        for (uint32_t to = 0; to < n; to++) {
            CtZoneSign sign = ct_zone_sign(segmentation, from, to);

            if (sign == CT_ZONE_SIGN_NONE || (sign == CT_ZONE_SIGN_CLOSED && !all))
                continue;
            ct_bits_set(row, from);
            ct_bits_set(column, to);
        }
    for (uint32_t z = 0; z < n; z++) {
        if (all || ct_bits_get(row, z))
            ct_ids_add(&view->rows, z);
        if (all || ct_bits_get(column, z))
            ct_ids_add(&view->columns, z);
    }
}

/* Digits of the column numbers, one below the other in narrow columns. */
static void
put_header(const View *view, uint32_t first, uint32_t n, unsigned width)
{
    CtOut *out = view->report->out;
    uint32_t divisor = 1;

    if (width >= 3) {
        ct_out_printf(out, "%*s", LABEL, "");
        for (uint32_t i = 0; i < n; i++)
            ct_out_printf(out, "%*u", (int)width, view->columns.data[first + i] + 1);
        ct_out_put(out, "\n");
        return;
    }
    while (divisor * 10 <= view->segmentation->n_zones)
        divisor *= 10;
    for (; divisor > 0; divisor /= 10) {
        ct_out_printf(out, "%*s", LABEL, "");
        for (uint32_t i = 0; i < n; i++) {
            uint32_t number = view->columns.data[first + i] + 1;

            if (number < divisor)
                ct_out_printf(out, "%*s", (int)width, "");
            else
                ct_out_printf(out, "%*u", (int)width, number / divisor % 10);
        }
        ct_out_put(out, "\n");
    }
}

/* "12 control-centre": cut to its column. */
static void
put_label(const View *view, uint32_t zone)
{
    const CtSegZone *row = &view->segmentation->zones[zone];
    g_autofree char *count = row->count > 1 ? g_strdup_printf(" ×%u", row->count) : g_strdup("");
    unsigned depth = MIN(row->depth, 3);
    unsigned room = LABEL - 6 - depth - ct_text_columns(count);
    g_autofree char *name = strlen(row->id) > room
                                ? g_strdup_printf("%.*s…", (int)room - 1, row->id)
                                : g_strdup(row->id);
    g_autofree char *label = g_strdup_printf("%4u %*s%s%s", zone + 1, (int)depth, "", name, count);

    ct_out_printf(view->report->out, "%s%*s", label, (int)(LABEL - ct_text_columns(label)), "");
}

static void
put_row(View *view, uint32_t zone, uint32_t first, uint32_t n, unsigned width)
{
    CtOut *out = view->report->out;

    put_label(view, zone);
    for (uint32_t i = 0; i < n; i++) {
        CtZoneSign sign = ct_zone_sign(view->segmentation, zone, view->columns.data[first + i]);
        char text[2] = {ct_zone_signs[sign].sign, '\0'};

        view->seen[sign] = true;
        if (sign == CT_ZONE_SIGN_NONE && i + 1 == n)
            break;
        ct_out_printf(out, "%*s", (int)width - 1, "");
        if (sign == CT_ZONE_SIGN_NONE)
            ct_out_put(out, " ");
        else
            ct_text_style(out, view->report->options->color, ct_zone_signs[sign].style, text);
    }
    ct_out_put(out, "\n");
}

static void
put_legend(const View *view)
{
    for (int sign = CT_ZONE_SIGN_CLOSED; sign < CT_ZONE_SIGN_COUNT; sign++) {
        char text[2] = {ct_zone_signs[sign].sign, '\0'};

        if (!view->seen[sign])
            continue;
        ct_out_put(view->report->out, "     ");
        ct_text_style(view->report->out, view->report->options->color, ct_zone_signs[sign].style,
                      text);
        ct_out_printf(view->report->out, "  %s\n", ct_zone_sign_text(sign));
    }
}

static void
put_matrix(const CtTextReport *report, const CtSegmentation *segmentation)
{
    View view = {.report = report, .segmentation = segmentation};
    unsigned room = report->options->width > LABEL + 8 ? report->options->width - LABEL : 8;

    choose(&view);
    ct_out_put(report->out, "From the zone of a row into that of a column:\n\n");
    for (uint32_t first = 0; first < view.columns.length;) {
        uint32_t left = view.columns.length - first;
        unsigned width = left * 3 <= room ? 3 : left * 2 <= room ? 2 : 1;
        uint32_t n = MIN(left, room / width);

        if (first > 0)
            ct_out_put(report->out, "\n");
        put_header(&view, first, n, width);
        for (uint32_t i = 0; i < view.rows.length; i++)
            put_row(&view, view.rows.data[i], first, n, width);
        first += n;
    }
    ct_out_put(report->out, "\n");
    put_legend(&view);
    if (view.rows.length < segmentation->n_zones || view.columns.length < segmentation->n_zones)
        ct_out_printf(report->out,
                      "     Rows and columns that are closed throughout are left out (%u and %u); "
                      "--verbose\n     shows them.\n",
                      segmentation->n_zones - view.rows.length,
                      segmentation->n_zones - view.columns.length);
    ct_ids_clear(&view.rows);
    ct_ids_clear(&view.columns);
}

static void
put_verdict(const CtTextReport *report, const CtSegmentation *segmentation)
{
    CtOut *out = report->out;
    uint32_t n_waived = segmentation->n_failures - segmentation->n_counted;
    g_autofree char *counted = ct_text_plural(segmentation->n_counted, "failure", "failures");

    ct_text_style(out, report->options->color,
                  segmentation->n_counted > 0 ? CT_STYLE_BAD : CT_STYLE_GOOD, counted);
    if (n_waived > 0)
        ct_out_printf(out, ", %u more waived", n_waived);
    if (segmentation->has_target)
        ct_out_printf(out, "; the target bears %.0f: %s", segmentation->target_max,
                      ct_segmentation_misses(segmentation) ? "missed" : "met");
    ct_out_put(out, "\n");
    for (int class = 1; class < CT_SEG_COUNT; class ++)
        if (segmentation->by_class[class] > 0)
            ct_out_printf(out, "%5u  S%d  %s\n", segmentation->by_class[class], class,
                          ct_seg_class_text((CtSegClass) class));
    if (segmentation->undecided != NULL)
        ct_text_reason(report, 2, "undecided", CT_STYLE_WARN, segmentation->undecided, NULL);
}

void
ct_report_segments_text(CtOut *out,
                        const CtSegmentation *segmentation,
                        const char *name,
                        const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .options = options};

    if (name != NULL) {
        ct_text_style(out, options->color, CT_STYLE_BOLD, name);
        ct_out_printf(out, "  %u zones\n\n", segmentation->n_zones);
    }
    if (segmentation->cells != NULL && segmentation->n_zones > 0 && !options->brief) {
        put_matrix(&report, segmentation);
        ct_out_put(out, "\n");
    }
    put_verdict(&report, segmentation);
    ct_text_failures(&report, segmentation);
}

void
ct_report_segments_summary(CtOut *out,
                           const CtSegmentation *segmentation,
                           const CtTextOptions *options)
{
    enum { WORST = 3 };
    CtTextReport report = {.out = out, .options = options};
    uint32_t shown = 0;

    ct_text_heading(&report, "Between the zones");
    put_verdict(&report, segmentation);
    for (uint32_t i = 0; i < segmentation->n_failures && shown < WORST; i++) {
        const CtSegFailure *failure = &segmentation->failures[i];

        if (failure->waiver == CT_SEG_WAIVED)
            continue;
        if (shown++ == 0)
            ct_out_put(out, segmentation->n_counted > WORST ? "  The gravest:\n" : "");
        ct_out_put(out, "  ");
        ct_text_style(out, options->color, CT_STYLE_ACCENT, failure->id);
        ct_out_put(out, "\n");
        ct_text_reason(&report, 4, "", CT_STYLE_PLAIN, failure->what, NULL);
    }
    if (segmentation->n_failures > 0)
        ct_out_put(out, "  `cybertwin segments` has the matrix, the ways and what mends them.\n");
}
