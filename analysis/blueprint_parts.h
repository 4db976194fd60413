/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of analysis/blueprint share. */
#pragma once

#include "analysis/blueprint.h"
#include "analysis/store.h"

typedef struct CtBlueDraft {
    const CtInstances *instances;
    const CtModel *model;
    CtBlueprint *blueprint;
    CtDossierStore *store;
} CtBlueDraft;

/* Rows of @section in the order of their ids; with *@ret_place: row → place in it, of the store. */
uint32_t *ct_blue_order(const CtBlueDraft *draft, CtSection section, uint32_t **ret_place);

/* Fills in conduits and channels; zones, assets and suppliers are there. */
void ct_blue_write_conduits(CtBlueDraft *draft);
void ct_blue_write_channels(CtBlueDraft *draft);
