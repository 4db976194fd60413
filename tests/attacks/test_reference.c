/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Documents that are made from tables are as the tables make them; CT_UPDATE_GOLDEN=1 makes them
 * anew. Every word of the sandbox is documented, and every documented word exists.
 */
#include "tests/support/check.h"

#include "attacks/lua_reference.h"
#include "attacks/rules.h"
#include "lua/sandbox.h"

#include <lua.h>

static const char marker[] = "<!-- generated from here on: CT_UPDATE_GOLDEN=1 writes it anew -->\n";

/* @path, from its marker on (or all of it where @whole), equals @want. */
static void
check_document(const char *path, bool whole, const char *want)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *full = g_build_filename(CT_SOURCE_DIR, path, NULL);
    g_autofree char *text = NULL;

    if (!g_file_get_contents(full, &text, NULL, whole ? NULL : &error) && !whole)
        CHECK_OK(false, error);
    const char *from = text == NULL ? "" : whole ? text : strstr(text, marker);
    CHECK_MSG(from != NULL, "%s has no marker", path);
    if (from == NULL)
        return;
    from += whole ? 0 : strlen(marker);
    if (g_getenv("CT_UPDATE_GOLDEN") != NULL) {
        g_autofree char *updated =
            g_strdup_printf("%.*s%s", whole ? 0 : (int)(from - text), whole ? "" : text, want);
        CHECK_OK(g_file_set_contents(full, updated, -1, &error), error);
        return;
    }
    CHECK_MSG(strcmp(from, want) == 0,
              "%s is not what the tables make: run the tests once with CT_UPDATE_GOLDEN=1", path);
}

static void
test_the_list_of_techniques_is_that_of_the_library(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtOut) out = ct_out_new_string();
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);

    CHECK_OK(library != NULL, error);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    ct_out_put(out, "\n");
    ct_library_write_markdown(library, out);
    check_document("docs/techniques.md", false, ct_out_text(out));
}

static void
test_the_reference_is_that_of_the_tables(void)
{
    g_autoptr(CtOut) reference = ct_out_new_string();

    ct_out_put(reference, "\n");
    ct_lua_write_reference(reference);
    check_document("docs/technique-language.md", false, ct_out_text(reference));
    for (size_t i = 0; i < ct_n_lua_definitions; i++) {
        g_autoptr(CtOut) definitions = ct_out_new_string();

        ct_lua_definitions[i].write(definitions);
        check_document(ct_lua_definitions[i].path, true, ct_out_text(definitions));
    }
}

static bool
is_documented(const char *name)
{
    /* Lua's own, kept as they are or made safe. */
    static const char *const plain[] = {
        "_VERSION", "assert",   "error",    "getmetatable", "ipairs",       "math",   "pairs",
        "pcall",    "select",   "rawequal", "rawlen",       "setmetatable", "string", "table",
        "type",     "tonumber", "tostring", "utf8",         "fact",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        if (strcmp(plain[i], name) == 0)
            return true;
    for (size_t i = 0; i < ct_n_lua_technique_words; i++)
        if (strcmp(ct_lua_technique_words[i].name, name) == 0)
            return true;
    for (int i = 0; i < CT_FACT_COUNT; i++)
        if (strcmp(ct_fact_kinds_builtin.infos[i].text, name) == 0)
            return true;
    for (int i = 0; i < CT_RELATION_COUNT; i++)
        if (strcmp(ct_relation_infos[i].word, name) == 0)
            return true;
    return false;
}

/* A CtLuaFunction: names of the globals into the GPtrArray given. */
static int
collect_names(lua_State *L)
{
    GPtrArray *names = lua_touserdata(L, 1);
    size_t n = ct_lua_sandbox_push_names(L);

    for (size_t i = 1; i <= n; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        g_ptr_array_add(names, g_strdup(lua_tostring(L, -1)));
        lua_pop(L, 1);
    }
    return 0;
}

static void
test_every_word_is_documented_and_every_documented_word_exists(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);

    CHECK_OK(library != NULL, error);
    CHECK_OK(ct_lua_host_call(library->host, collect_names, names, &error), error);
    for (guint i = 0; i < names->len; i++)
        CHECK_MSG(is_documented(g_ptr_array_index(names, i)), "'%s' is not documented",
                  (const char *)g_ptr_array_index(names, i));
    for (size_t i = 0; i < ct_n_lua_technique_words; i++) {
        const char *word = ct_lua_technique_words[i].name;
        CHECK_MSG(g_ptr_array_find_with_equal_func(names, word, g_str_equal, NULL),
                  "'%s' does not exist", word);
    }
}

/* The page's own example, between ```lua fences, is a technique file that loads. */
static void
test_the_worked_example_loads(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtSource) source = ct_source_new_memory();
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);
    g_autofree char *page = NULL;
    const char *path = CT_SOURCE_DIR "/docs/technique-language.md";

    CHECK_OK(g_file_get_contents(path, &page, NULL, &error), error);
    g_auto(GStrv) parts = g_strsplit(page, "```", -1);
    guint n = 0;
    for (guint i = 1; i < g_strv_length(parts); i += 2) {
        if (!g_str_has_prefix(parts[i], "lua\n"))
            continue;
        g_autofree char *name = g_strdup_printf("example/%u.lua", n++);
        ct_source_add(source, name, parts[i] + 4, strlen(parts[i] + 4));
    }
    CU_ASSERT(n >= 2);
    bool ok = ct_library_load_folder(library, source, "example", diag, NULL);
    g_autofree char *text = ct_diag_to_text(diag, 20);
    CHECK_MSG(ok, "%s", text);
    CHECK_INT(ct_library_count(library), n);
}

CU_TestInfo test_reference_tests[] = {
    {"the list of techniques is that of the library",
     test_the_list_of_techniques_is_that_of_the_library},
    {"the reference is that of the tables", test_the_reference_is_that_of_the_tables},
    {"every word is documented and every documented word exists",
     test_every_word_is_documented_and_every_documented_word_exists},
    {"the worked example loads", test_the_worked_example_loads},
    CU_TEST_INFO_NULL,
};
