/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/rng.h"

/* The three lines "philox4x64 10" of Random123's kat_vectors. */
static void
test_blocks_match_the_known_answers(void)
{
    static const struct {
        uint64_t counter[4], key[2], out[4];
    } vectors[] = {
        {{0, 0, 0, 0},
         {0, 0},
         {0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}},
        {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
         {UINT64_MAX, UINT64_MAX},
         {0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}},
        {{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
         {0x452821e638d01377, 0xbe5466cf34e90c6c},
         {0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(vectors); i++) {
        const uint64_t *in = vectors[i].counter;
        CtRngCounter counter = {{in[0], in[1]}, in[2], in[3]};
        CtRngBlock block = ct_rng_draw(vectors[i].key[0], vectors[i].key[1], &counter);

        for (int w = 0; w < 4; w++)
            CHECK_MSG(block.word[w] == vectors[i].out[w],
                      "vector %zu word %d: got %016" PRIx64 ", want %016" PRIx64, i, w,
                      block.word[w], vectors[i].out[w]);
    }
}

static void
test_every_part_of_the_key_matters(void)
{
    CtRngCounter base = {{1, 2}, 3, 4};
    CtRngCounter others[] = {{{2, 2}, 3, 4}, {{1, 3}, 3, 4}, {{1, 2}, 4, 4}, {{1, 2}, 3, 5}};
    CtRngBlock block = ct_rng_draw(5, 6, &base);

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        CU_ASSERT(ct_rng_draw(5, 6, &others[i]).word[0] != block.word[0]);
    CU_ASSERT(ct_rng_draw(6, 6, &base).word[0] != block.word[0]);
    CU_ASSERT(ct_rng_draw(5, 7, &base).word[0] != block.word[0]);
    CU_ASSERT(ct_rng_draw(5, 6, &base).word[3] == block.word[3]);
}

static void
test_uniform_is_open_and_symmetric(void)
{
    CU_ASSERT(ct_rng_uniform(0) == 0x1p-53);
    CU_ASSERT(ct_rng_uniform(UINT64_MAX) == 1.0 - 0x1p-53);
    for (uint64_t i = 0; i < 10000; i++) {
        uint64_t word = ct_rng_draw(1, 2, &(CtRngCounter){.attempt = i}).word[i % 4];
        double u = ct_rng_uniform(word);

        CU_ASSERT(u > 0.0 && u < 1.0);
        CU_ASSERT(1.0 - (1.0 - u) == u);             /* the complement is exact */
        CU_ASSERT(ct_rng_uniform(~word) == 1.0 - u); /* and as likely */
    }
}

static void
test_certain_and_impossible(void)
{
    CU_ASSERT(!ct_rng_happens(0, 0.0));
    CU_ASSERT(ct_rng_happens(UINT64_MAX, 1.0));
    CU_ASSERT(!ct_rng_happens(UINT64_MAX, 0.999));
}

/* Chi-square of 256 equal cells over each word of consecutive counters, where a weak generator
 * shows first: 255 degrees of freedom, 0.001 and 0.999 quantiles 190.9 and 330.5 (R: qchisq). */
static void
test_cells_are_filled_evenly(void)
{
    enum { N = 100000 };

    for (int w = 0; w < 4; w++)
        for (int axis = 0; axis < 3; axis++) {
            uint32_t cells[256] = {0};
            double chi2 = 0;

            for (uint64_t i = 0; i < N; i++) {
                CtRngCounter counter = {{axis == 0 ? i : 7, 9},
                                        axis == 1 ? i : 1,
                                        axis == 2 ? i : 0};

                cells[(int)(ct_rng_uniform(ct_rng_draw(42, 1, &counter).word[w]) * 256.0)]++;
            }
            for (int i = 0; i < 256; i++)
                chi2 += (cells[i] - N / 256.0) * (cells[i] - N / 256.0) / (N / 256.0);
            CHECK_MSG(chi2 > 190.9 && chi2 < 330.5, "word %d axis %d: chi-square %g", w, axis,
                      chi2);
        }
}

CU_TestInfo test_rng_tests[] = {
    {"blocks match the known answers", test_blocks_match_the_known_answers},
    {"every part of the key matters", test_every_part_of_the_key_matters},
    {"uniform is open and symmetric", test_uniform_is_open_and_symmetric},
    {"certain and impossible", test_certain_and_impossible},
    {"cells are filled evenly", test_cells_are_filled_evenly},
    CU_TEST_INFO_NULL,
};
