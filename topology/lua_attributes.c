/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One row an attribute. Defaults of services and security were applied by topology/classes.c and
 * carry a bit that says so; those of everything else are given here (TECHNIQUES 3).
 */
#include "topology/lua_attributes.h"

#include "topology/lua_calls.h"

#include <glib.h>
#include <string.h>

#define NONE CT_ATTRIBUTE_NO_FALLBACK

#define WORD(name, record, field, list, fallback, line)                                            \
    {                                                                                              \
        name, CT_ATTRIBUTE_WORD, list, false, fallback, offsetof(record, field), 0, NULL, NULL,    \
            line                                                                                   \
    }
#define WORDS(name, record, field, list, fallback, line)                                           \
    {                                                                                              \
        name, CT_ATTRIBUTE_WORDS, list, false, fallback, offsetof(record, field), 0, NULL, NULL,   \
            line                                                                                   \
    }
#define TRI(name, record, field, fallback, line)                                                   \
    {                                                                                              \
        name, CT_ATTRIBUTE_TRI, 0, false, fallback, offsetof(record, field), 0, NULL, NULL, line   \
    }
#define PLAIN(TYPE, name, record, field, line)                                                     \
    {                                                                                              \
        name, CT_ATTRIBUTE_##TYPE, 0, false, NONE, offsetof(record, field), 0, NULL, NULL, line    \
    }
#define REF(name, record, field, view, line)                                                       \
    {                                                                                              \
        name, CT_ATTRIBUTE_REF, view, false, NONE, offsetof(record, field), 0, NULL, NULL, line    \
    }
#define REFS(name, record, field, view, line)                                                      \
    {                                                                                              \
        name, CT_ATTRIBUTE_REFS, view, false, NONE, offsetof(record, field), 0, NULL, NULL, line   \
    }
#define CALL(name, call, returns, line)                                                            \
    {                                                                                              \
        name, CT_ATTRIBUTE_CALL, 0, false, NONE, 0, 0, call, returns, line                         \
    }
/* What differs between assets of one class. */
#define SINGLE(name, call, returns, line)                                                          \
    {                                                                                              \
        name, CT_ATTRIBUTE_CALL, 0, true, NONE, 0, 0, call, returns, line                          \
    }

/* Effective values of a service and of security, with the bit that marks them assumed. */
#define OF_SERVICE(TYPE, name, field, list, BIT, line)                                             \
    {                                                                                              \
        name, CT_ATTRIBUTE_##TYPE, list, false, NONE, offsetof(CtClassService, field),             \
            CT_ASSUMED_##BIT, NULL, NULL, line                                                     \
    }
#define OF_SECURITY(TYPE, name, list, bit, line)                                                   \
    {                                                                                              \
#name, CT_ATTRIBUTE_##TYPE, list, false, NONE, offsetof(CtClassSecurity, name),            \
            UINT32_C(1) << (bit), NULL, NULL, line                                                 \
    }

static const CtAttribute asset[] = {
    CALL("kind", ct_call_asset_kind, "string", "the kind of its product"),
    CALL("product", ct_call_asset_product, "Product", "what it is made of"),
    CALL("security", ct_call_asset_security, "Security", "its `security:`, own or its product's"),
    CALL("updates", ct_call_asset_updates, "\"auto\"|\"manual\"|\"never\"", "how it is updated"),
    CALL("forwards", ct_call_asset_forwards, "boolean", "it passes packets or messages on"),
    CALL("drives_process",
         ct_call_asset_drives_process,
         "boolean",
         "to own it is to command the process"),
    CALL("reports", ct_call_asset_reports, "boolean", "what it reports can be falsified"),
    CALL("reads_mail", ct_call_asset_reads_mail, "boolean", "mail is read on it"),
    SINGLE("zone", ct_call_asset_zone, "Zone", "where it stands"),
    SINGLE("site", ct_call_asset_site, "Site?", "where hands can be put on it"),
    SINGLE("criticality", ct_call_asset_criticality, "Criticality", "what its loss would mean"),
    SINGLE("sensor", ct_call_asset_sensor, "number", "the chance that it notices an attempt"),
    SINGLE("operated_by", ct_call_asset_operated_by, "Supplier?", "who runs it"),
    SINGLE("stores", ct_call_asset_stores, "Credential[]", "credentials of its own kept on it"),
    SINGLE("networks", ct_call_asset_networks, "Network[]", "networks it lists itself"),
    SINGLE("roams", ct_call_asset_roams, "Network[]", "networks it visits"),
    SINGLE("sl_t", ct_call_asset_sl_t, "integer?", "its own required level, 0 to 4"),
    SINGLE("count", ct_call_asset_count, "integer", "how many alike its `count:` stands for"),
};

static const CtAttribute service[] = {
    CALL("asset", ct_call_service_asset, "Asset", "what it listens on"),
    CALL("product", ct_call_service_product, "Product?", "the product that defines it"),
    CALL("port", ct_call_service_port, "string", "as written: \"tcp/443\""),
    OF_SERVICE(WORD, "auth", auth, CT_WORDS_AUTH, AUTH, "what it asks for"),
    OF_SERVICE(WORDS, "gives", gives, CT_WORDS_GIVES, GIVES, "what a session with it can do"),
    OF_SERVICE(WORD, "runs_as", runs_as, CT_WORDS_LEVEL, RUNS_AS, "what an exploit of it gains"),
    OF_SERVICE(WORD, "mfa", mfa, CT_WORDS_MFA, MFA, "the second factor it asks for"),
    OF_SERVICE(BOOL, "encrypted", encrypted, 0, ENCRYPTED, "nobody on the way can read it"),
    OF_SERVICE(BOOL,
               "session_binding",
               session_binding,
               0,
               SESSION_BINDING,
               "a session is of no use on another machine"),
    OF_SERVICE(BOOL, "rate_limit", rate_limit, 0, RATE_LIMIT, "it answers only so often"),
    REFS("into", CtClassService, into, CT_VIEW_NETWORK, "networks a session puts one on"),
    REF("component", CtClassService, component, CT_VIEW_COMPONENT, "what it is made of"),
    REF("needs", CtClassService, needs, CT_VIEW_CONDITION, "the physical state a command needs"),
};

static const CtAttribute network[] = {
    WORD("medium", CtNetwork, medium, CT_WORDS_MEDIUM, CT_MEDIUM_ETHERNET, "what carries it"),
    CALL("key", ct_call_network_key, "Credential?", "what opens it, the first of `keys`"),
    CALL("keys", ct_call_network_keys, "Credential[]", "what opens it: any of them"),
    TRI("isolated", CtNetwork, isolated, false, "those on it do not reach each other"),
    TRI("port_security", CtNetwork, port_security, false, "a device put between is noticed"),
    TRI("nac", CtNetwork, nac, false, "it admits registered devices only"),
    PLAIN(NUMBER, "capacity", CtNetwork, capacity, "what it carries before it is flooded"),
    CALL("is_radio", ct_call_network_is_radio, "boolean", "through the air"),
    CALL("is_bus", ct_call_network_is_bus, "boolean", "a field or vehicle bus"),
    CALL("is_ip", ct_call_network_is_ip, "boolean", "it carries TCP, UDP and ICMP"),
    CALL("is_carried", ct_call_network_is_carried, "boolean", "carried by hand: no way back"),
};

static const CtAttribute zone[] = {
    PLAIN(SMALL, "level", CtZone, level, "Purdue level 0 to 5"),
    WORD("domain", CtZone, domain, CT_WORDS_DOMAIN, NONE, "it, ot or mobile"),
    TRI("outside", CtZone, outside, false, "attackers without another entry start here"),
    REF("parent", CtZone, parent, CT_VIEW_ZONE, "the zone it is part of"),
    REF("operated_by", CtZone, operated_by, CT_VIEW_SUPPLIER, "who runs it"),
    PLAIN(COUNT, "count", CtZone, count, "how many alike its `count:` stands for"),
};

static const CtAttribute product[] = {
    PLAIN(TEXT, "kind", CtProduct, kind, "plc, server, phone …"),
    PLAIN(TEXT, "version", CtProduct, version, "as written"),
    REF("supplier", CtProduct, supplier, CT_VIEW_SUPPLIER, "who makes it"),
    REFS("stores", CtProduct, stores, CT_VIEW_CREDENTIAL, "credentials every instance holds"),
};

static const CtAttribute component[] = {
    REF("product", CtComponent, product, CT_VIEW_PRODUCT, "what it is inside of"),
    REF("supplier", CtComponent, supplier, CT_VIEW_SUPPLIER, "who makes it"),
    PLAIN(TEXT, "purl", CtComponent, purl, "package URL"),
    PLAIN(TEXT, "cpe", CtComponent, cpe, "CPE name"),
    PLAIN(TEXT, "version", CtComponent, version, "as written"),
};

static const CtAttribute supplier[] = {
    CALL("practices", ct_call_supplier_practices, "Practices", "how it works"),
    PLAIN(COUNT, "tier", CtSupplier, tier, "1 supplies us, 2 supplies those; 0: not stated"),
    REFS("supplied_by", CtSupplier, supplied_by, CT_VIEW_SUPPLIER, "its own suppliers"),
};

static const CtAttribute practices[] = {
    WORD("sdl", CtSupplier, sdl, CT_WORDS_SDL, CT_SDL_NONE, "maturity of secure development"),
    WORD("signing", CtSupplier, signing, CT_WORDS_SIGNING, CT_SIGNING_NONE, "who signs, with what"),
    WORD("review", CtSupplier, review, CT_WORDS_REVIEW, CT_REVIEW_NONE, "who looks at changes"),
    TRI("pinned", CtSupplier, pinned, false, "dependencies are pinned"),
    TRI("reproducible", CtSupplier, reproducible, false, "builds can be repeated"),
};

static const CtAttribute people[] = {
    PLAIN(NUMBER, "trained", CtPeople, trained, "share of attempts that training stops, 0 to 1"),
    TRI("mail", CtPeople, mail, true, "strangers can write to them"),
    TRI("media", CtPeople, media, true, "they plug in what they find"),
    TRI("repairs", CtPeople, repairs, true, "they re-admit what was doctored"),
    PLAIN(COUNT, "count", CtPeople, count, "how many persons"),
};

static const CtAttribute credential[] = {
    WORD(
        "kind", CtCredential, kind, CT_WORDS_CREDENTIAL_KIND, CT_CREDENTIAL_PASSWORD, "what it is"),
    WORD("strength",
         CtCredential,
         strength,
         CT_WORDS_STRENGTH,
         CT_STRENGTH_STRONG,
         "how hard it is to guess"),
    WORD("protected",
         CtCredential,
         protected_as,
         CT_WORDS_PROTECTED,
         CT_PROTECTED_USER,
         "who can read it where it is kept"),
    CALL("privilege", ct_call_credential_privilege, "\"user\"|\"admin\"", "what a login gains"),
    REF("second", CtCredential, second, CT_VIEW_CREDENTIAL, "its second factor"),
    CALL("authority", ct_call_credential_authority, "Asset?", "the asset that issues it"),
};

static const CtAttribute channel[] = {
    WORD("kind", CtChannel, kind, CT_WORDS_CHANNEL_KIND, NONE, "update, build, command …"),
    WORDS("gives",
          CtChannel,
          gives,
          CT_WORDS_CHANNEL_GIVES,
          CT_CHANNEL_GIVES_CONTROL,
          "what its sender can do to what it commands"),
    WORD("auth", CtChannel, auth, CT_WORDS_AUTH, CT_AUTH_PASSWORD, "what it asks its sender for"),
    WORD("mfa", CtChannel, mfa, CT_WORDS_MFA, CT_MFA_NONE, "the second factor it asks for"),
    WORD("installs_as",
         CtChannel,
         installs_as,
         CT_WORDS_LEVEL,
         CT_LEVEL_ADMIN,
         "the level at which what it brings runs"),
    TRI("encrypted", CtChannel, encrypted, false, "nobody on the way can change it"),
    PLAIN(STATED, "signed", CtChannel, signed_with, "what it carries is signed"),
    PLAIN(COUNT, "batch", CtChannel, batch, "how many it serves at once; nil: all"),
    PLAIN(COUNT, "approvals", CtChannel, approvals, "how many approvers must agree"),
    CALL("credential",
         ct_call_channel_credential,
         "Credential?",
         "what opens it, the first of `credentials`"),
    CALL("credentials", ct_call_channel_credentials, "Credential[]", "what opens it: any of them"),
    REF("supplier", CtChannel, from_supplier, CT_VIEW_SUPPLIER, "the organisation that sends"),
};

static const CtAttribute data[] = {
    PLAIN(TEXT, "kind", CtData, kind, "program, dataset, model, backup …"),
    WORD("protected",
         CtData,
         protected_as,
         CT_WORDS_PROTECTED,
         CT_PROTECTED_USER,
         "who can reach it where it is"),
    WORD("opened_as",
         CtData,
         opened_as,
         CT_WORDS_LEVEL,
         CT_LEVEL_USER,
         "the level at which it runs where it is opened"),
    TRI("writable", CtData, writable, true, "those who reach it can change it"),
    TRI("encrypted", CtData, encrypted, false, "it is kept encrypted"),
    CALL("keys", ct_call_data_keys, "Credential[]", "what decrypts it: any of them"),
    PLAIN(STATED, "signed", CtData, signed_with, "those who open it check a signature"),
};

static const CtAttribute flow[] = {
    TRI("required", CtFlow, required, false, "the business needs it"),
    PLAIN(TEXT, "service", CtFlow, service, "the name of the service it talks to"),
};

static const CtAttribute function[] = {
    WORD("loss", CtFunction, loss, CT_WORDS_LOSS, CT_LOSS_AVAILABILITY, "what is lost with it"),
    WORD("safety", CtFunction, safety, CT_WORDS_SEVERITY, NONE, "how far its loss endangers"),
    PLAIN(NUMBER, "cost_per_hour", CtFunction, cost_per_hour, "of its loss"),
};

static const CtAttribute condition[] = {
    TRI("holds", CtCondition, holds, false, "it holds from the start"),
};

static const CtAttribute vulnerability[] = {
    WORD("vector", CtVulnerability, vector, CT_WORDS_VECTOR, CT_VECTOR_NETWORK, "from where"),
    WORD("privileges",
         CtVulnerability,
         privileges,
         CT_WORDS_PRIVILEGES,
         CT_PRIVILEGES_NONE,
         "the login it needs"),
    TRI("interaction", CtVulnerability, interaction, false, "a person must do something"),
    WORD("complexity",
         CtVulnerability,
         complexity,
         CT_WORDS_COMPLEXITY,
         CT_COMPLEXITY_LOW,
         "how much must fit"),
    WORD("gains",
         CtVulnerability,
         gains,
         CT_WORDS_VULN_GAINS,
         NONE,
         "what it gives; nil: what the service runs as"),
    TRI("scope_changed", CtVulnerability, scope_changed, false, "it leaves what it is in"),
    TRI("kev", CtVulnerability, kev, false, "known to be exploited"),
    WORD("vex", CtVulnerability, vex, CT_WORDS_VEX, NONE, "what the supplier says"),
    PLAIN(NUMBER, "epss", CtVulnerability, epss, "EPSS probability, 0 to 1"),
    PLAIN(TEXT, "cvss", CtVulnerability, cvss, "CVSS vector as written"),
    PLAIN(TEXT, "fixed_in", CtVulnerability, fixed_in, "the first version without it"),
    REF("means", CtVulnerability, means, CT_VIEW_CREDENTIAL, "the credential that the flaw is"),
    CALL("product", ct_call_flaw_product, "Product", "what it sits in"),
    CALL("component", ct_call_flaw_component, "Component?", "the part it sits in"),
    CALL("service", ct_call_flaw_service, "Service?", "what it is exploited through"),
};

static const CtAttribute security[] = {
    OF_SECURITY(REF, firmware_key, CT_VIEW_CREDENTIAL, 0, "the key that update_signed checks"),
    OF_SECURITY(BOOL, update_signed, 0, 1, "firmware must be signed"),
    OF_SECURITY(BOOL, logic_signed, 0, 2, "programs must be signed"),
    OF_SECURITY(BOOL, secure_boot, 0, 3, "it starts nothing unsigned"),
    OF_SECURITY(BOOL, rollback_protected, 0, 4, "old firmware is refused"),
    OF_SECURITY(BOOL, lockout, 0, 5, "guessing locks the account"),
    OF_SECURITY(BOOL, unique_credentials, 0, 6, "every instance has secrets of its own"),
    OF_SECURITY(BOOL, secure_storage, 0, 7, "secrets do not leave the chip"),
    OF_SECURITY(BOOL, credential_guard, 0, 8, "logons are not kept where they can be read"),
    OF_SECURITY(BOOL, application_allowlist, 0, 9, "only listed programs run"),
    OF_SECURITY(BOOL, robust, 0, 10, "a model that resists crafted input"),
    OF_SECURITY(WORD, mode_switch, CT_WORDS_MODE_SWITCH, 11, "the position of the key switch"),
    OF_SECURITY(WORD, removable_media, CT_WORDS_ALLOWED, 12, "whether sticks are accepted"),
    OF_SECURITY(WORD, media_runs_as, CT_WORDS_LEVEL, 13, "the level of what a stick starts"),
    OF_SECURITY(WORD, macros, CT_WORDS_ALLOWED, 14, "whether documents may run code"),
    OF_SECURITY(WORD, onboarding, CT_WORDS_ONBOARDING, 15, "how a device is admitted"),
    OF_SECURITY(WORD, commissioning, CT_WORDS_COMMISSIONING, 16, "who can take it over anew"),
    OF_SECURITY(WORD, debug_port, CT_WORDS_DEBUG_PORT, 17, "what hands on the board find"),
};

static const CtAttribute criticality[] = {
    WORD("safety", CtAsset, safety, CT_WORDS_SEVERITY, NONE, "danger to people"),
    WORD("availability", CtAsset, availability, CT_WORDS_SEVERITY, NONE, "if it stands still"),
    WORD("integrity", CtAsset, integrity, CT_WORDS_SEVERITY, NONE, "if it does something else"),
    WORD("confidentiality", CtAsset, confidentiality, CT_WORDS_SEVERITY, NONE, "if it is read"),
};

static const CtAttribute controls[] = {
    WORD("mfa", CtSignature, mfa, CT_WORDS_MFA, NONE, "the strongest second factor on the way"),
    WORD("inspection",
         CtSignature,
         inspection,
         CT_WORDS_INSPECTION,
         NONE,
         "the strongest inspection on the way"),
    WORD("encryption",
         CtSignature,
         encryption,
         CT_WORDS_ENCRYPTION,
         NONE,
         "the strongest encryption on the way"),
    PLAIN(NUMBER, "sensor", CtSignature, sensor, "the chance that some sensor notices"),
};

static const struct {
    const CtAttribute *rows;
    size_t n;
    const char *text;
    const char *sees; /* all of its attributes need it */
} kinds[CT_VIEW_COUNT] = {
#define KIND(NAME, table, text, sees) [CT_VIEW_##NAME] = {table, G_N_ELEMENTS(table), text, sees}
    KIND(ASSET, asset, "asset", "asset"),
    KIND(SERVICE, service, "service", NULL),
    KIND(NETWORK, network, "network", NULL),
    KIND(ZONE, zone, "zone", NULL),
    [CT_VIEW_SITE] = {NULL, 0, "site", NULL},
    KIND(PRODUCT, product, "product", NULL),
    KIND(COMPONENT, component, "component", NULL),
    KIND(SUPPLIER, supplier, "supplier", "supplier"),
    KIND(PEOPLE, people, "people", "person"),
    KIND(CREDENTIAL, credential, "credential", "credential"),
    KIND(CHANNEL, channel, "channel", NULL),
    KIND(DATA, data, "data", NULL),
    KIND(FLOW, flow, "flow", NULL),
    KIND(FUNCTION, function, "function", NULL),
    KIND(CONDITION, condition, "condition", NULL),
    KIND(VULNERABILITY, vulnerability, "vulnerability", NULL),
    KIND(SECURITY, security, "security", NULL),
    KIND(CRITICALITY, criticality, "criticality", NULL),
    KIND(PRACTICES, practices, "practices", NULL),
    KIND(CONTROLS, controls, "controls", NULL),
#undef KIND
};

const CtAttribute *
ct_attributes(CtViewKind kind, size_t *ret_n)
{
    *ret_n = kinds[kind].n;
    return kinds[kind].rows;
}

const char *
ct_attribute_sees_word(CtViewKind kind)
{
    return kinds[kind].sees;
}

const char *
ct_view_kind_text(CtViewKind kind)
{
    return kind < CT_VIEW_COUNT && kinds[kind].text != NULL ? kinds[kind].text : "nothing";
}

static void
append_words(GString *text, CtWordList list)
{
    for (unsigned v = 1; v <= ct_words_count(list); v++)
        g_string_append_printf(text, "%s\"%s\"", v > 1 ? "|" : "", ct_word_text(list, v));
}

static void
append_class(GString *text, CtViewKind kind)
{
    g_string_append_printf(text, "%c%s", g_ascii_toupper(kinds[kind].text[0]),
                           kinds[kind].text + 1);
}

char *
ct_attribute_type_text(const CtAttribute *attribute)
{
    GString *text = g_string_new(NULL);
    bool optional = attribute->fallback == NONE && attribute->assumed == 0;

    switch ((CtAttributeType)attribute->type) {
    case CT_ATTRIBUTE_WORD:
        append_words(text, attribute->of);
        g_string_append(text, optional ? "|nil" : "");
        break;
    case CT_ATTRIBUTE_WORDS:
        g_string_append(text, "string[]");
        break;
    case CT_ATTRIBUTE_TRI:
    case CT_ATTRIBUTE_BOOL:
    case CT_ATTRIBUTE_STATED:
        g_string_append(text, "boolean");
        break;
    case CT_ATTRIBUTE_NUMBER:
        g_string_append(text, "number?");
        break;
    case CT_ATTRIBUTE_COUNT:
    case CT_ATTRIBUTE_SMALL:
        g_string_append(text, "integer?");
        break;
    case CT_ATTRIBUTE_TEXT:
        g_string_append(text, "string?");
        break;
    case CT_ATTRIBUTE_REF:
        append_class(text, attribute->of);
        g_string_append_c(text, '?');
        break;
    case CT_ATTRIBUTE_REFS:
        append_class(text, attribute->of);
        g_string_append(text, "[]");
        break;
    case CT_ATTRIBUTE_CALL:
        g_string_append(text, attribute->returns);
        break;
    }
    return g_string_free(text, FALSE);
}
