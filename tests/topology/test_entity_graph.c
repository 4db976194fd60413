/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"
#include "tests/support/sample_model.h"

#include "base/out.h"
#include "topology/entity_graph.h"
#include "topology/export_graph.h"

#include <glib/gstdio.h>
#include <stdio.h>

#define HOSTILE "\"<b>&\\N\\\"\n\033[31m]]>\xFF{|}"

static char *
list_arcs(const CtEntityGraph *graph)
{
    GString *text = g_string_new(NULL);

    for (uint32_t a = 0; a < graph->arcs.length; a++) {
        const CtArc *arc = &graph->arcs.data[a];
        uint32_t ends[] = {arc->from, arc->to};

        g_string_append(text, ct_arc_kind_word((CtArcKind)arc->kind));
        for (int i = 0; i < 2; i++) {
            const CtVertex *vertex = &graph->vertices.data[ends[i]];

            g_string_append_printf(text, " %s",
                                   ct_model_id(graph->instances->model,
                                               ct_vertex_kind_section((CtVertexKind)vertex->kind),
                                               vertex->row));
        }
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

static void
test_zones_and_conduits(void)
{
    g_auto(CtSampleModel) sample = ct_sample_model(NULL);
    g_autoptr(CtEntityGraph) graph = ct_entity_graph_new(sample.instances, CT_SHOW_ZONES);
    g_autofree char *arcs = list_arcs(graph);

    CHECK_INT(graph->vertices.length, 3);
    CHECK_STR(arcs, "conduit corp control\nconduit control corp\n");
    CHECK_INT(ct_entity_graph_vertex(graph, CT_VERTEX_ASSET, 0), CT_NO_ID);
}

static void
test_everything_at_once(void)
{
    g_auto(CtSampleModel) sample = ct_sample_model(NULL);
    g_autoptr(CtEntityGraph) graph =
        ct_entity_graph_new(sample.instances,
                            CT_SHOW_ZONES | CT_SHOW_ASSETS | CT_SHOW_SUPPLY | CT_SHOW_CHANNELS);
    g_autofree char *arcs = list_arcs(graph);
    uint32_t rtu = ct_entity_graph_vertex(graph, CT_VERTEX_ASSET, 3);

    CHECK_STR(arcs, "conduit corp control\n"
                    "conduit control corp\n"
                    "lists plant plant-net\n"
                    "lists corp corp-net\n"
                    "lists control control-net\n"
                    "attached corp-net mail\n"
                    "attached corp-net vm\n"
                    "attached control-net hmi\n"
                    "attached control-net rtu\n"
                    "attached radio rtu\n"
                    "hosts mail vm\n"
                    "supplies chipco maker\n"
                    "makes maker rtu-500\n"
                    "component chipco rtu-500\n"
                    "installed rtu-500 rtu\n"
                    "installed pc mail\n"
                    "installed pc vm\n"
                    "installed pc hmi\n"
                    "sends mail backup\n"
                    "sends maker ota\n"
                    "delivers ota rtu-500\n"
                    "delivers backup hmi\n"
                    "delivers backup rtu\n");
    CHECK_INT(graph->vertices.data[rtu].count, 40);
    CHECK_INT(graph->vertices.data[rtu].row, 3);
    CHECK_INT(graph->vertices.length, 3 + 4 + 4 + 2 + 2 + 2);
}

/* Writes what @out holds to a file and runs @program on it; its standard output, or NULL where
 * there is no such program. */
static char *
run_on(const CtOut *out, const char *program, const char *option, const char *suffix)
{
    g_autofree char *found = g_find_program_in_path(program);
    g_autofree char *pattern = g_strconcat("cybertwin-XXXXXX", suffix, NULL);
    g_autofree char *path = NULL;
    char *argv[] = {found, (char *)option, NULL, NULL};
    char *printed = NULL;
    g_autofree char *complaints = NULL;
    int status = -1;
    int fd;

    if (found == NULL) {
        printf("skipped: there is no %s here\n", program);
        return NULL;
    }
    fd = g_file_open_tmp(pattern, &path, NULL);
    CU_ASSERT_FATAL(fd >= 0);
    g_close(fd, NULL);
    CU_ASSERT(g_file_set_contents(path, ct_out_text(out), -1, NULL));
    argv[2] = path;
    CU_ASSERT(g_spawn_sync(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &printed, &complaints,
                           &status, NULL));
    CHECK_MSG(status == 0 && *complaints == '\0', "%s: %d %s", program, status, complaints);
    g_unlink(path);
    return printed;
}

static void
test_graphml_is_xml_whatever_the_names(void)
{
    static const char *const titles[] = {NULL, HOSTILE};

    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
        g_auto(CtSampleModel) sample = ct_sample_model(titles[i]);
        g_autoptr(CtOut) out = ct_out_new_string();
        g_autofree char *printed = NULL;

        CU_ASSERT(ct_export_graph_graphml(sample.instances, out));
        printed = run_on(out, "xmllint", "--noout", ".graphml");
        CU_ASSERT(strstr(ct_out_text(out), "<node id=\"zone:control\">") != NULL);
        CU_ASSERT(strstr(ct_out_text(out), "<data key=\"count\">40</data>") != NULL);
        CU_ASSERT(strstr(ct_out_text(out), "<data key=\"ports\">tcp/443 tcp/8000-8010</data>") !=
                  NULL);
        CU_ASSERT(strstr(ct_out_text(out), "<data key=\"ports\">any</data>") != NULL);
        CU_ASSERT(strstr(ct_out_text(out), "<data key=\"place\">sample.yaml:3:3</data>") != NULL);
        CU_ASSERT(strchr(ct_out_text(out), '\033') == NULL);
    }
}

static void
test_dot_draws_zones_as_clusters(void)
{
    static const char *const titles[] = {NULL, HOSTILE};

    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
        g_auto(CtSampleModel) sample = ct_sample_model(titles[i]);
        g_autoptr(CtOut) out = ct_out_new_string();
        g_autofree char *svg = NULL;

        CU_ASSERT(ct_export_graph_dot(sample.instances, out));
        CU_ASSERT(strstr(ct_out_text(out), "rtu × 40\\nrtu-500") != NULL);
        CU_ASSERT(strchr(ct_out_text(out), '\033') == NULL);
        svg = run_on(out, "dot", "-Tsvg", ".dot");
        if (svg == NULL)
            continue;
        CU_ASSERT(strstr(svg, "<title>cluster:control</title>") != NULL);
        CU_ASSERT(strstr(svg, "<title>cluster:plant</title>") != NULL);
        CU_ASSERT(strstr(svg, "<title>zone:corp&#45;&gt;zone:control</title>") != NULL);
        CU_ASSERT(strstr(svg, "<title>asset:rtu</title>") != NULL);
        CU_ASSERT(strstr(svg, "<title>network:radio</title>") != NULL);
    }
}

static void
test_equal_models_give_equal_bytes(void)
{
    g_auto(CtSampleModel) sample = ct_sample_model(NULL);
    g_auto(CtSampleModel) twin = ct_sample_model(NULL);
    g_autoptr(CtOut) first = ct_out_new_string();
    g_autoptr(CtOut) second = ct_out_new_string();

    CU_ASSERT(ct_export_graph_dot(sample.instances, first));
    CU_ASSERT(ct_export_graph_graphml(sample.instances, first));
    CU_ASSERT(ct_export_graph_dot(twin.instances, second));
    CU_ASSERT(ct_export_graph_graphml(twin.instances, second));
    CHECK_STR(ct_out_text(first), ct_out_text(second));
}

CU_TestInfo test_entity_graph_tests[] = {
    {"zones and conduits", test_zones_and_conduits},
    {"everything at once", test_everything_at_once},
    {"GraphML is XML whatever the names", test_graphml_is_xml_whatever_the_names},
    {"DOT draws zones as clusters", test_dot_draws_zones_as_clusters},
    {"equal models give equal bytes", test_equal_models_give_equal_bytes},
    CU_TEST_INFO_NULL,
};
