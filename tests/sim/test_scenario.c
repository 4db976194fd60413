/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Scenarios as programs: what is heard when, what a script may not do and how it is told, and that
 * nothing of a replication is left for the next.
 */
#include "tests/support/check.h"

#include "tests/support/scenario_run.h"

#include <string.h>

#define OUTSIDER                                                                                   \
    "attacker \"outsider\" { entry = { located \"internet\" }, goals = { stop = controls "         \
    "\"plc\" } }\n"

typedef struct Case {
    const char *script, *want; /* what is logged, or how it begins */
} Case;

static void
check_cases(const Case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_autofree char *script = g_strconcat(OUTSIDER, cases[i].script, NULL);
        g_auto(CtScenarioTest) test = {0};

        ct_scenario_test_init(&test, NULL, script);
        g_autofree char *got = ct_scenario_test_log(&test, 0);
        CHECK_MSG(g_str_has_prefix(got, cases[i].want), "%s\ngot:  %s\nwant: %s", cases[i].script,
                  got, cases[i].want);
        g_autofree char *again = ct_scenario_test_log(&test, 0);
        CHECK_STR(again, got);
    }
}

static void
test_handlers_run_when_they_say(void)
{
    static const Case cases[] = {
        {"at('2h', function() log('two') end) at('1h', function() log('one') end)",
         "1h: one\n2h: two\n"},
        {"at('0s', function() log('first') end) at('0s', function() log('second') end)",
         "0s: first\n0s: second\n"},
        {"horizon '3h30m' every('1h', function() log(elapsed 'h') end)",
         "1h: 1.0\n2h: 2.0\n3h: 3.0\n"},
        {"local n = 0 every('1h', function() n = n + 1 log(n) return n < 2 end)", "1h: 1\n2h: 2\n"},
        {"at('1h', function() at('90m', function() log 'later' end) end)", "1h 30m: later\n"},
        {"spawn(function(a, b) log(a .. b) wait('10m') log('then') wait('1h') log('end') end, "
         "'x', 2)",
         "0s: x2\n10m: then\n1h 10m: end\n"},
        {"at('1h', function() spawn(function() wait '0s' log(elapsed 'm') end) end)", "1h: 60.0\n"},
        {"spawn(function() local ok, why = pcall(function() wait '1h' error('e', 0) end) log(why) "
         "end)",
         "1h: e\n"},
    };

    check_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_what_a_script_does_wrong_is_told(void)
{
    static const Case cases[] = {
        {"at('1h', function() wait '1h' end)",
         "failed: scenario.lua:2: wait: only a coroutine can wait: write spawn("},
        {"at(7200, function() end)", "scenario.lua:2: at: a duration has its unit"},
        {"at('2 hours', function() end)", "scenario.lua:2: at: '2 hours' is not a time"},
        {"at('1h', log)", "failed: log: expected one text"},
        {"at('1h')", "scenario.lua:2: at: expected a function, as in at(\"2h\""},
        {"every('0s', function() end)", "scenario.lua:2: every: a period lasts 1ms"},
        {"on('gaol', function() end)",
         "scenario.lua:2: on: there is no event 'gaol' (did you mean 'goal'?)"},
        {"log 'x'", "scenario.lua:2: log: only while a scenario is played"},
        {"wait '1h'", "scenario.lua:2: wait: only in a coroutine"},
        {"at('1h', function() horizon '1h' end)",
         "failed: scenario.lua:2: horizon: only while the script is read"},
        {"at('1h', function()\nlocal f = nil\nf()\nend)",
         "failed: scenario.lua:4: attempt to call a nil value (local 'f')"},
        {"at('1h', function() lgo 'x' end)",
         "failed: scenario.lua:2: there is no variable or word 'lgo' (did you mean 'log'?)"},
        {"at('2h', function() at('1h', function() end) end)",
         "failed: scenario.lua:2: at: 1h after the start has passed, it is 2h"},
        {"spawn(function() table.sort({ 2, 1 }, function() wait '1s' end) end)",
         "failed: scenario.lua:2: wait: not inside a function that a word such as table.sort"},
        {"spawn(function() ('x'):gsub('x', function() wait '1s' end) end)",
         "failed: scenario.lua:2: wait: not inside a function"},
        {"local function deep() error 'deep' end spawn(function() wait '1h' deep() end)",
         "failed: scenario.lua:2: deep\nstack traceback:"},
        {"at('1h', function() error {} end)", "failed: scenario.lua:2: the script raised a table"},
        {"at('1h', function() while true do end end)",
         "failed: scenario.lua:2: the script ran too long"},
        {"at('1h', function() while true do pcall(function() while true do end end) end end)",
         "failed: scenario.lua:2: the script ran too long"},
        {"spawn(function() while true do pcall(function() while true do end end) end end)",
         "failed: scenario.lua:2: the script ran too long"},
        {"at('1h', function() local t = {} while true do t[#t + 1] = ('x'):rep(1e6) end end)",
         "failed: scenario.lua:2: the script needs more than"},
        {"spawn(function() while true do wait '0s' end end)",
         "failed: the script does more than 1000 things"},
        {"at('1h', function() for i = 1, 1e6 do at('2h', function() end) end end)",
         "failed: scenario.lua:2: more than 1000 handlers and coroutines at once"},
        {"at('1h', function() for i = 1, 1e6 do spawn(function() end) end end)",
         "failed: scenario.lua:2: more than 1000 handlers and coroutines at once"},
        {"every('1ms', function() end)", "failed: the script does more than 1000 things"},
        {"at('1h', function() for i = 1, 1e6 do log(i) end end)", "1h: 1\n1h: 2\n"},
    };

    check_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_events_are_heard(void)
{
    g_auto(CtScenarioTest) test = {0};

    ct_scenario_test_init(
        &test, NULL,
        OUTSIDER
        "local n = 0\n"
        "on('compromised', function(a, who) n = n + 1 log('has ' .. a .. ' ' .. who) end)\n"
        "on('gained', function(f) if f == 'controls:plc' then log(f) end end)\n"
        "on('goal', function(g) log('goal ' .. g .. ' after ' .. n) end)\n"
        "on('succeeded', function(t, target) if target == 'plc' then log(t) return false "
        "end end)\n");
    CHECK_MSG(test.error == NULL, "%s", test.error);
    g_autofree char *log = ct_scenario_test_log(&test, 1);
    CHECK_MSG(strstr(log, ": has pc[") != NULL, "%s", log);
    CHECK_MSG(strstr(log, "] outsider\n") != NULL, "%s", log);
    CHECK_MSG(strstr(log, ": controls:plc\n") != NULL, "%s", log);
    CHECK_MSG(strstr(log, ": goal stop after ") != NULL, "%s", log);
    /* None is told twice, at whichever levels. */
    const char *first = strstr(log, "has pc[0]");
    CU_ASSERT(first == NULL || strstr(first + 1, "has pc[0]") == NULL);
}

/* A handler that only looks changes nothing. */
static void
test_looking_changes_nothing(void)
{
    g_auto(CtScenarioTest) plain = {0}, watched = {0};

    ct_scenario_test_init(&plain, NULL, OUTSIDER);
    ct_scenario_test_init(&watched, NULL,
                          OUTSIDER "for _, e in ipairs { 'begun', 'succeeded', 'failed', 'gained', "
                                   "'compromised', 'goal' } do on(e, function() end) end\n"
                                   "spawn(function() for i = 1, 50 do wait '1h' end end)\n");
    for (uint64_t r = 0; r < 20; r++) {
        g_autofree char *a = ct_scenario_test_trace(&plain, r);
        g_autofree char *b = ct_scenario_test_trace(&watched, r);

        CHECK_STR(b, a);
    }
}

/* Variables, tables behind upvalues, coroutines and handlers all begin anew. */
static void
test_nothing_outlives_a_replication(void)
{
    g_auto(CtScenarioTest) test = {0};

    ct_scenario_test_init(
        &test, NULL,
        OUTSIDER "local count, kept, text = 0, {}, ('long'):rep(3000)\n"
                 "global = 0\n"
                 "local function co() kept.co = (kept.co or 0) + 1 wait '1h' kept.co = 7 end\n"
                 "spawn(co)\n"
                 "at('1h', function()\n"
                 "  count = count + 1 global = global + 1 kept[#kept + 1] = {}\n"
                 "  text = text .. 'x'\n"
                 "  local filled = {} for i = 1, 20000 do filled[i] = { i } end\n"
                 "  on('goal', function() log 'late' end)\n"
                 "  for i = 1, 100 do spawn(function() wait '2h' end) end\n"
                 "  log(count .. ' ' .. global .. ' ' .. #kept .. ' ' .. kept.co .. ' ' .. #text)\n"
                 "end)\n");
    CHECK_MSG(test.error == NULL, "%s", test.error);
    g_autofree char *first = ct_scenario_test_log(&test, 0);

    CHECK_MSG(g_str_has_prefix(first, "1h: 1 1 1 1 12001\n"), "%s", first);
    for (uint64_t r = 1; r < 5; r++) {
        g_autofree char *log = ct_scenario_test_log(&test, r);

        CHECK_MSG(g_str_has_prefix(log, "1h: 1 1 1 1 12001\n"), "%s", log);
    }
    g_autofree char *again = ct_scenario_test_log(&test, 0);
    CHECK_STR(again, first);
}

CU_TestInfo test_scenario_tests[] = {
    {"handlers run when they say", test_handlers_run_when_they_say},
    {"what a script does wrong is told", test_what_a_script_does_wrong_is_told},
    {"events are heard", test_events_are_heard},
    {"looking changes nothing", test_looking_changes_nothing},
    {"nothing outlives a replication", test_nothing_outlives_a_replication},
    CU_TEST_INFO_NULL,
};
