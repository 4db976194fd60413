/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One catalog from its YAML, private to assurance/catalog*.c. */
#pragma once

#include "analysis/store.h"
#include "assurance/catalog.h"
#include "assurance/yaml_tree.h"

/* Fills @ret_catalog, everything in @store; false where @diag got an error. */
bool ct_catalog_read(const CtYamlNode *root,
                     CtDossierStore *store,
                     CtDiag *diag,
                     CtCatalog *ret_catalog) G_GNUC_WARN_UNUSED_RESULT;
