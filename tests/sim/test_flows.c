/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a defender does harms who requires a flow through it, in small models worked out by hand;
 * tests/sim/test_changing.c holds it against pairs over the naive reach on generated ones.
 */
#include "tests/support/check.h"

#include "base/units.h"
#include "tests/support/scenario_run.h"

#include <string.h>

/* The attacker stands outside, where no door leads in: all that is lost is lost to others. */
#define TOPOLOGY(conduits, flows)                                                                  \
    "cybertwin: 1\n"                                                                               \
    "products:\n"                                                                                  \
    "  box: { kind: workstation, services: { rdp: { port: tcp/3389, gives: [shell] } } }\n"        \
    "  pump: { kind: plc, services: { modbus: { port: tcp/502, auth: none, gives: [control] },\n"  \
    "    web: { port: tcp/80, auth: none, gives: [app] } } }\n"                                    \
    "networks: { internet: { medium: internet }, desk: {}, hall: {} }\n"                           \
    "zones:\n"                                                                                     \
    "  outside: { outside: true, networks: [internet] }\n"                                         \
    "  office: { networks: [desk] }\n"                                                             \
    "  plant: { networks: [hall] }\n"                                                              \
    "assets:\n"                                                                                    \
    "  pc: { product: box, zone: office, count: 2 }\n"                                             \
    "  plc: { product: pump, zone: plant }\n"                                                      \
    "  plc-2: { product: pump, zone: plant }\n"                                                    \
    "functions: { supply: { needs: [plc] } }\n"                                                    \
    "requirements: { steady: { function: supply, must: available } }\n"                            \
    "conduits:\n" conduits "flows:\n" flows

#define DOWN "  down: { from: office, to: plant, allow: [ { port: tcp/502 } ] }\n"
#define SIDE                                                                                       \
    "  side: { from: office, to: plant, allow: [ { port: tcp/502, from: pc } ],\n"                 \
    "    controls: { sensor: 0.5 } }\n"
#define DAYS                                                                                       \
    "  days: { from: office, to: plant, allow: [ { port: tcp/502 } ],\n"                           \
    "    window: 'mon-fri 08:00-17:00' }\n"
#define POLLING "  poll: { from: pc, to: plc, service: modbus, required: true }\n"

typedef struct Example {
    const char *what, *topology, *script;
    const char *losses; /* "1h impaired, 3h recovered" */
} Example;

static const Example examples[] = {
    {"a block harms, taking it away restores", TOPOLOGY(DOWN, POLLING),
     "at('1h', function() block 'down' end)\n"
     "at('3h', function() unblock 'down' end)\n",
     "1h impaired, 3h recovered"},
    {"who never acts harms nothing", TOPOLOGY(DOWN, POLLING),
     "at('200d', function() block 'down' end)\n", ""},
    {"what nobody requires harms nobody",
     TOPOLOGY(DOWN, "  poll: { from: pc, to: plc, service: modbus }\n"),
     "at('1h', function() block 'down' end)\n", ""},
    {"another receiver's flow is not this one's",
     TOPOLOGY(DOWN, "  poll: { from: pc, to: plc-2, service: modbus, required: true }\n"),
     "at('1h', function() block 'down' end)\n", ""},
    {"blocked in the design already",
     TOPOLOGY(DOWN, "  poll: { from: pc, to: plc, service: web, required: true }\n"),
     "at('1h', function() block 'down' end)\n", ""},
    {"any service on the port will do",
     TOPOLOGY(DOWN, "  poll: { from: pc, to: plc, port: [tcp/80, tcp/502], required: true }\n"),
     "at('1h', function() block 'down' end)\n", "1h impaired"},
    {"another door keeps it up", TOPOLOGY(DOWN SIDE, POLLING),
     "at('1h', function() block 'down' end)\n"
     "at('2h', function() block 'side' end)\n"
     "at('3h', function() unblock 'down' end)\n"
     "at('4h', function() unblock 'side' end)\n",
     "2h impaired, 3h recovered"},
    {"a window harms nobody", TOPOLOGY(DAYS, POLLING), "at('1h', function() isolate 'plc-2' end)\n",
     ""},
    {"a block harms while the window is open", TOPOLOGY(DAYS, POLLING),
     "at('1h', function() block 'days' end)\n"
     "at('2d', function() unblock 'days' end)\n",
     "8h impaired, 17h recovered, 1d 8h impaired, 1d 17h recovered"},
    {"a door with a window does for another while it is open", TOPOLOGY(DOWN DAYS, POLLING),
     "at('6h', function() block 'down' end)\n"
     "at('20h', function() unblock 'down' end)\n",
     "6h impaired, 8h recovered, 17h impaired, 20h recovered"},
    {"one of two senders keeps it up", TOPOLOGY(DOWN, POLLING),
     "at('1h', function() isolate 'pc[0]' end)\n"
     "at('2h', function() halt 'pc[1]' end)\n"
     "at('3h', function() block 'down' end)\n"
     "at('4h', function() reconnect 'pc[0]' end)\n"
     "at('5h', function() unblock 'down' end)\n",
     "2h impaired, 5h recovered"},
    {"another rule keeps it up for a sender of its own",
     TOPOLOGY("  down: { from: office, to: plant, allow: [ { port: tcp/502 }, { port: tcp/502, "
              "from: 'pc[0]' } ] }\n",
              POLLING),
     "at('1h', function() block 'down allow[0]' end)\n"
     "at('2h', function() isolate 'pc[0]' end)\n"
     "at('3h', function() reconnect 'pc[0]' end)\n"
     "at('4h', function() block 'down allow[1]' end)\n"
     "at('5h', function() unblock 'down allow[0]' end)\n",
     "2h impaired, 3h recovered, 4h impaired, 5h recovered"},
    {"a receiver that is off fails by itself", TOPOLOGY(DOWN, POLLING),
     "at('1h', function() isolate 'plc' end)\n"
     "at('2h', function() block 'down' end)\n"
     "at('3h', function() reconnect 'plc' end)\n"
     "at('4h', function() unblock 'down' end)\n",
     "1h impaired, 4h recovered"},
    {"an asset is no sender of its own",
     TOPOLOGY(DOWN,
              "  poll: { from: [pc, plc, plc-2], to: plc, service: modbus, required: true "
              "}\n"),
     "at('1h', function() block 'down' end)\n"
     "at('2h', function() isolate 'plc-2' end)\n"
     "at('3h', function() isolate 'pc[1]' end)\n"
     "at('4h', function() unblock 'down' end)\n",
     "2h impaired, 4h recovered"},
    {"each home has senders of its own",
     "cybertwin: 1\n"
     "products:\n"
     "  lamp: { kind: sensor }\n"
     "  box: { kind: hub, services: { mqtt: { port: tcp/1883, auth: none, gives: [app] } } }\n"
     "networks: { internet: { medium: internet }, lan: {} }\n"
     "zones:\n"
     "  outside: { outside: true, networks: [internet] }\n"
     "  home: { networks: [lan], count: 3 }\n"
     "assets:\n"
     "  bulb: { product: lamp, zone: home, count: 2 }\n"
     "  hub: { product: box, zone: home }\n"
     "functions: { light: { needs: { k: 2, of: [hub] } } }\n"
     "flows: { state: { from: bulb, to: hub, service: mqtt, required: true } }\n",
     "at('1h', function() isolate 'bulb[0][0]' isolate 'bulb[1][0]' isolate 'bulb[2][0]' end)\n"
     "at('2h', function() isolate 'bulb[0][1]' end)\n"
     "at('3h', function() isolate 'bulb[2][1]' end)\n"
     "at('4h', function() reconnect 'bulb[0][0]' end)\n",
     "3h impaired, 4h recovered"},
};

/* Of the trace's lines those about functions, as an example writes them. */
static char *
losses_of(const char *trace)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(trace, "\n", -1);

    for (size_t i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);

        if (words[0] == NULL || words[1] == NULL ||
            (strcmp(words[1], "impaired") != 0 && strcmp(words[1], "recovered") != 0))
            continue;
        g_autofree char *time = ct_units_time_text(g_ascii_strtoll(words[0], NULL, 10));

        g_string_append_printf(text, "%s%s %s", text->len > 0 ? ", " : "", time, words[1]);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
test_examples(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        const Example *one = &examples[i];
        g_autofree char *script =
            g_strconcat("horizon '2d'\nattacker 'outsider' { entry = { located 'internet' }, "
                        "goals = { stop = impaired '",
                        strstr(one->topology, "light:") != NULL ? "light" : "supply", "' } }\n",
                        one->script, NULL);
        g_auto(CtScenarioTest) test = {0};

        ct_scenario_test_init(&test, one->topology, script);
        CHECK_MSG(test.error == NULL, "%s: %s", one->what, test.error);
        if (test.error != NULL)
            continue;
        for (uint64_t r = 0; r < 2; r++) { /* the second finds nothing of the first */
            g_autofree char *trace = ct_scenario_test_trace(&test, r);
            g_autofree char *losses = losses_of(trace);

            CHECK_MSG(strcmp(losses, one->losses) == 0, "%s: got '%s', want '%s'", one->what,
                      losses, one->losses);
        }
    }
}

CU_TestInfo test_flows_tests[] = {
    {"what is done to doors and senders harms who requires a flow", test_examples},
    CU_TEST_INFO_NULL,
};
