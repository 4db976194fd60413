/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The two ends of a terminal command: where results go, what is said on standard error, and what
 * Ctrl-C leaves behind (nothing). Only files of cli/ may use it.
 */
#pragma once

#include "cli/command.h"

#include "base/diag.h"

/*
 * Before anything else: UTF-8 in, English out; a closed pipe is an error and no signal; Ctrl-C
 * ends with 130.
 */
void ct_terminal_start(void);

/*
 * From now on the first Ctrl-C only sets *@flag (atomically), so that what was computed can be
 * kept; the second ends the program at once. NULL: the first does again.
 */
void ct_terminal_defer_interrupt(gint *flag);

/* Fills in cli->width, cli->color and cli->color_error from options, environment and terminal. */
void ct_terminal_measure(CtCli *cli);

/* "cybertwin: …" on standard error, control bytes as '?'. */
void ct_say_error(const CtCli *cli, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A line on standard error unless --quiet. */
void ct_say(const CtCli *cli, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A line on standard error with --verbose. */
void ct_say_verbose(const CtCli *cli, const char *format, ...) G_GNUC_PRINTF(2, 3);

/*
 * Writes @diag to standard error, at most 50 and how many were left out. Where there is no error,
 * only the number of warnings, unless --verbose; nothing with --quiet.
 */
void ct_say_diagnostics(const CtCli *cli, CtDiag *diag);

/* Ctrl-C and the like wait, or no longer do: while several files are written that belong together.
 */
void ct_terminal_hold(bool hold);

/* Where the result goes: -o's file, else standard output. Free with ct_out_free() to write nothing.
 */
CtOut *ct_result_open(CtCli *cli);

/*
 * Ends and frees it. @status as it came; CT_STATUS_INTERNAL, having said so, if it could not be
 * written. That the reader of a pipe has gone is no error.
 */
CtStatus ct_result_close(CtCli *cli, CtOut *out, CtStatus status);