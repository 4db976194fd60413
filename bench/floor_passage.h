/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The floor of simulation: first passage times over plain edges, and nothing else. */
#pragma once

#include "base/span.h"

/*
 * Plays @n replications from node 0 until every node that can be is reached: each edge takes an
 * exponential time of @mean_ms, drawn by a generator of one word of state with the C library's log;
 * times wait in a 4-ary heap of (time, node). Returns the seconds of processor time; the sum of
 * the times of arrival in @ret_sum, so that nothing is left out.
 */
double ct_floor_passage(const CtCsr *edges, double mean_ms, uint32_t n, double *ret_sum);
