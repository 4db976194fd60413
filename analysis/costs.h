/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an attempt costs, per template of an attack graph: equal steps share it. DESIGN 5, "Costs".
 */
#pragma once

#include "attacks/graph.h"

/*
 * Milliseconds of one attempt given success: mean of preparing plus mean of doing it, at least 1;
 * saturated below CT_KNUTH_NEVER where a mean does not exist. One a template; g_free().
 */
int64_t *ct_costs_time(const CtGraph *graph);

/* The skill (CtSkill) of each template. g_free(). */
int64_t *ct_costs_skill(const CtGraph *graph);

/* 1 for templates of skill at most @most, CT_KNUTH_NEVER for the others. g_free(). */
int64_t *ct_costs_step(const CtGraph *graph, int64_t most_skill);

/* Milliseconds of a duration's mean, at least 0, saturated. */
int64_t ct_costs_mean_ms(const CtDist *dist);
