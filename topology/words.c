/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The word tables. The order is that of the enums in the header; a word's value is its place in
 * the list, counted from 1. Which product kinds and ports are known stands in kinds.c.
 */
#include "topology/words.h"

#include <glib.h>
#include <string.h>

/* Longest list: the media. */
enum { MAX_WORDS = 20 };

static const char *const word_texts[CT_WORDS_COUNT][MAX_WORDS] = {
    [CT_WORDS_AUTH] = {"none", "password", "key", "certificate", "token", "host"},
    [CT_WORDS_GIVES] = {"shell", "network", "control", "parameters", "program", "firmware",
                        "manage", "files", "mail", "app"},
    [CT_WORDS_LEVEL] = {"user", "admin"},
    [CT_WORDS_MFA] = {"none", "push", "otp", "phishing-resistant"},
    [CT_WORDS_MODE_SWITCH] = {"none", "run", "program", "remote"},
    [CT_WORDS_ALLOWED] = {"allowed", "blocked"},
    [CT_WORDS_ONBOARDING] = {"none", "user", "attested"},
    [CT_WORDS_COMMISSIONING] = {"open", "protected"},
    [CT_WORDS_DEBUG_PORT] = {"open", "locked", "closed"},
    [CT_WORDS_CREDENTIAL_KIND] = {"password", "key", "certificate", "token", "otp", "host-trust",
                                  "signing-key", "token-signing", "domain-admin",
                                  "service-account"},
    [CT_WORDS_STRENGTH] = {"default", "hardcoded", "weak", "strong"},
    [CT_WORDS_PROTECTED] = {"user", "admin", "hardware"},
    [CT_WORDS_VECTOR] = {"network", "adjacent", "local", "physical"},
    [CT_WORDS_PRIVILEGES] = {"none", "low", "high"},
    [CT_WORDS_COMPLEXITY] = {"low", "high"},
    [CT_WORDS_VULN_GAINS] = {"user", "admin", "session", "control", "halt", "read"},
    [CT_WORDS_VEX] = {"affected", "not_affected", "fixed", "under_investigation"},
    [CT_WORDS_INSPECTION] = {"none", "stateful", "proxy", "dpi", "diode"},
    [CT_WORDS_ENCRYPTION] = {"none", "vpn", "tls"},
    [CT_WORDS_MEDIUM] = {"ethernet", "wifi", "cellular", "internet", "satellite", "vpn", "zigbee",
                         "ble", "lora", "z-wave", "can", "lin", "spi", "serial", "profibus", "usb",
                         "removable", "physical"},
    [CT_WORDS_DOMAIN] = {"it", "ot", "mobile"},
    [CT_WORDS_CHANNEL_KIND] = {"update", "build", "command", "remote-maintenance"},
    [CT_WORDS_CHANNEL_GIVES] = {"shell", "control", "manage", "data"},
    [CT_WORDS_SIGNING] = {"none", "shared-key", "ci", "hsm", "offline"},
    [CT_WORDS_SDL] = {"none", "ML1", "ML2", "ML3", "ML4"},
    [CT_WORDS_REVIEW] = {"none", "two-person"},
    [CT_WORDS_UPDATES] = {"auto", "manual", "never"},
    [CT_WORDS_LOSS] = {"view", "control", "safety", "availability"},
    [CT_WORDS_SEVERITY] = {"low", "medium", "high", "severe"},
    [CT_WORDS_MUST] = {"available", "observable", "controllable", "safe", "confidential", "intact"},
    [CT_WORDS_PROTOCOL] = {"tcp", "udp", "icmp", "zigbee", "ble", "lora", "z-wave", "can", "lin",
                           "spi", "serial", "profibus", "usb", "removable", "physical"},
    [CT_WORDS_DEFAULT_ACTION] = {"allow", "deny"},
};

unsigned
ct_words_count(CtWordList list)
{
    unsigned n = 0;

    g_return_val_if_fail(list < CT_WORDS_COUNT, 0);

    while (n < MAX_WORDS && word_texts[list][n] != NULL)
        n++;
    return n;
}

const char *
ct_word_text(CtWordList list, unsigned value)
{
    g_return_val_if_fail(list < CT_WORDS_COUNT, "");

    if (value == 0 || value > MAX_WORDS || word_texts[list][value - 1] == NULL)
        return "";
    return word_texts[list][value - 1];
}

unsigned
ct_word_find(CtWordList list, const char *text)
{
    g_return_val_if_fail(list < CT_WORDS_COUNT, 0);

    for (unsigned i = 0; i < MAX_WORDS && word_texts[list][i] != NULL; i++)
        if (strcmp(word_texts[list][i], text) == 0)
            return i + 1;
    return 0;
}

bool
ct_medium_is_ip(CtMedium medium)
{
    return medium >= CT_MEDIUM_ETHERNET && medium <= CT_MEDIUM_VPN;
}

bool
ct_medium_is_radio(CtMedium medium)
{
    return medium == CT_MEDIUM_WIFI || medium == CT_MEDIUM_CELLULAR ||
           medium == CT_MEDIUM_SATELLITE ||
           (medium >= CT_MEDIUM_ZIGBEE && medium <= CT_MEDIUM_Z_WAVE);
}

bool
ct_medium_is_bus(CtMedium medium)
{
    return medium >= CT_MEDIUM_CAN && medium <= CT_MEDIUM_PROFIBUS;
}

bool
ct_medium_is_carried(CtMedium medium)
{
    return medium >= CT_MEDIUM_USB && medium <= CT_MEDIUM_PHYSICAL;
}

bool
ct_medium_carries(CtMedium medium, CtProtocol protocol)
{
    if (protocol >= CT_PROTOCOL_TCP && protocol <= CT_PROTOCOL_ICMP)
        return ct_medium_is_ip(medium);
    if (protocol < CT_PROTOCOL_ZIGBEE || protocol > CT_PROTOCOL_PHYSICAL)
        return false;
    /* The other protocols and their media stand in the same order. */
    return (int)medium - CT_MEDIUM_ZIGBEE == (int)protocol - CT_PROTOCOL_ZIGBEE;
}
