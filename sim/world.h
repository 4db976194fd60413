/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The world in the course of one replication: what is off, blocked, revoked, mended, whoever did
 * it. One for all attackers; what each of them has is his own state. Changed by sim/actions.h
 * alone.
 */
#pragma once

#include "topology/instances.h"

typedef enum CtAssetCondition {
    CT_ASSET_ISOLATED = 1 << 0,
    CT_ASSET_DOWN = 1 << 1, /* being restored */
    CT_ASSET_HALTED = 1 << 2,
    CT_ASSET_ABSENT = 1 << 3,      /* it has not joined yet */
    CT_ASSET_QUARANTINED = 1 << 4, /* it runs, on no network */
    CT_ASSET_REFUSED = 1 << 5,     /* likewise, until somebody admits it */
} CtAssetCondition;

typedef enum CtConduitCondition {
    CT_CONDUIT_BLOCKED = 1 << 0,
    CT_CONDUIT_CLOSED = 1 << 1, /* outside its window */
} CtConduitCondition;

typedef struct CtWorld CtWorld;

CtWorld *ct_world_new(const CtInstances *instances);
void ct_world_free(CtWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWorld, ct_world_free)

/* Everything as the topology has it. Cost: what was changed since the last call. */
void ct_world_reset(CtWorld *world);

/* --- reading --- */

const CtInstances *ct_world_instances(const CtWorld *world);

uint8_t ct_world_asset(const CtWorld *world, uint32_t asset); /* CtAssetCondition; 0: all well */
uint8_t ct_world_conduit(const CtWorld *world, uint32_t conduit); /* CtConduitCondition */
bool ct_world_rule_is_blocked(const CtWorld *world, uint32_t rule);
bool ct_world_is_revoked(const CtWorld *world, uint32_t channel);
bool ct_world_is_rotated(const CtWorld *world, uint32_t credential);
bool ct_world_is_concealed(const CtWorld *world, uint32_t vulnerability);
bool ct_world_is_patched(const CtWorld *world, uint32_t asset, uint32_t vulnerability);

/* --- changing: each returns whether it was a change --- */

bool ct_world_set_asset(CtWorld *world, uint32_t asset, CtAssetCondition condition, bool on);
bool ct_world_set_conduit(CtWorld *world, uint32_t conduit, CtConduitCondition condition, bool on);
bool ct_world_set_rule(CtWorld *world, uint32_t rule, bool blocked);
bool ct_world_set_revoked(CtWorld *world, uint32_t channel, bool on);
bool ct_world_set_rotated(CtWorld *world, uint32_t credential); /* the first time */
bool ct_world_set_concealed(CtWorld *world, uint32_t vulnerability, bool on);
bool ct_world_set_patched(CtWorld *world, uint32_t asset, uint32_t vulnerability);
