/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Effective content of assets. A class is a product set plus overrides; assets whose effective
 * content is equal share a class, and whatever depends only on content (services, security,
 * vulnerabilities, technique guards) is computed once per class. Defaults are applied here and
 * nowhere else; every value that was not stated is marked assumed, so that a reason can say so.
 */
#pragma once

#include "topology/model.h"

/* Which field of a CtClassService was filled in by a default. */
enum {
    CT_ASSUMED_AUTH = 1 << 0,
    CT_ASSUMED_GIVES = 1 << 1,
    CT_ASSUMED_RUNS_AS = 1 << 2,
    CT_ASSUMED_ENCRYPTED = 1 << 3,
    CT_ASSUMED_MFA = 1 << 4,
    CT_ASSUMED_SESSION_BINDING = 1 << 5,
    CT_ASSUMED_RATE_LIMIT = 1 << 6,
};

/* A service as it listens on every asset of a class. */
typedef struct CtClassService {
    CtId service;     /* row of model->services that defines it (the product's where an asset only
                         overrides) */
    CtId name;        /* interned; "web@scada" where two products of the asset have a `web` */
    CtPos pos;        /* of the definition, or of the override that says most */
    CtPortRange port; /* low == high */
    CtSpan into;      /* model->pool: networks */
    CtId component, needs;
    uint32_t gives;
    uint8_t auth, runs_as, mfa; /* words, never 0 */
    bool encrypted, session_binding, rate_limit;
    uint32_t assumed; /* CT_ASSUMED_… */
} CtClassService;

/* Security with defaults; bit i of `assumed` is the i-th field in declaration order. */
typedef struct CtClassSecurity {
    CtPos pos; /* line 0 where nothing is stated */
    CtId firmware_key;
    bool update_signed, logic_signed, secure_boot, rollback_protected, lockout;
    bool unique_credentials, secure_storage, credential_guard, application_allowlist, robust;
    uint8_t mode_switch, removable_media, media_runs_as, macros;
    uint8_t onboarding, commissioning, debug_port;
    uint32_t assumed;
} CtClassSecurity;

/* A vulnerability present on a class, and where it sits. */
typedef struct CtClassVulnerability {
    CtId vulnerability;
    CtId product;   /* of the class's product set */
    CtId component; /* CT_NO_ID: the product itself */
    CtId service;   /* index below CtClass.services it is exploited through when `affects` names one
                       or the   service's component is affected; CT_NO_ID: of no particular service
                       (local flaws, product-wide) */
} CtClassVulnerability;

typedef struct CtClass {
    CtId product;
    CtSpan software;        /* classes->ids: products, sorted, the main one first */
    CtSpan services;        /* classes->services, in product order, then file order */
    CtSpan vulnerabilities; /* classes->vulnerabilities, in file order; none that is patched, fixed
                               or not affected */
    CtSpan mended;          /* likewise: patched or fixed, so that an older release has them */
    CtId firewall;          /* model->firewalls or CT_NO_ID */
    CtClassSecurity security;
    const CtKindInfo *kind; /* NULL for a kind not listed */
    uint8_t updates;        /* word, never 0 */
    bool forwards;          /* stated, else false */
} CtClass;

typedef struct CtClasses {
    const CtModel *model;
    CT_ROWS(CtClass) classes;
    CT_ROWS(CtClassService) services;
    CT_ROWS(CtClassVulnerability) vulnerabilities;
    CT_ROWS(uint32_t) ids;
    uint32_t *of_asset; /* asset row → class */
} CtClasses;

/* Whether the installed release no longer has it: patched, or fixed by what the supplier says. */
bool ct_classes_is_mended(const CtVulnerability *vulnerability);

/* Cost: linear in assets plus the content of distinct classes. @model must outlive the result. */
CtClasses *ct_classes_new(const CtModel *model);
void ct_classes_free(CtClasses *classes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtClasses, ct_classes_free)
