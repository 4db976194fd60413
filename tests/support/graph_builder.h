/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Attack graphs by hand, without a topology: facts are numbers, every one auxiliary; an attempt
 * names its time and skill. And graphs by chance, cyclic, with thresholds, from a seed.
 */
#pragma once

#include "attacks/graph.h"

typedef struct CtGraphBuilder CtGraphBuilder;

CtGraphBuilder *ct_graph_builder_new(uint32_t n_facts);
void ct_graph_builder_free(CtGraphBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtGraphBuilder, ct_graph_builder_free)

/* @need of the @n @premises, 0: all. Returns the step's number. */
uint32_t ct_graph_builder_attempt(CtGraphBuilder *builder,
                                  CtFactId gain,
                                  const CtFactId *premises,
                                  size_t n,
                                  uint32_t need,
                                  int64_t time_ms,
                                  uint8_t skill);
uint32_t ct_graph_builder_derive(CtGraphBuilder *builder,
                                 CtFactId gain,
                                 const CtFactId *premises,
                                 size_t n,
                                 uint32_t need);

/* Ends the builder's use; the graph owns what it needs. */
CtGraph *ct_graph_builder_build(CtGraphBuilder *builder);

/* What a generated graph is made of; shrinking lowers these and drops steps. */
typedef struct CtRandomGraph {
    uint32_t seed;
    uint32_t n_facts;    /* fact 0 is the entry, the last one the goal */
    uint32_t n_attempts; /* at most 12, for the exhaustive oracle */
    uint32_t n_derived;
    bool thresholds;
    uint64_t dropped; /* bit i: leave out the i-th step drawn */
} CtRandomGraph;

CtGraph *ct_random_graph(const CtRandomGraph *shape);
char *ct_random_graph_text(const CtRandomGraph *shape); /* its steps, one a line; g_free() */

/*
 * Smaller shapes on which @fails still says true, by dropping one step at a time until none can
 * be; returns the smallest.
 */
CtRandomGraph ct_random_graph_shrink(CtRandomGraph shape,
                                     bool (*fails)(const CtGraph *graph, gpointer data),
                                     gpointer data);
