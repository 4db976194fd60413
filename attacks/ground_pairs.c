/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each relation is one small function that appends pairs, and one row of the table at the end.
 * Everything is linear in what the model lists and in the instances that its selectors stand for.
 */
#include "attacks/ground_pairs.h"

#include "base/bits.h"

void
ct_pairs_add(CtPairs *pairs, uint32_t from, uint32_t to)
{
    ct_ids_add(&pairs->from, from);
    ct_ids_add(&pairs->to, to);
}

const uint32_t *
ct_pairs_selected(const CtInstances *instances, CtId selector, uint32_t *ret_n)
{
    const CtCsr *csr = &instances->selected;

    *ret_n = 0;
    if (selector == CT_NO_ID)
        return NULL;
    *ret_n = csr->start[selector + 1] - csr->start[selector];
    return csr->value + csr->start[selector];
}

void
ct_pairs_add_selected(CtPairs *pairs, uint32_t from, CtId selector)
{
    uint32_t n;
    const uint32_t *assets = ct_pairs_selected(pairs->instances, selector, &n);

    for (uint32_t i = 0; i < n; i++)
        ct_pairs_add(pairs, from, assets[i]);
}

void
ct_pairs_add_pool(CtPairs *pairs, uint32_t from, CtSpan span)
{
    for (uint32_t i = 0; ct_span_is_stated(span) && i < span.length; i++)
        ct_pairs_add(pairs, from, pairs->instances->model->pool.data[span.start + i]);
}

void
ct_pairs_add_networks(CtPairs *pairs, uint32_t from, CtSpan networks, uint32_t zone)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t i = 0; ct_span_is_stated(networks) && i < networks.length; i++) {
        uint32_t n;
        uint32_t first = ct_instances_networks_seen(pairs->instances, zone,
                                                    model->pool.data[networks.start + i], &n);

        for (uint32_t k = 0; k < n; k++)
            ct_pairs_add(pairs, from, first + k);
    }
}

void
ct_pairs_services(const CtInstances *instances,
                  const CtCsr *installed,
                  const CtServiceRef *ref,
                  CtIds *services)
{
    const uint32_t *assets;
    uint32_t n;

    if (ref->product != CT_NO_ID) {
        assets = installed->value + installed->start[ref->product];
        n = installed->start[ref->product + 1] - installed->start[ref->product];
    } else {
        assets = ct_pairs_selected(instances, ref->selector, &n);
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t service =
            ref->product != CT_NO_ID
                ? ct_instances_find_product_service(instances, assets[i], ref->product, ref->name)
                : ct_instances_find_service(instances, assets[i], ref->name);

        if (service != CT_NO_ID)
            ct_ids_add(services, service);
    }
}

void
ct_pairs_add_services(CtPairs *pairs, uint32_t from, const CtServiceRef *ref, bool reverse)
{
    g_auto(CtIds) services = {0};

    ct_pairs_services(pairs->instances, pairs->installed, ref, &services);
    for (uint32_t i = 0; i < services.length; i++)
        if (reverse)
            ct_pairs_add(pairs, services.data[i], from);
        else
            ct_pairs_add(pairs, from, services.data[i]);
}

void
ct_pairs_installed(const CtInstances *instances, CtCsr *ret_installed)
{
    g_auto(CtIds) products = {0};
    g_auto(CtIds) assets = {0};

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        CtSpan span = ct_instances_class(instances, a)->software;

        for (uint32_t i = 0; i < span.length; i++) {
            ct_ids_add(&products, instances->classes->ids.data[span.start + i]);
            ct_ids_add(&assets, a);
        }
    }
    ct_csr_build(ret_installed, instances->model->products.length, products.data, assets.data,
                 products.length);
}

static void
derive_roams(CtPairs *pairs)
{
    const CtInstances *instances = pairs->instances;

    for (uint32_t a = 0; a < instances->n_assets; a++)
        ct_pairs_add_networks(pairs, a,
                              instances->model->assets.data[instances->asset_row[a]].roams,
                              instances->asset_zone[a]);
}

/* Bits of the assets that people use of whom none plugs in what he finds. */
static uint64_t *
find_careful(const CtInstances *instances)
{
    uint64_t *careful = ct_bits_new(instances->n_assets);
    const CtModel *model = instances->model;

    for (unsigned plugs = 0; plugs < 2; plugs++)
        for (uint32_t p = 0; p < model->people.length; p++) {
            uint32_t n;
            const uint32_t *assets = ct_pairs_selected(instances, model->people.data[p].uses, &n);

            if (ct_tri_or(model->people.data[p].media, true) != (plugs == 1))
                continue;
            for (uint32_t i = 0; i < n; i++)
                if (plugs == 1)
                    ct_bits_unset(careful, assets[i]);
                else
                    ct_bits_set(careful, assets[i]);
        }
    return careful;
}

static void
derive_plugged(CtPairs *pairs)
{
    const CtInstances *instances = pairs->instances;
    const CtCsr *on_network = &instances->on_network;
    g_autofree uint64_t *careful = find_careful(instances);

    for (uint32_t n = 0; n < instances->n_networks; n++) {
        uint8_t medium = instances->model->networks.data[instances->network_row[n]].medium;

        if (medium != CT_MEDIUM_USB && medium != CT_MEDIUM_REMOVABLE)
            continue;
        for (uint32_t i = on_network->start[n]; i < on_network->start[n + 1]; i++)
            if (!ct_bits_get(careful, on_network->value[i]))
                ct_pairs_add(pairs, n, on_network->value[i]);
    }
}

static void
derive_opens(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t c = 0; c < model->credentials.length; c++) {
        CtSpan opens = model->credentials.data[c].opens;

        for (uint32_t i = 0; ct_span_is_stated(opens) && i < opens.length; i++) {
            const CtOpens *target = &model->opens.data[opens.start + i];

            if (target->kind == CT_OPENS_SERVICE)
                ct_pairs_add_services(pairs, c, &model->service_refs.data[target->id], false);
        }
    }
}

static void
derive_stores(CtPairs *pairs)
{
    const CtInstances *instances = pairs->instances;
    const CtModel *model = instances->model;

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        CtSpan products = ct_instances_class(instances, a)->software;

        ct_pairs_add_pool(pairs, a, model->assets.data[instances->asset_row[a]].stores);
        for (uint32_t i = 0; i < products.length; i++)
            ct_pairs_add_pool(
                pairs, a,
                model->products.data[instances->classes->ids.data[products.start + i]].stores);
    }
}

static void
derive_issued_by(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t c = 0; c < model->credentials.length; c++)
        ct_pairs_add_selected(pairs, c, model->credentials.data[c].authority);
}

static void
derive_uses(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t p = 0; p < model->people.length; p++)
        ct_pairs_add_selected(pairs, p, model->people.data[p].uses);
}

static void
derive_accounts(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t p = 0; p < model->people.length; p++)
        ct_pairs_add_pool(pairs, p, model->people.data[p].accounts);
}

CtId
ct_pairs_operator(const CtInstances *instances, uint32_t asset)
{
    const CtAsset *row = &instances->model->assets.data[instances->asset_row[asset]];

    if (row->operated_by != CT_NO_ID)
        return row->operated_by;
    return instances->model->zones.data[instances->zone_row[instances->asset_zone[asset]]]
        .operated_by;
}

static void
derive_manages(CtPairs *pairs)
{
    for (uint32_t a = 0; a < pairs->instances->n_assets; a++) {
        CtId supplier = ct_pairs_operator(pairs->instances, a);

        if (supplier != CT_NO_ID)
            ct_pairs_add(pairs, supplier, a);
    }
}

static void
derive_kept_on(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t d = 0; d < model->data.length; d++)
        ct_pairs_add_selected(pairs, d, model->data.data[d].at);
}

static void
derive_opened_by(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t d = 0; d < model->data.length; d++)
        ct_pairs_add_selected(pairs, d, model->data.data[d].opened_by);
}

static void
derive_serves(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t d = 0; d < model->data.length; d++) {
        CtSpan refs = model->data.data[d].served_by;

        for (uint32_t i = 0; ct_span_is_stated(refs) && i < refs.length; i++)
            ct_pairs_add_services(pairs, d, &model->service_refs.data[refs.start + i], true);
    }
}

/* Guests in equal number to their hosts stand on the host of the same rank; else the host in
 * their own zone instance; a single host carries all. */
static void
add_host(CtPairs *pairs, uint32_t guest, CtId selector)
{
    const CtInstances *instances = pairs->instances;
    uint32_t row = instances->asset_row[guest];
    uint32_t n;
    const uint32_t *hosts = ct_pairs_selected(instances, selector, &n);

    if (n == 0)
        return;
    if (n == instances->asset_first[row + 1] - instances->asset_first[row]) {
        ct_pairs_add(pairs, guest, hosts[guest - instances->asset_first[row]]);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        if (instances->asset_zone[hosts[i]] == instances->asset_zone[guest]) {
            ct_pairs_add(pairs, guest, hosts[i]);
            return;
        }
    ct_pairs_add(pairs, guest, hosts[0]);
}

static void
derive_hosted_on(CtPairs *pairs)
{
    const CtInstances *instances = pairs->instances;

    for (uint32_t a = 0; a < instances->n_assets; a++)
        add_host(pairs, a, instances->model->assets.data[instances->asset_row[a]].runs_on);
}

static void
derive_into(CtPairs *pairs)
{
    const CtInstances *instances = pairs->instances;

    for (uint32_t a = 0; a < instances->n_assets; a++)
        for (uint32_t s = instances->service_first[a]; s < instances->service_first[a + 1]; s++)
            ct_pairs_add_networks(pairs, s, ct_instances_service(instances, s)->into,
                                  instances->asset_zone[a]);
}

static void
derive_houses(CtPairs *pairs)
{
    const CtInstances *instances = pairs->instances;

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        CtId site = instances->model->assets.data[instances->asset_row[a]].site;

        if (site != CT_NO_ID)
            ct_pairs_add(pairs, site, a);
    }
}

static void
derive_key(CtPairs *pairs)
{
    const CtInstances *instances = pairs->instances;

    for (uint32_t n = 0; n < instances->n_networks; n++) {
        const CtCsr *openers = &instances->network_openers;
        uint32_t row = instances->network_row[n];

        for (uint32_t i = openers->start[row]; i < openers->start[row + 1]; i++)
            ct_pairs_add(pairs, n, openers->value[i]);
    }
}

/* Two instances belong together unless they stand in different copies of one replicated zone. */
static bool
same_copy(const CtInstances *instances, uint32_t a, uint32_t b)
{
    for (uint32_t x = a; x != CT_NO_ID; x = instances->zone_parent[x])
        for (uint32_t y = b; y != CT_NO_ID; y = instances->zone_parent[y])
            if (x != y && instances->zone_row[x] == instances->zone_row[y])
                return false;
    return true;
}

static void
add_adjacent(CtPairs *pairs, CtId from_row, CtId to_row)
{
    const CtInstances *instances = pairs->instances;

    for (uint32_t x = instances->zone_first[from_row]; x < instances->zone_first[from_row + 1]; x++)
        for (uint32_t y = instances->zone_first[to_row]; y < instances->zone_first[to_row + 1]; y++)
            if (x != y && same_copy(instances, x, y)) {
                ct_pairs_add(pairs, x, y);
                ct_pairs_add(pairs, y, x);
            }
}

/* Zone rows below @ancestor, itself included. */
static void
put_zones_within(const CtModel *model, const CtCsr *children, CtId ancestor, CtIds *zones)
{
    uint32_t next = zones->length;

    g_assert(ancestor < model->zones.length);
    ct_ids_add(zones, ancestor);
    for (; next < zones->length; next++) {
        uint32_t zone = zones->data[next];

        for (uint32_t i = children->start[zone]; i < children->start[zone + 1]; i++)
            ct_ids_add(zones, children->value[i]);
    }
}

static void
derive_adjacent(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;
    g_auto(CtCsr) children = {0};
    g_auto(CtIds) parent = {0};
    g_auto(CtIds) child = {0};

    for (uint32_t z = 0; z < model->zones.length; z++)
        if (model->zones.data[z].parent != CT_NO_ID) {
            ct_ids_add(&parent, model->zones.data[z].parent);
            ct_ids_add(&child, z);
        }
    ct_csr_build(&children, model->zones.length, parent.data, child.data, parent.length);
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        g_auto(CtIds) from = {0};
        g_auto(CtIds) to = {0};

        put_zones_within(model, &children, model->conduits.data[c].from, &from);
        put_zones_within(model, &children, model->conduits.data[c].to, &to);
        for (uint32_t x = 0; x < from.length; x++)
            for (uint32_t y = 0; y < to.length; y++)
                add_adjacent(pairs, from.data[x], to.data[y]);
    }
}

static const struct {
    uint8_t relation, inverse; /* CtRelationKind; the same where there is none */
    void (*derive)(CtPairs *pairs);
} derivations[] = {
    {CT_RELATION_PLUGGED, CT_RELATION_PLUGGED, derive_plugged},
    {CT_RELATION_ROAMS, CT_RELATION_ROAMS, derive_roams},
    {CT_RELATION_OPENS, CT_RELATION_ACCEPTS, derive_opens},
    {CT_RELATION_STORES, CT_RELATION_STORED_ON, derive_stores},
    {CT_RELATION_ISSUED_BY, CT_RELATION_ISSUES, derive_issued_by},
    {CT_RELATION_USES, CT_RELATION_USED_BY, derive_uses},
    {CT_RELATION_ACCOUNTS, CT_RELATION_ACCOUNT_OF, derive_accounts},
    {CT_RELATION_MANAGES, CT_RELATION_MANAGES, derive_manages},
    {CT_RELATION_SENT_BY, CT_RELATION_SENDS, ct_pairs_derive_sent_by},
    {CT_RELATION_SUPPLIER_SENDS, CT_RELATION_SUPPLIER_SENDS, ct_pairs_derive_supplier_sends},
    {CT_RELATION_BUILDS, CT_RELATION_BUILDS, ct_pairs_derive_builds},
    {CT_RELATION_UPDATES, CT_RELATION_UPDATED_BY, ct_pairs_derive_updates},
    {CT_RELATION_DELIVERS, CT_RELATION_DELIVERS, ct_pairs_derive_delivers},
    {CT_RELATION_COMMANDS, CT_RELATION_COMMANDS, ct_pairs_derive_commands},
    {CT_RELATION_MAINTAINS, CT_RELATION_MAINTAINS, ct_pairs_derive_maintains},
    {CT_RELATION_LANDS, CT_RELATION_LANDS, ct_pairs_derive_lands},
    {CT_RELATION_SUPPLIES, CT_RELATION_SUPPLIES, ct_pairs_derive_supplies},
    {CT_RELATION_CARRIES, CT_RELATION_CARRIES, ct_pairs_derive_carries},
    {CT_RELATION_TARGETS, CT_RELATION_TARGETS, ct_pairs_derive_targets},
    {CT_RELATION_TALKS_FROM, CT_RELATION_TALKS_FROM, ct_pairs_derive_talks_from},
    {CT_RELATION_KEPT_ON, CT_RELATION_KEEPS, derive_kept_on},
    {CT_RELATION_OPENED_BY, CT_RELATION_OPENED_BY, derive_opened_by},
    {CT_RELATION_SERVES, CT_RELATION_SERVES, derive_serves},
    {CT_RELATION_HOSTED_ON, CT_RELATION_HOSTS, derive_hosted_on},
    {CT_RELATION_INTO, CT_RELATION_INTO, derive_into},
    {CT_RELATION_HOUSES, CT_RELATION_HOUSES, derive_houses},
    {CT_RELATION_KEY, CT_RELATION_KEY, derive_key},
    {CT_RELATION_ADJACENT, CT_RELATION_ADJACENT, derive_adjacent},
};

bool
ct_pairs_derive(CtPairs *pairs, CtRelationKind relation, bool *ret_inverse)
{
    for (size_t i = 0; i < G_N_ELEMENTS(derivations); i++)
        if (derivations[i].relation == relation || derivations[i].inverse == relation) {
            derivations[i].derive(pairs);
            *ret_inverse = derivations[i].relation != relation;
            return true;
        }
    return false;
}
