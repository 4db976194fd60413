/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The architecture as loaded: one flat array per kind of entity, dense ids in file order, names
 * interned. These are the rows as written: what was left unsaid is still unsaid here
 * (CT_NO_ID, CT_TRI_UNSTATED, word 0, NaN, an unstated span). topology/classes.h gives values
 * with their defaults; topology/instances.h says what `count:` unfolds to.
 *
 * The grammar tables of topology/yaml address these fields by offset; so do the writer, the JSON
 * Schema and the views that Lua gets. After ct_model_load() the model is immutable.
 */
#pragma once

#include "base/diag.h"
#include "base/ids.h"
#include "base/intern.h"
#include "topology/words.h"

typedef enum CtSection {
    CT_SECTION_SUPPLIERS,
    CT_SECTION_PRODUCTS,
    CT_SECTION_VULNERABILITIES,
    CT_SECTION_NETWORKS,
    CT_SECTION_SITES,
    CT_SECTION_ZONES,
    CT_SECTION_CONDUITS,
    CT_SECTION_ASSETS,
    CT_SECTION_PEOPLE,
    CT_SECTION_DATA,
    CT_SECTION_CREDENTIALS,
    CT_SECTION_CHANNELS,
    CT_SECTION_FLOWS,
    CT_SECTION_FUNCTIONS,
    CT_SECTION_CONDITIONS,
    CT_SECTION_REQUIREMENTS,
    CT_SECTION_POLICIES,
    CT_SECTION_MEASURES,
    CT_SECTION_TARGETS,
    CT_SECTION_COMPONENTS, /* below a product; named product.component */
    CT_SECTION_SERVICES,   /* below a product or asset; named product.service */
    CT_SECTION_COUNT,
} CtSection;

/* First member of every entity. */
typedef struct CtEntity {
    CtId id;    /* interned */
    CtId extra; /* into model->extras, CT_NO_ID for most */
    CtPos pos;  /* of its key */
} CtEntity;

/* What few entities have. */
typedef struct CtExtra {
    CtId name; /* interned text */
    CtId note; /* interned text */
    CtId uid;  /* interned */
    CtId x;    /* interned canonical JSON of the free map */
} CtExtra;

typedef struct CtSupplier {
    CtEntity e;
    int32_t tier;                                       /* 0 unstated */
    CtSpan supplied_by;                                 /* pool: suppliers */
    CtId patch_after;                                   /* interned duration */
    uint8_t sdl, signing, review, pinned, reproducible; /* words; the last two CtTri */
} CtSupplier;

typedef struct CtPortRange {
    uint8_t protocol;   /* CtProtocol */
    uint16_t low, high; /* 0–65535; 0–65535 for a protocol without numbers */
} CtPortRange;

/* One entry of an allow or deny list. */
typedef struct CtRule {
    CtPos pos;
    CtSpan ports; /* port_ranges; unstated: every port of every protocol */
    CtId from;    /* selector of the original sender; CT_NO_ID: anyone */
    CtId to;      /* selector of the final receiver; CT_NO_ID: anyone */
} CtRule;

typedef struct CtFirewall {
    CtPos pos;
    CtSpan allow, deny; /* rules; `to` is not used */
    uint8_t action;     /* CtDefaultAction of what no rule matches; unstated: allow */
} CtFirewall;

/* `security:` of a product or, overriding it key by key, of an asset. */
typedef struct CtSecurity {
    CtPos pos;
    CtId firmware_key;                                                             /* credential */
    uint8_t update_signed, logic_signed, secure_boot, rollback_protected, lockout; /* CtTri */
    uint8_t unique_credentials, secure_storage, credential_guard, application_allowlist, robust;
    uint8_t mode_switch, removable_media, media_runs_as, macros; /* words */
    uint8_t onboarding, commissioning, debug_port;
} CtSecurity;

typedef struct CtService {
    CtEntity e;
    CtId product, asset; /* whose; exactly one is set. Of an asset: adds to, or overrides by name,
                            its product's */
    CtPortRange port;    /* protocol 0: not stated (an asset's override) */
    CtSpan into;         /* pool: networks */
    CtId component;      /* of the product */
    CtId needs;          /* condition */
    uint32_t gives;      /* CT_GIVES_…; 0 unstated */
    uint8_t auth, runs_as, mfa;                               /* words */
    uint8_t encrypted, session_binding, rate_limit, disabled; /* CtTri */
} CtService;

typedef struct CtComponent {
    CtEntity e;
    CtId product;
    CtId supplier;
    CtId purl, cpe, version; /* interned text */
} CtComponent;

typedef struct CtProduct {
    CtEntity e;
    CtId kind; /* interned word */
    CtId supplier;
    CtId version;                /* interned text */
    CtSpan components, services; /* into model->components, model->services */
    CtSpan stores;               /* pool: credentials every instance holds */
    CtId firewall;               /* into model->firewalls */
    CtId security;               /* into model->securities */
    CtId patch_after;            /* interned duration */
} CtProduct;

/* One term of `affects`, resolved: what a vulnerability sits in. */
typedef struct CtAffects {
    CtPos pos;
    CtId text;                        /* as written, interned */
    CtId product, service, component; /* product alone, or with one of the others; all CT_NO_ID: a
                                         purl that nothing matches */
} CtAffects;

typedef struct CtVulnerability {
    CtEntity e;
    CtSpan affects; /* into model->affects; a purl range is resolved to all components it matches */
    CtSpan affects_as_written; /* pool: interned texts */
    CtId cvss;                 /* interned text */
    CtId fixed_in;             /* interned text */
    CtId disclosed_after;      /* interned duration, from the start of a replication */
    CtId patch_after;          /* likewise, from the disclosure */
    CtId means;                /* credential: the flaw is that credential, no step of its own */
    double epss;               /* NaN unstated */
    uint8_t vector, privileges, complexity, gains, vex; /* words, from CVSS where not stated */
    uint8_t interaction, scope_changed, kev, patched; /* CtTri, the first two from CVSS likewise */
} CtVulnerability;

typedef struct CtNetwork {
    CtEntity e;
    CtId key;        /* credential */
    CtId of_zone;    /* the zone whose own network this is (it listed none); else CT_NO_ID */
    double capacity; /* NaN unstated */
    uint8_t medium;  /* word */
    uint8_t isolated, port_security, nac; /* CtTri */
} CtNetwork;

typedef struct CtSite {
    CtEntity e;
    CtSpan access; /* pool: people */
} CtSite;

enum { CT_N_FR = 7 }; /* IAC UC SI DC RDF TRE RA, the foundational requirements of IEC 62443 */

typedef struct CtZone {
    CtEntity e;
    CtSpan networks;      /* pool: networks; never empty after load (its own one is made) */
    CtId parent;          /* zone */
    CtId operated_by;     /* supplier */
    CtId rollout;         /* interned duration; of assets that state none */
    CtId maintenance;     /* interned hours of the week; likewise */
    uint32_t count;       /* ≥ 1 */
    int8_t level;         /* Purdue level 0–5, -1 unstated */
    int8_t sl_t[CT_N_FR]; /* 0–4, -1 unstated */
    uint8_t domain;       /* word */
    uint8_t outside;      /* CtTri */
} CtZone;

typedef struct CtConduit {
    CtEntity e;
    CtId from, to;                       /* zones */
    CtSpan allow, deny;                  /* rules */
    CtId enforced_by;                    /* selector of one asset */
    CtId window;                         /* interned text */
    double sensor;                       /* controls.sensor, 0–1; NaN unstated */
    uint8_t mfa, inspection, encryption; /* controls, words */
    uint8_t transit; /* CtTri; unstated: true from a zone on a network of medium internet */
} CtConduit;

/* `security`, `services`, `firewall` of an asset that has its own. */
typedef struct CtOverride {
    CtId security;   /* into model->securities */
    CtId firewall;   /* into model->firewalls */
    CtSpan services; /* into model->services */
} CtOverride;

typedef struct CtAsset {
    CtEntity e;
    CtId product, zone, site;
    CtId runs_on;     /* selector of one asset */
    CtId operated_by; /* supplier */
    CtId override;    /* into model->overrides */
    CtId rollout;     /* interned duration */
    CtId maintenance; /* interned hours of the week */
    CtId joins;       /* interned duration, from the start of a replication */
    CtId admission;   /* likewise, from then on */
    uint32_t count;   /* ≥ 1 */
    CtSpan networks;  /* pool: networks; unstated: the zone's only one */
    CtSpan software;  /* pool: products */
    CtSpan stores;    /* pool: credentials */
    CtSpan roams;     /* pool: networks */
    float sensor;     /* 0–1; NaN unstated */
    uint8_t safety, availability, integrity, confidentiality; /* CT_WORDS_SEVERITY; 0 unstated */
    int8_t sl_t;      /* its own required level 0–4; -1 unstated */
    uint8_t updates;  /* word */
    uint8_t forwards; /* CtTri */
} CtAsset;

typedef struct CtPeople {
    CtEntity e;
    CtId uses;       /* selector */
    CtSpan accounts; /* pool: credentials */
    uint32_t count;
    double trained;               /* 0–1; NaN unstated */
    uint8_t mail, media, repairs; /* CtTri */
} CtPeople;

/* A service as written somewhere: product.service, or asset.service with an instance. */
typedef struct CtServiceRef {
    CtPos pos;
    CtId product;  /* with product.service: every instance */
    CtId selector; /* with asset.service: that asset */
    CtId name;     /* interned service name */
} CtServiceRef;

typedef struct CtData {
    CtEntity e;
    CtId kind;                       /* interned word */
    CtId at, opened_by;              /* selectors */
    CtSpan served_by;                /* service_refs */
    CtSpan signed_with;              /* pool: credentials */
    uint8_t opened_as, protected_as; /* words: level, protected */
    uint8_t writable, encrypted;     /* CtTri */
} CtData;

typedef enum CtOpensKind {
    CT_OPENS_SERVICE, /* id: service_refs */
    CT_OPENS_NETWORK,
    CT_OPENS_CHANNEL,
    CT_OPENS_CONDUIT,
    CT_OPENS_DATA,
} CtOpensKind;

typedef struct CtOpens {
    CtPos pos;
    uint8_t kind; /* CtOpensKind */
    CtId id;
} CtOpens;

typedef struct CtCredential {
    CtEntity e;
    CtSpan opens;                                    /* into model->opens */
    CtId authority;                                  /* selector of one asset */
    CtId second;                                     /* credential */
    uint8_t kind, strength, privilege, protected_as; /* words */
} CtCredential;

typedef enum CtPartyKind { CT_PARTY_ASSETS, CT_PARTY_CREDENTIAL, CT_PARTY_PEOPLE } CtPartyKind;

/* One that must agree too. */
typedef struct CtParty {
    CtPos pos;
    uint8_t kind; /* CtPartyKind */
    CtId id;      /* selector, credential or people */
} CtParty;

typedef struct CtChannel {
    CtEntity e;
    CtId from;           /* selector of sending assets; CT_NO_ID with from_supplier alone */
    CtId from_supplier;  /* the organisation; the assets it operates send too */
    CtId to;             /* selector; {product: p} includes assets that have p as software */
    CtSpan to_products;  /* pool: products that `to` names, or that the named assets are made of */
    CtSpan into;         /* pool: networks (a zone named here stands for its networks) */
    CtSpan services;     /* service_refs */
    CtSpan signed_with;  /* pool: credentials */
    CtSpan confirmed_by; /* into model->parties */
    CtSpan approvers;    /* pool: people */
    uint32_t approvals;  /* k of them; 0 none */
    uint32_t batch;      /* CT_NO_ID: all at once */
    CtId operated_by;    /* service_refs */
    CtId credential;
    uint32_t gives;                       /* CT_CHANNEL_GIVES_…; 0 unstated */
    uint8_t kind, auth, mfa, installs_as; /* words */
    uint8_t encrypted;                    /* CtTri */
} CtChannel;

typedef struct CtFlow {
    CtEntity e;
    CtId from, to;    /* selectors */
    CtId service;     /* interned service name */
    CtSpan ports;     /* port_ranges, where it names a port and no service */
    uint8_t required; /* CtTri */
} CtFlow;

typedef struct CtNeed {
    CtPos pos;
    CtId asset;    /* selector, or CT_NO_ID */
    CtId function; /* or CT_NO_ID */
} CtNeed;

typedef struct CtFunction {
    CtEntity e;
    CtSpan needs;         /* into model->needs */
    uint32_t k;           /* how many instances of them it needs; CT_NO_ID: all */
    uint8_t loss;         /* word */
    uint8_t safety;       /* CT_WORDS_SEVERITY */
    double cost_per_hour; /* NaN unstated */
} CtFunction;

typedef struct CtCondition {
    CtEntity e;
    uint8_t holds; /* CtTri */
} CtCondition;

typedef struct CtRequirement {
    CtEntity e;
    CtId function, data; /* one of them */
    uint32_t must;       /* bit v - 1 stands for CtMust v */
} CtRequirement;

typedef struct CtPolicy {
    CtEntity e;
    bool never;    /* else always */
    CtId from, to; /* selectors */
    CtId service;  /* interned name; CT_NO_ID: any */
    CtSpan ports;  /* port_ranges */
} CtPolicy;

typedef struct CtSetting {
    CtPos pos;
    CtId path;  /* interned "conduits.c.controls.mfa" */
    CtId value; /* interned YAML, flow style */
} CtSetting;

typedef struct CtMeasure {
    CtEntity e;
    double cost;
    CtSpan set; /* into model->settings */
} CtMeasure;

typedef struct CtTarget {
    CtEntity e;    /* id: a KPI's */
    CtId min, max; /* interned texts: a number, a percentage or a duration; CT_NO_ID unstated */
} CtTarget;

typedef struct CtWaiver {
    CtPos pos;
    CtId finding, reason, owner, until; /* interned texts */
} CtWaiver;

/* Who a set of assets is, as written; equal ones are interned to one id. */
typedef enum CtTermKind {
    CT_TERM_ASSET, /* id: asset, with an instance path */
    CT_TERM_ZONE,  /* includes descendants */
    CT_TERM_PRODUCT,
    CT_TERM_SUPPLIER,
    CT_TERM_KIND, /* id: interned word */
} CtTermKind;

enum { CT_MAX_PATH = 4 }; /* nested counts: bulb[17][2] */

typedef struct CtTerm {
    uint8_t kind;  /* CtTermKind */
    uint8_t depth; /* indices given */
    CtId id;
    uint32_t index[CT_MAX_PATH]; /* outermost zone first, the asset's own last */
} CtTerm;

typedef struct CtSelector {
    CtSpan terms; /* into model->terms; a union */
} CtSelector;

/* A growable array of rows; `data` may be NULL when empty. */
#define CT_ROWS(Type)                                                                              \
    struct {                                                                                       \
        Type *data;                                                                                \
        uint32_t length, capacity;                                                                 \
    }

typedef struct CtModel {
    CtIntern *names;   /* every text of the model */
    CtDiag *diag;      /* the loader's; borrowed. File names for positions */
    CtId name, domain; /* interned; CT_NO_ID unstated */
    CtId x;            /* the model's own free map, interned JSON */

    CT_ROWS(CtSupplier) suppliers;
    CT_ROWS(CtProduct) products;
    CT_ROWS(CtComponent) components;
    CT_ROWS(CtService) services;
    CT_ROWS(CtVulnerability) vulnerabilities;
    CT_ROWS(CtNetwork) networks;
    CT_ROWS(CtSite) sites;
    CT_ROWS(CtZone) zones;
    CT_ROWS(CtConduit) conduits;
    CT_ROWS(CtAsset) assets;
    CT_ROWS(CtPeople) people;
    CT_ROWS(CtData) data;
    CT_ROWS(CtCredential) credentials;
    CT_ROWS(CtChannel) channels;
    CT_ROWS(CtFlow) flows;
    CT_ROWS(CtFunction) functions;
    CT_ROWS(CtCondition) conditions;
    CT_ROWS(CtRequirement) requirements;
    CT_ROWS(CtPolicy) policies;
    CT_ROWS(CtMeasure) measures;
    CT_ROWS(CtTarget) targets;
    CT_ROWS(CtWaiver) waivers;

    CT_ROWS(CtExtra) extras;
    CT_ROWS(CtSecurity) securities;
    CT_ROWS(CtFirewall) firewalls;
    CT_ROWS(CtOverride) overrides;
    CT_ROWS(CtRule) rules;
    CT_ROWS(CtPortRange) port_ranges;
    CT_ROWS(CtAffects) affects;
    CT_ROWS(CtServiceRef) service_refs;
    CT_ROWS(CtOpens) opens;
    CT_ROWS(CtParty) parties;
    CT_ROWS(CtNeed) needs;
    CT_ROWS(CtSetting) settings;
    CT_ROWS(CtTerm) terms;
    CT_ROWS(CtSelector) selectors;
    CT_ROWS(uint32_t) pool; /* id lists */

    struct CtModelIndex *index; /* names to rows; model.c */
} CtModel;

/* An empty model that reports positions through @diag, which must outlive it. */
CtModel *ct_model_new(CtDiag *diag);
void ct_model_free(CtModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtModel, ct_model_free)

/* The text of an interned id of @model; "" for CT_NO_ID. */
const char *ct_model_text(const CtModel *model, CtId id);

/* "assets", "zones" …; static. */
const char *ct_section_name(CtSection section);

/* "asset", "zone" …; static. */
const char *ct_section_word(CtSection section);

/* The number of rows in @section. */
uint32_t ct_model_count(const CtModel *model, CtSection section);

/* Row @i of @section. */
CtEntity *ct_model_entity(const CtModel *model, CtSection section, uint32_t i);

/*
 * The row named @id in @section, CT_NO_ID if there is none. Components and services are found by
 * "product.component" and "product.service" (or "asset.service" of an asset's own). Cost: one
 * hash look-up.
 */
CtId ct_model_find(const CtModel *model, CtSection section, const char *id);

/* The id of row @i as users write it: "rtu-1", "rtu-500.web". Owned by the model. */
const char *ct_model_id(const CtModel *model, CtSection section, uint32_t i);

/* Its `name:` where it has one, else its id. */
const char *ct_model_title(const CtModel *model, CtSection section, uint32_t i);
