/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/draws.h"

static CtRngBlock
draw(const CtDrawSource *source, CtDrawPurpose purpose, CtKey128 key, uint64_t n)
{
    return ct_rng_draw(source->seed, purpose,
                       &(CtRngCounter){.identity = key,
                                       .replication = source->replication,
                                       .attempt = n});
}

static int64_t
duration(const CtSampler *sampler, const CtRngBlock *block)
{
    return MIN(ct_sampler_draw_ms(sampler, block), CT_TIME_NEVER);
}

CtTry
ct_draw_try(const CtDrawSource *source, CtKey128 key, uint64_t n, const CtSampler *time)
{
    CtRngBlock block = draw(source, CT_DRAW_TRY, key, n);

    return (CtTry){.ms = MAX(1, duration(time, &block)), .success = ct_rng_uniform(block.word[3])};
}

double
ct_draw_works(const CtDrawSource *source, CtKey128 key)
{
    return ct_rng_uniform(draw(source, CT_DRAW_WORKS, key, 0).word[0]);
}

int64_t
ct_draw_prepare(const CtDrawSource *source, CtKey128 key, const CtSampler *time)
{
    CtRngBlock block = draw(source, CT_DRAW_PREPARE, key, 0);

    return duration(time, &block);
}

uint64_t
ct_draw_rank(const CtDrawSource *source, CtKey128 key)
{
    return draw(source, CT_DRAW_RANK, key, 0).word[0];
}
