/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/sample_model.h"

#include "topology/rows.h"

static uint32_t
add(CtModel *model, CtSection section, const char *id)
{
    uint32_t row = ct_rows_append(model, (CtTable)section);
    CtEntity *entity = ct_rows_get(model, (CtTable)section, row);

    entity->id = ct_intern_add(model->names, id, SIZE_MAX);
    entity->pos = (CtPos){.line = row + 1, .column = 3};
    g_assert(ct_index_add(model, section, 0, entity->id, row) == CT_NO_ID);
    return row;
}

static CtSpan
pool(CtModel *model, const uint32_t *ids, uint32_t n)
{
    uint32_t start = ct_rows_count(model, CT_TABLE_POOL);

    for (uint32_t i = 0; i < n; i++) {
        uint32_t row = ct_rows_append(model, CT_TABLE_POOL);

        *(uint32_t *)ct_rows_get(model, CT_TABLE_POOL, row) = ids[i];
    }
    return (CtSpan){.start = start, .length = n};
}

static CtId
selector(CtModel *model, CtTermKind kind, const uint32_t *ids, uint32_t n)
{
    uint32_t start = ct_rows_count(model, CT_TABLE_TERMS);
    uint32_t row;

    for (uint32_t i = 0; i < n; i++) {
        row = ct_rows_append(model, CT_TABLE_TERMS);
        *(CtTerm *)ct_rows_get(model, CT_TABLE_TERMS, row) =
            (CtTerm){.kind = (uint8_t)kind, .id = ids[i]};
    }
    row = ct_rows_append(model, CT_TABLE_SELECTORS);
    model->selectors.data[row].terms = (CtSpan){.start = start, .length = n};
    return row;
}

static CtSpan
allow(CtModel *model, const CtPortRange *ports, uint32_t n)
{
    uint32_t start = ct_rows_count(model, CT_TABLE_PORT_RANGES);
    uint32_t rule;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t row = ct_rows_append(model, CT_TABLE_PORT_RANGES);

        model->port_ranges.data[row] = ports[i];
    }
    rule = ct_rows_append(model, CT_TABLE_RULES);
    if (n > 0)
        model->rules.data[rule].ports = (CtSpan){.start = start, .length = n};
    return (CtSpan){.start = rule, .length = 1};
}

static void
set_title(CtModel *model, CtSection section, uint32_t row, const char *title)
{
    uint32_t extra = ct_rows_append(model, CT_TABLE_EXTRAS);

    model->extras.data[extra].name = ct_intern_add(model->names, title, SIZE_MAX);
    ct_model_entity(model, section, row)->extra = extra;
}

static void
add_supply(CtModel *model)
{
    uint32_t maker = add(model, CT_SECTION_SUPPLIERS, "maker");
    uint32_t chipco = add(model, CT_SECTION_SUPPLIERS, "chipco");
    uint32_t rtu = add(model, CT_SECTION_PRODUCTS, "rtu-500");
    uint32_t pc = add(model, CT_SECTION_PRODUCTS, "pc");
    uint32_t chip;

    model->suppliers.data[maker].supplied_by = pool(model, &chipco, 1);
    model->products.data[rtu].supplier = maker;
    model->products.data[rtu].kind = ct_intern_add(model->names, "rtu", SIZE_MAX);
    model->products.data[pc].kind = ct_intern_add(model->names, "workstation", SIZE_MAX);
    chip = add(model, CT_SECTION_COMPONENTS, "chip");
    model->components.data[chip].product = rtu;
    model->components.data[chip].supplier = chipco;
    model->products.data[rtu].components = (CtSpan){.start = chip, .length = 1};
}

static void
add_zones(CtModel *model)
{
    static const char *const networks[] = {"corp-net", "control-net", "radio", "plant-net"};
    static const struct {
        const char *id;
        CtId parent;
        uint32_t network;
    } zones[] = {{"plant", CT_NO_ID, 3}, {"corp", 0, 0}, {"control", 0, 1}};
    static const CtPortRange ports[] = {{.protocol = CT_PROTOCOL_TCP, .low = 443, .high = 443},
                                        {.protocol = CT_PROTOCOL_TCP, .low = 8000, .high = 8010}};
    uint32_t there, back;

    for (size_t i = 0; i < G_N_ELEMENTS(networks); i++) {
        uint32_t row = add(model, CT_SECTION_NETWORKS, networks[i]);

        model->networks.data[row].medium = CT_MEDIUM_ETHERNET;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(zones); i++) {
        uint32_t row = add(model, CT_SECTION_ZONES, zones[i].id);

        model->zones.data[row].parent = zones[i].parent;
        model->zones.data[row].count = 1;
        model->zones.data[row].networks = pool(model, &zones[i].network, 1);
    }
    there = add(model, CT_SECTION_CONDUITS, "corp-control");
    model->conduits.data[there].from = 1;
    model->conduits.data[there].to = 2;
    model->conduits.data[there].allow = allow(model, ports, G_N_ELEMENTS(ports));
    back = add(model, CT_SECTION_CONDUITS, "control-corp");
    model->conduits.data[back].from = 2;
    model->conduits.data[back].to = 1;
    model->conduits.data[back].allow = allow(model, NULL, 0);
}

static void
add_assets(CtModel *model)
{
    static const struct {
        const char *id;
        CtId product, zone;
        uint32_t count;
    } assets[] = {{"mail", 1, 1, 1}, {"vm", 1, 1, 1}, {"hmi", 1, 2, 1}, {"rtu", 0, 2, 40}};
    static const uint32_t rtu_networks[] = {1, 2};
    static const uint32_t mail = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(assets); i++) {
        uint32_t row = add(model, CT_SECTION_ASSETS, assets[i].id);
        CtAsset *asset = &model->assets.data[row];

        asset->product = assets[i].product;
        asset->zone = assets[i].zone;
        asset->count = assets[i].count;
    }
    model->assets.data[3].networks = pool(model, rtu_networks, 2);
    model->assets.data[1].runs_on = selector(model, CT_TERM_ASSET, &mail, 1);
}

static void
add_channels(CtModel *model)
{
    static const uint32_t mail = 0, rtu_product = 0, receivers[] = {2, 3};
    uint32_t first = add(model, CT_SECTION_CHANNELS, "ota");
    uint32_t second = add(model, CT_SECTION_CHANNELS, "backup");
    CtChannel *ota = &model->channels.data[first];
    CtChannel *backup = &model->channels.data[second];

    ota->kind = CT_CHANNEL_UPDATE;
    ota->from_supplier = 0;
    ota->to = selector(model, CT_TERM_PRODUCT, &rtu_product, 1);
    ota->to_products = pool(model, &rtu_product, 1);
    backup->kind = CT_CHANNEL_COMMAND;
    backup->from = selector(model, CT_TERM_ASSET, &mail, 1);
    backup->to = selector(model, CT_TERM_ASSET, receivers, 2);
}

CtSampleModel
ct_sample_model(const char *title)
{
    CtSampleModel sample = {.diag = ct_diag_new()};

    ct_diag_add_file(sample.diag, "sample.yaml", NULL, 0);
    sample.model = ct_model_new(sample.diag);
    add_supply(sample.model);
    add_zones(sample.model);
    add_assets(sample.model);
    add_channels(sample.model);
    if (title != NULL) {
        set_title(sample.model, CT_SECTION_ASSETS, 2, title);
        set_title(sample.model, CT_SECTION_ZONES, 2, title);
    }
    sample.classes = ct_classes_new(sample.model);
    sample.instances = ct_instances_new(sample.classes, 1000, NULL);
    g_assert(sample.instances != NULL);
    return sample;
}

void
ct_sample_model_clear(CtSampleModel *sample)
{
    ct_instances_free(sample->instances);
    ct_classes_free(sample->classes);
    ct_model_free(sample->model);
    ct_diag_free(sample->diag);
}
