/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "attacks/technique.h"

/* A library with one file of techniques; its diagnostics in *ret_text. */
static CtLibrary *
load(const char *text, bool *ret_ok, char **ret_text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtSource) source = ct_source_new_memory();
    CtLibrary *library = ct_library_new(&ct_limits_default, &error);

    CHECK_OK(library != NULL, error);
    ct_source_add(source, "techniques/t.lua", text, strlen(text));
    *ret_ok = ct_library_load_folder(library, source, "techniques", diag, &error);
    *ret_text = ct_diag_to_text(diag, 50);
    return library;
}

static void
test_the_library_that_comes_with_the_program_is_valid(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);

    CHECK_OK(library != NULL, error);
    bool ok = ct_library_load_builtin(library, diag, &error);
    g_autofree char *text = ct_diag_to_text(diag, 50);
    CHECK_MSG(ok, "%s", text);
    CHECK_MSG(ct_library_count(library) >= 30, "%u techniques", ct_library_count(library));
    for (uint32_t i = 1; i < ct_library_count(library); i++)
        CU_ASSERT(strcmp(ct_library_get(library, i - 1)->name, ct_library_get(library, i)->name) <
                  0);
}

static void
test_a_rule_is_read_as_it_is_written(void)
{
    static const char text[] = "technique \"open-door\" {\n"
                               "  ids = { it = \"T1\", internet = { it = \"T2\" } },\n"
                               "  name = \"Open door\",\n"
                               "  tactics = \"initial-access\",\n"
                               "  from = any_of { reach \"s\", gated \"s\" },\n"
                               "  via = { accepts \"c\", issued_by \"a\" },\n"
                               "  each = vulnerability \"v\",\n"
                               "  gains = session(\"s\", \"user\"),\n"
                               "  time = \"20min\", success = 1, noise = 0.1,\n"
                               "  skill = \"expert\", source = \"assumption\",\n"
                               "}\n";
    bool ok;
    g_autofree char *diag = NULL;
    g_autoptr(CtLibrary) library = load(text, &ok, &diag);

    CHECK_MSG(ok, "%s", diag);
    CU_ASSERT_EQUAL_FATAL(ct_library_count(library), 1);
    const CtTechnique *technique = ct_library_get(library, 0);
    CHECK_STR(technique->name, "open-door");
    CHECK_STR(technique->title, "Open door");
    CHECK_STR(technique->ids.internet_it, "T2");
    CHECK_STR(technique->file, "techniques/t.lua");
    CHECK_INT(technique->line, 1);
    CHECK_INT(technique->n_openers, 2);
    CHECK_INT(technique->openers[1].kind, CT_FACT_GATED);
    CHECK_INT(technique->n_variables, 4);
    CHECK_INT(technique->variable_kind[2], CT_ENTITY_ASSET);
    CHECK_INT(technique->walks[2].start, 1);
    CHECK_INT(technique->walks[3].relation, CT_RELATION_SERVICE_FLAW);
    CHECK_INT(technique->walks[3].start, 0);

    uint32_t n;
    g_autofree const CtTechnique **found = ct_library_find(library, "t2", &n);
    CHECK_INT(n, 1);
    CHECK_STR(found[0]->name, "open-door");
}

CU_TestInfo test_library_tests[] = {
    {"the library that comes with the program is valid",
     test_the_library_that_comes_with_the_program_is_valid},
    {"a rule is read as it is written", test_a_rule_is_read_as_it_is_written},
    CU_TEST_INFO_NULL,
};
