/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counts of whole numbers, 0 … INT64_MAX, in cells that are exact up to 2 × 128 and 1/128 of the
 * value wide from there on (as HdrHistogram has them). Everything kept is an integer: histograms
 * merge exactly, and in any order.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define CT_HISTOGRAM_BITS 7
#define CT_HISTOGRAM_CELLS ((64 - CT_HISTOGRAM_BITS) << CT_HISTOGRAM_BITS)

typedef struct CtHistogram {
    uint64_t n;                 /* values added */
    uint64_t sum_high, sum_low; /* of them: sum_high × 2^64 + sum_low */
    int64_t least, most;        /* INT64_MAX and -1 while n is 0 */
    uint64_t *cells;            /* CT_HISTOGRAM_CELLS counts; owned */
} CtHistogram;

void ct_histogram_init(CtHistogram *histogram);
void ct_histogram_clear(CtHistogram *histogram);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtHistogram, ct_histogram_clear)

/* Adds @value ≥ 0. */
void ct_histogram_add(CtHistogram *histogram, int64_t value);

/* Adds all of @other. */
void ct_histogram_merge(CtHistogram *histogram, const CtHistogram *other);

/* The cell of @value, and the least and greatest values that share it. */
uint32_t ct_histogram_cell(int64_t value);
int64_t ct_histogram_cell_low(uint32_t cell);
int64_t ct_histogram_cell_high(uint32_t cell);

/* The greatest value that shares a cell with the @rank-th smallest (from 1), no more than the
 * greatest added: at most 1/128 above it. -1 where there are fewer. */
int64_t ct_histogram_at_rank(const CtHistogram *histogram, uint64_t rank);

/* The mean, within 1e-15 of it; NAN of nothing. */
double ct_histogram_mean(const CtHistogram *histogram);
