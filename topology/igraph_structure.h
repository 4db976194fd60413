/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies between the others, by igraph. To be used by one thread. */
#pragma once

#include "topology/igraph_view.h"

/*
 * For each vertex the share, 0–1, of all pairs of other vertices whose shortest ways pass it, arcs
 * read both ways and parallel ones as one; of several shortest ways of a pair each counts its part
 * (L. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40(1), 1977).
 *
 * Past @most_sources vertices only the ways from a sample of so many are followed, drawn by @seed
 * and the vertices' ids, and their sums scaled. *ret_share: g_free(). *ret_sources: how many were
 * followed. Cost: vertices + arcs for each of them.
 */
bool ct_graph_view_betweenness(const CtGraphView *view,
                               uint32_t most_sources,
                               uint64_t seed,
                               double **ret_share,
                               uint32_t *ret_sources,
                               GError **error);
