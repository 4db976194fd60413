/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an attacker can have: kinds of facts, the entities they speak of, and their one text form
 * `kind:entity[:level]`, the same in YAML, Lua, reports and the command line (DESIGN 9).
 *
 * Technique files may declare kinds of their own (`fact "jailbroken" { of = "asset" }`). They are
 * numbered after the built-in ones, and only the library that read them knows what a number means:
 * whoever looks a kind up says in which vocabulary.
 */
#pragma once

#include "topology/instances.h"

/* What a variable of a technique, or the entity of a fact, ranges over; ids are instances where
 * there are instances. */
typedef enum CtEntityKind {
    CT_ENTITY_NONE,
    CT_ENTITY_ASSET,   /* asset instance */
    CT_ENTITY_SERVICE, /* service instance */
    CT_ENTITY_NETWORK, /* network instance */
    CT_ENTITY_ZONE,    /* zone instance */
    CT_ENTITY_SITE,
    CT_ENTITY_PRODUCT,
    CT_ENTITY_COMPONENT,
    CT_ENTITY_SUPPLIER,
    CT_ENTITY_PEOPLE,
    CT_ENTITY_CREDENTIAL,
    CT_ENTITY_CHANNEL,
    CT_ENTITY_DATA,
    CT_ENTITY_FLOW,
    CT_ENTITY_FUNCTION,
    CT_ENTITY_CONDITION,
    CT_ENTITY_VULNERABILITY, /* a CtClassVulnerability row: the flaw in its place */
    CT_ENTITY_REQUIREMENT,
    CT_ENTITY_COUNT,
} CtEntityKind;

typedef enum CtFactKind {
#define CT_FACT(NAME, text, entity, levels, mode, line) CT_FACT_##NAME,
#include "attacks/facts.def"
#undef CT_FACT
    CT_FACT_COUNT,
} CtFactKind;

typedef struct CtFactKindInfo {
    const char *text;
    uint8_t entity; /* CtEntityKind */
    uint8_t levels; /* 1, or 2: user and admin */
    bool held;      /* gained by an attempt and kept; else follows from others */
    const char *line;
    const char *file; /* that declares it; NULL: built in */
    uint32_t line_number;
} CtFactKindInfo;

enum {
    CT_FACT_KINDS_DECLARED =
        64, /* at most; a word over several kinds of entities counts for each */
    CT_FACT_KINDS_MOST = CT_FACT_COUNT + CT_FACT_KINDS_DECLARED,
};
G_STATIC_ASSERT((int)CT_FACT_KINDS_MOST <= UINT8_MAX);

/* A vocabulary: the built-in kinds under their CtFactKind, then what was declared, in the order of
 * declaration, kinds of one word side by side. */
typedef struct CtFactKinds {
    uint32_t n;
    CtFactKindInfo infos[CT_FACT_KINDS_MOST];
} CtFactKinds;

/* Without declared kinds. */
extern const CtFactKinds ct_fact_kinds_builtin;

static inline CtEntityKind
ct_fact_kind_entity(const CtFactKinds *kinds, uint8_t kind)
{
    return (CtEntityKind)kinds->infos[kind].entity;
}

/* The first kind of word @text in @kinds; -1 if it is none. */
int ct_fact_kind_find(const CtFactKinds *kinds, const char *text);

/* The kind among those that share @kind's word whose entity is @entity, or -1. */
int ct_fact_kind_of_entity(const CtFactKinds *kinds, uint8_t kind, CtEntityKind entity);

/* The kind of entities called @text ("asset"); CT_ENTITY_NONE if there is none. */
CtEntityKind ct_entity_kind_find(const char *text);

/* A fact as a person names it. */
typedef struct CtFact {
    uint8_t kind;    /* CtFactKind, or declared */
    uint8_t level;   /* CtLevel; CT_LEVEL_UNSTATED where the kind has one level */
    uint32_t entity; /* of the kind's CtEntityKind */
} CtFact;

#define CT_FACT_ERROR ct_fact_error_quark()
typedef enum CtFactError { CT_FACT_ERROR_FAILED } CtFactError;
GQuark ct_fact_error_quark(void);

/* "exec:meter[17]:admin"; free with g_free(). */
char *ct_fact_text(const CtFactKinds *kinds, const CtInstances *instances, CtFact fact);

/*
 * Reads `kind:entity[:level]` (level: admin if a two-level kind gives none) and, as `expected`
 * files write it, `kind(entity, level)`. Says what was expected and what is close.
 */
bool ct_fact_parse(const CtFactKinds *kinds,
                   const CtInstances *instances,
                   const char *text,
                   CtFact *ret_fact,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The number of entities of @kind in @instances. */
uint32_t ct_entity_count(const CtInstances *instances, CtEntityKind kind);

/* The section whose rows are the entities of @kind; false where they are in none, or instances. */
bool ct_entity_section(CtEntityKind kind, CtSection *ret_section);

/* "service", "asset" …; static. */
const char *ct_entity_kind_text(CtEntityKind kind);

/* The entity as users write it; free with g_free(). */
char *ct_entity_text(const CtInstances *instances, CtEntityKind kind, uint32_t entity);

/* Where it is defined. */
CtPos ct_entity_pos(const CtInstances *instances, CtEntityKind kind, uint32_t entity);
