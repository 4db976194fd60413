/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SipHash-2-4 with 128 bits of output, after Aumasson and Bernstein's reference, under the key
 * 00 01 … 0f of their test vectors. The key is public on purpose: equal names have equal keys on
 * every machine.
 */
#include "base/hash.h"

#include <string.h>
#include <unistd.h>

typedef struct State {
    uint64_t v0, v1, v2, v3;
} State;

static inline uint64_t
rotate(uint64_t x, unsigned bits)
{
    return (x << bits) | (x >> (64 - bits));
}

static inline void
sip_round(State *s)
{
    s->v0 += s->v1;
    s->v1 = rotate(s->v1, 13) ^ s->v0;
    s->v0 = rotate(s->v0, 32);
    s->v2 += s->v3;
    s->v3 = rotate(s->v3, 16) ^ s->v2;
    s->v0 += s->v3;
    s->v3 = rotate(s->v3, 21) ^ s->v0;
    s->v2 += s->v1;
    s->v1 = rotate(s->v1, 17) ^ s->v2;
    s->v2 = rotate(s->v2, 32);
}

static inline void
absorb(State *s, uint64_t word)
{
    s->v3 ^= word;
    sip_round(s);
    sip_round(s);
    s->v0 ^= word;
}

static inline uint64_t
squeeze(State *s)
{
    for (int i = 0; i < 4; i++)
        sip_round(s);
    return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

/* The high half of @under is the reference's second word of the key. */
static inline CtKey128
hash_under(CtKey128 under, const void *bytes, size_t length)
{
    const uint64_t k0 = under.lo;
    const uint64_t k1 = under.hi;
    State s = {
        .v0 = UINT64_C(0x736f6d6570736575) ^ k0,
        .v1 = UINT64_C(0x646f72616e646f6d) ^ k1 ^ 0xee,
        .v2 = UINT64_C(0x6c7967656e657261) ^ k0,
        .v3 = UINT64_C(0x7465646279746573) ^ k1,
    };
    const unsigned char *at = bytes;
    uint64_t last = (uint64_t)length << 56;
    CtKey128 key;

    for (size_t left = length / 8; left > 0; left--, at += 8) {
        uint64_t word;

        memcpy(&word, at, sizeof word);
        absorb(&s, GUINT64_FROM_LE(word));
    }
    for (size_t i = 0; i < length % 8; i++)
        last |= (uint64_t)at[i] << (8 * i);
    absorb(&s, last);
    s.v2 ^= 0xee;
    key.hi = squeeze(&s);
    s.v1 ^= 0xdd;
    key.lo = squeeze(&s);
    return key;
}

CtKey128
ct_hash_key(const void *bytes, size_t length)
{
    const CtKey128 known = {.lo = UINT64_C(0x0706050403020100), .hi = UINT64_C(0x0f0e0d0c0b0a0908)};

    return hash_under(known, bytes, length);
}

uint64_t
ct_hash64(const void *bytes, size_t length)
{
    return ct_hash_key(bytes, length).lo;
}

CtKey128
ct_hash_secret(void)
{
    CtKey128 secret = {0};

    if (getentropy(&secret, sizeof secret) !=
        0) /* a kernel without it: no worse than a known key */
        secret.lo = (uint64_t)g_get_monotonic_time();
    return secret;
}

uint64_t
ct_hash64_under(CtKey128 secret, const void *bytes, size_t length)
{
    return hash_under(secret, bytes, length).lo;
}

char *
ct_hash_sha256(const void *bytes, size_t length)
{
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, length);
}
