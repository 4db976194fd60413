/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why a try of a run came about, against what the run's own events say: every need was held then,
 * no door named was shut, and where a worm came from is where it stood.
 */
#include "sim/run_why.h"

#include "tests/support/check.h"
#include "tests/support/scenario_run.h"

#include <string.h>

/* From the internet two doors lead to the same machine, and on from there one. */
static const char two_doors[] =
    "cybertwin: 1\n"
    "name: Two doors\n"
    "products:\n"
    "  box: { kind: workstation, services: { rdp: { port: tcp/3389, gives: [shell] } } }\n"
    "  pump: { kind: plc, services: { modbus: { port: tcp/502, auth: none, gives: [control] } } }\n"
    "networks: { internet: { medium: internet }, desk: {}, hall: {} }\n"
    "zones:\n"
    "  outside: { outside: true, networks: [internet] }\n"
    "  office: { networks: [desk] }\n"
    "  plant: { networks: [hall] }\n"
    "conduits:\n"
    "  front: { from: outside, to: office, allow: [ { port: tcp/3389 }, { port: tcp/80 } ] }\n"
    "  side: { from: outside, to: office, allow: [ { port: tcp/3389 } ] }\n"
    "  down: { from: office, to: plant, allow: [ { port: tcp/502 } ] }\n"
    "assets:\n"
    "  pc: { product: box, zone: office, count: 2 }\n"
    "  plc: { product: pump, zone: plant }\n"
    "credentials:\n"
    "  word: { kind: password, strength: default, privilege: user, opens: [box.rdp] }\n";

#define GOAL "attacker 'a' { goals = { stop = controls 'plc' } }\nhorizon '900d'\n"

typedef struct Asked {
    CtScenarioTest test;
    GArray *records;
    CtRunWhy *why;
} Asked;

static void
asked_init(Asked *asked, const char *topology, const char *scenario)
{
    *asked = (Asked){0};
    ct_scenario_test_init(&asked->test, topology, scenario);
    CHECK_MSG(asked->test.error == NULL, "%s", asked->test.error);
    CU_ASSERT_FATAL(asked->test.sim != NULL);
    asked->records = ct_trace_play(asked->test.sim, 0, NULL);
    asked->why = ct_run_why_new(asked->test.sim, asked->records);
}

static void
asked_clear(Asked *asked)
{
    ct_run_why_free(asked->why);
    g_array_unref(asked->records);
    ct_scenario_test_clear(&asked->test);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

/* Whether some reason of @step begins with @text. */
static bool
says(const CtPathStep *step, const char *text)
{
    for (uint32_t i = 0; i < step->n_why; i++)
        if (g_str_has_prefix(step->why[i].text, text))
            return true;
    return false;
}

/* Texts of what the attacker holds by itself, as the events before @record have it. */
static GHashTable *
held_before(const Asked *asked, uint32_t record)
{
    const CtGraph *graph = asked->test.sim->actors[0].course->graph;
    const CtCourse *course = asked->test.sim->actors[0].course;
    GHashTable *held = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (uint32_t i = 0; i < course->graph_entries.length; i++)
        g_hash_table_add(held, ct_graph_fact_text(graph, course->graph_entries.data[i]));
    for (uint32_t i = 0; i < record; i++) {
        const CtTraceRecord *one = &g_array_index(asked->records, CtTraceRecord, i);

        if (one->kind == CT_TRACE_GAIN || one->kind == CT_TRACE_GIVE)
            g_hash_table_add(held, ct_graph_fact_text(graph, one->fact));
        if (one->kind == CT_TRACE_LOSS) {
            g_autofree char *text = ct_graph_fact_text(graph, one->fact);

            g_hash_table_remove(held, text);
        }
    }
    return held;
}

/* Every success of a try: the step is told, and what it needs was held. How many there are. */
static uint32_t
check_all(const Asked *asked, size_t scenario)
{
    uint32_t n = 0;

    for (uint32_t r = 0; r < asked->records->len; r++) {
        const CtTraceRecord *record = &g_array_index(asked->records, CtTraceRecord, r);
        const CtPathStep *step = ct_run_why_step(asked->why, r, CT_NO_ID);

        bool is_told = record->kind == CT_TRACE_SUCCESS ||
                       (record->kind == CT_TRACE_GOAL && record->step != CT_NO_ID);

        CHECK_MSG((step != NULL) == is_told, "scenario %zu, record %u", scenario, r);
        if (step == NULL)
            continue;
        g_autoptr(GHashTable) held = held_before(asked, r);

        n++;
        CHECK_INT(step->done_ms, record->time);
        CHECK_MSG(step->n_why > 0 || step->needs[0] != NULL, "record %u", r);
        CU_ASSERT(step->technique != NULL);
        for (uint32_t i = 0; step->needs[i] != NULL; i++)
            CHECK_MSG(g_hash_table_contains(held, step->needs[i]), "record %u needs %s", r,
                      step->needs[i]);
        CU_ASSERT(ct_run_why_step(asked->why, r, CT_NO_ID) == step); /* remembered */
    }
    return n;
}

static void
test_what_it_needs_was_held(void)
{
    static const char *const scenarios[] = {
        GOAL,
        (GOAL "at('1d', function() isolate 'pc[0]' end) at('9d', function() reconnect 'pc[0]' end)"
              "\nat('20d', function() rotate 'word' end)\n"),
        ("attacker 'a' { knowledge = 'discover', goals = { stop = controls 'plc' } }\n"
         "horizon '900d'\n"),
    };

    for (size_t i = 0; i < G_N_ELEMENTS(scenarios); i++)
        for (size_t k = 0; k < 2; k++) {
            g_auto(Asked) asked = {0};

            asked_init(&asked, k == 0 ? two_doors : NULL, scenarios[i]);
            uint32_t n = check_all(&asked, 2 * i + k);

            CHECK_MSG(n >= 2 || i == 2, "scenario %zu: %u", i, n);
        }
}

/* The doors that the steps into the office are told to pass. */
static void
count_doors(const Asked *asked, uint32_t *ret_front, uint32_t *ret_side)
{
    *ret_front = *ret_side = 0;
    for (uint32_t r = 0; r < asked->records->len; r++) {
        const CtPathStep *step = ct_run_why_step(asked->why, r, CT_NO_ID);

        if (step == NULL)
            continue;
        *ret_front += says(step, "conduit front lets tcp/3389 pass");
        *ret_side += says(step, "conduit side lets tcp/3389 pass");
    }
}

static void
test_the_door_was_open(void)
{
    static const struct {
        const char *script;
        bool front, side;
    } cases[] = {{GOAL, true, false},
                 {GOAL "at('0s', function() block 'side' end)", true, false},
                 {GOAL "at('0s', function() block 'front' end)", false, true},
                 {GOAL "at('0s', function() block 'front allow[0]' end)", false, true},
                 {GOAL "at('0s', function() block 'front allow[1]' block 'side' end)", true, false},
                 {GOAL "at('0s', function() block 'front allow[0]' end)\n"
                       "at('1s', function() unblock 'front allow[0]' block 'side allow[0]' end)",
                  true, false},
                 {GOAL "at('0s', function() block 'front' end)\n"
                       "at('1s', function() unblock 'front' block 'side' end)",
                  true, false}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Asked) asked = {0};
        uint32_t front, side;

        asked_init(&asked, two_doors, cases[i].script);
        count_doors(&asked, &front, &side);
        CHECK_MSG((front > 0) == cases[i].front && (side > 0) == cases[i].side,
                  "case %zu: %u by the front, %u by the side", i, front, side);
    }
}

/* Reasons carry the line of the rule: of conduit `down` the one that it stands on. */
static void
test_reasons_have_their_line(void)
{
    g_auto(Asked) asked = {0};
    uint32_t n = 0;

    asked_init(&asked, two_doors, GOAL);
    for (uint32_t r = 0; r < asked.records->len; r++) {
        const CtPathStep *step = ct_run_why_step(asked.why, r, CT_NO_ID);

        for (uint32_t i = 0; step != NULL && i < step->n_why; i++) {
            if (!g_str_has_prefix(step->why[i].text, "conduit down"))
                continue;
            CHECK_INT(step->why[i].pos.line, 14);
            CU_ASSERT(g_str_has_prefix(step->to, "plc"));
            CU_ASSERT(g_str_has_prefix(step->from, "pc["));
            n++;
        }
    }
    CHECK_MSG(n > 0, "nothing passes down");
}

/* A worm's try comes from the asset that the event names, and from no other. */
static void
test_a_worm_comes_from_where_it_stood(void)
{
    static const char worm[] = "attacker 'w' { spread = 2, entry = { located 'internet' },"
                               " goals = { stop = controls 'plc' } }\nhorizon '900d'\n";
    g_auto(Asked) asked = {0};
    uint32_t n = 0;

    asked_init(&asked, two_doors, worm);
    const CtGraph *graph = asked.test.sim->actors[0].course->graph;

    for (uint32_t r = 0; r < asked.records->len; r++) {
        const CtTraceRecord *record = &g_array_index(asked.records, CtTraceRecord, r);
        const CtPathStep *step = ct_run_why_step(asked.why, r, CT_NO_ID);
        CtFact by;

        if (step == NULL || record->fact == CT_NO_ID ||
            !ct_graph_fact_of(graph, record->fact, &by) || by.kind != CT_FACT_EXEC)
            continue;
        g_autofree char *from = ct_instances_asset_text(graph->instances, by.entity);

        CHECK_STR(step->from, from);
        n++;
    }
    CHECK_MSG(n > 0, "the worm goes nowhere");
}

CU_TestInfo test_run_why_tests[] = {
    {"what it needs was held", test_what_it_needs_was_held},
    {"the door was open", test_the_door_was_open},
    {"reasons have their line", test_reasons_have_their_line},
    {"a worm comes from where it stood", test_a_worm_comes_from_where_it_stood},
    CU_TEST_INFO_NULL,
};
