/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Disclosure and patches by the topology: a flaw with `disclosed_after` is unknown until then; its
 * patch is there `patch_after` later (the flaw's own, else the product's, else its supplier's), and
 * an asset takes it `rollout` after that, at the next moment of its `maintenance`. Nothing of this
 * bears on the twin at rest, where what is ever known is known. docs/decisions/0049 says why.
 */
#pragma once

#include "sim/actions.h"

/* Something that happens at a time to a vulnerability; of PATCH on every instance of an asset. */
typedef struct CtPatchTurn {
    int64_t time;
    CtActionKind kind; /* DISCLOSE, PATCH */
    CtId vulnerability;
    CtId asset; /* row; CT_NO_ID of DISCLOSE */
} CtPatchTurn;

/* By time, then kind, vulnerability, asset: CtPatchTurn, none before or at 0 but patches at 0.
 * g_array_unref(). Cost: linear in asset rows and their flaws. */
GArray *ct_patch_turns(const CtInstances *instances);

/* Lets what @turns says (taken over) happen in every replication of @sim, whose courses were
 * compiled over @instances for things that end. @instances outlives it. */
void ct_patches_join(CtSim *sim, const CtInstances *instances, GArray *turns);
