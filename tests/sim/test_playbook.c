/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What defenders see and do, against what is worked out by hand from their numbers and from the
 * same replication without them: sensors one by one, detection before impact, each act of a
 * playbook, and an isolation that leaves nothing.
 */
#include "tests/support/check.h"

#include "analysis/plan_cost.h"
#include "sim/engine.h"
#include "tests/support/scenario_run.h"

#include <math.h>
#include <string.h>

#define MINUTE INT64_C(60000)

/* One machine in a hall, and one who stands in it. */
static const char alone[] =
    "cybertwin: 1\n"
    "name: A hall\n"
    "products:\n"
    "  pump: { kind: plc, services: { modbus: { port: tcp/502, auth: none, gives: [control] } } }\n"
    "networks: { hall: {} }\n"
    "zones: { plant: { networks: [hall] } }\n"
    "assets: { plc: { product: pump, zone: plant, sensor: 1 } }\n";

#define INSIDER                                                                                    \
    "attacker 'insider' { entry = { located 'hall' }, goals = { stop = controls 'plc' } }\n"

/* Offices before a plant; the flaw of the offices' machines is another way in. */
static const char offices[] =
    "cybertwin: 1\n"
    "name: Offices\n"
    "products:\n"
    "  box: { kind: workstation, version: '1.0',\n"
    "         services: { rdp: { port: tcp/3389, gives: [shell] } } }\n"
    "  pump: { kind: plc, services: { modbus: { port: tcp/502, auth: none, gives: [control] } } }\n"
    "vulnerabilities:\n"
    "  CVE-2020-0001: { affects: [box.rdp], cvss: "
    "'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',\n"
    "                   epss: 0.9, kev: true, gains: user }\n"
    "networks: { internet: { medium: internet }, desk: {}, hall: {} }\n"
    "zones:\n"
    "  outside: { outside: true, networks: [internet] }\n"
    "  office: { networks: [desk] }\n"
    "  plant: { networks: [hall] }\n"
    "conduits:\n"
    "  in: { from: outside, to: office, allow: [ { port: tcp/3389 } ] }\n"
    "  out: { from: office, to: outside, allow: [ { port: tcp/443 } ] }\n"
    "  down: { from: office, to: plant, allow: [ { port: tcp/502 } ], controls: { sensor: 0.5 } }\n"
    "assets:\n"
    "  pc: { product: box, zone: office, count: 3, sensor: 0.8 }\n"
    "  plc: { product: pump, zone: plant, sensor: 0.9 }\n"
    "credentials:\n"
    "  word: { kind: password, strength: default, privilege: user, opens: [box.rdp] }\n";

enum { PLC = 3, N_ASSETS = 4 }; /* of the offices */

#define OUTSIDER                                                                                   \
    "attacker 'outsider' { goals = { stop = controls 'plc' } }\n"                                  \
    "horizon '60d'\n"

static void
note_event(const CtTraceEvent *event, void *data)
{
    g_array_append_vals(data, event, 1);
}

/* CtTraceEvent; g_array_unref(). */
static GArray *
play(CtScenarioTest *test, uint64_t replication, CtSummary *summary)
{
    GArray *events = g_array_new(FALSE, FALSE, sizeof(CtTraceEvent));

    ct_engine_set_trace(test->engine, note_event, events);
    ct_engine_run(test->engine, replication, summary);
    ct_engine_set_trace(test->engine, NULL, NULL);
    CHECK_INT(summary->outcome != CT_OUTCOME_FAILED, true);
    return events;
}

static const CtTraceEvent *
event_at(const GArray *events, guint i)
{
    return &g_array_index(events, CtTraceEvent, i);
}

static bool
begins(CtScenarioTest *test, CtSummary *summary, const char *topology, const char *scenario)
{
    ct_scenario_test_init(test, topology, scenario);
    CHECK_MSG(test->error == NULL, "%s", test->error);
    if (test->error != NULL)
        return false;
    ct_summary_init(summary, test->sim);
    return true;
}

static uint32_t
target_of(const CtCourse *course, uint32_t attempt)
{
    return ct_plan_target_asset(course->graph, course->graph_step[attempt]);
}

static const CtCourseTemplate *
template_of(const CtCourse *course, uint32_t attempt)
{
    return &course->templates[course->attempts[attempt].template];
}

/* --- sensors, one by one --- */

typedef struct Seen {
    double begun, want, alerts; /* of tries on it */
    double false_alarms;
} Seen;

static void
count_seen(const CtCourse *course, const GArray *events, Seen *seen)
{
    static const double sensors[N_ASSETS] = {0.8, 0.8, 0.8, 1 - (1 - 0.9) * (1 - 0.5)};

    for (guint i = 0; i < events->len; i++) {
        const CtTraceEvent *event = event_at(events, i);
        uint32_t asset = event->attempt != CT_NO_ID ? target_of(course, event->attempt) : CT_NO_ID;

        if (event->kind == CT_TRACE_FALSE_ALARM && event->actor == CT_SECTION_ASSETS)
            seen[event->fact].false_alarms++;
        if (asset == CT_NO_ID)
            continue;
        if (event->kind == CT_TRACE_BEGIN) {
            seen[asset].begun++;
            seen[asset].want += template_of(course, event->attempt)->noise * sensors[asset];
        }
        seen[asset].alerts += event->kind == CT_TRACE_ALERT;
    }
}

static void
test_rates_of_each_sensor(void)
{
    static const double a_day[N_ASSETS] = {3, 3, 3, 5};
    g_auto(CtScenarioTest) test = {0};
    g_auto(CtSummary) summary = {0};
    Seen seen[N_ASSETS] = {{0}};
    double days = 0;

    if (!begins(&test, &summary, offices,
                OUTSIDER "defender 'soc' { false_alarms = { pc = '3/d', plc = '5/d' } }\n"))
        return;
    for (uint64_t r = 0; r < 1500; r++) {
        g_autoptr(GArray) events = play(&test, r, &summary);

        count_seen(test.sim->actors[0].course, events, seen);
        days += (double)summary.end_ms / 86400000.0;
    }
    for (uint32_t a = 0; a < N_ASSETS; a++) {
        double alarms = a_day[a] * days;

        CHECK_MSG(seen[a].begun > 500 && seen[a].want > 50, "asset %u: %g tries, %g to be seen", a,
                  seen[a].begun, seen[a].want);
        /* A sum of independent trials varies no more than it comes to. */
        CHECK_MSG(fabs(seen[a].alerts - seen[a].want) < 4.5 * sqrt(seen[a].want),
                  "asset %u: %g alerts, want %g", a, seen[a].alerts, seen[a].want);
        CHECK_MSG(fabs(seen[a].false_alarms - alarms) < 4.5 * sqrt(alarms),
                  "asset %u: %g false alarms, want %g", a, seen[a].false_alarms, alarms);
    }
}

/* --- detection before impact --- */

static int64_t
first_time(const GArray *events, CtTraceKind kind)
{
    for (guint i = 0; i < events->len; i++)
        if (event_at(events, i)->kind == kind)
            return event_at(events, i)->time;
    return CT_NOT_REACHED;
}

/*
 * One analyst who needs ten minutes, and six hours until the machine is off its network: who is
 * seen at a, and would have been there at g, is kept out where a + 370 min is before g, and else is
 * there at g as ever. His luck is the same with the defender and without.
 */
static void
test_detection_before_impact(void)
{
    g_auto(CtScenarioTest) with = {0}, without = {0};
    g_auto(CtSummary) guarded = {0}, quiet = {0};
    uint32_t n_saved = 0, n_late = 0, n_unseen = 0;

    if (!begins(&with, &guarded, alone,
                INSIDER "horizon '60d'\n"
                        "defender 'soc' { analysts = 1, triage = '10min', playbook = {\n"
                        "  { act = { 'isolate' }, after = '6h' } } }\n") ||
        !begins(&without, &quiet, alone, INSIDER "horizon '60d'\n"))
        return;
    for (uint64_t r = 0; r < 400; r++) {
        g_autoptr(GArray) events = play(&with, r, &guarded);
        g_autoptr(GArray) others = play(&without, r, &quiet);
        int64_t seen = first_time(events, CT_TRACE_ALERT), impact = quiet.goal_ms[0];
        bool is_saved = seen >= 0 && (impact < 0 || seen + 370 * MINUTE < impact);
        int64_t lasts = guarded.end_ms;

        CHECK_INT(guarded.defence.alert_ms, seen);
        CHECK_INT(first_time(others, CT_TRACE_ALERT), CT_NOT_REACHED); /* nobody looks */
        CHECK_INT(guarded.goal_ms[0], is_saved ? CT_NOT_REACHED : impact);
        CHECK_INT(guarded.defence.detect_ms,
                  seen >= 0 && seen + 10 * MINUTE <= lasts ? seen + 10 * MINUTE : CT_NOT_REACHED);
        CHECK_INT(guarded.defence.contain_ms, is_saved ? seen + 370 * MINUTE : CT_NOT_REACHED);
        n_saved += is_saved;
        n_late += seen >= 0 && !is_saved;
        n_unseen += seen < 0;
    }
    CHECK_MSG(n_saved > 5 && n_late > 5 && n_unseen > 5, "%u saved, %u late, %u unseen", n_saved,
              n_late, n_unseen);
}

/* --- each act --- */

typedef struct Held {
    bool word, exec[N_ASSETS];
} Held;

static void
note_held(const CtCourse *course, const CtTraceEvent *event, Held *held)
{
    bool is_gain = event->kind == CT_TRACE_GAIN;

    for (CtFactId f = 0; f < course->graph->first_reach_node; f++) {
        CtFact fact;

        if (course->fact_of[f] != event->fact || !ct_graph_fact_of(course->graph, f, &fact))
            continue;
        if (fact.kind == CT_FACT_EXEC && fact.entity < N_ASSETS)
            held->exec[fact.entity] = is_gain;
        if (fact.kind == CT_FACT_HOLDS)
            held->word = is_gain;
    }
}

typedef struct Act {
    const char *playbook;
    CtTraceKind kind; /* by which it is known in the trace */
    /* What must be so when all of the time at which @event acted is over. */
    void (*check)(const CtCourse *course, const CtTraceEvent *event, const Held *held);
} Act;

static void
check_restored(G_GNUC_UNUSED const CtCourse *course, const CtTraceEvent *event, const Held *held)
{
    CHECK_MSG(!held->exec[event->fact], "asset %u is held after it was restored", event->fact);
}

static void
check_rotated(G_GNUC_UNUSED const CtCourse *course,
              G_GNUC_UNUSED const CtTraceEvent *event,
              const Held *held)
{
    CHECK_MSG(!held->word, "the credential is held after it was replaced");
}

/* Whether a try is one that @act, which has been done, makes impossible for good. */
static bool
is_stopped(const CtCourse *course, const CtTraceEvent *act, const CtTraceEvent *attempt)
{
    uint32_t step = course->graph_step[attempt->attempt];
    uint32_t flaw = ct_plan_last_bound(course->graph, step, CT_ENTITY_VULNERABILITY);
    uint32_t target = target_of(course, attempt->attempt);

    switch (act->kind) {
    case CT_TRACE_BLOCK: /* the only way down */
        return target == PLC;
    case CT_TRACE_PATCH:
        return flaw != CT_NO_ID && target == act->fact;
    case CT_TRACE_HALT:
        return target == act->fact;
    default:
        return false;
    }
}

static void
check_after(const CtCourse *course, const GArray *events, guint at, const Act *act)
{
    const CtTraceEvent *done = event_at(events, at);

    for (guint i = at + 1; i < events->len; i++) {
        const CtTraceEvent *event = event_at(events, i);

        if (event->time == done->time && event->kind != CT_TRACE_BEGIN)
            continue; /* what ends at that very moment */
        if ((event->kind == CT_TRACE_BEGIN || event->kind == CT_TRACE_SUCCESS) &&
            event->attempt != CT_NO_ID)
            CHECK_MSG(!is_stopped(course, done, event),
                      "%s at %" PRId64 ": step %u goes on at %" PRId64, act->playbook, done->time,
                      event->attempt, event->time);
    }
}

static bool
was_confirmed(const GArray *events, int64_t time)
{
    for (guint i = 0; i < events->len; i++)
        if (event_at(events, i)->kind == CT_TRACE_CONFIRMED && event_at(events, i)->time == time)
            return true;
    return false;
}

static uint32_t
check_act(const CtCourse *course, const GArray *events, const Act *act)
{
    Held held = {0};
    const CtTraceEvent *done = NULL;
    uint32_t n = 0;

    for (guint i = 0; i < events->len; i++) {
        const CtTraceEvent *event = event_at(events, i);

        if (done != NULL && event->time > done->time) {
            if (act->check != NULL)
                act->check(course, done, &held);
            done = NULL;
        }
        if (event->kind == CT_TRACE_GAIN || event->kind == CT_TRACE_LOSS)
            note_held(course, event, &held);
        if (event->kind != act->kind || event->actor != CT_EVENT_PRIORITY_DEFENDER)
            continue;
        n++;
        CHECK_MSG(was_confirmed(events, event->time - 180 * MINUTE),
                  "%s at %" PRId64 ": no verdict an hour and two before", act->playbook,
                  event->time);
        done = event;
        check_after(course, events, i, act);
    }
    return n;
}

static void
test_each_act(void)
{
    static const Act acts[] = {
        {"restore", CT_TRACE_RESTORE, check_restored},
        {"rotate word", CT_TRACE_ROTATE, check_rotated},
        {"block down", CT_TRACE_BLOCK, NULL},
        {"block down allow[0]", CT_TRACE_BLOCK, NULL},
        {"patch", CT_TRACE_PATCH, NULL},
        {"halt", CT_TRACE_HALT, NULL},
    };

    for (size_t a = 0; a < G_N_ELEMENTS(acts); a++) {
        g_auto(CtScenarioTest) test = {0};
        g_auto(CtSummary) summary = {0};
        g_autofree char *script =
            g_strdup_printf(OUTSIDER "defender 'soc' { triage = '5min', playbook = {\n"
                                     "  { act = { '%s' }, after = '1h', takes = '2h' } } }\n",
                            acts[a].playbook);
        uint32_t n = 0;

        if (!begins(&test, &summary, offices, script))
            continue;
        for (uint64_t r = 0; r < 200; r++) {
            g_autoptr(GArray) events = play(&test, r, &summary);

            n += check_act(test.sim->actors[0].course, events, &acts[a]);
        }
        CHECK_MSG(n > 20, "%s: done %u times", acts[a].playbook, n);
    }
}

/* --- nothing but the entry --- */

/* All is taken off its networks as the clock starts, with a defender who looks on; he has what he
 * began with and what follows from it, and nothing that an attempt brings. */
static void
test_isolated_at_once(void)
{
    g_auto(CtScenarioTest) test = {0};
    g_auto(CtSummary) summary = {0};

    if (!begins(&test, &summary, offices,
                OUTSIDER
                "defender 'soc' { false_alarms = '2/d', triage = '5min', playbook = {\n"
                "  { act = { 'investigate' }, takes = '1h' }, { act = { 'rotate word' } } } }\n"
                "at('0', function()\n"
                "  for i = 0, 2 do isolate('pc[' .. i .. ']') end\n"
                "  isolate 'plc'\n"
                "end)\n"))
        return;
    for (uint64_t r = 0; r < 50; r++) {
        g_autoptr(GArray) events = play(&test, r, &summary);

        CHECK_INT(summary.goal_ms[0], CT_NOT_REACHED);
        CHECK_INT(summary.gains, 0);
        for (guint i = 0; i < events->len; i++)
            CHECK_MSG(event_at(events, i)->kind != CT_TRACE_SUCCESS,
                      "replication %" PRIu64 ": step %u succeeds", r, event_at(events, i)->attempt);
        CHECK_INT(summary.defence.true_alerts, summary.defence.confirmed);
        CHECK_INT(summary.defence.false_alarms > 100, true);
    }
}

CU_TestInfo test_playbook_tests[] = {
    {"rates of each sensor are recovered from traces", test_rates_of_each_sensor},
    {"detection before impact, by hand", test_detection_before_impact},
    {"each act does what it says, when it says", test_each_act},
    {"perfect isolation at time zero leaves nothing", test_isolated_at_once},
    CU_TEST_INFO_NULL,
};
