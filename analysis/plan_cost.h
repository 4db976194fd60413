/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All six costs of a plan, and of its attempts: what steps share (the draw of `works`, the time of
 * `prepare`) counts once. DESIGN 5, "Costs".
 */
#pragma once

#include "analysis/path.h"
#include "attacks/fixpoint.h"

/* Of one attempt, in the context of its plan. */
typedef struct CtAttemptCost {
    bool pays_prepare;   /* no earlier attempt of the plan has prepared this */
    bool draws_works;    /* no earlier attempt has drawn this */
    double effort_hours; /* prepare included only where it pays */
    double detection;    /* noise × sensors on the way and on the target, 0–1 */
} CtAttemptCost;

/*
 * Costs of @plan and, where @ret_attempts is given, of each of plan->steps (zero for those that
 * are no attempts), which has room for them. Cost: linear in the plan.
 */
void ct_plan_cost(const CtGraph *graph,
                  const CtPlan *plan,
                  CtPathCost *ret_cost,
                  CtAttemptCost *ret_attempts);

/*
 * The union of the sensors on the target of attempt @step and on the least watched way by which
 * what opens it holds, 0–1.
 */
double ct_plan_least_sensors(const CtGraph *graph, const CtFixpoint *fixpoint, uint32_t step);

/* The entity that @step binds last among variables of @kind; CT_NO_ID where none is bound. */
uint32_t ct_plan_last_bound(const CtGraph *graph, uint32_t step, CtEntityKind kind);

/* The entities that a `per` names for attempt @step; none: the step itself. */
typedef struct CtPlanScope {
    uint8_t kind[2]; /* CtEntityKind */
    uint32_t entity[2];
    uint32_t n;
} CtPlanScope;

CtPlanScope ct_plan_scope(const CtGraph *graph, uint32_t step, CtPer per);

/*
 * What the draw (@purpose 0) or the preparation (1) of attempt @step is keyed by: attempts with
 * equal keys share it. Unref it.
 */
GBytes *ct_plan_scope_key(const CtGraph *graph, uint32_t step, CtPer per, uint32_t purpose);

/* The asset instance that @step, an attempt or outcome, is done to; CT_NO_ID where it is none. */
uint32_t ct_plan_target_asset(const CtGraph *graph, uint32_t step);

/* What binds the variables of @step, an attempt or outcome; NULL where nothing is recorded. */
const uint32_t *ct_plan_bindings(const CtGraph *graph, uint32_t step, uint32_t *ret_n);

/*
 * The reach node through which @fact, an opener, comes in @plan: a service group's; CT_NO_ID where
 * it does not come over the network.
 */
uint32_t ct_plan_group_node(const CtGraph *graph, const CtPlan *plan, CtFactId fact);
