/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A byte an entity, and a list of those whose byte is not 0, so that a replication ends at the cost
 * of what it changed. Patches are pairs of asset and vulnerability in an open hash table.
 */
#include "sim/world.h"

#include <string.h>

typedef struct Bytes {
    uint8_t *data;
    uint32_t n;
    CtIds used; /* set at some time since the last reset; may name one twice */
} Bytes;

typedef struct Pairs {
    uint64_t *keys; /* 0: free; else the pair's number + 1 */
    uint32_t n, bits;
} Pairs;

struct CtWorld {
    const CtInstances *instances;
    Bytes assets, conduits, rules, channels, credentials, vulnerabilities;
    Pairs patched;
};

static void
bytes_init(Bytes *bytes, uint32_t n)
{
    bytes->data = g_new0(uint8_t, (size_t)n + 1);
    bytes->n = n;
}

static void
bytes_clear(Bytes *bytes)
{
    g_free(bytes->data);
    ct_ids_clear(&bytes->used);
}

static void
bytes_reset(Bytes *bytes)
{
    for (uint32_t i = 0; i < bytes->used.length; i++)
        bytes->data[bytes->used.data[i]] = 0;
    bytes->used.length = 0;
}

static bool
bytes_set(Bytes *bytes, uint32_t i, uint8_t bit, bool on)
{
    g_return_val_if_fail(i < bytes->n, false);
    uint8_t before = bytes->data[i];

    bytes->data[i] = on ? (uint8_t)(before | bit) : (uint8_t)(before & ~bit);
    if (before == 0 && on)
        ct_ids_add(&bytes->used, i);
    return bytes->data[i] != before;
}

static uint8_t
bytes_get(const Bytes *bytes, uint32_t i)
{
    g_return_val_if_fail(i < bytes->n, 0);
    return bytes->data[i];
}

/* --- pairs --- */

/* Where @key stands, or would. Fibonacci hashing, then one after the other. */
static uint64_t *
pairs_slot(const Pairs *pairs, uint64_t key)
{
    uint64_t mask = (UINT64_C(1) << pairs->bits) - 1;
    uint64_t at = (key * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - pairs->bits);

    while (pairs->keys[at] != 0 && pairs->keys[at] != key)
        at = (at + 1) & mask;
    return &pairs->keys[at];
}

static void
pairs_grow(Pairs *pairs)
{
    Pairs larger = {.n = pairs->n, .bits = pairs->bits == 0 ? 6 : pairs->bits + 1};

    larger.keys = g_new0(uint64_t, (size_t)1 << larger.bits);
    for (size_t i = 0; pairs->bits > 0 && i < (size_t)1 << pairs->bits; i++)
        if (pairs->keys[i] != 0)
            *pairs_slot(&larger, pairs->keys[i]) = pairs->keys[i];
    g_free(pairs->keys);
    *pairs = larger;
}

static uint64_t
pair_key(uint32_t a, uint32_t b)
{
    return ((uint64_t)a << 32 | b) + 1;
}

static bool
pairs_add(Pairs *pairs, uint64_t key)
{
    if (pairs->bits == 0 || pairs->n >= (UINT32_C(1) << pairs->bits) / 2)
        pairs_grow(pairs);
    uint64_t *slot = pairs_slot(pairs, key);

    if (*slot != 0)
        return false;
    *slot = key;
    pairs->n++;
    return true;
}

static void
pairs_reset(Pairs *pairs)
{
    if (pairs->n > 0)
        memset(pairs->keys, 0, sizeof *pairs->keys << pairs->bits);
    pairs->n = 0;
}

/* --- */

CtWorld *
ct_world_new(const CtInstances *instances)
{
    CtWorld *world = g_new0(CtWorld, 1);
    const CtModel *model = instances->model;

    world->instances = instances;
    bytes_init(&world->assets, instances->n_assets);
    bytes_init(&world->conduits, model->conduits.length);
    bytes_init(&world->rules, model->rules.length);
    bytes_init(&world->channels, model->channels.length);
    bytes_init(&world->credentials, model->credentials.length);
    bytes_init(&world->vulnerabilities, model->vulnerabilities.length);
    return world;
}

void
ct_world_free(CtWorld *world)
{
    if (world == NULL)
        return;
    bytes_clear(&world->assets);
    bytes_clear(&world->conduits);
    bytes_clear(&world->rules);
    bytes_clear(&world->channels);
    bytes_clear(&world->credentials);
    bytes_clear(&world->vulnerabilities);
    g_free(world->patched.keys);
    g_free(world);
}

void
ct_world_reset(CtWorld *world)
{
    bytes_reset(&world->assets);
    bytes_reset(&world->conduits);
    bytes_reset(&world->rules);
    bytes_reset(&world->channels);
    bytes_reset(&world->credentials);
    bytes_reset(&world->vulnerabilities);
    pairs_reset(&world->patched);
}

uint8_t
ct_world_asset(const CtWorld *world, uint32_t asset)
{
    return bytes_get(&world->assets, asset);
}

const CtInstances *
ct_world_instances(const CtWorld *world)
{
    return world->instances;
}

uint8_t
ct_world_conduit(const CtWorld *world, uint32_t conduit)
{
    return bytes_get(&world->conduits, conduit);
}

bool
ct_world_rule_is_blocked(const CtWorld *world, uint32_t rule)
{
    return bytes_get(&world->rules, rule) != 0;
}

bool
ct_world_is_revoked(const CtWorld *world, uint32_t channel)
{
    return bytes_get(&world->channels, channel) != 0;
}

bool
ct_world_is_rotated(const CtWorld *world, uint32_t credential)
{
    return bytes_get(&world->credentials, credential) != 0;
}

bool
ct_world_is_concealed(const CtWorld *world, uint32_t vulnerability)
{
    return bytes_get(&world->vulnerabilities, vulnerability) != 0;
}

bool
ct_world_is_patched(const CtWorld *world, uint32_t asset, uint32_t vulnerability)
{
    return world->patched.n > 0 &&
           *pairs_slot(&world->patched, pair_key(asset, vulnerability)) != 0;
}

bool
ct_world_set_asset(CtWorld *world, uint32_t asset, CtAssetCondition condition, bool on)
{
    return bytes_set(&world->assets, asset, (uint8_t)condition, on);
}

bool
ct_world_set_conduit(CtWorld *world, uint32_t conduit, CtConduitCondition condition, bool on)
{
    return bytes_set(&world->conduits, conduit, (uint8_t)condition, on);
}

bool
ct_world_set_rule(CtWorld *world, uint32_t rule, bool blocked)
{
    return bytes_set(&world->rules, rule, 1, blocked);
}

bool
ct_world_set_revoked(CtWorld *world, uint32_t channel, bool on)
{
    return bytes_set(&world->channels, channel, 1, on);
}

bool
ct_world_set_rotated(CtWorld *world, uint32_t credential)
{
    return bytes_set(&world->credentials, credential, 1, true);
}

bool
ct_world_set_concealed(CtWorld *world, uint32_t vulnerability, bool on)
{
    return bytes_set(&world->vulnerabilities, vulnerability, 1, on);
}

bool
ct_world_set_patched(CtWorld *world, uint32_t asset, uint32_t vulnerability)
{
    return pairs_add(&world->patched, pair_key(asset, vulnerability));
}
