/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One technique over a small home of cameras and recorders, and the guard that is asked about it.
 */
#pragma once

#include "attacks/guard.h"
#include "tests/support/loaded.h"

typedef struct CtGuarded {
    CtLoaded loaded;
    CtLibrary *rules;
    CtGuard *guard;
} CtGuarded;

extern const char ct_guarded_topology[];
extern const CtAttackerTraits ct_guarded_expert;

/* A technique of @fields, with everything that they do not say filled in. Fails the test where that
 * is none. */
void ct_guarded_init(CtGuarded *guarded, const char *fields, const CtAttackerTraits *traits);
void ct_guarded_clear(CtGuarded *guarded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtGuarded, ct_guarded_clear)

/* The entity that @fact ("reach:nvr.ssh") speaks of. */
uint32_t ct_guarded_entity(const CtGuarded *guarded, const char *fact);

/*
 * The verdict for variables bound to the entities of the facts @first and @second (NULL: one
 * variable); fails the test where there is none. Everything asked so far must be answered the same
 * way again.
 */
const CtVerdict *ct_guarded_judge(CtGuarded *guarded,
                                  const char *first,
                                  const char *second,
                                  const CtSignature *signature);

/* How many questions it takes to judge a binding. */
uint32_t ct_guarded_questions(CtGuarded *guarded,
                              const char *first,
                              const char *second,
                              const CtSignature *signature);
