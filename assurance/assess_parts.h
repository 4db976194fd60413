/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The work of one assessment, private to assurance/assess*.c. */
#pragma once

#include "analysis/store.h"
#include "assurance/assess.h"

/* One check under one `with`: what it said of everything it is about. */
typedef struct CtAsked {
    const CtCheck *check;
    const char *with;
    const char *const *defeated_by, *const *shown_by; /* techniques; NULL: none */
    CtAnswered *answers;     /* one a subject; those that do not count are empty */
    GArray *kept;            /* CtAnswered: of a check by class, one a class */
    const CtAnswered *plain; /* its data */
    const char *blocked;     /* why it could not be asked at all; NULL */
} CtAsked;

/* Things by kind → the zones or products that they speak for; made when first needed. */
typedef struct CtScopeIndex {
    CtCsr rows;
    bool is_made;
} CtScopeIndex;

/* One row of a catalog while it is gathered. */
typedef struct CtGathered {
    const CtCatalogRow *row;
    const CtAsked *asked; /* NULL: no check */
    uint8_t *rulings;     /* CtRuling, one a scope; of the system one */
    uint64_t *required;   /* bit a scope */
    uint64_t *within;     /* bit a scope: the row speaks of it at all */
} CtGathered;

typedef struct CtAssessing {
    CtTwin *twin;
    CtChecks *checks;
    const CtAssessOptions *options;
    CtBench bench;
    CtSubjects *subjects;
    CtDossierStore *store;
    GPtrArray *asked;                              /* CtAsked */
    GHashTable *asked_by;                          /* "name with" → CtAsked */
    CtScopeIndex scopes[CT_SUBJECT_KIND_COUNT][3]; /* by CtScopeKind */
    GHashTable *paths;                             /* deed + 1 → CtPath */
    uint32_t n_paths;
    const char *undecided;
    GHashTable *actions; /* text → CtActionDraft; asked, walked by the list */
    GPtrArray *action_list;
    GHashTable *waivers;  /* const CtCatalogRow → const CtWaiver */
    GArray *idle_waivers; /* CtIdleWaiver */
} CtAssessing;

/* --- assurance/assess_scopes.c --- */

/* The number of scopes of @kind: zones, products, or one. */
uint32_t ct_assess_n_scopes(const CtAssessing *work, CtScopeKind kind);

/* The scopes that subject @id of @kind speaks for. */
const uint32_t *ct_assess_scopes(
    CtAssessing *work, CtSubjectKind kind, uint32_t id, CtScopeKind scope, uint32_t *ret_n);

/* Which levels a row asks from: 0 to 4 of @area (0 to 6) for scope @id; -1 unstated. */
int ct_assess_target(const CtAssessing *work, CtScopeKind kind, uint32_t id, int area);

/* The number of the foundational requirement called @area, -1 where it is none. */
int ct_assess_area(const char *area);

/* --- assurance/assess_ask.c --- */

/* What the check of @row says; asked once, whoever else names it. NULL: it raised. */
const CtAsked *ct_assess_ask(CtAssessing *work, const CtCatalogRow *row, GError **error);
void ct_assess_free_asked(void *asked); /* a GDestroyNotify */

/* The answer about subject @id of @asked's kind; NULL where it was not asked. */
const CtAnswered *ct_assess_answer(const CtAssessing *work, const CtAsked *asked, uint32_t id);

/* --- */

/* Fills ret_result from what was gathered (assess_rows.c). */
void ct_assess_tell(CtAssessing *work,
                    const CtCatalog *catalog,
                    const CtGathered *gathered,
                    CtRequirementResult *ret_result);

/* SL-T and SL-A of every zone that counts (assess_levels.c). */
void ct_assess_levels(CtAssessing *work,
                      const CtCatalog *catalog,
                      const CtGathered *gathered,
                      CtStandardResult *standard);

/* A failing thing and what would mend it; then the list of them (assess_actions.c). */
void ct_assess_note_action(CtAssessing *work,
                           const CtCatalog *catalog,
                           const CtRequirementResult *result,
                           const CtEvidence *evidence,
                           uint32_t n_failing);
void ct_assess_list_actions(CtAssessing *work, CtAssurance *assurance);

/*
 * Waivers of requirements (assess_waivers.c): which row each names; the one that covers a failing
 * row, into its result; those that cover nothing.
 */
void ct_assess_read_waivers(CtAssessing *work, const CtCatalogs *catalogs);
void ct_assess_waive(CtAssessing *work, const CtCatalogRow *row, CtRequirementResult *result);
void ct_assess_list_waivers(const CtAssessing *work, CtAssurance *assurance);

/* The place of @pos within the package. */
CtSpot ct_assess_spot(const CtAssessing *work, CtPos pos);

CtRuling ct_ruling_worse(CtRuling a, CtRuling b);
