/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What checks look at: entities of a topology, assets that nothing tells apart as one (attacks/
 * fold.h), and the zones and products that each of them speaks for. What stands in zones marked
 * outside, and in zones that a supplier operates and for which no level is set, is not the
 * architect's and is left out.
 */
#pragma once

#include "assurance/verdict.h"
#include "attacks/fold.h"

typedef enum CtSubjectKind {
    CT_SUBJECT_SYSTEM, /* one: the design */
    CT_SUBJECT_ZONE,   /* ids of all but ASSET are rows */
    CT_SUBJECT_CONDUIT,
    CT_SUBJECT_NETWORK,
    CT_SUBJECT_ASSET, /* id: fold */
    CT_SUBJECT_PRODUCT,
    CT_SUBJECT_SUPPLIER,
    CT_SUBJECT_PEOPLE,
    CT_SUBJECT_CREDENTIAL,
    CT_SUBJECT_CHANNEL,
    CT_SUBJECT_DATA,
    CT_SUBJECT_FLOW,
    CT_SUBJECT_FUNCTION,
    CT_SUBJECT_KIND_COUNT,
} CtSubjectKind;

const char *ct_subject_kind_text(CtSubjectKind kind); /* "system", "zone" …; static */
bool ct_subject_kind_parse(const char *text, CtSubjectKind *ret_kind);

/* Of a product, after IEC 62443-4-2. */
typedef enum CtComponentType {
    CT_COMPONENT_EMBEDDED,
    CT_COMPONENT_HOST,
    CT_COMPONENT_NETWORK,
    CT_COMPONENT_SOFTWARE,
    CT_COMPONENT_TYPE_COUNT,
} CtComponentType;

bool ct_component_type_parse(const char *text, CtComponentType *ret_type);
CtComponentType ct_component_type_of(const char *kind); /* of a product; unlisted: embedded */

typedef struct CtSubjects {
    const CtInstances *instances;
    const CtModel *model;
    CtFolds *folds;                       /* owned */
    CtCsr of_product;                     /* product row → folds that are made of it or run it */
    CtCsr in_zone;                        /* zone row → folds that stand directly in it */
    CtCsr related[CT_SUBJECT_KIND_COUNT]; /* fold → rows that are about it; see
                                             ct_subjects_related() */
    CtCsr flows_from;
} CtSubjects;

/* @instances outlives it. Cost: that of the folds, and linear in them. */
CtSubjects *ct_subjects_new(const CtInstances *instances);
void ct_subjects_free(CtSubjects *subjects);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSubjects, ct_subjects_free)

/* Where subjects of @kind stand in the model, each in a row of its own but assets; not of SYSTEM.
 */
CtSection ct_subjects_section(CtSubjectKind kind);

uint32_t ct_subjects_count(const CtSubjects *subjects, CtSubjectKind kind);

/* Whether @id is the architect's, and in use: not outside, a product with an asset. */
bool ct_subjects_counts(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id);

/* As users write it, of an asset the first; g_free(). */
char *ct_subjects_text(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id);
CtPos ct_subjects_pos(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id);
uint64_t ct_subjects_size(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id);

/* The first asset instance of fold @fold, the row of the zone it stands in, and its class. */
uint32_t ct_subjects_first(const CtSubjects *subjects, uint32_t fold);
uint32_t ct_subjects_zone(const CtSubjects *subjects, uint32_t fold);
uint32_t ct_subjects_class(const CtSubjects *subjects, uint32_t fold);

/* Whether zone @zone or one around it is marked outside. */
bool ct_subjects_is_outside(const CtSubjects *subjects, uint32_t zone);

/* SL-T of zone @zone in foundational requirement @area (-1: the highest of the seven): its own,
 * else that of the innermost zone around it that states one; -1 unstated. */
int ct_subjects_sl_t(const CtSubjects *subjects, uint32_t zone, int area);

/* Appends the folds that @id of @kind is about, sorted, each once: those of a zone or product,
 * those that data lie on, that a credential opens, that a channel or flow goes to … */
void
ct_subjects_folds(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id, CtIds *ret_folds);

/* Fold → the flows that it begins, likewise. */
const CtCsr *ct_subjects_flows_from(CtSubjects *subjects);

/* Fold → the rows of @kind whose ct_subjects_folds() it is in; not of SYSTEM and ASSET. Made when
 * first asked. Cost: the sum of their folds, once. */
const CtCsr *ct_subjects_related(CtSubjects *subjects, CtSubjectKind kind);

/* Appends the rows of zones (or products) that @id speaks for, sorted, each once. */
void ct_subjects_scopes(const CtSubjects *subjects,
                        CtSubjectKind kind,
                        uint32_t id,
                        CtScopeKind scope,
                        CtIds *ret_rows);
