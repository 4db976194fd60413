/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every relation that a rule can walk, on one model, spelt out by hand. */
#include "tests/support/check.h"

#include "attacks/ground_relations.h"
#include "tests/support/model_text.h"

static const char yaml[] =
    "suppliers: { maker: {}, host-co: {} }\n"
    "products:\n"
    "  rtu: { kind: rtu, supplier: maker, stores: [class-key],\n"
    "         components: { web-lib: { purl: 'pkg:generic/weblib@1.0' } },\n"
    "         services: { iec: { port: tcp/2404, auth: none },\n"
    "                     web: { port: tcp/443, component: web-lib } } }\n"
    "  pc: { kind: workstation, services: { rdp: { port: tcp/3389 } } }\n"
    "  tool: { kind: app, supplier: maker }\n"
    "  vpn: { kind: gateway, services: { tunnel: { port: tcp/1194, gives: network, into: [ot] } } "
    "}\n"
    "vulnerabilities:\n"
    "  CVE-1: { affects: [rtu.web], vector: network, privileges: none }\n"
    "  CVE-2: { affects: [tool], vector: local, privileges: low }\n"
    "  CVE-3: { affects: [tool], patched: true }\n"
    "  CVE-4: { affects: [rtu], vex: fixed }\n"
    "  CVE-5: { affects: [rtu], vex: not_affected }\n"
    "networks: { internet: { medium: internet }, ot: {}, it: {}, lan: {},\n"
    "            radio: { medium: zigbee, key: radio-key }, air: { medium: wifi },\n"
    "            stick: { medium: usb } }\n"
    "sites: { yard: { access: [crew] } }\n"
    "zones:\n"
    "  plant: {}\n"
    "  control: { networks: [ot], parent: plant }\n"
    "  office: { networks: [it], operated_by: host-co }\n"
    "  home: { networks: [lan], count: 2 }\n"
    "conduits: { c: { from: office, to: plant, allow: [ { port: tcp/443 } ] } }\n"
    "assets:\n"
    "  rtu-1: { product: rtu, zone: control, site: yard, networks: [ot, radio] }\n"
    "  rtu-2: { product: rtu, zone: control, count: 2 }\n"
    "  pc-1: { product: pc, zone: office, software: [tool], stores: [pw], roams: [ot],\n"
    "          networks: [it, stick] }\n"
    "  vm-1: { product: pc, zone: office, runs_on: pc-1, networks: [it, stick] }\n"
    "  vpn-1: { product: vpn, zone: office }\n"
    "  hub: { product: pc, zone: home, operated_by: maker }\n"
    "people:\n"
    "  crew: { uses: [pc-1, rtu-1], accounts: [pw] }\n"
    "  robots: { mail: false, media: false, uses: [vm-1, pc-1] }\n"
    "credentials:\n"
    "  pw: { opens: [rtu.web, pc-1.rdp], authority: vm-1 }\n"
    "  class-key: { kind: key, opens: air }\n"
    "  radio-key: { kind: key }\n"
    "channels:\n"
    "  ota: { kind: update, from: pc-1, to: { product: rtu } }\n"
    "  tool-ota: { kind: update, from: { supplier: maker }, to: { product: tool } }\n"
    "  make: { kind: build, from: vm-1, to: { product: tool } }\n"
    "  fleet: { kind: command, from: vm-1, to: { product: rtu } }\n"
    "  maint: { kind: remote-maintenance, from: { supplier: host-co }, into: [ot],\n"
    "           service: rtu-1.web }\n"
    "data:\n"
    "  plans: { at: [pc-1], opened_by: [vm-1], served_by: rtu.web }\n"
    "flows:\n"
    "  poll: { from: pc-1, to: { product: rtu }, service: iec }\n";

/* What each relation leads to, names parted by spaces, in the order of file and index. */
static const struct {
    const char *relation, *from, *want;
} rows[] = {
    {"attached", "radio", "rtu-1"},
    {"attached", "ot", "rtu-1 rtu-2[0] rtu-2[1]"},
    {"attached_to", "rtu-1", "ot radio"},
    {"plugged", "stick", "pc-1"},
    {"plugged", "it", ""},
    {"roams", "pc-1", "ot"},
    {"accepts", "rtu-2[1].web", "pw"},
    {"accepts", "rtu-1.iec", ""},
    {"opens", "pw", "rtu-1.web rtu-2[0].web rtu-2[1].web pc-1.rdp"},
    {"key", "radio", "radio-key"},
    {"key", "it", ""},
    {"key", "air", "class-key"},
    {"stores", "rtu-1", "class-key"},
    {"stores", "pc-1", "pw"},
    {"stored_on", "class-key", "rtu-1 rtu-2[0] rtu-2[1]"},
    {"issues", "vm-1", "pw"},
    {"issued_by", "pw", "vm-1"},
    {"uses", "crew", "rtu-1 pc-1"},
    {"used_by", "pc-1", "crew robots"},
    {"accounts", "crew", "pw"},
    {"account_of", "pw", "crew"},
    {"colleagues", "pc-1.rdp", "crew"},
    {"sends", "vm-1", "make fleet maint"},
    {"sent_by", "tool-ota", "hub[0] hub[1]"},
    {"sent_by", "maint", "pc-1 vm-1 vpn-1"},
    {"supplier_sends", "maker", "tool-ota"},
    {"builds", "make", "tool"},
    {"builds", "ota", ""},
    {"updates", "ota", "rtu"},
    {"updated_by", "tool", "tool-ota"},
    {"delivers", "ota", "rtu-1 rtu-2[0] rtu-2[1]"},
    {"delivers", "tool-ota", "pc-1"},
    {"delivers", "make", ""},
    {"commands", "fleet", "rtu-1 rtu-2[0] rtu-2[1]"},
    {"maintains", "maint", "rtu-1.web"},
    {"lands", "maint", "ot"},
    {"installed", "tool", "pc-1"},
    {"runs", "pc-1", "pc tool"},
    {"made_of", "rtu", "rtu.web-lib"},
    {"component_of", "rtu.web-lib", "rtu"},
    {"supplies", "maker", "rtu tool"},
    {"manages", "host-co", "pc-1 vm-1 vpn-1"},
    {"manages", "maker", "hub[0] hub[1]"},
    {"carries", "it", "poll"},
    {"carries", "ot", "poll"},
    {"carries", "internet", ""},
    {"targets", "poll", "rtu-1.iec rtu-2[0].iec rtu-2[1].iec"},
    {"talks_to", "pc-1", "rtu-1.iec rtu-2[0].iec rtu-2[1].iec"},
    {"talks_to", "vm-1", ""},
    {"talks_from", "poll", "pc-1"},
    {"keeps", "pc-1", "plans"},
    {"kept_on", "plans", "pc-1"},
    {"serves", "rtu-2[0].web", "plans"},
    {"opened_by", "plans", "vm-1"},
    {"hosts", "pc-1", "vm-1"},
    {"hosted_on", "vm-1", "pc-1"},
    {"into", "vpn-1.tunnel", "ot"},
    {"stands_at", "rtu-1", "yard"},
    {"stands_at", "pc-1", ""},
    {"houses", "yard", "rtu-1"},
    {"listens", "rtu-1", "rtu-1.iec rtu-1.web"},
    {"listens_on", "rtu-2[1].web", "rtu-2[1]"},
    {"in_zone", "hub[1]", "home[1]"},
    {"adjacent", "office", "plant control"},
    {"adjacent", "control", "office"},
    {"vulnerability", "rtu-1.web", "CVE-1"},
    {"vulnerability", "rtu-1.iec", ""},
    {"flaw", "pc-1", "CVE-2"},
    {"flaw", "rtu-1", "CVE-1"},
    {"mended", "pc-1", "CVE-3"},
    {"mended", "rtu-1", "CVE-4"},
    {"mended", "vpn-1", ""},
};

static bool
find_entity(const CtInstances *instances, CtEntityKind kind, const char *text, uint32_t *ret_entity)
{
    for (uint32_t e = 0; e < ct_entity_count(instances, kind); e++) {
        g_autofree char *known = ct_entity_text(instances, kind, e);

        if (strcmp(known, text) == 0) {
            *ret_entity = e;
            return true;
        }
    }
    return false;
}

static void
check_row(CtRelations *relations, const CtInstances *instances, size_t i, bool *ret_seen)
{
    g_autoptr(GString) got = g_string_new(NULL);

    for (int r = 0; r < CT_RELATION_COUNT; r++) {
        const CtRelationInfo *info = &ct_relation_infos[r];
        const uint32_t *entities;
        uint32_t from = 0;
        uint32_t n;

        if (strcmp(info->word, rows[i].relation) != 0)
            continue;
        CHECK_MSG(find_entity(instances, (CtEntityKind)info->from, rows[i].from, &from),
                  "%s: nothing is called %s", info->word, rows[i].from);
        entities = ct_relations_walk(relations, (CtRelationKind)r, from, CT_NO_ID, 0, &n);
        for (uint32_t k = 0; k < n; k++) {
            g_autofree char *text = ct_entity_text(instances, (CtEntityKind)info->to, entities[k]);

            g_string_append_printf(got, "%s%s", k > 0 ? " " : "", text);
        }
        ret_seen[r] = true;
        CHECK_MSG(strcmp(got->str, rows[i].want) == 0, "%s of %s: got \"%s\", want \"%s\"",
                  info->word, rows[i].from, got->str, rows[i].want);
        return;
    }
    CU_FAIL("a row names no relation");
}

static void
test_every_relation_leads_where_the_model_says(void)
{
    g_auto(CtTestModel) test = ct_test_model(yaml);
    bool seen[CT_RELATION_COUNT] = {false};

    CU_ASSERT_FATAL(test.instances != NULL);
    g_autoptr(CtRelations) relations = ct_relations_new(test.instances);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        check_row(relations, test.instances, i, seen);
    for (int r = 0; r < CT_RELATION_COUNT; r++)
        CHECK_MSG(seen[r], "no row asks for '%s'", ct_relation_infos[r].word);
}

static void
test_a_delivery_goes_where_the_bound_product_runs(void)
{
    g_auto(CtTestModel) test = ct_test_model(yaml);
    uint32_t channel = 0;
    uint32_t n;

    CU_ASSERT_FATAL(test.instances != NULL);
    g_autoptr(CtRelations) relations = ct_relations_new(test.instances);
    CU_ASSERT_FATAL(find_entity(test.instances, CT_ENTITY_CHANNEL, "tool-ota", &channel));
    ct_relations_walk(relations, CT_RELATION_DELIVERS, channel,
                      ct_model_find(test.model, CT_SECTION_PRODUCTS, "rtu"), 0, &n);
    CHECK_INT(n, 0);
    ct_relations_walk(relations, CT_RELATION_DELIVERS, channel,
                      ct_model_find(test.model, CT_SECTION_PRODUCTS, "tool"), 0, &n);
    CHECK_INT(n, 1);
}

/* Two stations on networks of their own, one with a serial line behind it, polled from a third; a
 * second poller stands with the first station. */
static const char polled[] =
    "products:\n"
    "  rtu: { kind: rtu, services: { iec: { port: tcp/2404, auth: none } } }\n"
    "  relay: { kind: relay, services: { bus: { port: serial, auth: none } } }\n"
    "  pc: { kind: server }\n"
    "networks: { net-a: {}, net-b: {}, net-c: {}, line: { medium: serial } }\n"
    "zones: { a: { networks: [net-a, line] }, b: { networks: [net-b] }, c: { networks: [net-c] } "
    "}\n"
    "assets:\n"
    "  rtu-a: { product: rtu, zone: a, networks: [net-a, line] }\n"
    "  rtu-b: { product: rtu, zone: b }\n"
    "  relay-a: { product: relay, zone: a, networks: [line] }\n"
    "  pc-a: { product: pc, zone: a, networks: [net-a] }\n"
    "  pc-c: { product: pc, zone: c }\n"
    "flows:\n"
    "  poll: { from: [pc-a, pc-c], to: { product: rtu }, service: iec }\n"
    "  trip: { from: rtu-a, to: relay-a, service: bus }\n";

static void
check_passing(CtRelations *relations,
              const CtInstances *instances,
              CtRelationKind relation,
              const char *network,
              const char *want)
{
    const CtRelationInfo *info = &ct_relation_infos[relation];
    g_autoptr(GString) got = g_string_new(NULL);
    uint32_t flow = 0;
    uint32_t bound = CT_NO_ID;
    uint32_t n;

    CU_ASSERT_FATAL(find_entity(instances, CT_ENTITY_FLOW, "poll", &flow));
    if (network != NULL)
        CU_ASSERT_FATAL(find_entity(instances, CT_ENTITY_NETWORK, network, &bound));
    const uint32_t *found = ct_relations_walk(relations, relation, flow, bound, 0, &n);
    for (uint32_t i = 0; i < n; i++) {
        g_autofree char *text = ct_entity_text(instances, (CtEntityKind)info->to, found[i]);

        g_string_append_printf(got, "%s%s", i > 0 ? " " : "", text);
    }
    CHECK_MSG(strcmp(got->str, want) == 0, "%s over %s: got \"%s\", want \"%s\"", info->word,
              network, got->str, want);
}

static void
test_of_a_flow_only_what_passes_is_met(void)
{
    static const struct {
        const char *network, *targets, *talks_from;
    } passing[] = {
        {NULL, "rtu-a.iec rtu-b.iec", "pc-a pc-c"},
        {"net-a", "rtu-a.iec rtu-b.iec", "pc-a pc-c"}, /* a sender and a receiver stand there */
        {"net-b", "rtu-b.iec", "pc-a pc-c"},           /* what goes to rtu-a does not pass */
        {"net-c", "rtu-a.iec rtu-b.iec", "pc-c"},      /* what pc-a sends does not pass */
    };
    g_auto(CtTestModel) test = ct_test_model(polled);

    CU_ASSERT_FATAL(test.instances != NULL);
    g_autoptr(CtRelations) relations = ct_relations_new(test.instances);
    for (size_t i = 0; i < G_N_ELEMENTS(passing); i++) {
        check_passing(relations, test.instances, CT_RELATION_TARGETS, passing[i].network,
                      passing[i].targets);
        check_passing(relations, test.instances, CT_RELATION_TALKS_FROM, passing[i].network,
                      passing[i].talks_from);
    }
}

static void
test_a_network_carries_what_its_medium_can(void)
{
    g_auto(CtTestModel) test = ct_test_model(polled);
    uint32_t line = 0;
    uint32_t trip = 0;
    uint32_t n;

    CU_ASSERT_FATAL(test.instances != NULL);
    g_autoptr(CtRelations) relations = ct_relations_new(test.instances);
    CU_ASSERT_FATAL(find_entity(test.instances, CT_ENTITY_NETWORK, "line", &line));
    CU_ASSERT_FATAL(find_entity(test.instances, CT_ENTITY_FLOW, "trip", &trip));
    const uint32_t *flows =
        ct_relations_walk(relations, CT_RELATION_CARRIES, line, CT_NO_ID, 0, &n);
    CHECK_INT(n, 1); /* not the polling over TCP, though rtu-a is on the line as well */
    CHECK_INT(flows[0], trip);
}

CU_TestInfo test_relations_tests[] = {
    {"every relation leads where the model says", test_every_relation_leads_where_the_model_says},
    {"a delivery goes where the bound product runs",
     test_a_delivery_goes_where_the_bound_product_runs},
    {"of a flow only what passes is met", test_of_a_flow_only_what_passes_is_met},
    {"a network carries what its medium can", test_a_network_carries_what_its_medium_can},
    CU_TEST_INFO_NULL,
};
