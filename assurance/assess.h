/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a design and catalogs to verdicts: each check is asked once for each thing that it can tell
 * apart, whatever the number of rows and standards that name it; rows gather the answers for the
 * zones, products or the design that they speak of.
 *
 * A row fails where anything that it asks about fails; else it cannot be assessed where anything
 * cannot; else it passes where anything passes; else it does not apply.
 */
#pragma once

#include "assurance/catalog.h"

typedef struct CtAssessOptions {
    const char *const *standards;   /* ids of catalogs, or "ID:ROW" for one row; NULL-terminated;
                                       NULL: all */
    const char *as_of;              /* YYYY-MM-DD */
    const CtStatistics *statistics; /* of a run of the same design; NULL */
    const char *run;                /* its name; NULL */
    uint32_t most_paths;            /* written out, gravest first; 0: 100 */
    void (*on_phase)(void *data, const char *what); /* NULL */
    void *data;
} CtAssessOptions;

/*
 * Judges @twin, loaded to CT_TWIN_RULES (and to CT_TWIN_REACH unless a limit forbids; to
 * CT_TWIN_INSTANCES where no check needs attackers or segments), against the bound @catalogs.
 * Error: a check or a technique that raised. What a limit kept from being found out leaves
 * requirements not assessable, and says so. Cost: what the checks in use need (a grounding an
 * attacker, the segmentation), then a Lua call for each check and thing, then linear in rows ×
 * things.
 */
CtAssurance *ct_assess(CtTwin *twin,
                       const CtCatalogs *catalogs,
                       CtChecks *checks,
                       const CtAssessOptions *options,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
