/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The controlled words of a topology file. Value 0 always means "not stated"; the text of value v
 * is the v-th word of the list (words.c), so enum, YAML, schema, Lua and reports cannot drift.
 */
#pragma once

#include "base/ids.h"

typedef enum CtWordList {
    CT_WORDS_AUTH,
    CT_WORDS_GIVES, /* a bit set: bit v - 1 stands for word v */
    CT_WORDS_LEVEL,
    CT_WORDS_MFA,
    CT_WORDS_MODE_SWITCH,
    CT_WORDS_ALLOWED,
    CT_WORDS_ONBOARDING,
    CT_WORDS_COMMISSIONING,
    CT_WORDS_DEBUG_PORT,
    CT_WORDS_CREDENTIAL_KIND,
    CT_WORDS_STRENGTH,
    CT_WORDS_PROTECTED,
    CT_WORDS_VECTOR,
    CT_WORDS_PRIVILEGES,
    CT_WORDS_COMPLEXITY,
    CT_WORDS_VULN_GAINS,
    CT_WORDS_VEX,
    CT_WORDS_INSPECTION,
    CT_WORDS_ENCRYPTION,
    CT_WORDS_MEDIUM,
    CT_WORDS_DOMAIN, /* of a zone: it, ot, mobile */
    CT_WORDS_CHANNEL_KIND,
    CT_WORDS_CHANNEL_GIVES, /* a bit set */
    CT_WORDS_SIGNING,
    CT_WORDS_SDL,
    CT_WORDS_REVIEW,
    CT_WORDS_UPDATES,
    CT_WORDS_LOSS,
    CT_WORDS_SEVERITY, /* low 1 … severe 4 */
    CT_WORDS_MUST,
    CT_WORDS_PROTOCOL,
    CT_WORDS_DEFAULT_ACTION,
    CT_WORDS_COUNT,
} CtWordList;

typedef enum CtAuth {
    CT_AUTH_UNSTATED,
    CT_AUTH_NONE,
    CT_AUTH_PASSWORD,
    CT_AUTH_KEY,
    CT_AUTH_CERTIFICATE,
    CT_AUTH_TOKEN,
    CT_AUTH_HOST
} CtAuth;

/* shell network control parameters program firmware manage files mail app */
enum {
    CT_GIVES_SHELL = 1 << 0,
    CT_GIVES_NETWORK = 1 << 1,
    CT_GIVES_CONTROL = 1 << 2,
    CT_GIVES_PARAMETERS = 1 << 3,
    CT_GIVES_PROGRAM = 1 << 4,
    CT_GIVES_FIRMWARE = 1 << 5,
    CT_GIVES_MANAGE = 1 << 6,
    CT_GIVES_FILES = 1 << 7,
    CT_GIVES_MAIL = 1 << 8,
    CT_GIVES_APP = 1 << 9,
};

typedef enum CtLevel { CT_LEVEL_UNSTATED, CT_LEVEL_USER, CT_LEVEL_ADMIN } CtLevel;
typedef enum CtMfa {
    CT_MFA_UNSTATED,
    CT_MFA_NONE,
    CT_MFA_PUSH,
    CT_MFA_OTP,
    CT_MFA_PHISHING_RESISTANT
} CtMfa; /* YAML true = the last, false = none */
typedef enum CtModeSwitch {
    CT_MODE_SWITCH_UNSTATED,
    CT_MODE_SWITCH_NONE,
    CT_MODE_SWITCH_RUN,
    CT_MODE_SWITCH_PROGRAM,
    CT_MODE_SWITCH_REMOTE
} CtModeSwitch;
typedef enum CtAllowed {
    CT_ALLOWED_UNSTATED,
    CT_ALLOWED_YES,
    CT_ALLOWED_BLOCKED
} CtAllowed; /* allowed blocked */
typedef enum CtOnboarding {
    CT_ONBOARDING_UNSTATED,
    CT_ONBOARDING_NONE,
    CT_ONBOARDING_USER,
    CT_ONBOARDING_ATTESTED
} CtOnboarding;
typedef enum CtCommissioning {
    CT_COMMISSIONING_UNSTATED,
    CT_COMMISSIONING_OPEN,
    CT_COMMISSIONING_PROTECTED
} CtCommissioning;
typedef enum CtDebugPort {
    CT_DEBUG_PORT_UNSTATED,
    CT_DEBUG_PORT_OPEN,
    CT_DEBUG_PORT_LOCKED,
    CT_DEBUG_PORT_CLOSED
} CtDebugPort;
typedef enum CtCredentialKind {
    CT_CREDENTIAL_KIND_UNSTATED,
    CT_CREDENTIAL_PASSWORD,
    CT_CREDENTIAL_KEY,
    CT_CREDENTIAL_CERTIFICATE,
    CT_CREDENTIAL_TOKEN,
    CT_CREDENTIAL_OTP,
    CT_CREDENTIAL_HOST_TRUST,
    CT_CREDENTIAL_SIGNING_KEY,
    CT_CREDENTIAL_TOKEN_SIGNING,
    CT_CREDENTIAL_DOMAIN_ADMIN,
    CT_CREDENTIAL_SERVICE_ACCOUNT
} CtCredentialKind;
typedef enum CtStrength {
    CT_STRENGTH_UNSTATED,
    CT_STRENGTH_DEFAULT,
    CT_STRENGTH_HARDCODED,
    CT_STRENGTH_WEAK,
    CT_STRENGTH_STRONG
} CtStrength;
typedef enum CtProtected {
    CT_PROTECTED_UNSTATED,
    CT_PROTECTED_USER,
    CT_PROTECTED_ADMIN,
    CT_PROTECTED_HARDWARE
} CtProtected;
typedef enum CtVector {
    CT_VECTOR_UNSTATED,
    CT_VECTOR_NETWORK,
    CT_VECTOR_ADJACENT,
    CT_VECTOR_LOCAL,
    CT_VECTOR_PHYSICAL
} CtVector;
typedef enum CtPrivileges {
    CT_PRIVILEGES_UNSTATED,
    CT_PRIVILEGES_NONE,
    CT_PRIVILEGES_LOW,
    CT_PRIVILEGES_HIGH
} CtPrivileges;
typedef enum CtComplexity {
    CT_COMPLEXITY_UNSTATED,
    CT_COMPLEXITY_LOW,
    CT_COMPLEXITY_HIGH
} CtComplexity;
typedef enum CtVulnGains {
    CT_VULN_GAINS_UNSTATED,
    CT_VULN_GAINS_USER,
    CT_VULN_GAINS_ADMIN,
    CT_VULN_GAINS_SESSION,
    CT_VULN_GAINS_CONTROL,
    CT_VULN_GAINS_HALT,
    CT_VULN_GAINS_READ
} CtVulnGains;
typedef enum CtVex {
    CT_VEX_UNSTATED,
    CT_VEX_AFFECTED,
    CT_VEX_NOT_AFFECTED,
    CT_VEX_FIXED,
    CT_VEX_UNDER_INVESTIGATION
} CtVex;
typedef enum CtInspection {
    CT_INSPECTION_UNSTATED,
    CT_INSPECTION_NONE,
    CT_INSPECTION_STATEFUL,
    CT_INSPECTION_PROXY,
    CT_INSPECTION_DPI,
    CT_INSPECTION_DIODE
} CtInspection;
typedef enum CtEncryption {
    CT_ENCRYPTION_UNSTATED,
    CT_ENCRYPTION_NONE,
    CT_ENCRYPTION_VPN,
    CT_ENCRYPTION_TLS
} CtEncryption;
typedef enum CtMedium {
    CT_MEDIUM_UNSTATED,
    CT_MEDIUM_ETHERNET,
    CT_MEDIUM_WIFI,
    CT_MEDIUM_CELLULAR,
    CT_MEDIUM_INTERNET,
    CT_MEDIUM_SATELLITE,
    CT_MEDIUM_VPN, /* carry TCP, UDP, ICMP */
    CT_MEDIUM_ZIGBEE,
    CT_MEDIUM_BLE,
    CT_MEDIUM_LORA,
    CT_MEDIUM_Z_WAVE, /* radio */
    CT_MEDIUM_CAN,
    CT_MEDIUM_LIN,
    CT_MEDIUM_SPI,
    CT_MEDIUM_SERIAL,
    CT_MEDIUM_PROFIBUS, /* bus */
    CT_MEDIUM_USB,
    CT_MEDIUM_REMOVABLE,
    CT_MEDIUM_PHYSICAL, /* carried by hand */
} CtMedium;
typedef enum CtDomain { CT_DOMAIN_UNSTATED, CT_DOMAIN_IT, CT_DOMAIN_OT, CT_DOMAIN_MOBILE } CtDomain;
typedef enum CtChannelKind {
    CT_CHANNEL_KIND_UNSTATED,
    CT_CHANNEL_UPDATE,
    CT_CHANNEL_BUILD,
    CT_CHANNEL_COMMAND,
    CT_CHANNEL_REMOTE_MAINTENANCE
} CtChannelKind;
/* shell control manage data */
enum {
    CT_CHANNEL_GIVES_SHELL = 1 << 0,
    CT_CHANNEL_GIVES_CONTROL = 1 << 1,
    CT_CHANNEL_GIVES_MANAGE = 1 << 2,
    CT_CHANNEL_GIVES_DATA = 1 << 3,
};
typedef enum CtSigning {
    CT_SIGNING_UNSTATED,
    CT_SIGNING_NONE,
    CT_SIGNING_SHARED_KEY,
    CT_SIGNING_CI,
    CT_SIGNING_HSM,
    CT_SIGNING_OFFLINE
} CtSigning;
typedef enum CtSdl {
    CT_SDL_UNSTATED,
    CT_SDL_NONE,
    CT_SDL_ML1,
    CT_SDL_ML2,
    CT_SDL_ML3,
    CT_SDL_ML4
} CtSdl; /* maturity levels of IEC 62443-4-1 */
typedef enum CtReview { CT_REVIEW_UNSTATED, CT_REVIEW_NONE, CT_REVIEW_TWO_PERSON } CtReview;
typedef enum CtUpdates {
    CT_UPDATES_UNSTATED,
    CT_UPDATES_AUTO,
    CT_UPDATES_MANUAL,
    CT_UPDATES_NEVER
} CtUpdates;
typedef enum CtLoss {
    CT_LOSS_UNSTATED,
    CT_LOSS_VIEW,
    CT_LOSS_CONTROL,
    CT_LOSS_SAFETY,
    CT_LOSS_AVAILABILITY
} CtLoss;
typedef enum CtMust {
    CT_MUST_UNSTATED,
    CT_MUST_AVAILABLE,
    CT_MUST_OBSERVABLE,
    CT_MUST_CONTROLLABLE,
    CT_MUST_SAFE,
    CT_MUST_CONFIDENTIAL,
    CT_MUST_INTACT
} CtMust;
/* The first three run over IP media; each other one over networks of the medium of its name. */
typedef enum CtProtocol {
    CT_PROTOCOL_UNSTATED,
    CT_PROTOCOL_TCP,
    CT_PROTOCOL_UDP,
    CT_PROTOCOL_ICMP,
    CT_PROTOCOL_ZIGBEE,
    CT_PROTOCOL_BLE,
    CT_PROTOCOL_LORA,
    CT_PROTOCOL_Z_WAVE,
    CT_PROTOCOL_CAN,
    CT_PROTOCOL_LIN,
    CT_PROTOCOL_SPI,
    CT_PROTOCOL_SERIAL,
    CT_PROTOCOL_PROFIBUS,
    CT_PROTOCOL_USB,
    CT_PROTOCOL_REMOVABLE,
    CT_PROTOCOL_PHYSICAL,
} CtProtocol;
typedef enum CtDefaultAction {
    CT_DEFAULT_ACTION_UNSTATED,
    CT_DEFAULT_ACTION_ALLOW,
    CT_DEFAULT_ACTION_DENY
} CtDefaultAction;

/* The number of words in @list. */
unsigned ct_words_count(CtWordList list);

/* The text of @value (1 …); "" for 0 or past the end. */
const char *ct_word_text(CtWordList list, unsigned value);

/* The value of @text, 0 if it is not in @list. */
unsigned ct_word_find(CtWordList list, const char *text);

/* TCP, UDP and ICMP run over it. */
bool ct_medium_is_ip(CtMedium medium);
bool ct_medium_is_radio(CtMedium medium);   /* wifi cellular satellite zigbee ble lora z-wave */
bool ct_medium_is_bus(CtMedium medium);     /* can lin spi serial profibus */
bool ct_medium_is_carried(CtMedium medium); /* usb removable physical: carries no connection back */

/* @protocol can run over a network of @medium. */
bool ct_medium_carries(CtMedium medium, CtProtocol protocol);

/*
 * The known product kinds and what holds of them (DESIGN 3, TECHNIQUES 0). A kind is an open word;
 * one that is not listed is a warning and has none of the traits.
 */
typedef struct CtKindInfo {
    const char *name;
    bool is_ot;          /* shown under its ICS ids */
    bool drives_process; /* owning it is commanding the process */
    bool reports;        /* what it reports can be falsified */
    bool reads_mail;
    bool forwards;    /* gateways, routers, firewalls, hubs and switches */
    const char *note; /* one line for `list kinds` */
} CtKindInfo;

extern const CtKindInfo ct_kind_infos[];
extern const size_t ct_n_kind_infos;

/* NULL where the kind is not listed. */
const CtKindInfo *ct_kind_find(const char *name);

/* What a service gives that does not say, and whether its port is encrypted by nature. */
typedef struct CtPortInfo {
    uint8_t protocol; /* CtProtocol */
    uint16_t port;    /* 0 where the protocol has none */
    const char *name; /* "SSH" */
    uint32_t gives;   /* CT_GIVES_… */
    bool encrypted;
} CtPortInfo;

extern const CtPortInfo ct_port_infos[];
extern const size_t ct_n_port_infos;
const CtPortInfo *ct_port_find(uint8_t protocol, uint16_t port); /* NULL if not in the table */
