/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of a scenario's words: what is bound is documented, what is documented is bound,
 * and the documents are as the table makes them. The tutorial's scripts run.
 */
#include "tests/support/check.h"

#include "analysis/scenario_reference.h"
#include "lua/sandbox.h"
#include "sim/lua_run.h"
#include "tests/support/scenario_run.h"

#include <string.h>

static const char marker[] = "<!-- generated from here on: CT_UPDATE_GOLDEN=1 writes it anew -->\n";

/* @path, from its marker on (or all of it where @whole), equals @want. */
static void
check_document(const char *path, bool whole, const char *want)
{
    g_autofree char *full = g_build_filename(CT_SOURCE_DIR, path, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;

    if (!g_file_get_contents(full, &text, NULL, NULL))
        text = g_strdup("");
    const char *from = whole ? text : strstr(text, marker);

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
test_the_documents_are_those_of_the_table(void)
{
    g_autoptr(CtOut) reference = ct_out_new_string();
    g_autoptr(CtOut) definitions = ct_out_new_string();

    ct_out_put(reference, "\n");
    ct_scenario_write_reference(reference);
    ct_scenario_write_definitions(definitions);
    check_document("docs/scenarios.md", false, ct_out_text(reference));
    check_document("lua/definitions/scenario.d.lua", true, ct_out_text(definitions));
}

static bool
is_documented(const char *name)
{
    static const char *const plain[] = {
        "_VERSION", "assert", "error",    "getmetatable", "ipairs",   "math",
        "pairs",    "pcall",  "rawequal", "rawlen",       "select",   "setmetatable",
        "string",   "table",  "type",     "tonumber",     "tostring", "utf8",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        if (strcmp(plain[i], name) == 0)
            return true;
    for (size_t i = 0; i < ct_n_scenario_words; i++)
        if (strcmp(ct_scenario_words[i].name, name) == 0)
            return true;
    for (int i = 0; i < CT_FACT_COUNT; i++)
        if (strcmp(ct_fact_kinds_builtin.infos[i].text, name) == 0)
            return true;
    return false;
}

static int
look_at_words(lua_State *L)
{
    size_t n = ct_lua_sandbox_push_names(L);

    for (size_t i = 1; i <= n; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        CHECK_MSG(is_documented(lua_tostring(L, -1)), "'%s' is bound, and not in the table",
                  lua_tostring(L, -1));
        lua_pop(L, 1);
    }
    for (size_t i = 0; i < ct_n_scenario_words; i++)
        if (strchr(ct_scenario_words[i].name, ':') == NULL)
            CHECK_MSG(ct_lua_sandbox_has(L, ct_scenario_words[i].name),
                      "'%s' is in the table, and not bound", ct_scenario_words[i].name);
    return 0;
}

static void
test_every_word_is_in_the_table(void)
{
    g_auto(CtScenarioTest) test = {0};
    g_autoptr(GString) methods = g_string_new(
        "attacker 'a' { entry = { located 'internet' }, goals = { g = controls 'plc' }, strategy = "
        "function(me) local x\n");
    g_autoptr(GError) error = NULL;

    for (size_t i = 0; i < ct_n_scenario_words; i++)
        if (g_str_has_prefix(ct_scenario_words[i].name, "me:"))
            g_string_append_printf(methods, "x = me.%s\n", ct_scenario_words[i].name + 3);
    g_string_append(methods, "log 'all' end }");
    ct_scenario_test_init(&test, NULL, methods->str);
    g_autofree char *log = ct_scenario_test_log(&test, 0);
    CHECK_STR(log, "0s: all\n");

    CtScenarioRun shared = {.twin = test.twin, .sim = test.sim, .n_actors = test.sim->n_actors};
    CtLuaRun *run = ct_lua_run_new(test.engine, &shared);

    CHECK_OK(ct_lua_host_call(run->lua, look_at_words, NULL, &error), error);
    ct_lua_run_free(run);
}

/* Every word that is called where it may not be says so, and where it may. */
static void
test_words_know_when(void)
{
    for (size_t i = 0; i < ct_n_scenario_words; i++) {
        const CtScenarioWord *word = &ct_scenario_words[i];
        bool declares = word->when == CT_WORD_DECLARES;
        g_auto(CtScenarioTest) test = {0};

        if (strchr(word->name, ':') != NULL || word->when == CT_WORD_SCHEDULES ||
            strcmp(word->name, "all") == 0 || strcmp(word->name, "any") == 0 ||
            strcmp(word->returns, "Duration") == 0) /* a value, which may be made anywhere */
            continue;
        g_autofree char *script = g_strdup_printf(
            "attacker 'a' { entry = { located 'internet' }, goals = { g = controls 'plc' } }\n"
            "%s%s('1h', 'x')%s",
            declares ? "at('1h', function() " : "", word->name, declares ? " end)" : "");
        ct_scenario_test_init(&test, NULL, script);
        g_autofree char *got = ct_scenario_test_log(&test, 0);
        g_autofree char *want =
            g_strdup_printf("%sscenario.lua:2: %s: only %s", declares ? "failed: " : "", word->name,
                            ct_word_when_text(word->when));

        CHECK_MSG(g_str_has_prefix(got, want), "%s\ngot:  %s\nwant: %s", script, got, want);
    }
}

CU_TestInfo test_scenario_words_tests[] = {
    {"the documents are those of the table", test_the_documents_are_those_of_the_table},
    {"every word is in the table", test_every_word_is_in_the_table},
    {"words know when", test_words_know_when},
    CU_TEST_INFO_NULL,
};
