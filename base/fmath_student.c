/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/fmath.h"

#include <math.h>

#define MANY                                                                                       \
    1000.0 /* degrees of freedom from which the expansion at the normal is exact enough            \
            */
#define SMALLEST 1e-300

/* The continued fraction of the incomplete beta function, by Lentz. */
static double
beta_fraction(double a, double b, double x)
{
    double c = 1.0, d = 1.0 - (a + b) * x / (a + 1.0);

    d = 1.0 / (fabs(d) < SMALLEST ? SMALLEST : d);
    double h = d;
    for (int m = 1; m < 500; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0));

        d = 1.0 + even * d;
        d = 1.0 / (fabs(d) < SMALLEST ? SMALLEST : d);
        c = 1.0 + even / c;
        c = fabs(c) < SMALLEST ? SMALLEST : c;
        h *= d * c;
        d = 1.0 + odd * d;
        d = 1.0 / (fabs(d) < SMALLEST ? SMALLEST : d);
        c = 1.0 + odd / c;
        c = fabs(c) < SMALLEST ? SMALLEST : c;
        h *= d * c;
        if (fabs(d * c - 1.0) < 0x1p-52)
            break;
    }
    return h;
}

/* Regularised; @log_beta is ln B(a, b), @y is 1 - @x. */
static double
beta_below(double a, double b, double x, double y, double log_beta)
{
    double front = ct_exp(a * ct_log(x) + b * ct_log(y) - log_beta);

    if (x < (a + 1.0) / (a + b + 2.0))
        return front * beta_fraction(a, b, x) / a;
    return 1.0 - front * beta_fraction(b, a, y) / b;
}

/* Cornish and Fisher's expansion in 1 / freedom. */
static double
near_normal(double freedom, double z)
{
    double w = z * z, r = 1.0 / freedom;
    double g1 = z * (w + 1.0) / 4.0;
    double g2 = z * ((5.0 * w + 16.0) * w + 3.0) / 96.0;
    double g3 = z * (((3.0 * w + 19.0) * w + 17.0) * w - 15.0) / 384.0;
    double g4 = z * ((((79.0 * w + 776.0) * w + 1482.0) * w - 1920.0) * w - 945.0) / 92160.0;

    return z + r * (g1 + r * (g2 + r * (g3 + r * g4)));
}

/* The probability of passing @t in either direction. */
static double
both_tails(double freedom, double t, double log_beta)
{
    double sum = freedom + t * t;

    return beta_below(0.5 * freedom, 0.5, freedom / sum, t * t / sum, log_beta);
}

double
ct_student_upper(double freedom, double tail)
{
    if (!(freedom >= 1) || !(tail > 0 && tail < 0.5))
        return (double)NAN;
    double z = -ct_normal_inverse(tail);
    if (freedom >= MANY)
        return near_normal(freedom, z);

    /* Twice the tail is I(freedom / (freedom + t²); freedom / 2, 1 / 2), which falls in t: a
     * bracket, then bisection. */
    double log_beta = ct_lgamma(0.5 * freedom) + ct_lgamma(0.5) - ct_lgamma(0.5 * freedom + 0.5);
    double low = 0.0, high = z;
    while (both_tails(freedom, high, log_beta) > 2.0 * tail) {
        low = high;
        high *= 2.0;
    }
    while (high - low > 0x1p-44 * high) {
        double t = 0.5 * (low + high);

        if (both_tails(freedom, t, log_beta) > 2.0 * tail)
            low = t;
        else
            high = t;
    }
    return 0.5 * (low + high);
}
