/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every technique of the library in tiny topologies: one in which it fires, and variants in which
 * one condition is missing and it does not. The cases are data, *.yaml beside this file;
 * access.yaml tells their format. A technique without a case, or a case without a variant, fails.
 */
#include "analysis/pipeline.h"
#include "base/bits.h"
#include "tests/support/check.h"
#include "tests/support/yaml_tree.h"

#include <glib/gstdio.h>
#include <stdio.h>

#define CASES CT_SOURCE_DIR "/tests/techniques"

static const char *const case_files[] = {
    "access.yaml", "flaws.yaml",    "impact.yaml", "machine_learning.yaml",
    "people.yaml", "services.yaml", "supply.yaml",
};

enum { MAX_REJECTED = 10000 };

/* One case, or one variant of it: what is loaded, and what is asked. */
typedef struct Trial {
    CtYamlTree *tree;
    const char *file;
    const char *folder; /* holds topology.yaml and, if there is one, scenario.lua */
    const char *technique;
    const yaml_node_t *sets[2];  /* of the case, of the variant; NULL: none */
    const yaml_node_t *entry;    /* NULL: the scenario's */
    const yaml_node_t *scenario; /* NULL: none */
    const char *gains;
    const char *reason; /* what a refusal must say; NULL: anything */
    bool wanted;
    unsigned line;
} Trial;

static const char **
texts_of(CtYamlTree *tree, const yaml_node_t *node)
{
    uint32_t n = ct_yaml_length(node);
    const char **texts = g_new0(const char *, n + 1);

    for (uint32_t i = 0; i < n; i++)
        texts[i] = ct_yaml_text(ct_yaml_item(tree, node, i));
    return texts;
}

static GArray *
patches_of(const Trial *trial, GPtrArray *values)
{
    GArray *patches = g_array_new(FALSE, FALSE, sizeof(CtPatch));

    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; i < ct_yaml_pairs(trial->sets[k]); i++) {
            char *value = ct_yaml_flow(trial->tree, ct_yaml_value(trial->tree, trial->sets[k], i));
            CtPatch patch = {.path = ct_yaml_key(trial->tree, trial->sets[k], i), .value = value};

            g_ptr_array_add(values, value);
            g_array_append_val(patches, patch);
        }
    return patches;
}

static bool
can_be_taken(const CtTwin *twin, uint32_t step)
{
    const CtGraph *graph = twin->graph;
    uint32_t held = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        held += ct_bits_get(twin->fixpoint->holds, graph->premises[i]);
    return held >= ct_graph_need(graph, step);
}

/*
 * Whether an attempt of @technique that can be made yields @fact: itself, as one of its gains, or
 * by way of a fact without a name.
 */
static bool
fires(const CtTwin *twin, const char *technique, CtFactId fact)
{
    const CtGraph *graph = twin->graph;

    for (uint32_t i = graph->gained_start[fact]; i < graph->gained_start[fact + 1]; i++) {
        uint32_t step = graph->gained[i];
        uint32_t start = graph->step_premise_start[step];

        if (graph->step_kind[step] == CT_STEP_ATTEMPT) {
            const CtTemplate *template = &graph->templates.data[graph->step_reason[step]];

            if (g_str_equal(template->technique->name, technique) && can_be_taken(twin, step))
                return true;
        } else if (graph->step_kind[step] != CT_STEP_REACH &&
                   start < graph->step_premise_start[step + 1] &&
                   graph->premises[start] >= graph->first_auxiliary &&
                   fires(twin, technique, graph->premises[start])) {
            return true;
        }
    }
    return false;
}

static bool
was_said(const CtTwin *twin, const Trial *trial)
{
    CtAttackerTraits traits = twin->graph->traits;
    g_autoptr(GArray) rejected = g_array_new(FALSE, FALSE, sizeof(CtRejected));
    g_autoptr(GError) error = NULL;
    g_autoptr(CtGraph) graph = ct_ground(twin->library, twin->guard, twin->reach, &traits,
                                         &twin->limits, rejected, MAX_REJECTED, &error);

    for (guint i = 0; graph != NULL && i < rejected->len; i++) {
        const CtRejected *one = &g_array_index(rejected, CtRejected, i);

        if (g_str_equal(one->technique->name, trial->technique) && one->reason != NULL &&
            strstr(one->reason, trial->reason) != NULL)
            return true;
    }
    return false;
}

static void
ask(const Trial *trial, const CtTwin *twin)
{
    g_autoptr(GError) error = NULL;
    CtFact fact;

    if (!ct_fact_parse(ct_library_fact_kinds(twin->library), twin->instances, trial->gains, &fact,
                       &error)) {
        CHECK_MSG(false, "%s:%u: %s", trial->file, trial->line, error->message);
        return;
    }
    bool got = fires(twin, trial->technique, ct_graph_fact(twin->graph, fact));
    CHECK_MSG(got == trial->wanted, "%s:%u: %s %s %s", trial->file, trial->line, trial->technique,
              got ? "yields" : "does not yield", trial->gains);
    if (trial->reason != NULL && !got)
        CHECK_MSG(was_said(twin, trial), "%s:%u: %s never says \"%s\"", trial->file, trial->line,
                  trial->technique, trial->reason);
    CHECK_MSG(ct_guard_verify(twin->guard, &error), "%s:%u: %s", trial->file, trial->line,
              error != NULL ? error->message : "");
}

static bool
write_file(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    if (text != NULL)
        return g_file_set_contents(path, text, -1, NULL);
    g_remove(path);
    return true;
}

static void
run_trial(const Trial *trial)
{
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) patches = patches_of(trial, values);
    g_autofree const char **entries = texts_of(trial->tree, trial->entry);
    const char *goals[] = {trial->gains, NULL};
    bool has_scenario = trial->scenario != NULL;
    CtTwinOptions options = {.patches = (const CtPatch *)patches->data,
                             .n_patches = patches->len,
                             .entries = has_scenario ? NULL : entries,
                             .goals = has_scenario ? NULL : goals};
    g_autoptr(CtTwin) twin = ct_twin_new(&options);
    g_autoptr(GError) error = NULL;

    CU_ASSERT_TRUE_FATAL(write_file(trial->folder, "scenario.lua", ct_yaml_text(trial->scenario)));
    if (ct_twin_load(twin, trial->folder, CT_TWIN_SOLVED, &error)) {
        ask(trial, twin);
        return;
    }
    g_autofree char *said = ct_diag_to_text(twin->diag, 3);
    CHECK_MSG(false, "%s:%u: %s: %s\n%s", trial->file, trial->line, trial->technique,
              error->message, said);
}

static void
run_case(CtYamlTree *tree, const char *file, const char *folder, const yaml_node_t *row)
{
    const char *base_name = ct_yaml_text(ct_yaml_get(tree, row, "base"));
    const yaml_node_t *base = ct_yaml_get(tree, ct_yaml_get(tree, tree->root, "bases"), base_name);
    const yaml_node_t *without = ct_yaml_get(tree, row, "without");
    Trial whole = {.tree = tree,
                   .file = file,
                   .folder = folder,
                   .technique = ct_yaml_text(ct_yaml_get(tree, row, "technique")),
                   .sets = {ct_yaml_get(tree, row, "set"), NULL},
                   .entry = ct_yaml_get(tree, row, "entry"),
                   .scenario = ct_yaml_get(tree, row, "scenario"),
                   .gains = ct_yaml_text(ct_yaml_get(tree, row, "gains")),
                   .wanted = true,
                   .line = ct_yaml_line(row)};

    CHECK_MSG(ct_yaml_length(without) > 0, "%s:%u: no variant", file, whole.line);
    if (base == NULL) {
        CHECK_MSG(false, "%s:%u: no base '%s'", file, whole.line, base_name);
        return;
    }
    g_autofree char *body = ct_yaml_flow(tree, base);
    g_autofree char *topology = g_strdup_printf("{ cybertwin: 1, %s", strchr(body, '{') + 1);
    CU_ASSERT_TRUE_FATAL(write_file(folder, "topology.yaml", topology));
    run_trial(&whole);
    for (uint32_t i = 0; i < ct_yaml_length(without); i++) {
        const yaml_node_t *variant = ct_yaml_item(tree, without, i);
        const yaml_node_t *entry = ct_yaml_get(tree, variant, "entry");
        const yaml_node_t *scenario = ct_yaml_get(tree, variant, "scenario");
        Trial trial = whole;

        trial.sets[1] = ct_yaml_get(tree, variant, "set");
        trial.entry = entry != NULL ? entry : whole.entry;
        trial.scenario = scenario != NULL ? scenario : whole.scenario;
        trial.reason = ct_yaml_text(ct_yaml_get(tree, variant, "reason"));
        trial.wanted = false;
        trial.line = ct_yaml_line(variant);
        run_trial(&trial);
    }
}

static void
run_file(const char *name)
{
    g_autofree char *path = g_build_filename(CASES, name, NULL);
    g_autoptr(CtYamlTree) tree = ct_yaml_tree_load(path);
    g_autofree char *folder = g_dir_make_tmp("cybertwin-XXXXXX", NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(tree);
    CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
    const yaml_node_t *cases = ct_yaml_get(tree, tree->root, "cases");
    CHECK_MSG(ct_yaml_length(cases) > 0, "%s: no cases", name);
    for (uint32_t i = 0; i < ct_yaml_length(cases); i++)
        run_case(tree, name, folder, ct_yaml_item(tree, cases, i));
    write_file(folder, "scenario.lua", NULL);
    write_file(folder, "topology.yaml", NULL);
    g_rmdir(folder);
}

static void
test_access(void)
{
    run_file("access.yaml");
}

static void
test_services(void)
{
    run_file("services.yaml");
}

static void
test_flaws(void)
{
    run_file("flaws.yaml");
}

static void
test_people(void)
{
    run_file("people.yaml");
}

static void
test_supply(void)
{
    run_file("supply.yaml");
}

static void
test_impact(void)
{
    run_file("impact.yaml");
}

static void
test_machine_learning(void)
{
    run_file("machine_learning.yaml");
}

static void
note_techniques(const char *name, GHashTable *seen)
{
    g_autofree char *path = g_build_filename(CASES, name, NULL);
    g_autoptr(CtYamlTree) tree = ct_yaml_tree_load(path);

    CU_ASSERT_PTR_NOT_NULL_FATAL(tree);
    const yaml_node_t *cases = ct_yaml_get(tree, tree->root, "cases");
    for (uint32_t i = 0; i < ct_yaml_length(cases); i++)
        g_hash_table_add(seen, g_strdup(ct_yaml_text(
                                   ct_yaml_get(tree, ct_yaml_item(tree, cases, i), "technique"))));
}

static void
test_all_covered(void)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);

    CHECK_OK(library != NULL, error);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    for (size_t i = 0; i < G_N_ELEMENTS(case_files); i++)
        note_techniques(case_files[i], seen);
    CHECK_MSG(ct_library_count(library) >= 70, "only %u techniques", ct_library_count(library));
    for (uint32_t i = 0; i < ct_library_count(library); i++) {
        const char *name = ct_library_get(library, i)->name;

        CHECK_MSG(g_hash_table_contains(seen, name), "no case for the technique %s", name);
    }
}

/* What lies in the folder is what the program carries: no file was forgotten in the build. */
static void
test_all_built_in(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLibrary) built_in = ct_library_new(&ct_limits_default, &error);
    g_autoptr(CtLibrary) folder = ct_library_new(&ct_limits_default, &error);
    g_autoptr(CtSource) source = ct_source_new_folder(CT_SOURCE_DIR "/attacks", &error);

    CU_ASSERT_TRUE_FATAL(built_in != NULL && folder != NULL);
    CHECK_OK(source != NULL, error);
    CHECK_OK(ct_library_load_builtin(built_in, diag, &error), error);
    CHECK_OK(ct_library_load_folder(folder, source, "techniques", diag, &error), error);
    CHECK_INT(ct_library_count(built_in), ct_library_count(folder));
    for (uint32_t i = 0; i < MIN(ct_library_count(built_in), ct_library_count(folder)); i++)
        CHECK_STR(ct_library_get(built_in, i)->name, ct_library_get(folder, i)->name);
}

CU_TestInfo test_techniques_tests[] = {
    {"getting accepted", test_access},
    {"using a session", test_services},
    {"flaws and escalation", test_flaws},
    {"people and credentials", test_people},
    {"code that arrives, supply chain", test_supply},
    {"physical, impact", test_impact},
    {"machine learning", test_machine_learning},
    {"every technique has a case", test_all_covered},
    {"every technique is built in", test_all_built_in},
    CU_TEST_INFO_NULL,
};
