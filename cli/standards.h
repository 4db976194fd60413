/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Catalogs of standards and their checks, as a command sees them. */
#pragma once

#include "cli/package.h"

#include "assurance/catalog.h"

typedef struct CtStandards {
    CtDiag *diag; /* owns the names and texts of the files */
    CtChecks *checks;
    CtCatalogs *catalogs;
} CtStandards;

void ct_standards_clear(CtStandards *standards);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtStandards, ct_standards_clear)

/*
 * Those that come with the program, those of the folder `standards` of @package (NULL: none), then
 * those of --catalogs, the later replacing the earlier. CT_STATUS_OK, or the status to end with,
 * everything having been said.
 */
CtStatus ct_standards_load(CtStandards *standards,
                           const CtCli *cli,
                           CtSource *package) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Which standards a design is judged by: those of --standard ("ID", or "ID:ROW" for one
 * requirement); else those that the topology names (x: { standards: [ID, …] }). Perhaps none: then
 * no catalog has to be read. NULL-terminated, g_strfreev().
 */
char **ct_standards_named(const CtCli *cli, const CtTwin *twin);

/* Whether every one of @names is there; says which is not, and what is near. */
bool ct_standards_check(const CtStandards *standards, const CtCli *cli, const char *const *names);

/* Those for the domain of the design; g_strfreev(). */
char **ct_standards_for_domain(const CtStandards *standards, const CtTwin *twin);

/* The id in "ID" or "ID:ROW", g_free(), and what follows the colon; NULL where there is none. */
char *ct_standards_split(const char *name, const char **ret_row);

/* The catalog called @id; NULL, having said what is near. */
const CtCatalog *ct_standards_find(const CtStandards *standards, const CtCli *cli, const char *id);
