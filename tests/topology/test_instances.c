/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `count:` unfolds to, and how instances are written. */
#include "tests/support/check.h"
#include "tests/support/loaded.h"

static const char text[] = "cybertwin: 1\n"
                           "products: { p: { services: { s: { port: tcp/22 } } }, app: {} }\n"
                           "networks: { lan: {}, wan: {}, air: { medium: zigbee } }\n"
                           "zones:\n"
                           "  room: { parent: home, count: 2 }\n" /* before its parent */
                           "  home: { count: 3, networks: [lan, wan] }\n"
                           "  isp: { networks: [wan] }\n"
                           "assets:\n"
                           "  bulb: { product: p, zone: room, count: 4, networks: [lan, air] }\n"
                           "  hub: { product: p, zone: home, networks: [lan, wan] }\n"
                           "  core: { product: p, zone: isp, software: [app] }\n"
                           "  probe: { product: app, zone: isp, networks: [lan] }\n"
                           "people: { u: { uses: { zone: home } }, v: { uses: { product: app } },\n"
                           "  w: { uses: [\"bulb[1][0][3]\", core] } }\n";

static void
test_counts(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    bool is_loaded = ct_loaded_init(&loaded, text, &why);
    const CtInstances *instances = loaded.instances;
    uint32_t bulb = 0;
    uint32_t probe = 0;

    CHECK_MSG(is_loaded, "%s", why != NULL ? why : "");
    if (!is_loaded)
        return;
    CHECK_INT(instances->n_zones, 6 + 3 + 1);
    CHECK_INT(instances->n_networks, 3 + 1 + 1 + 6); /* lan per home; each room has its own */
    CHECK_INT(instances->n_assets, 24 + 3 + 1 + 1);
    CU_ASSERT(ct_instances_parse_asset(instances, "bulb[2][1][3]", &bulb, NULL));
    CHECK_INT(instances->asset_row[bulb], 0);

    g_autofree char *zone = ct_instances_zone_text(instances, instances->asset_zone[bulb]);
    g_autofree char *lan =
        ct_instances_network_text(instances,
                                  instances->attached.value[instances->attached.start[bulb]]);
    g_autofree char *again = ct_instances_asset_text(instances, bulb);

    CHECK_STR(zone, "room[2][1]");
    CHECK_STR(lan, "lan[2]");
    CHECK_STR(again, "bulb[2][1][3]");
    /* One that stands outside sees every instance of a network that is replicated. */
    CU_ASSERT(ct_instances_parse_asset(instances, "probe", &probe, NULL));
    CHECK_INT(instances->attached.start[probe + 1] - instances->attached.start[probe], 3);
}

static void
test_texts_read_back(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    bool is_loaded = ct_loaded_init(&loaded, text, &why);
    const CtInstances *instances = loaded.instances;

    CU_ASSERT_FATAL(is_loaded);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        g_autofree char *name = ct_instances_asset_text(instances, a);
        uint32_t found = CT_NO_ID;

        CHECK_MSG(ct_instances_parse_asset(instances, name, &found, NULL) && found == a, "%s",
                  name);
    }
    for (uint32_t s = 0; s < instances->n_services; s++) {
        g_autofree char *name = ct_instances_service_text(instances, s);
        uint32_t found = CT_NO_ID;

        CHECK_MSG(ct_instances_parse_service(instances, name, &found, NULL) && found == s, "%s",
                  name);
        CHECK_INT(instances->service_first[ct_instances_service_asset(instances, s)] <= s, true);
    }
    for (uint32_t n = 0; n < instances->n_networks; n++) {
        g_autofree char *name = ct_instances_network_text(instances, n);
        uint32_t found = CT_NO_ID;

        CHECK_MSG(ct_instances_parse_network(instances, name, &found, NULL) && found == n, "%s",
                  name);
    }
    for (uint32_t z = 0; z < instances->n_zones; z++) {
        g_autofree char *name = ct_instances_zone_text(instances, z);
        uint32_t found = CT_NO_ID;

        CHECK_MSG(ct_instances_parse_zone(instances, name, &found, NULL) && found == z, "%s", name);
    }
}

static void
test_bad_texts(void)
{
    static const char *const bad[] = {"",
                                      "bulb",
                                      "bulb[0]",
                                      "bulb[0][0][0][0]",
                                      "bulb[3][0][0]",
                                      "bulb[0][0]",
                                      "bulb[0][0][4]",
                                      "bulb[0][0][x]",
                                      "bulb[-1][0][0]",
                                      "hub[99999999999]",
                                      "bulb[",
                                      "core[0]",
                                      "cores",
                                      "core]",
                                      "hub[0]x"};
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    bool is_loaded = ct_loaded_init(&loaded, text, &why);
    GError *error = NULL;
    uint32_t found;

    CU_ASSERT_FATAL(is_loaded);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        CHECK_ERR(ct_instances_parse_asset(loaded.instances, bad[i], &found, &error), error,
                  CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME);
    CU_ASSERT(!ct_instances_parse_asset(loaded.instances, "corr", &found, &error));
    CHECK_STR(error->message, "no asset 'corr'; did you mean 'core'?");
    g_clear_error(&error);
    CHECK_ERR(ct_instances_parse_service(loaded.instances, "core.t", &found, &error), error,
              CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME);
    CHECK_ERR(ct_instances_parse_service(loaded.instances, "core", &found, &error), error,
              CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_NAME);
}

static uint32_t
selected_by(const CtLoaded *loaded, uint32_t people)
{
    const CtCsr *selected = &loaded->instances->selected;
    CtId selector = loaded->model->people.data[people].uses;

    return selected->start[selector + 1] - selected->start[selector];
}

static void
test_selectors(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    bool is_loaded = ct_loaded_init(&loaded, text, &why);

    CU_ASSERT_FATAL(is_loaded);
    CHECK_INT(selected_by(&loaded, 0), 24 + 3); /* rooms lie within homes */
    CHECK_INT(selected_by(&loaded, 1), 2);      /* installed on core, and probe itself */
    CHECK_INT(selected_by(&loaded, 2), 2);
}

static void
test_limit(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    bool is_loaded = ct_loaded_init(&loaded, text, &why);
    GError *error = NULL;

    CU_ASSERT_FATAL(is_loaded);
    CHECK_ERR(ct_instances_new(loaded.classes, 28, &error) != NULL, error, CT_INSTANCES_ERROR,
              CT_INSTANCES_ERROR_LIMIT);

    g_autoptr(CtInstances) enough = ct_instances_new(loaded.classes, 29, &error);

    CHECK_OK(enough != NULL, error);
}

/* Two counts of a hundred thousand and one line that joins them. */
static void
test_attachments_have_a_limit(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    bool is_loaded =
        ct_loaded_init(&loaded,
                       "cybertwin: 1\nproducts: { p: {} }\nnetworks: { lan: {} }\n"
                       "zones: { home: { networks: [lan], count: 100000 }, out: {} }\n"
                       "assets: { a: { product: p, zone: out, networks: [lan], count: 100000 } }\n",
                       &why);

    CU_ASSERT(!is_loaded);
    CHECK_MSG(why != NULL && strstr(why, "attachments") != NULL, "%s", why);
}

/* Two rooms of every home: what lists the other room's network is on that of its own home. */
static void
test_networks_of_a_sibling_zone(void)
{
    static const char homes[] = "cybertwin: 1\nproducts: { p: {} }\n"
                                "networks: { bus: { medium: can }, spur: { medium: lin } }\n"
                                "zones:\n"
                                "  car: { count: 3 }\n"
                                "  radio: { parent: car }\n"
                                "  drive: { parent: car, networks: [bus] }\n"
                                "  door: { parent: car, networks: [spur], count: 4 }\n"
                                "  road: {}\n"
                                "assets:\n"
                                "  unit: { product: p, zone: radio, networks: [bus, spur] }\n"
                                "  brake: { product: p, zone: drive }\n"
                                "  lock: { product: p, zone: door, networks: [spur, bus] }\n"
                                "  whole: { product: p, zone: car, networks: [spur] }\n"
                                "  beacon: { product: p, zone: road, networks: [bus] }\n";
    static const struct {
        const char *asset, *networks;
    } rows[] = {
        {"unit[1]", "bus[1] spur[1][0] spur[1][1] spur[1][2] spur[1][3]"},
        {"brake[1]", "bus[1]"},
        {"lock[2][3]", "spur[2][3] bus[2]"},
        {"whole[0]", "spur[0][0] spur[0][1] spur[0][2] spur[0][3]"},
        {"beacon", "bus[0] bus[1] bus[2]"},
    };

    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;

    CU_ASSERT_FATAL(ct_loaded_init(&loaded, homes, &why));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const CtCsr *attached = &loaded.instances->attached;
        g_autoptr(GString) got = g_string_new(NULL);
        uint32_t asset = 0;

        CU_ASSERT_FATAL(ct_instances_parse_asset(loaded.instances, rows[i].asset, &asset, NULL));
        for (uint32_t k = attached->start[asset]; k < attached->start[asset + 1]; k++) {
            g_autofree char *name = ct_instances_network_text(loaded.instances, attached->value[k]);

            g_string_append_printf(got, "%s%s", got->len > 0 ? " " : "", name);
        }
        CHECK_MSG(strcmp(got->str, rows[i].networks) == 0, "%s: got \"%s\", want \"%s\"",
                  rows[i].asset, got->str, rows[i].networks);
    }
}

CU_TestInfo test_instances_tests[] = {
    {"counts", test_counts},
    {"texts read back", test_texts_read_back},
    {"bad texts", test_bad_texts},
    {"selectors", test_selectors},
    {"limit", test_limit},
    {"attachments have a limit", test_attachments_have_a_limit},
    {"networks of a sibling zone are those of the same replica", test_networks_of_a_sibling_zone},
    CU_TEST_INFO_NULL,
};
