/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The first page in words: one verdict, and the few findings that carry it, of different kinds, so
 * that a board sees the attack, the boundary and the obligation side by side. Nothing is weighed
 * into a score.
 */
#pragma once

#include "report/data.h"

typedef struct CtOverall {
    CtAnswer is_bad; /* YES: something is; UNKNOWN: a part could not be decided */
    char *text;      /* "2 of 4 goals can be reached, 1 target is missed"; owned */
} CtOverall;

void ct_report_overall(const CtReportData *data, CtOverall *ret_overall);
void ct_report_overall_clear(CtOverall *verdict);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtOverall, ct_report_overall_clear)

typedef struct CtMainFinding {
    char *title, *why;
} CtMainFinding;

/*
 * At most @most, each of another kind, in this order: the goal that is reached most often, the
 * gravest failure of the segmentation, targets that are missed, standards that fail, what falls
 * with one thing alone, functions lost. Free with g_ptr_array_unref().
 */
GPtrArray *ct_main_findings_new(const CtReportData *data, uint32_t most);
