/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The part of an attack graph that bears on a goal: facts that hold and from which it can be
 * derived, and the steps between them, renumbered densely. On it, "what follows from these
 * attempts" is answered again and again, attempt by attempt, with steps back.
 */
#pragma once

#include "attacks/fixpoint.h"

#include "base/span.h"

typedef struct CtSlice {
    uint32_t n_facts; /* local; the goal is fact 0 */
    uint32_t n_steps; /* local, attempts first, then the free ones */
    uint32_t n_attempts;
    uint32_t *fact; /* local fact → fact of the graph; CT_NO_ID for the goal */
    uint32_t *step; /* local step → step of the graph; CT_NO_ID for the goal's own */
    uint32_t *gain; /* local step → local fact */
    uint32_t *need; /* local step → how many of its premises */
    CtCsr premises; /* local step → local facts */
    CtCsr uses;     /* local fact → local steps */
    CtIds entries;  /* local facts that hold from the start */
} CtSlice;

/*
 * @goals: the goal is at least @need of them. @fixpoint: of the graph from @entries. NULL when the
 * goal does not hold there. Cost: the slice, and a bit per fact.
 */
CtSlice *ct_slice_new(const CtGraph *graph,
                      const CtFixpoint *fixpoint,
                      const CtFactId *entries,
                      size_t n_entries,
                      const CtFactId *goals,
                      uint32_t n_goals,
                      uint32_t need);
void ct_slice_free(CtSlice *slice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSlice, ct_slice_free)

/* What follows from the entries and a growing set of attempts. */
typedef struct CtProgress {
    const CtSlice *slice;
    uint8_t *holds;    /* per fact */
    uint32_t *missing; /* per step: premises still needed; an attempt not taken counts one more */
    CtIds facts;       /* in the order in which they came to hold */
    CtIds taken;       /* attempts */
    CtIds trail;       /* steps whose count went down, to be undone */
} CtProgress;

/* A place to come back to. */
typedef struct CtProgressMark {
    uint32_t facts, taken, trail;
} CtProgressMark;

CtProgress *ct_progress_new(const CtSlice *slice); /* nothing taken */
void ct_progress_free(CtProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtProgress, ct_progress_free)

/* Takes an attempt, and everything that follows. Cost: what follows. */
void ct_progress_take(CtProgress *progress, uint32_t attempt);

CtProgressMark ct_progress_mark(const CtProgress *progress);
void ct_progress_back(CtProgress *progress, CtProgressMark mark);

static inline bool
ct_progress_has_goal(const CtProgress *progress)
{
    return progress->holds[0] != 0;
}
