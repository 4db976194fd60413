/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the operand PACKAGE or RUN to everything that is known of it: the dossier, the statistics of
 * its replications and the KPIs. A run file is done again from what it holds, but for the
 * replications, which are read.
 */
#pragma once

#include "cli/run_open.h"
#include "cli/simulate.h"
#include "cli/standards.h"

#include "assurance/compare.h"
#include "assurance/verdict.h"

typedef struct CtAssessment {
    CtHeldFacts *facts;      /* likewise, NULL: not wanted; owned */
    CtGoalTimes *times;      /* likewise */
    bool with_cuts;          /* set by the caller: the dossier has choke points and cuts, too */
    CtPackage package;       /* of a package */
    CtSimulation simulation; /* likewise */
    CtRunRead *run;          /* of a run file */
    CtRunAgain *again;       /* likewise */
    CtKpiSetup kpi_setup;    /* likewise */
    CtTwin *twin;            /* of either; borrowed */
    CtDossier *dossier;
    CtStatistics *read;             /* of a run file */
    const CtStatistics *statistics; /* of either; NULL: nothing was simulated */
    CtStandards standards;
    CtAssurance *assurance; /* of the standards that were asked for; NULL: none */
    CtKpis *kpis;
} CtAssessment;

void ct_assessment_clear(CtAssessment *assessment);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtAssessment, ct_assessment_clear)

/* Whether @path is meant as a run file: by its name, else by its first bytes. */
bool ct_assessment_is_run(const char *path);

/* CT_STATUS_OK, or CT_STATUS_UNDECIDED with a dossier that says so; else what to end with, having
 * said why. */
CtStatus ct_assessment_make(CtAssessment *assessment,
                            const CtCli *cli,
                            const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* @statistics, or NULL: no estimate is given while a replication has failed, unless asked for. */
const CtStatistics *ct_assessment_standing(const CtCli *cli, const CtStatistics *statistics);

/* What the targets make of it. */
CtStatus ct_assessment_judge_kpis(const CtKpis *kpis);
