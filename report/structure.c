/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `structure` for people: numbers first, then single points, then zones against communities. */
#include "report/structure.h"

#include "base/bits.h"
#include "report/place.h"
#include "report/text_parts.h"
#include "topology/export_graph.h"

enum { MOST_ROWS = 10, MOST_NAMES = 6, MOST_ZONES = 10 };

static const char *
vertex_id(const CtTwin *twin, const CtVertex *vertex)
{
    return ct_model_id(twin->model, ct_vertex_kind_section((CtVertexKind)vertex->kind),
                       vertex->row);
}

static CtPos
vertex_pos(const CtTwin *twin, const CtVertex *vertex)
{
    return ct_model_entity(twin->model, ct_vertex_kind_section((CtVertexKind)vertex->kind),
                           vertex->row)
        ->pos;
}

static void
put_components(const CtTextReport *report, const CtTwin *twin, const CtStructure *structure)
{
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);
    g_autofree uint32_t *size = g_new0(uint32_t, (size_t)structure->n_components + 1);
    g_autofree uint32_t *first = g_new0(uint32_t, (size_t)structure->n_components + 1);
    uint32_t largest = 0;
    uint32_t shown = 0;

    for (uint32_t v = graph->vertices.length; v-- > 0;) {
        size[structure->component[v]]++;
        first[structure->component[v]] = v;
    }
    for (uint32_t c = 0; c < structure->n_components; c++)
        largest = size[c] > size[largest] ? c : largest;
    if (structure->n_components <= 1) {
        ct_out_put(report->out, "  Everything hangs together.\n");
        return;
    }
    ct_out_printf(report->out,
                  "  %u parts that nothing connects; the largest has %u of them. Apart:\n",
                  structure->n_components, size[largest]);
    for (uint32_t c = 0; c < structure->n_components; c++) {
        const CtVertex *vertex = &graph->vertices.data[first[c]];
        g_autofree char *place = ct_place_text(twin, vertex_pos(twin, vertex));
        g_autofree char *text = NULL;

        if (c == largest)
            continue;
        if (shown++ >= MOST_ROWS && !report->options->all)
            continue;
        text = size[c] == 1
                   ? g_strdup_printf("%s %s", ct_vertex_kind_word((CtVertexKind)vertex->kind),
                                     vertex_id(twin, vertex))
                   : g_strdup_printf("%s %s and %u more",
                                     ct_vertex_kind_word((CtVertexKind)vertex->kind),
                                     vertex_id(twin, vertex), size[c] - 1);
        ct_text_reason(report, 4, "", CT_STYLE_PLAIN, text, place);
    }
    if (shown > MOST_ROWS && !report->options->all)
        ct_out_printf(report->out, "    and %u more; --verbose shows them\n", shown - MOST_ROWS);
}

static void
put_vertices(const CtTextReport *report,
             const CtTwin *twin,
             const CtStructure *structure,
             const CtIds *vertices)
{
    static const char *const headers[] = {"what", "which", "ways", "", NULL};
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, report->options->width);
    uint32_t most =
        report->options->all ? vertices->length : MIN(vertices->length, (uint32_t)MOST_ROWS);

    ct_text_table_set_right(table, 2);
    for (uint32_t i = 0; i < most; i++) {
        const CtVertex *vertex = &graph->vertices.data[vertices->data[i]];
        g_autofree char *place = ct_place_text(twin, vertex_pos(twin, vertex));
        g_autofree char *share =
            g_strdup_printf("%.1f%%", structure->share[vertices->data[i]] * 100);

        ct_text_table_add(table,
                          (const char *const[]){ct_vertex_kind_word((CtVertexKind)vertex->kind),
                                                vertex_id(twin, vertex), share, place});
    }
    ct_text_table_write(table, report->out, report->options->color);
    if (most < vertices->length)
        ct_out_printf(report->out, "and %u more; --verbose shows them\n", vertices->length - most);
}

static void
put_bridges(const CtTextReport *report, const CtTwin *twin, const CtStructure *structure)
{
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);
    uint32_t most = report->options->all ? structure->bridges.length
                                         : MIN(structure->bridges.length, (uint32_t)MOST_ROWS);

    ct_text_heading(report, "Links without which it falls apart");
    if (structure->bridges.length == 0)
        ct_out_put(report->out, "  none");
    for (uint32_t i = 0; i < most; i++) {
        const CtArc *arc = &graph->arcs.data[structure->bridges.data[i]];
        const CtVertex *from = &graph->vertices.data[arc->from];
        const CtVertex *to = &graph->vertices.data[arc->to];
        CtPos pos = arc->kind == CT_ARC_CONDUIT ? twin->model->conduits.data[arc->row].e.pos
                                                : vertex_pos(twin, to);
        g_autofree char *place = ct_place_text(twin, pos);
        g_autofree char *text =
            g_strdup_printf("%s %s – %s %s (%s)", ct_vertex_kind_word((CtVertexKind)from->kind),
                            vertex_id(twin, from), ct_vertex_kind_word((CtVertexKind)to->kind),
                            vertex_id(twin, to),
                            arc->kind == CT_ARC_CONDUIT
                                ? ct_model_id(twin->model, CT_SECTION_CONDUITS, arc->row)
                                : ct_arc_kind_word((CtArcKind)arc->kind));

        ct_text_reason(report, 2, "", CT_STYLE_PLAIN, text, place);
    }
    if (most < structure->bridges.length)
        ct_out_printf(report->out, "  and %u more; --verbose shows them\n",
                      structure->bridges.length - most);
    if (structure->n_pendant > 0)
        ct_out_printf(report->out, "%s  and %u to what hangs on one link alone\n",
                      structure->bridges.length == 0 ? "\n" : "", structure->n_pendant);
    else if (structure->bridges.length == 0)
        ct_out_put(report->out, "\n");
}

/* --- zones against communities --- */

static void
append_names(GString *text, const CtTwin *twin, const CtIds *zones)
{
    uint32_t shown = zones->length > MOST_ZONES + 1 ? MOST_ZONES : zones->length;

    for (uint32_t i = 0; i < shown; i++)
        g_string_append_printf(text, "%s%s",
                               i == 0                   ? ""
                               : i + 1 == zones->length ? " and "
                                                        : ", ",
                               ct_model_id(twin->model, CT_SECTION_ZONES, zones->data[i]));
    if (shown < zones->length)
        g_string_append_printf(text, " and %u more", zones->length - shown);
}

char *
ct_structure_text(const CtTwin *twin, const CtDisagreement *found, uint32_t most)
{
    GString *text = g_string_new(NULL);

    switch ((CtDisagreementKind)found->kind) {
    case CT_DISAGREEMENT_MERGED:
        g_string_append(text, "zones ");
        append_names(text, twin, &found->zones);
        g_string_append_printf(text, "%s: %.0f of %.0f pairs of their assets across zones can talk",
                               found->across * 2 >= found->possible
                                   ? " are one in practice"
                                   : " have more to do with each other than with the rest",
                               found->across, found->possible);
        break;
    case CT_DISAGREEMENT_SPLIT:
        g_string_append_printf(text, "zone %s falls into %u parts, between which little is open",
                               ct_model_id(twin->model, CT_SECTION_ZONES, found->zone),
                               found->parts.length);
        break;
    case CT_DISAGREEMENT_STRAY:
        for (uint32_t i = 0; i < MIN(found->assets.length, most); i++) {
            g_autofree char *name = ct_instances_asset_text(twin->instances, found->assets.data[i]);

            g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", name);
        }
        if (found->assets.length > most)
            g_string_append_printf(text, " and %u more", found->assets.length - most);
        g_string_append_printf(text, ", of zone %s by declaration, %s with zone ",
                               ct_model_id(twin->model, CT_SECTION_ZONES, found->zone),
                               found->assets.length == 1 ? "belongs" : "belong");
        append_names(text, twin, &found->zones);
        g_string_append(text, " by what can talk to what");
        break;
    }
    return g_string_free(text, FALSE);
}

CtPos
ct_structure_pos(const CtTwin *twin, const CtDisagreement *found)
{
    if (found->kind == CT_DISAGREEMENT_STRAY)
        return ct_entity_pos(twin->instances, CT_ENTITY_ASSET, found->assets.data[0]);
    return twin->model->zones
        .data[found->kind == CT_DISAGREEMENT_MERGED ? found->zones.data[0] : found->zone]
        .e.pos;
}

/* A line for each part of a zone that is split. */
static void
put_parts(const CtTextReport *report,
          const CtTwin *twin,
          const CtStructure *structure,
          const CtDisagreement *found)
{
    uint32_t most =
        report->options->all ? found->parts.length : MIN(found->parts.length, (uint32_t)MOST_ROWS);

    for (uint32_t i = 0; i < most; i++) {
        const CtZonePart *part =
            &g_array_index(structure->parts, CtZonePart, found->parts.start + i);
        g_autofree char *first = ct_instances_asset_text(twin->instances, part->first);
        g_autofree char *text =
            part->n > 1 ? g_strdup_printf("%s and %u more", first, part->n - 1) : g_strdup(first);

        ct_text_reason(report, 6, "", CT_STYLE_DIM, text, NULL);
    }
    if (most < found->parts.length)
        ct_out_printf(report->out, "      and %u more parts\n", found->parts.length - most);
}

static void
put_disagreement(const CtTextReport *report,
                 const CtTwin *twin,
                 const CtStructure *structure,
                 const CtDisagreement *found)
{
    g_autofree char *text = ct_structure_text(twin, found, MOST_NAMES);
    g_autofree char *place = ct_place_text(twin, ct_structure_pos(twin, found));

    ct_text_reason(report, 2, "•", CT_STYLE_PLAIN, text, place);
    put_parts(report, twin, structure, found);
    for (uint32_t i = 0; i < found->conduits.length; i++) {
        g_autofree char *door =
            ct_place_text(twin, twin->model->conduits.data[found->conduits.data[i]].e.pos);
        g_autofree char *name =
            g_strdup_printf("by conduit %s",
                            ct_model_id(twin->model, CT_SECTION_CONDUITS, found->conduits.data[i]));

        ct_text_reason(report, 6, "", CT_STYLE_DIM, name, door);
    }
}

static void
put_zones(const CtTextReport *report, const CtTwin *twin, const CtStructure *structure)
{
    ct_text_heading(report, "Zones as declared, and what really talks to what");
    if (structure->connectivity == NULL) {
        ct_text_reason(report, 2, "", CT_STYLE_WARN,
                       "not computed: too many pairs of assets can talk for this to be said in "
                       "reasonable time",
                       NULL);
        return;
    }
    if (structure->connectivity->n_pairs == 0) {
        ct_out_put(report->out, "  No asset can send to another: there is nothing to compare.\n");
        return;
    }
    g_autofree char *line = g_strdup_printf(
        "%.0f pairs of assets can talk; they form %u communities (modularity %.2f, found without "
        "chance).",
        structure->connectivity->n_pairs, structure->n_communities, structure->modularity);

    ct_text_reason(report, 2, "", CT_STYLE_PLAIN, line, NULL);
    if (structure->disagreements->len == 0)
        ct_out_put(report->out, "  The zones are what the connectivity says they are.\n");
    for (guint i = 0; i < structure->disagreements->len; i++)
        put_disagreement(report, twin, structure,
                         &g_array_index(structure->disagreements, CtDisagreement, i));
}

void
ct_report_structure_text(CtOut *out,
                         const CtTwin *twin,
                         const CtStructure *structure,
                         const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .options = options};
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);

    ct_out_printf(out, "%u zones, networks, assets, suppliers, products and channels; %u links\n",
                  graph->vertices.length, graph->arcs.length);
    ct_out_put(out, "Assets that are one row with a count are one.\n");
    put_components(&report, twin, structure);
    ct_text_heading(&report, "Single things without which it falls apart");
    if (structure->points.length == 0)
        ct_out_put(out, "  none\n");
    else
        put_vertices(&report, twin, structure, &structure->points);
    put_bridges(&report, twin, structure);
    ct_text_heading(&report, "What most ways pass");
    if (structure->n_sources < graph->vertices.length)
        ct_out_printf(out, "An estimate: the ways from %u of %u were followed, a sample by seed.\n",
                      structure->n_sources, graph->vertices.length);
    put_vertices(&report, twin, structure, &structure->between);
    put_zones(&report, twin, structure);
}

/* A community for each asset row whose instances are in one. */
void
ct_report_structure_graphml(CtOut *out, const CtTwin *twin, const CtStructure *structure)
{
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);
    g_autofree uint32_t *community = g_new(uint32_t, (size_t)graph->vertices.length + 1);
    g_autofree uint64_t *points = ct_bits_new(graph->vertices.length);
    g_autofree uint64_t *bridges = ct_bits_new(graph->arcs.length);
    CtGraphMeasures measures = {.component = structure->component,
                                .betweenness = structure->share,
                                .points = points,
                                .bridges = bridges,
                                .community = structure->community != NULL ? community : NULL};

    for (uint32_t i = 0; i < structure->points.length; i++)
        ct_bits_set(points, structure->points.data[i]);
    for (uint32_t i = 0; i < structure->bridges.length; i++)
        ct_bits_set(bridges, structure->bridges.data[i]);
    for (uint32_t v = 0; v < graph->vertices.length; v++) {
        const CtVertex *vertex = &graph->vertices.data[v];
        uint32_t a =
            vertex->kind == CT_VERTEX_ASSET ? twin->instances->asset_first[vertex->row] : 0;
        uint32_t end = vertex->kind == CT_VERTEX_ASSET ? a + vertex->count : 0;

        community[v] = CT_NO_ID;
        for (uint32_t i = a; i < end && structure->community != NULL; i++) {
            uint32_t own = structure->community[structure->connectivity->of_asset[i]];

            if (i > a && own != community[v]) {
                community[v] = CT_NO_ID;
                break;
            }
            community[v] = own;
        }
    }
    (void)ct_export_graph_measured(twin->instances, &measures, out);
}
