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

/* The quantile -ln(1 - u) means is at least 2u / (2 - u) means; a ms and a billionth are left for
 * rounding. */
static bool
is_surely_longer(const CtSampler *time, const CtRngBlock *block, int64_t room)
{
    if (time->dist.kind != CT_DIST_EXPONENTIAL || time->dist.never > 0 || room >= CT_TIME_NEVER)
        return false;
    double u = ct_rng_uniform(block->word[0]);

    return time->dist.a * (2 * u) * (1 - 1e-9) > ((double)room + 1) * (2 - u);
}

bool
ct_draw_try_within(const CtDrawSource *source,
                   CtKey128 key,
                   uint64_t n,
                   const CtSampler *time,
                   int64_t room,
                   CtTry *ret_try)
{
    CtRngBlock block = draw(source, CT_DRAW_TRY, key, n);

    if (is_surely_longer(time, &block, room))
        return false;
    *ret_try =
        (CtTry){.ms = MAX(1, duration(time, &block)), .success = ct_rng_uniform(block.word[3])};
    return true;
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

double
ct_draw_script(const CtDrawSource *source, CtKey128 key, uint64_t n)
{
    return ct_rng_uniform(draw(source, CT_DRAW_SCRIPT, key, n).word[0]);
}

CtTry
ct_draw_defence(const CtDrawSource *source,
                CtDrawPurpose purpose,
                CtKey128 key,
                uint64_t n,
                const CtSampler *time)
{
    CtRngBlock block = draw(source, purpose, key, n);

    return (CtTry){.ms = time != NULL ? duration(time, &block) : 0,
                   .success = ct_rng_uniform(block.word[3])};
}
