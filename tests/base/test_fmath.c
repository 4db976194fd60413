/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Our functions against the C library's in long double, and against GSL, which is nothing but an
 * oracle here.
 */
#include "tests/support/check.h"

#include "base/fmath.h"
#include "base/rng.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

static double
uniform(uint64_t i, int word)
{
    return ct_rng_uniform(ct_rng_draw(20, 26, &(CtRngCounter){.attempt = i}).word[word]);
}

/* A positive double of any magnitude. */
static double
any_magnitude(uint64_t i, int word)
{
    return ldexp(1.0 + uniform(i, word), (int)(uniform(i, 3) * 2098) - 1074);
}

/* The distance of @got from @want in the last place of @want. */
static double
ulps(double got, long double want)
{
    int exponent;

    if ((long double)got == want)
        return 0;
    (void)frexpl(want, &exponent);
    return (double)(fabsl((long double)got - want) / ldexpl(1.0L, MAX(exponent - 53, -1074)));
}

static void
test_log(void)
{
    double worst = 0, at = 0;

    for (uint64_t i = 0; i < 200000; i++) {
        double x = i % 2 == 0 ? any_magnitude(i, 0) : 0.5 + 1.5 * uniform(i, 1);
        double error = ulps(ct_log(x), logl((long double)x));

        at = error > worst ? x : at;
        worst = fmax(error, worst);
    }
    CHECK_MSG(worst < 1.0, "log: %g ulp at %.17g", worst, at);
    CU_ASSERT(ct_log(1.0) == 0.0);
    CU_ASSERT(isinf(ct_log(0.0)) && ct_log(0.0) < 0);
    CU_ASSERT(isnan(ct_log(-1.0)) && isnan(ct_log((double)NAN)));
    CU_ASSERT(isinf(ct_log((double)INFINITY)));
    CU_ASSERT(ulps(ct_log(DBL_TRUE_MIN), logl((long double)DBL_TRUE_MIN)) < 1.0);
    CU_ASSERT(ulps(ct_log(DBL_MAX), logl((long double)DBL_MAX)) < 1.0);
}

static void
test_exp(void)
{
    double worst = 0, at = 0, worst_tiny = 0;

    for (uint64_t i = 0; i < 200000; i++) {
        double x = i % 2 == 0 ? 1418.0 * uniform(i, 0) - 708.0 : 2.0 * uniform(i, 1) - 1.0;
        double error = x < 709.7 ? ulps(ct_exp(x), expl((long double)x)) : 0;

        at = error > worst ? x : at;
        worst = fmax(error, worst);
        x = -708.0 - 37.0 * uniform(i, 2);
        worst_tiny = fmax(worst_tiny, ulps(ct_exp(x), expl((long double)x)));
    }
    CHECK_MSG(worst < 1.0, "exp: %g ulp at %.17g", worst, at);
    CHECK_MSG(worst_tiny < 2.0, "exp, subnormal: %g ulp", worst_tiny);
    CU_ASSERT(ct_exp(0.0) == 1.0);
    CU_ASSERT(ct_exp((double)-INFINITY) == 0.0 && ct_exp(-1e300) == 0.0);
    CU_ASSERT(isinf(ct_exp((double)INFINITY)) && isinf(ct_exp(709.79)));
    CU_ASSERT(isnan(ct_exp((double)NAN)));
    CU_ASSERT(!isinf(ct_exp(709.782712893384)) && ct_exp(-745.13) > 0.0);
}

static void
test_pow(void)
{
    double worst = 0, at = 0, to = 0;

    for (uint64_t i = 0; i < 200000; i++) {
        double x = i % 3 == 0 ? any_magnitude(i, 0) : 37.0 * uniform(i, 0);
        double y = i % 2 == 0 ? 40.0 * uniform(i, 1) - 20.0 : 1.0 / (0.001 + 10.0 * uniform(i, 1));
        long double want = powl((long double)x, (long double)y);

        if (want > DBL_MAX || want < DBL_MIN)
            continue;
        double error = ulps(ct_pow(x, y), want);
        if (error > worst) {
            at = x;
            to = y;
            worst = error;
        }
    }
    CHECK_MSG(worst < 1.5, "pow: %g ulp at %.17g ^ %.17g", worst, at, to);
}

static void
test_pow_at_the_edges(void)
{
    static const double values[] = {0.0, DBL_TRUE_MIN, 0.5, 1.0, 2.0, 10.0, DBL_MAX};
    static const double powers[] = {-1e300, -1000, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 1000, 1e300};

    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(powers); j++) {
            double got = ct_pow(values[i], powers[j]), want = pow(values[i], powers[j]);

            CHECK_MSG(got == want || ulps(got, (long double)want) <= 2.0,
                      "%g ^ %g: %.17g, not %.17g", values[i], powers[j], got, want);
        }
    CU_ASSERT(isnan(ct_pow(-1.0, 2.0)) && isnan(ct_pow((double)NAN, 2.0)));
    CU_ASSERT(isinf(ct_pow((double)INFINITY, 2.0)) && ct_pow((double)INFINITY, -2.0) == 0.0);
    CU_ASSERT(ct_pow(0.5, (double)INFINITY) == 0.0 && isinf(ct_pow(2.0, (double)INFINITY)));
}

static void
test_normal(void)
{
    double worst_inverse = 0, worst_cdf = 0, at = 0;

    for (uint64_t i = 0; i < 50000; i++) {
        double p = i % 2 == 0 ? uniform(i, 0) : ldexp(uniform(i, 0), -(int)(1000 * uniform(i, 1)));
        double want = gsl_cdf_ugaussian_Pinv(p);
        double x = 8.0 - 45.0 * uniform(i, 2);
        double true_cdf = 0.5 * erfc(-x / sqrt(2.0));

        worst_inverse =
            fmax(worst_inverse, fabs(ct_normal_inverse(p) - want) / fmax(fabs(want), 1e-3));
        if (fabs(ct_normal_cdf(x) - true_cdf) / true_cdf > worst_cdf)
            at = x;
        worst_cdf = fmax(worst_cdf, fabs(ct_normal_cdf(x) - true_cdf) / true_cdf);
    }
    CHECK_MSG(worst_inverse < 3e-15, "inverse: %g", worst_inverse);
    CHECK_MSG(worst_cdf < 3e-13, "cdf: %g at %g", worst_cdf, at);
    CU_ASSERT(ct_normal_inverse(0.5) == 0.0);
    CU_ASSERT(ct_normal_inverse(0.25) == -ct_normal_inverse(0.75));
    CU_ASSERT(isinf(ct_normal_inverse(0.0)) && isinf(ct_normal_inverse(1.0)));
    CU_ASSERT(isnan(ct_normal_inverse(-1.0)));
    /* Published: the 0.975 quantile. */
    CU_ASSERT(fabs(ct_normal_inverse(0.975) - 1.959963984540054) < 1e-15);
}

static double
any_shape(uint64_t i)
{
    return pow(10.0, 5.0 * uniform(i, 0) - 2.0); /* 0.01 … 1000 */
}

static void
test_gamma_functions(void)
{
    double worst_log = 0, worst_p = 0, worst_q = 0;

    for (uint64_t i = 0; i < 20000; i++) {
        double a = any_shape(i), want = lgamma(a);
        double x = a * exp(8.0 * (uniform(i, 1) - 0.5) / fmax(1.0, sqrt(a)));
        double p = gsl_sf_gamma_inc_P(a, x), q = gsl_sf_gamma_inc_Q(a, x);

        worst_log = fmax(worst_log, fabs(ct_lgamma(a) - want) / fmax(1.0, fabs(want)));
        if (x > 1e-300) {
            worst_p = fmax(worst_p, fabs(ct_gamma_p(a, x) - p) / p);
            /* GSL's Q is off by up to 2e-10 around shape 0.17, as mpmath shows. */
            worst_q = fmax(worst_q, a < 1 ? 1000 * fabs(ct_gamma_q(a, x) + p - 1.0)
                                          : fabs(ct_gamma_q(a, x) - q) / q);
        }
    }
    CHECK_MSG(worst_log < 1e-14, "lgamma: %g", worst_log);
    CHECK_MSG(worst_p < 1e-11, "P: %g", worst_p);
    CHECK_MSG(worst_q < 1e-11, "Q: %g", worst_q);
    CU_ASSERT(isnan(ct_lgamma(0.0)) && isnan(ct_lgamma(-1.5)));
    CU_ASSERT(ct_gamma_p(2.0, 0.0) == 0.0 && ct_gamma_q(2.0, (double)INFINITY) == 0.0);
    /* Exact: P(1, x) = 1 - e^-x; Q(2, x) = (1 + x) e^-x. */
    CU_ASSERT(fabs(ct_gamma_p(1.0, 0.7) - 0.50341469620859047) < 1e-15);
    CU_ASSERT(fabs(ct_gamma_q(2.0, 3.0) - 4.0 * exp(-3.0)) < 1e-15);
}

/* The inverse leads back, in whichever tail is thin. */
static void
test_gamma_inverse(void)
{
    double worst = 0, at = 0, of = 0;

    for (uint64_t i = 0; i < 20000; i++) {
        double a = any_shape(i), p = uniform(i, 1);

        if (i % 3 == 0)
            p = 1.0 - ldexp(1.0, -1 - (int)(52 * uniform(i, 2)));
        if (i % 3 == 1)
            p = ldexp(1.0, -1 - (int)(52 * uniform(i, 2)));
        double x = ct_gamma_inverse(a, p, 1.0 - p, ct_lgamma(a));
        double error = p < 0.5 ? fabs(gsl_sf_gamma_inc_P(a, x) / p - 1.0)
                               : fabs(gsl_sf_gamma_inc_Q(a, x) / (1.0 - p) - 1.0);
        if (x > 1e-290 && error > worst) {
            worst = error;
            at = a;
            of = p;
        }
    }
    CHECK_MSG(worst < 1e-10, "%g at shape %g, p %.17g", worst, at, of);
}

static void
test_binomial_pmf(void)
{
    double worst = 0;

    for (uint64_t i = 0; i < 20000; i++) {
        unsigned n = 1 + (unsigned)pow(10.0, 5.0 * uniform(i, 0));
        double p = uniform(i, 1);
        double k = floor(n * p + 4.0 * (uniform(i, 2) - 0.5) * sqrt(n * p * (1 - p) + 1));
        double want = k < 0 || k > n ? 0 : gsl_ran_binomial_pdf((unsigned)k, p, n);

        /* GSL's own error grows with n: it is a difference of logarithms. */
        if (want > 0)
            worst =
                fmax(worst, fabs(ct_binomial_pmf(n, p, k) / want - 1.0) / fmax(1.0, n / 1000.0));
    }
    CHECK_MSG(worst < 1e-11, "%g", worst);
    CU_ASSERT(fabs(ct_binomial_pmf(10, 0.5, 5) - 252.0 / 1024) < 1e-15);
    CU_ASSERT(ct_binomial_pmf(10, 0.0, 0) == 1.0 && ct_binomial_pmf(10, 1.0, 10) == 1.0);
    CU_ASSERT(ct_binomial_pmf(10, 0.3, 11) == 0.0 && ct_binomial_pmf(10, 0.3, -1) == 0.0);
}

static void
test_student(void)
{
    double worst = 0, at = 0, of = 0;

    for (uint64_t i = 0; i < 2000; i++) {
        double freedom = floor(1.0 + 3000.0 * uniform(i, 0) * uniform(i, 1) * uniform(i, 2));
        double tail = 0.5 * pow(uniform(i, 2), 2.0);
        double want = gsl_cdf_tdist_Qinv(tail, freedom);
        double error = fabs(ct_student_upper(freedom, tail) / want - 1.0);

        if (tail > 1e-4 && tail < 0.499 && error > worst) {
            worst = error;
            at = freedom;
            of = tail;
        }
    }
    CHECK_MSG(worst < 1e-9, "%g at %g, tail %g", worst, at, of);
    /* Published 0.975 quantiles; of one degree in closed form.
     */
    CU_ASSERT(fabs(ct_student_upper(1, 0.025) - tan(0.475 * G_PI)) < 1e-10);
    CU_ASSERT(fabs(ct_student_upper(10, 0.025) - 2.2281388519862747) < 1e-11);
    CU_ASSERT(fabs(ct_student_upper(100, 0.025) - 1.9839715185235556) < 1e-11);
    CU_ASSERT(isnan(ct_student_upper(0, 0.025)) && isnan(ct_student_upper(5, 0.5)));
}

/* The same bits from every compiler, at every optimisation, on every machine: the hash of a
 * thousand values of each function was pinned once, and GCC and clang at -O0, -O2 and -O3 agreed on
 * it. */
static void
test_every_bit_is_the_same_everywhere(void)
{
    enum { N = 1000, FUNCTIONS = 9 };
    static double values[N * FUNCTIONS];
    double *at = values;

    for (uint64_t i = 0; i < N; i++) {
        double u = uniform(i, 0), x = 40.0 * uniform(i, 1), a = 0.01 + 30.0 * uniform(i, 2);

        *at++ = ct_log(x);
        *at++ = ct_exp(x - 20.0);
        *at++ = ct_pow(x, a - 15.0);
        *at++ = ct_lgamma(a);
        *at++ = ct_normal_inverse(u);
        *at++ = ct_normal_cdf(x - 20.0);
        *at++ = ct_gamma_inverse(a, u, 1.0 - u, ct_lgamma(a));
        *at++ = ct_binomial_pmf(1000, u, floor(1000 * u));
        *at++ = ct_student_upper(1.0 + floor(x * x), 0.5 * u);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        uint64_t bits;

        memcpy(&bits, &values[i], sizeof bits);
        bits = GUINT64_TO_LE(bits);
        memcpy(&values[i], &bits, sizeof bits);
    }
    uint64_t hash = ct_hash64(values, sizeof values);
    CHECK_MSG(hash == UINT64_C(0x1f96f3785ed35b78), "hash %016" PRIx64, hash);
}

CU_TestInfo test_fmath_tests[] = {
    {"log", test_log},
    {"exp", test_exp},
    {"pow", test_pow},
    {"pow at the edges", test_pow_at_the_edges},
    {"normal distribution and its inverse", test_normal},
    {"gamma functions", test_gamma_functions},
    {"inverse of the gamma distribution", test_gamma_inverse},
    {"binomial probabilities", test_binomial_pmf},
    {"quantiles of Student's t", test_student},
    {"every bit is the same everywhere", test_every_bit_is_the_same_everywhere},
    CU_TEST_INFO_NULL,
};
