/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The two graphs of a model as igraph sees them, and what is asked of them. Vertex and edge numbers
 * are those of the entity graph; names, kinds and counts stay there, igraph holds structure only.
 * To be used by one thread.
 */
#pragma once

#include "base/span.h"
#include "topology/entity_graph.h"

typedef struct CtGraphView CtGraphView;

/* Zones and conduits. */
CtGraphView *ct_graph_view_zones_new(const CtInstances *instances,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Networks, assets, suppliers, products and channels. About 60 bytes a vertex and edge. */
CtGraphView *ct_graph_view_assets_new(const CtInstances *instances,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All of both, and which zone lists which network: what GraphML shows. */
CtGraphView *ct_graph_view_whole_new(const CtInstances *instances,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ct_graph_view_free(CtGraphView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtGraphView, ct_graph_view_free)

const CtEntityGraph *ct_graph_view_entities(const CtGraphView *view);

/* igraph's graph, for the igraph_ files of this folder. */
const struct igraph_s *ct_graph_view_graph(const CtGraphView *view);

/*
 * Weakly connected components: *ret_component[vertex], numbered in the order of their least
 * vertices; free with g_free(). Cost: linear.
 */
bool ct_graph_view_components(const CtGraphView *view,
                              uint32_t **ret_component,
                              uint32_t *ret_n,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Vertices without which a component falls apart, arcs read both ways, sorted. A vertex of several
 * instances is left out: one of them may fail. Cost: linear.
 */
bool ct_graph_view_articulation(const CtGraphView *view,
                                CtIds *ret_vertices,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Arcs without which a component falls apart, read both ways, sorted; an arc of rows of several
 * instances stands for all of theirs. Cost: linear. */
bool ct_graph_view_bridges(const CtGraphView *view,
                           CtIds *ret_arcs,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
