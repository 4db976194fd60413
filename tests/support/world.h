/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A topology from text to its solved attack graph, with rules and flaws taken out of the model
 * before anything is derived from it: what "without it" means, done the plain way.
 */
#pragma once

#include "attacks/fixpoint.h"
#include "attacks/ground.h"

typedef struct CtTestWorld {
    CtDiag *diag;
    CtModel *model;
    CtClasses *classes;
    CtInstances *instances;
    CtReach *reach;
    CtGuard *guard;
    CtGraph *graph;
    CtFixpoint *fixpoint;
    CtIds original; /* rule → what it was before any was taken out */
    CtFactId entry; /* located on the first network */
} CtTestWorld;

/* @rules and @flaws: rows to take out, rising; may be NULL. False where it does not load. */
bool ct_test_world_init(CtTestWorld *world,
                        CtLibrary *library,
                        const CtAttackerTraits *traits,
                        const char *text,
                        const CtIds *rules,
                        const CtIds *flaws);
void ct_test_world_clear(CtTestWorld *world);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtTestWorld, ct_test_world_clear)

bool ct_test_world_has(const CtTestWorld *world, CtFact fact);
