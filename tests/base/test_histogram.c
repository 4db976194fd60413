/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "base/histogram.h"
#include "base/rng.h"

#include <math.h>
#include <stdlib.h>

/* Of any magnitude up to the largest. */
static int64_t
any_value(uint64_t i)
{
    CtRngBlock block = ct_rng_draw(7, 7, &(CtRngCounter){.attempt = i});

    return (int64_t)(block.word[0] >> 1 >> (block.word[1] % 63));
}

static void
check_cell(int64_t value)
{
    uint32_t cell = ct_histogram_cell(value);
    int64_t low = ct_histogram_cell_low(cell), high = ct_histogram_cell_high(cell);

    CHECK_MSG(cell < CT_HISTOGRAM_CELLS && low <= value && value <= high &&
                  (value < 256 ? low == high : (high - low) <= low / 128),
              "%" G_GINT64_FORMAT ": cell %u, %" G_GINT64_FORMAT " … %" G_GINT64_FORMAT, value,
              cell, low, high);
}

static void
test_cells_part_the_integers(void)
{
    int64_t next = 0;

    for (uint32_t cell = 0; cell < CT_HISTOGRAM_CELLS; cell++) {
        CHECK_INT(ct_histogram_cell_low(cell), next);
        CHECK_INT(ct_histogram_cell(next), cell);
        CHECK_INT(ct_histogram_cell(ct_histogram_cell_high(cell)), cell);
        next = cell + 1 < CT_HISTOGRAM_CELLS ? ct_histogram_cell_high(cell) + 1 : 0;
    }
    CHECK_INT(ct_histogram_cell_high(CT_HISTOGRAM_CELLS - 1), INT64_MAX);
    for (uint64_t i = 0; i < 5000; i++)
        check_cell(any_value(i));
}

static int
by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* Against the sorted values themselves. */
static void
test_ranks(void)
{
    enum { N = 3000 };
    int64_t values[N];
    g_auto(CtHistogram) histogram = {0};
    long double sum = 0;

    ct_histogram_init(&histogram);
    CHECK_INT(ct_histogram_at_rank(&histogram, 1), -1);
    CU_ASSERT(isnan(ct_histogram_mean(&histogram)));
    for (int i = 0; i < N; i++) {
        values[i] = any_value((uint64_t)i);
        sum += (long double)values[i];
        ct_histogram_add(&histogram, values[i]);
    }
    qsort(values, N, sizeof *values, by_value);
    for (int i = 0; i < N; i++) {
        int64_t got = ct_histogram_at_rank(&histogram, (uint64_t)i + 1);

        CHECK_MSG(got >= values[i] && got - values[i] <= values[i] / 128,
                  "rank %d: %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, i + 1, got, values[i]);
    }
    CHECK_INT(ct_histogram_at_rank(&histogram, N), values[N - 1]);
    CHECK_INT(ct_histogram_at_rank(&histogram, N + 1), -1);
    CHECK_INT(ct_histogram_at_rank(&histogram, 0), -1);
    CHECK_INT(histogram.least, values[0]);
    CHECK_INT(histogram.most, values[N - 1]);
    CU_ASSERT(fabs(ct_histogram_mean(&histogram) / (double)(sum / N) - 1) < 1e-15);
}

static bool
equal(const CtHistogram *a, const CtHistogram *b)
{
    return a->n == b->n && a->sum_high == b->sum_high && a->sum_low == b->sum_low &&
           a->least == b->least && a->most == b->most &&
           memcmp(a->cells, b->cells, CT_HISTOGRAM_CELLS * sizeof *a->cells) == 0;
}

/* However values are dealt to parts and in whatever order the parts are merged, the whole is the
 * same, its sum past 2^64 included. */
static void
test_merging_is_exact_in_any_order(void)
{
    enum { PARTS = 7, N = 2000 };
    g_auto(CtHistogram) whole = {0}, forth = {0}, back = {0};
    CtHistogram parts[PARTS];

    ct_histogram_init(&whole);
    ct_histogram_init(&forth);
    ct_histogram_init(&back);
    for (int i = 0; i < PARTS; i++)
        ct_histogram_init(&parts[i]);
    for (uint64_t i = 0; i < N; i++) {
        int64_t value = i % 50 == 0 ? INT64_MAX : any_value(i);

        ct_histogram_add(&whole, value);
        ct_histogram_add(&parts[(i * i + i / 3) % PARTS], value);
    }
    for (int i = 0; i < PARTS; i++) {
        ct_histogram_merge(&forth, &parts[i]);
        ct_histogram_merge(&back, &parts[PARTS - 1 - i]);
    }
    CU_ASSERT(whole.sum_high > 0);
    CU_ASSERT(equal(&whole, &forth) && equal(&whole, &back));
    for (int i = 0; i < PARTS; i++)
        ct_histogram_clear(&parts[i]);
}

CU_TestInfo test_histogram_tests[] = {
    {"cells part the integers", test_cells_part_the_integers},
    {"ranks", test_ranks},
    {"merging is exact in any order", test_merging_is_exact_in_any_order},
    CU_TEST_INFO_NULL,
};
