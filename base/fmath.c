/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Logarithm, exponential and power. A number is split into 2^k times something near 1, where a
 * Taylor polynomial needs few terms; what rounding would lose is carried in a second double
 * (Dekker, "A floating-point technique for extending the available precision", 1971).
 */
#include "base/fmath.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define LN2_HI 0x1.62e42feep-1          /* the first 32 bits of ln 2: k × it is exact */
#define LN2_LO 0x1.a39ef35793c76p-33    /* and the rest */
#define LN2_LO_LO 0x1.cc01f97b57a08p-87 /* what the rest misses */
#define SQRT_HALF 0x1.6a09e667f3bcdp-1
#define INVERSE_LN2 0x1.71547652b82fep+0

/* A sum of two doubles that is not rounded: |low| is at most half an ulp of high. */
typedef struct Pair {
    double high, low;
} Pair;

static double
from_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t
to_bits(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* @x = m × 2^k with m in [√½, √2), for finite x > 0. */
static double
split(double x, int *ret_k)
{
    int k = 0;

    if (x < 0x1p-1022) {
        x *= 0x1p54;
        k = -54;
    }
    uint64_t bits = to_bits(x);
    k += (int)(bits >> 52) - 1022;
    double m = from_bits((bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3fe0000000000000));
    if (m < SQRT_HALF) {
        m *= 2;
        k--;
    }
    *ret_k = k;
    return m;
}

/*
 * 2 (z/3 + z²/5 + …): what 2 artanh(s) / s has beyond 2, for z = s² ≤ 0.0295. By Estrin's scheme:
 * a third of the time that one term after the other waits for.
 */
static double
artanh_tail(double z)
{
    double z2 = z * z, z4 = z2 * z2;
    double a = (2.0 / 3 + 2.0 / 5 * z) + (2.0 / 7 + 2.0 / 9 * z) * z2;
    double b = (2.0 / 11 + 2.0 / 13 * z) + (2.0 / 15 + 2.0 / 17 * z) * z2;
    double c = (2.0 / 19 + 2.0 / 21 * z) + (2.0 / 23 + 2.0 / 25 * z) * z2;

    return (a + (b + c * z4) * z4) * z;
}

double
ct_log(double x)
{
    if (isnan(x) || x < 0)
        return (double)NAN;
    if (x == 0)
        return (double)-INFINITY;
    if (isinf(x))
        return x;

    /* log(1 + f) = 2 artanh(s), s = f / (2 + f), written as f - f²/2 + s (f²/2 + tail) so that the
     * leading term is exact. */
    int k;
    double f = split(x, &k) - 1.0;
    double s = f / (2.0 + f);
    double half = 0.5 * f * f;
    double rest = s * (half + artanh_tail(s * s));

    return k * LN2_HI - ((half - (rest + k * LN2_LO)) - f);
}

static Pair
sum_of(double a, double b)
{
    double high = a + b, part = high - a;

    return (Pair){high, (a - (high - part)) + (b - part)};
}

/* For |a| ≥ |b|. */
static Pair
renormalise(double a, double b)
{
    double high = a + b;

    return (Pair){high, b - (high - a)};
}

static Pair
product_of(double a, double b)
{
    double high = a * b;
    double t = 0x1.0000002p+27 * a, a1 = t - (t - a), a2 = a - a1; /* Veltkamp's split */
    double r = 0x1.0000002p+27 * b, b1 = r - (r - b), b2 = b - b1;

    return (Pair){high, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2};
}

static Pair
times(Pair a, Pair b)
{
    Pair p = product_of(a.high, b.high);

    return renormalise(p.high, p.low + (a.high * b.low + a.low * b.high));
}

static Pair
plus(Pair a, Pair b)
{
    Pair s = sum_of(a.high, b.high);

    return renormalise(s.high, s.low + (a.low + b.low));
}

/* ln x to about 100 bits, for finite x > 0. */
static Pair
log_pair(double x)
{
    static const Pair two_thirds = {0x1.5555555555555p-1, 0x1.5555555555555p-55};
    static const Pair two_fifths = {0x1.999999999999ap-2, -0x1.999999999999ap-56};
    static const double c[] = {2.0 / 25, 2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17,
                               2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9,  2.0 / 7};
    int k;
    double f = split(x, &k) - 1.0;
    Pair bottom = sum_of(2.0, f);
    double s = f / bottom.high;
    Pair back = product_of(s, bottom.high);
    Pair ratio = {s, (((f - back.high) - back.low) - s * bottom.low) / bottom.high};
    Pair z = times(ratio, ratio);
    Pair sum = two_fifths;
    double rest = c[0];

    for (unsigned i = 1; i < sizeof c / sizeof *c; i++)
        rest = rest * z.high + c[i];
    sum = plus(sum, product_of(rest, z.high));
    sum = plus(two_thirds, times(sum, z));
    sum = plus((Pair){2.0, 0.0}, times(sum, z));
    sum = times(sum, ratio);
    Pair exponent = plus((Pair){k * LN2_HI, 0.0}, product_of(k, LN2_LO));
    exponent.low += k * LN2_LO_LO;
    return plus(exponent, sum);
}

/* x × 2^k, rounded once. */
static double
scale(double x, int k)
{
    if (k < -1021) { /* x is in [0.7, 1.5): the first product is normal, the second rounds */
        x *= from_bits((uint64_t)(k + 100 + 1023) << 52);
        return x * 0x1p-100;
    }
    if (k > 1023)
        return x * 0x1p1023 * from_bits((uint64_t)(k - 1023 + 1023) << 52);
    return x * from_bits((uint64_t)(k + 1023) << 52);
}

/* e^(x + low), |low| small beside x. */
static double
exp_pair(double x, double low)
{
    static const double c[] = {1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
                               1.0 / 362880,     1.0 / 40320,     1.0 / 5040,     1.0 / 720,
                               1.0 / 120,        1.0 / 24,        1.0 / 6,        1.0 / 2};

    if (isnan(x))
        return x;
    if (x > 709.8)
        return (double)INFINITY;
    if (x < -745.2)
        return 0.0;

    int k = (int)(x * INVERSE_LN2 + (x < 0 ? -0.5 : 0.5));
    Pair reduced = sum_of(x - k * LN2_HI, low - k * LN2_LO);
    double r = reduced.high, sum = c[0];
    for (unsigned i = 1; i < sizeof c / sizeof *c; i++)
        sum = sum * r + c[i];
    /* 1 + r + r² sum, the small parts first. */
    Pair lead = renormalise(1.0, r);
    double small = r * r * sum + (lead.low + reduced.low * (1.0 + r));
    return scale(lead.high + small, k);
}

double
ct_exp(double x)
{
    return exp_pair(x, 0.0);
}

double
ct_pow(double x, double y)
{
    if (y == 0)
        return 1.0;
    if (isnan(x) || isnan(y) || x < 0)
        return (double)NAN;
    if (x == 1)
        return 1.0;
    if (x == 0 || isinf(x))
        return (x == 0) == (y > 0) ? 0.0 : (double)INFINITY;
    if (isinf(y))
        return (x < 1) == (y > 0) ? 0.0 : (double)INFINITY;

    Pair log = log_pair(x);
    if (fabs(y) > 0x1p80 || fabs(log.high * y) > 800)
        return (log.high > 0) == (y > 0) ? (double)INFINITY : 0.0;
    Pair p = product_of(log.high, y);
    p = renormalise(p.high, p.low + log.low * y);
    return exp_pair(p.high, p.low);
}
