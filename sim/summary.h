/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What remains of one replication: whole numbers only, so that sums over replications do not
 * depend on their order. Chances of being noticed are counted in millionths.
 */
#pragma once

#include "sim/defence.h"
#include "sim/losses.h"
#include "sim/sim.h"
#include "sim/state.h"

typedef enum CtOutcome {
    CT_OUTCOME_REACHED,  /* every goal of every attacker */
    CT_OUTCOME_CENSORED, /* not every one: the horizon came first, or the rest is out of reach */
    CT_OUTCOME_FAILED,   /* a limit was hit: it says nothing about what lies past it */
} CtOutcome;

#define CT_NOT_REACHED (-1)

typedef struct CtSummary {
    uint64_t replication;
    CtOutcome outcome;
    int64_t end_ms;       /* last goal that can be had at rest, or horizon; 0 where it failed */
    uint64_t tries;       /* begun */
    uint64_t gains;       /* of them: succeeded */
    int64_t noise_ppm;    /* sum over tries: noise of the technique */
    int64_t seen_ppm;     /* sum over tries: chance that a sensor that is there sees it */
    int64_t effort_ms;    /* work of the tries, and of what was prepared */
    int64_t *goal_ms;     /* per goal of the run; CT_NOT_REACHED */
    uint64_t *rule_tries; /* per rule of the library */
    uint64_t *rule_gains;
    int64_t *place_ms;      /* per place: when it first fell; CT_NOT_REACHED */
    CtLosses *losses;       /* of functions and requirements; NULL: the topology has neither */
    uint32_t *place_fallen; /* per place: instances that had fallen at the end */
    CtDefenceRow defence;   /* what a defender's host says at the end */
} CtSummary;

void ct_summary_init(CtSummary *summary, const CtSim *sim);
void ct_summary_clear(CtSummary *summary);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtSummary, ct_summary_clear)

/* Back to nothing, for @replication. */
void ct_summary_begin(CtSummary *summary, const CtSim *sim, uint64_t replication);

/* Back to nothing but that it failed. */
void ct_summary_fail(CtSummary *summary, const CtSim *sim);

/* Counts a try of @attempt that begins at @moment; @begins: with it, what it needs to prepare. */
void ct_summary_count_try(
    CtSummary *summary, const CtCourseState *state, uint32_t attempt, CtMoment moment, bool begins);

/* Counts the success of @attempt. */
void ct_summary_count_gain(CtSummary *summary, const CtCourseState *state, uint32_t attempt);

/* Goals and places, from what the actors had in the end; @states: one an actor. */
void ct_summary_take(CtSummary *summary, const CtSim *sim, const CtCourseState *const *states);
