/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What follows in up to 64 worlds at once: a fact carries a word with a bit for each world in which
 * it holds, a step ANDs the words of its premises (or counts them, where some suffice), a fact ORs
 * the words of its steps, until nothing changes. Worlds differ in their entries (blast radius) or
 * in the steps that are taken away from them (choke points).
 */
#pragma once

#include "analysis/slice.h"

enum { CT_N_WORLDS = 64 };

typedef struct CtClosure CtClosure;

/* Room for closures over @graph, to be used again and again. About 17 bytes a fact, and a
 * walk along all steps. */
CtClosure *ct_closure_new(const CtGraph *graph);
/* The same over @slice, whose facts and steps it then speaks of. */
CtClosure *ct_closure_new_slice(const CtSlice *slice);
void ct_closure_free(CtClosure *closure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtClosure, ct_closure_free)

/* Forgets everything: no fact holds anywhere. Cost: facts. */
void ct_closure_clear(CtClosure *closure);

/* @fact holds in @worlds from the start. */
void ct_closure_enter(CtClosure *closure, CtFactId fact, uint64_t worlds);

/*
 * Everything that follows. @available: per step the worlds in which it can be taken; NULL: all in
 * all. Steps without premises are taken in @axioms_in.
 * Cost: each step is looked at once for each change of a premise's word, at most 64 times; in
 * practice a few.
 */
void ct_closure_run(CtClosure *closure, const uint64_t *available, uint64_t axioms_in);

/* The worlds in which @fact holds. */
uint64_t ct_closure_worlds(const CtClosure *closure, CtFactId fact);
