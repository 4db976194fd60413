/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several reports say of what is lost, in the same words; private to report/. */
#pragma once

#include "sim/loss_statistics.h"

/* CtLossStatistics of @kind ("function", "requirement"), lost most often first, else in the order
 * of the file. Borrowed from @summary; free with g_ptr_array_unref(). */
GPtrArray *ct_loss_rows(const CtLossSummary *summary, const char *kind);

/* Of those rows, how many were lost at all: the first ones. */
guint ct_loss_count_lost(const GPtrArray *rows);

/* "Never lost in any course: a, b and 3 more."; NULL for none. Free with g_free(). */
char *ct_loss_never_text(const GPtrArray *rows, const char *lost);

/* Each free with g_free(); "–" for none. */
char *ct_loss_amount_text(CtEstimate amount);           /* "959k (952k–966k)" */
char *ct_loss_duration_text(CtEstimate mean_ms);        /* "2h 38m (2h 30m–2h 46m)" */
char *ct_loss_number_text(CtEstimate mean);             /* "12.4 (11.9–12.9)" */
char *ct_loss_first_text(const CtLossStatistics *loss); /* "6d 19h (6d 2h–7d)", given a loss */

/* What a course costs and how much service is left, in a sentence or two; that a course ends with
 * its last goal, where that cuts them off; NULL for nothing to say. Free with g_free(). */
char *ct_loss_sums_text(const CtLossSummary *summary);
