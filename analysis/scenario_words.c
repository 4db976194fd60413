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
    {"all", CT_WORD_DECLARES, "facts: Fact[]", "Goal", "a goal that needs all of the facts",
     "all { controls \"rtu-1\", controls \"rtu-2\" }"},
    {"any", CT_WORD_DECLARES, "facts: Fact[]", "Goal", "a goal that one of the facts reaches",
     "any { exec(\"hmi-1\", \"user\"), exec(\"hmi-2\", \"user\") }"},
    {"at", CT_WORD_SCHEDULES, "time: string, handler: fun()", "",
     "runs the handler once, so long after the start of the replication",
     "at(\"2h\", function() log(\"two hours\") end)"},
    {"every", CT_WORD_SCHEDULES, "period: string, handler: fun(): boolean?", "",
     "runs the handler again and again, first after one period; until it returns false",
     "every(\"1h\", function() … end)"},
    {"on", CT_WORD_SCHEDULES, "event: string, handler: function", "",
     "runs the handler whenever the event happens; until it returns false",
     "on(\"goal\", function(goal, attacker) log(goal) end)"},
    {"spawn", CT_WORD_SCHEDULES, "f: fun(...), ...: any", "",
     "starts f as a coroutine, which may wait; what follows f is given to it",
     "spawn(function() wait(\"1h\") … end)"},
    {"log", CT_WORD_ACTS, "text: any", "", "puts a line into the trace",
     "log(\"the night shift leaves\")"},
    {"elapsed", CT_WORD_ACTS, "unit: \"ms\"|\"s\"|\"m\"|\"h\"|\"d\"", "number",
     "how much time has passed since the replication began", "elapsed(\"h\") > 8"},
    {"wait", CT_WORD_WAITS, "duration: string", "", "goes on after so much time", "wait(\"30m\")"},
};
const size_t ct_n_scenario_words = G_N_ELEMENTS(ct_scenario_words);

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
