/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by tests/support/naive_changing*.c. */
#pragma once

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
