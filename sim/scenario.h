/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A scenario's script as a participant of replications: its handlers and coroutines, and the
 * attackers that it leads. Each engine has a Lua state of its own, read once from the script and
 * put back byte for byte at the start of every replication, so that nothing a script keeps can
 * outlive one. A script without handlers takes no part, and costs nothing.
 *
 * A script that raises, runs too long or needs too much memory fails its replication; why is
 * ct_engine_failure(). What is drawn is keyed by name, DESIGN 7.
 */
#pragma once

#include "sim/sim.h"

/* Lets the script of @twin's scenario take part in @sim, if it has anything to do there. @sim has
 * all its attackers, in the order of twin->attackers; @twin outlives it. Cost: linear in facts. */
void ct_scenario_join(CtSim *sim, const CtTwin *twin);

/* Whether the script of @twin's scenario may change the world: courses must be compiled for it. */
bool ct_scenario_acts(const CtTwin *twin);

/* The allow rules that may be blocked one by one, a bit a rule of the model: those that the script
 * names in plain ("corp-control allow[2]", anywhere in its text) and those of the defender's
 * playbook. NULL: none; g_free(). */
uint64_t *ct_scenario_single_rules(const CtTwin *twin);

#define CT_SCENARIO_RUN_ERROR ct_scenario_run_error_quark()
typedef enum CtScenarioRunError { CT_SCENARIO_RUN_ERROR_SCRIPT } CtScenarioRunError;
GQuark ct_scenario_run_error_quark(void);

/*
 * Whether the script can be played at all: false, with what went wrong in the first of them, where
 * it fails each of the first three replications. Else it may still fail one or another, which then
 * is a failed replication.
 */
bool ct_scenario_rehearse(const CtSim *sim, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Why @replication fails, from playing it again; g_free(). */
char *ct_scenario_why_failed(const CtSim *sim, uint64_t replication);

/* What playing a script came to. */
typedef struct CtScenarioTrial {
    uint64_t n_replications, n_failed;
    uint64_t n_handlers; /* run, coroutines gone on with and lines logged */
    char *failure;       /* the first; NULL where none failed */
    uint64_t failed;     /* that replication */
} CtScenarioTrial;

/* Plays the first @n replications and keeps nothing of them. */
void ct_scenario_try(const CtSim *sim, uint64_t n, CtScenarioTrial *ret_trial);
void ct_scenario_trial_clear(CtScenarioTrial *trial);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtScenarioTrial, ct_scenario_trial_clear)
