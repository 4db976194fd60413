/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Both tables keep their contents in one array in order of appearance, and a power-of-two array of
 * slots that is at most half full, probed linearly.
 */
#include "topology/id_sets.h"

#include <string.h>

enum { FIRST_SLOTS = 64 };

static uint32_t
mix(uint32_t hash, uint32_t value)
{
    uint64_t product = (uint64_t)(hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);

    return (uint32_t)(product >> 32) ^ (uint32_t)product;
}

static uint32_t
hash_ids(const uint32_t *ids, uint32_t n)
{
    uint32_t hash = n + 1;

    for (uint32_t i = 0; i < n; i++)
        hash = mix(hash, ids[i] + 0x7F4A7C15u);
    return hash;
}

static void
place_set(CtIdSets *sets, uint32_t set)
{
    uint32_t n;
    const uint32_t *ids = ct_id_sets_get(sets, set, &n);
    uint32_t slot = hash_ids(ids, n) & (sets->n_slots - 1);

    while (sets->slots[slot] != 0)
        slot = (slot + 1) & (sets->n_slots - 1);
    sets->slots[slot] = set + 1;
}

void
ct_id_sets_init(CtIdSets *sets)
{
    *sets = (CtIdSets){.n_slots = FIRST_SLOTS, .slots = g_new0(uint32_t, FIRST_SLOTS)};
    ct_ids_add(&sets->start, 0);
    ct_id_sets_add(sets, NULL, 0);
}

void
ct_id_sets_clear(CtIdSets *sets)
{
    ct_ids_clear(&sets->start);
    ct_ids_clear(&sets->pool);
    g_free(sets->slots);
    *sets = (CtIdSets){0};
}

static bool
is_set(const CtIdSets *sets, uint32_t set, const uint32_t *ids, uint32_t n)
{
    uint32_t length;
    const uint32_t *members = ct_id_sets_get(sets, set, &length);

    return length == n && (n == 0 || memcmp(members, ids, n * sizeof *ids) == 0);
}

uint32_t
ct_id_sets_add(CtIdSets *sets, const uint32_t *ids, uint32_t n)
{
    uint32_t slot = hash_ids(ids, n) & (sets->n_slots - 1);
    uint32_t set = sets->start.length - 1;

    for (; sets->slots[slot] != 0; slot = (slot + 1) & (sets->n_slots - 1))
        if (is_set(sets, sets->slots[slot] - 1, ids, n))
            return sets->slots[slot] - 1;
    for (uint32_t i = 0; i < n; i++)
        ct_ids_add(&sets->pool, ids[i]);
    ct_ids_add(&sets->start, sets->pool.length);
    sets->slots[slot] = set + 1;
    if (sets->start.length * 2 > sets->n_slots) {
        sets->n_slots *= 2;
        g_free(sets->slots);
        sets->slots = g_new0(uint32_t, sets->n_slots);
        for (uint32_t i = 0; i <= set; i++)
            place_set(sets, i);
    }
    return set;
}

uint32_t
ct_id_sets_intersect(CtIdSets *sets, uint32_t set, const uint64_t *bits)
{
    uint32_t n;
    const uint32_t *members = ct_id_sets_get(sets, set, &n);
    g_auto(CtIds) kept = {0};

    for (uint32_t i = 0; i < n; i++)
        if ((bits[members[i] / 64] >> (members[i] % 64) & 1) != 0)
            ct_ids_add(&kept, members[i]);
    return kept.length == n ? set : ct_id_sets_add(sets, kept.data, kept.length);
}

/* The finalizer of splitmix64, over both halves: numbers that follow each other end far apart,
 * which linear probing needs. */
static uint32_t
hash_tuple(const CtTuple *tuple)
{
    uint64_t hash = ((uint64_t)tuple->b << 32 | tuple->a) * UINT64_C(0x9E3779B97F4A7C15);

    hash ^= hash >> 32;
    hash += ((uint64_t)tuple->d << 32 | tuple->c) * UINT64_C(0xD6E8FEB86659FD93);
    hash = (hash ^ (hash >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    hash = (hash ^ (hash >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)(hash ^ (hash >> 31));
}

static bool
same_tuple(const CtTuple *a, const CtTuple *b)
{
    return a->a == b->a && a->b == b->b && a->c == b->c && a->d == b->d;
}

static uint32_t
slot_of(const CtTuples *tuples, const CtTuple *tuple)
{
    uint32_t slot = hash_tuple(tuple) & (tuples->n_slots - 1);

    while (tuples->slots[slot] != 0 && !same_tuple(&tuples->data[tuples->slots[slot] - 1], tuple))
        slot = (slot + 1) & (tuples->n_slots - 1);
    return slot;
}

static void
grow(CtTuples *tuples)
{
    tuples->n_slots = tuples->n_slots == 0 ? FIRST_SLOTS : tuples->n_slots * 2;
    g_free(tuples->slots);
    tuples->slots = g_new0(uint32_t, tuples->n_slots);
    for (uint32_t i = 0; i < tuples->length; i++)
        tuples->slots[slot_of(tuples, &tuples->data[i])] = i + 1;
}

uint32_t
ct_tuples_add(CtTuples *tuples, CtTuple tuple)
{
    if ((uint64_t)tuples->length * 2 >= tuples->n_slots)
        grow(tuples);

    uint32_t slot = slot_of(tuples, &tuple);

    if (tuples->slots[slot] != 0)
        return tuples->slots[slot] - 1;
    if (tuples->length == tuples->capacity) {
        g_assert(tuples->capacity < UINT32_MAX / 4);
        tuples->capacity = tuples->capacity == 0 ? FIRST_SLOTS : tuples->capacity * 2;
        tuples->data = g_renew(CtTuple, tuples->data, tuples->capacity);
    }
    tuples->data[tuples->length] = tuple;
    tuples->slots[slot] = ++tuples->length;
    return tuples->length - 1;
}

uint32_t
ct_tuples_find(const CtTuples *tuples, CtTuple tuple)
{
    if (tuples->n_slots == 0)
        return CT_NO_ID;
    return tuples->slots[slot_of(tuples, &tuple)] - 1; /* an empty slot wraps to CT_NO_ID */
}

void
ct_tuples_clear(CtTuples *tuples)
{
    g_free(tuples->data);
    g_free(tuples->slots);
    *tuples = (CtTuples){0};
}
