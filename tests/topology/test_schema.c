/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The committed JSON Schema and format page are what the tables say, and the schema accepts what
 * the reader accepts. CT_UPDATE_GOLDEN=1 rewrites both files.
 */
#include "tests/support/check.h"
#include "tests/support/grammar_generator.h"

#include "topology/schema.h"
#include "topology/yaml/grammar.h"

#include <glib/gstdio.h>
#include <stdio.h>

#define SCHEMA CT_SOURCE_DIR "/topology/schema/topology.schema.json"
#define PAGE CT_SOURCE_DIR "/docs/topology-format.md"

static void
check_file(const char *path, void (*write)(CtOut *out))
{
    g_autoptr(CtOut) out = ct_out_new_string();
    g_autofree char *committed = NULL;

    write(out);
    if (g_strcmp0(g_getenv("CT_UPDATE_GOLDEN"), "1") == 0)
        CU_ASSERT(g_file_set_contents(path, ct_out_text(out), -1, NULL));
    CU_ASSERT(g_file_get_contents(path, &committed, NULL, NULL));
    CHECK_MSG(g_strcmp0(committed, ct_out_text(out)) == 0,
              "%s is not what the tables say; CT_UPDATE_GOLDEN=1 rewrites it", path);
}

static void
test_the_committed_schema_is_current(void)
{
    check_file(SCHEMA, ct_schema_write);
}

static void
test_the_page_is_current(void)
{
    check_file(PAGE, ct_grammar_write_markdown);
}

/* Every key of every section stands in the page: a row each. */
static void
test_the_page_has_every_key(void)
{
    g_autofree char *page = NULL;

    CU_ASSERT_FATAL(g_file_get_contents(PAGE, &page, NULL, NULL));
    for (size_t i = 0; i < ct_n_section_grammars; i++) {
        const CtShape *shape = ct_section_grammars[i].shape;
        g_autofree char *title =
            g_strdup_printf("## `%s`\n", ct_section_name(ct_section_grammars[i].section));
        const char *section = strstr(page, title);

        CHECK_MSG(section != NULL, "no %s", title);
        for (uint32_t k = 0; section != NULL && k < shape->n_keys; k++) {
            g_autofree char *row = g_strdup_printf("| `%s`", shape->keys[k].name);

            CHECK_MSG(strstr(section, row) != NULL, "no row '%s' under %s", row, title);
        }
    }
}

static const char validate[] =
    "import json, sys, datetime\n"
    "try:\n"
    "    import yaml, jsonschema\n"
    "except ImportError as e:\n"
    "    print('skipped:', e); sys.exit(77)\n"
    "def plain(v):\n"
    "    if isinstance(v, dict): return {str(k): plain(x) for k, x in v.items()}\n"
    "    if isinstance(v, list): return [plain(x) for x in v]\n"
    "    return str(v) if isinstance(v, (datetime.date, datetime.datetime)) else v\n"
    "schema = json.load(open(sys.argv[1]))\n"
    "jsonschema.Draft7Validator.check_schema(schema)\n"
    "validator = jsonschema.Draft7Validator(schema)\n"
    "bad = 0\n"
    "for path in sys.argv[2:]:\n"
    "    want = not path.endswith('.bad')\n"
    "    errors = list(validator.iter_errors(plain(yaml.safe_load(open(path)))))\n"
    "    if want != (not errors):\n"
    "        bad += 1\n"
    "        print(path, 'should pass:' if want else 'should fail', "
    "[(list(e.path), e.message[:200]) for e in errors[:3]])\n"
    "sys.exit(1 if bad else 0)\n";

/* Writes @text to a new file of @folder and appends its path to @arguments. */
static void
add_file(GPtrArray *arguments, const char *folder, const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);

    CU_ASSERT(g_file_set_contents(path, text, -1, NULL));
    g_ptr_array_add(arguments, path);
}

static void
add_examples(GPtrArray *arguments)
{
    static const char *const names[] = {"3cx-2023", "jeep-2015", "ukraine-2015", "unitronics-2023"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        char *path =
            g_build_filename(CT_SOURCE_DIR "/../shared/examples", names[i], "topology.yaml", NULL);

        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            g_ptr_array_add(arguments, path);
            continue;
        }
        printf("skipped: %s is not there\n", path);
        g_free(path);
    }
}

static const char *const bad[] = {
    "cybertwin: 1\nzones: { z: { levle: 2 } }\n",
    "cybertwin: 1\nassets: { a: { product: p } }\n",
    "cybertwin: 2\n",
    "cybertwin: 1\ncredentials: { c: { kind: secret } }\n",
    "cybertwin: 1\nproducts: { p: { services: { s: { port: 443 } } } }\n",
    "cybertwin: 1\nzones: { \"a.b\": {} }\n",
    "cybertwin: 1\nproducts: { p: { sbom: p.json } }\n",
    "cybertwin: 1\nassets: { a: }\n",
    "cybertwin: 1\nfunctions: { f: { needs: { of: [a] } } }\n",
    "cybertwin: 1\nfunctions: { f: { needs: { k: 1 } } }\n",
    "cybertwin: 1\nwaivers: [ { finding: \"S4\", reason: \" \", owner: o, until: 2027-06-30 } ]\n",
};
/* Ids that look like numbers, and what is left empty. */
static const char good[] =
    "cybertwin: 1\nsites: { 110: }\nzones: { 7: { uid: 70 } }\n"
    "products: { 500: { kind: plc, services: { 1: { port: tcp/80, auth: none } } } }\n"
    "credentials: { 9: { opens: 500.1 } }\n"
    "assets: { 1: { product: 500, zone: 7, site: 110, stores: [9], uid: false } }\n"
    "people: { 2: { uses: 1, accounts: 9 } }\n"
    "functions: { f: { needs: { k: 1, of: [1] } } }\n";

static void
test_the_schema_accepts_what_the_reader_accepts(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("ct-schema-XXXXXX", &error);
    g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *output = NULL;
    int status = 0;

    CU_ASSERT_FATAL(folder != NULL);
    g_ptr_array_add(arguments, g_strdup("/usr/bin/python3"));
    g_ptr_array_add(arguments, g_strdup("-c"));
    g_ptr_array_add(arguments, g_strdup(validate));
    g_ptr_array_add(arguments, g_strdup(SCHEMA));

    guint first = arguments->len;

    for (uint64_t seed = 1; seed <= 20; seed++) {
        g_autofree char *text = grammar_generate(seed);
        g_autofree char *name = g_strdup_printf("%02u.yaml", (unsigned)seed);

        add_file(arguments, folder, name, text);
    }
    add_file(arguments, folder, "good.yaml", good);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *name = g_strdup_printf("%u.bad", (unsigned)i);

        add_file(arguments, folder, name, bad[i]);
    }

    guint last = arguments->len;

    add_examples(arguments);
    g_ptr_array_add(arguments, NULL);
    if (!g_file_test("/usr/bin/python3", G_FILE_TEST_IS_EXECUTABLE)) {
        printf("skipped: no /usr/bin/python3\n");
    } else {
        CU_ASSERT(g_spawn_sync(NULL, (char **)arguments->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                               &output, NULL, &status, &error));
        if (g_spawn_check_wait_status(status, NULL) || strstr(output, "skipped:") == output)
            printf("%s", output);
        else
            CHECK_MSG(false, "%s", output);
    }
    for (guint i = first; i < last; i++)
        g_unlink(g_ptr_array_index(arguments, i));
    g_rmdir(folder);
}

CU_TestInfo test_schema_tests[] = {
    {"the committed schema is current", test_the_committed_schema_is_current},
    {"the page is current", test_the_page_is_current},
    {"the page has every key", test_the_page_has_every_key},
    {"the schema accepts what the reader accepts", test_the_schema_accepts_what_the_reader_accepts},
    CU_TEST_INFO_NULL,
};
