/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report that goes to the board as a PDF of A4 sheets: what the HTML page says, set for paper.
 */
#pragma once

#include "report/data.h"

#include "base/out.h"

/* Error: CT_RENDER_ERROR. Cost: linear in what is written. */
bool ct_report_pdf(CtOut *out, const CtReportData *data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
