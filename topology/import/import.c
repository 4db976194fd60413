/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/import/import.h"

#include "topology/import/nasim.h"

#include <string.h>

const CtImporter ct_importers[] = {
    {"nasim", "a scenario of the Network Attack Simulator (YAML)", ct_nasim_convert},
};
const size_t ct_n_importers = G_N_ELEMENTS(ct_importers);

const CtImporter *
ct_importer_find(const char *name)
{
    for (size_t i = 0; i < ct_n_importers; i++)
        if (strcmp(ct_importers[i].name, name) == 0)
            return &ct_importers[i];
    return NULL;
}
