/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A generated model, an attacker drawn from its seed, the attack graph and its fixpoint; and the
 * comparison with the attack computed the slow and obvious way.
 */
#pragma once

#include "attacks/fixpoint.h"
#include "attacks/ground.h"
#include "tests/support/loaded.h"

typedef struct CtSolved {
    CtLoaded loaded;
    CtAttackerTraits traits;
    CtLibrary *library;
    CtGuard *guard;
    CtGraph *graph;
    CtFixpoint *fixpoint;
    GArray *entries; /* CtFact */
} CtSolved;

/* False with @ret_why (g_free()) if @text does not load. @library outlives it. */
bool ct_solved_init(
    CtSolved *solved, CtLibrary *library, const char *text, uint64_t seed, char **ret_why);
void ct_solved_clear(CtSolved *solved);

/* The first fact on which the naive attack differs; NULL if there is none. Free with g_free(). */
char *ct_solved_difference(CtSolved *solved);
