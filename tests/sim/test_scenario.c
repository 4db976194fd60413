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
        {"set('zones.plant.sl_t', 3)", "scenario.lua:2: set: only in the function of a variant"},
        {"variant('a', function() end) variant('a', function() end)",
         "scenario.lua:2: variant: 'a' is declared twice, first in line 2"},
        {"variant('all', function() end)", "scenario.lua:2: variant: 'all' stands for every one"},
        {"variant('a')", "scenario.lua:2: variant: expected a function"},
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

/* Nothing leaves or arrives: he has what he had at the start, for good. */
static void
test_actions_stop_an_attacker(void)
{
    static const char *const stops[] = {
        "at('0s', function() block 'in' isolate 'pc' block 'down' end)",
        "at('0s', function() for _, a in ipairs(assets()) do isolate(a) end end)",
        "on('compromised', function(a) isolate(a) end)",

    };

    for (size_t i = 0; i < G_N_ELEMENTS(stops); i++) {
        g_autofree char *script =
            g_strconcat(OUTSIDER, stops[i], " on('goal', function(g) log(g) end)", NULL);
        g_auto(CtScenarioTest) test = {0};

        ct_scenario_test_init(&test, NULL, script);
        CHECK_MSG(test.error == NULL, "%s", test.error);
        for (uint64_t r = 0; r < 20; r++) {
            g_autofree char *log = ct_scenario_test_log(&test, r);

            CHECK_MSG(log[0] == '\0', "%s\n%s", stops[i], log);
        }
    }
}

static void
test_the_world_can_be_looked_at(void)
{
    static const Case cases[] = {
        {"at('1h', function() log(table.concat(assets(), ' ')) log(table.concat(assets 'plant', ' "
         "')) "
         "log(table.concat(zones(), ' ')) log(table.concat(conduits(), ' ')) log(#functions()) "
         "end)",
         "1h: pc[0] pc[1] pc[2] plc\n1h: plc\n1h: outside office plant\n1h: in out down\n1h: 0\n"},
        {"at('1h', function() log(state 'plc') log(isolate 'plc') log(isolate 'plc') log(state "
         "'plc') log(reconnect 'plc') log(take_down 'plc') log(state 'plc') restore 'plc' "
         "log(state 'plc') end)",
         "1h: up\n1h: true\n1h: false\n1h: isolated\n1h: true\n1h: true\n1h: down\n1h: up\n"},
        {"at('1h', function() log(is_blocked 'in') block 'in' log(is_blocked 'in') unblock 'in' "
         "log(is_blocked 'in') log(has(located 'internet')) log(has('exec:plc:admin', 'outsider')) "
         "end)",
         "1h: false\n1h: true\n1h: false\n1h: true\n1h: false\n"},
        {"on('acted', function(what, whom, by) log(what .. ' ' .. whom .. ' ' .. by) end) at('1h', "
         "function() isolate 'pc' rotate 'word' end)",
         "1h: isolate pc[0] script\n1h: isolate pc[1] script\n1h: isolate pc[2] script\n1h: rotate "
         "word script\n"},
        {"at('1h', function() isolate 'pcc' end)",
         "failed: scenario.lua:2: isolate: no asset 'pcc'; did you mean 'pc'?"},
        {"at('1h', function() block 'dwon' end)",
         "failed: scenario.lua:2: block: the topology has no 'dwon' among its conduits (did you "
         "mean 'down'?)"},
        {"at('1h', function() isolate(3) end)",
         "failed: scenario.lua:2: isolate: expected an id of the topology's assets, not a number"},
        {"at('1h', function() _ENV['iso' .. 'late']('pc') end)",
         "failed: scenario.lua:2: isolate: nothing can end in this run"},
        {"at('1h', function() has 'exec:pcc:user' end)", "failed: scenario.lua:2: has: "},
        {"at('1h', function() has(located 'internet', 'outsidr') end)",
         "failed: scenario.lua:2: has: there is no attacker 'outsidr' (did you mean 'outsider'?)"},
        {"at('1h', function() give('outsider', exec('plc', 'admin')) end)",
         "failed: scenario.lua:2: give: what may come to 'outsider' is declared"},
    };

    check_cases(cases, G_N_ELEMENTS(cases));
}

static void
test_draws_have_names(void)
{
    g_auto(CtScenarioTest) one = {0}, other = {0};

    ct_scenario_test_init(&one, NULL,
                          OUTSIDER "at('1h', function() log(random 'a') log(random 'a') end)");
    ct_scenario_test_init(&other, NULL,
                          OUTSIDER "at('1h', function() random 'b' log(random 'a') random('c', 6) "
                                   "log(random 'a') end)");
    for (uint64_t r = 0; r < 5; r++) {
        g_autofree char *a = ct_scenario_test_log(&one, r);
        g_autofree char *b = ct_scenario_test_log(&other, r);
        g_auto(GStrv) lines = g_strsplit(a, "\n", -1);

        CHECK_STR(b, a);
        CU_ASSERT(strcmp(lines[0], lines[1]) != 0);
    }
    g_auto(CtScenarioTest) dice = {0};

    ct_scenario_test_init(&dice, NULL,
                          OUTSIDER
                          "at('1h', function() local n = { 0, 0, 0 } for i = 1, 600 do local "
                          "x = random('d', 3) n[x] = n[x] + 1 end for i = 1, 3 do "
                          "assert(n[i] > 150 and n[i] < 250) end log 'even' end)");
    g_autofree char *even = ct_scenario_test_log(&dice, 0);
    CHECK_STR(even, "1h: even\n");
}

/* He has none of it before; then it does for him what an entry does. */
static void
test_a_fact_can_come_later(void)
{
    g_auto(CtScenarioTest) test = {0};

    ct_scenario_test_init(
        &test, NULL,
        "attacker 'insider' { entry = {}, later = { exec('pc[1]', 'user') }, goals = { stop = "
        "controls 'plc' } }\n"
        "attacker 'nobody' { entry = { located 'hall' }, goals = { stop = exec('pc[0]', 'user') } "
        "}\n"
        "local given\n"
        "on('compromised', function(a, who) assert(who == 'insider') if a == 'pc[1]' then "
        "assert(given and elapsed 'd' == 3) log 'there' end end)\n"
        "at('3d', function() given = true log(give('insider', exec('pc[1]', 'user'))) "
        "log(give('insider', 'exec:pc[1]:user')) end)\n");
    CHECK_MSG(test.error == NULL, "%s", test.error);
    g_autofree char *log = ct_scenario_test_log(&test, 0);
    CHECK_STR(log, "3d: true\n3d: false\n3d: there\n");
}

#define HAND "attacker 'hand' { entry = { located 'internet' }, goals = { stop = controls 'plc' }, "

/* The same as a function that decides: whatever costs the least effort, one at a time. */
static void
test_a_function_decides_as_the_strategy_does(void)
{
    g_auto(CtScenarioTest) declared = {0}, led = {0};

    ct_scenario_test_init(&declared, NULL, HAND "parallel = 1, strategy = 'cheapest-first' }");
    ct_scenario_test_init(&led, NULL,
                          HAND "strategy = function(me)\n"
                               "  while true do\n"
                               "    local best = me:options()[1]\n"
                               "    if best then me:attempt(best) else me:wait() end\n"
                               "  end\n"
                               "end }");
    CHECK_MSG(led.error == NULL, "%s", led.error);
    for (uint64_t r = 0; r < 100; r++) {
        g_autofree char *want = ct_scenario_test_trace(&declared, r);
        g_autofree char *got = ct_scenario_test_trace(&led, r);

        CHECK_STR(got, want);
        if (strcmp(got, want) != 0)
            return;
    }
}

static void
check_led(const Case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_autofree char *script =
            g_strconcat(HAND "strategy = function(me) ", cases[i].script, " end }", NULL);
        g_auto(CtScenarioTest) test = {0};

        ct_scenario_test_init(&test, NULL, script);
        g_autofree char *got = ct_scenario_test_log(&test, 1);
        bool fits = cases[i].want[0] != '\0' ? g_str_has_prefix(got, cases[i].want)
                                             : strstr(got, ": done\n") != NULL;

        CHECK_MSG(fits, "%s\ngot:  %s\nwant: %s", cases[i].script, got, cases[i].want);
    }
}

static void
test_an_attacker_in_phases(void)
{
    static const Case cases[] = {
        /* Patience, then all of it by name: in by a password, down to the machine. */
        {"me:wait '2d' local n = 0 while not me:has(exec('pc[1]', 'user')) do n = n + 1 if not "
         "me:attempt('default-credentials', 'pc[1]') then me:attempt(me:options()[1]) end end "
         "log('in') log(me:tries() >= n) me:wait '1h' for _, o in ipairs(me:options()) do if "
         "o.target "
         "== 'plc' then log(o.technique) break end end log 'done'",
         ""},
        {"log(me.name) log(me:has 'located:internet') log(me:has(exec('plc', 'admin'))) "
         "log(me:reached 'stop') log(me:noise()) log(me:tries())",
         "0s: hand\n0s: true\n0s: false\n0s: false\n0s: 0.0\n0s: 0\n"},
        {"local o = me:options()[1] assert(o.effort_hours >= 0 and o.noise >= 0 and o.success > 0 "
         "and "
         "#o.technique > 0 and #o.rule > 0 and #o.target > 0) me:attempt(o) log(me:tries()) "
         "assert(me:noise() == o.noise) log 'done'",
         ""},
        {"log(me:attempt('T0831', 'plc'))", "0s: nil\n"},
        {"me:attempt('T9999', 'plc')", "failed: scenario.lua:1: me:attempt: there is no technique "
                                       "'T9999'"},
        {"me:attempt('T1566.001', 'plcc')",
         "failed: scenario.lua:1: me:attempt: the topology has no "
         "'plcc' (did you mean 'plc'?)"},
        {"me:attempt(3)", "failed: scenario.lua:1: me:attempt: expected a technique"},
        {"me.attempt('T1566.001', 'pc')",
         "failed: scenario.lua:1: me:attempt: written with a colon"},
        {"me:atempt('T1566.001', 'pc')",
         "failed: scenario.lua:1: an attacker has no 'atempt' (did you mean 'attempt'?)"},
        {"me:reached 'stpo'", "failed: scenario.lua:1: me:reached: stpo is none of his goals"},
        {"me:wait(3)", "failed: scenario.lua:1: me:wait: a duration has its unit"},
        {"local o = me:options()[1] log(o.tecnique)",
         "failed: scenario.lua:1: an option has no 'tecnique' (did you mean 'technique'?)"},
        {"at('1h', function() me:attempt(me:options()[1]) end)",
         "failed: scenario.lua:1: me:attempt: only a coroutine can wait"},
        {"spawn(function() me:attempt(me:options()[1]) log 'one' end) me:wait '1s' log('two')",
         "1s: two\n"},
        {"local n = 0 while me:noise() < 0.5 and me:options()[1] do me:attempt(me:options()[1]) "
         "end "
         "assert(me:noise() < 0.5 + 1) log 'done'",
         ""},
    };

    check_led(cases, G_N_ELEMENTS(cases));
}

static void
test_options_by_technique_and_target(void)
{
    static const Case cases[] = {
        /* By technique and target: what is listed is what the whole list has of it, in its order; a
         * row is all of its instances. */
        {"local function pick(rule, target) local found = {} for _, o in ipairs(me:options()) do "
         "if (not rule or o.rule == rule or o.technique == rule) and (not target or o.target == "
         "target or o.target:sub(1, #target + 1) == target .. '[') then found[#found + 1] = o.rule "
         ".. o.target end end return table.concat(found, ' ') end "
         "local function list(rule, target) local found = {} for _, o in "
         "ipairs(me:options(rule, target)) do found[#found + 1] = o.rule .. o.target end return "
         "table.concat(found, ' ') end "
         "for _, rule in ipairs { 'default-credentials', 'T1566.001', 'ransom', false } do "
         "for _, target in ipairs { 'pc', 'pc[1]', 'plc', false } do "
         "assert(list(rule or nil, target or nil) == pick(rule or nil, target or nil)) end end "
         "assert(#me:options(nil, 'pc') > 1 and #me:options(nil, 'pc[1]') > 0) "
         "log(me:attempt('default-credentials', 'pc') ~= nil) log 'done'",
         ""},
        {"me:options 'T9999'", "failed: scenario.lua:1: me:options: there is no technique 'T9999'"},
        {"me:options(nil, 'plcc')", "failed: scenario.lua:1: me:options: the topology has no "
                                    "'plcc' (did you mean 'plc'?)"},
        {"me:options(nil, 3)", "failed: scenario.lua:1: me:options: expected a technique"},
    };

    check_led(cases, G_N_ELEMENTS(cases));
}

/* Known ways out of Lua sandboxes. Each must raise, or come to nothing: none gets to say so. */
static const char *const tricks[] = {
    "io.open('/etc/passwd')",
    "os.execute 'true'",
    "require 'os'",
    "package.loaded.os.exit()",
    "debug.getregistry()",
    "debug.sethook()",
    "load('return 1')()",
    "load(string.dump(function() end))",
    "('x').dump(function() end)",
    "loadfile '/etc/passwd'",
    "dofile '/etc/passwd'",
    "coroutine.wrap(function() end)()",
    "collectgarbage 'stop'",
    "rawset(_ENV, 'log', nil)",
    "_G.log = nil",
    "log = function() end",
    "string.rep = function() end",
    "table.insert(string, 1)",
    "math.pi = 3",
    "math.random()",
    "setmetatable(string, {})",
    "getmetatable('').__index = {}",
    "getmetatable(_ENV).__index = nil",
    "getmetatable(exec('plc', 'user')).__index = {}",
    "setmetatable({}, { __gc = function() while true do end end })",
    "setmetatable({}, { __close = function() end })",
    "setmetatable({}, { __mode = 'k' })",
    "local t = setmetatable({}, { __index = function(t, k) return t[k] end }) return t.x",
    "('a'):rep(1e9)",
    "('a'):rep(200000):find(('a?'):rep(30) .. ('a'):rep(30))",
    "('%99999999d'):format(1)",
    "local s = 'x' while true do s = s .. s end",
    "local function f() return f() + 1 end f()",
    "local t = {} for i = 1, 1e9 do t[i] = i end",
    "table.concat({}, 'x', 1, 1e9)",
    "table.unpack({}, 1, 1e7)",
    "select(-1e9, 1)",
    "xpcall(function() error() end, function() while true do end end)",
    ("pcall(string.rep, 'x', -1)"
     " error(setmetatable({}, { __tostring = function() while true do end end }))"),
    "local a = {} a[exec('plc', 'user')] = 1 for k in pairs(a) do end",
    "spawn(string.rep)(1)",
    "on('goal', nil)",
    "set('zones', '{}')",
    "attacker 'x' {}",
    "variant('x', function() end)",
    "goto continue while true do ::continue:: end",
};

static void
test_no_trick_gets_out(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tricks); i++) {
        g_autofree char *script =
            g_strconcat(OUTSIDER "at('1h', function() do ", tricks[i], " end log 'out' end)", NULL);
        g_auto(CtScenarioTest) test = {0};

        ct_scenario_test_init(&test, NULL, script);
        g_autofree char *log = ct_scenario_test_log(&test, 0);
        CHECK_MSG(strstr(log, "out\n") == NULL && strstr(log, "scenario.lua:2") != NULL, "%s\n%s",
                  tricks[i], log);
    }
}

CU_TestInfo test_scenario_tests[] = {
    {"handlers run when they say", test_handlers_run_when_they_say},
    {"what a script does wrong is told", test_what_a_script_does_wrong_is_told},
    {"events are heard", test_events_are_heard},
    {"looking changes nothing", test_looking_changes_nothing},
    {"actions stop an attacker", test_actions_stop_an_attacker},
    {"the world can be looked at", test_the_world_can_be_looked_at},
    {"draws have names", test_draws_have_names},
    {"a fact can come later", test_a_fact_can_come_later},
    {"a function decides as the strategy does", test_a_function_decides_as_the_strategy_does},
    {"an attacker in phases", test_an_attacker_in_phases},
    {"options by technique and target", test_options_by_technique_and_target},
    {"no trick gets out", test_no_trick_gets_out},
    {"nothing outlives a replication", test_nothing_outlives_a_replication},
    CU_TEST_INFO_NULL,
};
