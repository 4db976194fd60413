/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `goals`: what requirements mean for an attacker, as text and as JSON. */
#pragma once

#include "analysis/goals.h"
#include "report/text.h"

/* What one attacker of the twin can violate. */
typedef struct CtAttackerGoals {
    uint32_t attacker; /* index in twin->attackers */
    GPtrArray *goals;  /* CtRequirementGoal; owned */
} CtAttackerGoals;

/* @attackers: of CtAttackerGoals. With options->all every name, else the first of long lists. */
void ct_report_goals_text(CtOut *out,
                          const CtTwin *twin,
                          const GArray *attackers,
                          const CtTextOptions *options);
void ct_report_goals_json(CtOut *out, const CtTwin *twin, const GArray *attackers);
