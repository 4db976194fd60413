/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random attack graphs whose attempts have all that a simulation looks at: durations of 1 to 4 ms,
 * full of ties, or random; preparations, flaws that may not work, few tries, noise; thresholds,
 * cycles, several attempts for one fact. Fact 0 is meant as the entry.
 */
#pragma once

#include "attacks/graph.h"

typedef struct CtRandomAttempts {
    CtGraph *graph;
    GPtrArray *owned;
} CtRandomAttempts;

/* The same seed gives the same graph. */
CtRandomAttempts *ct_random_attempts_new(uint32_t seed);
void ct_random_attempts_free(CtRandomAttempts *random);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRandomAttempts, ct_random_attempts_free)
