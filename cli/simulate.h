/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The replications of `run`: in memory, or in a run file that survives whatever happens. Shared
 * with `merge`, which completes a file in the same way.
 */
#pragma once

#include "cli/package.h"
#include "cli/standards.h"

#include "analysis/dossier.h"
#include "report/data.h"
#include "sim/run_make.h"
#include "sim/statistics.h"

typedef struct CtSimulation {
    const CtStandards *standards; /* set by the caller: what the run is judged by; NULL: nothing */
    CtSim *sim;
    CtRunHeader *header;
    CtRunFile *file; /* NULL: in memory */
    GPtrArray *rows; /* CtRow, where in memory */
    CtStatistics *statistics;
    bool is_share; /* --shard: what is missing is somebody else's */
} CtSimulation;

void ct_simulation_clear(CtSimulation *simulation);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtSimulation, ct_simulation_clear)

/* Whether -o names a run file. */
bool ct_simulation_is_run_file(const char *output);

/* The replications that the options ask for; 0: none. False, having said why, where an option of
 * simulations is malformed or does not fit: before anything is computed. @twin: CT_TWIN_RULES. */
bool ct_simulation_wanted(const CtCli *cli, const CtTwin *twin, uint64_t *ret_n);

/*
 * Simulates @n replications of the package at hand, whose dossier was made, into @path (NULL: in
 * memory). CT_STATUS_OK with statistics (none of a share), or what to end with, having said why;
 * after Ctrl-C the file can be gone on with.
 */
CtStatus ct_simulation_run(CtSimulation *simulation,
                           const CtCli *cli,
                           CtPackage *package,
                           uint64_t n,
                           const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* Puts @result and chosen traces into the file and gives it its name. */
CtStatus ct_simulation_finish(CtSimulation *simulation,
                              const CtCli *cli,
                              const CtReportData *result) G_GNUC_WARN_UNUSED_RESULT;

/* Statistics of what is there. */
bool ct_simulation_evaluate(CtSimulation *simulation, GError **error) G_GNUC_WARN_UNUSED_RESULT;
