/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the measures of a topology do, found by doing it: the package is loaded again with their
 * settings applied, in file order after those of --set, and the attack graph is built and solved
 * for every attacker. Each set of measures is tried once, for all goals.
 */
#pragma once

#include "analysis/measure_cuts.h"
#include "analysis/pipeline.h"

typedef struct CtMeasureTrials CtMeasureTrials;

/*
 * Of @twin, loaded to CT_TWIN_RULES, which must outlive the trials. At most @most trials and @work
 * steps, facts and assets of what they build, together.
 */
CtMeasureTrials *ct_measure_trials_new(const CtTwin *twin, uint32_t most, uint64_t work);
void ct_measure_trials_free(CtMeasureTrials *trials);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtMeasureTrials, ct_measure_trials_free)

uint32_t ct_measure_trials_count(const CtMeasureTrials *trials); /* done so far */

/* Whether goal @goal of attacker @attacker is reached with @applied: a byte for each measure. */
CtTrial
ct_measure_trial(CtMeasureTrials *trials, const uint8_t *applied, uint32_t attacker, uint32_t goal);

/*
 * Why measure @measure cannot be applied even by itself, as the first error of loading says; NULL
 * if it can, or was not tried. Borrowed.
 */
const char *ct_measure_trial_problem(const CtMeasureTrials *trials, uint32_t measure);

/* Whether @fixpoint has @goal. */
bool ct_goal_is_reached(const CtGraph *graph, const CtFixpoint *fixpoint, const CtGoal *goal);
