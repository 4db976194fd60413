/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/sampler.h"

#include "base/fmath.h"
#include "base/sampler_shapes.h"

#include <math.h>

void
ct_sampler_init(CtSampler *sampler, const CtDist *dist)
{
    *sampler = (CtSampler){.dist = *dist};
    if (dist->kind == CT_DIST_GAMMA)
        sampler->prepared[0] = ct_lgamma(dist->b);
    else if (dist->kind == CT_DIST_TRUNCATED_NORMAL)
        ct_sampler_prepare_truncated_normal(sampler);
    else if (dist->kind == CT_DIST_BINOMIAL)
        ct_sampler_prepare_binomial(sampler);
}

static double
triangular(const CtDist *dist, double u, double q)
{
    double width = dist->c - dist->a, left = dist->b - dist->a;

    if (u * width < left)
        return dist->a + sqrt(u * width * left);
    return dist->c - sqrt(q * width * (dist->c - dist->b));
}

double
ct_sampler_quantile_ms(const CtSampler *sampler, double u)
{
    const CtDist *dist = &sampler->dist;
    double q = 1.0 - u;

    switch ((CtDistKind)dist->kind) {
    case CT_DIST_CONSTANT:
        return dist->a;
    case CT_DIST_EXPONENTIAL:
        return dist->a * -ct_log(q);
    case CT_DIST_UNIFORM:
        return dist->a + (dist->b - dist->a) * u;
    case CT_DIST_TRIANGULAR:
        return triangular(dist, u, q);
    case CT_DIST_NORMAL:
        return fmax(0.0, dist->a + dist->b * ct_normal_inverse(u));
    case CT_DIST_LOGNORMAL:
        return dist->a * ct_exp(dist->b * ct_normal_inverse(u));
    case CT_DIST_WEIBULL:
        return dist->a * ct_pow(-ct_log(q), 1.0 / dist->b);
    case CT_DIST_GAMMA:
        return dist->a * ct_gamma_inverse(dist->b, u, q, sampler->prepared[0]);
    case CT_DIST_PARETO:
        return dist->a * ct_pow(q, -1.0 / dist->b);
    case CT_DIST_TRUNCATED_NORMAL:
        return ct_sampler_truncated_normal(sampler, u);
    case CT_DIST_BINOMIAL:
        return dist->a * ct_sampler_binomial(sampler, u);
    case CT_DIST_KIND_COUNT:
        break;
    }
    return 0.0;
}

int64_t
ct_sampler_draw_ms(const CtSampler *sampler, const CtRngBlock *block)
{
    if (sampler->dist.never > 0 && !ct_rng_happens(block->word[1], 1.0 - sampler->dist.never))
        return CT_SAMPLER_NEVER;

    double ms = ct_sampler_quantile_ms(sampler, ct_rng_uniform(block->word[0]));
    /* Nothing is below 0, so that cutting off is rounding down. */
    return ms < (double)CT_SAMPLER_LONGEST_MS ? (int64_t)(ms + 0.5) : CT_SAMPLER_NEVER;
}
