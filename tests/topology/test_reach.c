/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sentences of topology/reach.h, each in a topology of a few lines. */
#include "tests/support/check.h"
#include "tests/support/loaded.h"

/* Loads @text into `loaded`, or ends the test with why not. */
#define LOAD(text)                                                                                 \
    g_auto(CtLoaded) loaded = {0};                                                                 \
    g_autofree char *why = NULL;                                                                   \
    bool is_loaded = ct_loaded_init(&loaded, "cybertwin: 1\n" text, &why);                         \
    CHECK_MSG(is_loaded, "%s", why != NULL ? why : "");                                            \
    if (!is_loaded)                                                                                \
    return

#define REACHES(from, service)                                                                     \
    CHECK_MSG(ct_loaded_reaches(&loaded, from, service), "%s must reach %s", from, service)
#define BLOCKED(from, service)                                                                     \
    CHECK_MSG(!ct_loaded_reaches(&loaded, from, service), "%s must not reach %s", from, service)

#define PRODUCT                                                                                    \
    "products: { p: { services: { s: { port: tcp/22, auth: key }, w: { port: tcp/443, auth: key "  \
    "} } } }\n"

static void
test_own_network_and_isolation(void)
{
    LOAD(PRODUCT "networks: { iso: { isolated: true } }\n"
                 "zones: { a: {}, b: { networks: [iso] } }\n"
                 "assets: { a1: { product: p, zone: a }, a2: { product: p, zone: a },\n"
                 "          b1: { product: p, zone: b }, b2: { product: p, zone: b } }\n");

    REACHES("a1", "a2.s");
    REACHES("a", "a2.s");
    BLOCKED("a1", "b1.s");
    BLOCKED("b1", "b2.s");
    BLOCKED("iso", "b2.s");
}

static void
test_first_conduit_and_transit(void)
{
    LOAD(PRODUCT "zones: { a: {}, b: {}, c: {} }\n"
                 "conduits: { ab: { from: a, to: b, allow: [ { port: tcp/22 } ] },\n"
                 "            bc: { from: b, to: c, allow: [ {} ] } }\n"
                 "assets: { a1: { product: p, zone: a }, b1: { product: p, zone: b }, c1: { "
                 "product: p, zone: c } }\n");

    REACHES("a1", "b1.s");
    BLOCKED("a1", "b1.w");
    REACHES("b1", "c1.w");
    BLOCKED("a1", "c1.s");
    BLOCKED("b1", "a1.s");
}

CU_TestInfo test_reach_tests[] = {
    {"own network and isolation", test_own_network_and_isolation},
    {"first conduit and transit", test_first_conduit_and_transit},
    CU_TEST_INFO_NULL,
};
