/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The KPIs of a package given as texts, for tests: a topology, who attacks, and rules of its own.
 */
#pragma once

#include "assurance/kpi.h"
#include "assurance/kpi_own.h"
#include "assurance/kpi_profile.h"

typedef struct CtAssessed {
    CtTwinStored stored;
    CtTwin *twin;
    CtDossier *dossier;
    CtStatistics *statistics; /* NULL: none */
    CtKpis *kpis;
} CtAssessed;

/*
 * @topology goes without "cybertwin: 1". @rules: technique files that replace the library; NULL:
 * the library. @n: replications to simulate.
 */
void ct_assessed_init(CtAssessed *assessed,
                      const char *topology,
                      const char *scenario,
                      const char *rules,
                      uint64_t n);
void ct_assessed_clear(CtAssessed *assessed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtAssessed, ct_assessed_clear)

/* NaN where there is none; a KPI that does not exist fails the test. */
double ct_assessed_value(const CtAssessed *assessed, const char *id);
const CtKpi *ct_assessed_kpi(const CtAssessed *assessed, const char *id);
