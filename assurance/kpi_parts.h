/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the table of KPIs and the files that compute them, a family each. Private to assurance/.
 */
#pragma once

#include "assurance/kpi_own.h"
#include "assurance/kpi_profile.h"

#include "analysis/path.h"
#include "analysis/slice.h"
#include "analysis/store.h"

/* A number, or why there is none; of a goal. */
typedef struct CtKpiNumber {
    double value, low, high; /* NaN */
    uint64_t n;              /* worlds, of an estimate; 0: exact */
    const char *because;     /* static, or in the store */
} CtKpiNumber;

/* What is seen of one goal while its attacker is selected. */
typedef struct CtKpiGoal {
    const char *attacker, *id;
    CtKpiNumber n_paths;     /* low … high where more may exist; high NaN: no bound is known */
    CtKpiNumber shortest;    /* attempts */
    CtKpiNumber mean_length; /* attempts, over the paths found */
    CtKpiNumber quickest;    /* days */
    CtKpiNumber diversity;   /* d2, least over the paths found */
    CtKpiNumber probability;
    CtKpiNumber mcqueen; /* days */
    CtKpiNumber zero_days;
} CtKpiGoal;

typedef struct CtKpiWork CtKpiWork;

struct CtKpiWork {
    const CtTwin *twin;
    const CtDossier *dossier;
    const CtStatistics *statistics; /* NULL */
    CtDossierStore *store;
    GArray *goals;                       /* CtKpiGoal, in the order of attackers and their goals */
    uint64_t *applies;                   /* bit a rule of the library: some attacker can use it */
    CtKpiNumber surface[3];              /* services, channels, data: the most over attackers */
    CtKpiOwn *own;                       /* NULL; borrowed */
    const CtKpiProfile *profile;         /* NULL; borrowed */
    const struct CtAssurance *assurance; /* likewise */
};

/* One goal of the attacker selected, and what is needed to ask about it. */
typedef struct CtKpiLook {
    const CtTwin *twin;
    const CtAttacker *attacker;
    CtPathFinder *finder;
    CtTargets targets;
    CtSlice *slice; /* NULL: out of reach */
    CtDossierStore *store;
} CtKpiLook;

/* One row of the table: what it is, and how to get it. */
typedef struct CtKpiRow {
    CtKpiInfo info;
    /* Fills value, low, high, n, of, because, note and parts of @kpi, whose numbers are NaN. */
    void (*compute)(const CtKpiWork *work, CtKpi *kpi);
    size_t field; /* of CtKpiGoal, for ct_kpi_of_goals() */
} CtKpiRow;

extern const CtKpiRow ct_kpi_rows[];
extern const uint32_t ct_n_kpi_rows;

/* Reasons that several families give. */
#define CT_KPI_NOT_SIMULATED "nothing was simulated"
#define CT_KPI_UNDECIDED "a limit kept the attack graph from being built"
#define CT_KPI_OUT_OF_REACH "the goal is out of reach"
#define CT_KPI_NOBODY "nobody attacks"

/* No value, for the reason @because (static). */
CtKpiNumber ct_kpi_no_number(const char *because);
CtKpiNumber ct_kpi_number(double value);

/* The bound @text (NULL: none, NaN) in the unit of @info; false where it is of another. */
bool ct_kpi_read_bound(const CtKpiInfo *info, const char *text, double *ret_value);

/* Takes its target from the profile, else the dossier, and judges. */
void ct_kpi_hold_against_target(const CtKpiWork *work, CtKpi *kpi);

void ct_kpi_refuse(CtKpi *kpi, const char *because);

/* Takes from the parts of @kpi the worst that has a value, in its direction; without any, refuses
 * for the reason of the first. */
void ct_kpi_take_worst(CtKpi *kpi);

/* The worst of a CtKpiNumber that each goal has at the row's `field`. */
void ct_kpi_of_goals(const CtKpiWork *work, CtKpi *kpi);

/* --- while an attacker is selected --- */

/* Number, length and diversity of the ways to a goal, and the quickest one after McQueen. */
void ct_kpi_look_at_paths(const CtKpiLook *look, CtKpiGoal *goal);

/* The chance that a goal can be had if everything is tried once. */
void ct_kpi_look_at_chance(const CtKpiLook *look, CtKpiGoal *goal);

/* How many unknown flaws are needed. */
void ct_kpi_look_at_zero_days(const CtKpiLook *look, CtKpiGoal *goal);

/* The families above, for every goal of the attacker selected. */
void ct_kpi_look_at_goals(CtKpiWork *work);

/* Rules that apply, and what can be touched at once. */
void ct_kpi_look_at_attacker(CtKpiWork *work);

/* --- formulas --- */

/*
 * Days to compromise one component with @flaws known flaws (McQueen, Boyer, Flynn and Beitel,
 * QoP 2005). @skill: CtSkill.
 */
double ct_kpi_mcqueen_days(uint64_t flaws, uint8_t skill);

/* Effective richness over instances: the number of equally common types that would be as diverse,
 * divided by the instances (Zhang and others, IEEE TIFS 2016). */
double ct_kpi_diversity(const uint64_t *counts, size_t n);

/* Herfindahl index of shares. */
double ct_kpi_concentration(const double *weights, size_t n);

/* CVSS 3.1 exploitability over its maximum, 0–1; NaN where @vector is of another version. */
double ct_kpi_exploitability(const char *vector);

/* --- families --- */

void ct_kpi_analyst_workload(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_attack_success(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_blast_radius(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_compromise(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_diversity_d1(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_dwell_time(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_early_time_to_compromise(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_evidence_coverage(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_expected_loss(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_exposure(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_false_alarms(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_fleet_epss(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_known_exploited(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_mean_blast_radius(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_mean_time_to_compromise(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_normalised_length(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_requirement_coverage(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_security_level_gap(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_segmentation_failures(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_segmentation_index(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_sensor_coverage(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_service_resilience(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_supplier_blast_radius(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_supplier_concentration(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_surface_channels(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_surface_data(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_surface_services(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_technique_coverage(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_time_to_compromise(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_time_to_contain(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_time_to_detect(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_time_to_recover(const CtKpiWork *work, CtKpi *kpi);
void ct_kpi_worst_exploitability(const CtKpiWork *work, CtKpi *kpi);
