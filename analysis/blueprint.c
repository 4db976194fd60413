/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zones, assets and suppliers in the order of ids; doors and channels are in blueprint_links.c. */
#include "analysis/blueprint.h"

#include "analysis/blueprint_parts.h"

#include <math.h>
#include <string.h>

enum { LEVEL_IT = 4, LEVEL_OT = 2, LEVEL_UNKNOWN = 3 };

/* --- order --- */

typedef struct Ordering {
    const CtModel *model;
    CtSection section;
} Ordering;

static int
compare_ids(gconstpointer a, gconstpointer b, gpointer data)
{
    const Ordering *ordering = data;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return strcmp(ct_model_id(ordering->model, ordering->section, x),
                  ct_model_id(ordering->model, ordering->section, y));
}

uint32_t *
ct_blue_order(const CtBlueDraft *draft, CtSection section, uint32_t **ret_place)
{
    uint32_t n = ct_model_count(draft->model, section);
    uint32_t *order = g_new(uint32_t, (size_t)n + 1);
    Ordering ordering = {draft->model, section};

    *ret_place = ct_store_alloc(draft->store, n, sizeof **ret_place);
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)n, sizeof *order, compare_ids, &ordering);
    for (uint32_t i = 0; i < n; i++)
        (*ret_place)[order[i]] = i;
    return order;
}

static const char *
keep_title(const CtBlueDraft *draft, CtSection section, uint32_t row)
{
    return ct_store_text(draft->store, ct_model_title(draft->model, section, row));
}

static const char *
keep_id(const CtBlueDraft *draft, CtSection section, uint32_t row)
{
    return ct_store_text(draft->store, ct_model_id(draft->model, section, row));
}

/* --- suppliers and names --- */

static void
write_suppliers(CtBlueDraft *draft)
{
    CtBlueprint *blueprint = draft->blueprint;
    g_autofree uint32_t *order =
        ct_blue_order(draft, CT_SECTION_SUPPLIERS, &blueprint->supplier_of_row);

    blueprint->n_suppliers = draft->model->suppliers.length;
    blueprint->suppliers =
        ct_store_alloc(draft->store, blueprint->n_suppliers, sizeof *blueprint->suppliers);
    for (uint32_t i = 0; i < blueprint->n_suppliers; i++)
        blueprint->suppliers[i] = (CtBlueSupplier){
            .id = keep_id(draft, CT_SECTION_SUPPLIERS, order[i]),
            .title = keep_title(draft, CT_SECTION_SUPPLIERS, order[i]),
            .pos = draft->model->suppliers.data[order[i]].e.pos,
            .tier = draft->model->suppliers.data[order[i]].tier,
        };
    for (uint32_t i = 0; i < draft->model->products.length; i++) {
        CtId supplier = draft->model->products.data[i].supplier;

        if (supplier != CT_NO_ID)
            blueprint->suppliers[blueprint->supplier_of_row[supplier]].n_products++;
    }
}

static CtBlueName *
write_names(CtBlueDraft *draft, CtSection section, uint32_t **ret_place, uint32_t *ret_n)
{
    g_autofree uint32_t *order = ct_blue_order(draft, section, ret_place);
    CtBlueName *names;

    *ret_n = ct_model_count(draft->model, section);
    names = ct_store_alloc(draft->store, *ret_n, sizeof *names);
    for (uint32_t i = 0; i < *ret_n; i++)
        names[i] = (CtBlueName){
            .id = keep_id(draft, section, order[i]),
            .title = keep_title(draft, section, order[i]),
            .pos = ct_model_entity(draft->model, section, order[i])->pos,
        };
    for (uint32_t i = 0; section == CT_SECTION_FUNCTIONS && i < *ret_n; i++) {
        double cost = draft->model->functions.data[order[i]].cost_per_hour;

        names[i].cost_per_hour = isnan(cost) ? 0 : cost;
    }
    return names;
}

/* --- zones --- */

static int8_t
highest_sl(const CtZone *zone)
{
    int8_t highest = -1;

    for (int i = 0; i < CT_N_FR; i++)
        highest = MAX(highest, zone->sl_t[i]);
    return highest;
}

static void
write_zone(CtBlueDraft *draft, uint32_t row, CtBlueZone *ret_zone)
{
    const CtBlueprint *blueprint = draft->blueprint;
    const CtZone *zone = &draft->model->zones.data[row];
    const uint32_t *first = draft->instances->zone_first;

    *ret_zone = (CtBlueZone){
        .id = keep_id(draft, CT_SECTION_ZONES, row),
        .title = keep_title(draft, CT_SECTION_ZONES, row),
        .pos = zone->e.pos,
        .parent = zone->parent != CT_NO_ID ? blueprint->zone_of_row[zone->parent] : CT_NO_ID,
        .n_alike = first[row + 1] - first[row],
        .operated_by = zone->operated_by != CT_NO_ID ? blueprint->supplier_of_row[zone->operated_by]
                                                     : CT_NO_ID,
        .level = zone->level,
        .level_stated = zone->level >= 0,
        .sl_t = highest_sl(zone),
        .is_outside = ct_tri_or(zone->outside, false),
    };
}

/* What the zones around it say; else what those within do; else its domain. */
static void
settle_levels(const CtBlueDraft *draft, const uint32_t *row_of)
{
    CtBlueprint *blueprint = draft->blueprint;
    g_autofree int8_t *within = g_new(int8_t, (size_t)blueprint->n_zones + 1);

    memset(within, -1, (size_t)blueprint->n_zones + 1);
    for (uint32_t i = 0; i < blueprint->n_zones; i++) {
        uint32_t depth = 0;

        for (uint32_t up = blueprint->zones[i].parent; up != CT_NO_ID;
             up = blueprint->zones[up].parent, depth++)
            within[up] = MAX(within[up], blueprint->zones[i].level);
        blueprint->zones[i].depth = depth;
    }
    for (uint32_t i = 0; i < blueprint->n_zones; i++) {
        CtBlueZone *zone = &blueprint->zones[i];

        for (uint32_t up = zone->parent; zone->level < 0 && up != CT_NO_ID;
             up = blueprint->zones[up].parent)
            if (blueprint->zones[up].level_stated)
                zone->level = blueprint->zones[up].level;
        if (zone->level < 0)
            zone->level = within[i];
        if (zone->level < 0) {
            uint8_t domain = draft->model->zones.data[row_of[i]].domain;

            zone->level = domain == CT_DOMAIN_IT   ? LEVEL_IT
                          : domain == CT_DOMAIN_OT ? LEVEL_OT
                                                   : LEVEL_UNKNOWN;
        }
    }
}

static void
write_zones(CtBlueDraft *draft)
{
    CtBlueprint *blueprint = draft->blueprint;
    g_autofree uint32_t *order = ct_blue_order(draft, CT_SECTION_ZONES, &blueprint->zone_of_row);

    blueprint->n_zones = draft->model->zones.length;
    blueprint->zones = ct_store_alloc(draft->store, blueprint->n_zones, sizeof *blueprint->zones);
    for (uint32_t i = 0; i < blueprint->n_zones; i++)
        write_zone(draft, order[i], &blueprint->zones[i]);
    settle_levels(draft, order);
}

/* --- assets --- */

static uint8_t
highest_criticality(const CtAsset *asset)
{
    return MAX(MAX(asset->safety, asset->availability),
               MAX(asset->integrity, asset->confidentiality));
}

typedef struct AssetOrder {
    const CtBlueDraft *draft;
    const uint32_t *place; /* row → place in the order of ids */
    const uint32_t *lead;  /* row → least place of its fold, once known; NULL */
    const uint32_t *product_place;
} AssetOrder;

static int
compare_numbers(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static uint32_t
zone_of(const AssetOrder *order, uint32_t row)
{
    return order->draft->blueprint->zone_of_row[order->draft->model->assets.data[row].zone];
}

/* By zone and what makes a fold; then by id. */
static int
compare_alike(const AssetOrder *order, uint32_t x, uint32_t y)
{
    const CtAsset *a = &order->draft->model->assets.data[x];
    const CtAsset *b = &order->draft->model->assets.data[y];
    int by = compare_numbers(zone_of(order, x), zone_of(order, y));

    if (by == 0)
        by = compare_numbers(order->product_place[a->product], order->product_place[b->product]);
    if (by == 0)
        by = compare_numbers(highest_criticality(a), highest_criticality(b));
    return by;
}

static int
compare_in_folds(gconstpointer a, gconstpointer b, gpointer data)
{
    const AssetOrder *order = data;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int by = compare_alike(order, x, y);

    return by != 0 ? by : compare_numbers(order->place[x], order->place[y]);
}

/* By zone, then by the least id of the fold, then by id. */
static int
compare_assets(gconstpointer a, gconstpointer b, gpointer data)
{
    const AssetOrder *order = data;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int by = compare_numbers(zone_of(order, x), zone_of(order, y));

    if (by == 0)
        by = compare_numbers(order->lead[x], order->lead[y]);
    return by != 0 ? by : compare_numbers(order->place[x], order->place[y]);
}

static void
write_asset(CtBlueDraft *draft, uint32_t row, CtBlueAsset *ret_asset)
{
    const CtModel *model = draft->model;
    const CtAsset *asset = &model->assets.data[row];
    const CtProduct *product = &model->products.data[asset->product];
    const CtClass *class =
        &draft->instances->classes->classes.data[draft->instances->classes->of_asset[row]];
    const uint32_t *first = draft->instances->asset_first;

    *ret_asset = (CtBlueAsset){
        .id = keep_id(draft, CT_SECTION_ASSETS, row),
        .title = keep_title(draft, CT_SECTION_ASSETS, row),
        .pos = asset->e.pos,
        .product = keep_id(draft, CT_SECTION_PRODUCTS, asset->product),
        .kind = ct_store_text(draft->store, ct_model_text(model, product->kind)),
        .supplier = product->supplier != CT_NO_ID
                        ? draft->blueprint->supplier_of_row[product->supplier]
                        : CT_NO_ID,
        .zone = draft->blueprint->zone_of_row[asset->zone],
        .n = first[row + 1] - first[row],
        .critical = highest_criticality(asset),
        .drives_process = class->kind != NULL && class->kind->drives_process,
        .forwards = class->forwards,
    };
}

static void
add_to_fold(CtBlueprint *blueprint, GArray *folds, uint32_t i, bool starts)
{
    CtBlueAsset *asset = &blueprint->assets[i];
    CtBlueZone *zone = &blueprint->zones[asset->zone];

    if (starts)
        g_array_append_val(folds, ((CtBlueFold){.zone = asset->zone, .first = i}));
    asset->fold = folds->len - 1;
    CtBlueFold *fold = &g_array_index(folds, CtBlueFold, asset->fold);

    fold->n_rows++;
    fold->n += asset->n;
    if (zone->n_assets++ == 0)
        zone->first_asset = i;
    asset->first = blueprint->n_instances;
    blueprint->n_instances += asset->n;
    if (asset->supplier != CT_NO_ID)
        blueprint->suppliers[asset->supplier].n_assets += asset->n;
}

static void
write_assets(CtBlueDraft *draft)
{
    CtBlueprint *blueprint = draft->blueprint;
    uint32_t n = draft->model->assets.length;
    uint32_t *place, *product_place;
    g_autofree uint32_t *order = ct_blue_order(draft, CT_SECTION_ASSETS, &place);
    g_autofree uint32_t *products = ct_blue_order(draft, CT_SECTION_PRODUCTS, &product_place);
    g_autofree uint32_t *lead = g_new(uint32_t, (size_t)n + 1);
    g_autoptr(GArray) folds = g_array_new(FALSE, FALSE, sizeof(CtBlueFold));
    AssetOrder ordering = {draft, place, lead, product_place};

    g_qsort_with_data(order, (gint)n, sizeof *order, compare_in_folds, &ordering);
    for (uint32_t i = 0; i < n; i++)
        lead[order[i]] = i > 0 && compare_alike(&ordering, order[i - 1], order[i]) == 0
                             ? lead[order[i - 1]]
                             : place[order[i]];
    g_qsort_with_data(order, (gint)n, sizeof *order, compare_assets, &ordering);
    blueprint->n_assets = n;
    blueprint->assets = ct_store_alloc(draft->store, n, sizeof *blueprint->assets);
    blueprint->asset_of_row = ct_store_alloc(draft->store, n, sizeof *blueprint->asset_of_row);
    for (uint32_t i = 0; i < n; i++) {
        write_asset(draft, order[i], &blueprint->assets[i]);
        blueprint->asset_of_row[order[i]] = i;
        add_to_fold(blueprint, folds, i,
                    i == 0 || lead[order[i]] != lead[order[i - 1]] ||
                        blueprint->assets[i].zone != blueprint->assets[i - 1].zone);
    }
    blueprint->folds = ct_store_array(draft->store, folds);
    blueprint->n_folds = folds->len;
}

/* --- the whole --- */

CtBlueprint *
ct_blueprint_new_of(const CtInstances *instances, const char *name)
{
    CtBlueprint *blueprint = g_new0(CtBlueprint, 1);
    CtBlueDraft draft = {.instances = instances,
                         .model = instances->model,
                         .blueprint = blueprint,
                         .store = ct_store_new()};

    blueprint->store = draft.store;
    blueprint->name = ct_store_text(draft.store, name);
    write_suppliers(&draft);
    write_zones(&draft);
    write_assets(&draft);
    ct_blue_write_conduits(&draft);
    ct_blue_write_channels(&draft);
    blueprint->credentials = write_names(&draft, CT_SECTION_CREDENTIALS,
                                         &blueprint->credential_of_row, &blueprint->n_credentials);
    blueprint->functions = write_names(&draft, CT_SECTION_FUNCTIONS, &blueprint->function_of_row,
                                       &blueprint->n_functions);
    return blueprint;
}

CtBlueprint *
ct_blueprint_new(const CtTwin *twin)
{
    g_autofree char *package = g_path_get_basename(twin->package != NULL ? twin->package : "");

    g_return_val_if_fail(twin->reached >= CT_TWIN_INSTANCES, NULL);
    return ct_blueprint_new_of(twin->instances, twin->model->name != CT_NO_ID
                                                    ? ct_model_text(twin->model, twin->model->name)
                                                    : package);
}

void
ct_blueprint_free(CtBlueprint *blueprint)
{
    if (blueprint == NULL)
        return;
    ct_store_free(blueprint->store);
    g_free(blueprint);
}

/* --- looking up --- */

/* @rows: structs of @size that begin with their id, sorted by it. */
static uint32_t
find_sorted(const void *rows, uint32_t n, size_t size, const char *id)
{
    uint32_t low = 0, high = n;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *const *at = (const void *)((const char *)rows + middle * size);
        int order = strcmp(id, *at);

        if (order == 0)
            return middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return CT_NO_ID;
}

uint32_t
ct_blueprint_find_zone(const CtBlueprint *blueprint, const char *id)
{
    return find_sorted(blueprint->zones, blueprint->n_zones, sizeof *blueprint->zones, id);
}

uint32_t
ct_blueprint_find_supplier(const CtBlueprint *blueprint, const char *id)
{
    return find_sorted(blueprint->suppliers, blueprint->n_suppliers, sizeof *blueprint->suppliers,
                       id);
}

uint32_t
ct_blueprint_find_conduit(const CtBlueprint *blueprint, const char *id)
{
    return find_sorted(blueprint->conduits, blueprint->n_conduits, sizeof *blueprint->conduits, id);
}

uint32_t
ct_blueprint_find_channel(const CtBlueprint *blueprint, const char *id)
{
    return find_sorted(blueprint->channels, blueprint->n_channels, sizeof *blueprint->channels, id);
}

uint32_t
ct_blueprint_find_asset(const CtBlueprint *blueprint, const char *text)
{
    size_t length = strcspn(text, "[.:");

    for (uint32_t i = 0; i < blueprint->n_assets; i++)
        if (strncmp(blueprint->assets[i].id, text, length) == 0 &&
            blueprint->assets[i].id[length] == '\0')
            return i;
    return CT_NO_ID;
}

uint32_t
ct_blueprint_asset_of(const CtBlueprint *blueprint, uint32_t instance)
{
    uint32_t low = 0, high = blueprint->n_assets;

    g_return_val_if_fail(instance < blueprint->n_instances, CT_NO_ID);
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (blueprint->assets[middle].first <= instance)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool
ct_blueprint_is_within(const CtBlueprint *blueprint, uint32_t zone, uint32_t other)
{
    while (zone != CT_NO_ID && zone != other)
        zone = blueprint->zones[zone].parent;
    return zone != CT_NO_ID;
}
