/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the business loses while a replication runs: functions impaired, requirements violated, from
 * when, how often and for how long. An asset fails while any attacker has it halted or commanded,
 * while it is isolated, down or halted by anyone, or while a required flow to it is severed or does
 * not get through for what was blocked or switched off (sim/flows.h); where view or safety is at
 * stake also while what it reports is an attacker's. topology/functions.h says how many failing
 * needs lose a function, and what a requirement asks; functions cascade.
 */
#pragma once

#include "sim/flows.h"
#include "sim/state.h"
#include "topology/functions.h"

/* Read by all threads. */
typedef struct CtLossPlan CtLossPlan;

/* For courses over one set of instances. NULL where the topology has neither functions nor
 * requirements, or where there are no instances. Cost: needs, and facts of each course. */
CtLossPlan *ct_loss_plan_new(const CtCourse *const *courses, uint32_t n_courses);
void ct_loss_plan_free(CtLossPlan *plan);

/* From now on what is blocked or off harms who requires a flow. @reach, of every door, and @most:
 * see ct_flow_plan_new(). */
bool ct_loss_plan_add_flows(CtLossPlan *plan, const CtReach *reach, uint64_t most, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct CtLossTime {
    int64_t first_ms; /* CT_NOT_REACHED (-1): never */
    int64_t total_ms; /* lost in all, up to the end of the replication */
    uint32_t times;   /* how often it was lost */
    bool is_lost;     /* still, when the replication ended */
} CtLossTime;

typedef struct CtLosses CtLosses;

/* Told of each loss and each recovery when it happens. */
typedef void (*CtLossFunc)(bool is_function, uint32_t row, bool lost, int64_t time, void *data);

CtLosses *ct_losses_new(const CtLossPlan *plan);
void ct_losses_free(CtLosses *losses);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtLosses, ct_losses_free)

/* Whom to tell; NULL: nobody. */
void ct_losses_set_func(CtLosses *losses, CtLossFunc func, void *data);

/* A replication begins: all is well, and nobody is told. Cost: what was lost since the last call.
 */
void ct_losses_begin(CtLosses *losses);

/* @fact of course @actor has come to hold, or ended; @asset is off, or no longer. Each change once.
 * Cost: what fails by it. */
void ct_losses_fact(CtLosses *losses, uint32_t actor, uint32_t fact, bool holds);
void ct_losses_asset(CtLosses *losses, uint32_t asset, bool is_off);

/* As ct_flows_shut(). */
void ct_losses_shut(CtLosses *losses, CtId conduit, CtId rule, bool is_blocked, bool is_closed);

/* What came of the changes since the last call, which all have this @time: only now is it lost, or
 * well again, and is told. */
void ct_losses_settle(CtLosses *losses, int64_t time);

/* The replication ends: what is lost still is counted until @end_ms. */
void ct_losses_end(CtLosses *losses, int64_t end_ms);

/* Of what held when a replication ended in which nothing ends. */
void ct_losses_replay(CtLosses *losses, const CtCourseState *const *states, int64_t end_ms);

uint32_t ct_losses_n_functions(const CtLosses *losses);
uint32_t ct_losses_n_requirements(const CtLosses *losses);
bool ct_losses_is_impaired(const CtLosses *losses, uint32_t function);
bool ct_losses_is_violated(const CtLosses *losses, uint32_t requirement);
CtLossTime ct_losses_of_function(const CtLosses *losses, uint32_t function);
CtLossTime ct_losses_of_requirement(const CtLosses *losses, uint32_t requirement);
