/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The oracle of a world that changes: one attacker, one replication, on the attack graph as it is,
 * with actions at given times. After every event, and after every action, everything is worked out
 * anew from what is kept: which facts hold, which steps can be taken (asked of the world, step by
 * step), what may be tried, and by which host of a worm. It shares the draws with the engine and no
 * other code of sim/.
 */
#pragma once

#include "sim/actions.h"
#include "tests/support/small_simulator.h"

typedef struct CtNaiveAction {
    int64_t time;
    CtAction action;
    bool is_checked; /* ADMIT: refused where anything of the attacker's shows on the asset */
} CtNaiveAction;

typedef struct CtNaiveProblem {
    CtSmallProblem small;
    const CtNaiveAction *actions; /* by time; those of one time are one change */
    uint32_t n_actions;
    CtFactId given; /* at given_ms, before the actions of that time; CT_NO_ID: none */
    int64_t given_ms;
} CtNaiveProblem;

typedef struct CtNaiveRun {
    GArray *events;            /* CtSmallEvent, by (time, kind, step, n) */
    bool *holds;               /* per fact, at the end */
    int64_t *since_ms;         /* per fact that holds: since when */
    int64_t *first_ms;         /* per fact; -1: never */
    uint32_t n_lost, n_gained; /* facts that can be named, by actions */
    uint32_t n_cut_off;        /* assets, after each moment of actions, summed up */
    uint32_t n_refused;        /* checks that found something */
    int64_t end_ms;
    uint64_t tries;
    uint32_t n_drops;       /* times at which something ended because its maker could not send */
    int64_t *lost_ms;       /* functions, then requirements: lost in all */
    uint32_t *lost_times;   /* likewise: how often */
    int64_t *lost_first_ms; /* likewise; -1: never */
    bool *is_lost;          /* likewise: at the end */
} CtNaiveRun;

CtNaiveRun *ct_naive_play(const CtNaiveProblem *problem, const CtSimKeys *keys);
void ct_naive_run_free(CtNaiveRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtNaiveRun, ct_naive_run_free)

/* What @losses has otherwise, functions and requirements; NULL: nothing; g_free(). */
char *ct_naive_compare_losses(const CtNaiveRun *want, const CtModel *model, const CtLosses *losses);

/* Some allow rules of @model, half of them, a bit a rule; NULL every other time; g_free(). */
uint64_t *ct_naive_choose_rules(const CtModel *model, uint64_t *state);

/* Makes some flows of @model required, some of them to whatever a receiver offers. */
void ct_naive_require_flows(CtModel *model, uint64_t *state);
