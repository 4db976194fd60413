/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/kpi.h"

#include "base/units.h"
#include "report/figures.h"
#include "report/text_parts.h"

#include <math.h>
#include <string.h>

/* --- values --- */

/* "34%", "0.4%", "99.9%": enough digits to tell rare from never. */
static char *
percent_text(double percent)
{
    if (percent > 0 && percent < 0.05)
        return g_strdup("<0.1%");
    if (percent > 99.95 && percent < 100)
        return g_strdup("99.9%");
    if (percent == floor(percent) || (percent >= 10 && percent <= 99))
        return g_strdup_printf("%.0f%%", percent);
    return g_strdup_printf("%.1f%%", percent);
}

/* Whole days where it takes days: no figure here is a timetable. */
static char *
days_text(double days)
{
    double ms = days * (double)CT_MS_DAY;
    int64_t step = ms >= 10.0 * (double)CT_MS_DAY ? CT_MS_DAY
                   : ms >= (double)CT_MS_DAY      ? CT_MS_HOUR
                   : ms >= (double)CT_MS_HOUR     ? CT_MS_MINUTE
                                                  : 1;

    if (ms >= (double)INT64_MAX / 2)
        return g_strdup("for ever");
    return ct_text_duration(llrint(ms / (double)step) * step);
}

char *
ct_kpi_value_text(const CtKpiInfo *info, double value)
{
    if (isnan(value))
        return g_strdup("–");
    switch ((CtKpiScale)info->scale) {
    case CT_KPI_PROBABILITY:
        return percent_text(value * 100);
    case CT_KPI_PERCENT:
        return percent_text(value);
    case CT_KPI_TIME:
        return days_text(value);
    case CT_KPI_RATIO:
    case CT_KPI_COUNT:
    case CT_KPI_NUMBER:
        return ct_figure_number(value);
    }
    g_assert_not_reached();
}

char *
ct_kpi_target_text(const CtKpi *kpi)
{
    g_autofree char *min = ct_kpi_value_text(&kpi->info, kpi->min);
    g_autofree char *max = ct_kpi_value_text(&kpi->info, kpi->max);

    if (isnan(kpi->min) && isnan(kpi->max))
        return g_strdup("");
    if (isnan(kpi->max))
        return g_strdup_printf("≥ %s", min);
    if (isnan(kpi->min))
        return g_strdup_printf("≤ %s", max);
    return g_strdup_printf("%s to %s", min, max);
}

char *
ct_kpi_estimate_text(const CtKpi *kpi)
{
    g_autofree char *value = ct_kpi_value_text(&kpi->info, kpi->value);
    g_autofree char *low = ct_kpi_value_text(&kpi->info, kpi->low);
    g_autofree char *high = ct_kpi_value_text(&kpi->info, kpi->high);

    if (!isnan(kpi->low) && isnan(kpi->high) && (kpi->n == 0 || isnan(kpi->value)))
        return g_strdup_printf("%s %s", isnan(kpi->value) ? ">" : "≥", low);
    if (isnan(kpi->low) || isnan(kpi->high) || kpi->low == kpi->high)
        return g_steal_pointer(&value);
    return ct_figure_between(value, low, high);
}

static const char *
verdict_text(const CtKpi *kpi)
{
    switch ((CtKpiMet)kpi->met) {
    case CT_KPI_NO_TARGET:
        return "";
    case CT_KPI_MET:
        return kpi->is_close ? "✓ met, closely" : "✓ met";
    case CT_KPI_MISSED:
        return kpi->is_close ? "✗ missed, closely" : "✗ missed";
    case CT_KPI_UNJUDGED:
        return "? not judged";
    }
    g_assert_not_reached();
}

/* --- text --- */

static void
add_row(CtTextTable *table, const CtKpi *kpi, bool by_id)
{
    g_autofree char *value = ct_kpi_estimate_text(kpi);
    g_autofree char *target = ct_kpi_target_text(kpi);
    const char *const cells[] = {by_id ? kpi->info.id : kpi->info.name, value, target,
                                 verdict_text(kpi)};

    ct_text_table_add(table, cells);
}

static void
write_table(CtOut *out,
            const CtKpis *kpis,
            const CtTextOptions *options,
            bool (*shows)(const CtKpi *kpi, const CtTextOptions *options))
{
    const char *const headers[] = {"figure", "value", "target", "", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);

    for (uint32_t i = 0; i < kpis->n_kpis; i++)
        if (shows(&kpis->kpis[i], options))
            add_row(table, &kpis->kpis[i], true);
    ct_text_table_write(table, out, options->color);
}

static bool
has_value(const CtKpi *kpi, const CtTextOptions *options)
{
    (void)options;
    return kpi->because == NULL || !isnan(kpi->low) || kpi->met != CT_KPI_NO_TARGET;
}

static bool
has_target(const CtKpi *kpi, const CtTextOptions *options)
{
    (void)options;
    return kpi->met != CT_KPI_NO_TARGET;
}

static void
put_reason(const CtTextReport *report, const CtKpi *kpi)
{
    g_autofree char *text =
        g_strdup_printf("%s: %s", kpi->info.id,
                        kpi->because != NULL ? kpi->because
                                             : "a limit leaves open on which side it is");

    ct_text_reason(report, 2, "", CT_STYLE_PLAIN, text, NULL);
}

static void
write_reasons(CtOut *out, const CtKpis *kpis, const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .options = options};
    bool is_first = true;

    for (uint32_t i = 0; i < kpis->n_kpis; i++) {
        const CtKpi *kpi = &kpis->kpis[i];

        if (kpi->because == NULL)
            continue;
        if (is_first)
            ct_text_heading(&report, "Not computable here");
        is_first = false;
        put_reason(&report, kpi);
    }
}

static void
write_explanations(CtOut *out, const CtKpis *kpis, const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .options = options};

    ct_text_heading(&report, "What they are");
    for (uint32_t i = 0; i < kpis->n_kpis; i++) {
        const CtKpiInfo *info = &kpis->kpis[i].info;
        g_autofree char *name =
            g_strdup_printf("%s%s%s%s", info->name, info->catalog != NULL ? " (" : "",
                            info->catalog != NULL ? info->catalog : "",
                            info->catalog != NULL ? ")" : "");
        g_autofree char *better =
            g_strdup_printf("%s is better", ct_kpi_better_text((CtKpiBetter)info->better));

        ct_text_reason(&report, 2, info->id, CT_STYLE_BOLD, name, NULL);
        ct_text_reason(&report, 4, "=", CT_STYLE_DIM, info->formula, NULL);
        ct_text_reason(&report, 4, "source", CT_STYLE_DIM, info->source, NULL);
        if (kpis->kpis[i].of != NULL)
            ct_text_reason(&report, 4, "of", CT_STYLE_DIM, kpis->kpis[i].of, NULL);
        if (kpis->kpis[i].note != NULL)
            ct_text_reason(&report, 4, "note", CT_STYLE_DIM, kpis->kpis[i].note, NULL);
        ct_text_reason(&report, 4, "", CT_STYLE_DIM, better, NULL);
    }
}

void
ct_report_kpis_text(CtOut *out,
                    const CtDossier *dossier,
                    const CtKpis *kpis,
                    const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .dossier = dossier, .options = options};

    ct_text_head(&report);
    ct_out_put(out, "\n");
    write_table(out, kpis, options, options->brief ? has_target : has_value);
    if (options->brief)
        return;
    write_reasons(out, kpis, options);
    if (options->all)
        write_explanations(out, kpis, options);
}

void
ct_report_kpis_summary(CtOut *out, const CtKpis *kpis, const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .options = options};

    bool has_none = kpis->n_met + kpis->n_missed + kpis->n_unjudged == 0;

    if (has_none && options->brief)
        return;
    ct_text_heading(&report, "Targets");
    if (has_none) {
        ct_text_reason(&report, 2, "", CT_STYLE_PLAIN,
                       "None are stated. 'cybertwin kpi' has the figures that could have some.",
                       NULL);
        return;
    }
    if (kpis->profile != NULL) {
        g_autofree char *text = g_strdup_printf("Those of the profile %s stand in place of the "
                                                "topology's.",
                                                kpis->profile);

        ct_text_reason(&report, 2, "", CT_STYLE_PLAIN, text, NULL);
    }
    write_table(out, kpis, options, has_target);
    for (uint32_t i = 0; i < kpis->n_kpis; i++)
        if (kpis->kpis[i].met == CT_KPI_UNJUDGED)
            put_reason(&report, &kpis->kpis[i]);
}

/* --- JSON --- */

static void
put_target(CtJson *json, const CtKpi *kpi)
{
    ct_json_key(json, "target");
    if (kpi->met == CT_KPI_NO_TARGET) {
        ct_json_null(json);
        return;
    }
    ct_json_begin_object(json);
    ct_json_put_number(json, "min", kpi->min);
    ct_json_put_number(json, "max", kpi->max);
    ct_json_put_string(json, "file", kpi->file);
    if (kpi->line > 0)
        ct_json_put_integer(json, "line", kpi->line);
    if (kpi->column > 0)
        ct_json_put_integer(json, "column", kpi->column);
    ct_json_end_object(json);
}

static void
put_parts(CtJson *json, const CtKpi *kpi)
{
    ct_json_key(json, "parts");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < kpi->n_parts; i++) {
        const CtKpiPart *part = &kpi->parts[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "of", part->of);
        ct_json_put_number(json, "value", part->value);
        ct_json_put_number(json, "low", part->low);
        ct_json_put_number(json, "high", part->high);
        ct_json_put_string(json, "because", part->because);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_kpi(CtJson *json, const CtKpi *kpi)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "id", kpi->info.id);
    ct_json_put_string(json, "catalog", kpi->info.catalog);
    ct_json_put_string(json, "name", kpi->info.name);
    ct_json_put_number(json, "value", kpi->value);
    ct_json_put_string(json, "unit", kpi->info.unit);
    ct_json_put_number(json, "low", kpi->low);
    ct_json_put_number(json, "high", kpi->high);
    ct_json_put_integer(json, "n", (int64_t)kpi->n);
    ct_json_put_string(json, "better", ct_kpi_better_text((CtKpiBetter)kpi->info.better));
    ct_json_put_string(json, "of", kpi->of);
    put_target(json, kpi);
    ct_json_key(json, "met");
    if (kpi->met == CT_KPI_MET || kpi->met == CT_KPI_MISSED)
        ct_json_bool(json, kpi->met == CT_KPI_MET);
    else
        ct_json_null(json);
    ct_json_put_bool(json, "close", kpi->is_close);
    ct_json_put_string(json, "because", kpi->because);
    ct_json_put_string(json, "note", kpi->note);
    put_parts(json, kpi);
    ct_json_put_string(json, "formula", kpi->info.formula);
    ct_json_put_string(json, "source", kpi->info.source);
    ct_json_end_object(json);
}

void
ct_report_kpis_json_part(CtJson *json, const CtKpis *kpis)
{
    ct_json_key(json, "kpis");
    ct_json_begin_array(json);
    for (uint32_t i = 0; kpis != NULL && i < kpis->n_kpis; i++)
        put_kpi(json, &kpis->kpis[i]);
    ct_json_end_array(json);
}
