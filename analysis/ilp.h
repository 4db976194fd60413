/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small 0/1 programs that grow by rows: the only file that knows GLPK. Least cost over binary
 * variables, subject to Σ coefficient × variable ≥ bound.
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

CtIlp *ct_ilp_new(void);
void ct_ilp_free(CtIlp *ilp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtIlp, ct_ilp_free)

/* A new variable of @cost ≥ 0; returns its number, counted from 0. */
uint32_t ct_ilp_add_variable(CtIlp *ilp, double cost);

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
 * The same within *@work, which is what every machine counts alike: a node of the search costs
 * rows + variables. *@work goes down by what was spent; CT_ILP_LIMIT when it is spent.
 */
CtIlpStatus ct_ilp_solve_counted(
    CtIlp *ilp, uint64_t *work, double seconds, double *ret_bound, uint8_t *ret_values);
