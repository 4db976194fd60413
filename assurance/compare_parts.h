/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of a comparison. Private to assurance/compare*.c. */
#pragma once

#include "assurance/compare.h"

#include "analysis/store.h"

/* One text and how many instances it stands for. */
typedef struct CtFactCount {
    const char *text;
    uint64_t count;
} CtFactCount;

/* By text; CtFactCount. Sorted once. */
const GArray *ct_held_facts_sorted(CtHeldFacts *facts);

/* Facts whose count differs, by text. */
void ct_compare_facts(CtComparison *comparison, CtHeldFacts *before, CtHeldFacts *after);

/* Requirements of standards that both know, whose verdicts differ; NULL: nothing was assessed. */
void
ct_compare_verdicts(CtComparison *comparison, const CtAssurance *before, const CtAssurance *after);

/*
 * Whether replications of both can be paired; NULL, or why not (static), where both were simulated.
 */
bool
ct_goal_times_pair(const CtCompareSide *before, const CtCompareSide *after, const char **ret_why);

/* Differences B − A for goal @a of the one and @b of the other, by their numbers in the runs. */
CtEstimate
ct_goal_times_success(const CtGoalTimes *before, uint32_t a, const CtGoalTimes *after, uint32_t b);
CtEstimate ct_goal_times_mean_days(const CtGoalTimes *before,
                                   uint32_t a,
                                   const CtGoalTimes *after,
                                   uint32_t b,
                                   int64_t horizon_ms);
