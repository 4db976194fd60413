/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The operand RUN: a run file opened, and done again where that is needed. */
#pragma once

#include "cli/command.h"

#include "sim/run_make.h"
#include "sim/run_read.h"

/* The exit status that an error of a run file means: a damaged or foreign one is bad input. */
CtStatus ct_run_status(const GError *error);

/* Opens @path; NULL, having said why, with the status to end with. */
CtRunRead *ct_run_open(const CtCli *cli, const char *path, CtStatus *ret_status);

/* Loads what @run was made from; NULL, having said why. @run outlives it. */
CtRunAgain *ct_run_do_again(const CtCli *cli, CtRunRead *run, CtStatus *ret_status);
