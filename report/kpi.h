/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Key figures of a design, for a person and for a program. */
#pragma once

#include "assurance/kpi.h"
#include "base/json_out.h"
#include "report/text.h"

/* A value with its unit as people read it: "34%", "12d 4h", "3 paths"; g_free(). */
char *ct_kpi_value_text(const CtKpiInfo *info, double value);

/* "34% (31–37%)": with what sampling or a limit leaves open; g_free(). */
char *ct_kpi_estimate_text(const CtKpi *kpi);

/* "at most 5%", "at least 30d"; g_free(). */
char *ct_kpi_target_text(const CtKpi *kpi);

/* The whole answer of `kpi`. Cost: linear in what is written. */
void ct_report_kpis_text(CtOut *out,
                         const CtDossier *dossier,
                         const CtKpis *kpis,
                         const CtTextOptions *options);
void ct_report_kpis_json(CtOut *out, const CtDossier *dossier, const CtKpis *kpis);

/* The section of `run`: figures with a target, and a few that say most. */
void ct_report_kpis_summary(CtOut *out, const CtKpis *kpis, const CtTextOptions *options);

/* @kpis may be NULL. The key `kpis` of a JSON result, within its object. */
void ct_report_kpis_json_part(CtJson *json, const CtKpis *kpis);
