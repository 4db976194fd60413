/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The columns of a model by number: where each array lies, how large a row is, and what a row says
 * that says nothing.
 */
#include "topology/rows.h"

#include "base/pages.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* The shape all CT_ROWS share. */
typedef struct RowsHeader {
    void *data;
    uint32_t length, capacity;
} RowsHeader;

typedef struct TableInfo {
    size_t offset; /* of the rows in CtModel */
    size_t size;   /* of one row */
    const void *blank;
    const char *name; /* plural, the YAML key */
    const char *word; /* singular */
} TableInfo;

#define NO_ENTITY                                                                                  \
    {                                                                                              \
        .id = CT_NO_ID, .extra = CT_NO_ID                                                          \
    }
#define NO_SPAN                                                                                    \
    {                                                                                              \
        .start = CT_NO_ID                                                                          \
    }

static const CtSupplier blank_supplier = {.e = NO_ENTITY,
                                          .supplied_by = NO_SPAN,
                                          .patch_after = CT_NO_ID};
static const CtProduct blank_product = {.e = NO_ENTITY,
                                        .kind = CT_NO_ID,
                                        .supplier = CT_NO_ID,
                                        .version = CT_NO_ID,
                                        .components = NO_SPAN,
                                        .services = NO_SPAN,
                                        .stores = NO_SPAN,
                                        .firewall = CT_NO_ID,
                                        .security = CT_NO_ID,
                                        .patch_after = CT_NO_ID};
static const CtComponent blank_component = {.e = NO_ENTITY,
                                            .product = CT_NO_ID,
                                            .supplier = CT_NO_ID,
                                            .purl = CT_NO_ID,
                                            .cpe = CT_NO_ID,
                                            .version = CT_NO_ID};
static const CtService blank_service = {.e = NO_ENTITY,
                                        .product = CT_NO_ID,
                                        .asset = CT_NO_ID,
                                        .into = NO_SPAN,
                                        .component = CT_NO_ID,
                                        .needs = CT_NO_ID};
static const CtVulnerability blank_vulnerability = {.e = NO_ENTITY,
                                                    .affects = NO_SPAN,
                                                    .affects_as_written = NO_SPAN,
                                                    .cvss = CT_NO_ID,
                                                    .fixed_in = CT_NO_ID,
                                                    .means = CT_NO_ID,
                                                    .epss = NAN,
                                                    .disclosed_after = CT_NO_ID,
                                                    .patch_after = CT_NO_ID};
static const CtNetwork blank_network = {.e = NO_ENTITY,
                                        .key = CT_NO_ID,
                                        .of_zone = CT_NO_ID,
                                        .capacity = NAN};
static const CtSite blank_site = {.e = NO_ENTITY, .access = NO_SPAN};
static const CtZone blank_zone = {.e = NO_ENTITY,
                                  .networks = NO_SPAN,
                                  .parent = CT_NO_ID,
                                  .operated_by = CT_NO_ID,
                                  .count = 1,
                                  .level = -1,
                                  .sl_t = {-1, -1, -1, -1, -1, -1, -1},
                                  .rollout = CT_NO_ID,
                                  .maintenance = CT_NO_ID};
static const CtConduit blank_conduit = {.e = NO_ENTITY,
                                        .from = CT_NO_ID,
                                        .to = CT_NO_ID,
                                        .allow = NO_SPAN,
                                        .deny = NO_SPAN,
                                        .enforced_by = CT_NO_ID,
                                        .window = CT_NO_ID,
                                        .sensor = NAN};
static const CtAsset blank_asset = {.e = NO_ENTITY,
                                    .product = CT_NO_ID,
                                    .zone = CT_NO_ID,
                                    .site = CT_NO_ID,
                                    .runs_on = CT_NO_ID,
                                    .operated_by = CT_NO_ID,
                                    .override = CT_NO_ID,
                                    .count = 1,
                                    .networks = NO_SPAN,
                                    .software = NO_SPAN,
                                    .stores = NO_SPAN,
                                    .roams = NO_SPAN,
                                    .sensor = NAN,
                                    .sl_t = -1,
                                    .rollout = CT_NO_ID,
                                    .maintenance = CT_NO_ID,
                                    .joins = CT_NO_ID,
                                    .admission = CT_NO_ID};
static const CtPeople blank_people = {
    .e = NO_ENTITY, .uses = CT_NO_ID, .accounts = NO_SPAN, .count = 1, .trained = NAN};
static const CtData blank_data = {.e = NO_ENTITY,
                                  .kind = CT_NO_ID,
                                  .at = CT_NO_ID,
                                  .opened_by = CT_NO_ID,
                                  .served_by = NO_SPAN,
                                  .signed_with = NO_SPAN};
static const CtCredential blank_credential = {.e = NO_ENTITY,
                                              .opens = NO_SPAN,
                                              .authority = CT_NO_ID,
                                              .second = CT_NO_ID};
static const CtChannel blank_channel = {.e = NO_ENTITY,
                                        .from = CT_NO_ID,
                                        .from_supplier = CT_NO_ID,
                                        .to = CT_NO_ID,
                                        .to_products = NO_SPAN,
                                        .into = NO_SPAN,
                                        .services = NO_SPAN,
                                        .signed_with = NO_SPAN,
                                        .confirmed_by = NO_SPAN,
                                        .approvers = NO_SPAN,
                                        .batch = CT_NO_ID,
                                        .operated_by = CT_NO_ID,
                                        .credential = CT_NO_ID};
static const CtFlow blank_flow = {
    .e = NO_ENTITY, .from = CT_NO_ID, .to = CT_NO_ID, .service = CT_NO_ID, .ports = NO_SPAN};
static const CtFunction blank_function = {.e = NO_ENTITY,
                                          .needs = NO_SPAN,
                                          .k = CT_NO_ID,
                                          .cost_per_hour = NAN};
static const CtCondition blank_condition = {.e = NO_ENTITY};
static const CtRequirement blank_requirement = {.e = NO_ENTITY,
                                                .function = CT_NO_ID,
                                                .data = CT_NO_ID};
static const CtPolicy blank_policy = {
    .e = NO_ENTITY, .from = CT_NO_ID, .to = CT_NO_ID, .service = CT_NO_ID, .ports = NO_SPAN};
static const CtMeasure blank_measure = {.e = NO_ENTITY, .cost = NAN, .set = NO_SPAN};
static const CtTarget blank_target = {.e = NO_ENTITY, .min = CT_NO_ID, .max = CT_NO_ID};
static const CtWaiver blank_waiver = {.finding = CT_NO_ID,
                                      .reason = CT_NO_ID,
                                      .owner = CT_NO_ID,
                                      .until = CT_NO_ID};
static const CtExtra blank_extra = {CT_NO_ID, CT_NO_ID, CT_NO_ID, CT_NO_ID};
static const CtSecurity blank_security = {.firmware_key = CT_NO_ID};
static const CtFirewall blank_firewall = {.allow = NO_SPAN, .deny = NO_SPAN};
static const CtOverride blank_override = {.security = CT_NO_ID,
                                          .firewall = CT_NO_ID,
                                          .services = NO_SPAN};
static const CtRule blank_rule = {.ports = NO_SPAN, .from = CT_NO_ID, .to = CT_NO_ID};
static const CtPortRange blank_port_range = {.high = UINT16_MAX};
static const CtAffects blank_affects = {.text = CT_NO_ID,
                                        .product = CT_NO_ID,
                                        .service = CT_NO_ID,
                                        .component = CT_NO_ID};
static const CtServiceRef blank_service_ref = {.product = CT_NO_ID,
                                               .selector = CT_NO_ID,
                                               .name = CT_NO_ID};
static const CtOpens blank_opens = {.id = CT_NO_ID};
static const CtParty blank_party = {.id = CT_NO_ID};
static const CtNeed blank_need = {.asset = CT_NO_ID, .function = CT_NO_ID};
static const CtSetting blank_setting = {.path = CT_NO_ID, .value = CT_NO_ID};
static const CtTerm blank_term = {.id = CT_NO_ID};
static const CtSelector blank_selector = {.terms = NO_SPAN};
static const uint32_t blank_pool = CT_NO_ID;

#define TABLE(member, blank_row, singular)                                                         \
    {                                                                                              \
        .offset = offsetof(CtModel, member), .size = sizeof blank_row, .blank = &blank_row,        \
        .name = #member, .word = singular                                                          \
    }

static const TableInfo tables[CT_TABLE_COUNT] = {
    [CT_SECTION_SUPPLIERS] = TABLE(suppliers, blank_supplier, "supplier"),
    [CT_SECTION_PRODUCTS] = TABLE(products, blank_product, "product"),
    [CT_SECTION_VULNERABILITIES] = TABLE(vulnerabilities, blank_vulnerability, "vulnerability"),
    [CT_SECTION_NETWORKS] = TABLE(networks, blank_network, "network"),
    [CT_SECTION_SITES] = TABLE(sites, blank_site, "site"),
    [CT_SECTION_ZONES] = TABLE(zones, blank_zone, "zone"),
    [CT_SECTION_CONDUITS] = TABLE(conduits, blank_conduit, "conduit"),
    [CT_SECTION_ASSETS] = TABLE(assets, blank_asset, "asset"),
    [CT_SECTION_PEOPLE] = TABLE(people, blank_people, "people"),
    [CT_SECTION_DATA] = TABLE(data, blank_data, "data"),
    [CT_SECTION_CREDENTIALS] = TABLE(credentials, blank_credential, "credential"),
    [CT_SECTION_CHANNELS] = TABLE(channels, blank_channel, "channel"),
    [CT_SECTION_FLOWS] = TABLE(flows, blank_flow, "flow"),
    [CT_SECTION_FUNCTIONS] = TABLE(functions, blank_function, "function"),
    [CT_SECTION_CONDITIONS] = TABLE(conditions, blank_condition, "condition"),
    [CT_SECTION_REQUIREMENTS] = TABLE(requirements, blank_requirement, "requirement"),
    [CT_SECTION_POLICIES] = TABLE(policies, blank_policy, "policy"),
    [CT_SECTION_MEASURES] = TABLE(measures, blank_measure, "measure"),
    [CT_SECTION_TARGETS] = TABLE(targets, blank_target, "target"),
    [CT_SECTION_COMPONENTS] = TABLE(components, blank_component, "component"),
    [CT_SECTION_SERVICES] = TABLE(services, blank_service, "service"),
    [CT_TABLE_WAIVERS] = TABLE(waivers, blank_waiver, "waiver"),
    [CT_TABLE_EXTRAS] = TABLE(extras, blank_extra, ""),
    [CT_TABLE_SECURITIES] = TABLE(securities, blank_security, ""),
    [CT_TABLE_FIREWALLS] = TABLE(firewalls, blank_firewall, ""),
    [CT_TABLE_OVERRIDES] = TABLE(overrides, blank_override, ""),
    [CT_TABLE_RULES] = TABLE(rules, blank_rule, ""),
    [CT_TABLE_PORT_RANGES] = TABLE(port_ranges, blank_port_range, ""),
    [CT_TABLE_AFFECTS] = TABLE(affects, blank_affects, ""),
    [CT_TABLE_SERVICE_REFS] = TABLE(service_refs, blank_service_ref, ""),
    [CT_TABLE_OPENS] = TABLE(opens, blank_opens, ""),
    [CT_TABLE_PARTIES] = TABLE(parties, blank_party, ""),
    [CT_TABLE_NEEDS] = TABLE(needs, blank_need, ""),
    [CT_TABLE_SETTINGS] = TABLE(settings, blank_setting, ""),
    [CT_TABLE_TERMS] = TABLE(terms, blank_term, ""),
    [CT_TABLE_SELECTORS] = TABLE(selectors, blank_selector, ""),
    [CT_TABLE_POOL] = TABLE(pool, blank_pool, ""),
};

static RowsHeader
header_of(const CtModel *model, CtTable table)
{
    RowsHeader header;

    memcpy(&header, (const char *)model + tables[table].offset, sizeof header);
    return header;
}

uint32_t
ct_rows_append(CtModel *model, CtTable table)
{
    RowsHeader header = header_of(model, table);
    size_t size = tables[table].size;

    if (header.length == header.capacity) {
        g_assert(header.capacity < UINT32_MAX / 2);
        header.capacity = header.capacity == 0 ? 16 : header.capacity * 2;
        header.data =
            ct_pages_grow(header.data, header.length * size, (size_t)header.capacity * size);
    }
    memcpy((char *)header.data + header.length * size, tables[table].blank, size);
    header.length++;
    memcpy((char *)model + tables[table].offset, &header, sizeof header);
    return header.length - 1;
}

void *
ct_rows_get(const CtModel *model, CtTable table, uint32_t row)
{
    RowsHeader header = header_of(model, table);

    g_assert(row < header.length);
    return (char *)header.data + row * tables[table].size;
}

uint32_t
ct_rows_count(const CtModel *model, CtTable table)
{
    return header_of(model, table).length;
}

void
ct_rows_free(CtModel *model, CtTable table)
{
    RowsHeader header = header_of(model, table);

    g_free(header.data);
}

const char *
ct_section_name(CtSection section)
{
    g_return_val_if_fail(section < CT_SECTION_COUNT, "");
    return tables[section].name;
}

const char *
ct_section_word(CtSection section)
{
    g_return_val_if_fail(section < CT_SECTION_COUNT, "");
    return tables[section].word;
}
