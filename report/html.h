/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The report that goes to the board: one HTML file without scripts that needs nothing else, on
 * screens and on A4 paper. First what a board has to know, then what an architect has to do.
 */
#pragma once

#include "report/data.h"

#include "base/out.h"

/* Cost: linear in what is written. */
void ct_report_html(CtOut *out, const CtReportData *data);
