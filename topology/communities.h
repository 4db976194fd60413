/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Communities of a weighted graph by modularity (V. Blondel, J.-L. Guillaume, R. Lambiotte, E.
 * Lefebvre, "Fast unfolding of communities in large networks", J. Stat. Mech. 2008 P10008), our
 * own and without chance: vertices are visited in the order of their numbers, ties go to the
 * community of the least number, and what falls apart into several pieces is parted in the end.
 * igraph's are drawn, and its draws change between releases.
 */
#pragma once

#include "base/span.h"

typedef struct CtWeightedGraph {
    uint32_t n;
    CtCsr neighbours; /* vertex → neighbours, each edge from both ends, none to itself */
    double *weight;   /* per neighbours.value; ≥ 0, whole numbers */
    double *inner;    /* per vertex: weight of the edges within it, counted once */
} CtWeightedGraph;

void ct_weighted_graph_clear(CtWeightedGraph *graph);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtWeightedGraph, ct_weighted_graph_clear)

/*
 * *ret_community[vertex], numbered in the order of their least vertices; free with g_free(). Every
 * community is connected. Returns how many there are. Cost: a few passes over the edges a level.
 */
uint32_t ct_communities_find(const CtWeightedGraph *graph, uint32_t **ret_community);

/* The modularity of a partition, -0.5 … 1; 0 for a graph without edges. */
double ct_communities_modularity(const CtWeightedGraph *graph, const uint32_t *community);
