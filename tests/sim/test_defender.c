/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Defenders against what is known otherwise: an alert queue of false alarms alone is M/M/c
 * (Erlang's C formula), sensors see as often as reports expect them to, who never acts changes
 * nothing, and what may not be said is refused with its line.
 */
#include "tests/support/check.h"

#include "base/units.h"
#include "sim/alerts.h"
#include "sim/engine.h"
#include "sim/replicate.h"
#include "tests/support/scenario_run.h"

#include <math.h>
#include <string.h>

/* A machine on the internet that is tried again and again, with a sensor. */
static const char watched[] =
    "cybertwin: 1\n"
    "name: A hall\n"
    "products:\n"
    "  box: { kind: workstation, services: { rdp: { port: tcp/3389, gives: [shell] } } }\n"
    "  pump: { kind: plc, services: { modbus: { port: tcp/502, auth: none, gives: [control] } } }\n"
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
    "people:\n"
    "  clerks: { count: 3, uses: [pc], mail: true }\n"
    "credentials:\n"
    "  word: { kind: password, strength: default, privilege: user, opens: [box.rdp] }\n";

#define ATTACKER "attacker 'outsider' { goals = { stop = controls 'plc' } }\n"

static CtDefenceRow
play(CtScenarioTest *test, uint64_t replication, int64_t *ret_seen_ppm)
{
    g_auto(CtSummary) summary = {0};

    ct_summary_init(&summary, test->sim);
    ct_engine_run(test->engine, replication, &summary);
    CHECK_INT(summary.outcome != CT_OUTCOME_FAILED, true);
    if (ret_seen_ppm != NULL)
        *ret_seen_ppm = summary.seen_ppm;
    return summary.defence;
}

/* The chance to wait in M/M/c of offered load @a. Source: Erlang 1917. */
static double
erlang_c(double a, int c)
{
    double term = 1, sum = 0;

    for (int k = 0; k < c; k++) {
        sum += term;
        term *= a / (k + 1);
    }
    term *= c / (c - a);
    return term / (sum + term);
}

/* Alarms of four sensors, 12 an hour together; analysts need 12 minutes each: a load of 2.4. */
static void
test_the_queue_is_erlangs(void)
{
    static const int analysts[] = {3, 4, 6};

    for (size_t i = 0; i < G_N_ELEMENTS(analysts); i++) {
        g_auto(CtScenarioTest) test = {0};
        g_autofree char *script = g_strdup_printf(
            "attacker 'nobody' { entry = { located 'hall' }, goals = { all = exec('pc[0]', 'user') "
            "} }\n"
            "horizon '400d'\n"
            "defender 'soc' { analysts = %d, triage = exponential { mean = '12min' },\n"
            "  false_alarms = { pc = '3/h', plc = '2/h', down = '1/h' } }\n",
            analysts[i]);
        int c = analysts[i];
        double a = 12.0 * 12 / 60, delayed = erlang_c(a, c), wait = delayed * 12 / (c - a);

        ct_scenario_test_init(&test, watched, script);
        CHECK_MSG(test.error == NULL, "%s", test.error);
        if (test.error != NULL)
            return;
        CtDefenceRow row = play(&test, 1, NULL);
        double n = (double)row.triaged;

        CHECK_INT(row.true_alerts <= 3, true); /* nobody has much to try */
        CHECK_MSG(fabs(n - 12 * 24 * 400.0) < 4 * sqrt(12 * 24 * 400.0), "%g alarms", n);
        CHECK_MSG(fabs((double)row.delayed / n - delayed) < 0.02, "%d analysts: %g wait, want %g",
                  c, (double)row.delayed / n, delayed);
        CHECK_MSG(fabs((double)row.waited_ms / n / 60000 - wait) < 0.1 * wait + 0.02,
                  "%d analysts: wait %g min, want %g", c, (double)row.waited_ms / n / 60000, wait);
        CHECK_MSG(fabs((double)row.busy_ms / (double)row.available_ms - a / c) < 0.02,
                  "%d analysts: busy %g", c, (double)row.busy_ms / (double)row.available_ms);
    }
}

/* What leaves such a queue comes as it came in (Burke 1956): experts behind it are one as well. */
static void
test_experts_are_a_queue_behind(void)
{
    static const int experts[] = {1, 3};

    for (size_t i = 0; i < G_N_ELEMENTS(experts); i++) {
        g_auto(CtScenarioTest) test = {0};
        g_autofree char *script = g_strdup_printf(
            "attacker 'nobody' { entry = { located 'hall' }, goals = { all = exec('pc[0]', 'user') "
            "} }\n"
            "horizon '300d'\n"
            "defender 'soc' { analysts = 4, triage = exponential { mean = '12min' },\n"
            "  dismisses = 0, experts = %d, examines = exponential { mean = '%dmin' },\n"
            "  false_alarms = { pc = '3/h', plc = '2/h', down = '1/h' } }\n",
            experts[i], 4 * experts[i]);
        int c = experts[i];
        double a = 0.8 * c, delayed = erlang_c(a, c), wait = delayed * 4 * c / (c - a);

        ct_scenario_test_init(&test, watched, script);
        CHECK_MSG(test.error == NULL, "%s", test.error);
        if (test.error != NULL)
            return;
        CtDefenceRow row = play(&test, 1, NULL);
        double n = (double)row.examined;

        CHECK_INT(row.misled, 0); /* they are right */
        CHECK_INT(row.escalated <= row.triaged && row.examined <= row.escalated, true);
        CHECK_MSG(fabs(n - 12 * 24 * 300.0) < 4 * sqrt(12 * 24 * 300.0) + 10, "%g examined", n);
        CHECK_MSG(fabs((double)row.expert_waited_ms / n / 60000 - wait) < 0.1 * wait + 0.02,
                  "%d experts: wait %g min, want %g", c, (double)row.expert_waited_ms / n / 60000,
                  wait);
        CHECK_MSG(fabs((double)row.expert_busy_ms / (double)row.expert_available_ms - a / c) < 0.02,
                  "%d experts: busy %g", c,
                  (double)row.expert_busy_ms / (double)row.expert_available_ms);
    }
}

/* Whom nobody keeps waiting detects by so much later as experts take. */
static void
test_experts_take_their_time(void)
{
    g_auto(CtScenarioTest) without = {0}, with = {0};
    uint32_t n_detected = 0;

    ct_scenario_test_init(&without, watched, ATTACKER "defender 'soc' { analysts = 50 }\n");
    ct_scenario_test_init(&with, watched,
                          ATTACKER "defender 'soc' { analysts = 50, experts = 50 }\n");
    CHECK_MSG(without.error == NULL && with.error == NULL, "%s",
              with.error != NULL ? with.error : "");
    for (uint64_t r = 0; r < 100 && with.error == NULL; r++) {
        CtDefenceRow a = play(&without, r, NULL), b = play(&with, r, NULL);

        CHECK_INT(a.escalated, 0);
        if (b.detect_ms < 0)
            continue; /* the replication ended before */
        n_detected++;
        CHECK_INT(b.detect_ms, a.detect_ms + 2 * CT_MS_HOUR);
        CHECK_INT(b.escalated >= b.confirmed, true);
    }
    CHECK_MSG(n_detected > 10, "%u detected", n_detected);
}

/* Reports count what sensors are expected to see; here they see it. */
static void
test_sensors_see_what_is_expected(void)
{
    g_auto(CtScenarioTest) test = {0};
    double seen = 0, alerts = 0, worst = 0;

    ct_scenario_test_init(&test, watched, ATTACKER "defender 'soc' { }\n");
    CHECK_MSG(test.error == NULL, "%s", test.error);
    for (uint64_t r = 0; r < 4000 && test.error == NULL; r++) {
        int64_t ppm;
        CtDefenceRow row = play(&test, r, &ppm);

        seen += (double)ppm / 1e6;
        alerts += (double)row.true_alerts;
        CHECK_INT(row.false_alarms, 0);
        CHECK_INT(row.alert_ms >= 0, row.true_alerts > 0);
        if (row.detect_ms >= 0 && row.detect_ms < row.alert_ms)
            worst = 1;
    }
    CHECK_MSG(alerts > 500, "%g alerts", alerts);
    /* A sum of independent trials varies no more than it comes to. */
    CHECK_MSG(fabs(alerts - seen) < 4 * sqrt(seen), "%g alerts, %g expected", alerts, seen);
    CHECK_INT(worst, 0);
}

/* All lines but those of a defender. */
static char *
without_defender(const char *trace)
{
    g_auto(GStrv) lines = g_strsplit(trace, "\n", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    static const char *const words[] = {" alert ",     " false-alarm ", " triage ",
                                        " confirmed ", " dismissed ",   " responds ",
                                        " responded ", " found "};

    for (size_t i = 0; lines[i] != NULL; i++) {
        bool is_own = false;

        for (size_t w = 0; w < G_N_ELEMENTS(words); w++)
            is_own = is_own || strstr(lines[i], words[w]) != NULL;
        if (!is_own)
            g_string_append_printf(text, "%s\n", lines[i]);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
test_who_never_acts_changes_nothing(void)
{
    static const char *const defenders[] = {
        "defender 'soc' { false_alarms = '5/d', recognises = 0.6 }\n",
        "defender 'soc' { playbook = { { act = 'investigate', takes = '2h' } } }\n",
        /* nothing is ever recognised; but things could end in this course */
        "defender 'soc' { recognises = 0, playbook = { { act = 'isolate' } } }\n",
    };
    g_auto(CtScenarioTest) alone = {0}, changing = {0};

    ct_scenario_test_init(&alone, watched, ATTACKER);
    ct_scenario_test_init(&changing, watched,
                          ATTACKER "at('1h', function() if false then isolate('plc') end end)\n");
    for (size_t i = 0; i < G_N_ELEMENTS(defenders); i++) {
        g_auto(CtScenarioTest) test = {0};
        g_autofree char *script = g_strconcat(ATTACKER, defenders[i], NULL);
        uint64_t n_alerts = 0;

        ct_scenario_test_init(&test, watched, script);
        for (uint64_t r = 0; r < 20; r++) {
            g_autofree char *want = ct_scenario_test_trace(i == 2 ? &changing : &alone, r);
            g_autofree char *got = ct_scenario_test_trace(&test, r);
            g_autofree char *rest = without_defender(got);
            g_autofree char *plain = without_defender(want);

            n_alerts += strstr(got, " alert ") != NULL;
            CHECK_STR(rest, plain);
        }
        CHECK_MSG(n_alerts > 0, "no alert in any of them");
    }
}

/* Isolated at time 0 by the script, the machine behind is out of reach; alerts never come. */
static void
test_isolation_comes_after_the_verdict(void)
{
    g_auto(CtScenarioTest) test = {0};
    uint32_t n_isolated = 0;

    ct_scenario_test_init(&test, watched,
                          ATTACKER "defender 'soc' { triage = '10min', playbook = {\n"
                                   "  { on = 'exec', act = { 'isolate' }, after = '20min' } } }\n");
    CHECK_MSG(test.error == NULL, "%s", test.error);
    for (uint64_t r = 0; r < 200 && test.error == NULL; r++) {
        CtDefenceRow row = play(&test, r, NULL);

        if (row.detect_ms >= 0)
            CHECK_INT(row.detect_ms >= row.alert_ms + 10 * 60000, true);
        if (row.contain_ms < 0)
            continue;
        n_isolated++;
        CHECK_INT(row.contain_ms >= row.detect_ms + 20 * 60000, true);
    }
    CHECK_MSG(n_isolated > 10, "%u isolated", n_isolated);
}

static void
test_what_may_not_be_said(void)
{
    static const struct {
        const char *fields, *want;
    } cases[] = {
        {"analysts = 0", "analysts must be a whole number from 1"},
        {"experts = 0", "experts must be a whole number from 1"},
        {"examines = 3", "a number says no unit"},
        {"analysts = 1.5", "analysts must be a whole number from 1"},
        {"triage = 20", "a number says no unit"},
        {"recognises = 1.5", "recognises must be a number between 0 and 1"},
        {"false_alarms = '-2/d'", "'-2/d' is a rate below 0"},
        {"false_alarms = '2'", "'2' is no rate"},
        {"false_alarms = { pcs = '2/d' }", "has no 'pcs' among its assets (did you mean 'pc'?)"},
        {"false_alarms = { ['in'] = '2/d' }", "'in' has no sensor"},
        {"shifts = 'weekdays'", "'weekdays' is no hours of the week"},
        {"shifts = 'sun 08:00-09:00'", "the shifts never open"},
        {"playbook = { { on = 'exce', act = 'isolate' } }", "(did you mean 'exec'?)"},
        {"playbook = { { act = 'isolated' } }", "(did you mean 'isolate'?)"},
        {"playbook = { { act = 'block' } }", "block needs to know which"},
        {"playbook = { { act = 'block upp' } }", "has no 'upp' among its conduits"},
        {"playbook = { { act = 'isolate pd[0]' } }", "pd"},
        {"playbook = { {} }", "an entry says what to do"},
        {"analyst = 2", "a defender has no 'analyst' (did you mean 'analysts'?)"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(CtScenarioTest) test = {0};
        g_autofree char *script =
            g_strdup_printf(ATTACKER "horizon '5d'\ndefender 'soc' { %s }\n", cases[i].fields);

        ct_scenario_test_init(&test, watched, script);
        CHECK_MSG(test.error != NULL && strstr(test.error, cases[i].want) != NULL,
                  "%s: got '%s', want '%s'", cases[i].fields,
                  test.error != NULL ? test.error : "nothing", cases[i].want);
    }
}

/* Alarms without end fail the replication, and say why. */
static void
test_alarms_without_end(void)
{
    g_auto(CtScenarioTest) test = {0};

    ct_scenario_test_init(&test, watched, ATTACKER "defender 'soc' { false_alarms = '1000/s' }\n");
    CHECK_MSG(test.error == NULL, "%s", test.error);
    if (test.sim == NULL)
        return;
    test.sim->max_tries = 2000;
    g_autofree char *trace = ct_scenario_test_trace(&test, 0);

    CHECK_MSG(strstr(trace, "more than 2000 alerts in one replication (--max-tries)") != NULL,
              "it goes on");
}

static void
test_hours_of_the_week(void)
{
    g_auto(CtWeek) week = {0};
    const int64_t hour = 3600000;
    int64_t open = 0;

    CHECK_INT(ct_week_parse("mon-fri 08:00-18:00, sat 22:00-02:00", &week, NULL), true);
    CHECK_INT(week.open_ms, (5 * 10 + 4) * hour);
    /* An hour at a time, over three weeks. */
    for (int64_t h = 0; h < 3 * 7 * 24; h++) {
        int64_t day = h / 24 % 7, of_day = h % 24;
        bool want = (day < 5 && of_day >= 8 && of_day < 18) || (day == 5 && of_day >= 22) ||
                    (day == 6 && of_day < 2);

        CHECK_INT(ct_week_is_open(&week, h * hour), want);
        CHECK_INT(ct_week_open_until(&week, h * hour), open);
        open += want ? hour : 0;
    }
    CHECK_INT(ct_week_next_opening(&week, 6 * 24 * hour + 3 * hour), 7 * 24 * hour + 8 * hour);
}

static void
test_first_in_first_out(void)
{
    g_auto(CtAlerts) alerts = {0};
    uint32_t analyst, next = 0;

    ct_alerts_init(&alerts, 2);
    for (uint32_t i = 0; i < 300; i++) {
        ct_alerts_add(&alerts, &(CtAlert){.time = i, .n = i});
        if (i % 3 == 0)
            continue;
        CHECK_INT(ct_alerts_take(&alerts, i, &analyst), true);
        CHECK_INT(alerts.desks[analyst].n, next++);
        ct_alerts_set(&alerts, analyst, i, 5);
        ct_alerts_finish(&alerts, analyst);
    }
    CHECK_INT(alerts.waiting, 300 - next);
    CHECK_INT(alerts.busy_ms, 5 * next);
    CHECK_INT(ct_alerts_take(&alerts, 300, &analyst) && ct_alerts_take(&alerts, 300, &analyst),
              true);
    CHECK_INT(ct_alerts_take(&alerts, 300, &analyst), false); /* both are busy */
}

/* Handlers hear what the analysts see, and may act on it; so does an attacker whom a script leads
 * while alerts come that are none of his. */
static void
test_scripts_hear_of_alerts(void)
{
    static const char script[] =
        "attacker 'outsider' { goals = { stop = controls 'plc' }, strategy = function(me)\n"
        "  while true do local o = me:options()[1]\n"
        "    if o then me:attempt(o) else me:wait('1h') end end end }\n"
        "horizon '6d'\n"
        "defender 'soc' { false_alarms = '5/d', triage = '10min', dismisses = 0.5,\n"
        "  playbook = { { act = 'investigate', takes = '1h' } } }\n"
        "on('alert', function(target) log('alert ' .. target) end)\n"
        "on('confirmed', function(target) log('confirmed ' .. target)\n"
        "  if target == 'plc' then isolate(target) end end)\n"
        "on('dismissed', function(target) log('dismissed ' .. target) end)\n";
    g_auto(CtScenarioTest) test = {0};

    ct_scenario_test_init(&test, watched, script);
    g_autofree char *log = ct_scenario_test_log(&test, 0);

    CHECK_MSG(strstr(log, "failed") == NULL, "%s", log);
    CHECK_MSG(strstr(log, ": alert pc[") != NULL, "%s", log);
    CHECK_MSG(strstr(log, ": confirmed ") != NULL, "%s", log);
    CHECK_MSG(strstr(log, ": dismissed ") != NULL, "%s", log);
}

/* --- rows, on threads --- */

enum { N_ROWS = 60 };

static bool
keep_row(CtRow *row, void *data)
{
    ((CtRow **)data)[row->replication] = row;
    return true;
}

static void
note_defence(const CtDefenceRow *defence, void *data)
{
    *(CtDefenceRow *)data = *defence;
}

static void
test_rows_are_the_same_on_any_threads(void)
{
    static const uint32_t jobs[] = {1, 2, 5};
    g_auto(CtScenarioTest) test = {0};
    CtRow *rows[G_N_ELEMENTS(jobs)][N_ROWS] = {0};

    ct_scenario_test_init(&test, watched,
                          ATTACKER "defender 'soc' { false_alarms = '5/d', dismisses = 0.8,\n"
                                   "  triage = exponential { mean = '20min' }, playbook = {\n"
                                   "  { act = { 'isolate', 'investigate' }, takes = '1h' } } }\n");
    CHECK_MSG(test.error == NULL, "%s", test.error);
    for (size_t j = 0; j < G_N_ELEMENTS(jobs) && test.error == NULL; j++)
        ct_replicate(test.sim, &(CtReplicateRange){.n = N_ROWS},
                     &(CtReplicateOptions){.jobs = jobs[j], .sink = keep_row, .data = rows[j]});
    for (uint64_t r = 0; r < N_ROWS && test.error == NULL; r++) {
        CtRow *one = rows[0][r];
        CtDefenceRow want = play(&test, r, NULL), got = {0};
        const CtRowVisitor visitor = {.defence = note_defence, .data = &got};

        for (size_t j = 1; j < G_N_ELEMENTS(jobs); j++)
            CHECK_INT(rows[j][r]->detail_length == one->detail_length &&
                          memcmp(rows[j][r]->detail, one->detail, one->detail_length) == 0,
                      true);
        CHECK_INT(ct_row_read_detail(one, test.sim->n_rules, test.sim->places->n_places, &visitor,
                                     NULL),
                  true);
        CHECK_INT(got.is_there, true);
        CHECK_INT(memcmp(&got.alert_ms, &want.alert_ms, CT_DEFENCE_COLUMNS * sizeof(int64_t)), 0);
        one->detail_length--; /* cut short, it is damaged */
        CHECK_INT(ct_row_read_detail(one, test.sim->n_rules, test.sim->places->n_places, NULL,
                                     NULL),
                  false);
    }
    for (size_t j = 0; j < G_N_ELEMENTS(jobs); j++)
        for (size_t r = 0; r < N_ROWS; r++)
            ct_row_free(rows[j][r]);
}

CU_TestInfo test_defender_tests[] = {
    {"scripts hear of alerts", test_scripts_hear_of_alerts},
    {"rows are the same on any threads", test_rows_are_the_same_on_any_threads},
    {"the queue is Erlang's", test_the_queue_is_erlangs},
    {"experts are a queue behind the queue", test_experts_are_a_queue_behind},
    {"experts take their time", test_experts_take_their_time},
    {"sensors see what is expected", test_sensors_see_what_is_expected},
    {"who never acts changes nothing", test_who_never_acts_changes_nothing},
    {"isolation comes after the verdict", test_isolation_comes_after_the_verdict},
    {"what may not be said", test_what_may_not_be_said},
    {"alarms without end", test_alarms_without_end},
    {"hours of the week", test_hours_of_the_week},
    {"first in, first out", test_first_in_first_out},
    CU_TEST_INFO_NULL,
};
