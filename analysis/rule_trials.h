/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is left of an attack without some conduit rules, found by building everything again without
 * them. The attack graph alone does not know: of two doors to a service it keeps only what no other
 * betters, and of two rules that let the same packet pass it names one (docs/decisions/0014).
 */
#pragma once

#include "analysis/elements.h"
#include "analysis/measure_cuts.h"
#include "analysis/pipeline.h"

typedef struct CtRuleTrials CtRuleTrials;

/* Of @twin, loaded to CT_TWIN_RULES, which must outlive the trials; at most @most trials and @work
 * steps, facts and assets of what they build. */
CtRuleTrials *ct_rule_trials_new(const CtTwin *twin, uint32_t most, uint64_t work);
void ct_rule_trials_free(CtRuleTrials *trials);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRuleTrials, ct_rule_trials_free)

/*
 * Whether goal @goal of attacker @attacker is reached without @rules, rising. If it is, the rules
 * of a way that is left are appended to @ret_way (may be NULL): while all of them stand, so does
 * that way.
 */
CtTrial ct_rule_trial(
    CtRuleTrials *trials, const CtIds *rules, uint32_t attacker, uint32_t goal, CtIds *ret_way);
