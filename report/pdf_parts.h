/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The chapters of the PDF, private to report/pdf*.c. Each writes nothing where there is nothing. */
#pragma once

#include "report/data.h"
#include "report/paper.h"

void ct_pdf_summary(CtPaper *paper, const CtReportData *data);
void ct_pdf_changes(CtPaper *paper, const CtReportData *data);
void ct_pdf_design(CtPaper *paper, const CtReportData *data);
void ct_pdf_paths(CtPaper *paper, const CtReportData *data);
void ct_pdf_zones(CtPaper *paper, const CtReportData *data);
void ct_pdf_failures(CtPaper *paper, const CtReportData *data);
void ct_pdf_figures(CtPaper *paper, const CtReportData *data);
void ct_pdf_simulation(CtPaper *paper, const CtReportData *data);
void ct_pdf_losses(CtPaper *paper, const CtReportData *data);
void ct_pdf_defence(CtPaper *paper, const CtReportData *data);
void ct_pdf_functions(CtPaper *paper, const CtReportData *data);
void ct_pdf_suppliers(CtPaper *paper, const CtReportData *data);
void ct_pdf_standards(CtPaper *paper, const CtReportData *data);
void ct_pdf_blast(CtPaper *paper, const CtReportData *data);
void ct_pdf_surface(CtPaper *paper, const CtReportData *data);
void ct_pdf_appendix(CtPaper *paper, const CtReportData *data);
