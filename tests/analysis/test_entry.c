/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"
#include "tests/support/loaded.h"

#include "analysis/entry.h"

#include "base/units.h"

static CtScenario *
load(const char *text, CtDiag *diag)
{
    g_autoptr(CtSource) source = ct_source_new_memory();

    ct_source_add(source, "scenario.lua", text, strlen(text));
    return ct_scenario_load(source, "scenario.lua", NULL, &ct_limits_default, diag);
}

static void
test_a_scenario_says_who_attacks_from_where_for_what(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtScenario) scenario =
        load("name \"A night\"\nhorizon \"30d\"\nattacker \"outsider\" {\n"
             "  entry = { located \"internet\", exec(\"hmi[3]\", \"user\") },\n"
             "  goals = {\n"
             "    trip = controls \"rtu-1\",\n"
             "    dark = any { halted \"a\", halted \"b\" },\n"
             "    all_of_it = all { halted \"a\", halted \"b\" },\n"
             "  },\n"
             "  skill = \"beginner\", knowledge = \"discover\", parallel = 3,\n"
             "  autonomous = true, capacity = 2.5, cost = \"time\",\n}\n",
             diag);

    g_autofree char *text = ct_diag_to_text(diag, 50);
    CHECK_MSG(scenario != NULL, "%s", text);
    if (scenario == NULL)
        return;
    CHECK_STR(scenario->name, "A night");
    CU_ASSERT(scenario->horizon_ms == 30 * CT_MS_DAY);
    CU_ASSERT_EQUAL_FATAL(scenario->attackers.length, 1);
    const CtScenarioAttacker *attacker = &scenario->attackers.data[0];
    CHECK_STR(attacker->name, "outsider");
    CU_ASSERT_EQUAL_FATAL(attacker->entries.length, 2);
    CHECK_STR(attacker->entries.data[1].text, "exec:hmi[3]:user");
    CHECK_INT(attacker->entries.data[1].pos.line, 4);
    CU_ASSERT_EQUAL_FATAL(attacker->goals.length, 3);
    CHECK_STR(attacker->goals.data[0].id, "trip");
    CHECK_STR(attacker->goals.data[1].id, "dark");
    CHECK_INT(attacker->goals.data[1].need, 1);
    CHECK_INT(attacker->goals.data[2].need, 2);
    CHECK_INT(attacker->goals.data[2].pos.line, 8);
    CHECK_INT(attacker->traits.skill, CT_SKILL_BEGINNER);
    CU_ASSERT(attacker->traits.discover && attacker->traits.autonomous && attacker->has_cost);
    CHECK_INT(attacker->cost, CT_COST_TIME);
    CHECK_INT(attacker->parallel, 3);
}

static void
test_mistakes_are_told_where_they_stand(void)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"attacker \"a\" { entri = {} }",
         "scenario.lua:1: an attacker has no 'entri' (did you mean "
         "'entry'?)"},
        {"attakcer \"a\" {}",
         "scenario.lua:1: there is no variable or word 'attakcer' (did you mean "
         "'attacker'?)"},
        {"\nwait \"2h\"", "scenario.lua:2: wait: only in a coroutine"},
        {"\nattacker \"a\" {}\nspawn(3)", "scenario.lua:3: spawn: expected a function"},
        {"attacker \"a\" { skill = \"experd\" }",
         "scenario.lua:1: skill must be one of: novice, beginner, intermediate, expert; not experd "
         "(did you mean 'expert'?)"},
        {"attacker \"a\" { goals = { x = 3 } }",
         "scenario.lua:1: goal 'x' must be a fact, all{…} or any{…}, not a number"},
        {"horizon \"-1d\"", "scenario.lua:1: horizon: '-1d' is not a time"},
        {"horizon \"nan\"", "scenario.lua:1: horizon: 'nan' is not a time"},
        {"horizon \"1e30y\"", "scenario.lua:1: horizon: '1e30y' is not a time"},
        {"horizon \"300000000y\"", "scenario.lua:1: horizon: '300000000y' is not a time"},
        {"horizon \"40000000y\"", "scenario.lua:1: horizon: must be longer than 0 and shorter"},
        {"horizon \"0\"", "scenario.lua:1: horizon: must be longer than 0 and shorter"},
        {"horizon \"5\"", "scenario.lua:1: horizon: '5' is not a time"},
        {"horizon \"\"", "scenario.lua:1: horizon: '' is not a time"},
        {"horizon(5)", "scenario.lua:1: horizon: a duration has its unit: write \"5s\""},
        {"horizon(0/0)", "scenario.lua:1: horizon: a duration has its unit"},
        {"horizon(nil)", "scenario.lua:1: horizon: expected a duration such as \"30d\""},
        {"horizon { 1 }", "scenario.lua:1: horizon: expected a duration such as \"30d\""},
        {"horizon \"30 fortnights\"", "scenario.lua:1: horizon: '30 fortnights' is not a time"},
        {"attacker \"a\" { entry = { located \"x\" }\n", "scenario.lua:2: '}' expected"},
        {"pack \"nasin\"", "scenario.lua:1: pack: no pack 'nasin' comes with this version"},
        {"pack(1)", "scenario.lua:1: pack: expected a name"},
        {"-- nothing\n", "scenario.lua:1: no attacker is declared"},
        {"attacker \"a\" {}\nattacker \"a\" {}",
         "scenario.lua:2: attacker 'a' is declared twice, first in line 1"},
        {"attacker \"a\" { goals = { x = all { any { halted \"a\" } } } }",
         "scenario.lua:1: x: element 1 is a goal of several facts, not a fact"},
        {"io.open(\"/etc/passwd\")", "scenario.lua:1: 'io' is not available here"},
        {"while true do end", "scenario.lua:1: the script ran too long"},
        {"attacker \"a\" { parallel = 0 }",
         "scenario.lua:1: parallel (or \"all\") must be a number"},
        {"attacker \"a\" { spread = 0 }",
         "scenario.lua:1: spread must be a number, at least 1, not one below"},
        {"attacker \"a\" { spread = 2, parallel = 3 }",
         "scenario.lua:1: an attacker with spread is a worm, which has no parallel"},
        {"attacker \"a\" { spread = 2, strategy = \"random\" }",
         "scenario.lua:1: an attacker with spread is a worm, which has no strategy"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(CtDiag) diag = ct_diag_new();
        g_autoptr(CtScenario) scenario = load(cases[i].text, diag);
        g_autofree char *text = ct_diag_to_text(diag, 50);

        CU_ASSERT_PTR_NULL(scenario);
        CHECK_MSG(g_str_has_prefix(text, cases[i].message), "got:  %swant: %s", text,
                  cases[i].message);
    }
}

static void
test_the_command_line_makes_a_scenario_too(void)
{
    static const char *const entries[] = {"located:lan", NULL};
    static const char *const goals[] = {"exec:cam[17]:admin", "any(halted(a), halted:b)", NULL};
    static const char *const bad[] = {"halted:a, halted:b", NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(CtScenario) scenario = ct_scenario_from_options(entries, goals, &error);

    CHECK_OK(scenario != NULL, error);
    const CtScenarioAttacker *attacker = &scenario->attackers.data[0];
    CHECK_STR(attacker->entries.data[0].text, "located:lan");
    CHECK_STR(attacker->goals.data[0].id, "exec:cam[17]:admin");
    CHECK_INT(attacker->goals.data[1].facts.length, 2);
    CHECK_STR(attacker->goals.data[1].facts.data[0].text, "halted(a)");
    CHECK_INT(attacker->goals.data[1].need, 1);
    CHECK_ERR(ct_scenario_from_options(NULL, bad, &error) != NULL, error, CT_SCENARIO_ERROR,
              CT_SCENARIO_ERROR_FAILED);
}

static const char topology[] = "cybertwin: 1\n"
                               "products: { eye: { kind: camera } }\n"
                               "networks: { internet: { medium: internet }, lan: {} }\n"
                               "zones:\n"
                               "  outside: { outside: true, networks: [internet] }\n"
                               "  home: { networks: [lan] }\n"
                               "assets: { cam: { product: eye, zone: home, count: 3 } }\n";

static void
test_names_are_looked_up_in_the_topology(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    g_autoptr(CtDiag) diag = ct_diag_new();

    CU_ASSERT_FATAL(ct_loaded_init(&loaded, topology, &why));
    g_autoptr(CtScenario) bad = load("attacker \"a\" {\n"
                                     "  entry = { located \"interent\" },\n"
                                     "  goals = {\n"
                                     "    one = exec(\"cam[3]\", \"admin\"),\n"
                                     "    two = any { controls \"cam[1]\", halted \"can[1]\" },\n"
                                     "  },\n"
                                     "}\n",
                                     diag);
    CU_ASSERT_FATAL(bad != NULL);
    CU_ASSERT(!ct_scenario_resolve(bad, &ct_fact_kinds_builtin, loaded.instances, diag));
    g_autofree char *text = ct_diag_to_text(diag, 20);
    CHECK_INT(ct_diag_count(diag, CT_SEVERITY_ERROR), 3);
    CHECK_MSG(strstr(text, "scenario.lua:2: ") != NULL && strstr(text, "internet") != NULL &&
                  strstr(text, "scenario.lua:4: ") != NULL &&
                  strstr(text, "scenario.lua:5: ") != NULL && strstr(text, "'cam'") != NULL,
              "%s", text);
}

static void
test_one_without_an_entry_starts_outside(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(GPtrArray) attackers =
        g_ptr_array_new_with_free_func((GDestroyNotify)ct_attacker_free);

    CU_ASSERT_FATAL(ct_loaded_init(&loaded, topology, &why));
    g_autoptr(CtScenario) scenario =
        load("attacker \"a\" { goals = { x = all { halted \"cam[0]\", halted \"cam[2]\" } } }",
             diag);
    CU_ASSERT_FATAL(scenario != NULL);
    CU_ASSERT_FATAL(ct_scenario_resolve(scenario, &ct_fact_kinds_builtin, loaded.instances, diag));
    ct_scenario_add_to(scenario, &ct_fact_kinds_builtin, loaded.instances, attackers);
    CU_ASSERT_EQUAL_FATAL(attackers->len, 1);
    const CtAttacker *attacker = g_ptr_array_index(attackers, 0);
    CU_ASSERT_EQUAL_FATAL(attacker->entries.length, 1);
    g_autofree char *entry =
        ct_fact_text(&ct_fact_kinds_builtin, loaded.instances, attacker->entries.data[0]);
    CHECK_STR(entry, "located:internet");
    CU_ASSERT_EQUAL_FATAL(attacker->goals.length, 1);
    CHECK_STR(attacker->goals.data[0].id, "x");
    CHECK_INT(attacker->goals.data[0].need, 2);
    CHECK_INT(attacker->traits.skill, CT_SKILL_EXPERT);
}

CU_TestInfo test_entry_tests[] = {
    {"a scenario says who attacks, from where, for what",
     test_a_scenario_says_who_attacks_from_where_for_what},
    {"mistakes are told where they stand", test_mistakes_are_told_where_they_stand},
    {"the command line makes a scenario too", test_the_command_line_makes_a_scenario_too},
    {"names are looked up in the topology", test_names_are_looked_up_in_the_topology},
    {"one without an entry starts outside", test_one_without_an_entry_starts_outside},
    CU_TEST_INFO_NULL,
};
