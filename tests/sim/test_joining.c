/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Devices that join a small town: who never joins might as well not be there, what a maker builds
 * in is found where it is asked for, worms wait, and what scripts see and do.
 */
#include "tests/support/check.h"

#include "tests/support/scenario_run.h"

#include <string.h>

#define TOWN(meter)                                                                                \
    "cybertwin: 1\n"                                                                               \
    "products:\n"                                                                                  \
    "  box: { kind: server, services: { ssh: { port: tcp/22, gives: [shell] } } }\n"               \
    "  dial: { kind: meter, services: { dlms: { port: tcp/4059, auth: none, gives: [control] },"   \
    " ssh: { port: tcp/22, gives: [shell] } }, security: { onboarding: user } }\n"                 \
    "networks: { net: { medium: internet }, desk: {}, street: {} }\n"                              \
    "zones:\n"                                                                                     \
    "  outside: { outside: true, networks: [net] }\n"                                              \
    "  office: { networks: [desk] }\n"                                                             \
    "  town: { networks: [street] }\n"                                                             \
    "conduits:\n"                                                                                  \
    "  in: { from: outside, to: office, allow: [ { port: tcp/22 } ] }\n"                           \
    "  on: { from: office, to: town, allow: [ { port: [tcp/22, tcp/4059] } ] }\n"                  \
    "  back: { from: town, to: office, allow: [ { port: tcp/22 } ] }\n"                            \
    "assets:\n"                                                                                    \
    "  head: { product: box, zone: office }\n" meter "  other: { product: dial, zone: town }\n"    \
    "credentials:\n"                                                                               \
    "  word: { kind: password, strength: default, privilege: admin, opens: [box.ssh, dial.ssh] }"  \
    "\n"

#define METER(more) "  meter: { product: dial, zone: town" more " }\n"

/* Reach is of all that are alike, and told by the name of the first. */
static const char watch[] = "horizon '40d'\n"
                            "attacker 'outsider' { goals = { all = controls 'other' } }\n"
                            "on('gained', function(fact)\n"
                            "  if not fact:find('^reach:') then log(fact) end\n"
                            "end)\n"
                            "at('300d', function() isolate 'other' end)\n";

/* What is gained in @replication, a line a fact. */
static char *
gains(const char *topology, uint64_t replication)
{
    g_auto(CtScenarioTest) test = {0};

    ct_scenario_test_init(&test, topology, watch);
    return ct_scenario_test_log(&test, replication);
}

static void
test_who_never_joins_is_not_there(void)
{
    bool falls = false;

    for (uint64_t r = 0; r < 10; r++) {
        g_autofree char *never = gains(TOWN(METER(", joins: 9000d")), r);
        g_autofree char *none = gains(TOWN(""), r);
        g_autofree char *there = gains(TOWN(METER("")), r);
        g_autofree char *at_once = gains(TOWN(METER(", joins: 0h")), r);

        CHECK_STR(never, none);
        CHECK_STR(at_once, there);
        falls = falls || strstr(there, "controls:meter\n") != NULL;
        CHECK_MSG(strstr(never, "controls:other\n") != NULL, "%s", never);
    }
    CHECK_MSG(falls, "the meter falls in no replication");
}

/* Its maker puts code into a device before it comes; an attested check finds what is there. */
static void
test_built_in(void)
{
    static const char script[] =
        "horizon '600d'\n"
        "attacker 'maker' { entry = supplier 'maker', goals = { all = exec('meter', 'admin') } }\n"
        "on('gained', function(fact) if fact == 'implant:meter:admin' then log 'built in' end "
        "end)\n"
        "on('acted', function(what) if what ~= 'await' then log(what) end end)\n"
        "at('500d', function() isolate 'other' end)\n";
    static const char text[] =
        "cybertwin: 1\n"
        "suppliers: { maker: {}, else: {} }\n"
        "products:\n"
        "  dial: { kind: meter, supplier: maker, security: { onboarding: attested } }\n"
        "  box: { kind: server, supplier: else }\n"
        "networks: { street: {} }\n"
        "zones: { town: { networks: [street] } }\n"
        "assets:\n"
        "  meter: { product: dial, zone: town, joins: 100d, admission: 100d }\n"
        "  other: { product: box, zone: town }\n";
    g_auto(CtScenarioTest) test = {0};
    uint32_t n_before = 0, n_admitted = 0, n_waiting = 0;

    ct_scenario_test_init(&test, text, script);
    for (uint64_t r = 0; r < 40; r++) {
        g_autofree char *log = ct_scenario_test_log(&test, r);
        const char *built = strstr(log, "built in"), *joined = strstr(log, "quarantine");
        const char *admitted = strstr(log, "admit"), *refused = strstr(log, "refuse");

        if (joined == NULL || (admitted == NULL) == (refused == NULL)) {
            CHECK_MSG(false, "replication %" PRIu64 ": %s", r, log);
            continue;
        }
        n_before += built != NULL && built < joined;
        n_waiting += built != NULL && built > joined && refused != NULL;
        n_admitted += admitted != NULL;
        CHECK_MSG((refused != NULL) == (built != NULL && (admitted == NULL || built < admitted)),
                  "replication %" PRIu64 ": %s", r, log);
    }
    CHECK_MSG(n_before > 5 && n_waiting > 0 && n_admitted > 5, "%u before, %u later, %u admitted",
              n_before, n_waiting, n_admitted);
}

/* A worm meets a device when it is admitted, and no sooner. */
static void
test_a_worm_waits(void)
{
    static const char script[] =
        "horizon '600d'\n"
        "attacker 'worm' { entry = located 'street', spread = 2, goals = { all = controls 'meter' "
        "} }"
        "\n"
        "on('gained', function(fact) if fact == 'controls:meter' then log 'had' end end)\n"
        "on('acted', function(what) log(what) end)\n";
    g_auto(CtScenarioTest) test = {0};
    uint32_t n_had = 0;

    ct_scenario_test_init(&test, TOWN(METER(", joins: 1d, admission: 1d")), script);
    CHECK_MSG(test.error == NULL, "%s", test.error);
    for (uint64_t r = 0; r < 20 && test.error == NULL; r++) {
        g_autofree char *log = ct_scenario_test_log(&test, r);
        const char *had = strstr(log, "had"), *admitted = strstr(log, "2d: admit");

        CHECK_MSG(admitted != NULL && (had == NULL || had > admitted), "%s", log);
        n_had += had != NULL;
    }
    CHECK_MSG(n_had > 15, "%u", n_had);
}

/* What scripts see, and do; a second time is no change. */
static void
test_words(void)
{
    static const char script[] =
        "horizon '10d'\n"
        "attacker 'outsider' { entry = located 'street', goals = { all = controls 'meter' } }\n"
        "local function say() log(state 'meter') end\n"
        "at('1h', say)\n"
        "at('30h', say)\n"
        "at('50h', say)\n"
        "at('51h', function() log(tostring(quarantine 'meter')) log(tostring(quarantine 'meter')) "
        "say() end)\n"
        "at('52h', function() log(tostring(admit 'meter')) log(tostring(admit 'meter')) say() "
        "end)\n"
        "on('acted', function(what, _, who) log(what .. ' by the ' .. who) end)\n";
    g_auto(CtScenarioTest) test = {0};

    ct_scenario_test_init(&test, TOWN(METER(", joins: 1d, admission: 1d")), script);
    g_autofree char *log = ct_scenario_test_log(&test, 0);

    CHECK_STR(log, "0s: await by the world\n"
                   "1h: absent\n"
                   "1d: quarantine by the world\n"
                   "1d 6h: quarantined\n"
                   "2d: admit by the world\n"
                   "2d 2h: up\n"
                   "2d 3h: true\n"
                   "2d 3h: false\n"
                   "2d 3h: quarantined\n"
                   "2d 3h: quarantine by the script\n"
                   "2d 4h: true\n"
                   "2d 4h: false\n"
                   "2d 4h: up\n"
                   "2d 4h: admit by the script\n");
}

CU_TestInfo test_joining_tests[] = {
    {"who never joins might as well not be there", test_who_never_joins_is_not_there},
    {"what a maker builds in is found where it is asked for", test_built_in},
    {"a worm waits for who joins", test_a_worm_waits},
    {"words of onboarding", test_words},
    CU_TEST_INFO_NULL,
};
