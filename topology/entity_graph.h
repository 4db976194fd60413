/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A topology as vertices and arcs, for structure, layouts and drawings; what an attacker can do
 * with it is the reach relation's matter, not this one's. Folded: one vertex a row, however many
 * instances `count:` makes of it. Sets of assets joined by a network or a channel meet in a vertex
 * of its own, so the size stays linear in what is written and expanded.
 */
#pragma once

#include "topology/instances.h"

typedef enum CtVertexKind {
    CT_VERTEX_ZONE,
    CT_VERTEX_NETWORK,
    CT_VERTEX_ASSET,
    CT_VERTEX_SUPPLIER,
    CT_VERTEX_PRODUCT,
    CT_VERTEX_CHANNEL,
    CT_VERTEX_KIND_COUNT,
} CtVertexKind;

typedef enum CtArcKind {
    CT_ARC_CONDUIT,   /* zone → zone; row: conduit */
    CT_ARC_LISTS,     /* zone → network */
    CT_ARC_ATTACHED,  /* network → asset, read both ways */
    CT_ARC_HOSTS,     /* asset → asset that runs on it */
    CT_ARC_SUPPLIES,  /* supplier → supplier that it supplies */
    CT_ARC_MAKES,     /* supplier → product */
    CT_ARC_COMPONENT, /* supplier → product that contains its component; row: component */
    CT_ARC_INSTALLED, /* product → asset, as its product or software */
    CT_ARC_OPERATES,  /* supplier → asset, supplier → zone */
    CT_ARC_SENDS,     /* asset or supplier → channel */
    CT_ARC_DELIVERS,  /* channel → asset, product or network */
    CT_ARC_KIND_COUNT,
} CtArcKind;

typedef struct CtVertex {
    uint8_t kind; /* CtVertexKind */
    uint32_t row;
    uint32_t count; /* instances; a vertex of several is never a single point of failure */
} CtVertex;

typedef struct CtArc {
    uint8_t kind;      /* CtArcKind */
    uint32_t row;      /* of what the kind names, else CT_NO_ID */
    uint32_t from, to; /* vertices */
} CtArc;

typedef struct CtEntityGraph {
    const CtInstances *instances;
    CT_ROWS(CtVertex) vertices; /* by kind, then by row */
    CT_ROWS(CtArc) arcs;        /* by kind, then ends, then row; none twice */
    uint32_t first_of_kind[CT_VERTEX_KIND_COUNT + 1];
} CtEntityGraph;

/* What a graph shows. */
enum {
    CT_SHOW_ZONES = 1 << 0,    /* zones and conduits */
    CT_SHOW_ASSETS = 1 << 1,   /* networks, assets, hosting; with zones: who lists what, too */
    CT_SHOW_SUPPLY = 1 << 2,   /* suppliers, products, who makes and operates what */
    CT_SHOW_CHANNELS = 1 << 3, /* channels, between whatever else is shown */
};

/* Cost: linear in rows, attachments and selectors. @instances must outlive the result. */
CtEntityGraph *ct_entity_graph_new(const CtInstances *instances, unsigned show);
void ct_entity_graph_free(CtEntityGraph *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtEntityGraph, ct_entity_graph_free)

/* The vertex of @row of @kind; CT_NO_ID where the kind is not shown. */
uint32_t ct_entity_graph_vertex(const CtEntityGraph *graph, CtVertexKind kind, uint32_t row);

/* "zone", "network" …; static. */
const char *ct_vertex_kind_word(CtVertexKind kind);

/* "conduit", "attached" …; static. */
const char *ct_arc_kind_word(CtArcKind kind);

/* The section in which rows of @kind stand. */
CtSection ct_vertex_kind_section(CtVertexKind kind);
