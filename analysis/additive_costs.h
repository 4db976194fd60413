/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the attempts of a slice cost where costs add up: steps, hours, and minus the logarithms of
 * probability and stealth. A prepare, and a draw of `works`, is paid once by all that share it.
 */
#pragma once

#include "analysis/additive.h"
#include "analysis/findings.h"

typedef struct CtSumCosts {
    CtAdditiveCosts costs; /* its arrays are owned here */
} CtSumCosts;

/* @cost: STEPS, EFFORT, PROBABILITY or STEALTH. What is impossible costs CT_SUM_IMPOSSIBLE. */
CtSumCosts *ct_sum_costs_new(const CtGraph *graph,
                             const CtFixpoint *fixpoint,
                             const CtSlice *slice,
                             CtCost cost);
void ct_sum_costs_free(CtSumCosts *costs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSumCosts, ct_sum_costs_free)

#define CT_SUM_IMPOSSIBLE 1000.0 /* −ln of a chance that no double holds */
