/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole files into models: every section, references both ways, patches, includes, examples. */
#include "tests/support/check.h"
#include "tests/support/grammar_generator.h"

#include "topology/load.h"
#include "topology/yaml/resolve.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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
test_patches_see_each_other_and_merged_keys(void)
{
    static const CtPatch patches[] = {
        {"zones.y.level", "4"},
        {"zones.y.sl_t.IAC", "3"},
        {"zones.z.sl_t.UC", "2"},
        {"zones.y.level", "null"},
        {"products.p.services.new", "{ port: tcp/1 }"},
        {"products.p.services.new.auth", "none"},
        {"assets.far.count", "9"},
        {"assets.gone", "null"},
    };
    static const char text[] = "cybertwin: 1\n"
                               "zones: { z: &z { level: 2, sl_t: { IAC: 1 } }, y: { <<: *z } }\n"
                               "products: { p: {} }\n"
                               "include: far.yaml\n";
    static const char far[] = "assets: { far: { product: p, zone: z }, gone: { product: p } }\n";
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtSource) source = ct_source_new_memory();
    CtLoadOptions options = {.patches = patches, .n_patches = G_N_ELEMENTS(patches)};

    ct_source_add(source, "t.yaml", text, strlen(text));
    ct_source_add(source, "far.yaml", far, strlen(far));

    g_autoptr(CtModel) model = ct_model_load(source, "t.yaml", &options, diag);

    check_loaded(model, diag);
    if (model == NULL)
        return;
    CHECK_INT(model->zones.data[1].level, -1);
    CHECK_INT(model->zones.data[1].sl_t[0], 3);
    CHECK_INT(model->zones.data[1].sl_t[1], -1);
    CHECK_INT(model->zones.data[0].sl_t[0], 1);
    CHECK_INT(model->zones.data[0].sl_t[1], 2);
    CHECK_INT(model->services.data[0].auth, CT_AUTH_NONE);
    CHECK_INT(model->services.data[0].port.low, 1);
    CHECK_INT(model->assets.length, 1);
    CHECK_INT(model->assets.data[0].count, 9);
}

static void
test_ranges_of_versions_find_components(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtModel) model =
        load_text("cybertwin: 1\n"
                  "products:\n"
                  "  old: { components: { lib: { purl: 'pkg:generic/lib@1.2.0' } } }\n"
                  "  new: { components: { lib: { purl: 'pkg:generic/lib@1.10.0' } } }\n"
                  "  two: { components: { lib: { purl: 'pkg:generic/lib', version: 1.3.1 } } }\n"
                  "  any: { components: { lib: { purl: 'pkg:generic/lib' }, other: { purl: "
                  "'pkg:generic/li@1' } } }\n"
                  "vulnerabilities: { v: { affects: 'pkg:generic/lib@>=1.2,<1.10', cvss: "
                  "'CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:H', privileges: high } }\n",
                  NULL, 0, diag);

    check_loaded(model, diag);
    if (model == NULL)
        return;

    const CtVulnerability *flaw = &model->vulnerabilities.data[0];

    CHECK_INT(flaw->affects.length, 3);
    for (uint32_t i = 0; i < flaw->affects.length; i++)
        CU_ASSERT(model->affects.data[flaw->affects.start + i].product != 1);
    CHECK_INT(flaw->vector, CT_VECTOR_LOCAL);
    CHECK_INT(flaw->privileges, CT_PRIVILEGES_HIGH); /* what is stated beats the vector */
    CHECK_INT(flaw->gains, CT_VULN_GAINS_HALT);
}

static void
test_selectors_are_shared_and_channels_know_products(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtModel) model = load_text(
        "cybertwin: 1\n"
        "suppliers: { s: {} }\n"
        "products: { p: { supplier: s }, q: {}, r: { kind: rtu } }\n"
        "zones: { z: {}, inner: { parent: z } }\n"
        "assets: { a: { product: p, zone: z }, b: { product: q, zone: inner, count: 3 } }\n"
        "people: { one: { uses: [ a, 'b[2]' ] }, two: { uses: [ a, 'b[2]' ] }, three: { uses: a } "
        "}\n"
        "channels:\n"
        "  x: { kind: update, from: { supplier: s }, to: [ b, { product: r } ] }\n"
        "  y: { kind: command, from: [ a, { supplier: s } ], to: { zone: z } }\n"
        "  w: { kind: remote-maintenance, from: a, into: [ inner, z ] }\n",
        NULL, 0, diag);

    check_loaded(model, diag);
    if (model == NULL)
        return;
    CHECK_INT(model->people.data[0].uses, model->people.data[1].uses);
    CU_ASSERT(model->people.data[0].uses != model->people.data[2].uses);

    const CtChannel *x = &model->channels.data[0], *y = &model->channels.data[1];
    const CtChannel *w = &model->channels.data[2];

    CHECK_INT(x->from, CT_NO_ID);
    CHECK_INT(x->from_supplier, 0);
    CHECK_INT(x->to_products.length, 2);
    CHECK_INT(model->pool.data[x->to_products.start], 1);
    CHECK_INT(model->pool.data[x->to_products.start + 1], 2);
    CHECK_INT(y->from_supplier, 0);
    CHECK_INT(model->selectors.data[y->from].terms.length, 1);
    CHECK_INT(y->to_products.length, 2); /* zones include those within */
    CHECK_INT(w->into.length, 2);
    CHECK_INT(model->networks.data[model->pool.data[w->into.start]].of_zone, 1);
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

/* What another reader counts: "section n" lines of the entities in each section. */
static const char counter[] = "import sys\n"
                              "try:\n"
                              "    import yaml\n"
                              "except ImportError as e:\n"
                              "    print('skipped:', e); sys.exit(0)\n"
                              "d = yaml.safe_load(open(sys.argv[1]))\n"
                              "for k, v in d.items():\n"
                              "    if isinstance(v, dict) and k != 'x': print(k, len(v))\n"
                              "p = (d.get('products') or {}).values()\n"
                              "a = (d.get('assets') or {}).values()\n"
                              "n = lambda e, k: len((e or {}).get(k) or {})\n"
                              "print('components', sum(n(e, 'components') for e in p))\n"
                              "print('services', sum(n(e, 'services') for e in [*p, *a]))\n";

/* Declared entities: networks that zones own without saying so are not in the file. */
static uint32_t
count_declared(const CtModel *model, CtSection section)
{
    uint32_t n = ct_model_count(model, section), implied = 0;

    for (uint32_t i = 0; section == CT_SECTION_NETWORKS && i < n; i++)
        implied += ct_resolve_is_implicit(model, i) ? 1 : 0;
    return n - implied;
}

static void
compare_counts(const CtModel *model, const char *output, uint64_t seed)
{
    g_auto(GStrv) lines = g_strsplit(g_strchomp((char *)output), "\n", -1);
    unsigned compared = 0;

    for (char **line = lines; *line != NULL; line++) {
        char *space = strchr(*line, ' ');

        if (space == NULL)
            continue;
        *space = '\0';
        for (CtSection section = 0; section < CT_SECTION_COUNT; section++) {
            if (strcmp(*line, ct_section_name(section)) != 0)
                continue;
            compared++;
            CHECK_MSG(count_declared(model, section) == g_ascii_strtoull(space + 1, NULL, 10),
                      "seed %" G_GUINT64_FORMAT ": %u %s, another reader counts %s", seed,
                      count_declared(model, section), *line, space + 1);
        }
    }
    CHECK_INT(compared, CT_SECTION_COUNT);
}

/* What the other reader prints for @text; NULL where it cannot be asked. */
static char *
ask_other_reader(const char *text)
{
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("ct-count-XXXXXX", &path, NULL), status = 0;
    char *arguments[] = {(char *)"/usr/bin/python3", (char *)"-c", (char *)counter, path, NULL},
         *output = NULL;

    if (file < 0)
        return NULL;
    close(file);
    CU_ASSERT(g_file_set_contents(path, text, -1, NULL));
    CU_ASSERT(g_spawn_sync(NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
                           &status, NULL) &&
              g_spawn_check_wait_status(status, NULL));
    g_unlink(path);
    return output;
}

static void
test_another_reader_counts_the_same(void)
{
    if (!g_file_test("/usr/bin/python3", G_FILE_TEST_IS_EXECUTABLE)) {
        printf("skipped: no /usr/bin/python3\n");
        return;
    }
    for (uint64_t seed = 1; seed <= 5; seed++) {
        g_autofree char *text = grammar_generate(seed);
        g_autofree char *output = ask_other_reader(text);
        g_autoptr(CtDiag) diag = ct_diag_new();
        g_autoptr(CtModel) model = load_text(text, NULL, 0, diag);

        check_loaded(model, diag);
        if (model == NULL || output == NULL || g_str_has_prefix(output, "skipped:")) {
            printf("%s", output != NULL ? output : "skipped: no answer\n");
            return;
        }
        compare_counts(model, output, seed);
    }
}

CU_TestInfo test_load_tests[] = {
    {"references forward and backward", test_forward_and_backward_references},
    {"patches replace, add and create", test_patches},
    {"patches see each other and merged keys", test_patches_see_each_other_and_merged_keys},
    {"ranges of versions find components", test_ranges_of_versions_find_components},
    {"selectors are shared, channels know products",
     test_selectors_are_shared_and_channels_know_products},
    {"merge keys yield to what is written", test_merge_keys},
    {"the examples load", test_examples_load},
    {"another reader counts the same", test_another_reader_counts_the_same},
    CU_TEST_INFO_NULL,
};
