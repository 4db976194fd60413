/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Time and memory of this process, and the machine it runs on.
 */
#pragma once

#include <stddef.h>

/* Seconds of processor time this process has used: other load on the machine does not count. */
double ct_measure_seconds(void);

/* Bytes that are allocated now. */
double ct_measure_heap(void);

/* The most memory this process has had, in bytes. */
double ct_measure_peak(void);

/* The middle one of @samples, which get sorted. */
double ct_measure_median(double *samples, size_t n);

/* Processor, cores, memory, system, compiler and build; free with g_free(). */
char *ct_measure_machine(void);
