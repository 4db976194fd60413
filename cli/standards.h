/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Catalogs of standards and their checks, as a command sees them. */
#pragma once

#include "cli/command.h"

#include "assurance/assess.h"
#include "sim/run_make.h"

typedef struct CtStandards {
    char *
        *names; /* what the design is judged by, "ID" or "ID:ROW"; perhaps none; NULL: not opened */
    CtDiag *diag; /* owns the names and texts of the files */
    CtChecks *checks;
    CtCatalogs *catalogs; /* NULL: nobody needed them */
    GPtrArray *given;     /* CtSource of each folder that was given; NULL likewise */
} CtStandards;

void ct_standards_clear(CtStandards *standards);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtStandards, ct_standards_clear)

/*
 * Those that come with the program, those of the folder `standards` of the package of @twin (NULL:
 * none), those of @stored (CtSource; NULL), then those of --catalogs, the later replacing the
 * earlier. CT_STATUS_OK, or the status to end with, everything having been said.
 */
CtStatus ct_standards_load(CtStandards *standards,
                           const CtCli *cli,
                           const CtTwin *twin,
                           const GPtrArray *stored) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Finds what the design is judged by: what --standard names, else what the run was given, else
 * what the topology names (x: { standards: [ID, …] }); reads the catalogs where that is anything.
 * @header, @again: of a run file, else NULL.
 */
CtStatus ct_standards_open(CtStandards *standards,
                           const CtCli *cli,
                           const CtTwin *twin,
                           const CtRunHeader *header,
                           const CtRunAgain *again) G_GNUC_WARN_UNUSED_RESULT;

/* Instead: those for the domain of the design. They are loaded. */
void ct_standards_use_domain(CtStandards *standards, const CtTwin *twin);

/* Judges the design by them; *ret_assurance is NULL where there are none. Of @options the day, the
 * statistics and the run are the caller's. */
CtStatus ct_standards_assess(const CtStandards *standards,
                             const CtCli *cli,
                             CtTwin *twin,
                             const CtAssessOptions *options,
                             CtAssurance **ret_assurance) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the files of the package's own folder, so that a run file holds them whether or not they
 * were asked for; what cannot be read is left to who asks. */
void ct_standards_read_folder(const CtTwin *twin);

/* The id in "ID" or "ID:ROW", g_free(), and what follows the colon; NULL where there is none. */
char *ct_standards_split(const char *name, const char **ret_row);

/* The catalog called @id; NULL, having said what is near. */
const CtCatalog *ct_standards_find(const CtStandards *standards, const CtCli *cli, const char *id);
