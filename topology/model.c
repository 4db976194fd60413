/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index from names to rows: an array by interned id for each section, since ids are dense and
 * come in file order, and one open-addressing table, never iterated, for what has an owner.
 */
#include "topology/model.h"
#include "topology/rows.h"

#include <glib.h>
#include <math.h>
#include <string.h>

typedef struct IndexSlot {
    uint32_t row; /* CT_NO_ID: empty */
    CtId id;
    uint32_t owner;
    uint32_t section;
} IndexSlot;

typedef struct RowsOf {
    uint32_t *row; /* by interned id; CT_NO_ID: none */
    uint32_t n;
} RowsOf;

typedef struct CtModelIndex {
    RowsOf sections[CT_SECTION_COUNT];
    IndexSlot *slots;
    uint32_t n_slots; /* a power of two */
    uint32_t n_used;
    CtId *service_ids; /* service row → "product.service" interned */
    uint32_t n_service_ids;
    CtId *component_ids;
    uint32_t n_component_ids;
} CtModelIndex;

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

static const CtSupplier blank_supplier = {.e = NO_ENTITY, .supplied_by = NO_SPAN};
static const CtProduct blank_product = {.e = NO_ENTITY,
                                        .kind = CT_NO_ID,
                                        .supplier = CT_NO_ID,
                                        .version = CT_NO_ID,
                                        .components = NO_SPAN,
                                        .services = NO_SPAN,
                                        .stores = NO_SPAN,
                                        .firewall = CT_NO_ID,
                                        .security = CT_NO_ID};
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
                                                    .epss = NAN};
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
                                  .sl_t = {-1, -1, -1, -1, -1, -1, -1}};
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
                                    .sl_t = -1};
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
static const CtTarget blank_target = {.e = NO_ENTITY, .min = NAN, .max = NAN};
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
        header.data = g_realloc_n(header.data, header.capacity, size);
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

static uint32_t
slot_hash(uint32_t section, uint32_t owner, CtId id)
{
    uint64_t h = (((uint64_t)owner << 32) | id) * UINT64_C(0x9E3779B97F4A7C15);

    h ^= h >> 29;
    h = (h + section) * UINT64_C(0xBF58476D1CE4E5B9);
    return (uint32_t)(h >> 32);
}

/*
 * The slot that holds the key, or the empty one where it belongs. Ids of a section's rows were
 * interned one after the other, so the id itself is the first place to look: filling and asking in
 * file order walks the table from end to end. What collides jumps by its hash, so that such runs
 * are no obstacle.
 */
static IndexSlot *
find_slot(const CtModelIndex *index, uint32_t section, uint32_t owner, CtId id)
{
    uint32_t hash = slot_hash(section, owner, id);
    uint32_t mask = index->n_slots - 1;

    for (uint32_t i = owner == 0 ? id : hash;; i += hash | 1) {
        IndexSlot *slot = &index->slots[i & mask];

        if (slot->row == CT_NO_ID ||
            (slot->id == id && slot->owner == owner && slot->section == section))
            return slot;
    }
}

static void
index_grow(CtModelIndex *index)
{
    IndexSlot *old = index->slots;
    uint32_t n_old = index->n_slots;

    index->n_slots = n_old == 0 ? 64 : n_old * 2;
    index->slots = g_new(IndexSlot, index->n_slots);
    for (uint32_t i = 0; i < index->n_slots; i++)
        index->slots[i].row = CT_NO_ID;
    for (uint32_t i = 0; i < n_old; i++)
        if (old[i].row != CT_NO_ID)
            *find_slot(index, old[i].section, old[i].owner, old[i].id) = old[i];
    g_free(old);
}

/* Services and components are known to users by a joined id, made once here. */
static void
remember_joined_id(CtModel *model, CtSection section, uint32_t owner, CtId id, uint32_t row)
{
    CtModelIndex *index = model->index;
    CtId **ids = section == CT_SECTION_SERVICES ? &index->service_ids : &index->component_ids;
    uint32_t *n = section == CT_SECTION_SERVICES ? &index->n_service_ids : &index->n_component_ids;
    CtSection owners = owner & CT_OWNER_ASSET ? CT_SECTION_ASSETS : CT_SECTION_PRODUCTS;
    const CtEntity *of = ct_rows_get(model, (CtTable)owners, owner & ~CT_OWNER_ASSET);
    g_autofree char *text =
        g_strconcat(ct_model_text(model, of->id), ".", ct_model_text(model, id), NULL);

    if (row >= *n) {
        uint32_t capacity = MAX(row + 1, 2 * *n);

        *ids = g_renew(CtId, *ids, capacity);
        for (uint32_t i = *n; i < capacity; i++)
            (*ids)[i] = CT_NO_ID;
        *n = capacity;
    }
    (*ids)[row] = ct_intern_add(model->names, text, SIZE_MAX);
}

static uint32_t
add_row(RowsOf *rows, CtId id, uint32_t row)
{
    if (id >= rows->n) {
        uint32_t n = MAX(id + 1, rows->n + rows->n / 2 + 64);

        rows->row = g_renew(uint32_t, rows->row, n);
        memset(rows->row + rows->n, 0xFF, (n - rows->n) * sizeof *rows->row);
        rows->n = n;
    }
    if (rows->row[id] == CT_NO_ID) {
        rows->row[id] = row;
        return CT_NO_ID;
    }
    return rows->row[id];
}

uint32_t
ct_index_add(CtModel *model, CtSection section, uint32_t owner, CtId id, uint32_t row)
{
    CtModelIndex *index = model->index;

    if (section != CT_SECTION_COMPONENTS && section != CT_SECTION_SERVICES)
        return add_row(&index->sections[section], id, row);
    if (index->n_used >= index->n_slots - index->n_slots / 4)
        index_grow(index);

    IndexSlot *slot = find_slot(index, section, owner, id);

    if (slot->row != CT_NO_ID)
        return slot->row;
    *slot = (IndexSlot){.row = row, .id = id, .owner = owner, .section = section};
    index->n_used++;
    remember_joined_id(model, section, owner, id, row);
    return CT_NO_ID;
}

uint32_t
ct_index_find(const CtModel *model, CtSection section, uint32_t owner, CtId id)
{
    const RowsOf *rows = &model->index->sections[section];

    if (section == CT_SECTION_COMPONENTS || section == CT_SECTION_SERVICES)
        return find_slot(model->index, section, owner, id)->row;
    return id < rows->n ? rows->row[id] : CT_NO_ID;
}

CtModel *
ct_model_new(CtDiag *diag)
{
    CtModel *model = g_new0(CtModel, 1);

    model->names = ct_intern_new();
    model->diag = diag;
    model->name = model->domain = model->x = CT_NO_ID;
    model->index = g_new0(CtModelIndex, 1);
    index_grow(model->index);
    return model;
}

void
ct_model_free(CtModel *model)
{
    if (model == NULL)
        return;
    for (CtTable table = 0; table < CT_TABLE_COUNT; table++)
        g_free(header_of(model, table).data);
    for (CtSection section = 0; section < CT_SECTION_COUNT; section++)
        g_free(model->index->sections[section].row);
    g_free(model->index->slots);
    g_free(model->index->service_ids);
    g_free(model->index->component_ids);
    g_free(model->index);
    ct_intern_free(model->names);
    g_free(model);
}

const char *
ct_model_text(const CtModel *model, CtId id)
{
    return ct_intern_text(model->names, id);
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

uint32_t
ct_model_count(const CtModel *model, CtSection section)
{
    g_return_val_if_fail(section < CT_SECTION_COUNT, 0);
    return ct_rows_count(model, (CtTable)section);
}

CtEntity *
ct_model_entity(const CtModel *model, CtSection section, uint32_t i)
{
    g_return_val_if_fail(section < CT_SECTION_COUNT, NULL);
    return ct_rows_get(model, (CtTable)section, i);
}

CtId
ct_model_find(const CtModel *model, CtSection section, const char *id)
{
    const char *dot = strchr(id, '.');
    uint32_t owner = 0;

    g_return_val_if_fail(section < CT_SECTION_COUNT, CT_NO_ID);

    if (section != CT_SECTION_SERVICES && section != CT_SECTION_COMPONENTS) {
        CtId name = ct_intern_find(model->names, id);

        return name == CT_NO_ID ? CT_NO_ID : ct_index_find(model, section, 0, name);
    }
    if (dot == NULL)
        return CT_NO_ID;

    g_autofree char *owner_id = g_strndup(id, (size_t)(dot - id));
    CtId name = ct_intern_find(model->names, dot + 1);

    if (name == CT_NO_ID)
        return CT_NO_ID;
    owner = ct_model_find(model, CT_SECTION_PRODUCTS, owner_id);
    if (owner != CT_NO_ID) {
        CtId found = ct_index_find(model, section, owner, name);

        if (found != CT_NO_ID)
            return found;
    }
    owner = ct_model_find(model, CT_SECTION_ASSETS, owner_id);
    return owner == CT_NO_ID || section == CT_SECTION_COMPONENTS
               ? CT_NO_ID
               : ct_index_find(model, section, owner | CT_OWNER_ASSET, name);
}

const char *
ct_model_id(const CtModel *model, CtSection section, uint32_t i)
{
    const CtModelIndex *index = model->index;

    if (section == CT_SECTION_SERVICES && i < index->n_service_ids)
        return ct_model_text(model, index->service_ids[i]);
    if (section == CT_SECTION_COMPONENTS && i < index->n_component_ids)
        return ct_model_text(model, index->component_ids[i]);

    const CtEntity *entity = ct_model_entity(model, section, i);

    g_return_val_if_fail(entity != NULL, "");
    return ct_model_text(model, entity->id);
}

const char *
ct_model_title(const CtModel *model, CtSection section, uint32_t i)
{
    const CtEntity *entity = ct_model_entity(model, section, i);

    g_return_val_if_fail(entity != NULL, "");
    if (entity->extra != CT_NO_ID && model->extras.data[entity->extra].name != CT_NO_ID)
        return ct_model_text(model, model->extras.data[entity->extra].name);
    return ct_model_id(model, section, i);
}
