/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Key figures of a design: what they are (one table, assurance/kpi_table.c), what they come to for
 * one package and its simulated run, and whether that meets the targets that the topology or a
 * profile states. Plain data for reports; all of it belongs to the CtKpis.
 *
 * A figure that hangs on a goal is given for each goal, and the worst goal decides: a design is no
 * better for a second goal that is out of reach.
 */
#pragma once

#include "analysis/dossier.h"
#include "sim/statistics.h"

/* What the numbers of a KPI are, and how a target for it is written. */
typedef enum CtKpiScale {
    CT_KPI_COUNT,       /* a plain number, with a noun as its unit */
    CT_KPI_RATIO,       /* 0–1; a target may be a percentage */
    CT_KPI_PROBABILITY, /* likewise */
    CT_KPI_PERCENT,     /* 0–100; a target is a percentage or such a number */
    CT_KPI_TIME,        /* days; a target is a duration with its unit, "30d" */
    CT_KPI_NUMBER,      /* any number, with a unit of its own */
} CtKpiScale;

typedef enum CtKpiBetter { CT_KPI_LOWER, CT_KPI_HIGHER } CtKpiBetter;

const char *ct_kpi_better_text(CtKpiBetter better); /* "lower", "higher"; static */

/* What there is to know of a KPI before anything is computed; static. */
typedef struct CtKpiInfo {
    const char *id;      /* lower-case words, as `targets` names it */
    const char *catalog; /* id in the literature's catalogue, "AG_PROB"; NULL where it has none */
    const char *name;
    const char *unit; /* "paths", "probability", "days" */
    uint8_t scale;    /* CtKpiScale */
    uint8_t better;   /* CtKpiBetter */
    const char *formula;
    const char *source;
} CtKpiInfo;

/* The value for one goal, or whatever else the figure is split by. */
typedef struct CtKpiPart {
    const char *of;
    double value, low, high; /* as in CtKpi */
    const char *because;     /* why there is no value; NULL */
} CtKpiPart;

typedef enum CtKpiMet {
    CT_KPI_NO_TARGET,
    CT_KPI_MET,
    CT_KPI_MISSED,
    CT_KPI_UNJUDGED, /* there is a target, and no value to hold against it */
} CtKpiMet;

const char *ct_kpi_met_text(CtKpiMet met); /* "met", "missed" …; static */

typedef struct CtKpi {
    CtKpiInfo info;
    uint32_t row;        /* of the table; CT_NO_ID for a user's own */
    double value;        /* NaN: there is none, `because` */
    double low, high;    /* an estimate's interval, or what a limit leaves open; NaN where nothing
                            is. Low alone: at least that, and nobody knows how much more */
    uint64_t n;          /* replications or worlds behind an estimate; 0: it is none */
    const char *of;      /* the goal or thing that decides it; NULL */
    const char *because; /* "not computable, because …": the part after it; NULL */
    const char *note;    /* what to know when reading the value; NULL */
    CtKpiPart *parts;    /* in the order of goals; may be empty */
    uint32_t n_parts;

    double min, max;  /* the target, in the KPI's unit; NaN unstated */
    uint8_t met;      /* CtKpiMet */
    bool is_close;    /* the bound lies within low … high: sampling could have it otherwise */
    const char *file; /* where the target stands; NULL: there is none */
    uint32_t line, column;
} CtKpi;

typedef struct CtKpis {
    CtKpi *kpis; /* in the order of the table, a user's own after them */
    uint32_t n_kpis;
    uint32_t n_met, n_missed, n_unjudged; /* of those with a target */
    const char *profile;                  /* its name, where targets came from one; NULL */
    struct CtDossierStore *store;
} CtKpis;

/* The table, row by row. */
uint32_t ct_kpi_count_infos(void);
const CtKpiInfo *ct_kpi_get_info(uint32_t i);

/* NULL where there is no such. */
const CtKpiInfo *ct_kpi_find_info(const char *id);

/*
 * The figures of one analysis. It looks on while the dossier is made, an attacker at a time
 * (ct_kpi_look() is a CtDossierOptions.look), and is asked at the end.
 */
typedef struct CtKpiMaker CtKpiMaker;

struct CtKpiOwn;     /* assurance/kpi_own.h */
struct CtKpiProfile; /* assurance/kpi_profile.h */

/* @own, @profile: NULL where there are none; borrowed until it is finished. */
CtKpiMaker *
ct_kpi_maker_new(const CtTwin *twin, struct CtKpiOwn *own, const struct CtKpiProfile *profile);
void ct_kpi_maker_free(CtKpiMaker *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtKpiMaker, ct_kpi_maker_free)

/* Takes what standards say into account; borrowed until it is finished. */
struct CtAssurance; /* assurance/verdict.h */
void ct_kpi_maker_use_assurance(CtKpiMaker *maker, const struct CtAssurance *assurance);

/* @maker is a CtKpiMaker; the attacker is the one selected in @twin. */
void ct_kpi_look(const CtTwin *twin, void *maker);

/* @statistics: NULL where nothing was simulated, or where no estimate may be given. Both are
 * borrowed for the call only. Once. */
CtKpis *
ct_kpi_maker_finish(CtKpiMaker *maker, const CtDossier *dossier, const CtStatistics *statistics);
void ct_kpis_free(CtKpis *kpis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtKpis, ct_kpis_free)

/*
 * Whether a target names a KPI, of the table or of @own (NULL: none), with bounds in its unit;
 * what is wrong goes to @diag.
 */
bool ct_kpi_check_target(const char *id,
                         const char *min,
                         const char *max,
                         const struct CtKpiOwn *own,
                         CtPos pos,
                         CtDiag *diag);

/* Every target of @model, or of a profile. */
bool ct_kpi_check_targets(const CtModel *model, const struct CtKpiOwn *own, CtDiag *diag);
bool
ct_kpi_check_profile(const struct CtKpiProfile *profile, const struct CtKpiOwn *own, CtDiag *diag);

/* NULL where there is no such. */
const CtKpi *ct_kpis_find(const CtKpis *kpis, const char *id);
