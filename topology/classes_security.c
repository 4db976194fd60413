/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Security with its defaults (TECHNIQUES 3). One rule makes them: an absent defence is absent, so
 * no attack is missed; an absent weakness is absent, so no attack is invented.
 */
#include "topology/classes_parts.h"

#include <glib.h>

/* Bit numbers of CtClassSecurity.assumed: its fields in declaration order. */
enum {
    SECURITY_FIRMWARE_KEY,
    SECURITY_UPDATE_SIGNED,
    SECURITY_LOGIC_SIGNED,
    SECURITY_SECURE_BOOT,
    SECURITY_ROLLBACK_PROTECTED,
    SECURITY_LOCKOUT,
    SECURITY_UNIQUE_CREDENTIALS,
    SECURITY_SECURE_STORAGE,
    SECURITY_CREDENTIAL_GUARD,
    SECURITY_APPLICATION_ALLOWLIST,
    SECURITY_ROBUST,
    SECURITY_MODE_SWITCH,
    SECURITY_REMOVABLE_MEDIA,
    SECURITY_MEDIA_RUNS_AS,
    SECURITY_MACROS,
    SECURITY_ONBOARDING,
    SECURITY_COMMISSIONING,
    SECURITY_DEBUG_PORT,
};

static CtSecurity
merged_security(const CtModel *model, CtId base, CtId over)
{
    CtSecurity merged = {.firmware_key = CT_NO_ID};
    const CtId rows[] = {base, over};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i] == CT_NO_ID)
            continue;

        const CtSecurity *row = &model->securities.data[rows[i]];

        merged.pos = row->pos;
        if (row->firmware_key != CT_NO_ID)
            merged.firmware_key = row->firmware_key;
#define TAKE(field) merged.field = row->field != 0 ? row->field : merged.field
        TAKE(update_signed);
        TAKE(logic_signed);
        TAKE(secure_boot);
        TAKE(rollback_protected);
        TAKE(lockout);
        TAKE(unique_credentials);
        TAKE(secure_storage);
        TAKE(credential_guard);
        TAKE(application_allowlist);
        TAKE(robust);
        TAKE(mode_switch);
        TAKE(removable_media);
        TAKE(media_runs_as);
        TAKE(macros);
        TAKE(onboarding);
        TAKE(commissioning);
        TAKE(debug_port);
#undef TAKE
    }
    return merged;
}

CtClassSecurity
ct_classes_security(const CtModel *model, CtId base, CtId over, CtSecurityTraits traits)
{
    const CtSecurity merged = merged_security(model, base, over);
    const CtSecurity *stated = &merged;
    CtClassSecurity security = {.pos = stated->pos, .firmware_key = stated->firmware_key};
    uint32_t *assumed = &security.assumed;

    if (stated->firmware_key == CT_NO_ID)
        *assumed |= 1u << SECURITY_FIRMWARE_KEY;
#define FLAG(field, NAME)                                                                          \
    security.field = ct_stated_or(stated->field, false, 1u << SECURITY_##NAME, assumed)
    FLAG(update_signed, UPDATE_SIGNED);
    FLAG(logic_signed, LOGIC_SIGNED);
    FLAG(secure_boot, SECURE_BOOT);
    FLAG(rollback_protected, ROLLBACK_PROTECTED);
    FLAG(lockout, LOCKOUT);
    FLAG(unique_credentials, UNIQUE_CREDENTIALS);
    FLAG(secure_storage, SECURE_STORAGE);
    FLAG(credential_guard, CREDENTIAL_GUARD);
    FLAG(application_allowlist, APPLICATION_ALLOWLIST);
    FLAG(robust, ROBUST);
#undef FLAG
#define WORD(field, NAME, fallback)                                                                \
    security.field = ct_word_or(stated->field, fallback, 1u << SECURITY_##NAME, assumed)
    WORD(mode_switch, MODE_SWITCH, CT_MODE_SWITCH_NONE);
    WORD(removable_media, REMOVABLE_MEDIA,
         traits.takes_media ? CT_ALLOWED_YES : CT_ALLOWED_BLOCKED);
    WORD(media_runs_as, MEDIA_RUNS_AS, CT_LEVEL_USER);
    WORD(macros, MACROS, traits.reads_mail ? CT_ALLOWED_YES : CT_ALLOWED_BLOCKED);
    WORD(onboarding, ONBOARDING, CT_ONBOARDING_NONE);
    WORD(commissioning, COMMISSIONING, CT_COMMISSIONING_PROTECTED);
    WORD(debug_port, DEBUG_PORT, CT_DEBUG_PORT_CLOSED);
#undef WORD
    return security;
}
