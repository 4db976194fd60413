/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A topology drawn by others: GraphML for graph tools, DOT for Graphviz. One vertex a row; what
 * `count:` makes of it is shown as a number. Same topology, same bytes.
 */
#pragma once

#include "base/out.h"
#include "topology/instances.h"

/* False only if @out has failed already; ct_out_close() says why. Cost: linear in rows. */
bool ct_export_graph_graphml(const CtInstances *instances, CtOut *out);

/* What is known of the vertices and arcs of the whole graph (igraph_view.h), by their numbers. */
typedef struct CtGraphMeasures {
    const uint32_t *component;
    const double *betweenness;
    const uint64_t *points, *bridges; /* bit each */
    const uint32_t *community;        /* per vertex, CT_NO_ID: none; NULL: not computed */
} CtGraphMeasures;

/* The same with measures as attributes. */
bool
ct_export_graph_measured(const CtInstances *instances, const CtGraphMeasures *measures, CtOut *out);

/* Zones as nested clusters, conduits between them, channels dashed. Outside of zones only what
 * something drawn leads to. */
bool ct_export_graph_dot(const CtInstances *instances, CtOut *out);

/* "tcp/443 tcp/8000-8010 udp", what the allow rules of a conduit name; "any" where one names no
 * port; "" for none. Free with g_free(). */
char *ct_export_graph_ports(const CtModel *model, uint32_t conduit);
