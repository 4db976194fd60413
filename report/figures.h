/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Estimates as people read them, the same in every report; each free with g_free(). */
#pragma once

#include "base/stats.h"

/* Three digits, and never a power of ten where people count: "0.0123", "4.56", "2920"; "–" for
 * none. */
char *ct_figure_number(double number);

/* Money and other large amounts: "950", "12.3k", "4.56M", "1.2bn"; "–" for none. */
char *ct_figure_amount(double amount);

/* "93%", "0.4%", "–" for none: enough digits to tell rare from never. */
char *ct_figure_share(double share);

/* "31d (29d–33d)", of texts; the value alone where its bounds read like it: what the digits shown
 * cannot tell apart is not told thrice. */
char *ct_figure_between(const char *value, const char *low, const char *high);

/* "93% (91–95)"; "97.8%" where its bounds read alike. */
char *ct_figure_estimate(CtEstimate share);

/* Whole days where it takes days: a mean of a thousand courses is no timetable. */
char *ct_figure_time(int64_t ms);

/* How much later: "+2d 14h", "-291d"; "0" under a second; "" for none. */
char *ct_figure_later(double ms);

/* "31d (29d–33d)", or "31d"; "> 1y" past the horizon. */
char *ct_figure_quantile(CtTimeQuantile quantile, int64_t horizon_ms);
