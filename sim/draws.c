/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/draws.h"

#include <string.h>

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

/*
 * The quantile is -ln q means, q = 1 - u = (1 - v) 2^-k with v in (0, 1/2]. What it is at least,
 * without a logarithm: -ln(1 - v) ≥ v (6 - v) / (6 - 4v), its Padé approximant, whose every
 * coefficient is at most that of the series; it misses 0.006 where v is 1/2. A ms and a billionth
 * are left for rounding.
 */
static bool
is_surely_longer(const CtSampler *time, const CtRngBlock *block, int64_t room)
{
    static const double ln2 = 0x1.62e42fefa39efp-1;
    double q = 1 - ct_rng_uniform(block->word[0]), half; /* q is at least 2^-53 */
    uint64_t bits;

    if (time->dist.kind != CT_DIST_EXPONENTIAL || time->dist.never > 0 || room >= CT_TIME_NEVER)
        return false;
    memcpy(&bits, &q, sizeof bits);
    int k = 1022 - (int)(bits >> 52);

    bits = (bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3fe0000000000000);
    memcpy(&half, &bits, sizeof half);
    double v = 1 - half, below = 6 - 4 * v;

    return time->dist.a * (1 - 1e-9) * (k * ln2 * below + v * (6 - v)) > ((double)room + 1) * below;
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
