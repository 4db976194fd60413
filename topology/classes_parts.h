/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parts of a class's content: its flaws, its security. Internal to topology/classes*.c.
 */
#pragma once

#include "topology/classes.h"

/* What is stated, else @fallback and @bit set in @assumed. */
static inline uint8_t
ct_word_or(uint8_t stated, uint8_t fallback, uint32_t bit, uint32_t *assumed)
{
    if (stated != 0)
        return stated;
    *assumed |= bit;
    return fallback;
}

static inline bool
ct_stated_or(uint8_t stated, bool fallback, uint32_t bit, uint32_t *assumed)
{
    if (stated != CT_TRI_UNSTATED)
        return stated == CT_TRI_TRUE;
    *assumed |= bit;
    return fallback;
}

/* What the defaults of some fields depend on. */
typedef struct CtSecurityTraits {
    bool takes_media; /* has a usb service, or is on a network that a stick carries */
    bool reads_mail;
} CtSecurityTraits;

/* Security row @base (CT_NO_ID: none) overridden key by key by @over (likewise), with defaults. */
CtClassSecurity
ct_classes_security(const CtModel *model, CtId base, CtId over, CtSecurityTraits traits);

/* Where vulnerabilities sit, by product; those that give no step left out. */
typedef struct CtClassesFlaws CtClassesFlaws;

/* Cost: linear in what vulnerabilities affect. */
CtClassesFlaws *ct_classes_flaws_new(const CtModel *model);
void ct_classes_flaws_free(CtClassesFlaws *flaws);

/* Appends the flaws of @class, whose software and services are in @classes, and sets its spans. */
void ct_classes_flaws_add(const CtClassesFlaws *flaws, CtClasses *classes, CtClass *class);
