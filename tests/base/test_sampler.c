/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is drawn against what is stated: GSL's distribution functions (an oracle, linked into this
 * test only), Kolmogorov-Smirnov and chi-square with fixed seeds, and the means that the analysis
 * works with.
 */
#include "tests/support/check.h"

#include "base/sampler.h"
#include "base/units.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#define H ((double)CT_MS_HOUR)
#define D ((double)CT_MS_DAY)
#define N_DRAWS 20000

static const CtDist shapes[] = {
    {CT_DIST_EXPONENTIAL, .a = D},
    {CT_DIST_UNIFORM, .a = H, .b = D},
    {CT_DIST_TRIANGULAR, .a = H, .b = 2 * H, .c = D},
    {CT_DIST_TRIANGULAR, .a = 0, .b = 0, .c = D},
    {CT_DIST_TRIANGULAR, .a = H, .b = D, .c = D},
    {CT_DIST_NORMAL, .a = D, .b = 3 * H},
    {CT_DIST_NORMAL, .a = H, .b = 2 * H}, /* a good part is cut at 0 */
    {CT_DIST_LOGNORMAL, .a = D, .b = 0.7},
    {CT_DIST_WEIBULL, .a = D, .b = 0.8},
    {CT_DIST_WEIBULL, .a = D, .b = 3.5},
    {CT_DIST_GAMMA, .a = H, .b = 0.3},
    {CT_DIST_GAMMA, .a = H, .b = 2.5},
    {CT_DIST_GAMMA, .a = H, .b = 400},
    {CT_DIST_PARETO, .a = H, .b = 3},
    {CT_DIST_PARETO, .a = H, .b = 0.9},
    {CT_DIST_TRUNCATED_NORMAL, .a = D, .b = D, .c = 0, .d = (double)INFINITY},
    {CT_DIST_TRUNCATED_NORMAL, .a = D, .b = H, .c = D + H, .d = 2 * D},
    {CT_DIST_TRUNCATED_NORMAL, .a = D, .b = H, .c = D + 4 * H, .d = D + 5 * H},
};

static CtRngBlock
block_at(uint64_t i)
{
    return ct_rng_draw(2026, 3, &(CtRngCounter){.replication = i});
}

static double
triangular_cdf(const CtDist *dist, double x)
{
    double low = dist->a, mode = dist->b, high = dist->c;

    if (x < mode)
        return (x - low) * (x - low) / ((high - low) * (mode - low));
    return high > mode ? 1 - (high - x) * (high - x) / ((high - low) * (high - mode)) : 1.0;
}

static double
truncated_cdf(const CtDist *dist, double x)
{
    double low = dist->c - dist->a, high = dist->d - dist->a;
    double below = gsl_cdf_gaussian_Q(low, dist->b);

    return (below - gsl_cdf_gaussian_Q(x - dist->a, dist->b)) /
           (below - gsl_cdf_gaussian_Q(high, dist->b));
}

static double
cdf(const CtDist *dist, double x)
{
    switch (dist->kind) {
    case CT_DIST_EXPONENTIAL:
        return gsl_cdf_exponential_P(x, dist->a);
    case CT_DIST_UNIFORM:
        return gsl_cdf_flat_P(x, dist->a, dist->b);
    case CT_DIST_TRIANGULAR:
        return triangular_cdf(dist, x);
    case CT_DIST_NORMAL:
        return gsl_cdf_gaussian_P(x - dist->a, dist->b);
    case CT_DIST_LOGNORMAL:
        return gsl_cdf_lognormal_P(x, log(dist->a), dist->b);
    case CT_DIST_WEIBULL:
        return gsl_cdf_weibull_P(x, dist->a, dist->b);
    case CT_DIST_GAMMA:
        return gsl_cdf_gamma_P(x, dist->b, dist->a);
    case CT_DIST_PARETO:
        return gsl_cdf_pareto_P(x, dist->b, dist->a);
    case CT_DIST_TRUNCATED_NORMAL:
        return truncated_cdf(dist, x);
    default:
        return NAN;
    }
}

/* GSL's distribution function undoes our inverse. */
static void
test_inverts_the_distribution_function(void)
{
    for (size_t s = 0; s < G_N_ELEMENTS(shapes); s++) {
        CtSampler sampler;
        double worst = 0, at = 0;

        ct_sampler_init(&sampler, &shapes[s]);
        for (uint64_t i = 0; i < 5000; i++) {
            double u = ct_rng_uniform(block_at(i).word[0]);
            double x = ct_sampler_quantile_ms(&sampler, u);
            double error = x > 0 ? fabs(cdf(&shapes[s], x) - u) : 0;

            at = error > worst ? u : at;
            worst = fmax(worst, error);
        }
        g_autofree char *text = ct_dist_text(&shapes[s]);
        CHECK_MSG(worst < 1e-10, "%s: off by %g at %.17g", text, worst, at);
    }
}

static int
by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The statistic of Kolmogorov and Smirnov, times √n: 1.95 is passed once in a thousand. */
static double
kolmogorov_smirnov(const CtDist *dist, double *draws, size_t n)
{
    double worst = 0;

    qsort(draws, n, sizeof *draws, by_value);
    for (size_t i = 0; i < n; i++) {
        if (draws[i] <= 0)
            continue; /* the part of a normal that is cut stands at 0 */
        double p = cdf(dist, draws[i]);
        worst = fmax(worst, fmax(p - (double)i / (double)n, (double)(i + 1) / (double)n - p));
    }
    return worst * sqrt((double)n);
}

static void
test_draws_follow_the_distribution(void)
{
    for (size_t s = 0; s < G_N_ELEMENTS(shapes); s++) {
        CtSampler sampler;
        g_autofree double *draws = g_new(double, N_DRAWS);
        g_autofree char *text = ct_dist_text(&shapes[s]);

        ct_sampler_init(&sampler, &shapes[s]);
        for (uint64_t i = 0; i < N_DRAWS; i++) {
            CtRngBlock block = block_at(i + s * N_DRAWS);

            draws[i] = (double)ct_sampler_draw_ms(&sampler, &block);
        }
        double statistic = kolmogorov_smirnov(&shapes[s], draws, N_DRAWS);
        CHECK_MSG(statistic < 1.95, "%s: KS statistic %g", text, statistic);
    }
}

/* The mean that the analysis uses is that of the draws, within five standard errors. */
static void
test_draws_have_the_stated_mean(void)
{
    for (size_t s = 0; s < G_N_ELEMENTS(shapes); s++) {
        double mean = ct_dist_mean_ms(&shapes[s]), sum = 0, squares = 0;
        g_autofree char *text = ct_dist_text(&shapes[s]);
        CtSampler sampler;

        if (shapes[s].kind == CT_DIST_PARETO && shapes[s].b <= 1) {
            CU_ASSERT(isinf(mean));
            continue;
        }
        ct_sampler_init(&sampler, &shapes[s]);
        for (uint64_t i = 0; i < N_DRAWS; i++) {
            CtRngBlock block = block_at(i + s * N_DRAWS);
            double gap = (double)ct_sampler_draw_ms(&sampler, &block) - mean;

            sum += gap;
            squares += gap * gap;
        }
        double error = sqrt(squares) / N_DRAWS;
        CHECK_MSG(fabs(sum / N_DRAWS) < 5 * error, "%s: mean off by %g, standard error %g", text,
                  sum / N_DRAWS, error);
    }
}

static void
check_binomial(double tries, double p)
{
    CtDist dist = {CT_DIST_BINOMIAL, .a = H, .b = tries, .c = p};
    g_autofree uint32_t *seen = g_new0(uint32_t, (size_t)tries + 1);
    CtSampler sampler;
    double chi2 = 0, cells = 0, expected = 0, observed = 0, sum = 0;

    ct_sampler_init(&sampler, &dist);
    for (uint64_t i = 0; i < N_DRAWS; i++) {
        CtRngBlock block = block_at(i + (uint64_t)tries);
        int64_t ms = ct_sampler_draw_ms(&sampler, &block);

        CU_ASSERT_FATAL(ms % CT_MS_HOUR == 0 && ms >= 0 && (double)ms <= tries * H);
        seen[ms / CT_MS_HOUR]++;
        sum += (double)ms;
    }
    for (unsigned k = 0; k <= (unsigned)tries; k++) {
        double below = k > 0 ? gsl_cdf_binomial_P(k - 1, p, (unsigned)tries) : 0;

        expected += N_DRAWS * (gsl_cdf_binomial_P(k, p, (unsigned)tries) - below);
        observed += seen[k];
        if (expected >= 20 || k == (unsigned)tries) { /* thin cells are joined */
            chi2 += (observed - expected) * (observed - expected) / fmax(expected, 1);
            cells++;
            expected = observed = 0;
        }
    }
    CHECK_MSG(chi2 < gsl_cdf_chisq_Pinv(0.999, fmax(1, cells - 1)),
              "n %g p %g: chi-square %g of %g", tries, p, chi2, cells);
    CHECK_MSG(fabs(sum / N_DRAWS - ct_dist_mean_ms(&dist)) <=
                  5 * H * sqrt(tries * p * (1 - p) / N_DRAWS),
              "n %g p %g: mean %g", tries, p, sum / N_DRAWS / H);
}

static void
test_binomial(void)
{
    static const double tries[] = {1, 2, 10, 100, 5000};
    static const double chances[] = {0, 0.01, 0.3, 0.5, 0.97, 1};

    for (size_t i = 0; i < G_N_ELEMENTS(tries); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(chances); j++)
            check_binomial(tries[i], chances[j]);
}

/* At a million tries the inverse agrees with GSL's distribution function. */
static void
test_binomial_of_many_tries(void)
{
    CtDist dist = {CT_DIST_BINOMIAL, .a = 1, .b = 1000000, .c = 0.25};
    CtSampler sampler;

    ct_sampler_init(&sampler, &dist);
    for (uint64_t i = 0; i < 200; i++) {
        double u = ct_rng_uniform(block_at(i).word[0]);
        unsigned k = (unsigned)ct_sampler_quantile_ms(&sampler, u);

        CHECK_MSG(gsl_cdf_binomial_P(k, 0.25, 1000000) > u - 1e-8 &&
                      gsl_cdf_binomial_P(k - 1, 0.25, 1000000) < u + 1e-8,
                  "u %g: %u", u, k);
    }
}

/* More luck, more time: what common random numbers rest on. The ends stay finite and in range. */
static void
test_never_falls(void)
{
    for (size_t s = 0; s < G_N_ELEMENTS(shapes); s++) {
        CtSampler sampler;
        double last = -1;

        ct_sampler_init(&sampler, &shapes[s]);
        for (int i = 0; i <= 4096; i++) {
            uint64_t word = i == 4096 ? UINT64_MAX : (uint64_t)i << 52;
            double x = ct_sampler_quantile_ms(&sampler, ct_rng_uniform(word));
            g_autofree char *text = ct_dist_text(&shapes[s]);

            CHECK_MSG(x >= last && isfinite(x), "%s: %g after %g", text, x, last);
            last = x;
        }
    }
}

/* MAL's scale (Johnson, Lagerström and Ekstedt 2018): exponential with 1, 10 and 100 days; the
 * uncertain levels never come in half of the cases. Given that they come, the mean is the same;
 * over all cases there is none. */
static void
test_levels_of_mal(void)
{
    static const double days[] = {1, 10, 100};

    for (size_t level = 0; level < G_N_ELEMENTS(days); level++) {
        CtDist dist = {CT_DIST_EXPONENTIAL, .a = days[level] * D, .never = 0.5};
        CtSampler sampler;
        double sum = 0;
        uint32_t came = 0;

        ct_sampler_init(&sampler, &dist);
        for (uint64_t i = 0; i < 4 * N_DRAWS; i++) {
            CtRngBlock block = block_at(i);
            int64_t ms = ct_sampler_draw_ms(&sampler, &block);

            if (ms == CT_SAMPLER_NEVER)
                continue;
            came++;
            sum += (double)ms;
        }
        CHECK_MSG(abs((int)came - 2 * N_DRAWS) < 5 * (int)sqrt(N_DRAWS), "came %u times", came);
        CHECK_MSG(fabs(sum / came / D / days[level] - 1) < 5 / sqrt(came), "mean %g d",
                  sum / came / D);
        CU_ASSERT(ct_dist_mean_ms(&dist) == days[level] * D);
        CU_ASSERT(isinf(ct_dist_overall_mean_ms(&dist)));
        dist.never = 0;
        CU_ASSERT(ct_dist_overall_mean_ms(&dist) == days[level] * D);
    }
}

static void
test_the_ends_of_chance(void)
{
    CtRngBlock least = {{0, 0, 0, 0}}, most = {{UINT64_MAX, UINT64_MAX, 0, 0}};
    CtDist endless = {CT_DIST_PARETO, .a = H, .b = 0.001};
    CtDist never = {CT_DIST_CONSTANT, .a = 1, .never = 1};
    CtDist always = {CT_DIST_CONSTANT, .a = 1.5};
    CtSampler sampler;

    ct_sampler_init(&sampler, &endless); /* longer than time can count */
    CU_ASSERT(ct_sampler_draw_ms(&sampler, &most) == CT_SAMPLER_NEVER);
    CHECK_INT(ct_sampler_draw_ms(&sampler, &least), CT_MS_HOUR);
    ct_sampler_init(&sampler, &never);
    CU_ASSERT(ct_sampler_draw_ms(&sampler, &least) == CT_SAMPLER_NEVER);
    ct_sampler_init(&sampler, &always);
    CHECK_INT(ct_sampler_draw_ms(&sampler, &most), 2); /* half up */
}

CU_TestInfo test_sampler_tests[] = {
    {"inverts the distribution function", test_inverts_the_distribution_function},
    {"draws follow the distribution", test_draws_follow_the_distribution},
    {"draws have the stated mean", test_draws_have_the_stated_mean},
    {"binomial", test_binomial},
    {"binomial of many tries", test_binomial_of_many_tries},
    {"never falls", test_never_falls},
    {"levels of MAL", test_levels_of_mal},
    {"the ends of chance", test_the_ends_of_chance},
    CU_TEST_INFO_NULL,
};
