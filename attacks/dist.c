/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Durations: their means, by the textbook formula of each shape, and their texts. */
#include "attacks/guard.h"

#include "base/units.h"

#include <math.h>

static double
standard_normal_cdf(double x)
{
    return 0.5 * erfc(-x / sqrt(2.0));
}

/* E[max(0, X)] of X normal: what falls below 0 counts as 0. */
static double
cut_normal_mean(double mean, double deviation)
{
    if (deviation <= 0.0)
        return fmax(mean, 0.0);
    double z = mean / deviation;
    double density = exp(-0.5 * z * z) / sqrt(2.0 * G_PI);
    return mean * standard_normal_cdf(z) + deviation * density;
}

double
ct_dist_mean_ms(const CtDist *dist)
{
    switch ((CtDistKind)dist->kind) {
    case CT_DIST_CONSTANT:
    case CT_DIST_EXPONENTIAL:
        return dist->a;
    case CT_DIST_UNIFORM:
        return (dist->a + dist->b) / 2.0;
    case CT_DIST_TRIANGULAR:
        return (dist->a + dist->b + dist->c) / 3.0;
    case CT_DIST_NORMAL:
        return cut_normal_mean(dist->a, dist->b);
    case CT_DIST_LOGNORMAL:
        return dist->a * exp(dist->b * dist->b / 2.0);
    case CT_DIST_WEIBULL:
        return dist->a * tgamma(1.0 + 1.0 / dist->b);
    case CT_DIST_GAMMA:
        return dist->a * dist->b;
    case CT_DIST_PARETO:
        return dist->b > 1.0 ? dist->a * dist->b / (dist->b - 1.0) : (double)INFINITY;
    }
    return 0.0;
}

static char *
time_text(double ms)
{
    return ct_units_time_text((int64_t)llround(ms));
}

char *
ct_dist_text(const CtDist *dist)
{
    g_autofree char *a = time_text(dist->a);
    char shape[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(shape, sizeof shape, "%.4g", dist->b);
    switch ((CtDistKind)dist->kind) {
    case CT_DIST_CONSTANT:
        return g_steal_pointer(&a);
    case CT_DIST_EXPONENTIAL:
        return g_strdup_printf("exponential, mean %s", a);
    case CT_DIST_UNIFORM: {
        g_autofree char *b = time_text(dist->b);
        return g_strdup_printf("uniform, %s to %s", a, b);
    }
    case CT_DIST_TRIANGULAR: {
        g_autofree char *b = time_text(dist->b);
        g_autofree char *c = time_text(dist->c);
        return g_strdup_printf("triangular, %s to %s, most often %s", a, c, b);
    }
    case CT_DIST_NORMAL: {
        g_autofree char *b = time_text(dist->b);
        return g_strdup_printf("normal, mean %s, deviation %s", a, b);
    }
    case CT_DIST_LOGNORMAL:
        return g_strdup_printf("lognormal, median %s, sigma %s", a, shape);
    case CT_DIST_WEIBULL:
        return g_strdup_printf("Weibull, scale %s, shape %s", a, shape);
    case CT_DIST_GAMMA:
        return g_strdup_printf("gamma, scale %s, shape %s", a, shape);
    case CT_DIST_PARETO:
        return g_strdup_printf("Pareto, minimum %s, shape %s", a, shape);
    }
    return g_strdup("");
}
