/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Plain bitsets over dense ids, 64 to a word.
 */
#pragma once

#include "base/ids.h"

#include <glib.h>

static inline uint64_t *
ct_bits_new(size_t n_bits) /* all zero; free with g_free() */
{
    return g_new0(uint64_t, n_bits / 64 + 1);
}

static inline bool
ct_bits_get(const uint64_t *bits, size_t i)
{
    return (bits[i / 64] >> (i % 64)) & 1;
}

static inline void
ct_bits_set(uint64_t *bits, size_t i)
{
    bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline void
ct_bits_unset(uint64_t *bits, size_t i)
{
    bits[i / 64] &= ~(UINT64_C(1) << (i % 64));
}
