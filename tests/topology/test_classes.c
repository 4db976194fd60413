/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Effective content: defaults, overrides, sharing, flaws. */
#include "tests/support/check.h"
#include "tests/support/loaded.h"

#define LOAD(text)                                                                                 \
    g_auto(CtLoaded) loaded = {0};                                                                 \
    g_autofree char *why = NULL;                                                                   \
    bool is_loaded = ct_loaded_init(&loaded, "cybertwin: 1\n" text, &why);                         \
    CHECK_MSG(is_loaded, "%s", why != NULL ? why : "");                                            \
    if (!is_loaded)                                                                                \
    return

static const CtClass *
class_of(const CtLoaded *loaded, const char *asset)
{
    CtId row = ct_model_find(loaded->model, CT_SECTION_ASSETS, asset);

    return &loaded->classes->classes.data[loaded->classes->of_asset[row]];
}

static const CtClassService *
service_of(const CtLoaded *loaded, const char *asset, uint32_t k)
{
    return &loaded->classes->services.data[class_of(loaded, asset)->services.start + k];
}

static void
test_defaults_of_services(void)
{
    LOAD("products: { p: { kind: rtu, services: { a: { port: tcp/22 }, b: { port: tcp/9999 },\n"
         "  c: { port: tcp/443, auth: none, gives: [manage], runs_as: user, mfa: otp, encrypted: "
         "false } } } }\n"
         "zones: { z: {} }\n"
         "assets: { x: { product: p, zone: z } }\n");
    const CtClassService *a = service_of(&loaded, "x", 0);
    const CtClassService *b = service_of(&loaded, "x", 1);
    const CtClassService *c = service_of(&loaded, "x", 2);

    CHECK_INT(a->auth, CT_AUTH_PASSWORD);
    CHECK_INT(a->gives, CT_GIVES_SHELL);
    CHECK_INT(a->runs_as, CT_LEVEL_ADMIN);
    CHECK_INT(a->mfa, CT_MFA_NONE);
    CU_ASSERT(a->encrypted);
    CHECK_INT(a->assumed & (CT_ASSUMED_AUTH | CT_ASSUMED_GIVES | CT_ASSUMED_ENCRYPTED),
              CT_ASSUMED_AUTH | CT_ASSUMED_GIVES | CT_ASSUMED_ENCRYPTED);
    CHECK_INT(b->gives, CT_GIVES_APP);
    CU_ASSERT(!b->encrypted);
    CHECK_INT(c->auth, CT_AUTH_NONE);
    CHECK_INT(c->gives, CT_GIVES_MANAGE);
    CHECK_INT(c->mfa, CT_MFA_OTP);
    CU_ASSERT(!c->encrypted);
    CHECK_INT(c->assumed, CT_ASSUMED_SESSION_BINDING | CT_ASSUMED_RATE_LIMIT);
}

static void
test_overrides_and_software(void)
{
    LOAD("products: { p: { services: { a: { port: tcp/22, auth: key }, b: { port: tcp/80 } } },\n"
         "            q: { services: { a: { port: tcp/23 }, d: { port: tcp/24 } } } }\n"
         "zones: { z: {} }\n"
         "assets: { x: { product: p, zone: z, software: [q], services: { b: { disabled: true },\n"
         "            a: { auth: none }, own: { port: tcp/99 } } } }\n");
    const CtClass *class = class_of(&loaded, "x");

    CHECK_INT(class->software.length, 2);
    CHECK_INT(class->services.length, 4);
    CHECK_STR(ct_model_text(loaded.model, service_of(&loaded, "x", 0)->name), "a");
    CHECK_INT(service_of(&loaded, "x", 0)->auth, CT_AUTH_NONE);
    CHECK_INT(service_of(&loaded, "x", 0)->port.low, 22);
    CHECK_STR(ct_model_text(loaded.model, service_of(&loaded, "x", 1)->name), "a@q");
    CHECK_INT(service_of(&loaded, "x", 1)->port.low, 23);
    CHECK_STR(ct_model_text(loaded.model, service_of(&loaded, "x", 2)->name), "d");
    CHECK_STR(ct_model_text(loaded.model, service_of(&loaded, "x", 3)->name), "own");
}

static void
test_security_defaults(void)
{
    LOAD(
        "products: { p: { kind: workstation, security: { lockout: true, macros: blocked } },\n"
        "            u: { kind: rtu, services: { s: { port: usb } } }, r: { kind: rtu }, w: { "
        "kind: workstation } }\n"
        "networks: { stick: { medium: usb }, lan: {} }\n"
        "zones: { z: { networks: [lan] } }\n"
        "assets: { x: { product: p, zone: z, security: { macros: allowed } },\n"
        "  u1: { product: u, zone: z }, r1: { product: r, zone: z }, w1: { product: w, zone: z },\n"
        "  r2: { product: r, zone: z, networks: [lan, stick] },\n"
        "  r3: { product: r, zone: z, updates: never } }\n");

    CU_ASSERT(class_of(&loaded, "x")->security.lockout);
    CHECK_INT(class_of(&loaded, "x")->security.macros, CT_ALLOWED_YES);
    CHECK_INT(class_of(&loaded, "w1")->security.macros, CT_ALLOWED_YES);
    CHECK_INT(class_of(&loaded, "r1")->security.macros, CT_ALLOWED_BLOCKED);
    CHECK_INT(class_of(&loaded, "r1")->security.removable_media, CT_ALLOWED_BLOCKED);
    CHECK_INT(class_of(&loaded, "r2")->security.removable_media, CT_ALLOWED_YES);
    CHECK_INT(class_of(&loaded, "u1")->security.removable_media, CT_ALLOWED_YES);
    CHECK_INT(class_of(&loaded, "r1")->security.mode_switch, CT_MODE_SWITCH_NONE);
    CHECK_INT(class_of(&loaded, "r1")->security.commissioning, CT_COMMISSIONING_PROTECTED);
    CHECK_INT(class_of(&loaded, "r1")->updates, CT_UPDATES_AUTO);
    CHECK_INT(class_of(&loaded, "r3")->updates, CT_UPDATES_NEVER);
}

static void
test_equal_content_is_one_class(void)
{
    LOAD("products: { p: { services: { a: { port: tcp/22, auth: key } } } }\n"
         "zones: { z: {}, y: {} }\n"
         "assets:\n"
         "  a: { product: p, zone: z }\n"
         "  b: { product: p, zone: y, count: 5 }\n"
         "  c: { product: p, zone: z, services: { a: { auth: none } } }\n"
         "  d: { product: p, zone: z, services: { a: { auth: none } } }\n"
         "  e: { product: p, zone: z, firewall: { deny: [ { port: tcp/22 } ] } }\n"
         "  f: { product: p, zone: z, firewall: { deny: [ { port: tcp/22 } ] } }\n"
         "  g: { product: p, zone: z, firewall: { deny: [ { port: tcp/23 } ] } }\n");

    CHECK_INT(loaded.classes->classes.length, 4);
    CU_ASSERT(class_of(&loaded, "a") == class_of(&loaded, "b"));
    CU_ASSERT(class_of(&loaded, "c") == class_of(&loaded, "d"));
    CU_ASSERT(class_of(&loaded, "e") == class_of(&loaded, "f"));
    CU_ASSERT(class_of(&loaded, "e") != class_of(&loaded, "g"));
}

static void
test_flaws_and_their_places(void)
{
    LOAD("products: { p: { components: { lib: { purl: \"pkg:generic/lib@1.0\" } },\n"
         "  services: { a: { port: tcp/22, component: lib }, b: { port: tcp/80 } } } }\n"
         "credentials: { k: { opens: [p.b] } }\n"
         "vulnerabilities:\n"
         "  v-lib: { affects: [\"pkg:generic/lib@<2\"] }\n"
         "  v-b: { affects: [p.b] }\n"
         "  v-p: { affects: [p] }\n"
         "  gone: { affects: [p.b], patched: true }\n"
         "  fixed: { affects: [p.b], vex: fixed }\n"
         "  never: { affects: [p.b], vex: not_affected }\n"
         "  word: { affects: [p.b], means: k }\n"
         "zones: { z: {} }\n"
         "assets: { x: { product: p, zone: z }, y: { product: p, zone: z, services: { b: { "
         "disabled: true } } } }\n");
    const CtClass *x = class_of(&loaded, "x");
    const CtClassVulnerability *flaws =
        loaded.classes->vulnerabilities.data + x->vulnerabilities.start;

    CHECK_INT(x->vulnerabilities.length, 3);
    CHECK_INT(flaws[0].vulnerability, 0);
    CHECK_INT(flaws[0].service, 0);
    CHECK_INT(flaws[1].service, 1);
    CHECK_INT(flaws[2].service, CT_NO_ID);
    CHECK_INT(class_of(&loaded, "y")->vulnerabilities.length, 2);
}

CU_TestInfo test_classes_tests[] = {
    {"defaults of services", test_defaults_of_services},
    {"overrides and software", test_overrides_and_software},
    {"security defaults", test_security_defaults},
    {"equal content is one class", test_equal_content_is_one_class},
    {"flaws and their places", test_flaws_and_their_places},
    CU_TEST_INFO_NULL,
};
