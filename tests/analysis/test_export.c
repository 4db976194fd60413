/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"
#include "tests/support/graph_builder.h"

#include "attacks/export.h"

#include <jansson.h>

#define FACTS(...) ((const CtFactId[]){__VA_ARGS__})

/* 0 → 1 → 2, 0 → 3, and 4 that nothing gains; 5 follows from 4. */
static CtTestGraph *
small_graph(void)
{
    CtTestGraph *test = ct_test_graph_new(6);

    ct_test_graph_attempt(test, 1, FACTS(0), 1, 0, 1, 0);
    ct_test_graph_attempt(test, 2, FACTS(1), 1, 0, 1, 0);
    ct_test_graph_attempt(test, 3, FACTS(0), 1, 0, 1, 0);
    ct_test_graph_derive(test, 5, FACTS(4), 1, 0);
    ct_test_graph_finish(test);
    return test;
}

static char *
written(const CtGraph *graph, const CtExportOptions *options)
{
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(graph, FACTS(0), 1);
    g_autoptr(CtOut) out = ct_out_new_string();
    GError *error = NULL;

    CHECK_OK(ct_graph_export(graph, fixpoint, options, out, &error), error);
    return g_strdup(ct_out_text(out));
}

static void
check_json_counts(const CtGraph *graph, const CtExportOptions *options, size_t facts, size_t steps)
{
    g_autofree char *text = written(graph, options);
    json_error_t problem;
    json_t *root = json_loads(text, 0, &problem);

    CU_ASSERT_PTR_NOT_NULL_FATAL(root);
    CHECK_INT(json_array_size(json_object_get(root, "facts")), facts);
    CHECK_INT(json_array_size(json_object_get(root, "steps")), steps);
    json_decref(root);
}

static void
test_what_is_written_is_what_was_asked_for(void)
{
    g_autoptr(CtTestGraph) test = small_graph();
    CtExportOptions held = {.format = CT_EXPORT_JSON};
    CtExportOptions all = {.format = CT_EXPORT_JSON, .all = true};
    CtExportOptions slice = {.format = CT_EXPORT_JSON, .targets = FACTS(2), .n_targets = 1};

    check_json_counts(test->graph, &held, 4, 3);
    check_json_counts(test->graph, &all, 6, 4);
    check_json_counts(test->graph, &slice, 3, 2);
}

static void
test_ids_are_unique_and_edges_name_them(void)
{
    g_autoptr(CtTestGraph) test = small_graph();
    g_autofree char *text =
        written(test->graph, &(CtExportOptions){.format = CT_EXPORT_JSON, .all = true});
    json_t *root = json_loads(text, 0, NULL);
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    json_t *row;
    size_t i;

    CU_ASSERT_PTR_NOT_NULL_FATAL(root);
    json_array_foreach(json_object_get(root, "facts"), i, row)
        CU_ASSERT(g_hash_table_add(ids, (gpointer)json_string_value(json_object_get(row, "id"))));
    json_array_foreach(json_object_get(root, "steps"), i, row)
    {
        json_t *premise;
        size_t k;

        CU_ASSERT(g_hash_table_add(ids, (gpointer)json_string_value(json_object_get(row, "id"))));
        CU_ASSERT(g_hash_table_contains(ids, json_string_value(json_object_get(row, "gains"))));
        json_array_foreach(json_object_get(row, "premises"), k, premise)
            CU_ASSERT(g_hash_table_contains(ids, json_string_value(premise)));
    }
    json_decref(root);
}

static void
count_element(G_GNUC_UNUSED GMarkupParseContext *context,
              const char *name,
              G_GNUC_UNUSED const char **attributes,
              G_GNUC_UNUSED const char **values,
              gpointer data,
              G_GNUC_UNUSED GError **error)
{
    uint32_t *counts = data;

    counts[0] += g_str_equal(name, "node");
    counts[1] += g_str_equal(name, "edge");
}

static void
test_graphml_is_xml_with_every_node_and_edge(void)
{
    g_autoptr(CtTestGraph) test = small_graph();
    g_autofree char *text = written(test->graph, &(CtExportOptions){.format = CT_EXPORT_GRAPHML});
    uint32_t counts[2] = {0};
    GMarkupParser parser = {.start_element = count_element};
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, counts, NULL);
    GError *error = NULL;

    CHECK_OK(g_markup_parse_context_parse(context, text, -1, &error), error);
    CHECK_OK(g_markup_parse_context_end_parse(context, &error), error);
    CHECK_INT(counts[0], 7); /* 4 facts and 3 steps */
    CHECK_INT(counts[1], 6);
}

static void
test_dot_names_every_step(void)
{
    g_autoptr(CtTestGraph) test = small_graph();
    g_autofree char *text = written(test->graph, &(CtExportOptions){.format = CT_EXPORT_DOT});

    CU_ASSERT(g_str_has_prefix(text, "digraph attack {\n"));
    CU_ASSERT(g_str_has_suffix(text, "}\n"));
    for (unsigned i = 0; i < 3; i++) {
        g_autofree char *label = g_strdup_printf("label=\"rule-%u rule-%u\"", i, i);

        CHECK_MSG(strstr(text, label) != NULL, "no %s in\n%s", label, text);
    }
}

static void
test_too_many_nodes_and_absent_targets_are_refused(void)
{
    g_autoptr(CtTestGraph) test = small_graph();
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(test->graph, FACTS(0), 1);
    g_autoptr(CtOut) out = ct_out_new_string();
    GError *error = NULL;
    CtExportOptions few = {.format = CT_EXPORT_DOT, .max_nodes = 6};
    CtExportOptions absent = {.format = CT_EXPORT_DOT, .targets = FACTS(5), .n_targets = 1};

    CHECK_ERR(ct_graph_export(test->graph, fixpoint, &few, out, &error), error, CT_EXPORT_ERROR,
              CT_EXPORT_ERROR_LIMIT);
    CHECK_ERR(ct_graph_export(test->graph, fixpoint, &absent, out, &error), error, CT_EXPORT_ERROR,
              CT_EXPORT_ERROR_TARGET);
    CHECK_STR(ct_out_text(out), "");
}

CU_TestInfo test_export_tests[] = {
    {"what is written is what was asked for", test_what_is_written_is_what_was_asked_for},
    {"ids are unique and edges name them", test_ids_are_unique_and_edges_name_them},
    {"GraphML is XML with every node and edge", test_graphml_is_xml_with_every_node_and_edge},
    {"DOT names every step", test_dot_names_every_step},
    {"too many nodes and absent targets are refused",
     test_too_many_nodes_and_absent_targets_are_refused},
    CU_TEST_INFO_NULL,
};
