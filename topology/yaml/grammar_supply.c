/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keys of suppliers, products, components, services and vulnerabilities.
 */
#include "topology/yaml/grammar.h"

#include <glib.h>

#define KEY(row, member) .offset = offsetof(row, member)
#define SHAPE(list, text, explanation, is_entity)                                                  \
    {                                                                                              \
        .what = text, .doc = explanation, .keys = list, .n_keys = G_N_ELEMENTS(list),              \
        .entity = is_entity                                                                        \
    }

static const CtKey practice_keys[] = {
    {"sdl", CT_KEY_WORD, KEY(CtSupplier, sdl), .arg = CT_WORDS_SDL, .fallback = "none",
     .doc = "Maturity of its secure development, in the levels of IEC 62443-4-1."},
    {"signing", CT_KEY_WORD, KEY(CtSupplier, signing), .arg = CT_WORDS_SIGNING, .fallback = "none",
     .doc = "Where its signing keys live."},
    {"pinned", CT_KEY_BOOL, KEY(CtSupplier, pinned), .fallback = "false",
     .doc = "Whether it pins the versions of what it builds in."},
    {"reproducible", CT_KEY_BOOL, KEY(CtSupplier, reproducible), .fallback = "false",
     .doc = "Whether its builds can be reproduced by others."},
    {"review", CT_KEY_WORD, KEY(CtSupplier, review), .arg = CT_WORDS_REVIEW, .fallback = "none",
     .doc = "Whether a second person reviews changes."},
};
static const CtShape shape_practices = SHAPE(practice_keys, "practices", "", false);

static const CtKey supplier_keys[] = {
    {"tier", CT_KEY_INT32, KEY(CtSupplier, tier), .low = 1, .high = 99,
     .doc = "Its distance in the supply chain: 1 delivers directly."},
    {"practices", CT_KEY_MAP, .shape = &shape_practices,
     .doc =
         "How it develops, signs and reviews. Standards ask; `pinned` bears on attacks too, and "
         "`reproducible` on what is onboarded in a run. What else guards a build or a release is "
         "said by its channel."},
    {"supplied_by", CT_KEY_REFS, KEY(CtSupplier, supplied_by), .arg = CT_SECTION_SUPPLIERS,
     .doc = "Its own suppliers."},
    {"patch_after", CT_KEY_DURATION, KEY(CtSupplier, patch_after), .fallback = "never",
     .doc = "How long after the disclosure of a flaw of its products there is a patch. It bears on "
            "runs, not on what is found at rest."},
};
const CtShape ct_shape_supplier =
    SHAPE(supplier_keys,
          "a supplier",
          "An organisation that makes, builds, integrates, hosts or maintains something.",
          true);

static const CtKey component_keys[] = {
    {"purl", CT_KEY_PURL, KEY(CtComponent, purl),
     .doc = "Package URL with its version; `affects` ranges are matched against it."},
    {"cpe", CT_KEY_TEXT, KEY(CtComponent, cpe), .doc = "CPE name; kept, matched against nothing."},
    {"version", CT_KEY_TEXT, KEY(CtComponent, version), .fallback = "the version of the purl",
     .doc = "Its version."},
    {"supplier", CT_KEY_REF, KEY(CtComponent, supplier), .arg = CT_SECTION_SUPPLIERS,
     .doc = "Who makes it."},
};
const CtShape ct_shape_component =
    SHAPE(component_keys,
          "a component",
          "A piece of hardware, firmware or software inside a product.",
          true);

static const CtKey service_keys[] = {
    {"port", CT_KEY_PORT, KEY(CtService, port),
     .doc = "What it listens on; required, save where an asset overrides its product's service."},
    {"auth", CT_KEY_WORD, KEY(CtService, auth), .arg = CT_WORDS_AUTH, .fallback = "password",
     .doc = "How it asks who is there."},
    {"gives", CT_KEY_WORDS, KEY(CtService, gives), .arg = CT_WORDS_GIVES,
     .fallback = "by port, else app", .doc = "What one who is accepted can do."},
    {"into", CT_KEY_INTO, KEY(CtService, into),
     .doc = "The networks, or zones, that `gives: network` puts one on."},
    {"runs_as", CT_KEY_WORD, KEY(CtService, runs_as), .arg = CT_WORDS_LEVEL, .fallback = "admin",
     .doc = "What an exploit of it gains."},
    {"encrypted", CT_KEY_BOOL, KEY(CtService, encrypted), .fallback = "by port, else false",
     .doc = "Whether its traffic is encrypted."},
    {"mfa", CT_KEY_MFA, KEY(CtService, mfa), .arg = CT_WORDS_MFA, .fallback = "none",
     .doc = "The second factor it asks."},
    {"component", CT_KEY_COMPONENT, KEY(CtService, component),
     .doc = "The component of its product that implements it; its flaws are exploited here."},
    {"needs", CT_KEY_REF, KEY(CtService, needs), .arg = CT_SECTION_CONDITIONS,
     .doc = "A physical condition that its commands need."},
    {"session_binding", CT_KEY_BOOL, KEY(CtService, session_binding), .fallback = "false",
     .doc = "Whether a stolen session is of no use elsewhere."},
    {"rate_limit", CT_KEY_BOOL, KEY(CtService, rate_limit), .fallback = "false",
     .doc = "Whether queries are limited."},
    {"disabled", CT_KEY_BOOL, KEY(CtService, disabled), .fallback = "false",
     .doc = "On an asset: true removes its product's service of that name."},
};
const CtShape ct_shape_service =
    SHAPE(service_keys, "a service", "What an asset listens on.", true);

static const CtKey security_keys[] = {
    {"update_signed", CT_KEY_BOOL, KEY(CtSecurity, update_signed), .fallback = "false",
     .doc = "Updates and firmware are accepted only with a valid signature."},
    {"firmware_key", CT_KEY_REF, KEY(CtSecurity, firmware_key), .arg = CT_SECTION_CREDENTIALS,
     .doc = "The key that `update_signed` checks."},
    {"logic_signed", CT_KEY_BOOL, KEY(CtSecurity, logic_signed), .fallback = "false",
     .doc = "Control logic is accepted only with a valid signature."},
    {"secure_boot", CT_KEY_BOOL, KEY(CtSecurity, secure_boot), .fallback = "false",
     .doc = "Only signed code starts."},
    {"rollback_protected", CT_KEY_BOOL, KEY(CtSecurity, rollback_protected), .fallback = "false",
     .doc = "Old releases are refused."},
    {"lockout", CT_KEY_BOOL, KEY(CtSecurity, lockout), .fallback = "false",
     .doc = "Guessing passwords locks the account."},
    {"unique_credentials", CT_KEY_BOOL, KEY(CtSecurity, unique_credentials), .fallback = "false",
     .doc = "Secrets differ from instance to instance. Standards ask; in attacks a product's "
            "secret, once read, opens all that it opens."},
    {"secure_storage", CT_KEY_BOOL, KEY(CtSecurity, secure_storage), .fallback = "false",
     .doc = "Secrets cannot be read out of the device."},
    {"credential_guard", CT_KEY_BOOL, KEY(CtSecurity, credential_guard), .fallback = "false",
     .doc = "Cached logons cannot be read out."},
    {"application_allowlist", CT_KEY_BOOL, KEY(CtSecurity, application_allowlist),
     .fallback = "false", .doc = "Only listed programs run."},
    {"robust", CT_KEY_BOOL, KEY(CtSecurity, robust), .fallback = "false",
     .doc = "A model trained against adversarial inputs."},
    {"mode_switch", CT_KEY_WORD, KEY(CtSecurity, mode_switch), .arg = CT_WORDS_MODE_SWITCH,
     .fallback = "none", .doc = "Position of the controller's key switch; `none`: it has none."},
    {"removable_media", CT_KEY_WORD, KEY(CtSecurity, removable_media), .arg = CT_WORDS_ALLOWED,
     .fallback = "allowed where it has a usb service or is on a usb network",
     .doc = "Whether sticks and disks may be used."},
    {"media_runs_as", CT_KEY_WORD, KEY(CtSecurity, media_runs_as), .arg = CT_WORDS_LEVEL,
     .fallback = "user", .doc = "What code from removable media runs as."},
    {"macros", CT_KEY_WORD, KEY(CtSecurity, macros), .arg = CT_WORDS_ALLOWED,
     .fallback = "allowed for kinds that read mail", .doc = "Whether attachments can run code."},
    {"onboarding", CT_KEY_WORD, KEY(CtSecurity, onboarding), .arg = CT_WORDS_ONBOARDING,
     .fallback = "none", .doc = "Who admits a device to the system."},
    {"commissioning", CT_KEY_WORD, KEY(CtSecurity, commissioning), .arg = CT_WORDS_COMMISSIONING,
     .fallback = "protected", .doc = "Whether a device can be taken over the air."},
    {"debug_port", CT_KEY_WORD, KEY(CtSecurity, debug_port), .arg = CT_WORDS_DEBUG_PORT,
     .fallback = "closed", .doc = "State of its debug port."},
};
const CtShape ct_shape_security =
    SHAPE(security_keys,
          "security",
          "Protections of a product; an asset may override them one by one.",
          false);

static const CtKey firewall_keys[] = {
    {"allow", CT_KEY_RULES, KEY(CtFirewall, allow), .arg = 1, .doc = "What may arrive."},
    {"deny", CT_KEY_RULES, KEY(CtFirewall, deny), .arg = 1,
     .doc = "What may not; wins over `allow`."},
    {"default", CT_KEY_WORD, KEY(CtFirewall, action), .arg = CT_WORDS_DEFAULT_ACTION,
     .fallback = "allow", .doc = "What happens to that which no rule matches."},
};
const CtShape ct_shape_firewall =
    SHAPE(firewall_keys,
          "a firewall",
          "Filters what arrives at a product or asset, also on its own network.",
          false);

#define IMPORTER "has no importer in this version; "

static const CtKey product_keys[] = {
    {"kind", CT_KEY_NAME, KEY(CtProduct, kind),
     .doc = "What it is, a word of `cybertwin list kinds`; another word is a warning."},
    {"supplier", CT_KEY_REF, KEY(CtProduct, supplier), .arg = CT_SECTION_SUPPLIERS,
     .doc = "Who makes it."},
    {"version", CT_KEY_TEXT, KEY(CtProduct, version), .doc = "Its version."},
    {"components", CT_KEY_ENTITIES, KEY(CtProduct, components), .arg = CT_SECTION_COMPONENTS,
     .shape = &ct_shape_component, .doc = "What is inside it, by id."},
    {"services", CT_KEY_ENTITIES, KEY(CtProduct, services), .arg = CT_SECTION_SERVICES,
     .shape = &ct_shape_service, .doc = "What every instance listens on, by id."},
    {"stores", CT_KEY_REFS, KEY(CtProduct, stores), .arg = CT_SECTION_CREDENTIALS,
     .doc = "Credentials that every instance holds."},
    {"firewall", CT_KEY_PART, KEY(CtProduct, firewall), .arg = CT_TABLE_FIREWALLS,
     .shape = &ct_shape_firewall, .doc = "Its packet filter."},
    {"security", CT_KEY_PART, KEY(CtProduct, security), .arg = CT_TABLE_SECURITIES,
     .shape = &ct_shape_security, .doc = "Its protections."},
    {"patch_after", CT_KEY_DURATION, KEY(CtProduct, patch_after), .fallback = "its supplier's",
     .doc = "How long after a flaw of it is disclosed there is a patch."},
    {"sbom", CT_KEY_REFUSED, .doc = IMPORTER "list its parts under 'components' instead"},
    {"vex", CT_KEY_REFUSED,
     .doc = IMPORTER "write 'vex' and 'affects' under 'vulnerabilities' instead"},
    {"mud", CT_KEY_REFUSED, .doc = IMPORTER "write a 'firewall', or rules of a conduit, instead"},
    {"passport", CT_KEY_REFUSED, .doc = IMPORTER "write what is proven under 'security' instead"},
};
const CtShape ct_shape_product =
    SHAPE(product_keys,
          "a product",
          "A kind of device, software or service: everything that all its instances share.",
          true);

static const CtKey vulnerability_keys[] = {
    {"affects", CT_KEY_AFFECTS, KEY(CtVulnerability, affects_as_written), .required = true,
     .doc = "What has it: product, product.service, product.component, or a package URL with a "
            "range of versions."},
    {"cvss", CT_KEY_CVSS, KEY(CtVulnerability, cvss),
     .doc = "CVSS vector, 3.1 or 4.0; fills what is not stated below."},
    {"vector", CT_KEY_WORD, KEY(CtVulnerability, vector), .arg = CT_WORDS_VECTOR,
     .fallback = "from cvss, else network", .doc = "From where it is exploited."},
    {"privileges", CT_KEY_WORD, KEY(CtVulnerability, privileges), .arg = CT_WORDS_PRIVILEGES,
     .fallback = "from cvss, else none", .doc = "What the attacker must have before."},
    {"complexity", CT_KEY_WORD, KEY(CtVulnerability, complexity), .arg = CT_WORDS_COMPLEXITY,
     .fallback = "from cvss, else low", .doc = "How hard it is to exploit."},
    {"interaction", CT_KEY_BOOL, KEY(CtVulnerability, interaction),
     .fallback = "from cvss, else false", .doc = "Whether somebody else must act."},
    {"scope_changed", CT_KEY_BOOL, KEY(CtVulnerability, scope_changed),
     .fallback = "from cvss, else false", .doc = "Whether it reaches beyond what has it."},
    {"gains", CT_KEY_WORD, KEY(CtVulnerability, gains), .arg = CT_WORDS_VULN_GAINS,
     .fallback = "from cvss where only availability (halt) or only confidentiality (read) is hit, "
                 "else what the service runs as",
     .doc = "What its exploit gains."},
    {"epss", CT_KEY_FRACTION, KEY(CtVulnerability, epss),
     .doc = "EPSS probability; sets chances, never whether a step exists."},
    {"kev", CT_KEY_BOOL, KEY(CtVulnerability, kev), .fallback = "false",
     .doc = "Known to be exploited."},
    {"vex", CT_KEY_WORD, KEY(CtVulnerability, vex), .arg = CT_WORDS_VEX, .fallback = "affected",
     .doc = "VEX status; not_affected and fixed silence it."},
    {"patched", CT_KEY_BOOL, KEY(CtVulnerability, patched), .fallback = "false",
     .doc = "true silences it."},
    {"fixed_in", CT_KEY_TEXT, KEY(CtVulnerability, fixed_in),
     .doc = "The first version without it."},
    {"disclosed_after", CT_KEY_DURATION, KEY(CtVulnerability, disclosed_after), .fallback = "0d",
     .doc = "When it becomes known, after the start of a replication; nobody can use it before. At "
            "rest it is known."},
    {"patch_after", CT_KEY_DURATION, KEY(CtVulnerability, patch_after),
     .fallback = "its product's, else its supplier's",
     .doc = "How long after its disclosure there is a patch."},
    {"means", CT_KEY_REF, KEY(CtVulnerability, means), .arg = CT_SECTION_CREDENTIALS,
     .doc = "The flaw is that credential: no step of its own."},
};
const CtShape ct_shape_vulnerability =
    SHAPE(vulnerability_keys, "a vulnerability", "A known flaw in a component or product.", true);
