/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A scenario from its text over a small topology, to be played. */
#pragma once

#include "sim/engine.h"
#include "sim/setup.h"

typedef struct CtScenarioTest {
    CtTwinStored stored;
    CtTwin *twin;
    CtSim *sim;
    CtEngine *engine;
    char *error; /* of loading; NULL */
} CtScenarioTest;

/* @topology: NULL for the small one of this file. */
void ct_scenario_test_init(CtScenarioTest *test, const char *topology, const char *scenario);
void ct_scenario_test_clear(CtScenarioTest *test);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtScenarioTest, ct_scenario_test_clear)

/* The lines that the script logs in @replication, "1h: text", then "failed: why" where it failed,
 * one a line; g_free(). */
char *ct_scenario_test_log(CtScenarioTest *test, uint64_t replication);

/* Everything that happens but what the script logs, a line an event; g_free(). */
char *ct_scenario_test_trace(CtScenarioTest *test, uint64_t replication);
