/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"
#include "tests/support/sample_model.h"

#include "base/out.h"
#include "topology/export_graph.h"
#include "topology/igraph_door.h"
#include "topology/igraph_view.h"

static void
check_stack(void)
{
    CHECK_INT(IGRAPH_FINALLY_STACK_SIZE(), 0);
}

static void
test_a_view_has_the_shape_of_its_entities(void)
{
    g_auto(CtSampleModel) sample = ct_sample_model(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(CtGraphView) zones = ct_graph_view_zones_new(sample.instances, &error);
    g_autoptr(CtGraphView) assets = ct_graph_view_assets_new(sample.instances, &error);
    const CtEntityGraph *entities;

    CHECK_OK(zones != NULL && assets != NULL, error);
    CHECK_INT(igraph_vcount(ct_graph_view_graph(zones)), 3);
    CHECK_INT(igraph_ecount(ct_graph_view_graph(zones)), 2);
    entities = ct_graph_view_entities(assets);
    CHECK_INT(igraph_vcount(ct_graph_view_graph(assets)), entities->vertices.length);
    CHECK_INT(igraph_ecount(ct_graph_view_graph(assets)), entities->arcs.length);
    for (uint32_t a = 0; a < entities->arcs.length; a++) {
        igraph_integer_t from, to;

        CHECK_OK(ct_igraph_ok(igraph_edge(ct_graph_view_graph(assets), a, &from, &to), "", &error),
                 error);
        CHECK_INT(from, entities->arcs.data[a].from);
        CHECK_INT(to, entities->arcs.data[a].to);
    }
    check_stack();
}

static void
test_structure_of_the_sample(void)
{
    g_auto(CtSampleModel) sample = ct_sample_model(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(CtGraphView) zones = ct_graph_view_zones_new(sample.instances, &error);
    g_autoptr(CtGraphView) assets = ct_graph_view_assets_new(sample.instances, &error);
    g_autofree uint32_t *component = NULL;
    g_auto(CtIds) points = {0};
    g_auto(CtIds) bridges = {0};
    const CtEntityGraph *entities;
    uint32_t n;

    CHECK_OK(zones != NULL && assets != NULL, error);
    CHECK_OK(ct_graph_view_components(zones, &component, &n, &error), error);
    CHECK_INT(n, 2); /* plant alone, corp with control */
    CHECK_INT(component[0], 0);
    CHECK_INT(component[1], 1);
    CHECK_INT(component[2], 1);
    CHECK_OK(ct_graph_view_bridges(zones, &bridges, &error), error);
    CHECK_INT(bridges.length, 0); /* two conduits, one each way */

    entities = ct_graph_view_entities(assets);
    CHECK_OK(ct_graph_view_articulation(assets, &points, &error), error);
    CU_ASSERT(!ct_ids_has_sorted(points.data, points.length,
                                 ct_entity_graph_vertex(entities, CT_VERTEX_NETWORK, 3)));
    /* The radio hangs on the 40 units alone: they stand between, and no single one of them does. */
    CU_ASSERT(!ct_ids_has_sorted(points.data, points.length,
                                 ct_entity_graph_vertex(entities, CT_VERTEX_ASSET, 3)));
    ct_ids_clear(&bridges);
    CHECK_OK(ct_graph_view_bridges(assets, &bridges, &error), error);
    CHECK_INT(bridges.length,
              2); /* both to the units: from the radio, from what they are made of */
    CHECK_INT(entities->arcs.data[bridges.data[0]].kind, CT_ARC_ATTACHED);
    CHECK_INT(entities->arcs.data[bridges.data[0]].from,
              ct_entity_graph_vertex(entities, CT_VERTEX_NETWORK, 2));
    CHECK_INT(entities->arcs.data[bridges.data[1]].kind, CT_ARC_INSTALLED);
    CHECK_INT(entities->arcs.data[bridges.data[1]].to,
              ct_entity_graph_vertex(entities, CT_VERTEX_ASSET, 3));
    check_stack();
}

static void
test_errors_become_gerrors(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(igraph_t) graph = {0};
    g_auto(igraph_vector_t) weights = {0};
    g_auto(igraph_vector_int_t) path = {0};

    ct_igraph_enter();
    CHECK_OK(ct_igraph_ok(igraph_ring(&graph, 4, IGRAPH_DIRECTED, 0, 1), "ring", &error), error);
    CHECK_OK(ct_igraph_ok(igraph_vector_init(&weights, 4), "weights", &error), error);
    CHECK_OK(ct_igraph_ok(igraph_vector_int_init(&path, 0), "path", &error), error);
    VECTOR(weights)[2] = -1;
    CU_ASSERT(!ct_igraph_ok(igraph_get_shortest_path_dijkstra(&graph, &path, NULL, 0, 3, &weights,
                                                              IGRAPH_OUT),
                            "way through a ring", &error));
    CU_ASSERT(g_error_matches(error, CT_IGRAPH_ERROR, CT_IGRAPH_ERROR_FAILED));
    CU_ASSERT(error != NULL && g_str_has_prefix(error->message, "way through a ring: "));
    CU_ASSERT(error != NULL && strstr(error->message, "negative") != NULL);
    check_stack();
}

static void
test_warnings_are_kept_and_not_printed(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(igraph_t) graph = {0};
    g_auto(igraph_vector_int_t) path = {0};

    ct_igraph_enter();
    CHECK_OK(ct_igraph_ok(igraph_empty(&graph, 2, IGRAPH_DIRECTED), "empty", &error), error);
    CHECK_OK(ct_igraph_ok(igraph_vector_int_init(&path, 0), "path", &error), error);
    CU_ASSERT_PTR_NULL(ct_igraph_warning());
    CHECK_OK(ct_igraph_ok(igraph_get_shortest_path(&graph, &path, NULL, 0, 1, IGRAPH_OUT), "",
                          &error),
             error);
    CHECK_INT(igraph_vector_int_size(&path), 0);
    CU_ASSERT_PTR_NOT_NULL(ct_igraph_warning());
    CU_ASSERT_PTR_NULL(ct_igraph_warning());
    check_stack();
}

static void
test_igraph_reads_our_graphml(void)
{
    g_auto(CtSampleModel) sample = ct_sample_model("a<b>&\"c\"");
    g_autoptr(CtEntityGraph) entities =
        ct_entity_graph_new(sample.instances,
                            CT_SHOW_ZONES | CT_SHOW_ASSETS | CT_SHOW_SUPPLY | CT_SHOW_CHANNELS);
    g_autoptr(CtOut) out = ct_out_new_string();
    g_autoptr(GError) error = NULL;
    g_auto(igraph_t) graph = {0};
    FILE *file = tmpfile();

    CU_ASSERT(ct_export_graph_graphml(sample.instances, out));
    fputs(ct_out_text(out), file);
    rewind(file);
    ct_igraph_enter();
    igraph_set_attribute_table(&igraph_cattribute_table);
    CHECK_OK(ct_igraph_ok(igraph_read_graph_graphml(&graph, file, 0), "read", &error), error);
    CHECK_INT(igraph_vcount(&graph), entities->vertices.length);
    CHECK_INT(igraph_ecount(&graph), entities->arcs.length);
    CHECK_STR(VAS(&graph, "title", 9), "a<b>&\"c\"");
    CHECK_STR(VAS(&graph, "product", 10), "rtu-500");
    CHECK_INT(VAN(&graph, "count", 10), 40);
    igraph_destroy(&graph);
    graph = (igraph_t){0};
    igraph_set_attribute_table(NULL);
    fclose(file);
    check_stack();
}

CU_TestInfo test_igraph_tests[] = {
    {"a view has the shape of its entities", test_a_view_has_the_shape_of_its_entities},
    {"structure of the sample", test_structure_of_the_sample},
    {"errors become GErrors", test_errors_become_gerrors},
    {"warnings are kept and not printed", test_warnings_are_kept_and_not_printed},
    {"igraph reads our GraphML", test_igraph_reads_our_graphml},
    CU_TEST_INFO_NULL,
};
