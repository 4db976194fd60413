/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The findings as tables for a spreadsheet or a data frame, one file each. Times are milliseconds,
 * chances 0 to 1; what is not known is empty. */
#pragma once

#include "report/data.h"

#include "base/out.h"

/* Names of the tables, NULL-terminated: "goals", "steps" …; static. */
extern const char *const ct_report_csv_tables[];

/* @table: one of them. Cost: linear in what is written. */
void ct_report_csv(CtOut *out, const CtReportData *data, const char *table);
