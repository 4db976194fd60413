/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Suppliers, flaws, secrets, people, data, channels, functions and flows of a random topology. */
#include "tests/support/model_generator_parts.h"

#define PICK(maker, words) ct_maker_pick(maker, words, G_N_ELEMENTS(words))

static uint32_t
draw(CtMaker *maker, uint32_t n)
{
    return ct_random_below(&maker->random, n);
}

/* "  key: prefix+letter+number", the number below @n. */
static void
put_ref(CtMaker *maker, const char *key, char letter, uint32_t n)
{
    g_string_append_printf(maker->text, "    %s: %s%c%u\n", key, maker->prefix, letter,
                           draw(maker, n));
}

static void
put_selector(CtMaker *maker, const char *key)
{
    g_string_append_printf(maker->text, "    %s: ", key);
    ct_maker_put_selector(maker);
    g_string_append(maker->text, "\n");
}

static void
begin(CtMaker *maker, char letter, uint32_t i)
{
    g_string_append_printf(maker->text, "  %s%c%u:\n", maker->prefix, letter, i);
}

static void
put_suppliers(CtMaker *maker)
{
    g_string_append(maker->text, "suppliers:\n");
    for (uint32_t i = 0; i < maker->n_supply; i++) {
        begin(maker, 's', i);
        g_string_append_printf(maker->text, "    tier: %u\n", 1 + draw(maker, 3));
        if (i > 0 && ct_maker_chance(maker, 30))
            g_string_append_printf(maker->text, "    supplied_by: [%ss%u]\n", maker->prefix,
                                   draw(maker, i));
    }
}

static void
put_vulnerabilities(CtMaker *maker)
{
    static const char *const traits[] = {"vector: network",
                                         "vector: local, gains: admin",
                                         "vector: network, privileges: low",
                                         "vector: network, gains: user",
                                         "vector: adjacent, gains: halt",
                                         "vector: network, gains: session",
                                         "vector: network, interaction: true, gains: user"};
    static const char *const states[] = {"kev: true", "epss: 0.3", "patched: true",
                                         "vex: not_affected", "epss: 0"};

    g_string_append(maker->text, "vulnerabilities:\n");
    for (uint32_t i = 0; i < maker->n_supply; i++) {
        uint32_t p = draw(maker, maker->n_products);

        g_string_append_printf(maker->text, "  %sv%u: { affects: [%sp%u%s], %s, %s }\n",
                               maker->prefix, i, maker->prefix, p,
                               ct_maker_chance(maker, 70) ? ".s0" : "", PICK(maker, traits),
                               PICK(maker, states));
    }
}

static void
put_credentials(CtMaker *maker)
{
    static const char *const strengths[] = {"default", "weak", "strong", "hardcoded"};
    static const char *const kinds[] = {"password", "key", "token", "domain-admin",
                                        "service-account"};

    g_string_append(maker->text, "credentials:\n");
    for (uint32_t i = 0; i < maker->n_supply; i++) {
        begin(maker, 'k', i);
        g_string_append_printf(maker->text, "    kind: %s\n    strength: %s\n", PICK(maker, kinds),
                               PICK(maker, strengths));
        if (ct_maker_chance(maker, 40))
            g_string_append(maker->text, "    privilege: admin\n");
        if (ct_maker_chance(maker, 80))
            g_string_append_printf(maker->text, "    opens: [%sp%u.s0]\n", maker->prefix,
                                   draw(maker, maker->n_products));
        if (ct_maker_chance(maker, 20))
            g_string_append(maker->text, "    protected: admin\n");
        if (i > 0 && ct_maker_chance(maker, 15))
            g_string_append_printf(maker->text, "    second: %sk%u\n", maker->prefix,
                                   draw(maker, i));
    }
}

static void
put_people(CtMaker *maker)
{
    g_string_append(maker->text, "people:\n");
    for (uint32_t i = 0; i < maker->n_supply; i++) {
        begin(maker, 'u', i);
        put_selector(maker, "uses");
        if (ct_maker_chance(maker, 70))
            g_string_append_printf(maker->text, "    accounts: [%sk%u]\n", maker->prefix,
                                   draw(maker, maker->n_supply));
        if (ct_maker_chance(maker, 20))
            g_string_append(maker->text, "    mail: false\n");
    }
}

static void
put_data(CtMaker *maker)
{
    g_string_append(maker->text, "data:\n");
    for (uint32_t i = 0; i < maker->n_supply; i++) {
        begin(maker, 'd', i);
        put_selector(maker, "at");
        if (ct_maker_chance(maker, 60))
            put_selector(maker, "opened_by");
        if (ct_maker_chance(maker, 30))
            g_string_append(maker->text, "    writable: false\n");
        if (ct_maker_chance(maker, 30))
            g_string_append_printf(maker->text, "    served_by: [%sp%u.s0]\n", maker->prefix,
                                   draw(maker, maker->n_products));
    }
}

static void
put_channel_ends(CtMaker *maker, uint32_t kind)
{
    g_string_append_printf(maker->text, "    from: %sa%u\n", maker->prefix,
                           draw(maker, maker->n_assets));
    if (kind < 3) {
        g_string_append_printf(maker->text, "    to: { product: %sp%u }\n", maker->prefix,
                               draw(maker, maker->n_products));
        return;
    }
    if (ct_maker_chance(maker, 60))
        g_string_append_printf(maker->text, "    service: %sp%u.s0\n", maker->prefix,
                               draw(maker, maker->n_products));
    else
        g_string_append_printf(maker->text, "    into: [%sz%u]\n", maker->prefix,
                               draw(maker, maker->n_zones));
}

static void
put_channels(CtMaker *maker)
{
    static const char *const kinds[] = {"update", "build", "command", "remote-maintenance"};

    g_string_append(maker->text, "channels:\n");
    for (uint32_t i = 0; i < maker->n_supply; i++) {
        uint32_t kind = draw(maker, G_N_ELEMENTS(kinds));

        begin(maker, 'h', i);
        g_string_append_printf(maker->text, "    kind: %s\n", kinds[kind]);
        put_channel_ends(maker, kind);
        if (kind < 2 && ct_maker_chance(maker, 30))
            g_string_append_printf(maker->text, "    signed_with: [%sk%u]\n", maker->prefix,
                                   draw(maker, maker->n_supply));
        if (kind < 2 && ct_maker_chance(maker, 25))
            g_string_append_printf(maker->text, "    confirmed_by: [%sa%u]\n", maker->prefix,
                                   draw(maker, maker->n_assets));
        if (kind > 1 && ct_maker_chance(maker, 30))
            put_ref(maker, "credential", 'k', maker->n_supply);
    }
}

static void
put_functions(CtMaker *maker)
{
    static const char *const losses[] = {"availability", "control", "view", "safety"};

    g_string_append(maker->text, "functions:\n");
    for (uint32_t i = 0; i < maker->n_supply; i++) {
        uint32_t a = draw(maker, maker->n_assets);

        begin(maker, 'f', i);
        if (i > 0 && ct_maker_chance(maker, 25))
            g_string_append_printf(maker->text, "    needs: [%sf%u]\n", maker->prefix,
                                   draw(maker, i));
        else
            g_string_append_printf(maker->text, "    needs: { k: 1, of: [%sa%u, %sa%u] }\n",
                                   maker->prefix, a, maker->prefix, (a + 1) % maker->n_assets);
        g_string_append_printf(maker->text, "    loss: %s\n", PICK(maker, losses));
    }
}

static void
put_requirements(CtMaker *maker)
{
    static const char *const of_function[] = {"available", "observable", "controllable", "safe",
                                              "[observable, available]"};
    static const char *const of_data[] = {"confidential", "intact", "available",
                                          "[confidential, available]"};

    g_string_append(maker->text, "requirements:\n");
    for (uint32_t i = 0; i < maker->n_supply; i++) {
        bool data = ct_maker_chance(maker, 40);

        begin(maker, 'r', i);
        if (data)
            put_ref(maker, "data", 'd', maker->n_supply);
        else
            put_ref(maker, "function", 'f', maker->n_supply);
        g_string_append_printf(maker->text, "    must: %s\n",
                               data ? PICK(maker, of_data) : PICK(maker, of_function));
    }
}

static void
put_flows(CtMaker *maker)
{
    g_string_append(maker->text, "flows:\n");
    for (uint32_t i = 0; i < maker->n_supply; i++) {
        begin(maker, 'w', i);
        put_selector(maker, "from");
        put_selector(maker, "to");
        g_string_append(maker->text, "    port: tcp/443\n");
    }
}

void
ct_maker_put_supply(CtMaker *maker)
{
    if (maker->n_supply == 0)
        return;
    put_suppliers(maker);
    put_vulnerabilities(maker);
    put_credentials(maker);
    put_people(maker);
    put_data(maker);
    put_channels(maker);
    put_functions(maker);
    put_requirements(maker);
    put_flows(maker);
    g_string_append_printf(maker->text, "conditions:\n  %sstate: { holds: true }\n", maker->prefix);
    g_string_append_printf(maker->text, "sites:\n  %syard:\n    access: [%su0]\n", maker->prefix,
                           maker->prefix);
}

void
ct_maker_put_supply_of_product(CtMaker *maker, uint32_t product)
{
    if (maker->n_supply == 0)
        return;
    put_ref(maker, "supplier", 's', maker->n_supply);
    g_string_append_printf(maker->text,
                           "    components:\n      lib: { purl: \"pkg:generic/lib@1.%u\" }\n",
                           product);
    if (ct_maker_chance(maker, 30))
        g_string_append_printf(maker->text, "    stores: [%sk%u]\n", maker->prefix,
                               draw(maker, maker->n_supply));
    if (ct_maker_chance(maker, 30))
        g_string_append(maker->text, "    security: { update_signed: true }\n");
}

void
ct_maker_put_supply_of_service(CtMaker *maker, uint32_t service)
{
    static const char *const gives[] = {"shell", "control", "manage, firmware",
                                        "files", "mail",    "program, control"};

    if (maker->n_supply == 0)
        return;
    if (ct_maker_chance(maker, 80))
        g_string_append_printf(maker->text, ", gives: [%s]", PICK(maker, gives));
    else if (ct_maker_chance(maker, 50))
        g_string_append_printf(maker->text, ", gives: [network], into: [%sz%u]", maker->prefix,
                               draw(maker, maker->n_zones));
    if (service == 0)
        g_string_append(maker->text, ", component: lib");
    if (ct_maker_chance(maker, 30))
        g_string_append(maker->text, ", runs_as: user");
}

void
ct_maker_put_supply_of_asset(CtMaker *maker, uint32_t asset)
{
    if (maker->n_supply == 0)
        return;
    if (ct_maker_chance(maker, 30))
        g_string_append_printf(maker->text, "    stores: [%sk%u]\n", maker->prefix,
                               draw(maker, maker->n_supply));
    if (ct_maker_chance(maker, 20))
        g_string_append_printf(maker->text, "    site: %syard\n", maker->prefix);
    if (asset > 0 && ct_maker_chance(maker, 10))
        g_string_append(maker->text, "    updates: never\n");
}
