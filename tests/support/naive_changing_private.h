/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by tests/support/naive_changing*.c. */
#pragma once

#include "sim/draws.h"
#include "tests/support/naive_changing.h"

/* The world, as plain arrays. */
typedef struct CtNaiveWorld {
    const CtGraph *graph;
    bool *isolated, *down, *halted; /* per asset */
    bool *absent, *quarantined, *refused;
    bool *blocked, *closed; /* per conduit */
    bool *rules;            /* per rule: blocked by itself */
    bool *revoked;          /* per channel */
    bool *rotated;          /* per credential */
    bool *concealed;        /* per vulnerability */
    bool **patched;         /* per asset, per vulnerability */
    bool *cut_off;          /* per asset: from a required flow, by what was done */
    GPtrArray *shut;        /* topologies without some conduits' rules */
    int8_t *packets;        /* per step: whether it rests on packets; -1: not yet asked */
} CtNaiveWorld;

void ct_naive_world_init(CtNaiveWorld *world, const CtGraph *graph);
void ct_naive_world_clear(CtNaiveWorld *world);

/* Whether the world stands in the way of @step of the graph. */
bool ct_naive_world_stops(const CtNaiveWorld *world, uint32_t step);

/* Whether no packet leaves it or arrives, for what was done or because it has not joined. */
bool ct_naive_is_off(const CtNaiveWorld *world, uint32_t asset);

/* False where it is so already. */
bool ct_naive_world_apply(CtNaiveWorld *world, const CtAction *action);

/* Whether @action ends @fact of the graph, wherever it came from. */
bool ct_naive_action_ends(const CtGraph *graph, const CtAction *action, CtFactId fact);

/* Whether an attested check finds nothing on @asset. */
bool ct_naive_is_clean(const CtGraph *graph, const bool *facts, uint32_t asset);

/* Whether @step's binding names credential @credential. */
bool ct_naive_uses(const CtGraph *graph, uint32_t step, uint32_t credential);

/* Fills `cut_off`. */
void ct_naive_find_cut_off(CtNaiveWorld *world);
void ct_naive_flows_init(CtNaiveWorld *world);
void ct_naive_flows_clear(CtNaiveWorld *world);

CtNaiveRun *ct_naive_run_new(const CtGraph *graph, int64_t horizon_ms);

/* What the business has lost, with @facts of the attacker. */
bool ct_naive_is_impaired(const CtNaiveWorld *world, const bool *facts, uint32_t function);
bool ct_naive_is_violated(const CtNaiveWorld *world, const bool *facts, uint32_t requirement);

/* Whether the fact stands for the success of an attempt that has several gains. */
bool ct_naive_is_success(const CtGraph *graph, CtFactId id);

/* Whether a fact stays once a try has brought it. */
bool ct_naive_stays(const CtGraph *graph, CtFactId id);

/* The attempt that @outcome is a gain of. */
uint32_t ct_naive_attempt_of(const CtGraph *graph, uint32_t outcome);

/* That a try brought a fact which is not kept: while all that it needed holds. */
typedef struct CtNaiveBrought {
    CtFactId fact;
    uint32_t attempt, outcome; /* CT_NO_ID: the attempt itself */
    uint32_t maker;            /* host; 0: the attacker */
} CtNaiveBrought;

typedef struct CtNaivePrepared {
    uint32_t row;
    CtDist time;
    int64_t ready;
} CtNaivePrepared;

typedef struct CtNaive {
    const CtNaiveProblem *problem;
    const CtSmallProblem *small;
    const CtGraph *graph;
    const CtSimKeys *keys;
    CtNaiveRun *run;
    CtNaiveWorld world;
    CtDrawSource draws;
    bool *kept;        /* per fact */
    bool *given_facts; /* per fact: had without a step, and not lost since */
    uint32_t *key_of;  /* step → attempt of keys */
    uint32_t *tries;
    bool *running;
    bool *goal_reached;
    GArray *brought; /* CtNaiveBrought */
    GArray *prepared, *pending;
    uint32_t n_running, next_action;
    bool *lost; /* functions, then requirements, when last looked at */
    int64_t looked_ms;
    bool given;
    uint32_t *maker;   /* per step: host whose try is under way, or was the last; 0: the attacker */
    uint32_t *made_by; /* per fact that a try brought: likewise */
    uint32_t *used;    /* per host, the attacker first: slots in use */
    bool **sends;      /* per host, per fact; NULL: no worm */
} CtNaive;

/* --- tests/support/naive_changing_facts.c --- */

/* All that @step needs, @spared left out of account. */
bool ct_naive_has_needs(const CtNaive *naive, uint32_t step, CtFactId spared);
bool ct_naive_lasts(const CtNaive *naive, const CtNaiveBrought *one);

/* A try has brought @fact, unless one has already. */
void ct_naive_note_brought(
    CtNaive *naive, CtFactId fact, uint32_t attempt, uint32_t outcome, uint32_t maker);

/* The success of which @fact was one gain counts no more. */
void ct_naive_forget_success(CtNaive *naive, CtFactId fact);

/* What follows; of what is different from @before the successes count no more. Until no host of a
 * worm has lost what it needs to keep up what it brought. */
void ct_naive_close_from(CtNaive *naive, const bool *before);

/* --- tests/support/naive_changing_draws.c --- */

const CtVerdict *ct_naive_verdict_of(const CtNaive *naive, uint32_t step);

/* When what @step has to prepare is ready, if it is begun at @now at the latest. */
int64_t ct_naive_prepared_at(CtNaive *naive, uint32_t step, int64_t now);
CtTry ct_naive_draw(const CtNaive *naive, uint32_t step, uint32_t n);
bool ct_naive_works(const CtNaive *naive, uint32_t step);

/* --- tests/support/naive_changing_worm.c --- */

void ct_naive_worm_init(CtNaive *naive);
void ct_naive_worm_clear(CtNaive *naive);

/* Who sends what is found anew; true where something had to end because its maker cannot send. */
bool ct_naive_worm_drops(CtNaive *naive);

/* The first host that can take @step; CT_NO_ID: none; 0 where there is no worm. */
uint32_t ct_naive_worm_host_for(const CtNaive *naive, uint32_t step);
bool ct_naive_worm_can_send(const CtNaive *naive, uint32_t host, uint32_t step);

/* Execution on the host that tries @step; CT_NO_ID. */
uint32_t ct_naive_worm_by(const CtNaive *naive, uint32_t step);
