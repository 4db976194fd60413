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

static void
test_parents_give_no_reach(void)
{
    LOAD(PRODUCT "zones: { top: {}, a: { parent: top }, b: { parent: top }, x: {} }\n"
                 "conduits: { xt: { from: x, to: top, allow: [ {} ] }, tx: { from: top, to: x, "
                 "allow: [ { port: tcp/22 } ] } }\n"
                 "assets: { a1: { product: p, zone: a }, b1: { product: p, zone: b }, x1: { "
                 "product: p, zone: x } }\n");

    BLOCKED("a1", "b1.s");
    REACHES("x1", "a1.w");
    REACHES("b1", "x1.s");
    BLOCKED("b1", "x1.w");
}

static void
test_networks_decide(void)
{
    LOAD(PRODUCT
         "networks: { m: {}, n: {}, radio: { medium: zigbee } }\n"
         "zones: { a: { networks: [m] }, b: { networks: [n] }, c: { networks: [n] }, d: {} }\n"
         "conduits: { bd: { from: b, to: d, allow: [ {} ] }, da: { from: d, to: a, allow: [ { to: "
         "{ zone: c } } ] } }\n"
         "assets: { two: { product: p, zone: c, networks: [m, n] }, a1: { product: p, zone: a },\n"
         "          c1: { product: p, zone: c }, d1: { product: p, zone: d },\n"
         "          r1: { product: p, zone: a, networks: [radio] }, r2: { product: p, zone: a, "
         "networks: [radio] } }\n");

    REACHES("two", "d1.s"); /* by its network n, which zone b lists too */
    BLOCKED("a1", "c1.s");  /* dual-homed is not forwarding */
    REACHES("d1", "two.s"); /* led into a, named by its own zone c */
    BLOCKED("d1", "a1.s");
    BLOCKED("r1", "r2.s"); /* TCP does not run over zigbee */
}

static void
test_forwarding(void)
{
    LOAD(PRODUCT
         "networks: { m: {}, n: { isolated: true }, radio: { medium: zigbee } }\n"
         "zones: { a: { networks: [m] }, b: { networks: [n] }, d: {} }\n"
         "conduits: { bd: { from: b, to: d, allow: [ {} ] }, da: { from: d, to: a, allow: [ {} ] } "
         "}\n"
         "assets: { router: { product: p, zone: a, networks: [m, n, radio], forwards: true },\n"
         "          a1: { product: p, zone: a }, b1: { product: p, zone: b }, b2: { product: p, "
         "zone: b },\n"
         "          d1: { product: p, zone: d }, r1: { product: p, zone: a, networks: [radio] } "
         "}\n");

    REACHES("a1", "b1.s");
    REACHES("a1", "d1.s");
    REACHES("d1", "b2.s");
    REACHES("b1", "a1.s");
    BLOCKED("b1", "b2.s");
    BLOCKED("a1", "r1.s");
}

static void
test_rules(void)
{
    LOAD(PRODUCT "zones: { a: {}, b: {} }\n"
                 "conduits:\n"
                 "  one: { from: a, to: b, allow: [ { port: tcp/1-500, from: [a1, a2] } ], deny: [ "
                 "{ from: [a2], port: tcp/22 } ] }\n"
                 "  two: { from: a, to: b, allow: [ { port: tcp/443, to: [b2] } ], deny: [ { to: { "
                 "zone: a } } ] }\n"
                 "assets: { a1: { product: p, zone: a }, a2: { product: p, zone: a }, a3: { "
                 "product: p, zone: a },\n"
                 "          b1: { product: p, zone: b }, b2: { product: p, zone: b } }\n");

    REACHES("a1", "b1.s");
    BLOCKED("a2", "b1.s");
    REACHES("a2", "b1.w");
    BLOCKED("a3", "b1.w");
    REACHES("a3", "b2.w");
    REACHES("a", "b2.w");
    BLOCKED("a", "b1.w");
}

static void
test_firewalls(void)
{
    LOAD("products: { p: { services: { s: { port: tcp/22, auth: key }, w: { port: tcp/443, auth: "
         "key } } },\n"
         "  f: { services: { s: { port: tcp/22, auth: key }, w: { port: tcp/443, auth: key } },\n"
         "       firewall: { default: deny, allow: [ { from: [a1] }, { port: tcp/443 } ], deny: [ "
         "{ from: [a2], port: tcp/443 } ] } } }\n"
         "zones: { a: {}, b: {} }\n"
         "conduits: { ab: { from: a, to: b, allow: [ {} ] } }\n"
         "assets: { a1: { product: p, zone: a }, a2: { product: p, zone: a }, fa: { product: f, "
         "zone: a }, fb: { product: f, zone: b } }\n");

    REACHES("a1", "fa.s");
    REACHES("a1", "fb.s");
    BLOCKED("a2", "fa.s");
    BLOCKED("a2", "fb.w");
    REACHES("a", "fa.w");
    BLOCKED("a", "fb.s");
}

static void
test_replicated_zones(void)
{
    LOAD(PRODUCT "networks: { net: { medium: internet }, lan: {} }\n"
                 "zones: { i: { networks: [net] }, home: { networks: [lan], count: 3 }, den: { "
                 "parent: home } }\n"
                 "conduits:\n"
                 "  out: { from: home, to: i, allow: [ {} ] }\n"
                 "  in: { from: i, to: home, allow: [ { port: tcp/443 } ] }\n"
                 "  den: { from: den, to: home, allow: [ { port: tcp/22 } ] }\n"
                 "assets: { h: { product: p, zone: home }, d: { product: p, zone: den }, s: { "
                 "product: p, zone: i } }\n");

    REACHES("d[1]", "h[1].s");
    BLOCKED("d[1]", "h[2].s");
    REACHES("h[0]", "s.s");
    REACHES("s", "h[2].w");
    REACHES("h[0]", "h[2].w"); /* out and in again: a zone on the internet is transit */
    BLOCKED("h[0]", "h[2].s");
}

static const CtSignature *
signature_between(const CtLoaded *loaded, const char *network, const char *service)
{
    g_auto(CtIds) nodes = {0};
    uint32_t from = 0;
    uint32_t to = 0;
    bool known = ct_instances_parse_network(loaded->instances, network, &from, NULL) &&
                 ct_instances_parse_service(loaded->instances, service, &to, NULL);

    if (!known ||
        !ct_reach_allows(loaded->reach, loaded->reach->anonymous_origin[from], to, &nodes))
        return NULL;
    return &loaded->reach->signatures
                .data[loaded->reach->nodes.data[nodes.data[nodes.length - 1]].signature];
}

static void
test_signatures(void)
{
    LOAD(PRODUCT "zones: { a: {}, b: {}, c: {} }\n"
                 "conduits:\n"
                 "  ab: { from: a, to: b, allow: [ {} ], controls: { mfa: push, sensor: 0.5, "
                 "encryption: vpn } }\n"
                 "  bc: { from: b, to: c, allow: [ {} ], transit: true, controls: { inspection: "
                 "dpi, sensor: 0.6 } }\n"
                 "  bc2: { from: b, to: c, allow: [ {} ], transit: true, controls: { inspection: "
                 "dpi, sensor: 0.9, mfa: otp } }\n"
                 "assets: { b1: { product: p, zone: b }, c1: { product: p, zone: c } }\n");
    const CtSignature *near = signature_between(&loaded, "b", "b1.s");
    const CtSignature *far = signature_between(&loaded, "a", "c1.s");

    CU_ASSERT(near != NULL && near->inspection == CT_INSPECTION_NONE && near->sensor == 0);
    if (far == NULL) {
        CU_FAIL("a must reach c1");
        return;
    }
    CHECK_INT(far->mfa, CT_MFA_PUSH);
    CHECK_INT(far->inspection, CT_INSPECTION_DPI);
    CHECK_INT(far->encryption, CT_ENCRYPTION_VPN);
    CHECK_INT((int)(far->sensor * 1000 + 0.5), 800);
    CU_ASSERT(ct_signature_is_gated(far));
}

/* From a, x lies on every way to y, so y → x leads in a circle; from b it does not, but the walk
 * comes to y from there only later. */
static void
test_circles_and_late_ways(void)
{
    LOAD(PRODUCT
         "zones: { a: {}, b: {}, c: {}, d: {}, x: {}, y: {} }\n"
         "conduits:\n"
         "  ax: { from: a, to: x, allow: [ {} ], controls: { sensor: 0.5 } }\n"
         "  xy: { from: x, to: y, allow: [ {} ], transit: true, controls: { sensor: 0.5 } }\n"
         "  yx: { from: y, to: x, allow: [ {} ], transit: true, controls: { sensor: 0.5 } }\n"
         "  bc: { from: b, to: c, allow: [ {} ], controls: { sensor: 0.5 } }\n"
         "  cd: { from: c, to: d, allow: [ {} ], transit: true, controls: { sensor: 0.5 } }\n"
         "  dy: { from: d, to: y, allow: [ {} ], transit: true }\n"
         "assets: { x1: { product: p, zone: x }, y1: { product: p, zone: y } }\n");
    const CtSignature *near = signature_between(&loaded, "a", "x1.s");
    const CtSignature *far = signature_between(&loaded, "b", "x1.s");

    CU_ASSERT(near != NULL && far != NULL);
    if (near == NULL || far == NULL)
        return;
    CHECK_INT((int)(near->sensor * 1000 + 0.5), 500);
    CHECK_INT((int)(far->sensor * 1000 + 0.5), 875);
    REACHES("b", "y1.s");
    CU_ASSERT(loaded.reach->signatures.length < 10); /* no ever worse ones round and round */
}

/* Whether the attacker, present on @listener, is called by a host on @network. */
static bool
calls_out(const CtLoaded *loaded, const char *network, const char *listener, uint32_t commanded)
{
    const CtReach *reach = loaded->reach;
    g_autofree uint8_t *found = g_new0(uint8_t, reach->nodes.length + 1);
    g_auto(CtIds) queue = {0};
    uint32_t from = 0;
    uint32_t to = 0;
    bool known = ct_instances_parse_network(loaded->instances, network, &from, NULL) &&
                 ct_instances_parse_network(loaded->instances, listener, &to, NULL);

    g_assert(known);
    ct_ids_add(&queue, reach->listen[to]);
    for (uint32_t i = 0; i < queue.length; i++)
        for (uint32_t e = reach->first_edge[queue.data[i]];
             e < reach->first_edge[queue.data[i] + 1]; e++) {
            const CtReachEdge *edge = &reach->edges.data[e];

            if (found[edge->to] || (edge->opener != CT_NO_ID && edge->opener != commanded))
                continue;
            found[edge->to] = 1;
            ct_ids_add(&queue, edge->to);
        }
    return found[reach->anonymous_out[from]];
}

static void
test_out_and_enforcing_devices(void)
{
    LOAD(
        PRODUCT
        "networks: { net: { medium: internet }, stick: { medium: usb }, iso: { isolated: true } }\n"
        "zones: { i: { networks: [net] }, a: {}, b: {}, c: {}, d: { networks: [iso] } }\n"
        "conduits:\n"
        "  ab: { from: a, to: b, allow: [ { port: tcp/443 } ] }\n"
        "  bi: { from: b, to: i, allow: [ { port: tcp/400-500 } ], transit: true }\n"
        "  ci: { from: c, to: i, allow: [ { port: udp/53 } ], controls: { mfa: otp }, enforced_by: "
        "fw }\n"
        "  ca: { from: c, to: a, allow: [ { to: [a1] } ] }\n"
        "assets: { a1: { product: p, zone: a }, fw: { product: p, zone: c } }\n");
    uint32_t fw = 0;

    CU_ASSERT(ct_instances_parse_asset(loaded.instances, "fw", &fw, NULL));
    CU_ASSERT(calls_out(&loaded, "b", "net", CT_NO_ID));
    CU_ASSERT(calls_out(&loaded, "a", "net", CT_NO_ID));
    CU_ASSERT(!calls_out(&loaded, "net", "a", CT_NO_ID));
    CU_ASSERT(!calls_out(&loaded, "c", "net", CT_NO_ID)); /* a second factor */
    CU_ASSERT(calls_out(&loaded, "c", "net", fw));
    CU_ASSERT(!calls_out(&loaded, "c", "a", CT_NO_ID)); /* only to a host that a rule knows */
    CU_ASSERT(calls_out(&loaded, "a", "a", CT_NO_ID));
    CU_ASSERT(!calls_out(&loaded, "iso", "iso", CT_NO_ID));
    CHECK_INT(loaded.reach->listen[1], CT_NO_ID); /* nobody is called over a stick */
}

static void
test_limit(void)
{
    LOAD(PRODUCT "zones: { a: {}, b: {} }\n"
                 "conduits: { ab: { from: a, to: b, allow: [ {} ] } }\n"
                 "assets: { a1: { product: p, zone: a, count: 10 }, b1: { product: p, zone: b, "
                 "count: 10 } }\n");
    CtLimits limits = ct_limits_default;
    GError *error = NULL;

    limits.reach = 2;
    CHECK_ERR(ct_reach_new(loaded.instances, &limits, &error) != NULL, error, CT_REACH_ERROR,
              CT_REACH_ERROR_LIMIT);
    CHECK_INT(loaded.reach->n_groups, 4); /* two ports in two zones, however many assets */
}

CU_TestInfo test_reach_tests[] = {
    {"own network and isolation", test_own_network_and_isolation},
    {"first conduit and transit", test_first_conduit_and_transit},
    {"parents give no reach", test_parents_give_no_reach},
    {"networks decide", test_networks_decide},
    {"forwarding", test_forwarding},
    {"rules", test_rules},
    {"firewalls", test_firewalls},
    {"replicated zones", test_replicated_zones},
    {"signatures", test_signatures},
    {"circles and late ways", test_circles_and_late_ways},
    {"out, and enforcing devices", test_out_and_enforcing_devices},
    {"limit", test_limit},
    CU_TEST_INFO_NULL,
};
