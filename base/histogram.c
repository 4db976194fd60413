/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/histogram.h"

#include <math.h>

#define SUB (UINT32_C(1) << CT_HISTOGRAM_BITS)

void
ct_histogram_init(CtHistogram *histogram)
{
    *histogram = (CtHistogram){.least = INT64_MAX,
                               .most = -1,
                               .cells = g_new0(uint64_t, CT_HISTOGRAM_CELLS)};
}

void
ct_histogram_clear(CtHistogram *histogram)
{
    g_free(histogram->cells);
    *histogram = (CtHistogram){0};
}

/* Values below 2 × 128 are their own cell; above, an octave has 128 cells. */
uint32_t
ct_histogram_cell(int64_t value)
{
    uint64_t x = (uint64_t)MAX(0, value);
    unsigned octave = 63 - (unsigned)__builtin_clzll(x | 1);

    if (octave <= CT_HISTOGRAM_BITS)
        return (uint32_t)x;
    unsigned shift = octave - CT_HISTOGRAM_BITS;
    return (shift << CT_HISTOGRAM_BITS) + (uint32_t)(x >> shift);
}

int64_t
ct_histogram_cell_low(uint32_t cell)
{
    unsigned shift = cell < 2 * SUB ? 0 : (cell >> CT_HISTOGRAM_BITS) - 1;

    return (int64_t)((uint64_t)(cell - (shift << CT_HISTOGRAM_BITS)) << shift);
}

int64_t
ct_histogram_cell_high(uint32_t cell)
{
    unsigned shift = cell < 2 * SUB ? 0 : (cell >> CT_HISTOGRAM_BITS) - 1;

    return (int64_t)((uint64_t)ct_histogram_cell_low(cell) + ((UINT64_C(1) << shift) - 1));
}

static void
add_to_sum(CtHistogram *histogram, uint64_t high, uint64_t low)
{
    histogram->sum_low += low;
    histogram->sum_high += high + (histogram->sum_low < low ? 1 : 0);
}

void
ct_histogram_add(CtHistogram *histogram, int64_t value)
{
    g_return_if_fail(value >= 0);

    histogram->cells[ct_histogram_cell(value)]++;
    histogram->n++;
    histogram->least = MIN(histogram->least, value);
    histogram->most = MAX(histogram->most, value);
    add_to_sum(histogram, 0, (uint64_t)value);
}

void
ct_histogram_merge(CtHistogram *histogram, const CtHistogram *other)
{
    for (uint32_t i = 0; i < CT_HISTOGRAM_CELLS; i++)
        histogram->cells[i] += other->cells[i];
    histogram->n += other->n;
    histogram->least = MIN(histogram->least, other->least);
    histogram->most = MAX(histogram->most, other->most);
    add_to_sum(histogram, other->sum_high, other->sum_low);
}

int64_t
ct_histogram_at_rank(const CtHistogram *histogram, uint64_t rank)
{
    uint64_t seen = 0;

    if (rank == 0 || rank > histogram->n)
        return -1;
    for (uint32_t i = 0; i < CT_HISTOGRAM_CELLS; i++) {
        seen += histogram->cells[i];
        if (seen >= rank)
            return MIN(ct_histogram_cell_high(i), histogram->most);
    }
    return -1;
}

double
ct_histogram_mean(const CtHistogram *histogram)
{
    if (histogram->n == 0)
        return (double)NAN;
    return ((double)histogram->sum_high * 0x1p64 + (double)histogram->sum_low) /
           (double)histogram->n;
}
