/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A design as it is drawn: rooms, doors, what stands inside, who supplies it and over which
 * channels. Plain data with texts of its own, in the order of ids and never of the file, so that
 * what is drawn from it does not depend on how the topology was written down.
 *
 * Assets are rows of the topology, each with all its instances, so that a million alike cost one
 * row. Instances are numbered here anew: those of asset row i are first … first + n - 1.
 */
#pragma once

#include "analysis/pipeline.h"

typedef struct CtBlueZone {
    const char *id, *title;
    CtPos pos;
    uint32_t parent;      /* zone; CT_NO_ID */
    uint32_t depth;       /* zones around it */
    uint32_t n_alike;     /* instances of the zone, those of the zones around it included */
    uint32_t operated_by; /* supplier; CT_NO_ID */
    int8_t level;         /* 0–5; where unstated: of the zone around it, else of those within it,
                             else by its domain (IT 4, OT 2), else 3 */
    bool level_stated;
    int8_t sl_t; /* the highest of the seven; -1 unstated */
    bool is_outside;
    uint32_t first_asset, n_assets; /* rows that stand in it, not in zones within */
} CtBlueZone;

typedef struct CtBlueAsset {
    const char *id, *title;
    CtPos pos;
    const char *product, *kind; /* ids; the kind as the topology writes it, "" unstated */
    uint32_t supplier;          /* of the product; CT_NO_ID */
    uint32_t zone;
    uint32_t fold;    /* rows of a zone that share it are alike: same product, same criticality */
    uint32_t first;   /* its first instance */
    uint32_t n;       /* instances */
    uint8_t critical; /* the highest criticality: 0 unstated, 1 low … 4 severe */
    bool drives_process, forwards;
} CtBlueAsset;

/* Assets of one zone that nothing in the picture tells apart: rows first … first + n_rows - 1. */
typedef struct CtBlueFold {
    uint32_t zone, first, n_rows;
    uint32_t n; /* instances */
} CtBlueFold;

typedef struct CtBlueConduit {
    const char *id, *title;
    CtPos pos;
    uint32_t from, to;        /* zones */
    const char *const *allow; /* what each rule lets through: "tcp/443 → jump-1" */
    uint32_t n_allow;
    const char *allow_short;                   /* ports alone: "tcp/443, tcp/22" */
    const char *mfa, *inspection, *encryption; /* as written; NULL where unstated or none */
    double sensor;                             /* 0–1; 0 where there is none */
    uint32_t enforced_by;                      /* asset; CT_NO_ID */
    bool transit;
} CtBlueConduit;

typedef struct CtBlueSupplier {
    const char *id, *title;
    CtPos pos;
    int32_t tier;                  /* 0 unstated */
    uint32_t n_products, n_assets; /* that it makes; instances of those */
    uint32_t n_channels;           /* that start with it */
} CtBlueSupplier;

/* One end of a channel in a zone. */
typedef struct CtBlueEnd {
    uint32_t zone;
    uint32_t asset; /* the one row; CT_NO_ID where there are several, or a network is meant */
    uint32_t n;     /* instances */
} CtBlueEnd;

typedef struct CtBlueChannel {
    const char *id, *title, *kind; /* kind as written: "update" … */
    CtPos pos;
    uint32_t
        supplier;    /* from whom: the organisation named, or that operates what sends; CT_NO_ID */
    CtBlueEnd *from; /* by zone; none where a supplier alone sends */
    uint32_t n_from;
    CtBlueEnd *to; /* by zone */
    uint32_t n_to;
    bool is_signed, is_encrypted;
} CtBlueChannel;

/* Something by name that an attacker may come to hold, or a function may lose. */
typedef struct CtBlueName {
    const char *id, *title;
    CtPos pos;
    double cost_per_hour; /* of a function while it is lost; 0 unstated, or no function */
} CtBlueName;

typedef struct CtBlueprint {
    const char *name; /* the topology's, else its package's */
    CtBlueZone *zones;
    uint32_t n_zones;
    CtBlueAsset *assets; /* by zone, fold, id */
    uint32_t n_assets;
    uint32_t n_instances;
    CtBlueFold *folds; /* by zone; each zone's in the order of their first ids */
    uint32_t n_folds;
    CtBlueConduit *conduits;
    uint32_t n_conduits;
    CtBlueSupplier *suppliers;
    uint32_t n_suppliers;
    CtBlueChannel *channels;
    uint32_t n_channels;
    CtBlueName *credentials;
    uint32_t n_credentials;
    CtBlueName *functions;
    uint32_t n_functions;
    uint32_t *asset_of_row;      /* row of the model → asset here */
    uint32_t *channel_of_row;    /* likewise */
    uint32_t *supplier_of_row;   /* likewise */
    uint32_t *credential_of_row; /* likewise */
    uint32_t *function_of_row;   /* likewise */
    uint32_t *zone_of_row;       /* likewise */
    uint32_t *conduit_of_row;    /* likewise */

    struct CtDossierStore *store; /* owns all of it */
} CtBlueprint;

/* @twin at CT_TWIN_INSTANCES at least; it may be freed afterwards. Cost: n log n in the rows, and
 * the instances that channels select. */
CtBlueprint *ct_blueprint_new(const CtTwin *twin);

/* The same from a model alone; @name is that of the picture. */
CtBlueprint *ct_blueprint_new_of(const CtInstances *instances, const char *name);
void ct_blueprint_free(CtBlueprint *blueprint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtBlueprint, ct_blueprint_free)

/* By id; CT_NO_ID. "rtu-1", "rtu-1.web" and "meter[17]" name an asset. Cost: linear, logarithmic
 * for zones. */
uint32_t ct_blueprint_find_zone(const CtBlueprint *blueprint, const char *id);
uint32_t ct_blueprint_find_asset(const CtBlueprint *blueprint, const char *text);
uint32_t ct_blueprint_find_supplier(const CtBlueprint *blueprint, const char *id);
uint32_t ct_blueprint_find_conduit(const CtBlueprint *blueprint, const char *id);
uint32_t ct_blueprint_find_channel(const CtBlueprint *blueprint, const char *id);

/* The asset of an instance. Cost: log assets. */
uint32_t ct_blueprint_asset_of(const CtBlueprint *blueprint, uint32_t instance);

/* Whether @zone is @other or lies within it. */
bool ct_blueprint_is_within(const CtBlueprint *blueprint, uint32_t zone, uint32_t other);
