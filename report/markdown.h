/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report in short, as Markdown: what fits a comment on a change, and what a reviewer asks. */
#pragma once

#include "report/data.h"

#include "base/out.h"

void ct_report_markdown(CtOut *out, const CtReportData *data);
