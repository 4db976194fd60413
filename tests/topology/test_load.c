/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole files into models: every section, references both ways, patches, includes, examples. */
#include "tests/support/check.h"

#include "topology/load.h"

#include <stdio.h>

static CtModel *
load_text(const char *text, const CtPatch *patches, size_t n, CtDiag *diag)
{
    g_autoptr(CtSource) source = ct_source_new_memory();
    CtLoadOptions options = {.patches = patches, .n_patches = n};

    ct_source_add(source, "t.yaml", text, strlen(text));
    return ct_model_load(source, "t.yaml", &options, diag);
}

/* Ends the test with the diagnostics when @model is NULL. */
static void
check_loaded(const CtModel *model, CtDiag *diag)
{
    g_autofree char *text = ct_diag_to_text(diag, 10);

    CHECK_MSG(model != NULL, "%s", text);
}

static void
test_forward_and_backward_references(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtModel) model =
        load_text("cybertwin: 1\n"
                  "assets: { a: { product: p, zone: z, stores: [c] } }\n"
                  "zones: { z: {} }\n"
                  "products: { p: { services: { s: { port: tcp/22, auth: key } } } }\n"
                  "credentials: { c: { opens: [p.s] }, d: { opens: [a.s, z] } }\n",
                  NULL, 0, diag);

    check_loaded(model, diag);
    if (model == NULL)
        return;
    CHECK_INT(model->assets.data[0].product, 0);
    CHECK_INT(model->assets.data[0].zone, 0);
    CHECK_INT(model->pool.data[model->assets.data[0].stores.start], 0);
    CHECK_INT(model->networks.length, 1);
    CHECK_INT(model->networks.data[0].of_zone, 0);
    CHECK_INT(model->opens.data[0].kind, CT_OPENS_SERVICE);
    CHECK_INT(model->opens.data[2].kind, CT_OPENS_NETWORK);
    CHECK_STR(ct_model_id(model, CT_SECTION_SERVICES, 0), "p.s");
    CHECK_INT(ct_model_find(model, CT_SECTION_SERVICES, "p.s"), 0);
}

static void
test_patches(void)
{
    static const char text[] = "cybertwin: 1\n"
                               "products: { p: {} }\n"
                               "zones: { z: {}, y: {} }\n"
                               "conduits: { c: { from: z, to: y, allow: [ { port: tcp/1 } ] } }\n"
                               "assets: { a: { product: p, zone: z } }\n";
    static const CtPatch patches[] = {
        {"conduits.c.controls.mfa", "true"},
        {"conduits.c.allow", "[]"},
        {"assets.a.zone", "y"},
        {"assets.b", "{ product: p, zone: z }"},
        {"assets.b.count", "7"},
        {"products.p.security.update_signed", "true"},
        {"name", "patched"},
    };
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtModel) model = load_text(text, patches, G_N_ELEMENTS(patches), diag);

    check_loaded(model, diag);
    if (model == NULL)
        return;
    CHECK_INT(model->conduits.data[0].mfa, CT_MFA_PHISHING_RESISTANT);
    CHECK_INT(model->conduits.data[0].allow.length, 0);
    CHECK_INT(model->assets.data[0].zone, 1);
    CHECK_INT(model->assets.length, 2);
    CHECK_INT(model->assets.data[1].count, 7);
    CHECK_INT(model->securities.data[0].update_signed, CT_TRI_TRUE);
    CHECK_STR(ct_model_text(model, model->name), "patched");
}

static void
test_merge_keys(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtModel) model =
        load_text("cybertwin: 1\n"
                  "products: { p: {} }\n"
                  "zones: { z: &zone { level: 2, sl_t: 3 }, y: { <<: *zone, level: 4 } }\n"
                  "assets:\n"
                  "  a: &a { product: p, zone: z, count: 2 }\n"
                  "  b: { count: 5, <<: *a }\n"
                  "  c: { <<: [ { count: 9 }, *a ], zone: y }\n",
                  NULL, 0, diag);

    check_loaded(model, diag);
    if (model == NULL)
        return;
    CHECK_INT(model->zones.data[1].level, 4);
    CHECK_INT(model->zones.data[1].sl_t[6], 3);
    CHECK_INT(model->assets.data[1].count, 5);
    CHECK_INT(model->assets.data[1].product, 0);
    CHECK_INT(model->assets.data[2].count, 9);
    CHECK_INT(model->assets.data[2].zone, 1);
}

static void
test_examples_load(void)
{
    static const char *const names[] = {"3cx-2023", "jeep-2015", "ukraine-2015", "unitronics-2023"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *folder =
            g_build_filename(CT_SOURCE_DIR "/../shared/examples", names[i], NULL);
        g_autoptr(CtDiag) diag = ct_diag_new();
        CtLoadOptions options = {.warnings = true};

        if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
            printf("skipped: %s is not there\n", folder);
            continue;
        }

        g_autoptr(GError) error = NULL;
        g_autoptr(CtSource) source = ct_source_new_folder(folder, &error);

        CHECK_OK(source != NULL, error);
        if (source == NULL)
            continue;

        g_autoptr(CtModel) model = ct_model_load(source, "topology.yaml", &options, diag);

        check_loaded(model, diag);
    }
}

CU_TestInfo test_load_tests[] = {
    {"references forward and backward", test_forward_and_backward_references},
    {"patches replace, add and create", test_patches},
    {"merge keys yield to what is written", test_merge_keys},
    {"the examples load", test_examples_load},
    CU_TEST_INFO_NULL,
};
