/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a design is weak, as plain data: what lies on every way to a goal, what to take away, what
 * falls when one thing alone is the attacker's, what he can touch before his first attempt. Part of
 * a dossier, and owned by it.
 */
#pragma once

#include "analysis/findings.h"

/* Something a defender can change, at its line. */
typedef struct CtElementFinding {
    const char *kind;    /* "rule", "asset", "credential", "vulnerability", "technique", "supplier",
                            "measure" */
    const char *id;      /* "corp-control allow[2]", "jump-1" */
    const char *note;    /* what it is, in a few words; NULL */
    CtPos pos;           /* line 0: nowhere in the topology */
    uint32_t n, n_alike; /* in a cut: so many, whichever, of so many that nothing tells apart, the
                            first of which `id` names; else 1 */
} CtElementFinding;

typedef struct CtCutSet {
    CtElementFinding *elements;
    uint32_t n_elements;
} CtCutSet;

/* The least sets of one kind of element that leave no way to a goal. */
typedef struct CtCutsFinding {
    const char *by;     /* kind of element */
    uint8_t exists;     /* CtAnswer: is there such a set? */
    const char *why;    /* for UNKNOWN: which limit; for NO and measures that fail: why; NULL */
    double weight;      /* of each set: elements, or the measures' cost; NaN where none is known */
    double lower_bound; /* no set weighs less */
    bool optimal;       /* weight is proved least, or that there is no set */
    bool complete;      /* every set of that weight is here */
    bool presumes;      /* measures: proved as long as a further measure opens no way */
    uint32_t n_candidates; /* elements of that kind on some way; measures: all */
    CtCutSet *sets;        /* fewest elements first */
    uint32_t n_sets;
    CtElementFinding *useless; /* measures that cannot be applied, each with the reason in `note` */
    uint32_t n_useless;
} CtCutsFinding;

/* One goal of one attacker. */
typedef struct CtWeakFinding {
    const char *attacker, *goal, *fact; /* ids, and the goal in full */
    uint8_t reachable;                  /* CtAnswer */
    bool from_start;                    /* he has it before his first attempt */
    CtElementFinding *chokes;           /* each lies on every way */
    uint32_t n_chokes;
    bool chokes_complete; /* false: a limit left it open for some rule, which is then not listed */
    CtCutsFinding *cuts;  /* by rule, asset, credential, vulnerability, measure */
    uint32_t n_cuts;
} CtWeakFinding;

typedef struct CtBlastSource {
    const char *kind; /* "asset", "product", "component", "credential", "supplier" */
    const char *id;   /* of the first of them */
    CtPos pos;
    uint32_t n_alike;   /* assets that nothing tells apart; 1 for others */
    uint32_t n_assets;  /* instances that fall, the source itself included */
    uint64_t weighted;  /* the same, each counted with its criticality */
    uint32_t n_process; /* instances commanded, halted or reporting falsely */
    uint32_t n_zones, n_functions, n_data;
} CtBlastSource;

/* How far the sources of one kind reach, over all that were followed. */
typedef struct CtBlastRange {
    uint64_t n;        /* sources, alike ones counted */
    double most, mean; /* share of instances: of assets of the others, of suppliers of all */
    const char *worst; /* the first that reaches furthest */
} CtBlastRange;

typedef struct CtBlastFinding {
    const char *const *attackers; /* whose skills and habits are presumed */
    uint32_t n_sources, n_computed;
    uint64_t seed; /* of the sample, where n_computed < n_sources */
    uint32_t n_assets;
    uint64_t weighted_all;
    CtBlastSource *sources; /* worst first; at most as many as were asked for */
    uint32_t n_listed;
    CtBlastRange assets, suppliers;
} CtBlastFinding;

typedef struct CtSurfaceEntry {
    const char *kind; /* "service", "people", "channel", "network" */
    const char *id;   /* of the first of them */
    const char *zone; /* of a service; else NULL */
    const char *auth; /* what a service asks; else NULL */
    CtPos pos;
    uint32_t n_alike; /* services of one class in one zone and its copies; else 1 */
    bool gated;       /* a service behind a second factor */
    uint32_t flaws;   /* known ones, that work through the service */
    bool known_exploited;
} CtSurfaceEntry;

typedef struct CtSurfaceFinding {
    const char *attacker;
    uint32_t n_services, n_gated, n_people, n_channels, n_networks; /* instances */
    CtSurfaceEntry *entries;
    uint32_t n_entries;
} CtSurfaceFinding;

typedef struct CtExposure {
    bool is_there; /* false: not asked for, or a limit kept the attack graph from being built */
    CtWeakFinding *weak; /* a goal each */
    uint32_t n_weak;
    CtBlastFinding *blasts; /* one for attackers of the same skills and habits */
    uint32_t n_blasts;
    CtSurfaceFinding *surfaces; /* an attacker each */
    uint32_t n_surfaces;
} CtExposure;

/* Whether no search for cuts was ended by a limit. */
bool ct_exposure_is_decided(const CtExposure *exposure);

/* The search by @by of @weak; NULL if there was none. */
const CtCutsFinding *ct_weak_find_cuts(const CtWeakFinding *weak, const char *by);
