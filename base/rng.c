/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one door to Random123. */
#include "base/rng.h"

#include <Random123/philox.h>

CtRngBlock
ct_rng_draw(uint64_t seed, uint64_t purpose, const CtRngCounter *counter)
{
    philox4x64_key_t key = {{seed, purpose}};
    philox4x64_ctr_t in = {
        {counter->identity.hi, counter->identity.lo, counter->replication, counter->attempt}};
    philox4x64_ctr_t out = philox4x64(in, key);

    return (CtRngBlock){{out.v[0], out.v[1], out.v[2], out.v[3]}};
}
