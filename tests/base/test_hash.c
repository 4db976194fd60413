/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/hash.h"

/* vectors_sip128 of the SipHash reference implementation: message 00 01 … of each length. */
static void
test_keys_match_the_reference_vectors(void)
{
    static const struct {
        size_t length;
        unsigned char bytes[16];
    } vectors[] = {
        {0,
         {0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55, 0x02,
          0x93}},
        {1,
         {0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b, 0x22, 0xfc,
          0x45}},
        {2,
         {0x81, 0x77, 0x22, 0x8d, 0xa4, 0xa4, 0x5d, 0xc7, 0xfc, 0xa3, 0x8b, 0xde, 0xf6, 0x0a, 0xff,
          0xe4}},
        {3,
         {0x9c, 0x70, 0xb6, 0x0c, 0x52, 0x67, 0xa9, 0x4e, 0x5f, 0x33, 0xb6, 0xb0, 0x29, 0x85, 0xed,
          0x51}},
        {8,
         {0x3b, 0x62, 0xa9, 0xba, 0x62, 0x58, 0xf5, 0x61, 0x0f, 0x83, 0xe2, 0x64, 0xf3, 0x14, 0x97,
          0xb4}},
    };
    unsigned char message[64];

    for (unsigned i = 0; i < sizeof message; i++)
        message[i] = (unsigned char)i;
    for (size_t i = 0; i < G_N_ELEMENTS(vectors); i++) {
        CtKey128 key = ct_hash_key(message, vectors[i].length);
        uint64_t words[2] = {GUINT64_TO_LE(key.hi), GUINT64_TO_LE(key.lo)};

        CHECK_MSG(memcmp(words, vectors[i].bytes, 16) == 0,
                  "length %zu: got %016" PRIx64 " %016" PRIx64, vectors[i].length, key.hi, key.lo);
        CU_ASSERT(ct_hash64(message, vectors[i].length) == key.lo);
    }
}

static void
test_a_secret_is_a_key(void)
{
    const CtKey128 known = {.lo = UINT64_C(0x0706050403020100), .hi = UINT64_C(0x0f0e0d0c0b0a0908)};
    CtKey128 one = ct_hash_secret(), other = ct_hash_secret();

    CU_ASSERT(ct_hash64_under(known, "node", 4) == ct_hash64("node", 4));
    CU_ASSERT(ct_hash64_under(one, "node", 4) == ct_hash64_under(one, "node", 4));
    CU_ASSERT(one.hi != other.hi || one.lo != other.lo);
    CU_ASSERT(ct_hash64_under(one, "node", 4) != ct_hash64_under(other, "node", 4));
}

static void
test_sha256_of_a_known_text(void)
{
    g_autofree char *digest = ct_hash_sha256("abc", 3); /* FIPS 180-2, B.1 */

    CHECK_STR(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

CU_TestInfo test_hash_tests[] = {
    {"keys match the reference vectors", test_keys_match_the_reference_vectors},
    {"a secret is a key, and another one each time", test_a_secret_is_a_key},
    {"SHA-256 of a known text", test_sha256_of_a_known_text},
    CU_TEST_INFO_NULL,
};
