/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lies below a number of bound variables depends only on those that later relations start from
 * or are narrowed by, those the gain rests on, and those that tell attempts apart. Where others are
 * bound besides, what has been walked is remembered under the rest. Where the gain rests on nothing
 * that is still to be bound, one binding shows that there is any, and the walk is over; which one
 * it was is remembered for those that follow.
 */
#include "attacks/ground_fan_walk.h"

#include "attacks/ground_fan.h"
#include "base/hash.h"

#include <string.h>

struct CtFanWalk {
    CtBuilder *builder;
    CtRelations *relations;
    CtEmitter *emitter;
    GHashTable *walked; /* CtKey128 → 1: nothing was there, 2: something */
    uint64_t n_emitted;

    /* The first binding found below each number of bound variables, where one was enough. */
    struct Tail {
        bool is_known, is_found;
        uint32_t entities[CT_MAX_VARIABLES]; /* those bound, as far as they lead there; the tail */
    } tails[CT_MAX_VARIABLES];

    /* Of the gain at hand. */
    CtBinding *binding;
    const CtVerdict *verdict;
    uint8_t gain;
    uint32_t needed;                        /* variables it rests on, a bit each */
    uint32_t leading[CT_MAX_VARIABLES + 1]; /* by how many are bound: those that walks below start
                                               from or are narrowed by */
    uint32_t shaping[CT_MAX_VARIABLES + 1]; /* by how many are bound: those that matter below */
};

static guint
hash_key(gconstpointer key)
{
    return (guint)((const CtKey128 *)key)->lo;
}

static gboolean
equal_keys(gconstpointer a, gconstpointer b)
{
    const CtKey128 *x = a, *y = b;

    return x->lo == y->lo && x->hi == y->hi;
}

CtFanWalk *
ct_fan_walk_new(CtBuilder *builder, CtRelations *relations, CtEmitter *emitter)
{
    CtFanWalk *walk = g_new0(CtFanWalk, 1);

    walk->builder = builder;
    walk->relations = relations;
    walk->emitter = emitter;
    walk->walked = g_hash_table_new_full(hash_key, equal_keys, g_free, NULL);
    return walk;
}

void
ct_fan_walk_free(CtFanWalk *walk)
{
    if (walk == NULL)
        return;
    g_hash_table_unref(walk->walked);
    g_free(walk);
}

void
ct_fan_walk_begin(CtFanWalk *walk)
{
    if (g_hash_table_size(walk->walked) > 0)
        g_hash_table_remove_all(walk->walked);
    for (uint32_t depth = 0; depth < CT_MAX_VARIABLES; depth++)
        walk->tails[depth].is_known = false;
}

/* The variables that narrow @relation when it is walked at @depth. */
static uint32_t
narrowing(const CtTechnique *technique, CtRelationKind relation, uint32_t depth)
{
    CtEntityKind kind = ct_relations_narrowed_by(relation);

    for (uint32_t v = kind == CT_ENTITY_NONE ? 0 : depth; v-- > 0;)
        if (technique->variable_kind[v] == kind)
            return UINT32_C(1) << v;
    return 0;
}

static void
begin_gain(CtFanWalk *walk, uint8_t gain)
{
    const CtTechnique *technique = walk->binding->technique;
    uint8_t opener = technique->openers[walk->binding->opener].kind;
    uint32_t n = technique->n_variables, apart = 0;

    walk->gain = gain;
    walk->needed = ct_fan_needed(technique, walk->verdict, gain);
    if (ct_emitter_discovers(walk->emitter) && (opener == CT_FACT_REACH || opener == CT_FACT_GATED))
        walk->needed |= 1;
    for (uint32_t v = 0; v < n; v++)
        if (!ct_fan_is_instance(technique->variable_kind[v]))
            apart |= UINT32_C(1) << v;
    walk->leading[n] = 0;
    walk->shaping[n] = walk->needed | apart;
    for (uint32_t v = n; v-- > 1;) {
        walk->leading[v] = walk->leading[v + 1] | UINT32_C(1) << technique->walks[v].start |
                           narrowing(technique, (CtRelationKind)technique->walks[v].relation, v);
        walk->shaping[v] = walk->needed | apart | walk->leading[v];
    }
}

/* The tail that was found where the same led to it; NULL: not looked for since. */
static const struct Tail *
find_tail(const CtFanWalk *walk, uint32_t depth)
{
    const struct Tail *tail = &walk->tails[depth];

    if (!tail->is_known)
        return NULL;
    for (uint32_t v = 0; v < depth; v++)
        if ((walk->leading[depth] >> v & 1) != 0 && tail->entities[v] != walk->binding->entities[v])
            return NULL;
    return tail;
}

static void
keep_tail(CtFanWalk *walk, uint32_t depth, bool found)
{
    struct Tail *tail = &walk->tails[depth];

    tail->is_known = true;
    tail->is_found = found;
    memcpy(tail->entities, walk->binding->entities, sizeof tail->entities);
}

/* What @depth bound variables mean for what is below; false: all of them matter, none is repeated.
 */
static bool
key_of(const CtFanWalk *walk, uint32_t depth, CtKey128 *ret_key)
{
    uint32_t bound = (UINT32_C(1) << depth) - 1;
    uint32_t shaping = walk->shaping[depth] & bound;
    struct {
        const CtVerdict *verdict;
        CtFactId opener;
        uint32_t depth, gain, entities[CT_MAX_VARIABLES + 1]; /* one more: no padding */
    } words = {.verdict = walk->verdict,
               .opener = walk->binding->opener_fact,
               .depth = depth,
               .gain = walk->gain};

    if (shaping == bound)
        return false;
    for (uint32_t v = 0; v < depth; v++)
        words.entities[v] = (shaping >> v & 1) != 0 ? walk->binding->entities[v] : CT_NO_ID;
    *ret_key = ct_hash_key(&words, sizeof words);
    return true;
}

static bool walk_below(CtFanWalk *walk, uint32_t depth);

/* Binds variable @depth in every way, or until one binding has been found if that will do. */
static bool
walk_relation(CtFanWalk *walk, uint32_t depth, bool one_will_do)
{
    const CtTechnique *technique = walk->binding->technique;
    CtRelationKind relation = (CtRelationKind)technique->walks[depth].relation;
    uint32_t n;
    const uint32_t *entities =
        ct_relations_walk(walk->relations, relation,
                          walk->binding->entities[technique->walks[depth].start],
                          ct_binding_narrowing(walk->binding, relation, depth), depth, &n);
    bool found = false;

    for (uint32_t i = 0; i < n && !(found && one_will_do); i++) {
        if (ct_builder_is_full(walk->builder))
            return found;
        walk->binding->entities[depth] = entities[i];
        found = walk_below(walk, depth + 1) || found;
    }
    return found;
}

/* One binding of what is below is enough. */
static bool
walk_one(CtFanWalk *walk, uint32_t depth)
{
    uint32_t n = walk->binding->technique->n_variables;
    const struct Tail *tail = find_tail(walk, depth);

    if (tail == NULL) {
        uint64_t before = walk->n_emitted;
        bool found = walk_relation(walk, depth, true);

        /* What was found as something walked before has left no entities. */
        if (!found || walk->n_emitted != before)
            keep_tail(walk, depth, found);
        return found;
    }
    if (!tail->is_found)
        return false;
    memcpy(walk->binding->entities + depth, tail->entities + depth,
           (n - depth) * sizeof *tail->entities);
    return walk_below(walk, n);
}

/* Emits what has not been; returns whether there is any binding. */
static bool
walk_below(CtFanWalk *walk, uint32_t depth)
{
    CtKey128 key;
    bool repeats = key_of(walk, depth, &key), found = true;
    gpointer known = repeats ? g_hash_table_lookup(walk->walked, &key) : NULL;

    if (known != NULL)
        return GPOINTER_TO_UINT(known) == 2;
    if (depth == walk->binding->technique->n_variables) {
        ct_emitter_emit_gain(walk->emitter, walk->binding, walk->verdict, walk->gain);
        walk->n_emitted++;
    } else if (walk->needed >> depth == 0) {
        found = walk_one(walk, depth);
    } else {
        found = walk_relation(walk, depth, false);
    }
    if (repeats)
        g_hash_table_insert(walk->walked, g_memdup2(&key, sizeof key),
                            GUINT_TO_POINTER(found ? 2 : 1));
    return found;
}

void
ct_fan_walk(CtFanWalk *walk, CtBinding *binding, uint32_t depth, const CtVerdict *verdict)
{
    walk->binding = binding;
    walk->verdict = verdict;
    for (uint8_t gain = 0; gain < verdict->n_gains; gain++) {
        begin_gain(walk, gain);
        walk_below(walk, depth);
    }
}
