/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/draws.h"

#include "base/rng.h"

#include <math.h>

static CtRngBlock
draw(const CtDrawSource *source, CtDrawPurpose purpose, CtKey128 key, uint64_t n)
{
    return ct_rng_draw(source->seed, purpose,
                       &(CtRngCounter){.identity = key,
                                       .replication = source->replication,
                                       .attempt = n});
}

static double
sample(const CtDist *dist, const CtRngBlock *block)
{
    double u = ct_rng_uniform(block->word[0]);

    if (dist->kind == CT_DIST_CONSTANT)
        return dist->a;
    if (dist->kind == CT_DIST_UNIFORM)
        return dist->a + (dist->b - dist->a) * u;
    return -log(u) * ct_dist_mean_ms(dist);
}

static int64_t
duration(const CtDist *dist, const CtRngBlock *block, int64_t least)
{
    double ms = sample(dist, block);

    if (!(ms < (double)CT_TIME_NEVER))
        return CT_TIME_NEVER;
    return MAX(least, llrint(ms));
}

CtTry
ct_draw_try(const CtDrawSource *source, CtKey128 key, uint64_t n, const CtDist *time)
{
    CtRngBlock block = draw(source, CT_DRAW_TRY, key, n);

    return (CtTry){.ms = duration(time, &block, 1), .success = ct_rng_uniform(block.word[3])};
}

double
ct_draw_works(const CtDrawSource *source, CtKey128 key)
{
    return ct_rng_uniform(draw(source, CT_DRAW_WORKS, key, 0).word[0]);
}

int64_t
ct_draw_prepare(const CtDrawSource *source, CtKey128 key, const CtDist *time)
{
    CtRngBlock block = draw(source, CT_DRAW_PREPARE, key, 0);

    return duration(time, &block, 0);
}

uint64_t
ct_draw_rank(const CtDrawSource *source, CtKey128 key)
{
    return draw(source, CT_DRAW_RANK, key, 0).word[0];
}
