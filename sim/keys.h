/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who an attempt is, for the order of events and for luck (DESIGN 7, "Randomness"): 128-bit hashes
 * of canonical texts. A draw is keyed by actor, technique, target and the flaw or credential used,
 * never by a number, a place in a file or a route, so that two variants of a design meet the same
 * luck. `uid:` stands in for an id, so that a renamed entity keeps its luck.
 */
#pragma once

#include "attacks/graph.h"
#include "base/hash.h"

/* Attempts are numbered in the order of their steps. */
typedef struct CtSimKeys {
    uint32_t n_attempts;
    uint32_t *step;     /* attempt → step of the graph, rising */
    CtKey128 *identity; /* attempt → of its events: no two alike within an actor */
    CtKey128 *draw;     /* attempt → of its durations and successes */
    uint32_t *works;    /* attempt → row of works_key */
    uint32_t *prepare;  /* attempt → row of prepare_key */
    CtKey128 *works_key;
    CtKey128 *prepare_key;
    uint32_t n_works, n_prepare;
} CtSimKeys;

/*
 * Keys of every attempt of @graph in the hands of @actor. A graph without instances (of tests) is
 * keyed by the numbers of its steps, bindings and facts. Cost: linear in attempts; a text each.
 */
CtSimKeys *ct_sim_keys_new(const CtGraph *graph, const char *actor);

/* Of @n of its attempts alone, rising steps. */
CtSimKeys *
ct_sim_keys_new_of(const CtGraph *graph, const char *actor, const uint32_t *steps, uint32_t n);
void ct_sim_keys_free(CtSimKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSimKeys, ct_sim_keys_free)

/* "meter[17]", "rtu-1.web", with `uid:` in place of the id where one is stated; g_free(). */
char *ct_sim_entity_name(const CtInstances *instances, CtEntityKind kind, uint32_t entity);
