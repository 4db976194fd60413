/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grammar of topology files as tables: which keys a map may have, of what type, and where in a
 * row the value goes. The reader, the writer, the JSON Schema and docs/topology-format.md all walk
 * these tables, so they cannot drift.
 */
#pragma once

#include "base/out.h"
#include "topology/rows.h"

typedef enum CtKeyType {
    CT_KEY_TEXT,         /* CtId: interned text */
    CT_KEY_NAME,         /* CtId: interned, one word in the grammar of ids */
    CT_KEY_PURL,         /* CtId: a package URL */
    CT_KEY_CVSS,         /* CtId: a CVSS vector; fills the words of its row that are not stated */
    CT_KEY_DATE,         /* CtId: YYYY-MM-DD */
    CT_KEY_WINDOW,       /* CtId: "mon-fri 08:00-17:00" */
    CT_KEY_DURATION,     /* CtId: interned; "30d" */
    CT_KEY_WORD,         /* uint8_t: of the list `arg` */
    CT_KEY_WORDS,        /* uint32_t: bit set over the list `arg` */
    CT_KEY_BOOL,         /* uint8_t: CtTri */
    CT_KEY_MFA,          /* uint8_t: CtMfa, or true and false */
    CT_KEY_NUMBER,       /* double: from `low` on */
    CT_KEY_CAPACITY,     /* double: Mbit/s */
    CT_KEY_QUANTITY,     /* CtId: interned; a number, a percentage or a duration */
    CT_KEY_FRACTION,     /* double: 0–1 or a percentage */
    CT_KEY_FRACTION_F,   /* float: the same */
    CT_KEY_INT8,         /* int8_t: low–high */
    CT_KEY_INT32,        /* int32_t: low–high */
    CT_KEY_COUNT,        /* uint32_t: low–high */
    CT_KEY_REF,          /* CtId: row of the section `arg` */
    CT_KEY_REFS,         /* CtSpan of pool: rows of the section `arg` */
    CT_KEY_COMPONENT,    /* CtId: component of the same product */
    CT_KEY_INTO,         /* CtSpan of pool: networks, a zone standing for its own */
    CT_KEY_SELECTOR,     /* CtId: selector */
    CT_KEY_ASSET,        /* CtId: selector of one asset */
    CT_KEY_PORT,         /* CtPortRange of one port */
    CT_KEY_PORTS,        /* CtSpan of port_ranges */
    CT_KEY_RULES,        /* CtSpan of rules */
    CT_KEY_SERVICE_NAME, /* CtId: interned name of a service of whoever is addressed */
    CT_KEY_SERVICE,      /* CtId: service_refs */
    CT_KEY_SERVICES,     /* CtSpan of service_refs */
    CT_KEY_OPENS,        /* CtSpan of opens */
    CT_KEY_PARTIES,      /* CtSpan of parties */
    CT_KEY_APPROVALS,    /* CtChannel.approvals and .approvers */
    CT_KEY_SENDER,       /* CtChannel.from and .from_supplier */
    CT_KEY_NEEDS,        /* CtFunction.needs and .k */
    CT_KEY_AFFECTS,      /* CtSpan of pool: texts, resolved later */
    CT_KEY_SETTINGS,     /* CtSpan of settings */
    CT_KEY_SL_T,         /* int8_t[CT_N_FR]: one number or one for each requirement */
    CT_KEY_FREE,         /* CtId: interned JSON of a free map */
    CT_KEY_MAP,          /* the keys of `shape`, in the same row */
    CT_KEY_PART,         /* CtId: row of the table `arg`, with the keys of `shape` */
    CT_KEY_ENTITIES,     /* CtSpan of the section `arg`, with the keys of `shape` */
    CT_KEY_POLICY,       /* CtPolicy: the keys of `shape`, `never` being `arg` */
    CT_KEY_REFUSED,      /* not read yet; the doc says what to write instead */
    CT_KEY_TYPE_COUNT,
} CtKeyType;

/* In which row a key's value goes: the entity's own, or one made when first needed. */
typedef enum CtKeyPlace { CT_PLACE_ROW, CT_PLACE_EXTRA, CT_PLACE_OVERRIDE } CtKeyPlace;

typedef struct CtShape CtShape;

typedef struct CtKey {
    const char *name;
    uint8_t type;  /* CtKeyType */
    uint8_t place; /* CtKeyPlace */
    uint8_t arg;   /* CtWordList, CtSection, CtTable or a flag, by type */
    bool required;
    uint16_t offset;
    uint32_t low, high;
    const CtShape *shape;
    const char *fallback; /* the default as users read it; NULL: none */
    const char *doc;      /* one sentence */
} CtKey;

struct CtShape {
    const char *what; /* "an asset", for messages */
    const char *doc;
    const CtKey *keys;
    uint32_t n_keys;
    bool entity; /* has name, note, uid and x as well */
};

/* A top-level key whose map holds entities. */
typedef struct CtSectionGrammar {
    CtSection section;
    const CtShape *shape;
} CtSectionGrammar;

extern const CtSectionGrammar ct_section_grammars[];
extern const size_t ct_n_section_grammars;

extern const CtShape ct_shape_entity; /* name, note, uid, x */
extern const CtShape ct_shape_top;    /* name, domain and x of the whole model */
extern const CtShape ct_shape_waiver;

extern const CtShape ct_shape_supplier, ct_shape_product, ct_shape_component, ct_shape_service;
extern const CtShape ct_shape_vulnerability, ct_shape_security, ct_shape_firewall, ct_shape_rule;
extern const CtShape ct_shape_firewall_rule;
extern const CtShape ct_shape_network, ct_shape_site, ct_shape_zone, ct_shape_conduit;
extern const CtShape ct_shape_asset, ct_shape_people, ct_shape_data, ct_shape_credential;
extern const CtShape ct_shape_channel, ct_shape_flow, ct_shape_function, ct_shape_condition;
extern const CtShape ct_shape_requirement, ct_shape_policy, ct_shape_measure, ct_shape_target;

/* Names of the foundational requirements, by CtZone.sl_t index. */
extern const char *const ct_fr_names[CT_N_FR];

/* The key @name of @shape, its common ones included; NULL if it has none. */
const CtKey *ct_shape_find(const CtShape *shape, const char *name);

/* The same, looked for from key @first on, round to where it began: maps are mostly written in the
 * order of their tables. @first may also be one past the last, or of another shape. */
const CtKey *ct_shape_find_near(const CtShape *shape, const CtKey *first, const char *name);

/* What the value of @key has to be, in words: "one of: user, admin". Free with g_free(). */
char *ct_key_expects(const CtKey *key);

/* docs/topology-format.md. */
void ct_grammar_write_markdown(CtOut *out);
