/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gamma functions and what is made of them. Loops end by their own measure or after a fixed count,
 * never by time. */
#include "base/fmath.h"

#include <math.h>
#include <stdbool.h>

#define HALF_LN_2PI 0x1.d67f1c864beb5p-1
#define SMALLEST 1e-300  /* stands for 0 in Lentz's quotients */
#define MOST_TERMS 20000 /* shapes up to 1e6 need a few thousand */

/* Stirling's series, 1/(12 x) - 1/(360 x³) + …: for x ≥ 10 the eighth term is below 1e-16. */
static double
stirling_rest(double x)
{
    static const double c[] = {-3617.0 / 122400, 1.0 / 156,  -691.0 / 360360, 1.0 / 1188,
                               -1.0 / 1680,      1.0 / 1260, -1.0 / 360,      1.0 / 12};
    double z = 1.0 / (x * x), sum = c[0];

    for (unsigned i = 1; i < sizeof c / sizeof *c; i++)
        sum = sum * z + c[i];
    return sum / x;
}

double
ct_lgamma(double x)
{
    double product = 1.0;

    if (!(x > 0))
        return (double)NAN;
    if (x == 1 || x == 2)
        return 0.0;
    while (x < 10) {
        product *= x;
        x += 1.0;
    }
    return (x - 0.5) * ct_log(x) - x + HALF_LN_2PI + stirling_rest(x) - ct_log(product);
}

/* x - 1 - ln x, without the cancellation near 1. */
static double
log_gap(double x)
{
    double f = x - 1.0;

    if (fabs(f) > 0.3)
        return f - ct_log(x);
    /* ln(1 + f) = 2 artanh(s); f - 2s = f s. */
    double s = f / (2.0 + f), z = s * s, sum = 0.0;
    for (int i = 27; i >= 3; i -= 2)
        sum = (sum + 2.0 / i) * z;
    return s * (f - sum);
}

/* x^a e^-x / Γ(a): for large a as a gap from its peak, where a ln x - x would cancel. */
static double
gamma_term(double a, double x, double log_gamma)
{
    if (x == 0)
        return 0.0;
    if (a < 10)
        return ct_exp(a * ct_log(x) - x - log_gamma);
    return ct_exp(-a * log_gap(x / a) - stirling_rest(a) - HALF_LN_2PI) * sqrt(a);
}

static double
gamma_p_by_series(double a, double x, double log_gamma)
{
    double term = 1.0 / a, sum = term;

    for (int n = 1; n < MOST_TERMS && term > sum * 0x1p-56; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return sum * gamma_term(a, x, log_gamma);
}

static double
gamma_q_by_fraction(double a, double x, double log_gamma)
{
    double b = x + 1.0 - a, c = 1.0 / SMALLEST, d = 1.0 / b, h = d;

    for (int n = 1; n < MOST_TERMS; n++) { /* modified Lentz */
        double an = -n * (n - a);

        b += 2.0;
        d = an * d + b;
        d = 1.0 / (fabs(d) < SMALLEST ? SMALLEST : d);
        c = b + an / c;
        c = fabs(c) < SMALLEST ? SMALLEST : c;
        h *= d * c;
        if (fabs(d * c - 1.0) < 0x1p-52)
            break;
    }
    return h * gamma_term(a, x, log_gamma);
}

static bool
series_is_better(double a, double x)
{
    return x < a + 1.0;
}

static double
gamma_p(double a, double x, double log_gamma)
{
    return series_is_better(a, x) ? gamma_p_by_series(a, x, log_gamma)
                                  : 1.0 - gamma_q_by_fraction(a, x, log_gamma);
}

static double
gamma_q(double a, double x, double log_gamma)
{
    return series_is_better(a, x) ? 1.0 - gamma_p_by_series(a, x, log_gamma)
                                  : gamma_q_by_fraction(a, x, log_gamma);
}

double
ct_gamma_p(double shape, double x)
{
    if (!(shape > 0) || !(x >= 0))
        return (double)NAN;
    return isinf(x) ? 1.0 : gamma_p(shape, x, ct_lgamma(shape));
}

double
ct_gamma_q(double shape, double x)
{
    if (!(shape > 0) || !(x >= 0))
        return (double)NAN;
    return isinf(x) ? 0.0 : gamma_q(shape, x, ct_lgamma(shape));
}

double
ct_normal_cdf(double x)
{
    double upper = 0.5 * ct_gamma_q(0.5, 0.5 * x * x);

    return isnan(x) ? x : x < 0 ? upper : 1.0 - upper;
}

static double
first_guess(double a, double p, double q, double log_gamma)
{
    double small = ct_exp((ct_log(p) + log_gamma + ct_log(a)) / a); /* P ≈ x^a / Γ(a + 1) */

    if (small < 0.3 * (a + 1.0) || a < 0.5)
        return a < 0.5 && small > 1.0 ? 1.0 - ct_log(q) : small;
    double z = p < q ? ct_normal_inverse(p) : -ct_normal_inverse(q);
    double root = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * sqrt(a));
    return fmax(a * root * root * root, 0.01 * a);
}

double
ct_gamma_inverse(double shape, double p, double q, double log_gamma)
{
    double x = first_guess(shape, p, q, log_gamma), low = 0.0, high = (double)INFINITY;

    for (int n = 0; n < 100 && x > 0; n++) {
        double gap = p < q ? gamma_p(shape, x, log_gamma) - p : q - gamma_q(shape, x, log_gamma);

        if (gap > 0)
            high = x;
        else
            low = x;
        double slope = gamma_term(shape, x, log_gamma) / x;
        double step = gap / slope;
        step /= 1.0 - 0.5 * fmin(1.0, step * ((shape - 1.0) / x - 1.0)); /* Halley */
        double next = x - step;
        if (fabs(step) <= 0x1p-46 * x) /* what is left is rounding of P and Q */
            return next;
        if (!(next > low && next < high)) /* also where the slope vanished */
            next = isinf(high) ? 2.0 * x : 0.5 * (low + high);
        if (next == x)
            return x;
        x = next;
    }
    return x;
}

/* ln of n^n e^-n √(2πn) / n!, negated: Stirling's error. */
static double
stirling_error(double n)
{
    if (n >= 10)
        return stirling_rest(n);
    return n <= 0 ? 0.0 : ct_lgamma(n + 1.0) - (n + 0.5) * ct_log(n) + n - HALF_LN_2PI;
}

/* By deviances, after Loader, "Fast and accurate computation of binomial probabilities" (2000). */
double
ct_binomial_pmf(double n, double p, double k)
{
    double q = 1.0 - p;

    if (k < 0 || k > n)
        return 0.0;
    if (p <= 0 || p >= 1)
        return k == (p <= 0 ? 0.0 : n) ? 1.0 : 0.0;
    if (k == 0)
        return ct_pow(q, n);
    if (k == n)
        return ct_pow(p, n);
    double log = stirling_error(n) - stirling_error(k) - stirling_error(n - k) -
                 k * log_gap(n * p / k) - (n - k) * log_gap(n * q / (n - k));
    return ct_exp(log) * sqrt(n / (2.0 * 0x1.921fb54442d18p+1 * k * (n - k)));
}
