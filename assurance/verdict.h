/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether a design meets the requirements of standards, as plain data: texts, numbers and
 * positions, nothing of what they were computed from. Reports and the window see only this. All of
 * it belongs to the CtAssurance; lists of texts are NULL-terminated.
 */
#pragma once

#include "analysis/segmentation.h"

#include <glib.h>

typedef enum CtRuling {
    CT_RULING_PASS,
    CT_RULING_FAIL,
    CT_RULING_NOT_APPLICABLE,
    CT_RULING_NOT_ASSESSABLE, /* a document would decide */
    CT_RULING_COUNT,
} CtRuling;

const char *ct_ruling_text(CtRuling ruling); /* "pass" … "not-assessable"; static */

/* How much of a requirement a topology can decide. */
typedef enum CtAutomation {
    CT_AUTOMATION_FULL, /* the topology or a run */
    CT_AUTOMATION_PART, /* with what is claimed in it */
    CT_AUTOMATION_PROC, /* a document only */
} CtAutomation;

const char *ct_automation_text(CtAutomation automation); /* "full", "part", "proc"; static */

/* How grave an unmet requirement is. */
typedef enum CtGravity {
    CT_GRAVITY_LOW,      /* recommended, and not met */
    CT_GRAVITY_MEDIUM,   /* required, and not met */
    CT_GRAVITY_HIGH,     /* and an attacker makes use of it */
    CT_GRAVITY_CRITICAL, /* and a safety function or a required function is lost to him */
    CT_GRAVITY_COUNT,
} CtGravity;

const char *ct_gravity_text(CtGravity gravity); /* "low" …; static */
bool ct_gravity_parse(const char *text, CtGravity *ret_gravity);

/* What a requirement is judged for. */
typedef enum CtScopeKind {
    CT_SCOPE_SYSTEM,  /* the design as a whole */
    CT_SCOPE_ZONE,    /* each zone */
    CT_SCOPE_PRODUCT, /* each product in use */
} CtScopeKind;

const char *ct_scope_kind_text(CtScopeKind kind); /* "system", "zone", "product"; static */

/* "IAC" … of the foundational requirements of IEC 62443, 0 to CT_N_AREAS - 1; static. */
const char *ct_area_text(int area);

typedef struct CtSpot {
    const char *file; /* within the package; NULL for nowhere */
    uint32_t line;
    uint16_t column;
} CtSpot;

/* One thing that was looked at, or many alike. */
typedef struct CtEvidence {
    uint8_t ruling;     /* CtRuling */
    const char *kind;   /* "asset", "conduit" … */
    const char *id;     /* the first of them, as users write it */
    uint64_t count;     /* how many alike */
    const char *reason; /* one line */
    const char *fix;    /* what would mend it; NULL */
    CtSpot place;
    bool is_claim;      /* rests on a claim of the topology alone */
    const CtPath *path; /* how an attacker shows that it fails; of the first failure alone; NULL */
} CtEvidence;

/* The verdict for one zone or product. */
typedef struct CtScopeRuling {
    const char *id;
    CtSpot place;
    uint8_t ruling;   /* CtRuling, as found */
    bool is_required; /* the zone's SL-T asks for it; what is not required does not count */
} CtScopeRuling;

typedef struct CtRequirementResult {
    const char *id, *title;
    const char *area;      /* foundational requirement, group …; NULL */
    uint8_t automation;    /* CtAutomation */
    uint8_t min_sl;        /* the security level from which it is asked; 0: always */
    bool is_recommended;   /* not mandatory */
    const char *condition; /* under which it applies, in words; NULL */
    const char *note;      /* what is disputed or unconfirmed about it; NULL */
    const char *check;     /* the check that decides it; NULL: none does */
    uint8_t ruling;        /* CtRuling */
    uint8_t gravity;       /* CtGravity, of FAIL */
    uint8_t waiver;        /* CtSegWaiver, of FAIL */
    const char *waived_for, *owner, *until; /* of the waiver: its reason, who answers, last day */
    const char *reason;                     /* one line */
    const char *fix;                        /* what would mend it; NULL */
    const char *document;                   /* what would decide it, of NOT_ASSESSABLE; NULL */
    uint64_t looked[CT_RULING_COUNT];       /* things looked at, by what was found */
    uint64_t n_claims;                      /* of those that pass, on a claim alone */
    CtScopeRuling *scopes; /* zones or products, in file order; none for the system */
    uint32_t n_scopes;
    CtEvidence *evidence; /* failures first, in file order; at most CT_MOST_EVIDENCE */
    uint32_t n_evidence;
    uint64_t n_left_out;
} CtRequirementResult;

enum { CT_MOST_EVIDENCE = 200, CT_N_AREAS = 7 };

/* One zone: what it is to withstand, and what nothing that was looked at speaks against. */
typedef struct CtZoneLevels {
    const char *zone;
    CtSpot place;
    int8_t target[CT_N_AREAS];   /* SL-T, 0 to 4; -1 unstated */
    int8_t achieved[CT_N_AREAS]; /* SL-A at most: no row up to it fails */
    int8_t proven[CT_N_AREAS];   /* SL-A at least: every row up to it passes or does not apply */
    uint32_t open[CT_N_AREAS];   /* rows up to the target that a document must decide */
    const char *stopper[CT_N_AREAS]; /* the first row that fails; NULL */
} CtZoneLevels;

typedef struct CtStandardResult {
    const char *id, *title, *version;
    uint8_t scope;            /* CtScopeKind */
    const char *const *areas; /* ids of its areas, in order */
    const char *const *area_titles;
    CtRequirementResult *requirements; /* in the order of the catalog */
    uint32_t n_requirements;
    uint32_t counts[CT_RULING_COUNT];
    uint32_t n_missed;    /* mandatory ones that fail, and no waiver covers */
    uint32_t n_waived;    /* that fail, and a waiver covers */
    uint32_t n_on_claims; /* that pass on claims alone */
    CtZoneLevels *levels; /* one a zone, where the standard has security levels */
    uint32_t n_levels;
} CtStandardResult;

/* One thing to do, and what it would change. */
typedef struct CtRemedy {
    const char *fix;
    const char *kind, *id; /* where, first of them */
    CtSpot place;
    uint32_t n_settles;              /* requirements that fail for nothing else */
    uint32_t n_touches;              /* requirements that fail for this, too */
    uint8_t gravity;                 /* CtGravity, the worst of them */
    const char *const *requirements; /* "iec62443-3-3 SR 1.1", those settled first; at most 12 */
} CtRemedy;

/* A waiver that covers nothing. */
typedef struct CtIdleWaiver {
    const char *finding; /* as written */
    const char *why;
} CtIdleWaiver;

typedef struct CtAssurance {
    const char *package; /* as named on the command line, last part only */
    const char *run;     /* the run file it was judged with; NULL */
    CtStandardResult *standards;
    uint32_t n_standards;
    CtRemedy *actions; /* what would change most first */
    uint32_t n_actions;
    CtIdleWaiver *idle_waivers; /* of requirements that are judged, or of nothing that is there */
    uint32_t n_idle_waivers;
    const char *undecided; /* which limit kept a part from being decided; NULL: none */

    struct CtDossierStore *store; /* owns all of it */
} CtAssurance;

void ct_assurance_free(CtAssurance *assurance);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtAssurance, ct_assurance_free)

/* Whether a requirement fails and no waiver covers it. */
bool ct_requirement_counts(const CtRequirementResult *requirement);

/* "until 2027-06-30 by ot-security: vendor contract"; NULL where no waiver covers it; g_free(). */
char *ct_requirement_waiver_text(const CtRequirementResult *requirement);

/* Whether a requirement that no waiver covers fails at or above @least. */
bool ct_assurance_fails(const CtAssurance *assurance, CtGravity least);
