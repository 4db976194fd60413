/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Means by the textbook formula of each shape, through base/fmath, so that they agree with what
 * the sampler draws to the last bit of its parameters. */
#include "base/dist.h"

#include "base/fmath.h"
#include "base/units.h"

#include <math.h>

#define LEAST_INSIDE 1e-9 /* of a truncated normal: below, its quantiles lose their digits */
#define MOST_TRIES 1e6

G_DEFINE_QUARK(ct_dist_error_quark, ct_dist_error)

static double
normal_density(double z)
{
    return ct_exp(-0.5 * z * z) / sqrt(2.0 * G_PI);
}

/* Of a standard normal within low … high, in whichever tail it is small. */
static double
normal_between(double low, double high)
{
    return low > 0 ? ct_normal_cdf(-low) - ct_normal_cdf(-high)
                   : ct_normal_cdf(high) - ct_normal_cdf(low);
}

/* What is wrong with the parameters that the kind uses together; NULL if nothing. */
static const char *
fault_of(const CtDist *dist)
{
    switch ((CtDistKind)dist->kind) {
    case CT_DIST_CONSTANT:
    case CT_DIST_EXPONENTIAL:
    case CT_DIST_NORMAL:
        return NULL;
    case CT_DIST_UNIFORM:
        return dist->a > dist->b ? "uniform: low must not be above high" : NULL;
    case CT_DIST_TRIANGULAR:
        return dist->a > dist->b || dist->b > dist->c
                   ? "triangular: low, mode and high must come in this order"
                   : NULL;
    case CT_DIST_LOGNORMAL:
    case CT_DIST_WEIBULL:
    case CT_DIST_GAMMA:
    case CT_DIST_PARETO:
        return dist->b > 0 ? NULL : "a shape must be above 0";
    case CT_DIST_TRUNCATED_NORMAL:
        if (dist->c > dist->d)
            return "truncated_normal: low must not be above high";
        if (dist->b > 0 && dist->c < dist->d &&
            normal_between((dist->c - dist->a) / dist->b, (dist->d - dist->a) / dist->b) <
                LEAST_INSIDE)
            return "truncated_normal: hardly anything of this normal lies between low and high";
        return NULL;
    case CT_DIST_BINOMIAL:
        return dist->b < 1 || dist->b > MOST_TRIES || dist->b != floor(dist->b) || dist->c > 1
                   ? "binomial: a whole number of tries from 1 to 1000000, and a chance up to 1"
                   : NULL;
    case CT_DIST_KIND_COUNT:
        break;
    }
    return "no such kind of distribution";
}

bool
ct_dist_check(const CtDist *dist, GError **error)
{
    bool open_end = dist->kind == CT_DIST_TRUNCATED_NORMAL && isinf(dist->d);
    const char *fault = NULL;

    if (!(dist->a >= 0 && dist->b >= 0 && dist->c >= 0 && dist->d >= 0) ||
        !(isfinite(dist->a) && isfinite(dist->b) && isfinite(dist->c)) ||
        !(isfinite(dist->d) || open_end))
        fault = "a parameter is negative or no number";
    else if (!(dist->never >= 0 && dist->never <= 1))
        fault = "the chance to happen must lie between 0 and 1";
    else
        fault = fault_of(dist);
    if (fault != NULL)
        g_set_error_literal(error, CT_DIST_ERROR, CT_DIST_ERROR_FAILED, fault);
    return fault == NULL;
}

CtDist
ct_dist_scaled(const CtDist *dist, double factor)
{
    CtDist own = *dist;

    own.a *= factor;
    if (own.kind == CT_DIST_UNIFORM || own.kind == CT_DIST_TRIANGULAR ||
        own.kind == CT_DIST_NORMAL || own.kind == CT_DIST_TRUNCATED_NORMAL)
        own.b *= factor;
    if (own.kind == CT_DIST_TRIANGULAR || own.kind == CT_DIST_TRUNCATED_NORMAL)
        own.c *= factor;
    own.d *= factor;
    return own;
}

/* E[max(0, X)] of X normal. */
static double
cut_normal_mean(double mean, double deviation)
{
    if (deviation <= 0.0)
        return mean;
    double z = mean / deviation;
    return mean * ct_normal_cdf(z) + deviation * normal_density(z);
}

static double
truncated_normal_mean(const CtDist *dist)
{
    if (dist->b <= 0.0 || dist->c >= dist->d)
        return fmin(fmax(dist->a, dist->c), dist->d);
    double low = (dist->c - dist->a) / dist->b, high = (dist->d - dist->a) / dist->b;
    double densities = normal_density(low) - (isinf(high) ? 0.0 : normal_density(high));
    return dist->a + dist->b * densities / normal_between(low, high);
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
        return dist->a * ct_exp(dist->b * dist->b / 2.0);
    case CT_DIST_WEIBULL:
        return dist->a * ct_exp(ct_lgamma(1.0 + 1.0 / dist->b));
    case CT_DIST_GAMMA:
        return dist->a * dist->b;
    case CT_DIST_PARETO:
        return dist->b > 1.0 ? dist->a * dist->b / (dist->b - 1.0) : (double)INFINITY;
    case CT_DIST_TRUNCATED_NORMAL:
        return truncated_normal_mean(dist);
    case CT_DIST_BINOMIAL:
        return dist->a * dist->b * dist->c;
    case CT_DIST_KIND_COUNT:
        break;
    }
    return 0.0;
}

double
ct_dist_overall_mean_ms(const CtDist *dist)
{
    return dist->never > 0 ? (double)INFINITY : ct_dist_mean_ms(dist);
}

static char *
time_text(double ms)
{
    return ct_units_time_text(isfinite(ms) ? (int64_t)llround(ms) : 0);
}

static char *
shape_text(const CtDist *dist)
{
    g_autofree char *a = time_text(dist->a);
    g_autofree char *b = time_text(dist->b);
    g_autofree char *c = time_text(dist->c);
    g_autofree char *d = time_text(dist->d);
    char shape[G_ASCII_DTOSTR_BUF_SIZE], chance[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(shape, sizeof shape, "%.4g", dist->b);
    g_ascii_formatd(chance, sizeof chance, "%.4g", dist->c);
    switch ((CtDistKind)dist->kind) {
    case CT_DIST_CONSTANT:
        return g_steal_pointer(&a);
    case CT_DIST_EXPONENTIAL:
        return g_strdup_printf("exponential, mean %s", a);
    case CT_DIST_UNIFORM:
        return g_strdup_printf("uniform, %s to %s", a, b);
    case CT_DIST_TRIANGULAR:
        return g_strdup_printf("triangular, %s to %s, most often %s", a, c, b);
    case CT_DIST_NORMAL:
        return g_strdup_printf("normal, mean %s, deviation %s", a, b);
    case CT_DIST_LOGNORMAL:
        return g_strdup_printf("lognormal, median %s, sigma %s", a, shape);
    case CT_DIST_WEIBULL:
        return g_strdup_printf("Weibull, scale %s, shape %s", a, shape);
    case CT_DIST_GAMMA:
        return g_strdup_printf("gamma, scale %s, shape %s", a, shape);
    case CT_DIST_PARETO:
        return g_strdup_printf("Pareto, minimum %s, shape %s", a, shape);
    case CT_DIST_TRUNCATED_NORMAL:
        if (isinf(dist->d))
            return g_strdup_printf("normal, mean %s, deviation %s, %s or more", a, b, c);
        return g_strdup_printf("normal, mean %s, deviation %s, between %s and %s", a, b, c, d);
    case CT_DIST_BINOMIAL:
        return g_strdup_printf("binomial, %s for each success of %s tries with chance %s", a, shape,
                               chance);
    case CT_DIST_KIND_COUNT:
        break;
    }
    return g_strdup("");
}

char *
ct_dist_text(const CtDist *dist)
{
    g_autofree char *shape = shape_text(dist);
    char chance[G_ASCII_DTOSTR_BUF_SIZE];

    if (dist->never <= 0)
        return g_steal_pointer(&shape);
    g_ascii_formatd(chance, sizeof chance, "%.4g", 1.0 - dist->never);
    return g_strdup_printf("with chance %s: %s; else never", chance, shape);
}
