/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small 0/1 programs that grow by rows: the only file that knows GLPK. Least cost over variables
 * that are 0 or 1, or anything between, subject to Σ coefficient × variable ≥ bound.
 */
#pragma once

#include "base/ids.h"

#include <glib.h>

typedef struct CtIlp CtIlp;

typedef enum CtIlpStatus {
    CT_ILP_OPTIMAL,
    CT_ILP_INFEASIBLE,
    CT_ILP_LIMIT, /* time or work ran out: a bound, and perhaps no solution */
} CtIlpStatus;

/* What is left to spend. Pivots (simplex iterations) are counted alike on every machine. */
typedef struct CtIlpBudget {
    uint64_t pivots;
    double seconds; /* wall time */
} CtIlpBudget;

CtIlp *ct_ilp_new(void);
void ct_ilp_free(CtIlp *ilp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtIlp, ct_ilp_free)

/* A new variable of @cost ≥ 0; returns its number, counted from 0. */
uint32_t ct_ilp_add_variable(CtIlp *ilp, double cost);

/* A new variable of @cost ≥ 0 that may be anything from 0 to 1. */
uint32_t ct_ilp_add_continuous(CtIlp *ilp, double cost);

/* From now on @variable costs @cost ≥ 0. */
void ct_ilp_set_cost(CtIlp *ilp, uint32_t variable, double cost);

/* How many variables there are. */
uint32_t ct_ilp_count(const CtIlp *ilp);

/* Variables and rows: what a pivot costs, about. */
uint64_t ct_ilp_size(const CtIlp *ilp);

/* From now on @variable is at least @low, 0 or 1. */
void ct_ilp_set_least(CtIlp *ilp, uint32_t variable, double low);

/* Σ coefficients[i] × variables[i] ≥ @bound over @n distinct variables. */
void ct_ilp_add_row(
    CtIlp *ilp, const uint32_t *variables, const double *coefficients, uint32_t n, double bound);

/*
 * Solves from scratch, for at most @seconds of wall time. *@ret_bound: no solution costs less.
 * @ret_values: one byte a variable, 0 or 1, written only when the status is CT_ILP_OPTIMAL.
 * Deterministic as long as the time suffices. Cost: exponential at worst.
 */
CtIlpStatus ct_ilp_solve(CtIlp *ilp, double seconds, double *ret_bound, uint8_t *ret_values);

/*
 * The same within *@work, which is what every machine counts alike: a node of the search costs 4096
 * and 256 passes over rows and variables. *@work goes down by what was spent; CT_ILP_LIMIT when
 * it is spent.
 */
CtIlpStatus ct_ilp_solve_counted(
    CtIlp *ilp, uint64_t *work, double seconds, double *ret_bound, uint8_t *ret_values);

/*
 * The same from where the last call ended, within @budget, from which what is spent is taken. A
 * program once begun is finished but for the pivots it is given, so little may be overdrawn.
 */
CtIlpStatus
ct_ilp_solve_within(CtIlp *ilp, CtIlpBudget *budget, double *ret_bound, uint8_t *ret_values);
