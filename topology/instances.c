/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Instances of a row are numbered by their parent's instance first, then by their own index, so
 * that instance = first[row] + parent's place among its siblings × count + index, and its parent
 * and index are a division away. A parent may stand after its child in the file; rows are visited
 * from the roots down.
 */
#include "topology/instances.h"

#include "topology/instances_build.h"
#include "topology/openers.h"

G_DEFINE_QUARK(ct_instances_error_quark, ct_instances_error)

static bool
too_many(const char *what, uint64_t number, uint64_t most, GError **error)
{
    if (number <= most)
        return false;
    g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_LIMIT,
                "more than %" G_GUINT64_FORMAT " %s", most, what);
    return true;
}

uint32_t
ct_zone_depth(const CtModel *model, CtId zone)
{
    uint32_t depth = 0;

    for (; zone != CT_NO_ID; zone = model->zones.data[zone].parent)
        depth++;
    return depth;
}

CtId
ct_zone_common(const CtModel *model, CtId a, CtId b)
{
    uint32_t depth_a = ct_zone_depth(model, a);
    uint32_t depth_b = ct_zone_depth(model, b);

    for (; depth_a > depth_b; depth_a--)
        a = model->zones.data[a].parent;
    for (; depth_b > depth_a; depth_b--)
        b = model->zones.data[b].parent;
    while (a != b) {
        a = model->zones.data[a].parent;
        b = model->zones.data[b].parent;
    }
    return a;
}

uint32_t
ct_instances_ancestor(const CtInstances *instances, uint32_t zone, uint32_t ancestor)
{
    for (; zone != CT_NO_ID; zone = instances->zone_parent[zone])
        if (instances->zone_row[zone] == ancestor)
            return zone;
    return CT_NO_ID;
}

/* Zone rows, every parent before its children. */
static void
zones_from_the_roots(const CtModel *model, CtIds *order)
{
    g_autofree uint8_t *placed = g_new0(uint8_t, (size_t)model->zones.length + 1);
    g_auto(CtIds) chain = {0};

    for (uint32_t row = 0; row < model->zones.length; row++) {
        chain.length = 0;
        for (CtId z = row; z != CT_NO_ID && !placed[z]; z = model->zones.data[z].parent) {
            placed[z] = 1;
            ct_ids_add(&chain, z);
        }
        while (chain.length > 0)
            ct_ids_add(order, chain.data[--chain.length]);
    }
}

static bool
count_zones(CtInstances *instances, const CtIds *order, uint64_t most, GError **error)
{
    const CtModel *model = instances->model;
    uint64_t total = 0;

    instances->zone_first = g_new0(uint32_t, (size_t)model->zones.length + 2);
    for (uint32_t i = 0; i < order->length; i++) {
        const CtZone *zone = &model->zones.data[order->data[i]];
        uint64_t parents = zone->parent == CT_NO_ID ? 1 : instances->zone_first[zone->parent + 1];
        uint64_t number = parents * zone->count;

        total += number;
        if (too_many("zones (--max-assets raises the limit)", MAX(total, number),
                     MIN(most, UINT32_MAX / 4), error))
            return false;
        instances->zone_first[order->data[i] + 1] = (uint32_t)number;
    }
    for (uint32_t row = 0; row < model->zones.length; row++)
        instances->zone_first[row + 1] += instances->zone_first[row];
    instances->n_zones = (uint32_t)total;
    return true;
}

static bool
build_zones(CtInstances *instances, uint64_t most, GError **error)
{
    const CtModel *model = instances->model;
    g_auto(CtIds) order = {0};

    zones_from_the_roots(model, &order);
    if (!count_zones(instances, &order, most, error))
        return false;
    instances->zone_row = g_new(uint32_t, (size_t)instances->n_zones + 1);
    instances->zone_parent = g_new(uint32_t, (size_t)instances->n_zones + 1);
    instances->zone_index = g_new(uint32_t, (size_t)instances->n_zones + 1);
    for (uint32_t row = 0; row < model->zones.length; row++) {
        const CtZone *zone = &model->zones.data[row];
        uint32_t first = instances->zone_first[row];

        for (uint32_t i = first; i < instances->zone_first[row + 1]; i++) {
            uint32_t parent = (i - first) / zone->count;

            instances->zone_row[i] = row;
            instances->zone_index[i] = (i - first) % zone->count;
            instances->zone_parent[i] =
                zone->parent == CT_NO_ID ? CT_NO_ID : instances->zone_first[zone->parent] + parent;
        }
    }
    return true;
}

/* Per network row: the zone row it is replicated with, CT_NO_ID where it stays single. */
static uint32_t *
homes_of_networks(const CtInstances *instances)
{
    const CtModel *model = instances->model;
    uint32_t *home = g_new(uint32_t, (size_t)model->networks.length + 1);
    g_autofree uint8_t *listed = g_new0(uint8_t, (size_t)model->networks.length + 1);

    for (uint32_t n = 0; n < model->networks.length; n++)
        home[n] = CT_NO_ID;
    for (uint32_t z = 0; z < model->zones.length; z++) {
        CtSpan networks = model->zones.data[z].networks;

        for (uint32_t i = 0; i < networks.length; i++) {
            CtId n = model->pool.data[networks.start + i];

            home[n] = listed[n] ? ct_zone_common(model, home[n], z) : z;
            listed[n] = 1;
        }
    }
    for (uint32_t n = 0; n < model->networks.length; n++)
        if (home[n] != CT_NO_ID && ct_instances_count(instances->zone_first, home[n]) == 1)
            home[n] = CT_NO_ID;
    return home;
}

static bool
build_networks(CtInstances *instances, uint64_t most, GError **error)
{
    const CtModel *model = instances->model;
    g_autofree uint32_t *home = homes_of_networks(instances);
    uint64_t total = 0;

    instances->network_first = g_new0(uint32_t, (size_t)model->networks.length + 2);
    for (uint32_t n = 0; n < model->networks.length; n++) {
        instances->network_first[n] = (uint32_t)total;
        total += home[n] == CT_NO_ID ? 1 : ct_instances_count(instances->zone_first, home[n]);
        if (too_many("networks (--max-assets raises the limit)", total,
                     MIN(MAX(most, model->networks.length), UINT32_MAX / 4), error))
            return false;
    }
    instances->network_first[model->networks.length] = (uint32_t)total;
    instances->n_networks = (uint32_t)total;
    instances->network_row = g_new(uint32_t, total + 1);
    instances->network_home = g_new(uint32_t, total + 1);
    for (uint32_t n = 0; n < model->networks.length; n++) {
        uint32_t first = instances->network_first[n];

        for (uint32_t i = first; i < instances->network_first[n + 1]; i++) {
            instances->network_row[i] = n;
            instances->network_home[i] =
                home[n] == CT_NO_ID ? CT_NO_ID : instances->zone_first[home[n]] + i - first;
        }
    }
    return true;
}

/*
 * The zones around both ends count once: instances of the network's zone within one instance of
 * their common zone are contiguous, because zones are numbered by their parents.
 */
uint32_t
ct_instances_networks_seen(const CtInstances *instances,
                           uint32_t zone,
                           CtId network,
                           uint32_t *ret_n)
{
    uint32_t first = instances->network_first[network];
    uint32_t home = instances->network_home[first];
    CtId common = CT_NO_ID;

    *ret_n = ct_instances_count(instances->network_first, network);
    if (home != CT_NO_ID && zone != CT_NO_ID)
        common =
            ct_zone_common(instances->model, instances->zone_row[zone], instances->zone_row[home]);
    if (common == CT_NO_ID)
        return first;
    *ret_n /= ct_instances_count(instances->zone_first, common);
    return first +
           (ct_instances_ancestor(instances, zone, common) - instances->zone_first[common]) *
               *ret_n;
}

static void
add_networks_seen(const CtInstances *instances, uint32_t zone, CtId network, CtIds *seen)
{
    uint32_t n;
    uint32_t first = ct_instances_networks_seen(instances, zone, network, &n);

    for (uint32_t i = 0; i < n; i++)
        ct_ids_add(seen, first + i);
}

/* Rows of @csr are known one after the other: its values are @values so far. */
static void
end_row(CtCsr *csr, uint32_t row, const CtIds *values)
{
    csr->start[row + 1] = values->length;
}

static void
begin_csr(CtCsr *csr, uint32_t n_rows)
{
    csr->n_rows = n_rows;
    csr->start = g_new0(uint32_t, (size_t)n_rows + 2);
}

static void
end_csr(CtCsr *csr, CtIds *values)
{
    csr->value = values->data != NULL ? values->data : g_new0(uint32_t, 1);
    *values = (CtIds){0};
}

/* The rows of @csr by value. */
static void
invert(const CtCsr *csr, uint32_t n_values, CtCsr *ret_inverse)
{
    uint32_t n_pairs = csr->start[csr->n_rows];
    g_autofree uint32_t *row = g_new(uint32_t, (size_t)n_pairs + 1);

    for (uint32_t r = 0; r < csr->n_rows; r++)
        for (uint32_t i = csr->start[r]; i < csr->start[r + 1]; i++)
            row[i] = r;
    ct_csr_build(ret_inverse, n_values, csr->value, row, n_pairs);
}

static void
link_zones_and_networks(CtInstances *instances)
{
    const CtModel *model = instances->model;
    CtIds values = {0};

    begin_csr(&instances->zone_networks, instances->n_zones);
    for (uint32_t z = 0; z < instances->n_zones; z++) {
        CtSpan networks = model->zones.data[instances->zone_row[z]].networks;

        for (uint32_t i = 0; i < networks.length; i++)
            add_networks_seen(instances, z, model->pool.data[networks.start + i], &values);
        end_row(&instances->zone_networks, z, &values);
    }
    end_csr(&instances->zone_networks, &values);
    invert(&instances->zone_networks, instances->n_networks, &instances->network_zones);
}

static uint64_t
instances_of_asset(const CtInstances *instances, const CtAsset *asset)
{
    uint64_t zones =
        asset->zone == CT_NO_ID ? 1 : ct_instances_count(instances->zone_first, asset->zone);

    return zones * asset->count;
}

static bool
build_assets(CtInstances *instances, uint64_t most, GError **error)
{
    const CtModel *model = instances->model;
    uint64_t total = 0;

    instances->asset_first = g_new0(uint32_t, (size_t)model->assets.length + 2);
    for (uint32_t row = 0; row < model->assets.length; row++) {
        instances->asset_first[row] = (uint32_t)total;
        total += instances_of_asset(instances, &model->assets.data[row]);
        if (too_many("assets (--max-assets raises the limit)", total, MIN(most, UINT32_MAX / 4),
                     error))
            return false;
    }
    instances->asset_first[model->assets.length] = (uint32_t)total;
    instances->n_assets = (uint32_t)total;
    instances->asset_row = g_new(uint32_t, total + 1);
    instances->asset_zone = g_new(uint32_t, total + 1);
    for (uint32_t row = 0; row < model->assets.length; row++) {
        const CtAsset *asset = &model->assets.data[row];
        uint32_t first = instances->asset_first[row];

        for (uint32_t i = first; i < instances->asset_first[row + 1]; i++) {
            instances->asset_row[i] = row;
            instances->asset_zone[i] =
                asset->zone == CT_NO_ID
                    ? CT_NO_ID
                    : instances->zone_first[asset->zone] + (i - first) / asset->count;
        }
    }
    return true;
}

static CtSpan
networks_of_asset(const CtModel *model, const CtAsset *asset)
{
    if (ct_span_is_stated(asset->networks) || asset->zone == CT_NO_ID)
        return asset->networks;
    return model->zones.data[asset->zone].networks;
}

/* As attach_assets() will make them. */
static uint64_t
count_attachments(const CtInstances *instances)
{
    const CtModel *model = instances->model;
    uint64_t total = 0;

    for (uint32_t a = 0; a < model->assets.length; a++) {
        const CtAsset *asset = &model->assets.data[a];
        CtSpan networks = networks_of_asset(model, asset);
        uint64_t count = ct_instances_count(instances->asset_first, a);

        for (uint32_t i = 0; i < networks.length && total <= CT_MOST_ATTACHED; i++) {
            uint32_t zone = asset->zone == CT_NO_ID ? CT_NO_ID : instances->zone_first[asset->zone];
            uint32_t seen;

            ct_instances_networks_seen(instances, zone, model->pool.data[networks.start + i],
                                       &seen);
            total += count * seen;
        }
    }
    return total;
}

static void
attach_assets(CtInstances *instances)
{
    const CtModel *model = instances->model;
    CtIds values = {0};

    begin_csr(&instances->attached, instances->n_assets);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        CtSpan networks = networks_of_asset(model, &model->assets.data[instances->asset_row[a]]);

        for (uint32_t i = 0; i < networks.length; i++)
            add_networks_seen(instances, instances->asset_zone[a],
                              model->pool.data[networks.start + i], &values);
        end_row(&instances->attached, a, &values);
    }
    end_csr(&instances->attached, &values);
    invert(&instances->attached, instances->n_networks, &instances->on_network);
}

static void
number_services(CtInstances *instances)
{
    uint32_t next = 0;

    instances->service_first = g_new(uint32_t, (size_t)instances->n_assets + 2);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        instances->service_first[a] = next;
        next += ct_instances_class(instances, a)->services.length;
    }
    instances->service_first[instances->n_assets] = next;
    instances->n_services = next;
    instances->service_asset = g_new(uint32_t, (size_t)next + 1);
    for (uint32_t a = 0; a < instances->n_assets; a++)
        for (uint32_t s = instances->service_first[a]; s < instances->service_first[a + 1]; s++)
            instances->service_asset[s] = a;
}

CtInstances *
ct_instances_new(const CtClasses *classes, uint64_t max_assets, GError **error)
{
    g_return_val_if_fail(classes != NULL, NULL);
    g_return_val_if_fail(error == NULL || *error == NULL, NULL);

    g_autoptr(CtInstances) instances = g_new0(CtInstances, 1);

    instances->model = classes->model;
    instances->classes = classes;
    if (!build_zones(instances, max_assets, error) ||
        !build_networks(instances, max_assets, error) ||
        !build_assets(instances, max_assets, error))
        return NULL;
    if (too_many("attachments of assets to networks", count_attachments(instances),
                 CT_MOST_ATTACHED, error))
        return NULL;
    link_zones_and_networks(instances);
    attach_assets(instances);
    number_services(instances);
    ct_openers_build(instances->model, CT_OPENS_CHANNEL, &instances->channel_openers);
    ct_openers_build(instances->model, CT_OPENS_NETWORK, &instances->network_openers);
    ct_openers_build(instances->model, CT_OPENS_DATA, &instances->data_openers);
    if (!ct_instances_select(instances)) {
        g_set_error(error, CT_INSTANCES_ERROR, CT_INSTANCES_ERROR_LIMIT,
                    "selectors name more than %d assets together", CT_MOST_SELECTED);
        return NULL;
    }
    return g_steal_pointer(&instances);
}

void
ct_instances_free(CtInstances *instances)
{
    if (instances == NULL)
        return;
    g_free(instances->zone_row);
    g_free(instances->zone_parent);
    g_free(instances->zone_index);
    g_free(instances->zone_first);
    g_free(instances->network_row);
    g_free(instances->network_home);
    g_free(instances->network_first);
    ct_csr_clear(&instances->network_zones);
    ct_csr_clear(&instances->zone_networks);
    g_free(instances->asset_row);
    g_free(instances->asset_zone);
    g_free(instances->asset_first);
    ct_csr_clear(&instances->attached);
    ct_csr_clear(&instances->on_network);
    g_free(instances->service_first);
    g_free(instances->service_asset);
    ct_csr_clear(&instances->selected);
    ct_csr_clear(&instances->channel_openers);
    ct_csr_clear(&instances->network_openers);
    ct_csr_clear(&instances->data_openers);
    g_free(instances);
}

const CtClassService *
ct_instances_service(const CtInstances *instances, uint32_t service)
{
    uint32_t asset = ct_instances_service_asset(instances, service);
    const CtClass *class = ct_instances_class(instances, asset);
    uint32_t k = service - instances->service_first[asset];

    return &instances->classes->services.data[class->services.start + k];
}

uint32_t
ct_instances_find_service(const CtInstances *instances, uint32_t asset, CtId name)
{
    const CtClass *class = ct_instances_class(instances, asset);

    for (uint32_t k = 0; k < class->services.length; k++)
        if (instances->classes->services.data[class->services.start + k].name == name)
            return instances->service_first[asset] + k;
    return CT_NO_ID;
}

uint32_t
ct_instances_find_product_service(const CtInstances *instances,
                                  uint32_t asset,
                                  CtId product,
                                  CtId name)
{
    const CtClass *class = ct_instances_class(instances, asset);

    for (uint32_t k = 0; k < class->services.length; k++) {
        CtId row = instances->classes->services.data[class->services.start + k].service;
        const CtService *service = &instances->model->services.data[row];

        if (service->product == product && service->e.id == name)
            return instances->service_first[asset] + k;
    }
    return CT_NO_ID;
}
