/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The engine's oracle: one attacker, one replication, on the attack graph as it is. Pending tries
 * are a plain list searched for its first; what follows is found by walking all steps until
 * nothing changes; who may try what is asked anew of every step after every event. It shares the
 * draws with the engine and no other code of sim/. Which host of a worm can send what is found by
 * walking all derivations for every host after every event.
 */
#pragma once

#include "attacks/fixpoint.h"
#include "sim/keys.h"

typedef enum CtSmallKind {
    CT_SMALL_BEGIN,
    CT_SMALL_SUCCESS,
    CT_SMALL_FAILURE,
    CT_SMALL_CANCEL,
} CtSmallKind;

typedef struct CtSmallEvent {
    int64_t time;
    uint32_t kind; /* CtSmallKind */
    uint32_t step; /* of the graph */
    uint32_t n;
    uint32_t by; /* BEGIN and SUCCESS of a worm: the fact of the host; else CT_NO_ID */
} CtSmallEvent;

typedef struct CtSmallProblem {
    const CtGraph *graph;
    const CtFactId *entries;
    uint32_t n_entries;
    /* Single facts; the replication ends with the last that can be had; where none can, at the
     * horizon. */
    const CtFactId *goals;
    uint32_t n_goals;
    const char *actor;
    uint32_t parallel; /* 0: all */
    uint32_t spread;   /* slots a host of a worm, and of the attacker himself; 0: no worm */
    const CtFactId (*hosts)[2]; /* of each: execution as user, which means that it is held, and as
                                   administrator; in the order in which they take attempts */
    uint32_t n_hosts;
    bool random_order; /* else the least effort first */
    int64_t horizon_ms;
    uint64_t seed, replication;
} CtSmallProblem;

typedef struct CtSmallRun {
    GArray *events;     /* CtSmallEvent, by (time, kind, step, n) */
    int64_t *fact_ms;   /* per fact of the graph; -1: never */
    uint32_t *credited; /* per fact: the attempt whose success brought it; CT_NO_ID: the start */
    int64_t end_ms;
    bool reached;
    uint64_t tries, gains;
    int64_t noise_ppm, seen_ppm, effort_ms;
} CtSmallRun;

CtSmallRun *ct_small_simulate(const CtSmallProblem *problem, const CtSimKeys *keys);
void ct_small_run_free(CtSmallRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSmallRun, ct_small_run_free)

/* By (time, kind, step, n). */
int ct_small_compare(gconstpointer a, gconstpointer b);
