/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Attack graphs by hand, without a topology: facts are numbers, every one auxiliary; an attempt
 * names its time and skill. And graphs by chance, cyclic, with thresholds, from a seed.
 */
#pragma once

#include "attacks/build.h"

typedef struct CtTestGraph {
    CtBuilder *builder; /* until finished */
    CtGraph *graph;     /* once finished */
    GPtrArray *owned;   /* techniques and verdicts of the attempts */
} CtTestGraph;

CtTestGraph *ct_test_graph_new(uint32_t n_facts);
void ct_test_graph_free(CtTestGraph *test);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtTestGraph, ct_test_graph_free)

/* @need of the @n @premises, 0: all. Returns the step's number. */
uint32_t ct_test_graph_attempt(CtTestGraph *test,
                               CtFactId gain,
                               const CtFactId *premises,
                               uint32_t n,
                               uint32_t need,
                               int64_t time_ms,
                               uint8_t skill);
uint32_t ct_test_graph_derive(
    CtTestGraph *test, CtFactId gain, const CtFactId *premises, uint32_t n, uint32_t need);

/* Closes it; test->graph is there from now on. Returns it. */
const CtGraph *ct_test_graph_finish(CtTestGraph *test);

/* What a generated graph is made of; shrinking lowers these and drops steps. */
typedef struct CtRandomGraph {
    uint32_t seed;
    uint32_t n_facts;    /* fact 0 is the entry, the last one the goal */
    uint32_t n_attempts; /* at most 12, for the exhaustive oracle */
    uint32_t n_derived;
    bool thresholds;
    uint64_t dropped; /* bit i: leave out the i-th step drawn */
} CtRandomGraph;

CtTestGraph *ct_random_graph(const CtRandomGraph *shape); /* finished */
char *ct_random_graph_text(const CtRandomGraph *shape);   /* its steps, one a line; g_free() */

/*
 * Smaller shapes on which @fails still says true, by dropping one step at a time until none can
 * be; returns the smallest.
 */
CtRandomGraph ct_random_graph_shrink(CtRandomGraph shape,
                                     bool (*fails)(const CtGraph *graph, gpointer data),
                                     gpointer data);
