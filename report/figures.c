/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/figures.h"

#include "base/units.h"
#include "report/text_parts.h"

#include <math.h>

char *
ct_figure_number(double number)
{
    if (isnan(number))
        return g_strdup("–");
    if (number == floor(number) && fabs(number) < 1e15)
        return g_strdup_printf("%.0f", number);
    return g_strdup_printf(fabs(number) >= 999.5 ? "%.0f" : "%.3g", number);
}

char *
ct_figure_amount(double amount)
{
    static const struct {
        double from, unit;
        const char *text;
    } steps[] = {{999.5e6, 1e9, "bn"}, {999.5e3, 1e6, "M"}, {9999.5, 1e3, "k"}};

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        if (fabs(amount) >= steps[i].from)
            return g_strdup_printf(fabs(amount) >= 999.5 * steps[i].unit ? "%.0f%s" : "%.3g%s",
                                   amount / steps[i].unit, steps[i].text);
    return ct_figure_number(amount);
}

char *
ct_figure_share(double share)
{
    double percent = share * 100;

    if (isnan(share))
        return g_strdup("–");
    if (percent > 0 && percent < 0.05)
        return g_strdup("<0.1%");
    if (percent < 10 && percent > 0)
        return g_strdup_printf("%.1f%%", percent);
    if (percent > 99.5 && percent < 100)
        return g_strdup_printf("%.1f%%", MIN(percent, 99.9));
    return g_strdup_printf("%.0f%%", percent);
}

/* A bound in percent; one short of 100 is never told as 100. */
static char *
bound_text(double percent)
{
    if (percent >= 99.95 && percent < 100)
        return g_strdup_printf("%.2f", MIN(percent, 99.99));
    return g_strdup_printf("%.3g", percent);
}

/* Whether @value, which may be coarser, still reads as lying between @low and @high. */
static bool
reads_as_between(const char *low, const char *value, const char *high)
{
    double number = g_ascii_strtod(value, NULL); /* of "<0.1%": 0 */

    return number >= g_ascii_strtod(low, NULL) && number <= g_ascii_strtod(high, NULL);
}

char *
ct_figure_between(const char *value, const char *low, const char *high)
{
    if (strcmp(low, value) == 0 && strcmp(high, value) == 0)
        return g_strdup(value);
    return g_strdup_printf("%s (%s–%s)", value, low, high);
}

char *
ct_figure_estimate(CtEstimate share)
{
    g_autofree char *value = ct_figure_share(share.value);
    g_autofree char *low = bound_text(share.low * 100);
    g_autofree char *high = bound_text(share.high * 100);

    if (isnan(share.low) || isnan(share.high))
        return g_steal_pointer(&value);
    if (!reads_as_between(low, value, high)) { /* as fine as its bounds, then */
        g_free(value);
        g_autofree char *fine = bound_text(share.value * 100);

        value = g_strconcat(fine, "%", NULL);
    }
    if (strcmp(low, high) == 0) /* and then the value, which lies between them, is told like them */
        return g_strconcat(low, "%", NULL);
    return g_strdup_printf("%s (%s–%s)", value, low, high);
}

char *
ct_figure_time(int64_t ms)
{
    if (ms >= 10 * CT_MS_DAY)
        ms = (ms + CT_MS_DAY / 2) / CT_MS_DAY * CT_MS_DAY;
    else if (ms >= CT_MS_DAY)
        ms = (ms + CT_MS_HOUR / 2) / CT_MS_HOUR * CT_MS_HOUR;
    else if (ms >= CT_MS_HOUR)
        ms = (ms + CT_MS_MINUTE / 2) / CT_MS_MINUTE * CT_MS_MINUTE;
    return ct_text_duration(ms);
}

char *
ct_figure_later(double ms)
{
    if (isnan(ms))
        return g_strdup("");
    if (fabs(ms) < (double)CT_MS_SECOND)
        return g_strdup("0");
    int64_t whole = llrint(fabs(ms) / (double)CT_MS_SECOND) * CT_MS_SECOND;
    g_autofree char *text = ct_figure_time(whole);

    return g_strconcat(ms < 0 ? "-" : "+", text, NULL);
}

char *
ct_figure_quantile(CtTimeQuantile quantile, int64_t horizon_ms)
{
    g_autofree char *horizon = ct_figure_time(horizon_ms);

    if (quantile.value_ms < 0)
        return g_strdup_printf("> %s", horizon);
    g_autofree char *value = ct_figure_time(quantile.value_ms);
    g_autofree char *low = ct_figure_time(MAX(quantile.low_ms, 0));
    g_autofree char *high =
        quantile.high_ms < 0 ? g_strdup_printf("> %s", horizon) : ct_figure_time(quantile.high_ms);

    return ct_figure_between(value, low, high);
}
