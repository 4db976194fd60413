/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The operand RUN: a run file opened, and done again where that is needed. */
#pragma once

#include "cli/command.h"

#include "analysis/dossier.h"
#include "sim/run_make.h"
#include "sim/run_read.h"

/* The exit status that an error of a run file means: a damaged or foreign one is bad input. */
CtStatus ct_run_status(const GError *error);

/* Opens @path; NULL, having said why, with the status to end with. */
CtRunRead *ct_run_open(const CtCli *cli, const char *path, CtStatus *ret_status);

/* Loads what @run was made from; NULL, having said why. @run outlives it. */
CtRunAgain *ct_run_do_again(const CtCli *cli, CtRunRead *run, CtStatus *ret_status);

/* How the run asked about its design at rest: its day, which stays @header's, its cost and its
 * number of ways; the rest of @options is left as it is. */
void ct_run_ask(CtDossierOptions *options, const CtRunHeader *header);

/*
 * What the design that @again holds says at rest; @path names the file where it cannot be said.
 * Waivers that ended before the day of the question are warned of in the twin's diagnostics. NULL,
 * having said why, with the status to end with. Cost: as ct_dossier_new(); the twin is left with
 * the last attacker selected.
 */
CtDossier *ct_run_analyse(const CtCli *cli,
                          const char *path,
                          CtRunAgain *again,
                          const CtDossierOptions *options,
                          CtStatus *ret_status);
