/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a script does to the design shows in the chronicle of it, when it happens and on what; and
 * what a loss costs is counted hour by hour. */
#include "sim/snapshot.h"

#include "base/units.h"
#include "tests/support/check.h"
#include "tests/support/scenario_run.h"

static const char hall[] =
    "cybertwin: 1\n"
    "name: A hall\n"
    "suppliers: { maker: {} }\n"
    "products:\n"
    "  box: { kind: workstation, services: { rdp: { port: tcp/3389, gives: [shell] } } }\n"
    "  pump: { kind: plc, supplier: maker, services: { modbus: { port: tcp/502, auth: none, gives: "
    "[control] } } }\n"
    "vulnerabilities:\n"
    "  flaw: { affects: [box.rdp], cvss: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\" }\n"
    "networks: { internet: { medium: internet }, desk: {}, hall: {} }\n"
    "zones:\n"
    "  outside: { outside: true, networks: [internet] }\n"
    "  office: { networks: [desk] }\n"
    "  plant: { networks: [hall] }\n"
    "conduits:\n"
    "  down: { from: office, to: plant, allow: [ { port: tcp/502 } ] }\n"
    "assets:\n"
    "  pc: { product: box, zone: office, count: 3 }\n"
    "  plc: { product: pump, zone: plant }\n"
    "credentials:\n"
    "  word: { kind: password, privilege: user, opens: [box.rdp] }\n"
    "channels:\n"
    "  care: { kind: update, from: { supplier: maker }, to: { product: pump } }\n"
    "functions:\n"
    "  water: { needs: [plc], loss: availability, impact: { cost_per_hour: 100 } }\n";

static const char deeds[] =
    "attacker 'nobody' { entry = { located 'internet' }, goals = { stop = controls 'plc' } }\n"
    "horizon '20h'\n"
    "at('1h', function() isolate 'pc[1]' end)\n"
    "at('2h', function() reconnect 'pc[1]' end)\n"
    "at('3h', function() patch('pc[2]', 'flaw') end)\n"
    "at('4h', function() rotate 'word' end)\n"
    "at('5h', function() block 'down' end)\n"
    "at('6h', function() unblock 'down' end)\n"
    "at('7h', function() revoke 'care' end)\n"
    "at('8h', function() reinstate 'care' end)\n"
    "at('9h', function() halt 'plc' end)\n"
    "at('12h', function() resume 'plc' end)\n"
    "at('14h', function() isolate 'plc' log 'quiet' end)\n";

typedef struct Told {
    CtScenarioTest test;
    GArray *records;
    CtBlueprint *blueprint;
    CtChronicle *chronicle;
    CtSnapshot *snapshot;
} Told;

static void
tell(Told *told)
{
    *told = (Told){0};
    ct_scenario_test_init(&told->test, hall, deeds);
    CHECK_MSG(told->test.error == NULL, "%s", told->test.error);
    told->records = ct_trace_play(told->test.sim, 0, NULL);
    told->blueprint = ct_blueprint_new(told->test.twin);
    told->chronicle =
        ct_chronicle_new(told->blueprint, told->test.twin, told->test.sim, told->records);
    told->snapshot = ct_snapshot_new(told->blueprint, told->chronicle);
}

static void
told_clear(Told *told)
{
    ct_snapshot_free(told->snapshot);
    ct_chronicle_free(told->chronicle);
    ct_blueprint_free(told->blueprint);
    g_array_unref(told->records);
    ct_scenario_test_clear(&told->test);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Told, told_clear)

/* The marks of the instance @text, "pc[1]", half an hour after hour @hour. */
static uint16_t
marks_at(Told *told, const char *id, uint32_t instance, int hour)
{
    uint32_t asset = ct_blueprint_find_asset(told->blueprint, id);

    ct_snapshot_seek(told->snapshot, hour * CT_MS_HOUR + CT_MS_HOUR / 2);
    return told->snapshot->marks[told->blueprint->assets[asset].first + instance];
}

static void
test_assets(void)
{
    g_auto(Told) told;
    tell(&told);

    CHECK_INT(marks_at(&told, "pc", 1, 0) & CT_MARK_ISOLATED, 0);
    CHECK_INT(marks_at(&told, "pc", 1, 1) & CT_MARK_ISOLATED, CT_MARK_ISOLATED);
    CHECK_INT(marks_at(&told, "pc", 0, 1) & CT_MARK_ISOLATED, 0);
    CHECK_INT(marks_at(&told, "pc", 1, 2) & CT_MARK_ISOLATED, 0);
    CHECK_INT(marks_at(&told, "pc", 2, 2) & CT_MARK_PATCHED, 0);
    CHECK_INT(marks_at(&told, "pc", 2, 3) & CT_MARK_PATCHED, CT_MARK_PATCHED);
    CHECK_INT(marks_at(&told, "pc", 1, 3) & CT_MARK_PATCHED, 0);
    CHECK_INT(told.snapshot->all.patched, 1);
    CHECK_INT(marks_at(&told, "plc", 0, 9) & CT_MARK_STOPPED, CT_MARK_STOPPED);
    CHECK_INT(marks_at(&told, "plc", 0, 12) & CT_MARK_STOPPED, 0);
}

/* Whether @of holds of the first thing of its kind, half an hour after each of 16 hours. */
static void
check_hours(Told *told, CtChangeOf of, int first, int last)
{
    for (int hour = 0; hour < 16; hour++) {
        ct_snapshot_seek(told->snapshot, hour * CT_MS_HOUR + CT_MS_HOUR / 2);
        CHECK_MSG(told->snapshot->things[of][0] == (hour >= first && hour < last),
                  "thing %d after %d hours", of, hour);
        CHECK_INT(told->snapshot->n_things[of], told->snapshot->things[of][0]);
    }
}

static void
test_doors_channels_and_credentials(void)
{
    g_auto(Told) told;
    tell(&told);

    check_hours(&told, CT_CHANGE_BLOCKED, 5, 6);
    check_hours(&told, CT_CHANGE_CLOSED, 99, 99);
    check_hours(&told, CT_CHANGE_REVOKED, 7, 8);
    check_hours(&told, CT_CHANGE_ROTATED, 4, 99);
}

/* The function fails from hour 9 to 12 and from 14 on, at 100 an hour. */
static void
test_cost(void)
{
    static const double want[] = {0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
                                  100, 200, 300, 300, 300, 400, 500, 600, 700, 800};
    g_auto(Told) told;
    tell(&told);
    double costs[G_N_ELEMENTS(want)];

    ct_snapshot_costs(told.blueprint, told.chronicle, 19 * CT_MS_HOUR, G_N_ELEMENTS(want), costs);
    for (size_t hour = 0; hour < G_N_ELEMENTS(want); hour++) {
        CHECK_MSG(ABS(costs[hour] - want[hour]) < 1e-6, "%zu h: %f", hour, costs[hour]);
        double alone = ct_snapshot_cost(told.blueprint, told.chronicle, (int64_t)hour * CT_MS_HOUR);

        CHECK_MSG(ABS(alone - want[hour]) < 1e-6, "alone at %zu h: %f", hour, alone);
    }
}

static void
test_who_did_what(void)
{
    static const char *const want[] = {"isolate pc[1]", "reconnect pc[1]", "patch flaw on pc[2]",
                                       "rotate word",   "block down",      "unblock down",
                                       "revoke care",   "reinstate care",  "halt plc",
                                       "resume plc",    "isolate plc",     "log quiet"};
    g_auto(Told) told;
    tell(&told);
    size_t n = 0;

    for (uint32_t i = 0; i < told.chronicle->n_happenings; i++) {
        const CtHappening *happening = &told.chronicle->happenings[i];
        g_autofree char *text =
            g_strdup_printf("%s %s", ct_trace_kind_text((CtTraceKind)happening->kind),
                            happening->target != NULL ? happening->target : "");

        if (happening->by != CT_EVENT_PRIORITY_SCRIPT || happening->kind <= CT_TRACE_END)
            continue;
        CHECK_MSG(n < G_N_ELEMENTS(want), "%s comes, too", text);
        if (n < G_N_ELEMENTS(want))
            CHECK_STR(text, want[n]);
        n++;
    }
    CHECK_INT(n, G_N_ELEMENTS(want));
}

CU_TestInfo test_chronicle_tests[] = {
    {"assets", test_assets},
    {"doors, channels and credentials", test_doors_channels_and_credentials},
    {"cost", test_cost},
    {"who did what", test_who_did_what},
    CU_TEST_INFO_NULL,
};
