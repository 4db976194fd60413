/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the table of KPIs and the files that compute them, a family each. Private to assurance/.
 */
#pragma once

#include "assurance/kpi.h"

#include "analysis/store.h"

/* What was seen of one goal while its attacker was selected. */
typedef struct CtKpiGoal {
    const char *attacker, *id;
    uint8_t reachable; /* CtAnswer */
} CtKpiGoal;

typedef struct CtKpiWork {
    const CtTwin *twin;
    const CtDossier *dossier;
    const CtStatistics *statistics; /* NULL */
    CtDossierStore *store;
    GArray *goals; /* CtKpiGoal, in the order of attackers and their goals */
} CtKpiWork;

/* One row of the table: what it is, and how to get it. */
typedef struct CtKpiRow {
    CtKpiInfo info;
    /* Fills value, low, high, n, of, because, note and parts of @kpi, whose numbers are NaN. */
    void (*compute)(const CtKpiWork *work, CtKpi *kpi);
} CtKpiRow;

extern const CtKpiRow ct_kpi_rows[];
extern const uint32_t ct_n_kpi_rows;

/* Reasons that several families give. */
#define CT_KPI_NOT_SIMULATED "nothing was simulated"
#define CT_KPI_UNDECIDED "a limit kept the attack graph from being built"

/* What has to be taken from the twin while its attacker is selected. */
void ct_kpi_look_at_goals(CtKpiWork *work);

/* No value, @because (static). */
void ct_kpi_refuse(CtKpi *kpi, const char *because);

/* Takes from the parts of @kpi the worst that has a value, in its direction; without any, refuses
 * for the reason of the first. */
void ct_kpi_take_worst(CtKpi *kpi);

/* --- families --- */

void ct_kpi_attack_success(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_compromise(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_exposure(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_segmentation_failures(const CtKpiWork *work, CtKpi *kpi);
