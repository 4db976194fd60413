/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/stats.h"

#include "base/fmath.h"

#include <math.h>
#include <stdlib.h>

static const CtEstimate nothing = {(double)NAN, (double)NAN, (double)NAN};

CtEstimate
ct_stats_share(uint64_t k, uint64_t n, double confidence)
{
    if (n == 0)
        return nothing;
    g_return_val_if_fail(k <= n, nothing);

    double z = -ct_normal_inverse((1.0 - confidence) / 2.0);
    double total = (double)n, p = (double)k / total, ratio = z * z / total;
    double middle = (p + ratio / 2.0) / (1.0 + ratio);
    double half = z / (1.0 + ratio) * sqrt(p * (1.0 - p) / total + ratio / (4.0 * total));
    return (CtEstimate){p, k == 0 ? 0.0 : fmax(0.0, middle - half),
                        k == n ? 1.0 : fmin(1.0, middle + half)};
}

/* Mean and interval of @n values that sum to @sum, the squares of whose gaps to the mean sum to
 * @squares. */
static CtEstimate
mean_of(double sum, double squares, size_t n, double confidence)
{
    CtEstimate mean = nothing;

    if (n == 0)
        return mean;
    mean.value = sum / (double)n;
    if (n == 1)
        return mean;
    double error = sqrt(squares / (double)(n - 1) / (double)n);
    double half = error * ct_student_upper((double)(n - 1), (1.0 - confidence) / 2.0);
    mean.low = mean.value - half;
    mean.high = mean.value + half;
    return mean;
}

CtEstimate
ct_stats_mean(const double *values, size_t n, double confidence)
{
    double sum = 0.0, squares = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    for (size_t i = 0; i < n; i++)
        squares += (values[i] - sum / (double)n) * (values[i] - sum / (double)n);
    return mean_of(sum, squares, n, confidence);
}

CtEstimate
ct_stats_paired(const double *a, const double *b, size_t n, double confidence)
{
    double sum = 0.0, squares = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += b[i] - a[i];
    for (size_t i = 0; i < n; i++) {
        double gap = b[i] - a[i] - sum / (double)n;

        squares += gap * gap;
    }
    return mean_of(sum, squares, n, confidence);
}

/* How far the answers in a and b go together, corrected for continuity; 0 where either is always
 * the same. */
static double
paired_correlation(double both, double only_a, double only_b, double neither)
{
    double n = both + only_a + only_b + neither;
    double below = (both + only_a) * (only_b + neither) * (both + only_b) * (only_a + neither);
    double above = both * neither - only_a * only_b;

    if (below <= 0)
        return 0.0;
    if (above > 0)
        above = fmax(0.0, above - n / 2.0);
    return above / sqrt(below);
}

CtEstimate
ct_stats_paired_shares(const CtPairedCounts *counts, double confidence)
{
    uint64_t n = counts->both + counts->only_a + counts->only_b + counts->neither;
    CtEstimate a = ct_stats_share(counts->both + counts->only_a, n, confidence);
    CtEstimate b = ct_stats_share(counts->both + counts->only_b, n, confidence);
    double r = paired_correlation((double)counts->both, (double)counts->only_a,
                                  (double)counts->only_b, (double)counts->neither);

    if (n == 0)
        return nothing;
    double down_b = b.value - b.low, up_b = b.high - b.value;
    double down_a = a.value - a.low, up_a = a.high - a.value;
    double below = down_b * down_b - 2.0 * r * down_b * up_a + up_a * up_a;
    double above = up_b * up_b - 2.0 * r * up_b * down_a + down_a * down_a;
    double difference = b.value - a.value;
    return (CtEstimate){difference, fmax(-1.0, difference - sqrt(fmax(0.0, below))),
                        fmin(1.0, difference + sqrt(fmax(0.0, above)))};
}

void
ct_stats_quantile_ranks(size_t n, double q, double confidence, size_t *ret_low, size_t *ret_high)
{
    g_return_if_fail(q > 0 && q < 1 && confidence > 0 && confidence < 1);

    double total = (double)n, tail = (1.0 - confidence) / 2.0, sum = 0.0;
    double reach = 10.0 * sqrt(total * q * (1.0 - q)) + 40.0; /* beyond: less than 1e-20 */
    size_t k = (size_t)fmax(0.0, floor(total * q - reach));

    /* With B of the n below the quantile, B is binomial. The low-th smallest lies above it only if
     * B < low; the high-th below it only if B ≥ high. All of B sums to 1, which ends both walks. */
    while ((sum += ct_binomial_pmf(total, q, (double)k)) <= tail)
        k++;
    *ret_low = k;
    sum = 0.0;
    k = (size_t)fmin(total, ceil(total * q + reach));
    while ((sum += ct_binomial_pmf(total, q, (double)k)) <= tail)
        k--;
    *ret_high = k + 1;
}
