/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `structure` for programs. */
#include "report/structure.h"

#include "base/bits.h"
#include "report/place.h"

enum { MOST_ASSETS = 1000 };

static const char *const kinds[] = {
    [CT_DISAGREEMENT_MERGED] = "merged",
    [CT_DISAGREEMENT_SPLIT] = "split",
    [CT_DISAGREEMENT_STRAY] = "stray",
};

static void
put_vertex(CtJson *json, const CtTwin *twin, const CtVertex *vertex)
{
    CtSection section = ct_vertex_kind_section((CtVertexKind)vertex->kind);

    ct_json_put_string(json, "kind", ct_vertex_kind_word((CtVertexKind)vertex->kind));
    ct_json_put_string(json, "id", ct_model_id(twin->model, section, vertex->row));
    ct_json_put_integer(json, "count", vertex->count);
    ct_place_json(json, twin, ct_model_entity(twin->model, section, vertex->row)->pos);
}

static void
put_vertices(CtJson *json, const CtTwin *twin, const CtStructure *structure)
{
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);
    g_autofree uint64_t *points = ct_bits_new(graph->vertices.length);

    for (uint32_t i = 0; i < structure->points.length; i++)
        ct_bits_set(points, structure->points.data[i]);
    ct_json_key(json, "vertices");
    ct_json_begin_array(json);
    for (uint32_t v = 0; v < graph->vertices.length; v++) {
        char share[G_ASCII_DTOSTR_BUF_SIZE];

        g_ascii_formatd(share, sizeof share, "%.6g", structure->share[v]);
        ct_json_begin_object(json);
        put_vertex(json, twin, &graph->vertices.data[v]);
        ct_json_put_integer(json, "component", structure->component[v]);
        ct_json_put_bool(json, "articulation", ct_bits_get(points, v));
        ct_json_key(json, "betweenness");
        ct_json_literal(json, share);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_bridges(CtJson *json, const CtTwin *twin, const CtStructure *structure)
{
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);

    ct_json_key(json, "bridges");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < structure->bridges.length; i++) {
        const CtArc *arc = &graph->arcs.data[structure->bridges.data[i]];
        const CtVertex *ends[] = {&graph->vertices.data[arc->from], &graph->vertices.data[arc->to]};

        ct_json_begin_object(json);
        ct_json_put_string(json, "kind", ct_arc_kind_word((CtArcKind)arc->kind));
        for (size_t e = 0; e < G_N_ELEMENTS(ends); e++) {
            ct_json_key(json, e == 0 ? "from" : "to");
            ct_json_begin_object(json);
            put_vertex(json, twin, ends[e]);
            ct_json_end_object(json);
        }
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_put_integer(json, "pendant_links", structure->n_pendant);
}

static void
put_ids(CtJson *json, const char *key, const CtTwin *twin, CtSection section, const CtIds *rows)
{
    ct_json_key(json, key);
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < rows->length; i++)
        ct_json_string(json, ct_model_id(twin->model, section, rows->data[i]));
    ct_json_end_array(json);
}

static void
put_assets(CtJson *json, const CtTwin *twin, const CtDisagreement *found)
{
    ct_json_put_integer(json, "n_assets", found->assets.length);
    ct_json_key(json, "assets");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < MIN(found->assets.length, MOST_ASSETS); i++) {
        g_autofree char *id = ct_instances_asset_text(twin->instances, found->assets.data[i]);

        ct_json_string(json, id);
    }
    ct_json_end_array(json);
}

static void
put_disagreement(CtJson *json, const CtTwin *twin, const CtDisagreement *found)
{
    g_autofree char *text = ct_structure_text(twin, found, 6);

    ct_json_begin_object(json);
    ct_json_put_string(json, "kind", kinds[found->kind]);
    ct_json_put_string(json, "text", text);
    ct_place_json(json, twin, ct_structure_pos(twin, found));
    if (found->kind != CT_DISAGREEMENT_MERGED)
        ct_json_put_string(json, "zone", ct_model_id(twin->model, CT_SECTION_ZONES, found->zone));
    put_ids(json, "zones", twin, CT_SECTION_ZONES, &found->zones);
    if (found->kind == CT_DISAGREEMENT_MERGED) {
        ct_json_put_number(json, "pairs_across", found->across);
        ct_json_put_number(json, "pairs_possible", found->possible);
    }
    put_ids(json, "conduits", twin, CT_SECTION_CONDUITS, &found->conduits);
    put_assets(json, twin, found);
    ct_json_end_object(json);
}

static void
put_parts(CtJson *json, const CtTwin *twin, const CtStructure *structure)
{
    ct_json_key(json, "zone_parts");
    ct_json_begin_array(json);
    for (guint i = 0; i < structure->parts->len; i++) {
        const CtZonePart *part = &g_array_index(structure->parts, CtZonePart, i);

        ct_json_begin_object(json);
        ct_json_put_string(json, "zone", ct_model_id(twin->model, CT_SECTION_ZONES, part->zone));
        ct_json_put_integer(json, "community", part->community);
        ct_json_put_integer(json, "assets", part->n);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

void
ct_report_structure_json(CtOut *out, const CtTwin *twin, const CtStructure *structure)
{
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);
    bool computed = structure->connectivity != NULL;
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_integer(json, "components", structure->n_components);
    ct_json_key(json, "betweenness");
    ct_json_begin_object(json);
    ct_json_put_integer(json, "sources", structure->n_sources);
    ct_json_put_integer(json, "of", graph->vertices.length);
    ct_json_put_bool(json, "sampled", structure->n_sources < graph->vertices.length);
    ct_json_end_object(json);
    put_vertices(json, twin, structure);
    put_bridges(json, twin, structure);
    ct_json_key(json, "connectivity");
    ct_json_begin_object(json);
    ct_json_put_bool(json, "computed", computed);
    if (computed) {
        char modularity[G_ASCII_DTOSTR_BUF_SIZE];

        g_ascii_formatd(modularity, sizeof modularity, "%.6g", structure->modularity);
        ct_json_put_number(json, "pairs", structure->connectivity->n_pairs);
        ct_json_put_integer(json, "communities", structure->n_communities);
        ct_json_key(json, "modularity");
        ct_json_literal(json, modularity);
        put_parts(json, twin, structure);
        ct_json_key(json, "disagreements");
        ct_json_begin_array(json);
        for (guint i = 0; i < structure->disagreements->len; i++)
            put_disagreement(json, twin,
                             &g_array_index(structure->disagreements, CtDisagreement, i));
        ct_json_end_array(json);
    }
    ct_json_end_object(json);
    ct_json_end_object(json);
}
