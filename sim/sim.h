/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run simulates: attackers with their courses, a horizon, a seed. Read by every thread and
 * changed by none; one replication is a function of this and of its number.
 */
#pragma once

#include "analysis/pipeline.h"
#include "sim/course.h"
#include "sim/losses.h"
#include "sim/places.h"
#include "sim/worm_plan.h"

/*
 * Place of each attempt in the order of a strategy, 0 first; NULL for RANDOM, whose order is drawn.
 * Equal ones by identity. One an attempt; g_free(). Cost: n log n.
 */
uint32_t *ct_strategy_order(const CtCourse *course, CtStrategy strategy);

typedef struct CtHostKind CtHostKind;

typedef struct CtActor {
    CtCourse *course;
    bool is_led;       /* a host decides what is tried, and when (sim/host.h) */
    uint32_t parallel; /* tries at once; 0: all */
    CtStrategy strategy;
    uint32_t *order;          /* ct_strategy_order(), NULL where it does not matter */
    uint32_t spread;          /* slots on each host that it holds; 0: no worm */
    CtWormPlan *worm;         /* NULL: no worm */
    uint64_t most_senders;    /* ct_worm_new() */
    CtTwinSolution *solution; /* what the course was compiled from; NULL: somebody else's */
} CtActor;

typedef struct CtSim {
    CtActor *actors;
    uint32_t n_actors;
    uint32_t n_goals;    /* of all actors, one after the other … */
    uint32_t n_possible; /* … and those that can be reached at rest */
    uint32_t n_rules;    /* of the library: bound of CtCourseTemplate.rule */
    int64_t horizon_ms;  /* a replication that lasts so long is censored */
    uint64_t seed;
    uint64_t max_tries;     /* of one replication, past which it has failed */
    bool to_horizon;        /* go on when all goals are reached that can be */
    CtPlaces *places;       /* once ct_sim_close() was called */
    CtLossPlan *losses;     /* likewise; NULL: neither functions nor requirements */
    CtHostKind *host_kinds; /* who else takes part, in the order in which they were added */
    uint32_t n_host_kinds;
    CtReach *every_door; /* what the courses were compiled over; NULL: somebody else's */
    bool is_changing;    /* every course was compiled for things that end */
} CtSim;

CtSim *ct_sim_new(int64_t horizon_ms, uint64_t seed, uint64_t max_tries);
void ct_sim_free(CtSim *sim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSim, ct_sim_free)

/* Appends an attacker; takes @course over. */
void ct_sim_add(CtSim *sim, CtCourse *course, uint32_t parallel, CtStrategy strategy);

/*
 * The attacker added last is a worm: @spread slots on each of @hosts that it holds in place of
 * `parallel`. His strategy is RANDOM. @most_senders: ct_worm_new().
 */
void ct_sim_set_worm(
    CtSim *sim, uint32_t spread, const CtWormHost *hosts, uint32_t n_hosts, uint64_t most_senders);

/* Appends somebody who takes part in every replication; takes kind->shared over. */
void ct_sim_add_host_kind(CtSim *sim, const CtHostKind *kind);

/* No more attackers: what is looked at in the end is known now. */
void ct_sim_close(CtSim *sim);

/* After that, of a sim that is changing: what is blocked harms who requires a flow. @reach, of
 * every door, outlives the sim; @most: see ct_flow_plan_new(). */
bool ct_sim_require_flows(CtSim *sim, const CtReach *reach, uint64_t most, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Whether sim/first_passage.h computes the same as the engine. */
bool ct_sim_is_one_pass(const CtSim *sim);
