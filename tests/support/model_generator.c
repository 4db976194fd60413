/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/model_generator.h"

#include "tests/support/model_generator_parts.h"

const CtGeneratorSizes ct_generator_reach = {
    .zones = 6,
    .networks = 4,
    .products = 3,
    .assets = 7,
    .conduits = 6,
    .rules = 3,
    .count = 3,
    .openers = 30,
};

const CtGeneratorSizes ct_generator_all = {
    .zones = 5,
    .networks = 4,
    .products = 4,
    .assets = 7,
    .conduits = 5,
    .rules = 3,
    .count = 3,
    .openers = 20,
    .supply = 4,
};

const CtGeneratorSizes ct_generator_small = {
    .zones = 3,
    .networks = 3,
    .products = 2,
    .assets = 4,
    .conduits = 3,
    .rules = 1,
    .count = 2,
    .openers = 30,
    .supply = 2,
};

const CtGeneratorSizes ct_generator_gated = {
    .zones = 4,
    .networks = 3,
    .products = 3,
    .assets = 5,
    .conduits = 5,
    .rules = 2,
    .count = 1,
    .openers = 10,
    .second_factors = 60,
    .supply = 2,
};

uint32_t
ct_random_below(uint64_t *state, uint32_t most)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    return most == 0 ? 0 : (uint32_t)(z % most);
}

bool
ct_maker_chance(CtMaker *maker, uint32_t percent)
{
    return ct_random_below(&maker->random, 100) < percent;
}

const char *
ct_maker_pick(CtMaker *maker, const char *const *words, uint32_t n)
{
    return words[ct_random_below(&maker->random, n)];
}

#define PICK(maker, words) ct_maker_pick(maker, words, G_N_ELEMENTS(words))

static const char *const ports[] = {"tcp/22", "tcp/80", "tcp/443", "tcp/502", "udp/161",
                                    "icmp",   "zigbee", "can",     "usb"};

/* Mostly what IP carries: the rest is rarely on the same kind of network twice. */
static const char *
port(CtMaker *maker)
{
    return ct_maker_pick(maker, ports, ct_maker_chance(maker, 85) ? 5 : G_N_ELEMENTS(ports));
}

/* "p[1][0]" of asset @a: every count on the way gets an index. */
static void
put_instance(CtMaker *maker, uint32_t a)
{
    uint32_t path[32];
    uint32_t n = 0;

    g_string_append_printf(maker->text, "%sa%u", maker->prefix, a);
    if (maker->asset_count[a] > 1)
        path[n++] = ct_random_below(&maker->random, maker->asset_count[a]);
    for (uint32_t z = maker->asset_zone[a]; z != UINT32_MAX; z = maker->zone_parent[z])
        if (maker->zone_count[z] > 1)
            path[n++] = ct_random_below(&maker->random, maker->zone_count[z]);
    while (n > 0)
        g_string_append_printf(maker->text, "[%u]", path[--n]);
}

void
ct_maker_put_selector(CtMaker *maker)
{
    uint32_t n;

    switch (ct_random_below(&maker->random, 5)) {
    case 0:
        g_string_append_printf(maker->text, "{ zone: %sz%u }", maker->prefix,
                               ct_random_below(&maker->random, maker->n_zones));
        return;
    case 1:
        g_string_append_printf(maker->text, "{ product: %sp%u }", maker->prefix,
                               ct_random_below(&maker->random, maker->n_products));
        return;
    case 2:
        g_string_append_printf(maker->text, "{ kind: %s }",
                               ct_maker_kind(ct_random_below(&maker->random, maker->n_products)));
        return;
    default:
        n = 1 + ct_random_below(&maker->random, 2);
        g_string_append(maker->text, "[");
        for (uint32_t i = 0; i < n; i++) {
            uint32_t a = ct_random_below(&maker->random, maker->n_assets);

            g_string_append(maker->text, i == 0 ? "\"" : ", \"");
            if (ct_maker_chance(maker, 60))
                put_instance(maker, a);
            else
                g_string_append_printf(maker->text, "%sa%u", maker->prefix, a);
            g_string_append(maker->text, "\"");
        }
        g_string_append(maker->text, "]");
    }
}

static void
put_ports(CtMaker *maker)
{
    static const char *const more[] = {"any", "tcp/1-500", "tcp/100-65535", "[tcp/22, udp/161]",
                                       "[tcp/80, tcp/440-510]"};

    g_string_append(maker->text, ct_maker_chance(maker, 60) ? port(maker) : PICK(maker, more));
}

static void
put_rules(CtMaker *maker, const char *indent, const char *key, bool has_to)
{
    uint32_t n = 1 + ct_random_below(&maker->random, maker->sizes->rules);

    g_string_append_printf(maker->text, "%s%s:\n", indent, key);
    for (uint32_t i = 0; i < n; i++) {
        g_string_append_printf(maker->text, "%s  - { port: ", indent);
        put_ports(maker);
        if (ct_maker_chance(maker, 35)) {
            g_string_append(maker->text, ", from: ");
            ct_maker_put_selector(maker);
        }
        if (has_to && ct_maker_chance(maker, 35)) {
            g_string_append(maker->text, ", to: ");
            ct_maker_put_selector(maker);
        }
        g_string_append(maker->text, " }\n");
    }
}

static void
put_firewall(CtMaker *maker)
{
    bool closed = ct_maker_chance(maker, 40);

    g_string_append(maker->text, "    firewall:\n");
    if (closed)
        g_string_append(maker->text, "      default: deny\n");
    if (closed || ct_maker_chance(maker, 40))
        put_rules(maker, "      ", "allow", false);
    if (!closed || ct_maker_chance(maker, 40))
        put_rules(maker, "      ", "deny", false);
}

const char *
ct_maker_kind(uint32_t product)
{
    static const char *const kinds[] = {"workstation", "rtu", "server", "hmi", "plc", "gateway"};

    return kinds[product % G_N_ELEMENTS(kinds)];
}

static void
put_products(CtMaker *maker)
{
    static const char *const auths[] = {"none", "password", "key"};

    g_string_append(maker->text, "products:\n");
    for (uint32_t p = 0; p < maker->n_products; p++) {
        uint32_t n = 1 + ct_random_below(&maker->random, 3);

        g_string_append_printf(maker->text, "  %sp%u:\n    kind: %s\n", maker->prefix, p,
                               ct_maker_kind(p));
        ct_maker_put_supply_of_product(maker, p);
        g_string_append(maker->text, "    services:\n");
        for (uint32_t s = 0; s < n; s++) {
            g_string_append_printf(maker->text, "      s%u: { port: %s, auth: %s", s,
                                   s == 0 ? ports[ct_random_below(&maker->random, 5)] : port(maker),
                                   PICK(maker, auths));
            ct_maker_put_supply_of_service(maker, s);
            g_string_append(maker->text, " }\n");
        }
        if (ct_maker_chance(maker, 30))
            put_firewall(maker);
    }
}

static void
put_networks(CtMaker *maker)
{
    static const char *const media[] = {"ethernet", "internet", "wifi", "zigbee", "can", "usb"};

    if (maker->n_networks == 0)
        return;
    g_string_append(maker->text, "networks:\n");
    for (uint32_t n = 0; n < maker->n_networks; n++) {
        const char *medium = ct_maker_chance(maker, 70) ? media[ct_random_below(&maker->random, 3)]
                                                        : PICK(maker, media);

        g_string_append_printf(maker->text, "  %sn%u:\n    medium: %s\n", maker->prefix, n, medium);
        if (ct_maker_chance(maker, 20))
            g_string_append(maker->text, "    isolated: true\n");
    }
}

/* Counts and parents are drawn before anything is written, since rules name instances by them. */
static void
draw_zones(CtMaker *maker)
{
    for (uint32_t z = 0; z < maker->n_zones; z++) {
        maker->zone_parent[z] = UINT32_MAX;
        maker->zone_count[z] = 1;
        if (z > 0 && ct_maker_chance(maker, 40))
            maker->zone_parent[z] = ct_random_below(&maker->random, z);
        if (maker->sizes->count > 1 && ct_maker_chance(maker, 20))
            maker->zone_count[z] = 1 + ct_random_below(&maker->random, maker->sizes->count);
        maker->zone_networks[z] = MIN(ct_random_below(&maker->random, 3), maker->n_networks);
        maker->zone_network[z] = ct_random_below(&maker->random, MAX(maker->n_networks, 1));
    }
}

static void
put_zones(CtMaker *maker)
{
    g_string_append(maker->text, "zones:\n");
    for (uint32_t z = 0; z < maker->n_zones; z++) {
        g_string_append_printf(maker->text, "  %sz%u:\n", maker->prefix, z);
        g_string_append_printf(maker->text, "    note: zone %u\n", z);
        if (maker->zone_parent[z] != UINT32_MAX)
            g_string_append_printf(maker->text, "    parent: %sz%u\n", maker->prefix,
                                   maker->zone_parent[z]);
        if (maker->zone_count[z] > 1)
            g_string_append_printf(maker->text, "    count: %u\n", maker->zone_count[z]);
        if (maker->zone_networks[z] > 0)
            g_string_append(maker->text, "    networks:\n");
        for (uint32_t i = 0; i < maker->zone_networks[z]; i++)
            g_string_append_printf(maker->text, "      - %sn%u\n", maker->prefix,
                                   (maker->zone_network[z] + i) % maker->n_networks);
    }
}

static void
put_conduits(CtMaker *maker)
{
    static const char *const controls[] = {"mfa: otp",         "mfa: push",
                                           "inspection: dpi",  "inspection: diode",
                                           "inspection: none", "encryption: tls",
                                           "sensor: 0.5",      "sensor: 0.25",
                                           "sensor: 1"};

    if (maker->n_conduits == 0)
        return;
    g_string_append(maker->text, "conduits:\n");
    for (uint32_t c = 0; c < maker->n_conduits; c++) {
        g_string_append_printf(maker->text, "  %sc%u:\n    from: %sz%u\n    to: %sz%u\n",
                               maker->prefix, c, maker->prefix,
                               ct_random_below(&maker->random, maker->n_zones), maker->prefix,
                               ct_random_below(&maker->random, maker->n_zones));
        if (ct_maker_chance(maker, 90))
            put_rules(maker, "    ", "allow", true);
        if (ct_maker_chance(maker, 30))
            put_rules(maker, "    ", "deny", true);
        if (ct_maker_chance(maker, 60))
            g_string_append_printf(maker->text, "    transit: %s\n",
                                   ct_maker_chance(maker, 70) ? "true" : "false");
        if (maker->n_assets > 0 && ct_maker_chance(maker, maker->sizes->openers)) {
            uint32_t a = ct_random_below(&maker->random, maker->n_assets);

            g_string_append_printf(maker->text, "    enforced_by: %sa%u\n", maker->prefix, a);
        }
        if (maker->sizes->second_factors > 0 &&
            ct_maker_chance(maker, maker->sizes->second_factors))
            g_string_append(maker->text, "    controls: { mfa: otp }\n");
        else if (ct_maker_chance(maker, 50))
            g_string_append_printf(maker->text, "    controls: { %s }\n", PICK(maker, controls));
    }
}

static void
put_asset_networks(CtMaker *maker, uint32_t zone)
{
    uint32_t n = 1 + ct_random_below(&maker->random, 2);
    uint32_t first = ct_random_below(&maker->random, MAX(maker->n_networks, 1));

    g_string_append(maker->text, "    networks:\n");
    if (maker->zone_networks[zone] == 0)
        g_string_append_printf(maker->text, "      - %sz%u\n", maker->prefix, zone);
    else
        g_string_append_printf(maker->text, "      - %sn%u\n", maker->prefix,
                               maker->zone_network[zone]);
    for (uint32_t i = 0; i < n && i < maker->n_networks; i++)
        if (maker->zone_networks[zone] == 0 ||
            (first + i) % maker->n_networks != maker->zone_network[zone])
            g_string_append_printf(maker->text, "      - %sn%u\n", maker->prefix,
                                   (first + i) % maker->n_networks);
}

static void
put_asset_overrides(CtMaker *maker)
{
    static const char *const services[] = {"s0: { disabled: true }", "s0: { port: tcp/443 }",
                                           "own: { port: tcp/22, auth: none }",
                                           "s1: { port: udp/161, auth: key }"};

    if (ct_maker_chance(maker, 20)) {
        g_string_append(maker->text, "    services:\n");
        g_string_append_printf(maker->text, "      %s\n", PICK(maker, services));
    }
    if (ct_maker_chance(maker, 15))
        put_firewall(maker);
}

static void
draw_assets(CtMaker *maker)
{
    for (uint32_t a = 0; a < maker->n_assets; a++) {
        maker->asset_zone[a] = ct_random_below(&maker->random, maker->n_zones);
        maker->asset_count[a] = 1;
        if (maker->sizes->count > 1 && ct_maker_chance(maker, 30))
            maker->asset_count[a] = 1 + ct_random_below(&maker->random, maker->sizes->count);
    }
}

static void
put_assets(CtMaker *maker)
{
    g_string_append(maker->text, "assets:\n");
    for (uint32_t a = 0; a < maker->n_assets; a++) {
        uint32_t zone = maker->asset_zone[a];

        g_string_append_printf(maker->text, "  %sa%u:\n    product: %sp%u\n    zone: %sz%u\n",
                               maker->prefix, a, maker->prefix,
                               ct_random_below(&maker->random, maker->n_products), maker->prefix,
                               zone);
        if (maker->asset_count[a] > 1)
            g_string_append_printf(maker->text, "    count: %u\n", maker->asset_count[a]);
        if (maker->zone_networks[zone] > 1 || ct_maker_chance(maker, 30))
            put_asset_networks(maker, zone);
        if (ct_maker_chance(maker, 20))
            g_string_append(maker->text, "    forwards: true\n");
        if (ct_maker_chance(maker, 15))
            g_string_append_printf(maker->text, "    software: [%sp%u]\n", maker->prefix,
                                   ct_random_below(&maker->random, maker->n_products));
        put_asset_overrides(maker);
        ct_maker_put_supply_of_asset(maker, a);
    }
}

char *
ct_generate_model(uint64_t seed, const CtGeneratorSizes *sizes)
{
    CtMaker maker = {
        .text = g_string_new("cybertwin: 1\n"),
        .sizes = sizes,
        .random = seed * UINT64_C(0xD1342543DE82EF95) + 1,
        .prefix = sizes->prefix != NULL ? sizes->prefix : "",
    };

    maker.n_zones = 1 + ct_random_below(&maker.random, sizes->zones);
    maker.n_networks = ct_random_below(&maker.random, sizes->networks + 1);
    maker.n_products = 1 + ct_random_below(&maker.random, sizes->products);
    maker.n_assets = 1 + ct_random_below(&maker.random, sizes->assets);
    maker.n_conduits = ct_random_below(&maker.random, sizes->conduits + 1);
    maker.zone_parent = g_new(uint32_t, maker.n_zones);
    maker.zone_count = g_new(uint32_t, maker.n_zones);
    maker.zone_networks = g_new(uint32_t, maker.n_zones);
    maker.zone_network = g_new0(uint32_t, maker.n_zones);
    maker.asset_zone = g_new(uint32_t, maker.n_assets);
    maker.asset_count = g_new(uint32_t, maker.n_assets);
    maker.n_supply = sizes->supply == 0 ? 0 : 1 + ct_random_below(&maker.random, sizes->supply);

    draw_zones(&maker);
    draw_assets(&maker);
    ct_maker_put_supply(&maker);
    put_networks(&maker);
    put_zones(&maker);
    put_products(&maker);
    put_conduits(&maker);
    put_assets(&maker);

    g_free(maker.zone_parent);
    g_free(maker.zone_count);
    g_free(maker.zone_networks);
    g_free(maker.zone_network);
    g_free(maker.asset_zone);
    g_free(maker.asset_count);
    return g_string_free(maker.text, FALSE);
}
