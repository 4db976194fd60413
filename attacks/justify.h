/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the fixpoint rests on: the steps by which a fact came to hold, and for a fact that does not
 * hold, a set of facts that shuts it out.
 */
#pragma once

#include "attacks/fixpoint.h"

/*
 * Steps that derive @fact, which holds: each once, premises before use; none for an entry. Appended
 * to @ret_steps. Cost: the derivation, times its logarithm.
 */
void ct_justify(const CtGraph *graph, const CtFixpoint *fixpoint, CtFactId fact, CtIds *ret_steps);

/* The premises that @step, which fired, was counted on: all, or of a threshold the first `need`. */
void ct_justify_premises(const CtGraph *graph,
                         const CtFixpoint *fixpoint,
                         uint32_t step,
                         CtIds *ret_facts);

/*
 * A set of facts, sorted, that holds @fact and no entry, such that every step that gains a member
 * lacks so many members that it cannot fire. It is kept small: of a step's premises that do not
 * hold only as many are taken as it takes, those that least can be gained first. @fact must not
 * hold. Cost: steps that gain members, times their premises.
 */
void ct_justify_absence(const CtGraph *graph,
                        const CtFixpoint *fixpoint,
                        CtFactId fact,
                        CtIds *ret_facts);
