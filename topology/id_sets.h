/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Interned sets of ids, and interned tuples: equal contents get equal numbers, dealt in the order
 * of first appearance, so that they depend on nothing but the order of adding.
 */
#pragma once

#include "base/span.h"

/* Sets as sorted lists. Set 0 is the empty one. */
typedef struct CtIdSets {
    CtIds start; /* set → offset into pool; one more than there are sets */
    CtIds pool;
    uint32_t *slots; /* open addressing: set + 1, 0 empty */
    uint32_t n_slots;
} CtIdSets;

void ct_id_sets_init(CtIdSets *sets);
void ct_id_sets_clear(CtIdSets *sets);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtIdSets, ct_id_sets_clear)

/* The number of the set of @n rising @ids. Cost: n. */
uint32_t ct_id_sets_add(CtIdSets *sets, const uint32_t *ids, uint32_t n);

/* The members of @set, rising, NULL of none; valid until the next set is added. */
static inline const uint32_t *
ct_id_sets_get(const CtIdSets *sets, uint32_t set, uint32_t *ret_n)
{
    *ret_n = sets->start.data[set + 1] - sets->start.data[set];
    return *ret_n > 0 ? &sets->pool.data[sets->start.data[set]] : NULL;
}

static inline bool
ct_id_sets_has(const CtIdSets *sets, uint32_t set, uint32_t id)
{
    uint32_t first = sets->start.data[set];

    return ct_ids_has_sorted(sets->pool.data + first, sets->start.data[set + 1] - first, id);
}

static inline uint32_t
ct_id_sets_count(const CtIdSets *sets)
{
    return sets->start.length - 1;
}

/* The set of those members of @set whose bit in @bits is set. Cost: members. */
uint32_t ct_id_sets_intersect(CtIdSets *sets, uint32_t set, const uint64_t *bits);

typedef struct CtTuple {
    uint32_t a, b, c, d;
} CtTuple;

typedef struct CtTuples {
    CtTuple *data;
    uint32_t length, capacity;
    uint32_t *slots;
    uint32_t n_slots;
} CtTuples;

void ct_tuples_clear(CtTuples *tuples);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtTuples, ct_tuples_clear)

/* The number of @tuple; it was new if that equals the length before. Cost: constant. */
uint32_t ct_tuples_add(CtTuples *tuples, CtTuple tuple);

/* Its number, CT_NO_ID if it was never added. */
uint32_t ct_tuples_find(const CtTuples *tuples, CtTuple tuple);
