/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/igraph_view.h"

#include "topology/igraph_door.h"

struct CtGraphView {
    CtEntityGraph *entities;
    igraph_t graph;
    bool built; /* graph is to be destroyed */
};

static bool
build(CtGraphView *view, GError **error)
{
    const CtEntityGraph *entities = view->entities;
    g_auto(igraph_vector_int_t) ends = {0};

    if (!ct_igraph_ok(igraph_vector_int_init(&ends, 2 * (igraph_integer_t)entities->arcs.length),
                      "allocate the arcs of a graph", error))
        return false;
    for (uint32_t i = 0; i < entities->arcs.length; i++) {
        VECTOR(ends)[2 * (size_t)i] = entities->arcs.data[i].from;
        VECTOR(ends)[2 * (size_t)i + 1] = entities->arcs.data[i].to;
    }
    view->built =
        ct_igraph_ok(igraph_create(&view->graph, &ends, (igraph_integer_t)entities->vertices.length,
                                   IGRAPH_DIRECTED),
                     "build a graph", error);
    return view->built;
}

static CtGraphView *
new_view(const CtInstances *instances, unsigned show, GError **error)
{
    g_autoptr(CtGraphView) view = g_new0(CtGraphView, 1);

    ct_igraph_enter();
    view->entities = ct_entity_graph_new(instances, show);
    return build(view, error) ? g_steal_pointer(&view) : NULL;
}

CtGraphView *
ct_graph_view_zones_new(const CtInstances *instances, GError **error)
{
    return new_view(instances, CT_SHOW_ZONES, error);
}

CtGraphView *
ct_graph_view_assets_new(const CtInstances *instances, GError **error)
{
    return new_view(instances, CT_SHOW_ASSETS | CT_SHOW_SUPPLY | CT_SHOW_CHANNELS, error);
}

CtGraphView *
ct_graph_view_whole_new(const CtInstances *instances, GError **error)
{
    return new_view(instances, CT_SHOW_ZONES | CT_SHOW_ASSETS | CT_SHOW_SUPPLY | CT_SHOW_CHANNELS,
                    error);
}

void
ct_graph_view_free(CtGraphView *view)
{
    if (view == NULL)
        return;
    if (view->built)
        igraph_destroy(&view->graph);
    ct_entity_graph_free(view->entities);
    g_free(view);
}

const CtEntityGraph *
ct_graph_view_entities(const CtGraphView *view)
{
    return view->entities;
}

const struct igraph_s *
ct_graph_view_graph(const CtGraphView *view)
{
    return &view->graph;
}

bool
ct_graph_view_components(const CtGraphView *view,
                         uint32_t **ret_component,
                         uint32_t *ret_n,
                         GError **error)
{
    g_auto(igraph_vector_int_t) member = {0};
    g_autofree uint32_t *number = NULL;
    uint32_t n_vertices = view->entities->vertices.length;
    uint32_t *component;
    uint32_t n = 0;

    ct_igraph_enter();
    if (!ct_igraph_ok(igraph_vector_int_init(&member, 0), "allocate components", error) ||
        !ct_igraph_ok(igraph_connected_components(&view->graph, &member, NULL, NULL, IGRAPH_WEAK),
                      "find the components of a graph", error))
        return false;
    /* igraph promises no order of its numbers; ours is that of the least vertices. */
    number = g_new(uint32_t, (size_t)n_vertices + 1);
    component = g_new(uint32_t, (size_t)n_vertices + 1);
    for (uint32_t v = 0; v < n_vertices; v++)
        number[v] = CT_NO_ID;
    for (uint32_t v = 0; v < n_vertices; v++) {
        uint32_t *own = &number[VECTOR(member)[v]];

        if (*own == CT_NO_ID)
            *own = n++;
        component[v] = *own;
    }
    *ret_component = component;
    *ret_n = n;
    return true;
}

bool
ct_graph_view_articulation(const CtGraphView *view, CtIds *ret_vertices, GError **error)
{
    g_auto(igraph_vector_int_t) points = {0};

    ct_igraph_enter();
    if (!ct_igraph_ok(igraph_vector_int_init(&points, 0), "allocate points", error) ||
        !ct_igraph_ok(igraph_articulation_points(&view->graph, &points),
                      "find the articulation points of a graph", error))
        return false;
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(&points); i++)
        if (view->entities->vertices.data[VECTOR(points)[i]].count == 1)
            ct_ids_add(ret_vertices, (uint32_t)VECTOR(points)[i]);
    ct_ids_sort_unique(ret_vertices);
    return true;
}

bool
ct_graph_view_bridges(const CtGraphView *view, CtIds *ret_arcs, GError **error)
{
    g_auto(igraph_vector_int_t) bridges = {0};

    ct_igraph_enter();
    if (!ct_igraph_ok(igraph_vector_int_init(&bridges, 0), "allocate bridges", error) ||
        !ct_igraph_ok(igraph_bridges(&view->graph, &bridges), "find the bridges of a graph", error))
        return false;
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(&bridges); i++)
        ct_ids_add(ret_arcs, (uint32_t)VECTOR(bridges)[i]);
    ct_ids_sort_unique(ret_arcs);
    return true;
}
