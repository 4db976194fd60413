/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Draws from a CtDist by inversion: the duration at which the distribution function equals one
 * uniform number. A larger number never gives a shorter time, so variants of a design that share
 * their draws (common random numbers) stay comparable whatever distributions they compare, and each
 * draw uses exactly one block of random words. All arithmetic is base/fmath's: the same duration on
 * every machine.
 */
#pragma once

#include "base/dist.h"
#include "base/rng.h"

/* What a draw gives when the thing never happens. */
#define CT_SAMPLER_NEVER INT64_MAX

/* Durations past this (146 million years) count as never, so that sums of a few cannot overflow. */
#define CT_SAMPLER_LONGEST_MS (INT64_MAX / 2)

/* A distribution with what is computed once for all draws. Plain data: copy and forget. */
typedef struct CtSampler {
    CtDist dist;
    double prepared[3]; /* by kind; the sampler's own business */
} CtSampler;

/* @dist has passed ct_dist_check(). */
void ct_sampler_init(CtSampler *sampler, const CtDist *dist);

/*
 * A duration in ms, rounded half up, 0 or more; or CT_SAMPLER_NEVER. Word 0 of @block decides the
 * duration, word 1 whether it happens at all; words 2 and 3 are never looked at and stay free for
 * the caller. Cost: some tens of ns; Weibull and Pareto a hundred or two, gamma a microsecond, a
 * binomial of a million tries half of one.
 */
int64_t ct_sampler_draw_ms(const CtSampler *sampler, const CtRngBlock *block);

/* The duration in ms, not rounded, that a share @u of those that happen does not exceed; @u from
 * ct_rng_uniform(), so in (0, 1) with 1 - @u exact. */
double ct_sampler_quantile_ms(const CtSampler *sampler, double u);
