/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of the tables, private to report/csv*.c; the columns stand in report/csv.c. */
#pragma once

#include "report/data.h"

#include "base/csv_out.h"

typedef struct CtCsvReport {
    CtCsv *csv;
    const CtReportData *data;
} CtCsvReport;

/* Three cells: file, line, column; empty for nowhere. */
void ct_csv_put_place(const CtCsvReport *report, CtPos pos);

/* One cell: texts parted by blanks. */
void ct_csv_put_list(const CtCsvReport *report, const char *const *texts);

/* Three cells: value, low, high. */
void ct_csv_put_estimate(const CtCsvReport *report, CtEstimate estimate);

/* Three cells, likewise. */
void ct_csv_put_quantile(const CtCsvReport *report, CtTimeQuantile quantile);

/* One cell, empty for a time past the horizon. */
void ct_csv_put_time(const CtCsvReport *report, int64_t ms);

void ct_csv_put_goals(const CtCsvReport *report);
void ct_csv_put_paths(const CtCsvReport *report);
void ct_csv_put_steps(const CtCsvReport *report);
void ct_csv_put_reasons(const CtCsvReport *report);
void ct_csv_put_near_misses(const CtCsvReport *report);

/* "", "accepted" or "expired", of a CtSegWaiver; static. */
const char *ct_csv_waiver_text(uint8_t waiver);

void ct_csv_put_zones(const CtCsvReport *report);
void ct_csv_put_failures(const CtCsvReport *report);
void ct_csv_put_changes(const CtCsvReport *report);
void ct_csv_put_cuts(const CtCsvReport *report);
void ct_csv_put_blast(const CtCsvReport *report);
void ct_csv_put_surface(const CtCsvReport *report);

void ct_csv_put_figures(const CtCsvReport *report);
void ct_csv_put_simulation(const CtCsvReport *report);
void ct_csv_put_curves(const CtCsvReport *report);
void ct_csv_put_places(const CtCsvReport *report);
void ct_csv_put_techniques(const CtCsvReport *report);
void ct_csv_put_losses(const CtCsvReport *report);
void ct_csv_put_costs(const CtCsvReport *report);
void ct_csv_put_defence(const CtCsvReport *report);
void ct_csv_put_workload(const CtCsvReport *report);
void ct_csv_put_requirements(const CtCsvReport *report);
void ct_csv_put_inputs(const CtCsvReport *report);
