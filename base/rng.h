/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random numbers by counter: a draw is a pure function of what it is for. Philox4x64-10 (Salmon,
 * Moraes, Dror, Shaw: "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011) encrypts the counter
 * (identity, replication, attempt) under the key (seed, purpose); there is no state, so neither the
 * order of draws nor the thread that makes them can show, and two variants of a design meet the
 * same luck. One block is one draw: 256 bits, all of them the draw's own.
 */
#pragma once

#include "base/hash.h"

#include <stdbool.h>

/* What a draw belongs to, apart from seed and purpose. */
typedef struct CtRngCounter {
    CtKey128 identity; /* ct_hash_key() of the canonical text of who tries what on whom */
    uint64_t replication;
    uint64_t attempt;
} CtRngCounter;

/* One draw: four words of 64 bits, uniform and independent. */
typedef struct CtRngBlock {
    uint64_t word[4];
} CtRngBlock;

/* Same arguments, same block, on every machine. @purpose parts the draws of one identity (its time,
 * its success, …) and is numbered by the caller. Cost: about 10 ns. */
CtRngBlock ct_rng_draw(uint64_t seed, uint64_t purpose, const CtRngCounter *counter);

/*
 * A number in the open interval (0, 1) from the upper 53 bits of @word, the lowest of them set: an
 * odd multiple of 2^-53, the middle of one of 2^52 equal cells. So it is exact, never 0 or 1, as
 * often u as 1 - u (which is exact too), and its mean is exactly 1/2. The smallest is 2^-53: an
 * exponential time drawn by it is at most 36.8 means.
 */
static inline double
ct_rng_uniform(uint64_t word)
{
    return (double)((word >> 11) | 1) * 0x1p-53;
}

/* True with probability @probability: never at 0 or below, always at 1 or above. */
static inline bool
ct_rng_happens(uint64_t word, double probability)
{
    return ct_rng_uniform(word) < probability;
}
