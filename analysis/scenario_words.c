/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/scenario_words.h"

#include <glib.h>

const CtScenarioWord ct_scenario_words[] = {
    {"name", CT_WORD_DECLARES, "text: string", "", "what the scenario is called",
     "name \"A winter night\""},
    {"note", CT_WORD_DECLARES, "text: string", "", "what is to be said about it",
     "note \"After the reports of 2016\""},
    {"pack", CT_WORD_DECLARES, "name: string", "",
     "takes the techniques of a pack that comes with the program in place of the library",
     "pack \"nasim\""},
    {"horizon", CT_WORD_DECLARES, "duration: string", "",
     "how long a replication lasts unless all goals are reached", "horizon \"90d\""},
    {"attacker", CT_WORD_DECLARES, "name: string", "fun(fields: AttackerFields)",
     "declares an attacker, his fields in braces", "attacker \"outsider\" { entry = … }"},
    {"defender", CT_WORD_DECLARES, "name: string", "fun(fields: DefenderFields)",
     "declares who defends, its fields in braces",
     "defender \"soc\" { analysts = 2, triage = exponential { mean = \"30min\" } }"},
    {"exponential", CT_WORD_DECLARES, "p: { mean: Duration }", "Duration",
     "a duration that is drawn, exponentially", "exponential { mean = \"30min\" }"},
    {"uniform", CT_WORD_DECLARES, "p: { low: Duration, high: Duration }", "Duration",
     "likewise, between two", "uniform { low = \"5m\", high = \"1h\" }"},
    {"triangular", CT_WORD_DECLARES, "p: { low: Duration, mode: Duration, high: Duration }",
     "Duration", "likewise, most often the one in the middle",
     "triangular { low = \"1h\", mode = \"2h\", high = \"1d\" }"},
    {"normal", CT_WORD_DECLARES, "p: { mean: Duration, sd: Duration }", "Duration",
     "likewise; below 0 counts as 0", "normal { mean = \"1h\", sd = \"10m\" }"},
    {"lognormal", CT_WORD_DECLARES, "p: { median: Duration, sigma: number }", "Duration",
     "likewise, with a long tail", "lognormal { median = \"1h\", sigma = 1 }"},
    {"weibull", CT_WORD_DECLARES, "p: { scale: Duration, shape: number }", "Duration", "likewise",
     "weibull { scale = \"1h\", shape = 1.5 }"},
    {"gamma", CT_WORD_DECLARES, "p: { scale: Duration, shape: number }", "Duration", "likewise",
     "gamma { scale = \"1h\", shape = 2 }"},
    {"pareto", CT_WORD_DECLARES, "p: { minimum: Duration, shape: number }", "Duration",
     "likewise, with the longest tail", "pareto { minimum = \"1h\", shape = 2 }"},
    {"truncated_normal", CT_WORD_DECLARES,
     "p: { mean: Duration, sd: Duration, low?: Duration, high?: Duration }", "Duration",
     "likewise, between bounds", "truncated_normal { mean = \"1h\", sd = \"1h\", high = \"4h\" }"},
    {"binomial", CT_WORD_DECLARES, "p: { each: Duration, tries: integer, p: number }", "Duration",
     "likewise, one for each of several that succeeds",
     "binomial { each = \"10m\", tries = 5, p = 0.3 }"},
    {"seconds", CT_WORD_DECLARES, "n: number", "Duration", "so many seconds", "seconds(4)"},
    {"minutes", CT_WORD_DECLARES, "n: number", "Duration", "so many minutes", "minutes(4)"},
    {"hours", CT_WORD_DECLARES, "n: number", "Duration", "so many hours", "hours(4)"},
    {"days", CT_WORD_DECLARES, "n: number", "Duration", "so many days", "days(4)"},
    {"all", CT_WORD_DECLARES, "facts: Fact[]", "Goal", "a goal that needs all of the facts",
     "all { controls \"rtu-1\", controls \"rtu-2\" }"},
    {"any", CT_WORD_DECLARES, "facts: Fact[]", "Goal", "a goal that one of the facts reaches",
     "any { exec(\"hmi-1\", \"user\"), exec(\"hmi-2\", \"user\") }"},
    {"variant", CT_WORD_DECLARES, "name: string, f: fun()", "",
     "another design, or another course of things: f says what is different. `--variant NAME` runs "
     "it, `--variant all` holds all of them against the scenario as written",
     "variant(\"token\", function() set(\"conduits.in.controls.mfa\", \"otp\") end)"},
    {"set", CT_WORD_DECLARES, "place: string, value: string|number|boolean", "",
     "in a variant: changes the topology there, as `--set` does; the value of a text is YAML",
     "set(\"zones.control.sl_t\", 3)"},
    {"at", CT_WORD_SCHEDULES, "time: string, handler: fun()", "",
     "runs the handler once, so long after the start of the replication",
     "at(\"2h\", function() log(\"two hours\") end)"},
    {"every", CT_WORD_SCHEDULES, "period: string, handler: fun(): boolean?", "",
     "runs the handler again and again, first after one period; until it returns false",
     "every(\"1h\", function() … end)"},
    {"on", CT_WORD_SCHEDULES, "event: ScenarioEvent, handler: function", "",
     "runs the handler whenever the event happens; until it returns false",
     "on(\"goal\", function(goal, attacker) log(goal) end)"},
    {"spawn", CT_WORD_SCHEDULES, "f: fun(...), ...: any", "",
     "starts f as a coroutine, which may wait; what follows f is given to it",
     "spawn(function() wait(\"1h\") … end)"},
    {"log", CT_WORD_ACTS, "text: any", "", "puts a line into the trace",
     "log(\"the night shift leaves\")"},
    {"elapsed", CT_WORD_ACTS, "unit: \"ms\"|\"s\"|\"m\"|\"h\"|\"d\"", "number",
     "how much time has passed since the replication began", "elapsed(\"h\") > 8"},
    {"random", CT_WORD_ACTS, "name: string, most?: integer", "number",
     "a chance between 0 and 1, or a whole number from 1 to most; each name has draws of its own",
     "random \"clicks\" < 0.3"},
    {"has", CT_WORD_ACTS, "fact: Fact|string, attacker?: string", "boolean",
     "whether the attacker, or any of them, has the fact now", "has(impaired \"feeder-control\")"},
    {"state", CT_WORD_ACTS, "asset: string",
     "\"up\"|\"isolated\"|\"quarantined\"|\"halted\"|\"down\"|\"absent\"",
     "how an asset is; absent: it has not joined yet", "state \"hmi-1\""},
    {"is_blocked", CT_WORD_ACTS, "conduit: string", "boolean",
     "whether a conduit is blocked, or outside its window", "is_blocked \"corp-control\""},
    {"assets", CT_WORD_ACTS, "zone?: string", "string[]",
     "the assets of the topology, or those of a zone and of the zones in it", "assets \"control\""},
    {"zones", CT_WORD_ACTS, "", "string[]", "the zones of the topology", "zones()"},
    {"conduits", CT_WORD_ACTS, "", "string[]", "the conduits of the topology", "conduits()"},
    {"functions", CT_WORD_ACTS, "", "string[]", "the functions of the topology", "functions()"},
    {"isolate", CT_WORD_ACTS, "asset: string", "boolean",
     "takes an asset off its networks; this and the words below return whether anything changed",
     "isolate \"hmi-1\""},
    {"reconnect", CT_WORD_ACTS, "asset: string", "boolean", "puts it on its networks again",
     "reconnect \"hmi-1\""},
    {"take_down", CT_WORD_ACTS, "asset: string", "boolean",
     "takes an asset down to be restored: nothing can be done with it or to it",
     "take_down \"hmi-1\""},
    {"restore", CT_WORD_ACTS, "asset: string", "boolean",
     "an asset is up again as it was delivered: what attackers had there has ended",
     "restore \"hmi-1\""},
    {"halt", CT_WORD_ACTS, "asset: string", "boolean", "stops an asset", "halt \"press-1\""},
    {"resume", CT_WORD_ACTS, "asset: string", "boolean",
     "lets an asset run again, whoever halted it", "resume \"press-1\""},
    {"quarantine", CT_WORD_ACTS, "asset: string", "boolean",
     "puts an asset into quarantine, on no network, as one that joins", "quarantine \"meter[3]\""},
    {"admit", CT_WORD_ACTS, "asset: string", "boolean",
     "lets it on its networks, though it was refused or is to join later", "admit \"meter[3]\""},
    {"patch", CT_WORD_ACTS, "asset: string, vulnerability: string", "boolean",
     "mends a vulnerability of an asset", "patch(\"hmi-1\", \"CVE-2017-17562\")"},
    {"rotate", CT_WORD_ACTS, "credential: string", "boolean",
     "replaces a credential: what attackers held of it is worth nothing", "rotate \"op-password\""},
    {"block", CT_WORD_ACTS, "conduit: string", "boolean",
     "lets nothing pass a conduit; or nothing by one of its allow rules, as cuts print it, which "
     "others may let through still: \"corp-control allow[2]\", written so in the script",
     "block \"corp-control\""},
    {"unblock", CT_WORD_ACTS, "conduit: string", "boolean", "lets pass what it allows again",
     "unblock \"corp-control\""},
    {"revoke", CT_WORD_ACTS, "channel: string", "boolean", "lets a channel carry nothing",
     "revoke \"relay-maint\""},
    {"reinstate", CT_WORD_ACTS, "channel: string", "boolean", "lets it carry again",
     "reinstate \"relay-maint\""},
    {"disclose", CT_WORD_ACTS, "vulnerability: string", "boolean",
     "a vulnerability becomes known: it can be used", "disclose \"CVE-2017-17562\""},
    {"conceal", CT_WORD_ACTS, "vulnerability: string", "boolean",
     "a vulnerability is not known yet: nobody can use it", "conceal \"CVE-2017-17562\""},
    {"give", CT_WORD_ACTS, "attacker: string, fact: Fact|string", "boolean",
     "an attacker comes to have one of the facts that he declares as later",
     "give(\"outsider\", operates \"vendor-ota\")"},
    {"me:attempt", CT_WORD_WAITS, "what: string|Option, target?: string", "boolean?",
     "tries a technique, by its id or its rule's name, on a target (without [n]: one of those that "
     "are alike), and waits for the end: true "
     "where it succeeds, false where it fails, nil where it cannot be tried now or came to no end",
     "me:attempt(\"T1566.001\", \"office-1\")"},
    {"me:wait", CT_WORD_WAITS, "duration?: string", "",
     "goes on after so much time; without one, once he has gained something or a try has ended",
     "me:wait \"2d\""},
    {"me:options", CT_WORD_ACTS, "technique?: string, target?: string", "Option[]",
     "what he could try now, the least effort first; by one technique and on one target where they "
     "are said, a target without [n] being all that are alike",
     "me:options(\"keylogging\")[1]"},
    {"me:has", CT_WORD_ACTS, "fact: Fact|string", "boolean", "whether he has the fact",
     "me:has(exec(\"hmi-1\", \"user\"))"},
    {"me:reached", CT_WORD_ACTS, "goal: string", "boolean", "whether he has reached his goal",
     "me:reached \"trip\""},
    {"me:noise", CT_WORD_ACTS, "", "number",
     "how many of his tries a perfect sensor would have seen, on the average", "me:noise() < 2"},
    {"me:tries", CT_WORD_ACTS, "", "integer", "how many tries he has begun", "me:tries()"},
    {"wait", CT_WORD_WAITS, "duration: string", "", "goes on after so much time", "wait(\"30m\")"},
};
const size_t ct_n_scenario_words = G_N_ELEMENTS(ct_scenario_words);

const CtScenarioField ct_scenario_fields[] = {
    {"entry", "Fact|Fact[]",
     "what he has from the start; without: located on the networks of zones marked outside"},
    {"later", "Fact|Fact[]",
     "what `give` may bring him while a scenario is played; at rest he has it from the start"},
    {"goals", "Fact|table<string, Fact|Goal>", "what he is after, by names of your own"},
    {"skill", "\"novice\"|\"beginner\"|\"intermediate\"|\"expert\"", "expert unless said"},
    {"knowledge", "\"all\"|\"discover\"", "whether he knows the design, or has to find out"},
    {"autonomous", "boolean", "whether his implants act without being commanded"},
    {"capacity", "number", "for floods, as networks.capacity"},
    {"cost", "string", "what his paths are ordered by, as `--cost` has it"},
    {"parallel", "integer|\"all\"", "how much he tries at once, unless a function leads him"},
    {"spread", "integer", "a worm: slots on each asset that it holds"},
    {"starts", "string",
     "when he comes, such as \"3d\"; until then he has nothing; at rest he is there"},
    {"strategy", "\"cheapest-first\"|\"random\"|\"goal-directed\"|fun(me: Leader)",
     "what he tries first, or a function that decides, run as a coroutine"},
};
const size_t ct_n_scenario_fields = G_N_ELEMENTS(ct_scenario_fields);

const CtScenarioEventInfo ct_scenario_events[CT_SCENARIO_EVENT_COUNT] = {
#define CT_SCENARIO_EVENT(NAME, text, parameters, line)                                            \
    [CT_SCENARIO_EVENT_##NAME] = {text, parameters, line},
#include "analysis/scenario_events.def"
#undef CT_SCENARIO_EVENT
};

const char *
ct_word_when_text(CtWordWhen when)
{
    switch (when) {
    case CT_WORD_DECLARES:
        return "while the script is read, not in a handler";
    case CT_WORD_SCHEDULES:
        return "while the script is read, in handlers and in coroutines";
    case CT_WORD_ACTS:
        return "while a scenario is played: write it in a handler, as in "
               "at(\"0s\", function() … end)";
    case CT_WORD_WAITS:
        return "in a coroutine: write spawn(function() … end) around it";
    }
    g_assert_not_reached();
}
