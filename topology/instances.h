/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `count:` unfolds to: instances of zones, networks and assets, dense ids, an asset row's
 * instances contiguous and in index order. A zone with `count` is replicated with its descendants,
 * their assets and their own networks (those that only zones within the replicated subtree list);
 * a network of no zone, or one that a zone outside lists too, stays single.
 */
#pragma once

#include "topology/classes.h"

#include "base/span.h"

typedef struct CtInstances {
    const CtModel *model;
    const CtClasses *classes;

    uint32_t n_zones;
    uint32_t *zone_row;    /* zone instance → row */
    uint32_t *zone_parent; /* zone instance → instance of its parent, CT_NO_ID */
    uint32_t *zone_index;  /* its number among its siblings of that row */
    uint32_t *zone_first;  /* zone row → first instance; n + 1 entries */

    uint32_t n_networks;
    uint32_t *network_row;
    uint32_t *network_home;  /* the zone instance it is replicated with, CT_NO_ID where single */
    uint32_t *network_first; /* network row → first instance; n + 1 entries */
    CtCsr network_zones;     /* network instance → zone instances that list it */
    CtCsr zone_networks;     /* zone instance → network instances */

    uint32_t n_assets;
    uint32_t *asset_row;
    uint32_t *asset_zone;  /* zone instance */
    uint32_t *asset_first; /* asset row → first instance; n + 1 entries */
    CtCsr attached;        /* asset instance → network instances */
    CtCsr on_network;      /* network instance → asset instances */

    uint32_t n_services;     /* service instances */
    uint32_t *service_first; /* asset instance → its first service instance; n + 1 entries; the
                                k-th is the class's k-th service */
    uint32_t *service_asset; /* service instance → the asset instance that it listens on */
    CtCsr selected;          /* selector → asset instances, sorted; as a set of assets */

    CtCsr channel_openers; /* channel, network row, data → credentials, topology/openers.h */
    CtCsr network_openers;
    CtCsr data_openers;
} CtInstances;

#define CT_INSTANCES_ERROR ct_instances_error_quark()
typedef enum CtInstancesError {
    CT_INSTANCES_ERROR_LIMIT,
    CT_INSTANCES_ERROR_NAME, /* a text that names no instance */
} CtInstancesError;
GQuark ct_instances_error_quark(void);

/*
 * @max_assets: CtLimits.assets; it bounds the instances of zones and of networks too. Cost: linear
 * in instances, attachments and selector sizes. An asset is attached to the instances of a network
 * that it sees (ct_instances_networks_seen): one that stands outside of what the network is
 * replicated with, to every one.
 */
CtInstances *ct_instances_new(const CtClasses *classes,
                              uint64_t max_assets,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_instances_free(CtInstances *instances);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtInstances, ct_instances_free)

/* The asset instance that service instance @service listens on. */
static inline uint32_t
ct_instances_service_asset(const CtInstances *instances, uint32_t service)
{
    g_return_val_if_fail(service < instances->n_services, CT_NO_ID);

    return instances->service_asset[service];
}

/* The class service behind it. */
const CtClassService *ct_instances_service(const CtInstances *instances, uint32_t service);

static inline const CtClass *
ct_instances_class(const CtInstances *instances, uint32_t asset)
{
    return &instances->classes->classes
                .data[instances->classes->of_asset[instances->asset_row[asset]]];
}

/* Service @name (interned) of @asset, CT_NO_ID if it has none. */
uint32_t ct_instances_find_service(const CtInstances *instances, uint32_t asset, CtId name);

/* The service that `product.name` means on @asset, CT_NO_ID if it has none: of two products with a
 * service of that name, the one asked for. */
uint32_t ct_instances_find_product_service(const CtInstances *instances,
                                           uint32_t asset,
                                           CtId product,
                                           CtId name);

/*
 * The instances of network row @network that one in @zone (an instance, or CT_NO_ID) sees: those
 * replicated with the innermost zone around both, so that what stands in one home stays in it; all
 * of them where no zone is. Returns the first; the next *@ret_n - 1 follow.
 */
uint32_t ct_instances_networks_seen(const CtInstances *instances,
                                    uint32_t zone,
                                    CtId network,
                                    uint32_t *ret_n);

/*
 * "rtu-1", "meter[17]", "bulb[17][2]" (outermost zone first, the asset's own index last; an index
 * is written for each count above 1 on the way). Text to instance fails on a name that is unknown,
 * has too few or too many indices, or one out of range, saying which and what is close.
 */
char *ct_instances_asset_text(const CtInstances *instances, uint32_t asset);
char *ct_instances_service_text(const CtInstances *instances, uint32_t service); /* "rtu-1.web" */
char *ct_instances_network_text(const CtInstances *instances,
                                uint32_t network); /* "lan", "lan[3]" */
char *ct_instances_zone_text(const CtInstances *instances, uint32_t zone);
bool ct_instances_parse_asset(const CtInstances *instances,
                              const char *text,
                              uint32_t *ret_asset,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool ct_instances_parse_service(const CtInstances *instances,
                                const char *text,
                                uint32_t *ret_service,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool ct_instances_parse_network(const CtInstances *instances,
                                const char *text,
                                uint32_t *ret_network,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool ct_instances_parse_zone(const CtInstances *instances,
                             const char *text,
                             uint32_t *ret_zone,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
