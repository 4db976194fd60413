/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The coarsest stable colouring of a slice, its shared items included: nodes of one colour have
 * equal cost, label and need, and equally many neighbours of every colour at every kind of edge
 * (colour refinement; A. Cardon, M. Crochemore, "Partitioning a graph in O(|A| log |V|)",
 * Theoretical Computer Science 19, 1982, says how fast it could be; here it is done in rounds).
 */
#pragma once

#include "analysis/additive.h"

typedef struct CtColouring {
    uint32_t n_nodes; /* facts of the slice, then its steps, then the shared items */
    uint32_t n_colours;
    uint32_t *colour; /* per node, in the order of first occurrence */
    CtCsr near;       /* node → neighbours, either way */
    uint8_t *edge;    /* kind of each of near's values, as seen from its node */
} CtColouring;

/* @label: per attempt; NULL: all one. Cost: rounds × size of the slice; rounds are at most the
 * length of the longest chain of steps that no label tells apart. */
void ct_colouring_init(CtColouring *colouring,
                       const CtSlice *slice,
                       const CtAdditiveCosts *costs,
                       const uint32_t *label);
void ct_colouring_clear(CtColouring *colouring);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtColouring, ct_colouring_clear)

/* A 64-bit number from another: every bit of the answer depends on every bit. */
uint64_t ct_colouring_mix(uint64_t value);
