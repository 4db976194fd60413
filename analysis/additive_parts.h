/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of solving for sums, private to analysis/additive*.c. */
#pragma once

#include "analysis/additive.h"
#include "analysis/ilp.h"

/* Added to each attempt's cost: a thousand attempts weigh less than the least difference shown. */
#define CT_ADDITIVE_TIE 1e-7

/* A minimal set that was met and is not given out. */
typedef struct CtAdditiveMet {
    CtIds attempts; /* rising */
    double cost;    /* ties' worth included */
    bool is_explored;
} CtAdditiveMet;

typedef struct CtAdditiveSolver {
    const CtAdditiveProblem *problem;
    const CtSlice *slice;
    const CtAdditiveCosts *costs;
    CtIlp *ilp; /* variables: attempts, shared items, then facts and steps as the master needs */
    uint32_t *fact_variable; /* per fact; CT_NO_ID for what holds from the start */
    uint32_t *cheap_first;   /* attempts by cost, items included, then number */
    uint32_t *rank;          /* attempt → place in cheap_first */
    GArray *found;           /* CtIds: sets that are excluded */
    GArray *pool;            /* CtAdditiveMet, distinct */
    GHashTable *kinds;       /* GBytes: sorted labels of what was given out; asked, never walked */
    uint64_t work;           /* left */
    gint64 deadline;         /* monotonic microseconds */
} CtAdditiveSolver;

static inline double
ct_additive_own(const CtAdditiveSolver *solver, uint32_t attempt)
{
    return solver->costs->own[attempt] + CT_ADDITIVE_TIE;
}

/* Fills solver->ilp and solver->fact_variable. */
void ct_additive_master(CtAdditiveSolver *solver);

/* Fills solver->cheap_first and solver->rank. */
void ct_additive_rank(CtAdditiveSolver *solver);

/* Σ over @attempts, each shared item once, ties' worth included. */
double ct_additive_cost(const CtAdditiveSolver *solver, const CtIds *attempts);

/* Whether the goal follows from @set without its attempt at @without (CT_NO_ID: with all). */
bool ct_additive_reaches(const CtAdditiveSolver *solver, const CtIds *set, uint32_t without);

/* No answer contains all of @set, which is copied. */
void ct_additive_exclude(CtAdditiveSolver *solver, const CtIds *set);

/*
 * Rows against the program's answer @values (a byte a variable; NULL: nothing) where the goal does
 * not follow from its attempts, and a minimal set from which it does, into the pool.
 */
void ct_additive_learn(CtAdditiveSolver *solver, const uint8_t *values);

/*
 * Puts into the pool, for each attempt of the set at @met, the set that comes of replacing it
 * greedily: of many sets that cost the same, most are met here without asking the program.
 */
void ct_additive_neighbours(CtAdditiveSolver *solver, guint met);

/*
 * Makes @set, minimal, the one that stands for all that differ from it in swaps (problem->groups):
 * in every group the blocks with more of the first attempts come first.
 */
void ct_additive_canonise(const CtAdditiveSolver *solver, CtIds *set);
