/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The least that any sweep of 64 worlds must do: words of 64 bits handed along the flat edges,
 * first come first served, without counters, thresholds or queues by zone.
 */
#pragma once

#include "attacks/graph.h"

/* Seconds of one sweep over @edges, fact to fact, from @n facts, each holding in its worlds. */
double
ct_floor_words(const CtCsr *edges, const CtFactId *sources, const uint64_t *worlds, uint32_t n);
