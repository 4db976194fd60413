/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two hashes with fixed constants, the same on every machine: a 128-bit key for identities
 * (SipHash-2-4-128 under a fixed key) and SHA-256 (GLib's) for contents. A third, for tables that
 * hold what a file says, is under a secret, so that nobody can write names that crowd one slot.
 */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CtKey128 {
    uint64_t hi;
    uint64_t lo;
} CtKey128;

/* Hash of @length bytes. Cost: about 1 ns a byte. */
CtKey128 ct_hash_key(const void *bytes, size_t length);

/* A 64-bit hash for tables in memory (the low half of ct_hash_key()). */
uint64_t ct_hash64(const void *bytes, size_t length);

/* A secret of this process, from the kernel's randomness: of no use to anything that is shown. */
CtKey128 ct_hash_secret(void);

/* ct_hash64() under @secret: for tables whose order nobody can see. */
uint64_t ct_hash64_under(CtKey128 secret, const void *bytes, size_t length);

/* SHA-256 of @length bytes as 64 hex digits; free with g_free(). */
char *ct_hash_sha256(const void *bytes, size_t length);
