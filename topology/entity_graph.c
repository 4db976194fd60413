/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/entity_graph.h"

#include "base/sort.h"

#include <stdlib.h>

static const struct {
    const char *word;
    CtSection section;
    unsigned show;
} vertex_kinds[CT_VERTEX_KIND_COUNT] = {
    [CT_VERTEX_ZONE] = {"zone", CT_SECTION_ZONES, CT_SHOW_ZONES},
    [CT_VERTEX_NETWORK] = {"network", CT_SECTION_NETWORKS, CT_SHOW_ASSETS},
    [CT_VERTEX_ASSET] = {"asset", CT_SECTION_ASSETS, CT_SHOW_ASSETS},
    [CT_VERTEX_SUPPLIER] = {"supplier", CT_SECTION_SUPPLIERS, CT_SHOW_SUPPLY},
    [CT_VERTEX_PRODUCT] = {"product", CT_SECTION_PRODUCTS, CT_SHOW_SUPPLY},
    [CT_VERTEX_CHANNEL] = {"channel", CT_SECTION_CHANNELS, CT_SHOW_CHANNELS},
};

static const char *const arc_words[CT_ARC_KIND_COUNT] = {
    [CT_ARC_CONDUIT] = "conduit",     [CT_ARC_LISTS] = "lists",
    [CT_ARC_ATTACHED] = "attached",   [CT_ARC_HOSTS] = "hosts",
    [CT_ARC_SUPPLIES] = "supplies",   [CT_ARC_MAKES] = "makes",
    [CT_ARC_COMPONENT] = "component", [CT_ARC_INSTALLED] = "installed",
    [CT_ARC_OPERATES] = "operates",   [CT_ARC_SENDS] = "sends",
    [CT_ARC_DELIVERS] = "delivers",
};

const char *
ct_vertex_kind_word(CtVertexKind kind)
{
    return vertex_kinds[kind].word;
}

const char *
ct_arc_kind_word(CtArcKind kind)
{
    return arc_words[kind];
}

CtSection
ct_vertex_kind_section(CtVertexKind kind)
{
    return vertex_kinds[kind].section;
}

uint32_t
ct_entity_graph_vertex(const CtEntityGraph *graph, CtVertexKind kind, uint32_t row)
{
    uint32_t first = graph->first_of_kind[kind];

    return row < graph->first_of_kind[kind + 1] - first ? first + row : CT_NO_ID;
}

static uint32_t
count_instances(const CtInstances *instances, CtVertexKind kind, uint32_t row)
{
    if (kind == CT_VERTEX_ZONE)
        return instances->zone_first[row + 1] - instances->zone_first[row];
    if (kind == CT_VERTEX_NETWORK)
        return instances->network_first[row + 1] - instances->network_first[row];
    if (kind == CT_VERTEX_ASSET)
        return instances->asset_first[row + 1] - instances->asset_first[row];
    return 1;
}

static void
add_vertices(CtEntityGraph *graph, unsigned show)
{
    const CtInstances *instances = graph->instances;

    for (int kind = 0; kind < CT_VERTEX_KIND_COUNT; kind++) {
        uint32_t n = (show & vertex_kinds[kind].show) != 0
                         ? ct_model_count(instances->model, vertex_kinds[kind].section)
                         : 0;

        graph->first_of_kind[kind + 1] = graph->first_of_kind[kind] + n;
    }
    graph->vertices.length = graph->vertices.capacity = graph->first_of_kind[CT_VERTEX_KIND_COUNT];
    graph->vertices.data = g_new(CtVertex, (size_t)graph->vertices.length + 1);
    for (int kind = 0; kind < CT_VERTEX_KIND_COUNT; kind++)
        for (uint32_t v = graph->first_of_kind[kind]; v < graph->first_of_kind[kind + 1]; v++) {
            uint32_t row = v - graph->first_of_kind[kind];

            graph->vertices.data[v] = (CtVertex){
                .kind = (uint8_t)kind,
                .row = row,
                .count = count_instances(instances, (CtVertexKind)kind, row),
            };
        }
}

/* An end that is not shown, or not there at all, drops the arc. */
static void
add_arc(CtEntityGraph *graph, CtArcKind kind, uint32_t row, uint32_t from, uint32_t to)
{
    if (from == CT_NO_ID || to == CT_NO_ID)
        return;
    if (graph->arcs.length == graph->arcs.capacity) {
        graph->arcs.capacity = MAX(64, graph->arcs.capacity * 2);
        graph->arcs.data = g_renew(CtArc, graph->arcs.data, graph->arcs.capacity);
    }
    graph->arcs.data[graph->arcs.length++] =
        (CtArc){.kind = (uint8_t)kind, .row = row, .from = from, .to = to};
}

static uint32_t
vertex(const CtEntityGraph *graph, CtVertexKind kind, CtId row)
{
    return row == CT_NO_ID ? CT_NO_ID : ct_entity_graph_vertex(graph, kind, row);
}

static void
add_zone_arcs(CtEntityGraph *graph)
{
    const CtModel *model = graph->instances->model;

    for (uint32_t c = 0; c < model->conduits.length; c++)
        add_arc(graph, CT_ARC_CONDUIT, c,
                vertex(graph, CT_VERTEX_ZONE, model->conduits.data[c].from),
                vertex(graph, CT_VERTEX_ZONE, model->conduits.data[c].to));
    for (uint32_t z = 0; z < model->zones.length; z++) {
        CtSpan networks = model->zones.data[z].networks;
        uint32_t zone = vertex(graph, CT_VERTEX_ZONE, z);

        for (uint32_t i = 0; i < networks.length; i++)
            add_arc(graph, CT_ARC_LISTS, CT_NO_ID, zone,
                    vertex(graph, CT_VERTEX_NETWORK, model->pool.data[networks.start + i]));
        add_arc(graph, CT_ARC_OPERATES, CT_NO_ID,
                vertex(graph, CT_VERTEX_SUPPLIER, model->zones.data[z].operated_by), zone);
    }
}

/* An arc between @other and every asset row of a selector; instances of a row stand together. */
static void
add_selected(CtEntityGraph *graph, CtArcKind kind, CtId selector, uint32_t other, bool outward)
{
    const CtInstances *instances = graph->instances;
    uint32_t last = CT_NO_ID;

    if (selector == CT_NO_ID)
        return;
    for (uint32_t i = instances->selected.start[selector];
         i < instances->selected.start[selector + 1]; i++) {
        uint32_t row = instances->asset_row[instances->selected.value[i]];
        uint32_t asset = vertex(graph, CT_VERTEX_ASSET, row);

        if (row != last)
            add_arc(graph, kind, CT_NO_ID, outward ? other : asset, outward ? asset : other);
        last = row;
    }
}

static void
add_asset_arcs(CtEntityGraph *graph)
{
    const CtInstances *instances = graph->instances;
    const CtModel *model = instances->model;

    for (uint32_t a = 0; a < model->assets.length; a++) {
        const CtAsset *row = &model->assets.data[a];
        uint32_t asset = vertex(graph, CT_VERTEX_ASSET, a);
        uint32_t first = instances->asset_first[a];

        /* The first instance speaks for the row: the others are attached to their own copies. */
        for (uint32_t i = instances->attached.start[first];
             i < instances->attached.start[first + 1]; i++)
            add_arc(graph, CT_ARC_ATTACHED, CT_NO_ID,
                    vertex(graph, CT_VERTEX_NETWORK,
                           instances->network_row[instances->attached.value[i]]),
                    asset);
        add_selected(graph, CT_ARC_HOSTS, row->runs_on, asset, false);
        add_arc(graph, CT_ARC_INSTALLED, CT_NO_ID, vertex(graph, CT_VERTEX_PRODUCT, row->product),
                asset);
        for (uint32_t i = 0; i < row->software.length; i++)
            add_arc(graph, CT_ARC_INSTALLED, CT_NO_ID,
                    vertex(graph, CT_VERTEX_PRODUCT, model->pool.data[row->software.start + i]),
                    asset);
        add_arc(graph, CT_ARC_OPERATES, CT_NO_ID,
                vertex(graph, CT_VERTEX_SUPPLIER, row->operated_by), asset);
    }
}

static void
add_supply_arcs(CtEntityGraph *graph)
{
    const CtModel *model = graph->instances->model;

    for (uint32_t s = 0; s < model->suppliers.length; s++) {
        CtSpan by = model->suppliers.data[s].supplied_by;

        for (uint32_t i = 0; i < by.length; i++)
            add_arc(graph, CT_ARC_SUPPLIES, CT_NO_ID,
                    vertex(graph, CT_VERTEX_SUPPLIER, model->pool.data[by.start + i]),
                    vertex(graph, CT_VERTEX_SUPPLIER, s));
    }
    for (uint32_t p = 0; p < model->products.length; p++)
        add_arc(graph, CT_ARC_MAKES, CT_NO_ID,
                vertex(graph, CT_VERTEX_SUPPLIER, model->products.data[p].supplier),
                vertex(graph, CT_VERTEX_PRODUCT, p));
    for (uint32_t c = 0; c < model->components.length; c++)
        add_arc(graph, CT_ARC_COMPONENT, c,
                vertex(graph, CT_VERTEX_SUPPLIER, model->components.data[c].supplier),
                vertex(graph, CT_VERTEX_PRODUCT, model->components.data[c].product));
}

/* Whether a selector names nothing but products, all of which are shown. */
static bool
names_products(const CtEntityGraph *graph, CtId selector)
{
    const CtModel *model = graph->instances->model;
    CtSpan terms = model->selectors.data[selector].terms;

    if (graph->first_of_kind[CT_VERTEX_PRODUCT] == graph->first_of_kind[CT_VERTEX_PRODUCT + 1])
        return false;
    for (uint32_t i = 0; i < terms.length; i++)
        if (model->terms.data[terms.start + i].kind != CT_TERM_PRODUCT)
            return false;
    return terms.length > 0;
}

static void
add_product_terms(CtEntityGraph *graph, CtId selector, uint32_t channel)
{
    const CtModel *model = graph->instances->model;
    CtSpan terms = model->selectors.data[selector].terms;

    for (uint32_t i = 0; i < terms.length; i++)
        add_arc(graph, CT_ARC_DELIVERS, CT_NO_ID, channel,
                vertex(graph, CT_VERTEX_PRODUCT, model->terms.data[terms.start + i].id));
}

static void
add_channel_arcs(CtEntityGraph *graph)
{
    const CtModel *model = graph->instances->model;

    for (uint32_t c = 0; c < model->channels.length; c++) {
        const CtChannel *row = &model->channels.data[c];
        uint32_t channel = vertex(graph, CT_VERTEX_CHANNEL, c);

        add_selected(graph, CT_ARC_SENDS, row->from, channel, false);
        add_arc(graph, CT_ARC_SENDS, CT_NO_ID,
                vertex(graph, CT_VERTEX_SUPPLIER, row->from_supplier), channel);
        if (row->to != CT_NO_ID && names_products(graph, row->to))
            add_product_terms(graph, row->to, channel);
        else
            add_selected(graph, CT_ARC_DELIVERS, row->to, channel, true);
        for (uint32_t i = 0; i < row->into.length; i++)
            add_arc(graph, CT_ARC_DELIVERS, CT_NO_ID, channel,
                    vertex(graph, CT_VERTEX_NETWORK, model->pool.data[row->into.start + i]));
        for (uint32_t i = 0; i < row->services.length; i++) {
            const CtServiceRef *ref = &model->service_refs.data[row->services.start + i];

            add_arc(graph, CT_ARC_DELIVERS, CT_NO_ID, channel,
                    vertex(graph, CT_VERTEX_PRODUCT, ref->product));
            add_selected(graph, CT_ARC_DELIVERS, ref->selector, channel, true);
        }
    }
}

static int
compare_arcs(const void *a, const void *b)
{
    const CtArc *x = a;
    const CtArc *y = b;
    const uint32_t keys[][2] = {{x->kind, y->kind},
                                {x->from, y->from},
                                {x->to, y->to},
                                {x->row, y->row}};

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

static void
sort_arcs(CtEntityGraph *graph)
{
    uint32_t kept = 0;

    if (graph->arcs.length == 0)
        return;
    ct_sort(graph->arcs.data, graph->arcs.length, sizeof(CtArc), compare_arcs);
    for (uint32_t i = 0; i < graph->arcs.length; i++)
        if (kept == 0 || compare_arcs(&graph->arcs.data[kept - 1], &graph->arcs.data[i]) != 0)
            graph->arcs.data[kept++] = graph->arcs.data[i];
    graph->arcs.length = kept;
}

CtEntityGraph *
ct_entity_graph_new(const CtInstances *instances, unsigned show)
{
    CtEntityGraph *graph = g_new0(CtEntityGraph, 1);

    graph->instances = instances;
    add_vertices(graph, show);
    add_zone_arcs(graph);
    add_asset_arcs(graph);
    add_supply_arcs(graph);
    add_channel_arcs(graph);
    sort_arcs(graph);
    return graph;
}

void
ct_entity_graph_free(CtEntityGraph *graph)
{
    if (graph == NULL)
        return;
    g_free(graph->vertices.data);
    g_free(graph->arcs.data);
    g_free(graph);
}
