/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words in which two designs are compared, the same in every format; private to report/. */
#pragma once

#include "assurance/compare.h"

/* Where it got worse and where better, as one list each: "1 goal newly reachable, 2 figures worse";
 * empty where nothing did; g_free(). */
char *ct_diff_worse_text(const CtComparison *comparison);
char *ct_diff_better_text(const CtComparison *comparison);

/* "reachable", "not asked" of a goal that the side does not have; static. */
const char *ct_diff_answer_text(const CtGoalFinding *goal);

/* "−12.0% (−14.1 to −10.2)", in points; empty for none; g_free(). */
char *ct_diff_points_text(CtEstimate difference);

/* Whether a figure is worth a line: it moved, its target fell or was met, or it got unknown. */
bool ct_diff_has_moved(const CtKpiChange *change);

/* The value of a figure on one side: "–" where it has none; g_free(). */
char *ct_diff_value_text(const CtKpi *kpi);

/* "worse, target missed"; g_free(). */
char *ct_diff_figure_text(const CtKpiChange *change);
