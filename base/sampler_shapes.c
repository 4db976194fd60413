/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/sampler_shapes.h"

#include "base/fmath.h"

#include <math.h>

/* prepared: the normal's probability below the interval, inside it and above it, each from the tail
 * in which it is small. */
void
ct_sampler_prepare_truncated_normal(CtSampler *sampler)
{
    const CtDist *dist = &sampler->dist;

    if (dist->b <= 0)
        return;
    double low = (dist->c - dist->a) / dist->b, high = (dist->d - dist->a) / dist->b;
    double below = ct_normal_cdf(low), above = ct_normal_cdf(-high);
    sampler->prepared[0] = below;
    sampler->prepared[1] = low > 0 ? ct_normal_cdf(-low) - above : ct_normal_cdf(high) - below;
    sampler->prepared[2] = above;
}

double
ct_sampler_truncated_normal(const CtSampler *sampler, double u)
{
    const CtDist *dist = &sampler->dist;
    double z = 0.0;

    if (dist->b > 0) {
        double p = sampler->prepared[0] + u * sampler->prepared[1];
        double q = sampler->prepared[2] + (1.0 - u) * sampler->prepared[1];

        z = p < q ? ct_normal_inverse(p) : -ct_normal_inverse(q);
    }
    return fmin(fmax(dist->a + dist->b * z, dist->c), dist->d);
}

/* prepared: the likeliest number, its probability, and that of at most so many. */
void
ct_sampler_prepare_binomial(CtSampler *sampler)
{
    double n = sampler->dist.b, p = sampler->dist.c, q = 1.0 - p;
    double mode = fmin(n, floor((n + 1.0) * p));
    double at_mode = ct_binomial_pmf(n, p, mode), term = at_mode, sum = at_mode;

    double k = mode;
    while (k > 0 && term > sum * 0x1p-60) {
        term *= k * q / ((n - k + 1.0) * p);
        sum += term;
        k -= 1.0;
    }
    sampler->prepared[0] = mode;
    sampler->prepared[1] = at_mode;
    sampler->prepared[2] = sum;
}

/* The least k for which at most k successes have a probability of @u or more, walked to from the
 * likeliest. */
double
ct_sampler_binomial(const CtSampler *sampler, double u)
{
    double n = sampler->dist.b, p = sampler->dist.c, q = 1.0 - p;
    double k = sampler->prepared[0], term = sampler->prepared[1], sum = sampler->prepared[2];

    if (p <= 0 || p >= 1)
        return k;
    while (k > 0 && sum - term >= u) {
        sum -= term;
        term *= k * q / ((n - k + 1.0) * p);
        k -= 1.0;
    }
    while (k < n && sum < u && term > 0) {
        term *= (n - k) * p / ((k + 1.0) * q);
        k += 1.0;
        sum += term;
    }
    return k;
}
