/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/dist.h"

#include <math.h>

/* Means in closed form, or from tables. */
static void
test_means(void)
{
    static const struct {
        CtDist dist;
        double mean;
    } cases[] = {
        {{CT_DIST_CONSTANT, .a = 7}, 7},
        {{CT_DIST_EXPONENTIAL, .a = 7}, 7},
        {{CT_DIST_UNIFORM, .a = 2, .b = 8}, 5},
        {{CT_DIST_TRIANGULAR, .a = 1, .b = 2, .c = 9}, 4},
        {{CT_DIST_NORMAL, .a = 0, .b = 1}, 0.3989422804014327}, /* 1 / √2π */
        {{CT_DIST_NORMAL, .a = 5, .b = 0}, 5},
        {{CT_DIST_LOGNORMAL, .a = 1, .b = 1}, 1.6487212707001282}, /* √e */
        {{CT_DIST_WEIBULL, .a = 1, .b = 2}, 0.886226925452758},    /* √π / 2 */
        {{CT_DIST_WEIBULL, .a = 3, .b = 1}, 3},
        {{CT_DIST_GAMMA, .a = 3, .b = 4}, 12},
        {{CT_DIST_PARETO, .a = 2, .b = 3}, 3},
        {{CT_DIST_PARETO, .a = 2, .b = 1}, (double)INFINITY},
        {{CT_DIST_TRUNCATED_NORMAL, .a = 0, .b = 1, .c = 0, .d = (double)INFINITY},
         0.7978845608028654}, /* √(2/π) */
        {{CT_DIST_TRUNCATED_NORMAL, .a = 5, .b = 1, .c = 3, .d = 7}, 5},
        {{CT_DIST_TRUNCATED_NORMAL, .a = 0, .b = 1, .c = 4, .d = (double)INFINITY},
         4.2256071444894641}, /* φ(4) / Q(4) */
        {{CT_DIST_TRUNCATED_NORMAL, .a = 5, .b = 0, .c = 6, .d = 7}, 6},
        {{CT_DIST_BINOMIAL, .a = 2, .b = 10, .c = 0.3}, 6},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double mean = ct_dist_mean_ms(&cases[i].dist), want = cases[i].mean;

        CHECK_MSG(mean == want || fabs(mean - want) < 1e-12 * want, "case %zu: %.17g, not %.17g", i,
                  mean, want);
    }
}

static void
test_scaling_scales_the_mean(void)
{
    static const CtDist dists[] = {
        {CT_DIST_CONSTANT, .a = 7},
        {CT_DIST_EXPONENTIAL, .a = 7},
        {CT_DIST_UNIFORM, .a = 2, .b = 8},
        {CT_DIST_TRIANGULAR, .a = 1, .b = 2, .c = 9},
        {CT_DIST_NORMAL, .a = 3, .b = 4},
        {CT_DIST_LOGNORMAL, .a = 1, .b = 1},
        {CT_DIST_WEIBULL, .a = 1, .b = 2},
        {CT_DIST_GAMMA, .a = 3, .b = 4},
        {CT_DIST_PARETO, .a = 2, .b = 3},
        {CT_DIST_TRUNCATED_NORMAL, .a = 5, .b = 2, .c = 4, .d = 7},
        {CT_DIST_BINOMIAL, .a = 2, .b = 10, .c = 0.3},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(dists); i++) {
        CtDist scaled = ct_dist_scaled(&dists[i], 2.5);
        double gap = ct_dist_mean_ms(&scaled) / ct_dist_mean_ms(&dists[i]) - 2.5;

        CHECK_MSG(fabs(gap) < 1e-12, "kind %d: off by %g", dists[i].kind, gap);
    }
}

static void
test_bad_parameters(void)
{
    static const CtDist bad[] = {
        {CT_DIST_CONSTANT, .a = -1},
        {CT_DIST_CONSTANT, .a = (double)NAN},
        {CT_DIST_EXPONENTIAL, .a = (double)INFINITY},
        {CT_DIST_UNIFORM, .a = 2, .b = 1},
        {CT_DIST_TRIANGULAR, .a = 1, .b = 3, .c = 2},
        {CT_DIST_WEIBULL, .a = 1, .b = 0},
        {CT_DIST_TRUNCATED_NORMAL, .a = 1, .b = 1, .c = 3, .d = 2},
        {CT_DIST_TRUNCATED_NORMAL, .a = 0, .b = 1, .c = 9, .d = 10},
        {CT_DIST_BINOMIAL, .a = 1, .b = 1.5, .c = 0.5},
        {CT_DIST_BINOMIAL, .a = 1, .b = 2, .c = 1.5},
        {CT_DIST_CONSTANT, .a = 1, .never = 1.5},
        {CT_DIST_KIND_COUNT, .a = 1},
    };
    GError *error = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        CHECK_ERR(ct_dist_check(&bad[i], &error), error, CT_DIST_ERROR, CT_DIST_ERROR_FAILED);
    CHECK_OK(ct_dist_check(&(CtDist){CT_DIST_TRUNCATED_NORMAL, .a = 1, .b = 1,
                                     .d = (double)INFINITY},
                           &error),
             error);
}

static void
test_texts(void)
{
    static const struct {
        CtDist dist;
        const char *text;
    } cases[] = {
        {{CT_DIST_EXPONENTIAL, .a = 86400000}, "exponential, mean 1d"},
        {{CT_DIST_EXPONENTIAL, .a = 86400000, .never = 0.5},
         "with chance 0.5: exponential, mean 1d; else never"},
        {{CT_DIST_TRUNCATED_NORMAL, .a = 3600000, .b = 60000, .d = (double)INFINITY},
         "normal, mean 1h, deviation 1m, 0s or more"},
        {{CT_DIST_TRUNCATED_NORMAL, .a = 3600000, .b = 60000, .c = 3600000, .d = (double)INFINITY},
         "normal, mean 1h, deviation 1m, 1h or more"},
        {{CT_DIST_TRUNCATED_NORMAL, .a = 3600000, .b = 60000, .c = 60000, .d = 7200000},
         "normal, mean 1h, deviation 1m, between 1m and 2h"},
        {{CT_DIST_BINOMIAL, .a = 3600000, .b = 12, .c = 0.25},
         "binomial, 1h for each success of 12 tries with chance 0.25"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = ct_dist_text(&cases[i].dist);

        CHECK_STR(text, cases[i].text);
    }
}

CU_TestInfo test_dist_tests[] = {
    {"means", test_means},
    {"scaling scales the mean", test_scaling_scales_the_mean},
    {"bad parameters", test_bad_parameters},
    {"texts", test_texts},
    CU_TEST_INFO_NULL,
};
