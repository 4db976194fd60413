/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the operand PACKAGE and the shared options to a loaded twin, with everything said that has
 * to be said about it.
 */
#pragma once

#include "cli/kpi_setup.h"

#include "analysis/dossier.h"
#include "analysis/pipeline.h"

typedef struct CtPackage {
    CtTwin *twin;
    char *as_of;     /* YYYY-MM-DD */
    GArray *patches; /* of CtPatch, the texts owned: what twin->options points into */
    CtKpiSetup kpis; /* once it is loaded */
} CtPackage;

void ct_package_clear(CtPackage *package);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtPackage, ct_package_clear)

/*
 * Makes the twin of the options given, with nothing loaded. False, having said why, if --set or
 * --as-of is malformed.
 */
bool ct_package_init(CtPackage *package, const CtCli *cli) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Makes the twin and loads @path to @stage. Diagnostics go to standard error. CT_STATUS_OK, or
 * the status to end with, everything having been said.
 */
CtStatus ct_package_load(CtPackage *package, const CtCli *cli, const char *path, CtTwinStage stage)
    G_GNUC_WARN_UNUSED_RESULT;

/* After ct_package_init(), before anything is loaded: the package is to be what --variant makes of
 * it. False where its scenario has no such variant, which is said. */
bool ct_package_take_variant(CtPackage *package, const CtCli *cli, const char *path);

/* The same for a twin that was made, and its options changed, before. */
CtStatus ct_package_load_made(CtPackage *package,
                              const CtCli *cli,
                              const char *path,
                              CtTwinStage stage) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The dossier of the package that the first operand names, loaded to CT_TWIN_RULES at least. A
 * limit that was hit while computing makes every answer unknown, which is a result, too; NULL,
 * having said why, where there is none. @ret_status is set where something went wrong.
 */
CtDossier *ct_package_analyse(CtPackage *package,
                              const CtCli *cli,
                              const CtDossierOptions *options,
                              CtStatus *ret_status) G_GNUC_WARN_UNUSED_RESULT;

/* The same for KPIs: false, what is wrong standing in twin->diag. */
bool ct_package_load_kpis(CtPackage *package, const CtCli *cli) G_GNUC_WARN_UNUSED_RESULT;

/* What follows from the day of the question: a loaded model's waivers that have ended. */
void ct_package_check_day(CtPackage *package);

/* What the goals leave undecided: whether they can be had, or, for a limit, how at best. */
CtStatus ct_package_judge_goals(const CtDossier *dossier);

/* The exit status that an error of a twin or a dossier means. */
CtStatus ct_package_status(const GError *error);
