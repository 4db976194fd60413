/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two designs, or two runs, side by side: which goals became reachable and which no longer are,
 * what falls, which segmentation failures were gained and lost, how the key figures moved. Plain
 * data; texts and findings are borrowed from the two dossiers and their KPIs, which outlive it.
 *
 * Where both were simulated with equal seed, horizon and number of replications, each replication
 * met the same luck in both: differences are then paired, which shows far smaller ones.
 */
#pragma once

#include "assurance/kpi.h"
#include "assurance/verdict.h"
#include "sim/row.h"

typedef enum CtChange {
    CT_CHANGE_NONE,   /* the same, or no more apart than sampling leaves open */
    CT_CHANGE_BETTER, /* in B */
    CT_CHANGE_WORSE,
    CT_CHANGE_OPEN, /* one of them is not known */
} CtChange;

const char *ct_change_text(CtChange change); /* "same", "better" …; static */

/* --- what is gathered of one side --- */

/* Facts that hold of each attacker, instances of one asset counted together. */
typedef struct CtHeldFacts CtHeldFacts;

CtHeldFacts *ct_held_facts_new(void);
void ct_held_facts_free(CtHeldFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtHeldFacts, ct_held_facts_free)

/* A CtDossierOptions.look; @facts is a CtHeldFacts. Cost: linear in facts. */
void ct_held_facts_look(const CtTwin *twin, void *facts);

/* When each replication reached each goal. */
typedef struct CtGoalTimes CtGoalTimes;

CtGoalTimes *ct_goal_times_new(void);
void ct_goal_times_free(CtGoalTimes *times);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtGoalTimes, ct_goal_times_free)

/* The next row, in the order of replications; @times is a CtGoalTimes. */
void ct_goal_times_add(const CtRow *row, void *times);

typedef struct CtCompareSide {
    const CtDossier *dossier;
    const CtKpis *kpis;
    const CtStatistics *statistics; /* NULL: not simulated, or no estimate may be given */
    const CtGoalTimes *times;       /* of the same; NULL */
    CtHeldFacts *facts;
    const CtAssurance *assurance; /* NULL: no standard was assessed */
} CtCompareSide;

/* --- what comes of it --- */

typedef struct CtGoalChange {
    const CtGoalFinding *before, *after; /* NULL: that side has no such goal */
    const char *attacker, *id;
    uint8_t change;       /* CtChange of its being reachable */
    CtEstimate success;   /* paired difference of its chance, B − A; NaN */
    CtEstimate mean_days; /* paired difference of min(time, horizon); NaN */
} CtGoalChange;

typedef struct CtFactChange {
    const char *text; /* "exec:meter:user", with the attacker before it where there are more */
    uint64_t before, after; /* instances */
} CtFactChange;

typedef struct CtKpiChange {
    const CtKpi *before, *after;               /* NULL: that side has no such figure */
    double difference;                         /* B − A; NaN */
    CtEstimate paired;                         /* the same where it is paired; NaN */
    uint8_t change;                            /* CtChange */
    bool is_newly_missed, is_no_longer_missed; /* of its target */
} CtKpiChange;

typedef struct CtVerdictChange {
    const char *standard;
    const CtRequirementResult *before, *after;
    uint8_t change; /* CtChange */
} CtVerdictChange;

typedef struct CtComparison {
    CtGoalChange *goals; /* in the order of B, those of A alone after them */
    uint32_t n_goals, n_newly_reachable, n_no_longer_reachable;
    CtFactChange *facts; /* those whose count differs, by text */
    uint32_t n_facts, n_gained_facts, n_lost_facts;
    const CtSegFailure **gained, **lost; /* gravest first; those that a waiver covers left out */
    uint32_t n_gained, n_lost;
    CtKpiChange *kpis; /* in the order of the table, a user's own after them */
    uint32_t n_kpis, n_better, n_worse, n_newly_missed, n_no_longer_missed;
    CtVerdictChange *verdicts; /* by standard, in the order of its catalog */
    uint32_t n_verdicts, n_newly_failing, n_no_longer_failing;
    bool is_paired;
    const char *unpaired_why; /* where both were simulated and cannot be paired; NULL */
    struct CtDossierStore *store;
} CtComparison;

/* Cost: linear in findings, n log n in facts; linear in replications times goals. */
CtComparison *ct_comparison_new(const CtCompareSide *before, const CtCompareSide *after);
void ct_comparison_free(CtComparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtComparison, ct_comparison_free)
