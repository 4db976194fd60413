/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ids of a rule as one list. */
#include "report/technique.h"

const char **
ct_technique_distinct_ids(const CtTechnique *technique)
{
    const CtTechniqueIds *ids = &technique->ids;
    const char *const all[] = {ids->it, ids->ot, ids->mobile, ids->internet_it, ids->internet_ot};
    const char **distinct = g_new0(const char *, G_N_ELEMENTS(all) + 1);
    size_t n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        if (all[i] != NULL && !g_strv_contains(distinct, all[i]))
            distinct[n++] = all[i];
    }
    return distinct;
}
