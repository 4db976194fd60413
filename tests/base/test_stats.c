/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/rng.h"
#include "base/stats.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

static bool
near(double got, double want, double tolerance)
{
    return fabs(got - want) <= tolerance;
}

/* Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
 * (1998), 857–872, table I, method 3. */
static void
test_wilson_as_published(void)
{
    static const struct {
        uint64_t k, n;
        double low, high;
    } cases[] = {{81, 263, 0.2553, 0.3662},
                 {15, 148, 0.0624, 0.1605},
                 {0, 20, 0.0000, 0.1611},
                 {1, 29, 0.0061, 0.1718}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        CtEstimate share = ct_stats_share(cases[i].k, cases[i].n, 0.95);

        CHECK_MSG(near(share.low, cases[i].low, 5e-5) && near(share.high, cases[i].high, 5e-5),
                  "%d of %d: %.4f … %.4f", (int)cases[i].k, (int)cases[i].n, share.low, share.high);
    }
}

/* What defines the interval: at its ends the score test just rejects. */
static void
test_wilson_inverts_the_score_test(void)
{
    double z = gsl_cdf_ugaussian_Qinv(0.005);

    for (uint64_t n = 1; n <= 40; n++)
        for (uint64_t k = 0; k <= n; k++) {
            CtEstimate share = ct_stats_share(k, n, 0.99);
            double ends[] = {share.low, share.high};

            CU_ASSERT(share.value == (double)k / (double)n);
            CU_ASSERT(share.low <= share.value && share.value <= share.high);
            for (int i = 0; i < 2; i++) {
                double p = ends[i];
                double score = fabs(share.value - p) / sqrt(p * (1 - p) / (double)n);

                if (p > 0 && p < 1)
                    CHECK_MSG(near(score, z, 1e-9), "%d of %d: score %g", (int)k, (int)n, score);
            }
            CU_ASSERT((share.low == 0) == (k == 0) && (share.high == 1) == (k == n));
        }
    CtEstimate none = ct_stats_share(0, 0, 0.95);
    CU_ASSERT(isnan(none.value) && isnan(none.low) && isnan(none.high));
}

static double
uniform(uint64_t i, int word)
{
    return ct_rng_uniform(ct_rng_draw(11, 5, &(CtRngCounter){.attempt = i}).word[word]);
}

static void
test_mean_against_its_formula(void)
{
    static const double values[] = {3, 1, 4, 1, 5, 9, 2, 6};
    CtEstimate mean = ct_stats_mean(values, 8, 0.95);
    /* Sum 31, squares 173: variance (173 - 31²/8) / 7. */
    double half = gsl_cdf_tdist_Qinv(0.025, 7) * sqrt((173 - 31.0 * 31 / 8) / 7 / 8);

    CU_ASSERT(near(mean.value, 31.0 / 8, 1e-15));
    CU_ASSERT(near(mean.low, 31.0 / 8 - half, 1e-9) && near(mean.high, 31.0 / 8 + half, 1e-9));
    mean = ct_stats_mean(values, 1, 0.95);
    CU_ASSERT(mean.value == 3 && isnan(mean.low) && isnan(mean.high));
    mean = ct_stats_mean(values, 0, 0.95);
    CU_ASSERT(isnan(mean.value));
}

/* 95 of 100 intervals hold the true mean: 4 000 samples of 5 normals; five standard errors. */
static void
test_mean_covers(void)
{
    enum { SAMPLES = 4000, N = 5 };
    int held = 0;

    for (uint64_t s = 0; s < SAMPLES; s++) {
        double values[N];

        for (uint64_t i = 0; i < N; i++)
            values[i] = 7 + 3 * gsl_cdf_ugaussian_Pinv(uniform(s * N + i, 0));
        CtEstimate mean = ct_stats_mean(values, N, 0.95);
        held += mean.low <= 7 && 7 <= mean.high;
    }
    CHECK_MSG(fabs(held / (double)SAMPLES - 0.95) < 5 * sqrt(0.95 * 0.05 / SAMPLES), "%d of %d",
              held, SAMPLES);
}

static void
test_paired_differences(void)
{
    enum { N = 50 };
    double a[N], b[N], gaps[N];

    for (uint64_t i = 0; i < N; i++) {
        a[i] = 1000 * uniform(i, 0);
        b[i] = a[i] - 5; /* the same luck, five less: nothing is left to chance */
    }
    CtEstimate gap = ct_stats_paired(a, b, N, 0.95);
    CU_ASSERT(near(gap.value, -5, 1e-11) && near(gap.low, -5, 1e-11) && near(gap.high, -5, 1e-11));
    for (uint64_t i = 0; i < N; i++) {
        b[i] = 700 * uniform(i, 1);
        gaps[i] = b[i] - a[i];
    }
    CtEstimate mean = ct_stats_mean(gaps, N, 0.95);
    gap = ct_stats_paired(a, b, N, 0.95);
    CU_ASSERT(gap.value == mean.value && gap.low == mean.low && gap.high == mean.high);
}

/* The chance that the interval holds the true difference, by all outcomes of n pairs. */
static double
coverage(unsigned n, const double p[4])
{
    double covered = 0;

    for (unsigned both = 0; both <= n; both++)
        for (unsigned only_a = 0; both + only_a <= n; only_a++)
            for (unsigned only_b = 0; both + only_a + only_b <= n; only_b++) {
                unsigned cells[] = {both, only_a, only_b, n - both - only_a - only_b};
                CtPairedCounts counts = {both, only_a, only_b, cells[3]};
                CtEstimate gap = ct_stats_paired_shares(&counts, 0.95);
                double true_gap = p[2] - p[1];

                if (gap.low <= true_gap + 1e-12 && true_gap <= gap.high + 1e-12)
                    covered += gsl_ran_multinomial_pdf(4, p, cells);
            }
    return covered;
}

static void
test_paired_shares(void)
{
    static const double models[][4] = {{0.25, 0.25, 0.25, 0.25}, {0.6, 0.1, 0.1, 0.2},
                                       {0.1, 0.05, 0.4, 0.45},   {0.7, 0.2, 0.05, 0.05},
                                       {0.05, 0.02, 0.1, 0.83},  {0.45, 0.05, 0.05, 0.45}};
    /* Newcombe 1998, 2635–2650: 36 both, 12 and 2 alone, none neither; method 10. */
    CtEstimate gap = ct_stats_paired_shares(&(CtPairedCounts){36, 2, 12, 0}, 0.95);

    CHECK_MSG(near(gap.value, 0.2, 1e-12) && near(gap.low, 0.0569, 5e-5) &&
                  near(gap.high, 0.3404, 5e-5),
              "%.4f, %.4f … %.4f", gap.value, gap.low, gap.high);
    for (size_t i = 0; i < G_N_ELEMENTS(models); i++) {
        double covered = coverage(24, models[i]);

        CHECK_MSG(covered > 0.93, "model %zu: %g covered", i, covered);
    }
    gap = ct_stats_paired_shares(&(CtPairedCounts){.neither = 10}, 0.95);
    CU_ASSERT(gap.value == 0 && gap.low < 0 && gap.high > 0);
    CU_ASSERT(isnan(ct_stats_paired_shares(&(CtPairedCounts){0}, 0.95).value));
}

CU_TestInfo test_stats_tests[] = {
    {"Wilson's interval as published", test_wilson_as_published},
    {"Wilson's interval inverts the score test", test_wilson_inverts_the_score_test},
    {"a mean against its formula", test_mean_against_its_formula},
    {"means are covered", test_mean_covers},
    {"paired differences", test_paired_differences},
    {"paired shares", test_paired_shares},
    CU_TEST_INFO_NULL,
};
