/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an analysis found, as plain data: texts, numbers and positions, no ids of any layer below.
 * Reports, drawings and the window see only this. All of it belongs to the CtDossier that carries
 * it and is freed with it; lists of texts are NULL-terminated. Text is as users write it.
 */
#pragma once

#include "base/ids.h"

typedef enum CtAnswer {
    CT_ANSWER_YES,
    CT_ANSWER_NO,
    CT_ANSWER_UNKNOWN, /* a limit was hit */
} CtAnswer;

const char *ct_answer_text(CtAnswer answer); /* "yes", "no", "unknown"; static */

/* What a path may be ordered by. */
typedef enum CtCost {
    CT_COST_STEPS,
    CT_COST_EFFORT,
    CT_COST_TIME,
    CT_COST_PROBABILITY,
    CT_COST_STEALTH,
    CT_COST_SKILL,
    CT_COST_COUNT,
} CtCost;

const char *ct_cost_text(CtCost cost); /* "steps", "effort", "time" …; static */
bool ct_cost_parse(const char *text, CtCost *ret_cost);

/* All six of a path; DESIGN 5, "Costs". */
typedef struct CtPathCost {
    uint32_t steps;      /* distinct attempts */
    double effort_hours; /* sum over them, a prepare shared by several paid once */
    int64_t time_ms;     /* latest prerequisite plus own, each attempt's mean given success */
    double probability;  /* that it works with each step tried once: distinct works × success */
    double stealth;      /* product of 1 − noise × sensors on the way */
    uint8_t skill;       /* CtSkill, the highest needed */
} CtPathCost;

typedef enum CtWhyKind {
    CT_WHY_ROUTE,   /* how packets get there: origin, conduit rules, devices commanded */
    CT_WHY_NEEDS,   /* what else the step uses: a credential, a flaw, a person, a channel */
    CT_WHY_READ,    /* stated in the topology and read by the rule: "service.auth = none" */
    CT_WHY_ASSUMED, /* not stated; the default carried the step */
    CT_WHY_DERIVED, /* follows without a technique: "admin implies user" */
    CT_WHY_EFFECT,  /* what the function lost, for the outcome at a path's end */
} CtWhyKind;

const char *ct_why_kind_text(CtWhyKind kind); /* "route", "needs" …; static */

/* One reason for a step, in words, and where the topology says so. */
typedef struct CtWhy {
    uint8_t kind; /* CtWhyKind */
    const char *text;
    CtPos pos; /* index into the dossier's files; line 0: nowhere */
} CtWhy;

typedef struct CtPathStep {
    const char *technique;      /* the id shown: target's domain and route choose it */
    const char *const *ids;     /* all ids of the rule */
    const char *rule;           /* the rule's own name; NULL for an outcome (T0826 …) */
    const char *title;          /* "Valid Accounts" */
    const char *tactic;         /* the first of the rule's; NULL where it names none */
    const char *const *tactics; /* all of them */
    const char *from, *to;      /* who enables it, what it is done to: "hmi-1", "rtu-1.iec104" */
    const char *from_zone;      /* NULL where it stands in none */
    const char *to_zone;        /* likewise */
    const char *const *gains;   /* fact texts that the path uses */
    const char *const *needs;   /* fact texts it uses, held ones and entries only */
    const uint32_t *after;      /* steps of this path that gain them, rising */
    uint32_t n_after;
    bool is_outcome;    /* an impaired function: no attempt, no cost */
    int64_t time_ms;    /* mean of one attempt, prepare not included */
    int64_t prepare_ms; /* mean, 0 where another step of the path pays it */
    int64_t done_ms;    /* when it is done, counted from the start */
    double effort_hours;
    double works, success; /* 0–1 */
    double detection;      /* noise × sensors on the way, 0–1 */
    const char *skill;     /* "novice" … */
    CtPos pos;             /* what it is done to, in the topology */
    const CtWhy *why;
    uint32_t n_why;
} CtPathStep;

typedef struct CtPath {
    CtPathCost cost;
    CtPathStep *steps;            /* in an order that works */
    uint32_t n_steps;             /* outcomes included, which cost.steps leaves out */
    const char *const *hops;      /* distinct assets on which it gains something */
    const char *const *crossings; /* zones entered, the entry's first; a change each */
    uint32_t n_hops, n_crossings; /* n_crossings: changes, one less than zones listed */
} CtPath;

/* A step that is one condition short, or a door that stays shut. */
typedef struct CtNearMiss {
    const char *technique; /* id; NULL where the miss is a rule of the network */
    const char *title;
    const char *target;  /* what it would be done to */
    const char *gains;   /* fact it would gain */
    const char *missing; /* the one condition, in words */
    bool lacks_fact;     /* it is a fact that is not his, rather than a condition that fails */
    uint32_t n_alike;    /* so many, this one included, on assets that nothing tells apart, or that
                            only their number does */
    CtPos pos;
} CtNearMiss;

typedef struct CtGoalFinding {
    const char *id;          /* as the scenario names it, or its text */
    const char *text;        /* "controls:rtu-1", "all(…, …)" */
    const char *requirement; /* "supply must stay available": what the goal was derived from, as no
                                scenario names one; else NULL */
    CtPos requirement_pos;
    uint8_t reachable;       /* CtAnswer */
    const char *unknown_why; /* which limit, for UNKNOWN */
    uint8_t ordered_by;      /* CtCost */
    bool optimal;            /* paths[0] is proved the best of that order */
    double lower_bound;      /* of that cost, in its unit; NaN unknown */
    const char *limit;       /* what ended the search: better or more paths may exist; else NULL */
    CtPath *paths;           /* best first */
    uint32_t n_paths;
    CtNearMiss *near_misses; /* for NO: cheapest first */
    uint32_t n_near_misses;
    uint32_t certificate_facts; /* for NO: size of the closed set that proves it */
} CtGoalFinding;

/* One zone, and how much of it fell. */
typedef struct CtZoneFallen {
    const char *id;
    uint32_t n_assets, n_user, n_admin; /* instances; user includes admin */
} CtZoneFallen;

/* What the attacker ends up with when nothing stops him. */
typedef struct CtFallen {
    uint32_t n_assets;        /* instances in the model */
    uint32_t n_user, n_admin; /* with execution; user includes admin */
    uint32_t n_implanted;     /* his code runs, whether commanded or not */
    uint32_t n_controlled, n_halted, n_spoofed;
    uint32_t n_credentials; /* instances held */
    uint32_t n_credentials_all;
    uint32_t n_read, n_altered, n_destroyed, n_exfiltrated; /* data */
    const char *const *credentials;                         /* ids held, at most 1 000 */
    const char *const *functions;                           /* impaired ones */
    CtZoneFallen *zones; /* every zone with something fallen, in file order */
    uint32_t n_zones;
} CtFallen;
