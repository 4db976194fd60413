/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Services are visited asset by asset. Neighbours in a fleet mostly agree in all that decides their
 * groups; the last asset's answer is kept, and only what differs is looked up.
 */
#include "topology/reach_groups.h"

#include "topology/rows_add.h"

#include "base/sort.h"

#include <string.h>

static uint32_t
root_of(uint32_t *parent, uint32_t network)
{
    while (parent[network] != network) {
        parent[network] = parent[parent[network]];
        network = parent[network];
    }
    return network;
}

static uint8_t
family_of_network(const CtInstances *instances, uint32_t network)
{
    return ct_reach_family(instances->model->networks.data[instances->network_row[network]].medium);
}

/* A forwarding asset joins those of its networks that carry the same. */
static void
join_networks(const CtInstances *instances, uint32_t asset, uint32_t *parent)
{
    const CtCsr *attached = &instances->attached;
    uint32_t first_of_family[UINT8_MAX + 1];

    memset(first_of_family, 0xFF, sizeof first_of_family);
    for (uint32_t i = attached->start[asset]; i < attached->start[asset + 1]; i++) {
        uint32_t *first = &first_of_family[family_of_network(instances, attached->value[i])];
        uint32_t b = root_of(parent, attached->value[i]);

        if (*first == CT_NO_ID) {
            *first = b;
            continue;
        }

        uint32_t a = root_of(parent, *first);

        parent[MAX(a, b)] = MIN(a, b);
    }
}

static void
find_segments(CtReachGroups *groups)
{
    const CtInstances *instances = groups->rules->instances;
    uint32_t n = instances->n_networks;
    g_autofree uint32_t *parent = g_new(uint32_t, (size_t)n + 1);
    g_autofree uint32_t *self = g_new(uint32_t, (size_t)n + 1);

    for (uint32_t i = 0; i < n; i++)
        parent[i] = self[i] = i;
    for (uint32_t a = 0; a < instances->n_assets; a++)
        if (ct_instances_class(instances, a)->forwards)
            join_networks(instances, a, parent);

    groups->segment_of = g_new(uint32_t, (size_t)n + 1);
    groups->segment_family = g_new0(uint8_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t root = root_of(parent, i);

        /* The least member is the root, so its segment is numbered before the others ask. */
        groups->segment_of[i] = root == i ? groups->n_segments++ : groups->segment_of[root];
        groups->segment_family[groups->segment_of[i]] = family_of_network(instances, i);
    }
    ct_csr_build(&groups->segment_networks, groups->n_segments, groups->segment_of, self, n);
}

static void
find_hubs(CtReachGroups *groups)
{
    const CtInstances *instances = groups->rules->instances;
    const CtCsr *networks = &groups->segment_networks;
    g_auto(CtIds) segment = {0};
    g_auto(CtIds) hub = {0};

    groups->hub_of = g_new(uint32_t, (size_t)instances->n_networks + 1);
    groups->hub_isolated = g_new0(uint8_t, (size_t)instances->n_networks + 1);
    groups->hub_asks = g_new0(uint8_t, (size_t)instances->n_networks + 1);
    groups->hub_segment = g_new(uint32_t, (size_t)instances->n_networks + 1);
    for (uint32_t s = 0; s < groups->n_segments; s++) {
        uint32_t open = CT_NO_ID; /* the hub of those not isolated, once there is one */

        for (uint32_t i = networks->start[s]; i < networks->start[s + 1]; i++) {
            uint32_t network = networks->value[i];
            const CtNetwork *row =
                &instances->model->networks.data[instances->network_row[network]];
            bool isolated = ct_tri_or(row->isolated, false);

            if (isolated || open == CT_NO_ID) {
                ct_ids_add(&segment, s);
                ct_ids_add(&hub, groups->n_hubs);
                groups->hub_isolated[groups->n_hubs] = isolated;
                groups->hub_segment[groups->n_hubs] = s;
                groups->hub_of[network] = groups->n_hubs++;
                if (!isolated)
                    open = groups->hub_of[network];
            } else {
                groups->hub_of[network] = open;
            }
        }
    }
    ct_csr_build(&groups->segment_hubs, groups->n_segments, segment.data, hub.data, hub.length);
}

/* Which channels name a service singly: by product for each service of a class, and by asset. */
typedef struct Naming {
    CtIdSets sets;
    uint32_t *of_class_service; /* row of classes->services → set of channels */
    CtIds service;              /* instances that channels name by asset, rising */
    CtIds set;                  /* the channels that name service.data[i] so */
} Naming;

static void
add_named_by_asset(const CtInstances *instances,
                   const CtServiceRef *ref,
                   CtId channel,
                   CtTuples *named)
{
    const CtCsr *selected = &instances->selected;

    for (uint32_t i = selected->start[ref->selector]; i < selected->start[ref->selector + 1]; i++) {
        uint32_t service = ct_instances_find_service(instances, selected->value[i], ref->name);

        if (service != CT_NO_ID)
            ct_tuples_add(named, (CtTuple){.a = service, .b = channel});
    }
}

static void
add_named_by_product(const CtInstances *instances,
                     const CtServiceRef *ref,
                     CtId channel,
                     CtTuples *named)
{
    const CtClasses *classes = instances->classes;

    for (uint32_t s = 0; s < classes->services.length; s++) {
        const CtService *service =
            &instances->model->services.data[classes->services.data[s].service];

        if (service->e.id == ref->name && service->product == ref->product)
            ct_tuples_add(named, (CtTuple){.a = s, .b = channel});
    }
}

static int
compare_named(const void *a, const void *b)
{
    const CtTuple *x = a;
    const CtTuple *y = b;

    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* The set of channels of every service in the sorted @named, one call each. */
static void
collect_named(Naming *naming, CtTuples *named, uint32_t *of_class_service)
{
    g_auto(CtIds) channels = {0};

    if (named->length > 0)
        ct_sort(named->data, named->length, sizeof *named->data, compare_named);
    for (uint32_t i = 0; i < named->length; i++) {
        ct_ids_add(&channels, named->data[i].b);
        if (i + 1 < named->length && named->data[i + 1].a == named->data[i].a)
            continue;

        uint32_t set = ct_id_sets_add(&naming->sets, channels.data, channels.length);

        if (of_class_service != NULL) {
            of_class_service[named->data[i].a] = set;
        } else {
            ct_ids_add(&naming->service, named->data[i].a);
            ct_ids_add(&naming->set, set);
        }
        channels.length = 0;
    }
}

static void
find_names(const CtInstances *instances, Naming *naming)
{
    const CtModel *model = instances->model;
    g_auto(CtTuples) by_asset = {0};
    g_auto(CtTuples) by_product = {0};

    for (uint32_t c = 0; c < model->channels.length; c++) {
        CtSpan refs = model->channels.data[c].services;

        for (uint32_t i = 0; i < refs.length; i++) {
            const CtServiceRef *ref = &model->service_refs.data[refs.start + i];

            if (ref->selector != CT_NO_ID)
                add_named_by_asset(instances, ref, c, &by_asset);
            else if (ref->product != CT_NO_ID)
                add_named_by_product(instances, ref, c, &by_product);
        }
    }
    ct_id_sets_init(&naming->sets);
    naming->of_class_service = g_new0(uint32_t, (size_t)instances->classes->services.length + 1);
    collect_named(naming, &by_product, naming->of_class_service);
    collect_named(naming, &by_asset, NULL);
}

static void
clear_names(Naming *naming)
{
    ct_id_sets_clear(&naming->sets);
    g_free(naming->of_class_service);
    ct_ids_clear(&naming->service);
    ct_ids_clear(&naming->set);
}

/* What of an asset decides the groups of its services. */
typedef struct AssetKey {
    uint32_t class, receiver, networks;
} AssetKey;

typedef struct Grouping {
    CtReachGroups *groups;
    const CtInstances *instances;
    Naming naming;
    CtTuples contexts; /* receiver class, networks, firewall, channels by product */
    CtTuples keys;     /* context, port, channels by asset → group */
    uint32_t next_named;
} Grouping;

static uint32_t
group_of(Grouping *grouping, const AssetKey *key, uint32_t k, uint32_t named)
{
    const CtClasses *classes = grouping->instances->classes;
    const CtClass *class = &classes->classes.data[key->class];
    const CtClassService *service = &classes->services.data[class->services.start + k];
    uint32_t context =
        ct_tuples_add(&grouping->contexts,
                      (CtTuple){.a = key->receiver,
                                .b = key->networks,
                                .c = class->firewall,
                                .d = grouping->naming.of_class_service[class->services.start + k]});
    uint32_t known = grouping->keys.length;
    uint32_t group =
        ct_tuples_add(&grouping->keys,
                      (CtTuple){.a = context,
                                .b = (uint32_t)service->port.protocol << 16 | service->port.low,
                                .c = named});

    if (group == known)
        CT_ROWS_ADD(&grouping->groups->groups,
                    ((CtServiceGroup){
                        .receiver = key->receiver,
                        .cell = ct_reach_cell(grouping->groups->rules, service->port),
                        .networks = key->networks,
                        .firewall = class->firewall,
                        .port = service->port,
                    }));
    return group;
}

/* The channels that name service instance @service by its asset; asked in rising order. */
static uint32_t
named_by_asset(Grouping *grouping, uint32_t service)
{
    const Naming *naming = &grouping->naming;

    if (grouping->next_named < naming->service.length &&
        naming->service.data[grouping->next_named] == service)
        return naming->set.data[grouping->next_named++];
    return 0;
}

static uint32_t
networks_of_asset(Grouping *grouping, uint32_t asset, uint32_t previous)
{
    const CtCsr *attached = &grouping->instances->attached;
    const uint32_t *networks = attached->value + attached->start[asset];
    uint32_t n = attached->start[asset + 1] - attached->start[asset];
    uint32_t known;
    const uint32_t *last = ct_id_sets_get(&grouping->groups->network_sets, previous, &known);
    g_auto(CtIds) sorted = {0};

    if (n == known && (n == 0 || memcmp(networks, last, n * sizeof *networks) == 0))
        return previous;
    for (uint32_t i = 0; i < n; i++)
        ct_ids_add(&sorted, networks[i]);
    ct_ids_sort_unique(&sorted);
    return ct_id_sets_add(&grouping->groups->network_sets, sorted.data, sorted.length);
}

static void
group_services(CtReachGroups *groups)
{
    const CtInstances *instances = groups->rules->instances;
    Grouping grouping = {.groups = groups, .instances = instances};
    AssetKey last = {.class = CT_NO_ID};
    uint32_t first_of_last = 0;

    find_names(instances, &grouping.naming);
    groups->of_service = g_new(uint32_t, (size_t)instances->n_services + 1);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        AssetKey key = {
            .class = instances->classes->of_asset[instances->asset_row[a]],
            .receiver = groups->rules->receiver[a],
            .networks = networks_of_asset(&grouping, a, last.class == CT_NO_ID ? 0 : last.networks),
        };
        bool same = key.class == last.class && key.receiver == last.receiver &&
                    key.networks == last.networks && grouping.naming.service.length == 0;
        uint32_t first = instances->service_first[a];

        for (uint32_t s = first; s < instances->service_first[a + 1]; s++)
            groups->of_service[s] =
                same ? groups->of_service[first_of_last + s - first]
                     : group_of(&grouping, &key, s - first, named_by_asset(&grouping, s));
        last = key;
        first_of_last = first;
    }
    clear_names(&grouping.naming);
    ct_tuples_clear(&grouping.contexts);
    ct_tuples_clear(&grouping.keys);
}

/* Adds @row (a segment or a hub) → @group, once. */
static void
link_once(CtTuples *links, CtIds *rows, CtIds *values, uint32_t row, uint32_t group)
{
    uint32_t known = links->length;

    if (ct_tuples_add(links, (CtTuple){.a = row, .b = group}) == known) {
        ct_ids_add(rows, row);
        ct_ids_add(values, group);
    }
}

static bool
asks_sender(const CtModel *model, CtSpan rules)
{
    for (uint32_t i = 0; i < rules.length; i++)
        if (model->rules.data[rules.start + i].from != CT_NO_ID)
            return true;
    return false;
}

static bool
firewall_asks(const CtModel *model, CtId firewall)
{
    return firewall != CT_NO_ID && (asks_sender(model, model->firewalls.data[firewall].allow) ||
                                    asks_sender(model, model->firewalls.data[firewall].deny));
}

/* Groups by the segments and hubs whose family carries their port. */
static void
place_groups(CtReachGroups *groups)
{
    g_auto(CtTuples) in_segment = {0};
    g_auto(CtTuples) at_hub = {0};
    g_auto(CtIds) segment = {0};
    g_auto(CtIds) in = {0};
    g_auto(CtIds) hub = {0};
    g_auto(CtIds) at = {0};

    for (uint32_t g = 0; g < groups->groups.length; g++) {
        const CtServiceGroup *group = &groups->groups.data[g];
        uint8_t family = groups->rules->cells.data[group->cell].family;
        uint32_t n;
        const uint32_t *networks = ct_id_sets_get(&groups->network_sets, group->networks, &n);

        for (uint32_t i = 0; i < n; i++) {
            uint32_t s = groups->segment_of[networks[i]];

            if (groups->segment_family[s] != family)
                continue;
            link_once(&in_segment, &segment, &in, s, g);
            link_once(&at_hub, &hub, &at, groups->hub_of[networks[i]], g);
            groups->hub_asks[groups->hub_of[networks[i]]] |=
                firewall_asks(groups->rules->instances->model, group->firewall);
        }
    }
    ct_csr_build(&groups->segment_groups, groups->n_segments, segment.data, in.data, in.length);
    ct_csr_build(&groups->hub_groups, groups->n_hubs, hub.data, at.data, at.length);
}

CtReachGroups *
ct_reach_groups_new(const CtReachRules *rules)
{
    CtReachGroups *groups = g_new0(CtReachGroups, 1);

    groups->rules = rules;
    ct_id_sets_init(&groups->network_sets);
    find_segments(groups);
    find_hubs(groups);
    group_services(groups);
    place_groups(groups);
    return groups;
}

void
ct_reach_groups_free(CtReachGroups *groups)
{
    if (groups == NULL)
        return;
    ct_id_sets_clear(&groups->network_sets);
    g_free(groups->groups.data);
    g_free(groups->of_service);
    g_free(groups->segment_of);
    g_free(groups->segment_family);
    ct_csr_clear(&groups->segment_networks);
    ct_csr_clear(&groups->segment_groups);
    g_free(groups->hub_of);
    g_free(groups->hub_isolated);
    g_free(groups->hub_asks);
    g_free(groups->hub_segment);
    ct_csr_clear(&groups->segment_hubs);
    ct_csr_clear(&groups->hub_groups);
    g_free(groups);
}
