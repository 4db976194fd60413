/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * DOT. A cluster can be no end of an edge: each zone has a point in it that stands for it, and the
 * edge is clipped at the cluster (compound, ltail, lhead). What joins zone and network, or product
 * and asset, is told by where a vertex stands and by its label; drawing those arcs as well would
 * bury the rest.
 */
#include "topology/export_graph.h"

#include "base/bits.h"
#include "base/text.h"
#include "topology/entity_graph.h"

#include <string.h>

static const char *const shapes[CT_VERTEX_KIND_COUNT] = {
    [CT_VERTEX_ZONE] = "point",        [CT_VERTEX_NETWORK] = "ellipse",
    [CT_VERTEX_ASSET] = "box",         [CT_VERTEX_SUPPLIER] = "house",
    [CT_VERTEX_PRODUCT] = "component", [CT_VERTEX_CHANNEL] = "hexagon",
};

/* NULL: not drawn. */
static const char *const arc_styles[CT_ARC_KIND_COUNT] = {
    [CT_ARC_CONDUIT] = "penwidth=2",
    [CT_ARC_ATTACHED] = "dir=none",
    [CT_ARC_HOSTS] = "style=dotted, label=\"hosts\"",
    [CT_ARC_SUPPLIES] = "color=gray40",
    [CT_ARC_MAKES] = "color=gray40",
    [CT_ARC_COMPONENT] = "color=gray40, style=dotted",
    [CT_ARC_OPERATES] = "color=gray40, label=\"operates\"",
    [CT_ARC_SENDS] = "style=dashed",
    [CT_ARC_DELIVERS] = "style=dashed",
};

typedef struct Dot {
    CtOut *out;
    const CtEntityGraph *graph;
    const CtModel *model;
    CtCsr children;      /* zone row → zone rows below it */
    CtCsr inside;        /* zone row → vertices that stand in it */
    uint32_t *home_zone; /* vertex → zone row, CT_NO_ID: outside of all */
    uint64_t *joined;    /* bit per vertex: an arc that is drawn ends there */
} Dot;

/* Within a quoted string of DOT; a backslash would begin an escape of Graphviz's. */
static void
put_quoted(CtOut *out, const char *text)
{
    g_autofree char *printable = ct_text_printable(text, SIZE_MAX);

    for (const char *c = printable; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            ct_out_put_n(out, "\\", 1);
        ct_out_put_n(out, c, 1);
    }
}

static const char *
id_of(const Dot *dot, uint32_t v)
{
    const CtVertex *vertex = &dot->graph->vertices.data[v];

    return ct_model_id(dot->model, ct_vertex_kind_section((CtVertexKind)vertex->kind), vertex->row);
}

static void
put_node_id(const Dot *dot, uint32_t v)
{
    ct_out_printf(dot->out,
                  "\"%s:", ct_vertex_kind_word((CtVertexKind)dot->graph->vertices.data[v].kind));
    put_quoted(dot->out, id_of(dot, v));
    ct_out_put(dot->out, "\"");
}

static void
put_indent(const Dot *dot, size_t depth)
{
    /* Zones may be nested as deep as the file likes; the indent need not follow. */
    for (size_t i = 0; i < MIN(depth, 16); i++)
        ct_out_put(dot->out, "  ");
}

static void
put_node(const Dot *dot, uint32_t v, size_t depth)
{
    const CtVertex *vertex = &dot->graph->vertices.data[v];

    put_indent(dot, depth);
    put_node_id(dot, v);
    ct_out_printf(dot->out, " [shape=%s", shapes[vertex->kind]);
    if (vertex->kind == CT_VERTEX_ZONE) {
        ct_out_put(dot->out, ", style=invis];\n");
        return;
    }
    ct_out_put(dot->out, ", label=\"");
    put_quoted(dot->out, id_of(dot, v));
    if (vertex->count > 1)
        ct_out_printf(dot->out, " × %u", vertex->count);
    if (vertex->kind == CT_VERTEX_ASSET) {
        ct_out_put(dot->out, "\\n");
        put_quoted(dot->out, ct_model_id(dot->model, CT_SECTION_PRODUCTS,
                                         dot->model->assets.data[vertex->row].product));
    }
    ct_out_put(dot->out, "\"];\n");
}

static void
find_joined(Dot *dot)
{
    const CtEntityGraph *graph = dot->graph;

    dot->joined = ct_bits_new(graph->vertices.length);
    for (uint32_t a = 0; a < graph->arcs.length; a++) {
        const CtArc *arc = &graph->arcs.data[a];

        if (arc_styles[arc->kind] == NULL)
            continue;
        ct_bits_set(dot->joined, arc->from);
        ct_bits_set(dot->joined, arc->to);
    }
}

/* Outside of all zones a supplier or product that nothing drawn leads to would be clutter: what an
 * asset is made of stands in its label. */
static bool
stands_outside(const Dot *dot, uint32_t v)
{
    uint8_t kind = dot->graph->vertices.data[v].kind;

    if (dot->home_zone[v] != CT_NO_ID || kind == CT_VERTEX_ZONE)
        return false;
    return (kind != CT_VERTEX_SUPPLIER && kind != CT_VERTEX_PRODUCT) || ct_bits_get(dot->joined, v);
}

/* Assets stand in their zones, networks in the one zone that lists them. */
static void
find_homes(Dot *dot)
{
    const CtEntityGraph *graph = dot->graph;

    dot->home_zone = g_new(uint32_t, (size_t)graph->vertices.length + 1);
    for (uint32_t v = 0; v < graph->vertices.length; v++) {
        const CtVertex *vertex = &graph->vertices.data[v];

        dot->home_zone[v] = CT_NO_ID;
        if (vertex->kind == CT_VERTEX_ASSET)
            dot->home_zone[v] = dot->model->assets.data[vertex->row].zone;
    }
    for (uint32_t a = 0; a < graph->arcs.length; a++) {
        const CtArc *arc = &graph->arcs.data[a];
        uint32_t *home = &dot->home_zone[arc->to];

        if (arc->kind == CT_ARC_LISTS)
            *home = *home == CT_NO_ID ? graph->vertices.data[arc->from].row : CT_NO_ID - 1;
    }
    for (uint32_t v = 0; v < graph->vertices.length; v++)
        if (dot->home_zone[v] == CT_NO_ID - 1) /* listed by several */
            dot->home_zone[v] = CT_NO_ID;
}

static void
group_by_zone(Dot *dot)
{
    uint32_t n_zones = dot->model->zones.length, n_vertices = dot->graph->vertices.length;
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    for (uint32_t z = 0; z < n_zones; z++)
        if (dot->model->zones.data[z].parent != CT_NO_ID) {
            g_array_append_val(rows, dot->model->zones.data[z].parent);
            g_array_append_val(values, z);
        }
    ct_csr_build(&dot->children, n_zones, (uint32_t *)rows->data, (uint32_t *)values->data,
                 rows->len);
    g_array_set_size(rows, 0);
    g_array_set_size(values, 0);
    for (uint32_t v = 0; v < n_vertices; v++)
        if (dot->home_zone[v] != CT_NO_ID) {
            g_array_append_val(rows, dot->home_zone[v]);
            g_array_append_val(values, v);
        }
    ct_csr_build(&dot->inside, n_zones, (uint32_t *)rows->data, (uint32_t *)values->data,
                 rows->len);
}

static void
open_cluster(const Dot *dot, uint32_t zone, size_t depth)
{
    uint32_t v = ct_entity_graph_vertex(dot->graph, CT_VERTEX_ZONE, zone);

    put_indent(dot, depth);
    ct_out_put(dot->out, "subgraph \"cluster:");
    put_quoted(dot->out, id_of(dot, v));
    ct_out_put(dot->out, "\" {\n");
    put_indent(dot, depth + 1);
    ct_out_put(dot->out, "label=\"");
    put_quoted(dot->out, ct_model_title(dot->model, CT_SECTION_ZONES, zone));
    if (dot->graph->vertices.data[v].count > 1)
        ct_out_printf(dot->out, " × %u", dot->graph->vertices.data[v].count);
    ct_out_put(dot->out, "\";\n");
    put_node(dot, v, depth + 1);
    for (uint32_t i = dot->inside.start[zone]; i < dot->inside.start[zone + 1]; i++)
        put_node(dot, dot->inside.value[i], depth + 1);
}

/* Clusters within clusters, with a stack of our own: the input chooses the depth. */
static void
put_clusters(const Dot *dot)
{
    g_auto(CtIds) stack = {0};
    g_autofree uint32_t *next = g_new0(uint32_t, (size_t)dot->model->zones.length + 1);

    for (uint32_t root = 0; root < dot->model->zones.length; root++) {
        if (dot->model->zones.data[root].parent != CT_NO_ID)
            continue;
        open_cluster(dot, root, 1);
        ct_ids_add(&stack, root);
        while (stack.length > 0) {
            uint32_t zone = stack.data[stack.length - 1];
            uint32_t child = dot->children.start[zone] + next[zone]++;

            if (child < dot->children.start[zone + 1]) {
                open_cluster(dot, dot->children.value[child], stack.length + 1);
                ct_ids_add(&stack, dot->children.value[child]);
                continue;
            }
            put_indent(dot, stack.length);
            ct_out_put(dot->out, "}\n");
            stack.length--;
        }
    }
}

static void
put_cluster_end(const Dot *dot, const char *name, uint32_t v)
{
    ct_out_printf(dot->out, ", %s=\"cluster:", name);
    put_quoted(dot->out, id_of(dot, v));
    ct_out_put(dot->out, "\"");
}

static void
put_edge(const Dot *dot, const CtArc *arc)
{
    ct_out_put(dot->out, "  ");
    put_node_id(dot, arc->from);
    ct_out_put(dot->out, " -> ");
    put_node_id(dot, arc->to);
    ct_out_printf(dot->out, " [%s", arc_styles[arc->kind]);
    if (dot->graph->vertices.data[arc->from].kind == CT_VERTEX_ZONE)
        put_cluster_end(dot, "ltail", arc->from);
    if (dot->graph->vertices.data[arc->to].kind == CT_VERTEX_ZONE)
        put_cluster_end(dot, "lhead", arc->to);
    if (arc->kind == CT_ARC_CONDUIT) {
        g_autofree char *ports = ct_export_graph_ports(dot->model, arc->row);

        ct_out_put(dot->out, ", label=\"");
        put_quoted(dot->out, ct_model_id(dot->model, CT_SECTION_CONDUITS, arc->row));
        ct_out_put(dot->out, "\\n");
        put_quoted(dot->out, ports);
        ct_out_put(dot->out, "\"");
    }
    ct_out_put(dot->out, "];\n");
}

bool
ct_export_graph_dot(const CtInstances *instances, CtOut *out)
{
    g_autoptr(CtEntityGraph) graph =
        ct_entity_graph_new(instances,
                            CT_SHOW_ZONES | CT_SHOW_ASSETS | CT_SHOW_SUPPLY | CT_SHOW_CHANNELS);
    Dot dot = {.out = out, .graph = graph, .model = instances->model};

    find_homes(&dot);
    find_joined(&dot);
    group_by_zone(&dot);
    ct_out_put(out, "digraph topology {\n"
                    "  compound=true;\n"
                    "  rankdir=LR;\n"
                    "  charset=\"UTF-8\";\n"
                    "  node [fontsize=10];\n"
                    "  edge [fontsize=8];\n");
    put_clusters(&dot);
    for (uint32_t v = 0; v < graph->vertices.length; v++)
        if (stands_outside(&dot, v))
            put_node(&dot, v, 1);
    for (uint32_t a = 0; a < graph->arcs.length; a++)
        if (arc_styles[graph->arcs.data[a].kind] != NULL)
            put_edge(&dot, &graph->arcs.data[a]);
    ct_out_put(out, "}\n");
    ct_csr_clear(&dot.children);
    ct_csr_clear(&dot.inside);
    g_free(dot.home_zone);
    g_free(dot.joined);
    return ct_out_is_good(out);
}
