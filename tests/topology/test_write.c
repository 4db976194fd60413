/* SPDX-License-Identifier: GPL-2.0-or-later */
/* load → write → load is the same model; so is one file and many, and YAML and JSON. */
#include "tests/support/check.h"
#include "tests/support/grammar_generator.h"

#include "topology/load.h"
#include "topology/yaml/write.h"

enum { N_FILES = 200 };

/* The model of @text, NULL (and a failed test that shows why) if it does not load. */
static CtModel *
load(CtSource *source, const char *what, uint64_t seed, CtDiag *diag)
{
    CtModel *model = ct_model_load(source, "t.yaml", NULL, diag);
    g_autofree char *text = ct_diag_to_text(diag, 5);

    CHECK_MSG(model != NULL, "seed %" G_GUINT64_FORMAT ", %s: %s", seed, what, text);
    return model;
}

static CtModel *
load_text(const char *text, const char *what, uint64_t seed, CtDiag *diag)
{
    g_autoptr(CtSource) source = ct_source_new_memory();

    ct_source_add(source, "t.yaml", text, strlen(text));
    return load(source, what, seed, diag);
}

static char *
written(const CtModel *model, bool json)
{
    g_autoptr(CtOut) out = ct_out_new_string();

    if (json)
        ct_model_write_json(model, out);
    else
        ct_model_write_yaml(model, out);
    return g_strdup(ct_out_text(out));
}

static void
test_written_files_load_to_the_same_model(void)
{
    for (uint64_t seed = 1; seed <= N_FILES; seed++) {
        g_autofree char *text = grammar_generate(seed);
        g_autoptr(CtDiag) diag = ct_diag_new();
        g_autoptr(CtModel) model = load_text(text, "generated", seed, diag);

        if (model == NULL)
            return;
        for (int json = 0; json < 2; json++) {
            g_autofree char *once = written(model, json != 0);
            g_autoptr(CtDiag) again_diag = ct_diag_new();
            g_autoptr(CtModel) again = load_text(once, json ? "JSON" : "YAML", seed, again_diag);

            if (again == NULL)
                return;

            g_autofree char *first = written(model, false);
            g_autofree char *second = written(again, false);

            CHECK_MSG(strcmp(first, second) == 0 && ct_model_equal(model, again),
                      "seed %" G_GUINT64_FORMAT ": written again it differs\n%s\n---\n%s", seed,
                      first, second);
            if (strcmp(first, second) != 0)
                return;
        }
    }
}

static void
test_included_files_make_the_same_model(void)
{
    for (uint64_t seed = 1; seed <= 60; seed++) {
        g_autofree char *text = grammar_generate(seed);
        g_autoptr(GPtrArray) sections = grammar_generate_sections(seed);
        g_autoptr(CtSource) source = ct_source_new_memory();
        g_autoptr(GString) main = g_string_new("cybertwin: 1\nname: generated\n");
        g_autoptr(GString) parts = g_string_new("include: [");
        g_autoptr(CtDiag) diag = ct_diag_new(), split_diag = ct_diag_new();

        for (guint i = 0; i < sections->len; i++) {
            const char *section = g_ptr_array_index(sections, i);
            g_autofree char *name = g_strdup_printf("parts/deep/p%u.yaml", i);

            if (i % 3 == 0) { /* some stay in the main file */
                g_string_append(main, section);
                continue;
            }
            ct_source_add(source, name, section, strlen(section));
            g_string_append_printf(parts, " deep/p%u.yaml,", i);
        }
        g_string_append(parts, " ]\n");
        g_string_append(main, "include: parts/list.yaml\n");
        ct_source_add(source, "parts/list.yaml", parts->str, parts->len);
        ct_source_add(source, "t.yaml", main->str, main->len);

        g_autoptr(CtModel) whole = load_text(text, "whole", seed, diag);
        g_autoptr(CtModel) split = load(source, "split", seed, split_diag);

        if (whole == NULL || split == NULL)
            return;
        CHECK_MSG(ct_model_equal(whole, split), "seed %" G_GUINT64_FORMAT ": differs", seed);
    }
}

static void
test_models_that_differ_are_not_equal(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtModel) a = load_text("cybertwin: 1\nzones: { z: { level: 2 } }\n", "a", 0, diag);
    g_autoptr(CtModel) b = load_text("cybertwin: 1\nzones: { z: { level: 3 } }\n", "b", 0, diag);
    g_autoptr(CtModel) c = load_text("{cybertwin: 1, zones: { z: {level: 2}}}", "c", 0, diag);

    if (a == NULL || b == NULL || c == NULL)
        return;
    CU_ASSERT(!ct_model_equal(a, b));
    CU_ASSERT(ct_model_equal(a, c));
}

static void
test_the_form_is_block_style(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtModel) model = load_text("cybertwin: 1\n"
                                         "zones: { a: { sl_t: 2 }, b: {} }\n"
                                         "conduits: { c: { from: a, to: b, allow: [ { port: "
                                         "[tcp/443, can] }, {} ], controls: { mfa: true } } }\n",
                                         "form", 0, diag);

    if (model == NULL)
        return;

    g_autofree char *text = written(model, false);

    CHECK_STR(text, "cybertwin: 1\n"
                    "zones:\n"
                    "  a:\n"
                    "    sl_t: 2\n"
                    "  b: {}\n"
                    "conduits:\n"
                    "  c:\n"
                    "    from: a\n"
                    "    to: b\n"
                    "    allow:\n"
                    "      - { port: [tcp/443, can] }\n"
                    "      - { port: any }\n"
                    "    controls: { mfa: phishing-resistant }\n");
}

CU_TestInfo test_write_tests[] = {
    {"written files load to the same model", test_written_files_load_to_the_same_model},
    {"included files make the same model", test_included_files_make_the_same_model},
    {"models that differ are not equal", test_models_that_differ_are_not_equal},
    {"the form is block style", test_the_form_is_block_style},
    CU_TEST_INFO_NULL,
};
