/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the cases beside this file leave out: a reason for which a rule says no and no case meets, a
 * fact that a case starts from and no variant goes without; and what a technique must say of
 * itself, with the names of catalog.tsv. That each case comes out as it says is test_techniques.c's
 * matter.
 */
#include "attacks/technique.h"
#include "tests/support/check.h"
#include "tests/support/yaml_tree.h"

#define CASES CT_SOURCE_DIR "/tests/techniques"

static const char *const case_files[] = {
    "access.yaml", "flaws.yaml",    "impact.yaml", "machine_learning.yaml",
    "people.yaml", "services.yaml", "supply.yaml",
};

/* The case's rule, "exploit-service-logged-in-low" for `technique("exploit-service-logged-in-" …`.
 */
static bool
is_of_rule(const char *technique, const char *name)
{
    size_t length = strlen(name);

    return length > 0 && name[length - 1] == '-' ? g_str_has_prefix(technique, name)
                                                 : strcmp(technique, name) == 0;
}

/* Adds the reasons that variants of rule @name (NULL: of any) are refused for. */
static void
gather_reasons(const char *file, const char *name, GPtrArray *reasons)
{
    g_autofree char *path = g_build_filename(CASES, file, NULL);
    g_autoptr(CtYamlTree) tree = ct_yaml_tree_load(path);
    const yaml_node_t *cases = ct_yaml_get(tree, tree->root, "cases");

    for (uint32_t i = 0; i < ct_yaml_length(cases); i++) {
        const yaml_node_t *row = ct_yaml_item(tree, cases, i);
        const yaml_node_t *without = ct_yaml_get(tree, row, "without");

        if (name != NULL && !is_of_rule(ct_yaml_text(ct_yaml_get(tree, row, "technique")), name))
            continue;
        for (uint32_t k = 0; k < ct_yaml_length(without); k++) {
            const yaml_node_t *variant = ct_yaml_item(tree, without, k);
            const char *reason = ct_yaml_text(ct_yaml_get(tree, variant, "reason"));

            if (reason != NULL)
                g_ptr_array_add(reasons, g_strdup(reason));
        }
    }
}

/* Whether one of @reasons is part of a text in quotes of @line, or the other way round. */
static bool
is_given(const char *line, const GPtrArray *reasons)
{
    g_auto(GStrv) parts = g_strsplit(line, "\"", -1);

    for (size_t p = 1; parts[p] != NULL && parts[p + 1] != NULL; p += 2) {
        const char *text = g_strstrip(parts[p]);

        for (guint r = 0; strlen(text) > 3 && r < reasons->len; r++) {
            const char *reason = g_ptr_array_index(reasons, r);

            if (strstr(text, reason) != NULL || strstr(reason, text) != NULL)
                return true;
        }
    }
    return false;
}

/* Whether @line refuses with a reason: `return false, "why"`, `unsatisfiable "why"`, or a helper
 * that is handed one. */
static bool
refuses(const char *line)
{
    bool says = strstr(line, "return false, \"") != NULL ||
                strstr(line, "unsatisfiable \"") != NULL ||
                strstr(line, "unsatisfiable(\"") != NULL || strstr(line, "return gives(") != NULL;

    return says && strchr(line, '"') != NULL && !g_str_has_prefix(line, "--");
}

/* The name in a line `technique "name" {` or `technique("name-" .. level) {`; NULL in others. */
static char *
rule_of_line(const char *line)
{
    const char *at = line + strspn(line, " ");

    if (!g_str_has_prefix(at, "technique \"") && !g_str_has_prefix(at, "technique(\""))
        return NULL;
    at = strchr(at, '"') + 1;
    return g_strndup(at, strcspn(at, "\""));
}

/* Every refusal of @file is met by a variant: of its rule, or of any where it stands in none. */
static void
check_refusals(const char *file)
{
    g_autofree char *path = g_build_filename(CT_SOURCE_DIR "/attacks/techniques", file, NULL);
    g_autofree char *text = NULL;
    g_autofree char *rule = NULL;
    g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) lines = NULL;

    CU_ASSERT_TRUE_FATAL(g_file_get_contents(path, &text, NULL, NULL));
    lines = g_strsplit(text, "\n", -1);
    for (size_t f = 0; f < G_N_ELEMENTS(case_files); f++)
        gather_reasons(case_files[f], NULL, reasons);
    for (size_t i = 0; lines[i] != NULL; i++) {
        char *name = rule_of_line(lines[i]);

        if (name != NULL) {
            g_free(rule);
            rule = name;
            g_ptr_array_set_size(reasons, 0);
            for (size_t f = 0; f < G_N_ELEMENTS(case_files); f++)
                gather_reasons(case_files[f], rule, reasons);
        }
        if (refuses(lines[i]))
            CHECK_MSG(is_given(lines[i], reasons), "%s:%zu: no case is refused for this: %s", file,
                      i + 1, g_strstrip(lines[i]));
    }
}

static void
test_every_refusal_is_met(void)
{
    g_autoptr(GDir) folder = g_dir_open(CT_SOURCE_DIR "/attacks/techniques", 0, NULL);
    unsigned n = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
    for (const char *name = g_dir_read_name(folder); name != NULL; name = g_dir_read_name(folder))
        if (g_str_has_suffix(name, ".lua")) {
            check_refusals(name);
            n++;
        }
    CU_ASSERT(n > 0);
}

/* Whether a variant of @row starts without the fact @entry. */
static bool
is_left_out(CtYamlTree *tree, const yaml_node_t *row, const char *entry)
{
    const yaml_node_t *without = ct_yaml_get(tree, row, "without");

    for (uint32_t k = 0; k < ct_yaml_length(without); k++) {
        const yaml_node_t *entries = ct_yaml_get(tree, ct_yaml_item(tree, without, k), "entry");
        bool has = entries == NULL;

        for (uint32_t i = 0; i < ct_yaml_length(entries); i++)
            has = has || strcmp(ct_yaml_text(ct_yaml_item(tree, entries, i)), entry) == 0;
        if (!has)
            return true;
    }
    return false;
}

/* A rule that starts from several facts needs each. */
static void
test_every_entry_is_needed(void)
{
    for (size_t f = 0; f < G_N_ELEMENTS(case_files); f++) {
        g_autofree char *path = g_build_filename(CASES, case_files[f], NULL);
        g_autoptr(CtYamlTree) tree = ct_yaml_tree_load(path);
        const yaml_node_t *cases = ct_yaml_get(tree, tree->root, "cases");

        for (uint32_t i = 0; i < ct_yaml_length(cases); i++) {
            const yaml_node_t *row = ct_yaml_item(tree, cases, i);
            const yaml_node_t *entries = ct_yaml_get(tree, row, "entry");

            for (uint32_t k = 0; ct_yaml_length(entries) > 1 && k < ct_yaml_length(entries); k++) {
                const char *entry = ct_yaml_text(ct_yaml_item(tree, entries, k));

                CHECK_MSG(is_left_out(tree, row, entry), "%s:%u: no variant without %s",
                          case_files[f], ct_yaml_line(row), entry);
            }
        }
    }
}

/* Id to name, of those that other people's catalogs have: catalog.tsv beside this file. */
static GHashTable *
load_catalog(void)
{
    GHashTable *catalog = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;

    CU_ASSERT_TRUE_FATAL(g_file_get_contents(CASES "/catalog.tsv", &text, NULL, NULL));
    lines = g_strsplit(text, "\n", -1);
    for (size_t i = 1; lines[i] != NULL; i++) {
        g_auto(GStrv) fields = g_strsplit(lines[i], "\t", -1);

        if (g_strv_length(fields) == 3)
            g_hash_table_insert(catalog, g_strdup(fields[0]), g_strdup(fields[2]));
    }
    return catalog;
}

/* An id of our own, CT-01, needs no entry. */
static void
check_id(const CtTechnique *technique, const char *id, GHashTable *catalog)
{
    const char *name = id != NULL ? g_hash_table_lookup(catalog, id) : NULL;

    if (id == NULL || g_regex_match_simple("^CT-[0-9]{2}$", id, 0, 0))
        return;
    CHECK_MSG(name != NULL, "%s: %s is in no catalog", technique->name, id);
    if (name != NULL)
        CHECK_MSG(strcmp(ct_technique_title(technique, id), name) == 0,
                  "%s: %s is \"%s\", not \"%s\"", technique->name, id, name,
                  ct_technique_title(technique, id));
}

static void
check_said(const CtTechnique *technique, GHashTable *catalog)
{
    const CtTechniqueIds *ids = &technique->ids;
    const char *const all[] = {ids->it, ids->ot, ids->mobile, ids->internet_it, ids->internet_ot};

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        check_id(technique, all[i], catalog);
    CHECK_MSG(technique->tactics[0] != NULL, "%s: no tactic", technique->name);
    CHECK_MSG(technique->stops[0] != NULL, "%s: nothing stops it", technique->name);
    CHECK_MSG(technique->source != NULL && technique->source[0] != '\0',
              "%s: its numbers have no source", technique->name);
}

static void
test_all_said(void)
{
    g_autoptr(GHashTable) catalog = load_catalog();
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);
    uint32_t n;

    CHECK_OK(library != NULL, error);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    for (uint32_t i = 0; i < ct_library_count(library); i++)
        check_said(ct_library_get(library, i), catalog);

    g_autofree const CtTechnique **found = ct_library_find(library, "exploit-service", &n);
    CHECK_INT(n, 1);
    CHECK_STR(ct_technique_title(found[0], "T0866"), "Exploitation of Remote Services");
    CHECK_STR(ct_technique_title(found[0], "T0819"), "Exploit Public-Facing Application");
}

CU_TestInfo test_coverage_tests[] = {
    {"every refusal of a technique is met by a case", test_every_refusal_is_met},
    {"every fact that a case starts from is needed", test_every_entry_is_needed},
    {"every technique says what it is, by its catalog's name", test_all_said},
    CU_TEST_INFO_NULL,
};
