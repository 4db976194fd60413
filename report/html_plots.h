/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small drawings within the page, inline SVG in the page's own colours. Private to report/html*.c.
 */
#pragma once

#include "report/html_parts.h"

/*
 * When a goal was reached: bars for how many courses reached it in each stretch of time, a line
 * for the share that had by then, with its interval, and half of all marked where it is known.
 * What is above the line is the survival curve.
 */
void ct_html_plot_times(const CtHtml *html,
                        const CtStatistics *statistics,
                        const CtGoalStatistics *goal);

/* How many courses cost more than how much: the loss exceedance curve; where 19 of 20 end. */
void ct_html_plot_costs(const CtHtml *html, const CtLossSummary *losses);

/* Which functions the cost comes from: a bar each, with its interval; the dearest first. */
void ct_html_plot_shares(const CtHtml *html, const CtLossSummary *losses);

/* A bar of @share, 0–1, for a cell of a table; hidden from those who read aloud. */
void ct_html_plot_bar(const CtHtml *html, double share);
