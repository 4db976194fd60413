/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/rng.h"
#include "base/stats.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static double
uniform(uint64_t i, int word)
{
    return ct_rng_uniform(ct_rng_draw(12, 5, &(CtRngCounter){.attempt = i}).word[word]);
}

/* The ranks are the tightest for which the exact binomial tails stay below a half of what is left:
 * GSL's distribution function is the oracle. */
static void
test_ranks_are_the_tightest(void)
{
    static const double quantiles[] = {0.05, 0.25, 0.5, 0.9, 0.99};
    static const double levels[] = {0.8, 0.95, 0.99};

    for (unsigned n = 1; n <= 400; n = n < 40 ? n + 1 : n + 37)
        for (size_t i = 0; i < G_N_ELEMENTS(quantiles) * G_N_ELEMENTS(levels); i++) {
            double q = quantiles[i / 3], level = levels[i % 3], tail = (1 - level) / 2;
            size_t low, high;

            ct_stats_quantile_ranks(n, q, level, &low, &high);
            bool fits = (low == 0 || gsl_cdf_binomial_P((unsigned)low - 1, q, n) <= tail) &&
                        gsl_cdf_binomial_P((unsigned)low, q, n) > tail &&
                        (high > n || gsl_cdf_binomial_Q((unsigned)high - 1, q, n) <= tail) &&
                        (high < 2 || gsl_cdf_binomial_Q((unsigned)high - 2, q, n) > tail);
            CHECK_MSG(fits, "n %u, q %g, level %g: ranks %zu and %zu", n, q, level, low, high);
        }
}

/* Tables of the sign test, two-sided 0.05: for the median the (c + 1)-th smallest and greatest. */
static void
test_ranks_as_published(void)
{
    static const size_t cases[][3] = {{5, 0, 6},   {6, 1, 6},   {10, 2, 9},
                                      {20, 6, 15}, {25, 8, 18}, {100, 40, 61}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        size_t low, high;

        ct_stats_quantile_ranks(cases[i][0], 0.5, 0.95, &low, &high);
        CHECK_INT(low, cases[i][1]);
        CHECK_INT(high, cases[i][2]);
    }
}

static void
test_ranks_of_a_million(void)
{
    size_t low, high;

    /* 500 000 ± 1.96 × 500. */
    ct_stats_quantile_ranks(1000000, 0.5, 0.95, &low, &high);
    CHECK_INT(low, 499020);
    CHECK_INT(high, 500981);
}

static void
test_a_quantile_needs_more_than_its_share(void)
{
    static const int64_t ten[] = {50, -1, 10, 40, -1, 20, -1, 30, 101, -1}; /* horizon 100 */
    g_auto(CtTimes) half = {0}, more = {0}, none = {0};
    CtTimeQuantile quantile;

    ct_times_init(&half, ten, 10, 100); /* 5 of 10 reached: the one at 101 did not */
    CHECK_INT(half.n_reached, 5);
    quantile = ct_times_quantile(&half, 0.5, 0.95);
    CHECK_INT(quantile.value_ms, CT_STATS_NOT_REACHED);
    CHECK_INT(quantile.high_ms, CT_STATS_NOT_REACHED);
    CHECK_INT(quantile.low_ms, 20); /* the second smallest */
    quantile = ct_times_quantile(&half, 0.4, 0.95);
    CHECK_INT(quantile.value_ms, 40);
    CHECK_INT(quantile.high_ms, CT_STATS_NOT_REACHED); /* the eighth was not reached */

    ct_times_init(&more, ten, 10, 101);
    quantile = ct_times_quantile(&more, 0.5, 0.95);
    CHECK_INT(quantile.value_ms, 50);
    quantile = ct_times_quantile(&more, 0.05, 0.95);
    CHECK_INT(quantile.value_ms, 10);
    CHECK_INT(quantile.low_ms, 0); /* ten are too few for a lower bound */

    ct_times_init(&none, ten, 0, 100);
    quantile = ct_times_quantile(&none, 0.5, 0.95);
    CHECK_INT(quantile.value_ms, CT_STATS_NOT_REACHED);
    CU_ASSERT(isnan(ct_times_share(&none, 0.95).value));
    CU_ASSERT(isnan(ct_times_restricted_mean(&none, 0.95).value));
}

/* Shares that binary cannot write: 29 of 100 are not more than 0.29, and the 0.1 quantile of 30 is
 * the third. */
static void
test_shares_that_binary_cannot_write(void)
{
    int64_t hundred[100];
    g_auto(CtTimes) times = {0}, thirty = {0};

    for (int i = 0; i < 100; i++)
        hundred[i] = i < 29 ? i : -1;
    ct_times_init(&times, hundred, 100, 1000);
    CHECK_INT(ct_times_quantile(&times, 0.29, 0.95).value_ms, CT_STATS_NOT_REACHED);
    CHECK_INT(ct_times_quantile(&times, 0.28, 0.95).value_ms, 27);
    for (int i = 0; i < 30; i++)
        hundred[i] = i;
    ct_times_init(&thirty, hundred, 30, 1000);
    CHECK_INT(ct_times_quantile(&thirty, 0.1, 0.95).value_ms, 2);
}

/* Of exponential times cut at a horizon, at least 95 of 100 intervals hold the true median. */
static void
test_quantiles_are_covered(void)
{
    enum { SAMPLES = 2000, N = 41 };
    int held = 0;

    for (uint64_t s = 0; s < SAMPLES; s++) {
        int64_t values[N];
        g_auto(CtTimes) times = {0};

        for (uint64_t i = 0; i < N; i++) {
            double ms = -1e6 * log(uniform(s * N + i, 1));

            values[i] = ms < 8e5 ? (int64_t)ms : -1; /* 55 of 100 are reached */
        }
        ct_times_init(&times, values, N, 800000);
        CtTimeQuantile median = ct_times_quantile(&times, 0.5, 0.95);
        double truth = 1e6 * log(2.0);
        held += (double)median.low_ms <= truth &&
                (median.high_ms == CT_STATS_NOT_REACHED || (double)median.high_ms >= truth);
    }
    CHECK_MSG(held / (double)SAMPLES > 0.95 - 5 * sqrt(0.95 * 0.05 / SAMPLES), "%d of %d", held,
              SAMPLES);
}

static void
test_means(void)
{
    static const int64_t values[] = {10, -1, 30, 20, -1};
    g_auto(CtTimes) times = {0}, all = {0};

    ct_times_init(&times, values, 5, 100);
    CtEstimate restricted = ct_times_restricted_mean(&times, 0.95);
    CtEstimate given = ct_times_mean_given_success(&times, 0.95);
    CU_ASSERT(restricted.value == (10 + 30 + 20 + 100 + 100) / 5.0);
    /* 52 ± t(4) s / √5 with s² = 9880/4 / … : squares 42² + 22² + 32² + 48² + 48² = 7880. */
    double half = gsl_cdf_tdist_Qinv(0.025, 4) * sqrt(7880.0 / 4 / 5);
    CU_ASSERT(restricted.low == fmax(0, 52 - half) || fabs(restricted.low - (52 - half)) < 1e-9);
    CU_ASSERT(restricted.high == 100 || fabs(restricted.high - (52 + half)) < 1e-9);
    CU_ASSERT(given.value == 20 && given.low == 0 && given.high > 30);
    CU_ASSERT(ct_times_share(&times, 0.95).value == 0.6);

    ct_times_init(&all, &values[2], 2, 100); /* nothing censored: both are the mean */
    CU_ASSERT(ct_times_restricted_mean(&all, 0.95).value == 25);
    CU_ASSERT(ct_times_mean_given_success(&all, 0.95).value == 25);
}

/* To the last bit: -0 is not 0. */
static bool
are_same(CtEstimate a, CtEstimate b)
{
    const double left[] = {a.value, a.low, a.high}, right[] = {b.value, b.low, b.high};
    const unsigned char *x = (const void *)left, *y = (const void *)right;

    for (size_t i = 0; i < sizeof left; i++)
        if (x[i] != y[i])
            return false;
    return true;
}

/* The order of the replications, and so of threads and blocks, cannot show in a single bit. */
static void
test_order_does_not_show(void)
{
    enum { N = 501 };
    int64_t forth[N], back[N];
    g_auto(CtTimes) a = {0}, b = {0};

    for (uint64_t i = 0; i < N; i++) {
        forth[i] = uniform(i, 0) < 0.2 ? -1 : (int64_t)(uniform(i, 1) * 1e9);
        back[N - 1 - i] = forth[i];
    }
    ct_times_init(&a, forth, N, 900000000);
    ct_times_init(&b, back, N, 900000000);
    CtEstimate x = ct_times_restricted_mean(&a, 0.95), y = ct_times_restricted_mean(&b, 0.95);
    CU_ASSERT(are_same(x, y));
    x = ct_times_mean_given_success(&a, 0.95);
    y = ct_times_mean_given_success(&b, 0.95);
    CU_ASSERT(are_same(x, y));
}

static void
test_how_many_by_a_time(void)
{
    enum { N = 200 };
    int64_t values[N];
    g_auto(CtTimes) times = {0};

    for (uint64_t i = 0; i < N; i++)
        values[i] = (int64_t)(uniform(i, 0) * 60) - 10;
    ct_times_init(&times, values, N, 40);
    for (int64_t t = -1; t <= 60; t++) {
        size_t want = 0;

        for (int i = 0; i < N; i++)
            want += values[i] >= 0 && values[i] <= 40 && values[i] <= t;
        CHECK_INT(ct_times_by(&times, t), want);
    }
}

CU_TestInfo test_stats_times_tests[] = {
    {"ranks are the tightest", test_ranks_are_the_tightest},
    {"ranks as published", test_ranks_as_published},
    {"ranks of a million", test_ranks_of_a_million},
    {"a quantile needs more than its share", test_a_quantile_needs_more_than_its_share},
    {"shares that binary cannot write", test_shares_that_binary_cannot_write},
    {"quantiles are covered", test_quantiles_are_covered},
    {"means", test_means},
    {"order does not show", test_order_does_not_show},
    {"how many by a time", test_how_many_by_a_time},
    CU_TEST_INFO_NULL,
};
