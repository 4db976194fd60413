/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who supplies what, and what the business does with it: what a report says of suppliers and
 * functions, as plain data. Part of what reports see beside the dossier.
 */
#pragma once

#include "analysis/findings.h"
#include "topology/instances.h"

typedef struct CtSupplierEntry {
    const char *id, *name; /* NULL: no name of its own */
    uint32_t tier;         /* 0 unstated */
    uint32_t n_products, n_components, n_channels;
    uint32_t n_assets;         /* instances of its products */
    const char *sdl, *signing; /* practices; NULL unstated */
    CtPos pos;                 /* in the files of the dossier */
} CtSupplierEntry;

typedef struct CtFunctionEntry {
    const char *id, *name; /* NULL: no name of its own */
    const char *loss;      /* what it loses: "availability" … */
    const char *safety;    /* NULL unstated */
    double cost_per_hour;  /* NaN unstated */
    uint32_t n, k;         /* needs k of n assets and functions */
    uint32_t enough;       /* how many failing lose it; 0: it cannot be lost */
    CtPos pos;
} CtFunctionEntry;

typedef struct CtInventory {
    CtSupplierEntry *suppliers; /* in file order */
    uint32_t n_suppliers;
    CtFunctionEntry *functions; /* in file order */
    uint32_t n_functions;
    struct CtDossierStore *store; /* owns all of it */
} CtInventory;

/* @instances may be freed afterwards. Cost: products, components, channels, and what functions
 * need.
 */
CtInventory *ct_inventory_new(const CtInstances *instances);
void ct_inventory_free(CtInventory *inventory);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtInventory, ct_inventory_free)
