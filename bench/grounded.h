/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A topology from its text to the solved attack graph, with the library and an attacker of default
 * traits.
 */
#pragma once

#include "attacks/fixpoint.h"
#include "attacks/ground.h"
#include "base/text_table.h"
#include "bench/fleet.h"
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

/* Likewise, of a fleet of @size assets, a number as written, and entered as the family says. */
bool ct_grounded_init_fleet(CtGrounded *grounded,
                            CtFleetFamily family,
                            const char *size,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds what is measured of a fleet to @table. */
typedef bool (*CtGroundedBench)(CtTextTable *table,
                                CtFleetFamily family,
                                const char *size,
                                GError **error);

/* main() of a benchmark over all families at the sizes that are its operands, else at 1 000, 10 000
 * and 100 000: prints the machine and a table with @headers, the second and fourth of numbers. */
int ct_grounded_main(
    int argc, char **argv, const char *program, const char *const *headers, CtGroundedBench bench);
