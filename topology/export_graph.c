/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GraphML, and what both formats say about vertices and arcs.
 */
#include "topology/export_graph.h"

#include "base/bits.h"
#include "base/text.h"
#include "topology/entity_graph.h"

/* Attributes of vertices and arcs, declared before use. */
static const struct {
    const char *id, *domain, *type;
} keys[] = {
    {"kind", "node", "string"},     {"name", "node", "string"},    {"title", "node", "string"},
    {"zone", "node", "string"},     {"product", "node", "string"}, {"medium", "node", "string"},
    {"count", "node", "int"},       {"place", "node", "string"},   {"arc", "edge", "string"},
    {"arc-name", "edge", "string"}, {"ports", "edge", "string"},
};

static const struct {
    const char *id, *domain, *type;
} measure_keys[] = {
    {"component", "node", "int"},        {"betweenness", "node", "double"},
    {"articulation", "node", "boolean"}, {"community", "node", "int"},
    {"bridge", "edge", "boolean"},
};

static void
append_port(GString *text, const CtPortRange *range)
{
    const char *protocol = ct_word_text(CT_WORDS_PROTOCOL, range->protocol);

    if (text->len > 0)
        g_string_append_c(text, ' ');
    g_string_append(text, protocol == NULL ? "any" : protocol);
    if (range->low == 0 && range->high == UINT16_MAX)
        return;
    g_string_append_printf(text, "/%u", range->low);
    if (range->high != range->low)
        g_string_append_printf(text, "-%u", range->high);
}

char *
ct_export_graph_ports(const CtModel *model, uint32_t conduit)
{
    CtSpan allow = model->conduits.data[conduit].allow;
    GString *text = g_string_new(NULL);

    for (uint32_t r = 0; r < allow.length; r++) {
        CtSpan ports = model->rules.data[allow.start + r].ports;

        if (!ct_span_is_stated(ports)) {
            g_string_assign(text, "any");
            break;
        }
        for (uint32_t i = 0; i < ports.length; i++)
            append_port(text, &model->port_ranges.data[ports.start + i]);
    }
    return g_string_free(text, FALSE);
}

static void
put_escaped(CtOut *out, const char *text)
{
    g_autofree char *printable = ct_text_printable(text, SIZE_MAX);
    g_autofree char *escaped = g_markup_escape_text(printable, -1);

    ct_out_put(out, escaped);
}

static void
put_data(CtOut *out, const char *key, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    ct_out_printf(out, "      <data key=\"%s\">", key);
    put_escaped(out, text);
    ct_out_put(out, "</data>\n");
}

/* "zone:corp": kinds make the ids of different sections distinct. */
static void
put_node_id(CtOut *out, const CtEntityGraph *graph, uint32_t v)
{
    const CtVertex *vertex = &graph->vertices.data[v];
    CtVertexKind kind = (CtVertexKind)vertex->kind;

    ct_out_put(out, ct_vertex_kind_word(kind));
    ct_out_put(out, ":");
    put_escaped(out,
                ct_model_id(graph->instances->model, ct_vertex_kind_section(kind), vertex->row));
}

static void
put_kind_data(CtOut *out, const CtModel *model, const CtVertex *vertex)
{
    if (vertex->kind == CT_VERTEX_ASSET) {
        const CtAsset *asset = &model->assets.data[vertex->row];

        put_data(out, "zone", ct_model_id(model, CT_SECTION_ZONES, asset->zone));
        put_data(out, "product", ct_model_id(model, CT_SECTION_PRODUCTS, asset->product));
    } else if (vertex->kind == CT_VERTEX_ZONE) {
        CtId parent = model->zones.data[vertex->row].parent;

        if (parent != CT_NO_ID)
            put_data(out, "zone", ct_model_id(model, CT_SECTION_ZONES, parent));
    } else if (vertex->kind == CT_VERTEX_NETWORK) {
        put_data(out, "medium",
                 ct_word_text(CT_WORDS_MEDIUM, model->networks.data[vertex->row].medium));
    }
}

static void
put_vertex_measures(CtOut *out, const CtGraphMeasures *measures, uint32_t v)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(number, sizeof number, "%.6g", measures->betweenness[v]);
    ct_out_printf(out, "      <data key=\"component\">%u</data>\n", measures->component[v]);
    put_data(out, "betweenness", number);
    put_data(out, "articulation", ct_bits_get(measures->points, v) ? "true" : "false");
    if (measures->community != NULL && measures->community[v] != CT_NO_ID)
        ct_out_printf(out, "      <data key=\"community\">%u</data>\n", measures->community[v]);
}

static void
put_node(CtOut *out, const CtEntityGraph *graph, const CtGraphMeasures *measures, uint32_t v)
{
    const CtModel *model = graph->instances->model;
    const CtVertex *vertex = &graph->vertices.data[v];
    CtVertexKind kind = (CtVertexKind)vertex->kind;
    CtSection section = ct_vertex_kind_section(kind);
    const CtEntity *entity = ct_model_entity(model, section, vertex->row);
    g_autofree char *place = ct_diag_pos_text(model->diag, entity->pos);

    ct_out_put(out, "    <node id=\"");
    put_node_id(out, graph, v);
    ct_out_put(out, "\">\n");
    put_data(out, "kind", ct_vertex_kind_word(kind));
    put_data(out, "name", ct_model_id(model, section, vertex->row));
    put_data(out, "title", ct_model_title(model, section, vertex->row));
    put_kind_data(out, model, vertex);
    ct_out_printf(out, "      <data key=\"count\">%u</data>\n", vertex->count);
    put_data(out, "place", place);
    if (measures != NULL)
        put_vertex_measures(out, measures, v);
    ct_out_put(out, "    </node>\n");
}

static void
put_edge(CtOut *out, const CtEntityGraph *graph, const CtGraphMeasures *measures, uint32_t a)
{
    const CtArc *arc = &graph->arcs.data[a];
    const CtModel *model = graph->instances->model;

    ct_out_put(out, "    <edge source=\"");
    put_node_id(out, graph, arc->from);
    ct_out_put(out, "\" target=\"");
    put_node_id(out, graph, arc->to);
    ct_out_put(out, "\">\n");
    put_data(out, "arc", ct_arc_kind_word((CtArcKind)arc->kind));
    if (arc->kind == CT_ARC_CONDUIT) {
        g_autofree char *ports = ct_export_graph_ports(model, arc->row);

        put_data(out, "arc-name", ct_model_id(model, CT_SECTION_CONDUITS, arc->row));
        put_data(out, "ports", ports);
    } else if (arc->kind == CT_ARC_COMPONENT) {
        put_data(out, "arc-name", ct_model_id(model, CT_SECTION_COMPONENTS, arc->row));
    }
    if (measures != NULL)
        put_data(out, "bridge", ct_bits_get(measures->bridges, a) ? "true" : "false");
    ct_out_put(out, "    </edge>\n");
}

bool
ct_export_graph_graphml(const CtInstances *instances, CtOut *out)
{
    return ct_export_graph_measured(instances, NULL, out);
}

bool
ct_export_graph_measured(const CtInstances *instances, const CtGraphMeasures *measures, CtOut *out)
{
    g_autoptr(CtEntityGraph) graph =
        ct_entity_graph_new(instances,
                            CT_SHOW_ZONES | CT_SHOW_ASSETS | CT_SHOW_SUPPLY | CT_SHOW_CHANNELS);

    ct_out_put(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\""
                    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                    " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns"
                    " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        ct_out_printf(out, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                      keys[i].id, keys[i].domain, keys[i].id, keys[i].type);
    for (size_t i = 0; measures != NULL && i < G_N_ELEMENTS(measure_keys); i++)
        ct_out_printf(out, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                      measure_keys[i].id, measure_keys[i].domain, measure_keys[i].id,
                      measure_keys[i].type);
    ct_out_put(out, "  <graph id=\"topology\" edgedefault=\"directed\">\n");
    for (uint32_t v = 0; v < graph->vertices.length; v++)
        put_node(out, graph, measures, v);
    for (uint32_t a = 0; a < graph->arcs.length; a++)
        put_edge(out, graph, measures, a);
    ct_out_put(out, "  </graph>\n</graphml>\n");
    return ct_out_is_good(out);
}
