/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The least that a pass over an attack graph can cost: a breadth-first search with distances
 * over one compressed graph with as many edges as the attack graph has premises, and the same
 * neighbourhoods: fact to fact, wherever a step leads from one to the other.
 */
#pragma once

#include "attacks/graph.h"

#include "base/span.h"

/* An edge from each premise of each step to what the step gains. */
void ct_floor_csr_build(const CtGraph *graph, CtCsr *ret_edges);

/* How many vertices are found from @sources. Cost: vertices + edges of those found. */
uint32_t ct_floor_csr(const CtCsr *edges, const uint32_t *sources, size_t n_sources);
