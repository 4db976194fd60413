/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The oracle for best paths: every subset of a small graph's attempts is tried, and what follows
 * from it found by repeating all steps until nothing changes. Shares no code with what it judges.
 */
#pragma once

#include "attacks/graph.h"

#define CT_BRUTE_NEVER INT64_MAX

/* Earliest time of each fact with only the attempts of @mask (bit i: the i-th attempt of the graph,
 * in step order); CT_BRUTE_NEVER where it does not follow. Free with g_free(). */
int64_t *ct_brute_times(const CtGraph *graph, CtFactId entry, uint64_t mask);

typedef struct CtBrute {
    bool reachable;
    int64_t time;            /* least over all sets */
    int64_t time_of_minimal; /* least over minimal sets: a path drops what is redundant */
    uint8_t skill;           /* least highest skill over all sets */
    uint32_t steps;          /* least size */
    GArray *minimal;         /* uint64_t masks of all minimal sets, rising */
} CtBrute;

/* Cost: 2^attempts fixpoints; at most 16 attempts. */
CtBrute *ct_brute_new(const CtGraph *graph, CtFactId entry, CtFactId goal);
void ct_brute_free(CtBrute *brute);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtBrute, ct_brute_free)
