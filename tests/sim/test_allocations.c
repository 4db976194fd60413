/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Once grown to its size, neither engine nor one pass allocates anything, whatever happens in a
 * replication. The sanitizer counts, GLib's own calls included; a build without one counts nothing.
 */
#include "tests/support/check.h"

#include "sim/engine.h"
#include "sim/first_passage.h"
#include "tests/support/random_attempts.h"
#include "tests/support/sample_run.h"
#include "tests/support/scenario_run.h"

#include <stdio.h>

enum { N_GRAPHS = 60, N = 40 };

int __sanitizer_install_malloc_and_free_hooks(void (*allocated)(const volatile void *, size_t),
                                              void (*freed)(const volatile void *))
    __attribute__((weak));

static uint64_t n_allocations; /* of this thread, the only one */

static void
count_allocation(G_GNUC_UNUSED const volatile void *block, G_GNUC_UNUSED size_t size)
{
    n_allocations++;
}

static void
count_nothing(G_GNUC_UNUSED const volatile void *block)
{
}

static bool
can_count(void)
{
    static bool installed;

    if (__sanitizer_install_malloc_and_free_hooks == NULL) {
        printf("not counted: there is no sanitizer in this build\n");
        return false;
    }
    if (!installed)
        installed = __sanitizer_install_malloc_and_free_hooks(count_allocation, count_nothing) != 0;
    uint64_t before = n_allocations;

    g_free(g_malloc(10));
    CHECK_INT(n_allocations - before, 1);
    return installed;
}

static uint64_t
count_engine(const CtSim *sim, CtSummary *summary, uint64_t *ret_events)
{
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    uint64_t before = 0;

    *ret_events = 0;
    for (int round = 0; round < 2; round++) {
        before = n_allocations;
        for (uint64_t r = 0; r < N; r++) {
            ct_engine_run(engine, r, summary);
            *ret_events += summary->tries;
        }
    }
    return n_allocations - before;
}

static uint64_t
count_one_pass(const CtSim *sim, CtSummary *summary)
{
    g_autoptr(CtFirstPassage) passage = ct_first_passage_new(sim);
    uint64_t before = 0;

    for (int round = 0; round < 2; round++) {
        before = n_allocations;
        for (uint64_t r = 0; r < N; r++)
            ct_first_passage_run(passage, r, summary);
    }
    return n_allocations - before;
}

static void
check_sim(const CtSim *sim, const char *what, uint32_t seed)
{
    g_auto(CtSummary) summary = {0};
    uint64_t events, by_engine, by_one_pass = 0;

    ct_summary_init(&summary, sim);
    by_engine = count_engine(sim, &summary, &events);
    if (ct_sim_is_one_pass(sim))
        by_one_pass = count_one_pass(sim, &summary);
    CHECK_MSG(by_engine == 0 && by_one_pass == 0,
              "%s %u: %" PRIu64 " allocations by the engine, %" PRIu64 " by one pass, in %" PRIu64
              " tries",
              what, seed, by_engine, by_one_pass, events);
}

static void
test_random_graphs(void)
{
    if (!can_count())
        return;
    for (uint32_t seed = 1; seed <= N_GRAPHS; seed++) {
        g_autoptr(CtRandomAttempts) random = ct_random_attempts_new(seed);
        CtFactId entry = 0, last = random->graph->n_facts - 1;
        const CtCourseGoal goal = {.facts = &last, .n_facts = 1, .need = 1};
        g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(random->graph, &entry, 1);
        g_autoptr(CtSim) sim = ct_sim_new(2000, 7, 1000000);

        ct_sim_add(sim, ct_course_new(random->graph, fixpoint, &entry, 1, &goal, 1, "mallory"),
                   seed % 3, seed % 2 == 0 ? CT_STRATEGY_RANDOM : CT_STRATEGY_CHEAPEST);
        ct_sim_close(sim);
        check_sim(sim, "graph of seed", seed);
    }
}

static void
test_package(void)
{
    g_auto(CtSampleRun) sample = {0};

    if (!can_count())
        return;
    ct_sample_run_init(&sample, N);
    check_sim(sample.sim, "package", 0);
}

/* Alarms, verdicts, responses and what they end: all of it in room that is there. */
static void
test_defender(void)
{
    static const char topology[] =
        "cybertwin: 1\n"
        "name: A hall\n"
        "products:\n"
        "  pump: { kind: plc, services: { modbus: { port: tcp/502, auth: none, gives: [control] } "
        "} "
        "}\n"
        "networks: { hall: {} }\n"
        "zones: { plant: { networks: [hall] } }\n"
        "assets: { plc: { product: pump, zone: plant, sensor: 0.9, count: 4 } }\n";
    static const char scenario[] =
        "attacker 'insider' { entry = { located 'hall' }, goals = { all = controls 'plc[3]' } }\n"
        "horizon '30d'\n"
        "defender 'soc' { analysts = 2, triage = '3h', false_alarms = '2/d', playbook = {\n"
        "  { act = { 'isolate' }, after = '1h' },\n"
        "  { act = { 'investigate' }, takes = '2h' },\n"
        "  { act = { 'restore', 'reconnect' }, after = '5h', takes = '4h' } } }\n";
    g_auto(CtScenarioTest) test = {0};

    if (!can_count())
        return;
    ct_scenario_test_init(&test, topology, scenario);
    CHECK_MSG(test.error == NULL, "%s", test.error);
    if (test.sim != NULL)
        check_sim(test.sim, "defender", 0);
}

CU_TestInfo test_allocations_tests[] = {
    {"nothing on random graphs", test_random_graphs},
    {"nothing on a package", test_package},
    {"nothing with a defender", test_defender},
    CU_TEST_INFO_NULL,
};
