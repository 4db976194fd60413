/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A topology from its text to the solved attack graph, with the library and an attacker of default
 * traits.
 */
#pragma once

#include "attacks/fixpoint.h"
#include "attacks/ground.h"
#include "topology/load.h"

typedef struct CtGrounded {
    CtDiag *diag;
    CtSource *source;
    CtModel *model;
    CtClasses *classes;
    CtInstances *instances;
    CtReach *reach;
    CtLibrary *library;
    CtGuard *guard;
    CtGraph *graph;
    CtFixpoint *fixpoint;
    CtFactId entry;
} CtGrounded;

/* @entry is a fact's text. Call ct_grounded_clear() whether or not it succeeds. */
bool ct_grounded_init(CtGrounded *grounded, const char *yaml, const char *entry, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void ct_grounded_clear(CtGrounded *grounded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtGrounded, ct_grounded_clear)
